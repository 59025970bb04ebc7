"""Commands that show or hand on many mentions: digest, list, search, stats, export."""

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.dealt import reader_of
from listen.cli.dropping import ALL_LINES, hidden_intents, show_dropped
from listen.cli.handing import show_digest
from listen.cli.session import Session
from listen.cli.unmasking import Unmasked
from listen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from listen.protocols import Filter
    from listen.window import Window

__all__ = ["add_to"]

Queries = Annotated[list[str] | None, typer.Option("--query", metavar="QUERY", help="Only this query; repeatable.")]
Unit = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help="Only the queries of this business unit.")]
Days = Annotated[
    int | None, typer.Option("--days", metavar="DAYS", min=1, help="How many days to look back, today included.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="First day: 2026-11-20, 20.11., monday, gestern, 7d.")
]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="First day that no longer counts.")]
Labels = Annotated[
    list[str] | None,
    typer.Option("--label", metavar="LABEL", help="praise, criticism, neutral, mixed, unclear, unscored; repeatable."),
]
Sources = Annotated[list[str] | None, typer.Option("--source", metavar="SOURCE", help="Only this source; repeatable.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Intents = Annotated[
    list[str] | None,
    typer.Option("--intent", metavar="INTENT", help="Only this intent: question, complaint, buying …; repeatable."),
]
Regions = Annotated[
    list[str] | None,
    typer.Option("--region", metavar="REGION", help="Only this region: DE, or DE-NW for a part; repeatable."),
]
_OUT = "Write this file, whole or not at all; else stdout."
DroppedOnly = Annotated[bool, typer.Option("--dropped", help="What was left out as not about us, and why.")]
Lineless = Annotated[bool, typer.Option("--dropped", help="What has no line, by the rule that keeps it from one.")]
Own = Annotated[bool, typer.Option("--own", help="The brand's own posts instead of everyone else's.")]


class Look(StrEnum):
    """In what form a digest or a table comes."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    JSON = "json"


class DigestLook(StrEnum):
    """In what form a digest comes."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    ATOM = "atom"


class By(StrEnum):
    """What comes first in a list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    PRIORITY = "priority"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(digest)
    app.command("list")(list_)
    app.command()(search)
    app.command()(stats)


def window_of(session: Session, days: int | None, since: str | None, *, default_days: int) -> "Window":
    """Return the days meant by --days or --since."""
    from listen.window import day_of, last_days, parse_since, since_day

    today = day_of(session.now, session.zone)
    if days is not None and since is not None:
        raise UsageError("command.days_and_since")
    if since is not None:
        return since_day(parse_since(since, today=today), today=today)
    return last_days(days or default_days, today=today)


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
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help=_OUT)] = None,
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


def wanted(
    session: Session,
    *,
    since: str | None = None,
    until: str | None = None,
    days: int | None = None,
    query: list[str] | None = None,
    unit: str | None = None,
    label: list[str] | None = None,
    source: list[str] | None = None,
    intent: list[str] | None = None,
    region: list[str] | None = None,
    is_own: bool | None = False,
    is_dropped: bool | None = False,
    by: By = By.NEWEST,
    limit: int | None = None,
) -> "Filter":
    """Return the filter that the usual options of a list mean."""
    from listen.protocols import Filter, Order
    from listen.selection import intent_named, labels_named, region_named, select, source_named
    from listen.window import day_of, parse_since
    from listen.wiring import source_names

    today = day_of(session.now, session.zone)
    first: date | None = None
    if since is not None or days is not None:
        first = window_of(session, days, since, default_days=1).since
    return Filter(
        queries=tuple(one.name for one in select(session.settings, queries=query or (), unit=unit)),
        sources=tuple(source_named(name, source_names()) for name in source or ()),
        labels=labels_named(label or ()),
        since=first,
        until=None if until is None else parse_since(until, today=today),
        intents=tuple(intent_named(name) for name in intent or ()),
        regions=tuple(region_named(name) for name in region or ()),
        is_own=is_own,
        is_dropped=is_dropped,
        order=Order(by.value),
        limit=limit,
    )


def list_(
    context: typer.Context,
    since: Since = None,
    days: Days = None,
    until: Until = None,
    query: Queries = None,
    unit: Unit = None,
    label: Labels = None,
    source: Sources = None,
    intent: Intents = None,
    region: Regions = None,
    own: Own = False,
    dropped: DroppedOnly = False,
    by: Annotated[By, typer.Option("--by", help="What comes first.")] = By.NEWEST,
    limit: Annotated[int, typer.Option("--limit", metavar="LINES", min=1, help="Mentions at most.")] = 30,
    unmasked: Unmasked = False,
    look: Annotated[Look, typer.Option("--format", help="How to print it.")] = Look.TERMINAL,
    as_json: Json = False,
) -> None:
    """List stored mentions, newest first.

    Examples:
      listen list
      listen list --label criticism --since 7d
      listen list --by priority --unit ventilation
      listen list --intent question --region DE
      listen list --dropped
    """
    session: Session = context.obj
    mask = session.mask(unmasked=unmasked)
    chosen = wanted(
        session, since=since, until=until, days=days, query=query, unit=unit, label=label, source=source,
        intent=intent, region=region, is_own=own, is_dropped=dropped, by=by, limit=limit + 1,
    )  # fmt: skip
    with session.store() as store:
        found = [mask.mention(one) for one in store.mentions(chosen)]
    is_cut = len(found) > limit
    shown = found[:limit]
    if as_json or look is Look.JSON:
        from listen.render.json import dumps, listing_json

        session.write(dumps(listing_json(shown)))
        return
    screen = session.screen()
    if look is Look.MARKDOWN:
        from listen.render.markdown.tables import listing_markdown

        session.write(listing_markdown(shown, screen))
        return
    from listen.render.terminal.listing import listing_end, listing_lines

    session.show(listing_lines(shown, screen), screen=screen)
    side = session.screen(sys.stderr)
    session.show(listing_end(len(shown), side, is_cut=is_cut), sys.stderr, screen=side)


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words that must all occur; taken literally.")],
    since: Since = None,
    query: Queries = None,
    intent: Intents = None,
    region: Regions = None,
    dropped: DroppedOnly = False,
    limit: Annotated[int, typer.Option("--limit", metavar="LINES", min=1, help="Mentions at most.")] = 20,
    unmasked: Unmasked = False,
    as_json: Json = False,
) -> None:
    """Search titles and texts of stored mentions.

    Examples:
      listen search undicht Flansch
      listen search "delivery time" --since 30d
    """
    session: Session = context.obj
    asked = " ".join(words)
    mask = session.mask(unmasked=unmasked)
    chosen = wanted(
        session, since=since, query=query, intent=intent, region=region, is_own=None, is_dropped=dropped, limit=limit
    )
    with session.store() as store:
        found = [mask.mention(one) for one in store.search(asked, chosen)]
    if as_json:
        from listen.render.json import dumps, listing_json

        session.write(dumps(listing_json(found)))
        return
    from listen.render.terminal.listing import listing_lines, search_end

    screen = session.screen()
    session.show(listing_lines(found, screen, has_marks=True), screen=screen)
    side = session.screen(sys.stderr)
    session.show(search_end(asked, len(found), side), sys.stderr, screen=side)


class Per(StrEnum):
    """What a row of the statistics stands for."""

    DAY = "day"
    WEEK = "week"
    QUERY = "query"
    UNIT = "unit"
    SOURCE = "source"
    LANGUAGE = "language"
    REGION = "region"


def stats(
    context: typer.Context,
    per: Annotated[Per, typer.Option("--per", help="What a row stands for.")] = Per.DAY,
    days: Days = None,
    since: Since = None,
    query: Queries = None,
    unit: Unit = None,
    look: Annotated[Look, typer.Option("--format", help="How to print it.")] = Look.TERMINAL,
    as_json: Json = False,
) -> None:
    """Count mentions, opinions and share of voice per day, week, query, unit, source, language or region.

    Days that stand out are told with the stories behind them, praise against criticism with what chance allows.
    How each number is made stands in docs/explanation/numbers.md.

    Examples:
      listen stats --days 14
      listen stats --per week --since 90d
      listen stats --per region --days 28
      listen stats --per query --json
    """
    session: Session = context.obj
    from listen.stats import Per as StatsPer
    from listen.stats import stats as count

    window = window_of(session, days, since, default_days=14)
    with session.store() as store:
        counted = count(
            store,
            session.settings,
            window=window,
            per=StatsPer(per.value),
            queries=tuple(query or ()),
            unit=unit,
            now=session.now,
        )
    screen = session.screen()
    if as_json or look is Look.JSON:
        from listen.render.json import dumps, stats_json

        session.write(dumps(stats_json(counted)))
    elif look is Look.MARKDOWN:
        from listen.render.markdown.tables import stats_markdown

        session.write(stats_markdown(counted, screen))
    else:
        from listen.render.terminal.stats import stats_lines

        session.show(stats_lines(counted, screen), screen=screen)


class ExportFormat(StrEnum):
    """In what form mentions leave."""

    CSV = "csv"
    JSONL = "jsonl"
    JSON = "json"
    MD = "md"
