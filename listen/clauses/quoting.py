"""What in a text is only quoted: lines that begin with ">", and what stands between quotation marks."""

import re
from dataclasses import dataclass

__all__ = ["Quotation", "quotations"]

_LONGEST = 600
"""Characters between two quotation marks; a longer distance is a forgotten mark."""

_SHORT = 3
"""Words up to which a quotation is a doubtful word or a name rather than speech."""

_MARK = re.compile(r"(?m)^[ \t]{0,3}>[^\n]*|[\"„“”«»‚‘’]|''")
_WORD = re.compile(r"\w+")

_CLOSES = {
    '"': '"',
    "„": '“”"',
    "“": '”"',
    "”": "”",
    "«": "»",
    "»": "«",
    "‚": "‘’",
    "''": "''",
}
"""Which marks may close which. “ opens in English and closes in German: it opens only when nothing is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Text that somebody else may have said.

    Attributes:
        start, end: its place, marks included.
        is_line: a line that begins with ">", as mail and forums quote.
        words: how many words it has.
    """

    start: int
    end: int
    is_line: bool
    words: int

    @property
    def is_speech(self) -> bool:
        """Return True for a quoted line or more than three words; fewer are a name or a word held at arm's length."""
        return self.is_line or self.words > _SHORT


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of `text`, in order, without overlaps; linear.

    A mark that is never closed within 600 characters, or before the paragraph ends, quotes nothing. Apostrophes and
    signs for inches quote nothing either.
    """
    found: list[Quotation] = []
    opened: tuple[int, str] | None = None
    for mark in _MARK.finditer(text):
        sign, start, end = mark.group(), mark.start(), mark.end()
        if sign.lstrip(" \t").startswith(">"):
            opened = None
            found.append(Quotation(start=start, end=end, is_line=True, words=_count(text, start, end)))
            continue
        if opened is not None and (start - opened[0] > _LONGEST or text.find("\n\n", opened[0], start) >= 0):
            opened = None
        if opened is not None and sign in _CLOSES[opened[1]]:
            found.append(Quotation(start=opened[0], end=end, is_line=False, words=_count(text, opened[0], end)))
            opened = None
        elif opened is None and sign in _CLOSES and _may_open(text, start, end):
            opened = (start, sign)
    return tuple(found)


def _may_open(text: str, start: int, end: int) -> bool:
    if end >= len(text) or (start and text[start - 1].isalnum()):
        return False
    # French sets a blank inside its marks.
    return not text[end].isspace() or (text[start] == "«" and text[end] != "\n")


def _count(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(text, start, end))
