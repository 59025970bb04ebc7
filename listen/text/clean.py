"""The cleaner on the way in (what the store can hold) and the one on the way out (what a terminal may be shown)."""

import re
import unicodedata

__all__ = ["clean_line", "clean_text", "for_terminal"]

TEXT_LIMIT = 20_000
"""Characters of a post that are kept; cut before anything is normalised (NFC of combining marks is quadratic)."""

LINE_LIMIT = 500
MARKS_IN_A_ROW = 8
"""Combining marks that one letter may carry; more is decoration that breaks screens and slows normalising."""

_SURROGATE = re.compile("[\ud800-\udfff]")
# C0 and C1 without newline and tab, DEL, noncharacters.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS_AT_END = re.compile(r"[ \t]+(?=\n|\Z)")
_MANY_BREAKS = re.compile(r"\n{3,}")
_BLANK_RUN = re.compile(r"\s+")
# Found only where letters carry marks at all, so ordinary text does not pay for it.
_MARK_RUN = re.compile(
    f"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{MARKS_IN_A_ROW + 1},}}"
)
# Bidi controls, tags, interlinear annotation, invisible operators, soft hyphens, byte order marks: nothing of these
# may reach a screen. U+200D and variation selectors stay, emoji need them.
_UNSAFE_ON_SCREEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)
_INVISIBLE_RUN = re.compile("[\u200c\u200d\ufe00-\ufe0f]{3,}")
_BEYOND_PLANES = re.compile("[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U000ffffe\U000fffff\U0010fffe\U0010ffff]")

# Most text is clean as it comes: printable Latin letters, which are their own NFC, with single blanks and breaks
# between them. Seeing that costs a fifth of cleaning it.
_PRINTABLE = "!-~\u00a1-\u024f\u2010-\u2027\u2030-\u205e\u20ac"
_CLEAN_LINE = re.compile(rf"[{_PRINTABLE}]++(?: [{_PRINTABLE}]++)*+")
_CLEAN_TEXT = re.compile(rf"[{_PRINTABLE}]++(?:(?: |\n\n?)[{_PRINTABLE}]++)*+")


def clean_text(value: str, *, limit: int = TEXT_LIMIT) -> str:
    r"""Return `value` as the store can hold it: valid, NFC, no controls but newline and tab, cut at `limit`.

    Line breaks of every kind become `\n`, at most one blank line stays between two others, and blanks at the ends of
    lines go. Idempotent.
    """
    if len(value) <= limit and _CLEAN_TEXT.fullmatch(value):
        return value
    text = _LINE_BREAK.sub("\n", value[:limit])
    text = _CONTROL.sub("", text)
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
        text = _BEYOND_PLANES.sub("", text)
        text = _MARK_RUN.sub(_shortened, text)
        # After everything was taken out: what stood between a letter and its mark must not keep them apart.
        text = unicodedata.normalize("NFC", text)
    text = _BLANKS_AT_END.sub("", text)
    text = _MANY_BREAKS.sub("\n\n", text)
    return text.strip()[:limit].rstrip()


def clean_line(value: str, *, limit: int = LINE_LIMIT) -> str:
    """Return `value` as one clean line: every run of blanks and line breaks is one blank. Idempotent."""
    if len(value) <= limit and _CLEAN_LINE.fullmatch(value):
        return value
    return _BLANK_RUN.sub(" ", clean_text(value, limit=limit * 4)).strip()[:limit].rstrip()


def for_terminal(value: str) -> str:
    r"""Return foreign text that cannot steer, reorder or hide anything on a screen; `\n` and `\t` stay. Idempotent."""
    text = _LINE_BREAK.sub("\n", value)
    text = _UNSAFE_ON_SCREEN.sub("", text)
    if not text.isascii():
        text = _BEYOND_PLANES.sub("", text)
        text = _MARK_RUN.sub(_shortened, text)
        text = _INVISIBLE_RUN.sub(lambda run: run.group()[:2], text)
    return text


def _shortened(run: re.Match[str]) -> str:
    return run.group()[:MARKS_IN_A_ROW]
