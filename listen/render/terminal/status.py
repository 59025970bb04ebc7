"""How the streams stand: what was read, what fails and since when, what waits."""

from collections.abc import Iterable, Sequence

from rich.text import Text

from listen.digest import Coverage
from listen.protocols import Run, StreamState
from listen.render import foreign, speech
from listen.render.cells import Lines, cut, fitting, fold, table
from listen.render.screen import Screen
from listen.render.terminal import phrasing
from listen.render.terminal.coverage import note

__all__ = ["status_lines"]

_PLACE_SHARE = 0.45
_RUNS_TOLD = 5


def status_lines(
    states: Iterable[StreamState], coverage: Coverage, screen: Screen, *, total: int, runs: Sequence[Run] = ()
) -> Lines:
    """Return a line a stream (failing ones first, with the reason), the last runs, and how much is stored.

    Args:
        states: of the streams to be shown.
        coverage: of the same streams.
        screen: where.
        total: mentions stored.
        runs: the last ones, newest first.
    """
    if coverage.last_run is None:
        return fold(Text(screen.say("digest.never_fetched")), screen.width)
    age = screen.age(coverage.last_run.started_at)
    summary = screen.say("status.summary", read=coverage.read, streams=coverage.streams, age=age)
    lines = [Text(screen.say("status.title"), style="bold"), *fold(Text(summary), screen.width)]
    lines.append(Text(screen.say("status.stored", n=total)))
    ordered = sorted(states, key=lambda state: (state.error_key is None, state.source, state.place or state.key))
    if ordered:
        lines.extend([Text(), *_streams(ordered, screen)])
    problems = [phrasing.failing(one, screen) for one in coverage.failing]
    problems.extend(phrasing.silent(one, screen) for one in coverage.silent)
    problems.extend(phrasing.gap(one, screen) for one in coverage.gaps)
    if problems:
        lines.append(Text())
    for problem in problems:
        lines.extend(note("!", problem, screen, "yellow"))
    if runs:
        lines.extend([Text(), *_runs(runs[:_RUNS_TOLD], screen)])
    return fitting(lines, screen.width, more=screen.show("…"))


def _streams(states: Sequence[StreamState], screen: Screen) -> Lines:
    head = ["", "status.source", "status.place", "status.last", "status.seen", "status.brought"]
    rows = [[Text(screen.say(key) if key else "", style="dim") for key in head]]
    rows.extend(_row(state, screen) for state in states)
    more = screen.show("…")
    return [cut(line, screen.width, more=more) for line in table(rows, right=frozenset({4, 5}))]


def _row(state: StreamState, screen: Screen) -> list[Text]:
    sign = Text("!", style="bold yellow") if state.error_key is not None else Text(screen.show("·"), style="dim")
    place = foreign.one_line(state.place or state.key, screen)
    last = screen.say("status.never") if state.last_success_at is None else screen.age(state.last_success_at)
    return [
        sign,
        foreign.one_line(state.source, screen),
        cut(place, max(16, int(screen.width * _PLACE_SHARE)), more=screen.show("…")),
        Text(last),
        Text(screen.number(state.seen)),
        Text(screen.number(state.brought)),
    ]


def _runs(runs: Sequence[Run], screen: Screen) -> Lines:
    head = [screen.say(f"status.{name}") for name in ("run", "run_streams", "run_failed", "run_new", "run_changed")]
    rows = [[Text(name, style="dim") for name in head]]
    for run in runs:
        when = screen.show(speech.moment(run.started_at, screen.lang, zone=screen.zone))
        if run.ended_at is None:
            rows.append([Text(when), Text(screen.say("status.unfinished"))])
            continue
        counts = (run.streams, run.failed, run.new, run.changed)
        rows.append([Text(when), *(Text(screen.number(count)) for count in counts)])
    return table(rows, right=frozenset({1, 2, 3, 4}))
