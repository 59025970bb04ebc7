"""What is found out about queries without the names of colleagues."""

from collections.abc import Iterable
from dataclasses import replace

from listen.health.value import Change, Health
from listen.masking import Mask, everywhere

__all__ = ["masked"]


def masked(health: Health, mask: Mask) -> Health:
    """Return it with names covered; proposals that would say one are left out: covered, nobody could use them."""
    if not mask:
        return health
    queries = tuple(
        replace(
            one,
            changes=_without_names(one.changes, one.expression, mask),
            unheard=tuple(
                replace(word, changes=_without_names(word.changes, one.expression, mask)) for word in one.unheard
            ),
        )
        for one in health.queries
    )
    return everywhere(replace(health, queries=queries), mask)


def _without_names(changes: Iterable[Change], expression: str, mask: Mask) -> tuple[Change, ...]:
    """Return the changes that name nobody whom the person's own expression does not name."""
    own = len(mask.places(expression))
    return tuple(one for one in changes if not mask.places(one.words) and len(mask.places(one.expression)) <= own)
