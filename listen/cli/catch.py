"""Commands for what no program can ask for: add one thing by hand, import a file of another tool."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.session import Session
from listen.errors import OutputError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from listen.fetch import StreamResult
    from listen.model import Stream
    from listen.protocols import Source

__all__ = ["add_to"]

_PATIENCE_S = 30.0
"""A fetch from cron may be at work; a person who adds something should not have to try again."""

Query = Annotated[str | None, typer.Option("--query", metavar="QUERY", help="For which query it counts.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(add)
    app.command("import")(import_)


def add(
    context: typer.Context,
    url: Annotated[str | None, typer.Argument(metavar="URL", help="Where it stands, when it stands somewhere.")] = None,
    text: Annotated[
        str | None,
        typer.Option("--text", metavar="TEXT|-", help="What was said; - reads it from the keyboard or a pipe."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TITLE", help="Its heading.")] = None,
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME", help="Who said it, if that may be kept.")
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="PLACE", help="Where: a site, a fair, a phone call.")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE", help="When, like 2026-11-24; else now.")] = None,
    query: Query = None,
) -> None:
    """Add one thing by hand: a page, a post that you pasted, something said at a fair.

    A public page is read by its address. LinkedIn, XING, Facebook and the like show nothing to programs: paste the
    text. What another source has brought already is not added again.

    Examples:
      listen add https://blog.example.com/a-test-of-pipes
      listen add https://www.linkedin.com/posts/kim-123 --text -
      listen add --text "Loved the quiet pipes" --place "Trade fair, Hall 3"

    Exit codes: 0 added, or known already · 2 usage · 6 a fetch is at work for longer · 7 the page could not be read.
    """
    session: Session = context.obj
    from listen.records import Note
    from listen.selection import first_of_ours, select
    from listen.wiring import noted

    known = _known(session, url)
    if known is not None:
        session.tell(session.say("command.add_known", number=known))
        return
    if query is not None:
        select(session.settings, queries=(query,))
    if _is_forgotten(session, url, author):
        raise UsageError("keeping.add_barred")
    note = Note(
        url=url,
        text=_read(session) if text == "-" else text,
        title=title,
        author=author,
        place=place,
        published_at=_moment(date),
        query=query or first_of_ours(session.settings),
    )
    result = _kept(session, *noted(note, session.settings))
    if result.error is not None:
        raise result.error
    number = _known(session, url)
    if number is not None:
        session.tell(session.say("command.added_as", number=number, query=note.query))
    else:
        session.tell(session.say("command.added" if result.outcome.new else "command.add_same", query=note.query))


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, JSON lines or mbox.")],
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="FIELD=COLUMN", help="Which column holds what, like text=Hit; repeatable."),
    ] = None,
    query: Query = None,
) -> None:
    """Take in a file of another tool: a monitoring service's export, a list, our own export.

    Columns are found by their names, English or German: url, title, text, author, date, place, language. Rows that
    match no query are left out unless --query says for which one they count. Importing a file again adds nothing
    twice, and neither does a row whose address another source has brought.

    Examples:
      listen import clippings.csv
      listen import export.csv --column text="Hit Sentence" --query brand
      listen import old-alerts.mbox

    Exit codes: 0 done · 2 the columns cannot be understood · 6 a fetch is at work for longer.
    """
    session: Session = context.obj
    from listen.selection import select
    from listen.wiring import handed_in

    if query is not None:
        select(session.settings, queries=(query,))
    try:
        source, stream = handed_in(
            file,
            session.settings,
            columns=_columns(columns or []),
            query=query,
            database=session.database,
            now=session.now,
        )
    except OSError as error:
        raise OutputError("command.cannot_read", path=file, why=error.strerror or str(error)) from error
    result = _kept(session, source, stream)
    if result.error is not None:
        raise result.error
    did = result.outcome
    session.tell(session.say("command.imported", n=did.new, seen=did.seen, changed=did.changed, skipped=did.skipped))


def _kept(session: Session, source: "Source", stream: "Stream") -> "StreamResult":
    """Take one stream in like any other: matched, understood, folded, saved."""
    from listen.cli.collect import run_fetch
    from listen.fetch import Planned

    [result] = run_fetch(
        session, (Planned(source=source, stream=stream),), is_quiet=True, is_again=True, wait_s=_PATIENCE_S
    )
    return result


def _known(session: Session, url: str | None) -> int | None:
    from listen.errors import MissingDatabase

    if url is None:
        return None
    try:
        with session.store() as store:
            found = store.find(url)
    except MissingDatabase:
        return None
    return None if found is None else found.id


def _is_forgotten(session: Session, url: str | None, author: str | None) -> bool:
    """Say whether somebody asked that this address, or this author, is not kept."""
    from listen.model import Post

    if not session.database.exists():
        return False
    note = Post(source="hand", native_id="", origin="", url=url, title=None, text="", author=author)
    with session.store() as store:
        return bool(store.archive.barred([note]))


def _read(session: Session) -> str:
    if sys.stdin.isatty():
        session.tell(session.say("command.add_type"))
    return sys.stdin.read()


def _moment(date: str | None) -> "datetime | None":
    from listen.text.dates import read_date

    if date is None:
        return None
    found = read_date(date)
    if found is None:
        raise UsageError("command.add_date", date=date)
    return found


def _columns(said: list[str]) -> Mapping[str, str]:
    wanted = {}
    for one in said:
        field, sign, column = one.partition("=")
        if not sign:
            raise UsageError("command.import_pair", pair=one)
        wanted[field.strip().lower()] = column.strip()
    return wanted
