"""Commands that ask the web, or say how asking went: fetch, check, status, schedule."""

import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.session import Session
from listen.errors import ExitCode

if TYPE_CHECKING:
    from listen.fetch import Fetching, Planned, StreamResult
    from listen.http import Door
    from listen.store.sqlite import SqliteStore
    from listen.understand import Understanding

__all__ = ["add_to", "as_json", "fetching", "learn", "planned_streams", "run_fetch", "try_online"]

Queries = Annotated[list[str] | None, typer.Option("--query", metavar="QUERY", help="Only this query; repeatable.")]
Sources = Annotated[list[str] | None, typer.Option("--source", metavar="SOURCE", help="Only this source; repeatable.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(fetch)
    app.command()(check)
    app.command()(status)
    app.command()(schedule)


def fetching(session: Session, store: "SqliteStore", door: "Door", stop: threading.Event) -> "Fetching":
    """Put the parts of a run together."""
    from listen.fetch import Fetching
    from listen.query.matching import Matcher
    from listen.wiring import metered, samples_at, understanding

    return Fetching(
        settings=session.settings,
        matcher=Matcher(session.settings.queries),
        understanding=understanding(session.settings, store),
        store=store,
        fetcher=metered(door, session.database, clock=lambda: datetime.now(UTC)),
        clock=lambda: datetime.now(UTC),
        samples=samples_at(session.database, session.keys),
        stop=stop,
    )


def planned_streams(
    session: Session, queries: Iterable[str] | None = None, sources: Iterable[str] | None = None
) -> "tuple[Planned, ...]":
    """Return what would be asked; names that do not exist are refused."""
    from listen.fetch import plan
    from listen.selection import select, source_named
    from listen.wiring import source_names
    from listen.wiring import sources as live_sources

    wanted = tuple(queries or ())
    select(session.settings, queries=wanted)
    names = frozenset(source_named(name, source_names()) for name in sources or ())
    return plan(
        live_sources(session.asking),
        session.settings.queries,
        only_queries=frozenset(wanted),
        only_sources=names,
    )


def fetch(
    context: typer.Context,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Speak only of what needs a person (for cron).")] = False,
    query: Queries = None,
    source: Sources = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be asked; ask nobody.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Read everything in reach once more; adds nothing twice.")
    ] = False,
    wait: Annotated[
        float, typer.Option("--wait", metavar="SECONDS", min=0, help="Wait so long for another run to end.")
    ] = 0.0,
    as_json_: Json = False,
) -> None:
    """Ask every source for every query and keep what is new.

    Reads queries.yaml, writes the database, says on stderr what came. A run that is interrupted loses nothing: the
    next one goes on from there.

    Examples:
      listen fetch
      listen fetch --quiet            (in a crontab)
      listen fetch --source mastodon --dry-run

    Exit codes: 0 done · 3 partly collected · 4 login missing · 6 another run is at work · 7 nothing collected.
    """
    session: Session = context.obj
    streams = planned_streams(session, query, source)
    if dry_run:
        _show_plan(session, streams)
        return
    results = run_fetch(session, streams, wait_s=wait, is_quiet=quiet, is_again=again)
    if as_json_:
        session.write(as_json(session, results))
    elif quiet:
        _cron_lines(session, results)
    else:
        from listen.render.terminal.run import run_lines

        screen = session.screen(sys.stderr)
        session.show(run_lines(results, screen), sys.stderr, screen=screen)
    raise typer.Exit(_exit_code(results))


def run_fetch(
    session: Session,
    streams: "tuple[Planned, ...]",
    *,
    wait_s: float = 0.0,
    is_quiet: bool = False,
    is_again: bool = False,
) -> "list[StreamResult]":
    """Run `fetch` under the lock, with a progress bar on a terminal; return what each stream came to."""
    from listen.fetch import fetch as ask_all
    from listen.store.lock import RunLock
    from listen.wiring import network

    stop = threading.Event()
    lock = RunLock(session.database, zone=session.zone)
    lock.acquire(wait_s, now=session.now)
    try:
        with (
            session.store(read_only=False) as store,
            network(session.settings, session.environ) as door,
            _stopping(stop, door),
        ):
            parts = fetching(session, store, door, stop)
            learn(session, store, parts.understanding)
            results = list(_with_progress(session, ask_all(streams, parts, is_again=is_again), len(streams), is_quiet))
            _tell_broken_analyzers(session, parts.understanding, is_quiet=is_quiet)
    finally:
        lock.release()
    return results


def learn(session: Session, store: "SqliteStore", understanding: "Understanding") -> None:
    """Learn from what people said since, and let recent mentions feel it; what is new is judged with it, too."""
    from listen.lessons import catch_up
    from listen.window import day_of

    catch_up(store, understanding, today=day_of(session.now, session.zone))


@contextmanager
def _stopping(stop: threading.Event, door: "Door") -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the run cleanly: pages at hand are saved, then the command leaves with 130 or 143."""
    caught: list[int] = []

    def on_signal(number: int, _frame: FrameType | None) -> None:
        caught.append(number)
        stop.set()
        door.stop()

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if caught:
        raise SystemExit(ExitCode.INTERRUPTED if caught[0] == signal.SIGINT else ExitCode.TERMINATED)


def _with_progress(
    session: Session, results: "Iterator[StreamResult]", count: int, is_quiet: bool
) -> "Iterator[StreamResult]":
    if is_quiet or not session.screen(sys.stderr).has_styles:
        yield from results
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as progress:
        task = progress.add_task(session.say("command.asking"), total=count)
        for result in results:
            progress.advance(task)
            yield result


def _tell_broken_analyzers(session: Session, understanding: "Understanding", *, is_quiet: bool) -> None:
    """Say what could not judge; from cron not where another served, for then nobody has to do anything."""
    for error in understanding.complaints():
        if not (is_quiet and error.key == "analyzer.replaced"):
            session.tell(error.message(session.lang))


def _cron_lines(session: Session, results: "list[StreamResult]") -> None:
    """Say only what needs a person, and each thing once: the third failure in a row, and the recovery after it."""
    from listen.render.terminal.run import problem_line
    from listen.standing import is_worth_a_line, recovered_loudly

    screen = session.screen(sys.stderr)
    for result in results:
        if result.error is not None and is_worth_a_line(result.before, result.error):
            for line in problem_line(result, screen):
                session.tell(line)
        elif result.error is None and result.is_asked and recovered_loudly(result.before):
            place = result.stream.place or result.stream.key
            session.tell(session.say("command.recovered", place=place, n=result.before.failures))


def _exit_code(results: "list[StreamResult]") -> ExitCode:
    from listen.fetch import summary

    total = summary(results)
    if not total.failed:
        return ExitCode.OK
    if total.failed < total.streams:
        return ExitCode.PARTLY
    return ExitCode.LOGIN if total.logins_needed == total.failed else ExitCode.NOTHING


def as_json(session: Session, results: "list[StreamResult]") -> str:
    """Return a run as JSON."""
    from dataclasses import asdict

    from listen.fetch import summary
    from listen.render.json import dumps

    return dumps(
        {
            "schema": "listen.run/1",
            "started_at": session.now,
            "summary": asdict(summary(results)),
            "streams": [
                {
                    "key": result.stream.key,
                    "source": result.stream.source,
                    "is_asked": result.is_asked,
                    "is_first": result.is_first,
                    **asdict(result.outcome),
                    "error": result.after.error_key,
                    "message": None if result.error is None else result.error.message(session.lang),
                    "next_allowed_at": result.after.next_allowed_at,
                    "gap": None if result.gap is None else asdict(result.gap),
                }
                for result in results
            ],
        }
    )


def check(
    context: typer.Context,
    online: Annotated[bool, typer.Option("--online", help="Ask every stream for one page; store nothing.")] = False,
) -> None:
    """Say what would be asked, without asking anyone.

    Reads queries.yaml and reports everything that is wrong with it at once, with line and column. With --online every
    stream is asked for one page; nothing is stored.

    Examples:
      listen check
      listen check --online

    Exit codes: 0 all is well · 5 queries.yaml invalid · with --online 3, 4 and 7 as of fetch.
    """
    session: Session = context.obj
    streams = planned_streams(session)
    if not online:
        _show_plan(session, streams)
        _tell_languages(session)
        return
    raise typer.Exit(try_online(session, streams))


def _show_plan(session: Session, streams: "tuple[Planned, ...]") -> None:
    from listen.render.terminal.run import plan_lines

    screen = session.screen()
    session.show(plan_lines(streams, screen), screen=screen)


def _tell_languages(session: Session) -> None:
    from listen.wiring import analyzed_languages

    known = analyzed_languages(session.settings)
    missing = [language for language in session.settings.languages if language not in known]
    if missing:
        session.tell(session.say("command.not_scored", languages=session.listed(missing)))


def try_online(session: Session, streams: "tuple[Planned, ...]") -> ExitCode:
    """Ask each stream for its first page; a line each on stdout."""
    from listen.lanes import Asked, ask
    from listen.wiring import metered, network

    stop = threading.Event()
    failed = logins = 0
    with network(session.settings, session.environ) as door, _stopping(stop, door):
        arrivals = ask(
            [Asked(source=one.source, stream=one.stream, checkpoint=None) for one in streams],
            metered(door, session.database, clock=lambda: datetime.now(UTC)),
            since=session.now - timedelta(days=session.settings.first_run_days),
            lanes=session.settings.http.lanes,
            stop=stop,
            is_first_page_only=True,
        )
        for arrival in arrivals:
            if arrival is None or (arrival.page is None and arrival.error is None):
                continue
            place = arrival.stream.place or arrival.stream.key
            if arrival.error is None and arrival.page is not None:
                session.write(session.clean(session.say("command.online_ok", place=place, n=arrival.page.seen)))
                continue
            if arrival.error is not None:
                failed += 1
                logins += arrival.error.exit_code is ExitCode.LOGIN
                why = arrival.error.message(session.lang)
                session.write(session.clean(session.say("command.online_failed", place=place, why=why)))
    if not failed:
        return ExitCode.OK
    if failed < len(streams):
        return ExitCode.PARTLY
    return ExitCode.LOGIN if logins == failed else ExitCode.NOTHING


def status(context: typer.Context, as_json_: Json = False) -> None:
    """Say how every stream stands: last read, failing since when, why.

    Reads the database only.

    Examples:
      listen status
      listen status --json
    """
    session: Session = context.obj
    from listen.digest import coverage
    from listen.wiring import switched_off

    keys = {one.stream.key for one in planned_streams(session)}
    with session.store() as store:
        states = {key: state for key, state in store.streams().items() if key in keys}
        runs = store.runs(10)
        total = store.total()
    covered = coverage(
        states,
        runs,
        now=session.now,
        gaps_since=session.now - timedelta(days=7),
        switched_off=switched_off(session.settings),
    )
    if as_json_:
        from listen.render.json import dumps, status_json

        session.write(dumps(status_json(states, covered, total=total, runs=runs)))
        return
    from listen.render.terminal.status import status_lines

    screen = session.screen()
    session.show(status_lines(states.values(), covered, screen, total=total, runs=runs), screen=screen)


def schedule(
    context: typer.Context,
    every: Annotated[
        int, typer.Option("--every", metavar="MINUTES", min=5, max=1440, help="Minutes between two runs.")
    ] = 30,
    systemd: Annotated[bool, typer.Option("--systemd", help="A systemd user timer instead of a crontab line.")] = False,
    install: Annotated[bool, typer.Option("--install", help="Put it in place instead of printing it.")] = False,
) -> None:
    """Print or install what runs `listen fetch` by itself.

    Examples:
      listen schedule
      listen schedule --every 60 --systemd
      listen schedule --install
    """
    session: Session = context.obj
    from listen.timetable import Timetable

    timetable = Timetable(
        program=sys.executable,
        config=session.config.absolute(),
        database=session.database.absolute(),
        every_minutes=every,
    )
    if install:
        from listen.cli.installing import install as put_in_place

        session.tell(put_in_place(timetable, session, is_systemd=systemd))
        return
    session.write(timetable.systemd() if systemd else timetable.crontab())
