"""Which searches several queries need of one service: each once, with the names of the queries that made us ask."""

from collections.abc import Iterator, Mapping, Sequence

from listen.brand import Query
from listen.model import Stream
from listen.query.language import parse
from listen.query.pushdown import Abilities, push_down
from listen.text.urls import host_of

__all__ = ["our_names", "search_streams", "searches"]


def searches(queries: Sequence[Query], abilities: Abilities) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the queries by what a service with these abilities is asked for, in order of the queries."""
    served: dict[str, dict[str, None]] = {}
    for query in queries:
        for pushed in push_down(parse(query.expression), abilities):
            served.setdefault(pushed.text, {})[query.name] = None
    return {text: tuple(names) for text, names in served.items()}


def search_streams(
    queries: Sequence[Query], abilities: Abilities, *, name: str, title: str, base: str, usual: str, path: str
) -> Iterator[Stream]:
    """Yield one stream a search at `base + path`; the key names the base only when it is not the usual one."""
    for text, names in searches(queries, abilities).items():
        yield Stream(
            source=name,
            key=f"{name} {text}" if base == usual else f"{name} {base} {text}",
            host=host_of(base) or base,
            address=f"{base}{path}",
            term=text,
            queries=names,
            place=f"{title}: {text}",
        )


def our_names(queries: Sequence[Query]) -> tuple[str, ...]:
    """Return the names of the queries that are ours: what stands in a place of our own is never a competitor's."""
    return tuple(query.name for query in queries if query.competitor is None)
