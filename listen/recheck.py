"""What was deleted where it was published has to go here, too: once a day, sources that can tell are asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from listen.brand import Query
from listen.lanes import Asked
from listen.model import Page, Stream
from listen.protocols import Fetcher, Filter, Order, Rechecking, Source, Store, StreamState
from listen.standing import is_due

__all__ = ["rechecks"]

_EVERY = timedelta(hours=20)
"""A daily run that begins a little earlier than yesterday's still checks."""

_DAYS = 30
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class _Stored:
    """What we have of one source, as a stream that brings nothing and takes away; implements `Source`."""

    name: str
    checker: Rechecking
    native_ids: tuple[str, ...]
    is_on_by_default: bool = False

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:  # noqa: ARG002 (it is made for its stream)
        """Yield nothing: what is stored, not what is wanted, decides."""
        return ()

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:  # noqa: ARG002
        """Yield one page, of what is gone."""
        gone = self.checker.recheck(self.native_ids, fetcher)
        yield Page(posts=(), gone=tuple(sorted(set(gone) & set(self.native_ids))), checkpoint="checked")


def rechecks(
    asked: Iterable[tuple[Source, Stream]], store: Store, states: Mapping[str, StreamState], *, now: datetime
) -> Iterator[Asked]:
    """Yield what has to be checked today: one stream for each source that can tell and of which something is stored.

    Args:
        asked: what this run plans to ask.
        store: posts of the last 30 days are checked, the newest thousand of a source.
        states: how the streams stand, by key.
        now: aware UTC.
    """
    first = {source.name: (source, stream) for source, stream in reversed(tuple(asked))}
    for name, (source, stream) in first.items():
        check = getattr(source, "recheck", None)
        key = f"{name} recheck"
        state = states.get(key)
        if check is None or (state is not None and not _is_due(state, now)):
            continue
        native_ids = _native_ids(store, name, since=now - timedelta(days=_DAYS))
        if native_ids:
            yield Asked(
                source=_Stored(name, source, native_ids),  # type: ignore[arg-type]  # it has the method
                stream=Stream(source=name, key=key, host=stream.host, address=stream.address, place=name),
                checkpoint=None,
            )


def _is_due(state: StreamState, now: datetime) -> bool:
    return is_due(state, now) and (state.last_success_at is None or state.last_success_at + _EVERY <= now)


def _native_ids(store: Store, source: str, *, since: datetime) -> tuple[str, ...]:
    wanted = Filter(sources=(source,), since=since.date(), is_own=None, order=Order.NEWEST, limit=_MOST)
    rows = store.rows(wanted, ("native_id",))
    return tuple(str(row[0]).removeprefix(f"{source}:") for row in rows)
