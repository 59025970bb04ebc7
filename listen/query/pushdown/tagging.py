"""Hashtags under which posts for an expression may be found."""

from collections.abc import Sequence

from listen.query.pushdown.spelling import joined_forms, spellings
from listen.query.tree import And, Field, Near, Node, Or, Term

__all__ = ["tag_terms"]


def tag_terms(node: Node) -> tuple[str, ...]:
    """Return the hashtags under which posts for `node` may be found, without `#`, small letters, most telling first.

    For services that know nothing but tags. A phrase is written together, a star is left out, umlauts are there in both
    spellings. Empty when nothing in the expression makes a hashtag.
    """
    return tuple(dict.fromkeys(tag for tag in _tags(node) if any(map(str.isalpha, tag))))


_TAG_WORDS = 3


def _tags(node: Node) -> list[str]:
    match node:
        case Term() if node.field is not Field.AUTHOR and len(node.parts) <= _TAG_WORDS:
            typed = "".join(word.text for word in joined_forms(node)[0])
            return [spelling.lower() for spelling in spellings(typed)]
        case Or():
            return [tag for one in node.nodes for tag in _tags(one)]
        case And():
            return _fewest([_tags(one) for one in node.nodes])
        case Near():
            return _fewest([_tags(node.left), _tags(node.right)])
        case _:
            return []


def _fewest(sides: Sequence[list[str]]) -> list[str]:
    """Return one side: each is there in every post that is wanted. The fewest tags tell most, then the longest."""
    return min((side for side in sides if side), key=lambda side: (len(side), -min(map(len, side))), default=[])
