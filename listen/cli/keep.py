"""Commands that look after what is stored: score, db."""

from pathlib import Path
from typing import Annotated

import typer

from listen.cli.session import Session
from listen.errors import ExitCode

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(score)
    database = typer.Typer(help="Look after the database file.", no_args_is_help=True, rich_markup_mode=None)
    database.command("check")(db_check)
    database.command("backup")(db_backup)
    database.command("vacuum")(db_vacuum)
    database.command("path")(db_path)
    app.add_typer(database, name="db")


def score(
    context: typer.Context,
    again: Annotated[bool, typer.Option("--again", help="All mentions, not only those nobody has judged.")] = False,
) -> None:
    """Judge stored mentions: language and sentiment.

    Learns first from what people said since (listen correct); what they said stays in charge. Older judgements stay
    beside the new ones; listen show NUMBER shows them all.

    Examples:
      listen score
      listen score --again
    """
    session: Session = context.obj
    from listen.cli.collect import learn
    from listen.scoring import score as judge
    from listen.store.lock import RunLock
    from listen.wiring import understanding

    lock = RunLock(session.database, zone=session.zone)
    lock.acquire(0.0, now=session.now)
    done = 0
    try:
        with session.store(read_only=False) as store:
            parts = understanding(session.settings, store)
            learn(session, store, parts)
            for judged in judge(store, parts, is_again=again):
                done = judged
    finally:
        lock.release()
    for error in parts.complaints():
        session.tell(error.message(session.lang))
    session.tell(session.say("command.scored", n=done))


def db_check(context: typer.Context) -> None:
    """Look at everything that can be wrong with the database.

    Exit codes: 0 whole · 8 something is wrong.
    """
    session: Session = context.obj
    from listen.store.upkeep import check

    findings = check(session.database)
    for finding in findings:
        session.write(session.clean(session.say(finding.key, **dict(finding.values))))
    if findings:
        raise typer.Exit(ExitCode.DATABASE)
    session.tell(session.say("command.db_whole", path=session.database))


def db_backup(
    context: typer.Context,
    to: Annotated[Path, typer.Argument(metavar="FILE", help="The copy; must not exist yet.")],
) -> None:
    """Copy the database, also while a fetch is at work.

    Examples:
      listen db backup listen-2026-11-24.db
    """
    session: Session = context.obj
    from listen.store.upkeep import backup

    backup(session.database, to)
    session.tell(session.say("command.db_backed_up", path=to))


def db_vacuum(context: typer.Context) -> None:
    """Give back the room that the database no longer needs."""
    session: Session = context.obj
    from listen.store.lock import RunLock
    from listen.store.upkeep import vacuum

    lock = RunLock(session.database)
    lock.acquire(0.0, now=session.now)
    try:
        freed = vacuum(session.database)
    finally:
        lock.release()
    session.tell(session.say("command.db_vacuumed", kilobytes=max(0, freed) // 1024))


def db_path(context: typer.Context) -> None:
    """Print where the database is."""
    session: Session = context.obj
    session.write(str(session.database.absolute()))
