"""One scalar of a YAML text, and where each of its characters stands in the file."""

import re
from dataclasses import dataclass
from typing import Self

import yaml

__all__ = ["Place", "Scalar", "position"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A place in a file, both 1-based; columns count characters."""

    line: int
    column: int


def position(mark: object) -> tuple[int, int]:
    """Return a parser's mark as line and column, 0-based; the beginning when it has none."""
    return getattr(mark, "line", 0), getattr(mark, "column", 0)


_NOTHING = frozenset({"", "~", "null"})
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_BLOCK_HEADER = re.compile(r"[|>][^\n]*")
# What an escape in double quotes stands for in the file: `\x41`, `\u00e4`, `\U0001f600`, or one character.
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\n[ \t]*|.)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A text as YAML reads it (folded, unescaped) with the raw lines it was written in.

    Attributes:
        raw: the file's lines from the first one of the scalar to the last.
        first: column (0-based) in the first raw line where it begins.
        end: column (0-based) in the last raw line behind its last character.
        style: `"`, `'`, `|`, `>`, or None for a plain one.
    """

    text: str
    place: Place
    raw: tuple[str, ...]
    first: int
    end: int
    style: str | None
    size: int = 1
    height: int = 0

    @classmethod
    def of(cls, event: yaml.ScalarEvent, lines: tuple[str, ...]) -> Self:
        """Return the scalar of a parser's event; `lines` are those of the whole file."""
        line, column = position(event.start_mark)
        last, end = position(event.end_mark)
        return cls(
            text=event.value,
            place=Place(line=line + 1, column=column + 1),
            raw=lines[line : last + 1],
            first=column,
            end=end,
            # The C parser says "" for plain.
            style=event.style if event.style in {"'", '"', "|", ">"} else None,
        )

    @property
    def is_plain(self) -> bool:
        """Return True when it was written without quotes and not as a block."""
        return self.style is None

    @property
    def is_nothing(self) -> bool:
        """Return True for `~`, `null` and nothing at all; in quotes they are text."""
        return self.is_plain and self.text in _NOTHING

    def place_of(self, offset: int) -> Place:
        """Return where the character `offset` of `text` stands in the file; at its end, behind the last one.

        Folding changes blanks and line breaks only, so the characters between them are met in the same order in both.
        """
        raw = "\n".join(self.raw)
        at = self._begin(raw)
        steps = self.text[:offset]
        for char in steps:
            at = self._next(raw, at, char)
        if offset < len(self.text) and not self.text[offset].isspace():
            at = self._over_blanks(raw, at)
        at = min(at, len(raw))
        line = raw.count("\n", 0, at)
        column = at - (raw.rfind("\n", 0, at) + 1)
        return Place(line=self.place.line + line, column=column + 1)

    def _begin(self, raw: str) -> int:
        found = _PROPERTIES.match(raw, self.first)
        at = found.end() if found else self.first
        if self.style in {"'", '"'}:
            return at + 1
        if self.style is not None:
            header = _BLOCK_HEADER.match(raw, at)
            return header.end() + 1 if header else at
        return at

    def _next(self, raw: str, at: int, char: str) -> int:
        """Return where to go on behind `char`."""
        if self.style == '"' and (escape := _ESCAPE.match(raw, at)) and not escape.group().startswith("\\\n"):
            return escape.end()
        if char.isspace():
            return at + 1 if raw[at : at + 1].isspace() else at
        at = self._over_blanks(raw, at)
        if self.style == '"' and (escape := _ESCAPE.match(raw, at)):
            return escape.end()
        return at + 2 if self.style == "'" and char == "'" else at + 1

    def _over_blanks(self, raw: str, at: int) -> int:
        while at < len(raw):
            if raw[at].isspace():
                at += 1
            elif self.style == '"' and raw.startswith("\\\n", at):
                at += 2
            else:
                break
        return at
