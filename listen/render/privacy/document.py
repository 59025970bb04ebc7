"""A text with headings, lists and tables, before it is written in any form."""

from dataclasses import dataclass

__all__ = ["Document", "Part", "Points", "Section", "Table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells below a head; `caption` is said before it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


Part = str | Points | Table
"""A paragraph, a list, or a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands below it."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The whole."""

    title: str
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
