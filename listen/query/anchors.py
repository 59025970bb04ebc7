"""What must be in a post for an expression to hold: the few cheap things by which its query is found at all.

An expression holds only if at least one of its anchors is there. The anchors of all queries stand in one index, so a
post is looked at once, not once a query.
"""

from dataclasses import dataclass

from listen.query.tree import And, Domain, Field, Language, Near, Node, Not, Or, Origin, Pattern, Term

__all__ = ["Anchor", "FromAnchor", "HostAnchor", "PatternAnchor", "WordAnchor", "anchors"]


@dataclass(frozen=True, slots=True)
class WordAnchor:
    """Letters that stand in the folded words of title, text, tags, links or author.

    Attributes:
        text: the letters.
        is_open_left, is_open_right: a word may go on there.
        is_author: they stand in the author's name.
    """

    text: str
    is_open_left: bool
    is_open_right: bool
    is_author: bool


@dataclass(frozen=True, slots=True)
class HostAnchor:
    """A host that is where the post stands (`is_link` False) or where it leads."""

    host: str
    is_link: bool


@dataclass(frozen=True, slots=True)
class PatternAnchor:
    """A pattern that fits title, text or author."""

    expression: str


@dataclass(frozen=True, slots=True)
class FromAnchor:
    """The name of the source that brought the post."""

    source: str


Anchor = WordAnchor | HostAnchor | PatternAnchor | FromAnchor


def anchors(node: Node) -> tuple[Anchor, ...] | None:  # noqa: PLR0911 one row a node
    """Return anchors of which at least one is in every post for which `node` holds; None when nothing is certain."""
    match node:
        case Term():
            return (_word(node),)
        case Pattern():
            return (PatternAnchor(node.expression),)
        case Domain():
            return (HostAnchor(node.host, node.field is Field.LINK),)
        case Origin():
            return (FromAnchor(node.name),)
        case And():
            return _rarest([anchors(one) for one in node.nodes])
        case Near():
            return _rarest([anchors(node.left), anchors(node.right)])
        case Or():
            return _together([anchors(one) for one in node.nodes])
        case Language() | Not():
            return None


def _word(term: Term) -> WordAnchor:
    """Take the longest word: the rarest by the only measure that needs no statistics."""
    number, part = max(enumerate(term.parts), key=lambda row: len(row[1].text))
    after = term.parts[number + 1] if number + 1 < len(term.parts) else None
    return WordAnchor(
        part.text,
        part.is_open_left or part.may_join,
        part.is_open_right or (after is not None and after.may_join),
        term.field is Field.AUTHOR,
    )


def _together(choices: list[tuple[Anchor, ...] | None]) -> tuple[Anchor, ...] | None:
    together: dict[Anchor, None] = {}
    for one in choices:
        if one is None:
            return None
        together.update(dict.fromkeys(one))
    return tuple(together)


def _rarest(choices: list[tuple[Anchor, ...] | None]) -> tuple[Anchor, ...] | None:
    known = [one for one in choices if one is not None]
    return max(known, key=_rarity, default=None)


_HOST_RARITY = 20
_PATTERN_RARITY = 3
_SOURCE_RARITY = 0


def _rarity(choice: tuple[Anchor, ...]) -> float:
    """Rate how seldom one of `choice` is there, by its commonest member; many members make it commoner."""
    commonest = min(_rarity_of(anchor) for anchor in choice)
    return commonest - len(choice) / 100


def _rarity_of(anchor: Anchor) -> int:
    match anchor:
        case WordAnchor():
            return len(anchor.text)
        case HostAnchor():
            return _HOST_RARITY
        case PatternAnchor():
            return _PATTERN_RARITY
        case FromAnchor():
            return _SOURCE_RARITY
