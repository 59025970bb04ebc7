"""Which searches several queries need of one service: each once, with the names of the queries that made us ask."""

from collections.abc import Mapping, Sequence

from listen.brand import Query
from listen.query.language import parse
from listen.query.pushdown import Abilities, push_down

__all__ = ["searches"]


def searches(queries: Sequence[Query], abilities: Abilities) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the queries by what a service with these abilities is asked for, in order of the queries."""
    served: dict[str, dict[str, None]] = {}
    for query in queries:
        for pushed in push_down(parse(query.expression), abilities):
            served.setdefault(pushed.text, {})[query.name] = None
    return {text: tuple(names) for text, names in served.items()}
