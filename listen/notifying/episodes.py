"""What there is to be told at this moment: days that stand out, sources that fail, sources that work again."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from itertools import pairwise
from zoneinfo import ZoneInfo

from listen.brand import Settings
from listen.digest import Failing, QuerySpike
from listen.figures import NEW_UNTIL, RUNS_REMEMBERED, behind, listening_since
from listen.metrics import HISTORY_DAYS, LEAST_SPIKE, days_between, spike, usual
from listen.notice import Told, ToldState, Topic
from listen.notifying.value import Episode
from listen.protocols import Store, StreamState
from listen.selection import select
from listen.standing import SHOUT_AT
from listen.window import day_of

__all__ = ["digest_name", "mended", "sources", "spikes", "told_day"]

_LOOKED_AT_DAYS = 7
_FRESH_DAYS = 3
"""So long after its last day a spike is still told: over a weekend, or until a mail server is back."""
_LONGEST_DAYS = 60
_FOR_GOOD = timedelta(days=365)


def digest_name(day: date) -> str:
    """Return the name of a day's digest."""
    return f"digest-{day.isoformat()}"


def told_day(name: str) -> date | None:
    """Return the day at the end of an episode's name; None when there is none."""
    try:
        return date.fromisoformat("-".join(name.split("-")[-3:]))
    except ValueError:
        return None


def _short(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def spikes(
    store: Store, settings: Settings, *, now: datetime, unit: str | None = None, known: Collection[str] = ()
) -> tuple[Episode, ...]:
    """Return the queries of ours that stand out, strongest first; an episode lasts while day follows day.

    Args:
        store: read from: one roll-up read, and the stories behind each.
        settings: for whom.
        now: aware UTC.
        unit: only this unit's queries.
        known: names of episodes that were told; one that goes on keeps its name.
    """
    began = listening_since(store.runs(RUNS_REMEMBERED))
    if began is not None and now - began < NEW_UNTIL:
        return ()
    today = day_of(now, ZoneInfo(settings.timezone))
    days = days_between(today - timedelta(days=_LOOKED_AT_DAYS - 1), today + timedelta(days=1))
    names = [query.name for query in select(settings, unit=unit)]
    found = []
    since, counts = _counts(store, names, days)
    for name, by_day in counts.items():
        run = _run(name, by_day, since, days, settings.region)
        if run and run[-1].day >= today - timedelta(days=_FRESH_DAYS):
            best = max(run, key=lambda one: one.spike.count - one.spike.usual)
            told = replace(best, is_running=best.day == today, behind=behind(store, best.day, (name,)))
            found.append(Episode(name=_spike_name(run, days[0], known), topic=Topic.SPIKES, spike=told))
    return tuple(sorted(found, key=_excess))


def _excess(one: Episode) -> tuple[float, str]:
    return (0.0, one.name) if one.spike is None else (one.spike.spike.usual - one.spike.spike.count, one.name)


def _counts(store: Store, names: Collection[str], days: Sequence[date]) -> tuple[date, Mapping[str, Counter[date]]]:
    """Return since when the history reaches back, and mentions by query and day; queries never that loud are left out.

    What was before anything was found at all is no history: nobody listened then.
    """
    counts: dict[str, Counter[date]] = {name: Counter() for name in names}
    since = days[0]
    for volume in store.volumes(days[0] - timedelta(days=HISTORY_DAYS), days[-1] + timedelta(days=1)):
        since = min(since, volume.day)
        for name in counts.keys() & set(volume.queries):
            counts[name][volume.day] += volume.mentions
    loud = {name: by_day for name, by_day in counts.items() if max(by_day[day] for day in days) >= LEAST_SPIKE}
    return since, loud


def _run(name: str, counts: Counter[date], since: date, days: Sequence[date], country: str) -> list[QuerySpike]:
    """Return the last days in a row that stand out, oldest first; empty when none does."""
    history = {day: counts[day] for day in days_between(since, days[0])}
    loud = [
        QuerySpike(query=name, day=day, spike=one)
        for day in days
        if (one := spike(counts[day], usual(history, [day], country=country))) is not None
    ]
    start = 0
    for number, (earlier, later) in enumerate(pairwise(loud), start=1):
        if (later.day - earlier.day).days > 1:
            start = number
    return loud[start:]


def _spike_name(run: Sequence[QuerySpike], window_from: date, known: Iterable[str]) -> str:
    """Return the name under which the episode was told, or a new one."""
    start = f"spike-{_short(run[0].query)}-"
    first, last = run[0].day, run[-1].day
    # What fills the whole window may have begun long before it.
    since = first - timedelta(days=_LONGEST_DAYS if first == window_from else 1)
    days = [day for name in known if name.startswith(start) and (day := told_day(name)) is not None]
    same = [day for day in days if since <= day <= last]
    return f"{start}{(max(same) if same else first).isoformat()}"


def sources(states: Mapping[str, StreamState], *, now: datetime) -> tuple[Episode, ...]:
    """Return the sources that fail for the third time in a row or will not come back, longest failing first."""
    found = [
        Episode(name=_source_name(state), topic=Topic.SOURCES, failing=_failing(state, now))
        for state in states.values()
        if state.error_key is not None and (state.failures >= SHOUT_AT or _is_for_good(state, now))
    ]
    return tuple(sorted(found, key=lambda one: one.name.rpartition("-")[2]))


def _is_for_good(state: StreamState, now: datetime) -> bool:
    return state.next_allowed_at is not None and state.next_allowed_at - now > _FOR_GOOD


def _source_name(state: StreamState) -> str:
    since = "0" if state.failing_since is None else f"{state.failing_since:%Y%m%dT%H%M%S}"
    return f"source-{_short(state.key)}-{since}"


def _failing(state: StreamState, now: datetime) -> Failing:
    waits = state.next_allowed_at if state.next_allowed_at is not None and state.next_allowed_at > now else None
    return Failing(
        source=state.source,
        place=state.place or state.key,
        since=state.failing_since,
        failures=state.failures,
        error_key=state.error_key or "",
        error_values=state.error_values,
        waits_until=None if _is_for_good(state, now) else waits,
    )


def mended(states: Mapping[str, StreamState], told: Iterable[Told]) -> Iterator[Episode]:
    """Yield the sources whose failure this target was told of, and that work again."""
    by_hash = {_short(state.key): state for state in states.values()}
    for one in told:
        kind, _, rest = one.episode.partition("-")
        if kind != "source" or one.state is ToldState.SENDING:
            continue
        state = by_hash.get(rest.partition("-")[0])
        if state is not None and state.error_key is None and state.last_success_at is not None:
            yield Episode(name=f"mended-{rest}", topic=Topic.SOURCES, mended=state, mends=one.episode)
