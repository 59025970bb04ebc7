"""The pieces of Markdown, and the only way by which foreign text comes into it."""

import re
from collections.abc import Sequence

from listen.render.screen import Screen
from listen.text.clean import for_terminal
from listen.text.urls import safe_link

__all__ = ["escaped", "heading", "item", "link", "row", "shortened", "table"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$@]|:(?=//)|:(?=\S+@))")
_AT_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)](?:\s|$)))")
_WWW = re.compile(r"\b(www)\.", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_ADDRESS_SPECIAL = {"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "|": "%7C", "\\": "%5C"}


def escaped(value: str) -> str:
    """Return foreign text as one line that Markdown shows as it was written, links and mentions included."""
    line = _BLANKS.sub(" ", for_terminal(value)).strip()
    return _WWW.sub(r"\1\\.", _AT_START.sub(_guarded, _SPECIAL.sub(r"\\\1", line)))


def _guarded(found: re.Match[str]) -> str:
    if found[2].isdigit():
        return f"{found[1]}&#{ord(found[2][0])};{found[2][1:]}"
    return f"{found[1]}\\{found[2]}"


def shortened(value: str, characters: int) -> str:
    """Return foreign text escaped and cut at a blank."""
    line = _BLANKS.sub(" ", for_terminal(value)).strip()
    if len(line) > characters:
        kept = line[:characters].rpartition(" ")[0] or line[:characters]
        line = f"{kept} …"
    return escaped(line)


def link(text: str, url: str | None) -> str:
    """Return `text` (already escaped) as a link, when the address is safe; else as text."""
    target = None if url is None else safe_link(url)
    if target is None:
        return text
    return f"[{text}]({''.join(_ADDRESS_SPECIAL.get(letter, letter) for letter in target)})"


def heading(text: str, level: int) -> str:
    """Return a heading with an empty line after it."""
    return f"{'#' * level} {text}\n"


def item(text: str, *more: str) -> str:
    """Return an item of a list; `more` stands under it, in the same item."""
    return "\n".join([f"- {text}", *(f"  {line}" for line in more if line)])


def row(cells: Sequence[str]) -> str:
    """Return one row of a table."""
    return f"| {' | '.join(cells)} |"


def table(rows: Sequence[Sequence[str]], *, screen: Screen) -> list[str]:
    """Return a table: its first row is the head, all columns but the first are aligned to the right."""
    if not rows:
        return []
    rule = ["---", *["---:"] * (len(rows[0]) - 1)]
    return [screen.show(line) for line in (row(rows[0]), row(rule), *(row(cells) for cells in rows[1:]))]
