r"""The page that an editor shows: the draft on top, beside it what one has to know, and how the draft is read back.

Every line that is not the draft begins with `#|` and is cut when the page is read. A draft may have lines with `#`
(hashtags, headings); only `#|` is ours, and a draft's own `#|` is written `\#|`. What a stranger wrote is cleaned and
cut into lines first, and each of its lines gets the mark: nothing in it can leave its block, or stand in the draft.
"""

import re
from collections.abc import Iterable

from listen.text.clean import clean_text, for_terminal

__all__ = ["MARK", "aside", "page", "read_page"]

MARK = "#|"
_WIDTH = 78
_ESCAPED = re.compile(r"\\+#\|")
_TO_ESCAPE = re.compile(r"\\*#\|")
_BREAKS = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"\s+")
_MOST_LINES = 200


def aside(text: str, *, indent: str = "", width: int = _WIDTH) -> tuple[str, ...]:
    """Return any text as lines of the page that are not the draft: cleaned, wrapped, each with the mark.

    Args:
        text: what is to stand there; a stranger's, perhaps.
        indent: put before every line, behind the mark.
        width: characters of a line, mark included.
    """
    room = max(20, width - len(MARK) - 1 - len(indent))
    lines: list[str] = []
    for line in _BREAKS.split(for_terminal(text)):
        for piece in _wrapped(_BLANKS.sub(" ", line).strip(), room):
            lines.append(f"{MARK} {indent}{piece}".rstrip())
            if len(lines) == _MOST_LINES:
                return (*lines, f"{MARK} {indent}…")
    return tuple(lines)


def _wrapped(line: str, room: int) -> Iterable[str]:
    while len(line) > room:
        at = line.rfind(" ", 1, room + 1)
        at = room if at <= 0 else at
        yield line[:at].rstrip()
        line = line[at:].lstrip()
    yield line


def page(draft: str, asides: Iterable[str]) -> str:
    """Return the page: the draft, a blank line, and what stands beside it.

    Args:
        draft: what was written so far, or the template.
        asides: lines of `aside`.
    """
    own = (f"\\{line}" if _TO_ESCAPE.match(line) else line for line in draft.split("\n"))
    beside = (line if line.startswith(MARK) else f"{MARK} {line}" for some in asides for line in _BREAKS.split(some))
    return "\n".join((*own, "", *beside, ""))


def read_page(text: str, *, limit: int = 200_000) -> str:
    """Return the draft on a page as it is sent: without what stands beside it, clean, no blank lines at its ends."""
    kept = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.startswith(MARK):
            continue
        kept.append(line[1:] if _ESCAPED.match(line) else line)
    return clean_text(for_terminal("\n".join(kept)), limit=limit)
