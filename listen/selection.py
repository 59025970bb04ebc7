"""Which queries are meant, when a person names queries or a unit, or nothing at all."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from listen.brand import Query, Settings, Unit
from listen.errors import UsageError

__all__ = ["first_of_ours", "select", "source_named", "unit_named"]


def select(settings: Settings, *, queries: Collection[str] = (), unit: str | None = None) -> tuple[Query, ...]:
    """Return the queries meant: those named, or all of ours; only those of one unit, when it is named.

    A competitor's query is meant only when it is named. A query without a unit belongs to everyone, so it does not
    belong to a unit's own reading list.

    Raises:
        UsageError: if a query or the unit is unknown; with a suggestion.
    """
    known = [query.name for query in settings.queries]
    for name in queries:
        if name not in known:
            raise _unknown("selection.unknown_query", name, known)
    if unit is not None:
        unit_named(settings, unit)
    return tuple(
        query
        for query in settings.queries
        if (query.name in queries if queries else query.competitor is None) and (unit is None or query.unit == unit)
    )


def first_of_ours(settings: Settings) -> str | None:
    """Return the name of the first query that is no competitor's: what counts when a person names none."""
    return next((query.name for query in settings.queries if query.competitor is None), None)


def unit_named(settings: Settings, name: str) -> Unit:
    """Return the unit called `name`.

    Raises:
        UsageError: if there is none; with a suggestion.
    """
    for unit in settings.units:
        if unit.name == name:
            return unit
    raise _unknown("selection.unknown_unit", name, [unit.name for unit in settings.units])


def source_named(name: str, known: Collection[str]) -> str:
    """Return `name` when it is a source's.

    Raises:
        UsageError: if it is none; with a suggestion.
    """
    if name in known:
        return name
    raise _unknown("selection.unknown_source", name, known)


def _unknown(key: str, name: str, known: Iterable[str]) -> UsageError:
    names = tuple(known)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return UsageError(key, hint="selection.did_you_mean", name=name, suggestion=near[0])
    return UsageError(key, name=name)
