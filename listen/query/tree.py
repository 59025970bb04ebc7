"""What an expression means: a tree of frozen nodes.

Places (`start`, `end`: characters of the expression, end exclusive) take no part in comparisons, so that two
expressions that mean the same give equal trees.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "And",
    "Domain",
    "Field",
    "Language",
    "Near",
    "Node",
    "Not",
    "Or",
    "Origin",
    "Part",
    "Pattern",
    "Term",
    "terms",
]


class Field(StrEnum):
    """The fields that can be named before a colon."""

    TITLE = "title"
    AUTHOR = "author"
    SITE = "site"
    LINK = "link"
    LANG = "lang"
    SOURCE = "source"
    TAG = "tag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One word of a term, folded (`listen.text.fold`).

    Attributes:
        text: letters and digits only, never empty.
        is_open_left, is_open_right: written with a star there; the word in the post may go on.
        may_join: the word before it may follow without a gap (`Rohr-Set` is also `Rohrset`); never True for the first.
    """

    text: str
    is_open_left: bool = False
    is_open_right: bool = False
    may_join: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(_Placed):
    """A word or a phrase.

    Attributes:
        parts: its words, in order; at least one.
        written: as typed, without quotes and signs; for messages and for asking services.
        exact: as it must be written, NFC; None when case and spelling do not matter.
        is_handle: must stand behind an `@`.
        field: `title`, `author` or `tag`; None looks into title, text, tags and the hosts of links.
    """

    parts: tuple[Part, ...]
    written: str = field(compare=False)
    exact: str | None = None
    is_handle: bool = False
    field: Field | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern(_Placed):
    """A regular expression in RE2's syntax; `field` is `title`, `author`, or None for title and text."""

    expression: str
    field: Field | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain(_Placed):
    """A place on the web: `site:` (where the post stands) or `link:` (where it leads).

    Attributes:
        host: small letters, ASCII form, without `www.`; subdomains count too. A name without a dot is any one label.
        path: what the path must begin with, with its slash; "" for any.
        written: as typed.
        field: `site` or `link`.
    """

    host: str
    path: str = ""
    written: str = field(compare=False)
    field: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Language(_Placed):
    """The post's language is `code` (ISO 639, small letters)."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin(_Placed):
    """The post came from the source `name` (small letters)."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class And(_Placed):
    """All of `nodes`; at least two."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Or(_Placed):
    """Any of `nodes`; at least two."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(_Placed):
    """Whatever `node` is not."""

    node: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Near(_Placed):
    """`left` and `right` in one field, at most `within` words on; both hold only terms, `Or` and `Near`.

    Attributes:
        within: 1 is side by side.
        is_ordered: `left` comes first.
    """

    left: "Node"
    right: "Node"
    within: int
    is_ordered: bool = False


Node = Term | Pattern | Domain | Language | Origin | And | Or | Not | Near


def terms(node: Node) -> Iterator[Term]:
    """Yield every word and phrase in `node`, excluded ones too, in order."""
    match node:
        case Term():
            yield node
        case And() | Or():
            for part in node.nodes:
                yield from terms(part)
        case Not():
            yield from terms(node.node)
        case Near():
            yield from terms(node.left)
            yield from terms(node.right)
        case _:
            return
