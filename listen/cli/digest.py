"""The command that says what to read and answer today: digest."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from listen.cli.dealt import reader_of
from listen.cli.dropping import ALL_LINES, hidden_intents, show_dropped
from listen.cli.handing import show_digest
from listen.cli.read import OUT, Days, Json, Lineless, Queries, Since, Unit, window_of
from listen.cli.session import Session
from listen.cli.unmasking import Unmasked
from listen.errors import ExitCode

__all__ = ["add_to"]


class DigestLook(StrEnum):
    """In what form a digest comes."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    ATOM = "atom"


def add_to(app: typer.Typer) -> None:
    """Add the command of this room."""
    app.command()(digest)


def digest(
    context: typer.Context,
    days: Days = None,
    since: Since = None,
    query: Queries = None,
    unit: Unit = None,
    minutes: Annotated[
        int | None,
        typer.Option(
            "--minutes", metavar="MINUTES", min=1, help="Time you have; the list is fitted into it. Else listen me."
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="LINES", min=1, help="Lines at most.")] = 12,
    all_: Annotated[bool, typer.Option("--all", help="All that is worth your time, whatever the minutes.")] = False,
    hide: Annotated[
        list[str] | None,
        typer.Option("--hide", metavar="INTENTS", help="Leave these out: advert,job_ad,coupon,bot,news,job_seeking."),
    ] = None,
    dropped: Lineless = False,
    unmasked: Unmasked = False,
    look: Annotated[DigestLook, typer.Option("--format", help="How to print it.")] = DigestLook.TERMINAL,
    as_json: Json = False,
    html: Annotated[bool, typer.Option("--html", help="A page that needs nothing but itself.")] = False,
    atom: Annotated[bool, typer.Option("--atom", help="A feed for feed readers.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help=OUT)] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Leave with 10 when there is something to do.")
    ] = False,
    open_: Annotated[bool, typer.Option("--open", "-i", help="Open the inbox on these lines.")] = False,
) -> None:
    """Print what to read and answer today.

    Reads the local database only; changes nothing. Sources that failed or were silent are listed at the end.

    Examples:
      listen digest
      listen digest --unit ventilation --minutes 10
      listen digest --all
      listen digest --since monday --format markdown > digest.md
      listen digest --html --out digest.html
      listen digest --hide advert,job_ad
      listen digest --dropped
    """
    session: Session = context.obj
    from listen.cli.collect import planned_streams
    from listen.digest import build, has_something_to_do
    from listen.digest.masked import masked
    from listen.wiring import analyzed_languages, switched_off

    mask = session.mask(unmasked=unmasked)
    window = window_of(session, days, since, default_days=2)
    hidden = hidden_intents(session, hide or ())
    if dropped:
        form = DigestLook.JSON if as_json else look
        show_dropped(
            session, window, queries=tuple(query or ()), unit=unit, limit=limit, minutes=minutes, is_all=all_,
            hide=hidden, look=form.value, mask=mask,
        )  # fmt: skip
        return
    with session.store() as store:
        reader = reader_of(session, store)
        built = build(
            store,
            session.settings,
            now=session.now,
            window=window,
            queries=tuple(query or ()),
            unit=unit,
            minutes=None if all_ else minutes or reader.me.minutes,
            limit=ALL_LINES if all_ else limit,
            planned={one.stream.key for one in planned_streams(session)},
            switched_off=switched_off(session.settings),
            analyzed=analyzed_languages(session.settings),
            hide=hidden,
            reader=reader,
        )
    built = masked(built, mask)
    if open_:
        from listen.cli.inbox import open_inbox
        from listen.inbox.state import Wanted

        open_inbox(session, Wanted(unit=unit), lines=built.lines, mask=mask)
        return
    chosen = (as_json and "json") or (html and "html") or (atom and "atom") or look.value
    show_digest(session, built, chosen, out)
    if exit_code and has_something_to_do(built):
        raise typer.Exit(ExitCode.TO_DO)
