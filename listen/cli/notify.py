"""Commands that tell people who do not sit before a terminal: notify, feed."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.session import Session
from listen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listen.digest import Digest
    from listen.notice import Letter, Target, Topic
    from listen.notifying import Bundle, Delivered, Telling
    from listen.render.screen import Screen
    from listen.store.sqlite import SqliteStore
    from listen.window import Window

__all__ = ["add_to"]

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(notify)
    app.command()(feed)


def notify(
    context: typer.Context,
    digest: Annotated[bool, typer.Option("--digest", help="Only the day's digest.")] = False,
    spikes: Annotated[bool, typer.Option("--spikes", help="Only days that stand out.")] = False,
    sources: Annotated[bool, typer.Option("--sources", help="Only sources that fail, or work again.")] = False,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="NAME", help="Only this one of those under notify; repeatable.")
    ] = None,
    ack: Annotated[
        str | None, typer.Option("--ack", metavar="EPISODE", help="Somebody takes care: do not tell it again.")
    ] = None,
    snooze: Annotated[
        str | None, typer.Option("--snooze", metavar="EPISODE", help="Tell it again later, when it still lasts.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="When to tell it again: monday, 3d, 2026-12-01.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="Who is told of what, and what was told.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the letters; send nothing and remember nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Tell people by mail and chat what is new: the digest, days that stand out, sources that fail.

    Everything is told once to everyone named under notify in queries.yaml. Quiet hours are kept; what falls into them
    is told at their end. Says nothing where nothing is to be told, so it may stand in a crontab behind listen fetch.

    Examples:
      listen notify --dry-run
      listen fetch --quiet; listen notify
      listen notify --sources --to admins
      listen notify --ack spike-1f3a90bc-2026-11-24
      listen notify --snooze source-77ab01de-20261124T060000 --until monday

    Exit codes: 0 done · 3 some could not be told · 4 a password or an address is missing · 7 nobody could be told.
    """
    session: Session = context.obj
    from listen.notice import Topic

    targets = _targets(session, to or ())
    asked = [topic for topic, is_asked in zip(Topic, (digest, spikes, sources), strict=True) if is_asked]
    if ack is not None and snooze is not None:
        raise UsageError("notify.ack_and_snooze")
    if (until is None) is not (snooze is None):
        raise UsageError("notify.until_alone", name=snooze or "EPISODE")
    # Read in any case: a missing database is told before anything is made.
    with session.store():
        pass
    if list_:
        _show_list(session, targets, as_json=as_json)
    elif ack is not None or snooze is not None:
        _say(session, targets, ack=ack, snooze=snooze, until=until)
    else:
        raise typer.Exit(_tell(session, targets, asked, is_trial=dry_run, as_json=as_json))


def _targets(session: Session, names: "Sequence[str]") -> "list[Target]":
    known = {target.name: target for target in session.settings.notify}
    if not known:
        raise UsageError("notify.no_targets")
    for name in names:
        if name not in known:
            raise UsageError("notify.unknown_target", name=name, known=", ".join(known))
    return [target for name, target in known.items() if not names or name in names]


def _screen(session: Session, target: "Target") -> "Screen":
    """Return what a letter is written for: no terminal at all, in the target's language."""
    from listen.render.screen import Screen

    return Screen(now=session.now, zone=session.zone, width=100_000, lang=target.language or session.lang)


def _telling(
    session: Session, store: "SqliteStore", topics: "Sequence[Topic]", *, is_digest_asked: bool = False
) -> "Telling":
    """Put the parts of telling together."""
    from listen.cli.collect import planned_streams
    from listen.masking import everywhere
    from listen.notifying import Telling
    from listen.render.letter import letter
    from listen.wiring import courier

    planned = {one.stream.key for one in planned_streams(session)}

    def digest_of(target: "Target", window: "Window") -> "Digest":
        return _digest(session, store, window, unit=target.unit, planned=planned)

    def write(bundle: "Bundle") -> "Letter":
        shown = everywhere(bundle, session.mask())
        return letter(shown, _screen(session, bundle.target), brand=session.settings.brand.name)

    return Telling(
        store=store,
        notices=store.notices,
        settings=session.settings,
        planned=planned,
        digest_of=digest_of,
        write=write,
        courier=lambda target: courier(target, session.settings, session.keys),
        topics=tuple(topics),
        is_digest_asked=is_digest_asked,
    )


def _digest(
    session: Session, store: "SqliteStore", window: "Window", *, unit: str | None, planned: set[str], limit: int = 12
) -> "Digest":
    from listen.digest import build
    from listen.wiring import analyzed_languages, switched_off

    settings = session.settings
    return build(
        store,
        settings,
        now=session.now,
        window=window,
        unit=unit,
        limit=limit,
        planned=planned,
        switched_off=switched_off(settings),
        analyzed=analyzed_languages(settings),
        hide=settings.hide,
    )


def _tell(
    session: Session, targets: "list[Target]", topics: "list[Topic]", *, is_trial: bool, as_json: bool
) -> ExitCode:
    from listen.notice import Topic
    from listen.notifying import notify as tell
    from listen.store.lock import RunLock

    # A lock of its own: while one tells, another would take its letters for ones that were cut off.
    lock = RunLock(session.database.with_name(f"{session.database.name}.notify"), zone=session.zone)
    lock.acquire(0.0, now=session.now)
    try:
        with session.store(read_only=False) as store:
            done = []
            parts = _telling(session, store, topics or list(Topic), is_digest_asked=Topic.DIGEST in topics)
            for one in tell(parts, targets, now=session.now, is_trial=is_trial):
                done.append(one)
                if not as_json:
                    _report(session, one)
    finally:
        lock.release()
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_notify import notified_json

        session.write(dumps(notified_json(done, session.lang)))
    elif not any(one.bundle for one in done) and sys.stderr.isatty():
        session.tell(session.say("notify.nothing"))
    return _exit_code(done)


def _report(session: Session, one: "Delivered") -> None:
    """Say what a person must know: what failed; on a terminal also what went out and who is not told now."""
    if one.error is not None:
        session.tell(session.say("notify.failed", target=one.target.name, why=one.error.message(session.lang)))
        if hint := one.error.hint(session.lang):
            session.tell(f"  {hint}")
    elif one.refused:
        session.tell(session.say("notify.refused_some", target=one.target.name, n=one.refused))
    elif one.letter is not None and not one.is_sent:
        session.write(session.clean(f"{one.target.name}\n\n{one.letter.subject}\n\n{one.letter.text}\n"))
    elif sys.stderr.isatty():
        if one.letter is not None:
            session.tell(session.say("notify.sent", target=one.target.name, subject=one.letter.subject))
        elif one.waits_until is not None:
            from listen.render.speech import moment

            until = moment(one.waits_until, session.lang, zone=session.zone)
            session.tell(session.say("notify.waits", target=one.target.name, until=until))


def _exit_code(done: "list[Delivered]") -> ExitCode:
    failed = [one.error for one in done if one.error is not None]
    if not failed:
        return ExitCode.PARTLY if any(one.refused for one in done) else ExitCode.OK
    if any(one.is_sent for one in done):
        return ExitCode.PARTLY
    return ExitCode.LOGIN if all(error.exit_code is ExitCode.LOGIN for error in failed) else ExitCode.NOTHING


def _say(session: Session, targets: "list[Target]", *, ack: str | None, snooze: str | None, until: str | None) -> None:
    from listen.notice import Topic
    from listen.notifying import acknowledge
    from listen.notifying import snooze as put_off
    from listen.render.speech import moment
    from listen.window import parse_until

    with session.store(read_only=False) as store:
        parts = _telling(session, store, list(Topic))
        if ack is not None:
            names = acknowledge(parts, ack, targets, now=session.now)
            session.tell(session.say("notify.acknowledged", name=ack, targets=", ".join(names)))
            return
        when = parse_until(until or "", now=session.now, zone=session.zone)
        names = put_off(parts, snooze or "", targets, now=session.now, until=when)
        shown = moment(when, session.lang, zone=session.zone)
        session.tell(session.say("notify.snoozed", name=snooze, targets=", ".join(names), until=shown))


def _show_list(session: Session, targets: "list[Target]", *, as_json: bool) -> None:
    with session.store() as store:
        told = {target.name: list(store.notices.told(target.name)) for target in targets}
    unset = {one.name for one in targets if one.chat is not None and not session.keys.get(*_key_of(one.chat))}
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_notify import told_json

        session.write(dumps(told_json(targets, told, unset)))
        return
    from listen.render.terminal.notices import notice_lines

    screen = session.screen()
    session.show(notice_lines(targets, told, unset, screen), screen=screen)


def _key_of(variable: str) -> tuple[str, str]:
    from listen.notice import CHAT_PREFIX

    return "chat", variable.removeprefix(CHAT_PREFIX)


def feed(
    context: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write this file, whole or not at all; else stdout."),
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help="Only the queries of this business unit.")
    ] = None,
    days: Annotated[
        int, typer.Option("--days", metavar="DAYS", min=1, help="How many days to look back, today included.")
    ] = 7,
    limit: Annotated[int, typer.Option("--limit", metavar="ENTRIES", min=1, help="Entries at most.")] = 30,
) -> None:
    """Write the digest as an Atom feed, for any feed reader.

    One entry for each mention worth an answer. Put the file where your feed readers can fetch it; it only changes when
    the digest does.

    Examples:
      listen feed --out /srv/www/intern/listen.xml
      listen feed --unit ventilation --days 14 -o ventilation.xml
    """
    session: Session = context.obj
    from listen.cli.collect import planned_streams
    from listen.cli.handing import mark_of, write_page
    from listen.masking import everywhere
    from listen.render.atom import digest_atom
    from listen.window import day_of, last_days

    planned = {one.stream.key for one in planned_streams(session)}
    window = last_days(days, today=day_of(session.now, session.zone))
    with session.store() as store:
        built = _digest(session, store, window, unit=unit, planned=planned, limit=limit)
    built = everywhere(built, session.mask())
    write_page(session, digest_atom(built, session.screen(), mark=mark_of(session)), out)
