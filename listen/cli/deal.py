"""Commands with which people deal with mentions: claim, release, snooze, done, not-ours, mute."""

from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.dealt import dealt_with, reader_of, tell_dealt, today_of
from listen.cli.session import Session
from listen.cli.unmasking import Unmasked
from listen.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from listen.dialogue import Claim
    from listen.store.sqlite import SqliteStore

__all__ = ["add_to"]

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the mention, as lists show it.")]
MaybeNumber = Annotated[int | None, typer.Argument(metavar="NUMBER", help="Number of the mention, as lists show it.")]
Because = Annotated[str | None, typer.Option("--because", metavar="TEXT", help="The reason, one line.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]

_DIGEST_DAYS = 2
_CLAIM_TRIES = 5
_LISTED = 30


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(claim)
    app.command()(release)
    app.command()(snooze)
    app.command()(done)
    app.command("not-ours")(not_ours)
    app.command()(mute)


def claim(
    context: typer.Context,
    number: MaybeNumber = None,
    next_: Annotated[bool, typer.Option("--next", help="The best one of today's digest that is free.")] = False,
    dry_run: DryRun = False,
    unmasked: Unmasked = False,
    as_json: Json = False,
) -> None:
    """Take a mention, to answer it: for 30 minutes nobody else can.

    Then it falls back by itself. Others see that it is in progress, never who has it.

    Examples:
      listen claim 42
      listen claim --next

    Exit codes: 12 somebody holds it already.
    """
    session: Session = context.obj
    if (number is None) is not next_:
        raise UsageError("deal.number_or_next")
    from listen.dealing import claim as take

    mask = session.mask(unmasked=unmasked)
    with dealt_with(session, is_dry=dry_run) as store:
        if number is None:
            taken = _next(session, store, is_dry=dry_run)
        else:
            taken = take(store, session.personal, number, now=session.now, zone=session.zone, is_dry=dry_run)
        mention = None if taken is None else store.mention(taken.mention_id)
        notes = store.desk.notes(taken.mention_id) if taken is not None else ()
        answers = store.desk.answers_to(taken.mention_id) if taken is not None else ()
    if taken is None or mention is None:
        raise UsageError("deal.none_free")
    mention = mask.mention(mention)
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_dealt import claim_json

        session.write(dumps(claim_json(taken, mention, is_dry=dry_run)))
        return
    from listen.render.terminal.dealt import claim_lines

    screen = session.screen()
    lines = claim_lines(taken, mention, screen, notes=notes, answers=answers, is_dry=dry_run)
    session.show(lines, screen=screen)


def _next(session: Session, store: "SqliteStore", *, is_dry: bool) -> "Claim | None":
    """Take the best mention of today's digest that is free; when others were faster each time, look again."""
    from listen.dealing import claim_next
    from listen.digest import build
    from listen.window import day_of, last_days

    reader = reader_of(session, store)
    for _ in range(_CLAIM_TRIES):
        digest = build(
            store,
            session.settings,
            now=session.now,
            window=last_days(_DIGEST_DAYS, today=day_of(session.now, session.zone)),
            hide=session.settings.hide,
            reader=reader,
        )
        free = [line.mention.id or 0 for line in digest.lines if line.held_until is None]
        taken = claim_next(store, session.personal, free, now=session.now, is_dry=is_dry)
        if taken is not None or not free:
            return taken
    return None


def release(context: typer.Context, number: Number, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Let go of a mention that you hold, so that others can answer it.

    Examples:
      listen release 42

    Exit codes: 12 somebody else holds it.
    """
    session: Session = context.obj
    from listen.dealing import release as let_go

    with dealt_with(session, is_dry=dry_run) as store:
        dealt = let_go(store, session.personal, number, now=session.now, zone=session.zone, is_dry=dry_run)
    tell_dealt(session, dealt, as_json=as_json)


def snooze(
    context: typer.Context,
    number: Number,
    until: Annotated[
        str, typer.Option("--until", metavar="WHEN", help="tomorrow, monday, 3d, 4h, 2026-12-01, morgen, montag …")
    ] = "tomorrow",
    because: Because = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Put a mention off; it comes back by itself, without a word at seven tomorrow morning.

    Examples:
      listen snooze 42
      listen snooze 42 --until monday
      listen snooze 42 --until "1.12. 14:00" --because "the expert is back then"

    Exit codes: 12 somebody else holds it.
    """
    session: Session = context.obj
    from listen.dealing import snooze as put_off
    from listen.window import parse_until

    when = parse_until(until, now=session.now, zone=session.zone)
    with dealt_with(session, is_dry=dry_run) as store:
        dealt = put_off(
            store, session.personal, number, when, now=session.now, because=because, zone=session.zone, is_dry=dry_run
        )
    tell_dealt(session, dealt, as_json=as_json)


def done(
    context: typer.Context,
    number: MaybeNumber = None,
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="Where your public answer stands; it is recorded.")
    ] = None,
    because: Because = None,
    undo: Annotated[bool, typer.Option("--undo", help="Put it back, and forget the link that was recorded.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List what was done or snoozed last.")] = False,
    dry_run: DryRun = False,
    unmasked: Unmasked = False,
    as_json: Json = False,
) -> None:
    """Say that a mention is done: answered, or nothing is to be done.

    With --url the answer is recorded by its link; the same link is recorded once. Kept is the day, never who.

    Examples:
      listen done 42 --url https://forum.example/t/88231#post-7
      listen done 42 --because "solved already"
      listen done 42 --undo
      listen done --list

    Exit codes: 12 somebody else holds it.
    """
    session: Session = context.obj
    is_saying = url is not None or because is not None or undo
    if list_:
        if number is not None or is_saying:
            raise UsageError("deal.list_alone")
        _list_done(session, unmasked=unmasked, as_json=as_json)
        return
    if number is None:
        raise UsageError("deal.which")
    if undo and (url is not None or because is not None):
        raise UsageError("deal.undo_alone")
    from listen.dealing import finish, reopen

    with dealt_with(session, is_dry=dry_run) as store:
        if undo:
            dealt = reopen(store, number, is_dry=dry_run)
        else:
            dealt = finish(
                store,
                session.personal,
                number,
                now=session.now,
                url=url,
                because=because,
                zone=session.zone,
                is_dry=dry_run,
            )
    tell_dealt(session, dealt, as_json=as_json)


def _list_done(session: Session, *, unmasked: bool, as_json: bool) -> None:
    mask = session.mask(unmasked=unmasked)
    with session.store() as store:
        found = store.desk.undone(_LISTED)
        known = {one.mention_id: store.mention(one.mention_id) for one in found}
    mentions = {number: None if one is None else mask.mention(one) for number, one in known.items()}
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_dealt import dealings_json

        session.write(dumps(dealings_json(found)))
        return
    from listen.render.terminal.dealt import done_lines

    screen = session.screen()
    session.show(done_lines(found, mentions, screen), screen=screen)


def not_ours(context: typer.Context, number: Number, because: Because = None, as_json: Json = False) -> None:
    """Say that a mention is about something else of that name; the same as `listen correct NUMBER --not-ours`.

    Examples:
      listen not-ours 42 --because "a town of that name"
    """
    from listen.cli.judge import correct

    correct(context, number, not_ours=True, because=because, as_json=as_json)


def mute(
    context: typer.Context,
    number: MaybeNumber = None,
    author: Annotated[bool, typer.Option("--author", help="Leave out who wrote it.")] = False,
    site: Annotated[bool, typer.Option("--site", help="Leave out the site where it stands.")] = False,
    story: Annotated[bool, typer.Option("--story", help="Leave out its story, wherever it is told.")] = False,
    until: Annotated[
        str | None, typer.Option("--until", metavar="WHEN", help="Day on which it ends: monday, 2w, 2026-12-01 …")
    ] = None,
    days: Annotated[
        int | None, typer.Option("--days", metavar="DAYS", min=1, max=36500, help="How many days; else 30.")
    ] = None,
    because: Because = None,
    list_: Annotated[bool, typer.Option("--list", help="List what is muted.")] = False,
    end: Annotated[
        int | None, typer.Option("--end", metavar="NUMBER", help="End a mute, by its number in --list.")
    ] = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Leave an author, a site or a story out of the lists for a while.

    Counts and figures keep them. Everybody who reads this database has the same mutes.

    Examples:
      listen mute 42 --author --days 7
      listen mute 42 --story --because "the same press release everywhere"
      listen mute --list
      listen mute --end 3
    """
    session: Session = context.obj
    chosen = [name for name, is_chosen in (("author", author), ("site", site), ("story", story)) if is_chosen]
    is_saying = bool(chosen) or until is not None or days is not None or because is not None
    if list_ or end is not None:
        if number is not None or is_saying or (list_ and end is not None):
            raise UsageError("deal.list_alone")
        _list_mutes(session, as_json=as_json) if end is None else _end_mute(session, end, dry_run, as_json=as_json)
        return
    if number is None:
        raise UsageError("deal.which")
    if len(chosen) != 1:
        raise UsageError("deal.mute_what", number=number)
    from listen.dealing import mute as leave_out
    from listen.dialogue import MuteKind

    with dealt_with(session, is_dry=dry_run) as store:
        dealt = leave_out(
            store,
            number,
            MuteKind(chosen[0]),
            today=today_of(session),
            until=_end_day(session, until, days),
            because=because,
            is_dry=dry_run,
        )
    tell_dealt(session, dealt, as_json=as_json)


def _end_day(session: Session, until: str | None, days: int | None) -> "date":
    """Return the first day on which a mute is over."""
    from datetime import timedelta

    from listen.dealing import MUTE_DAYS
    from listen.window import parse_until

    if until is not None and days is not None:
        raise UsageError("deal.until_and_days")
    if until is None:
        return today_of(session) + timedelta(days=days or MUTE_DAYS)
    return parse_until(until, now=session.now, zone=session.zone).astimezone(session.zone).date()


def _end_mute(session: Session, number: int, is_dry: bool, *, as_json: bool) -> None:
    from listen.dealing import unmute

    with dealt_with(session, is_dry=is_dry) as store:
        dealt = unmute(store, number, today=today_of(session), is_dry=is_dry)
    tell_dealt(session, dealt, as_json=as_json)


def _list_mutes(session: Session, *, as_json: bool) -> None:
    from listen.masking import everywhere

    with session.store() as store:
        found = everywhere(tuple(store.desk.mutes(today=today_of(session))), session.mask())
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_dealt import mutes_json

        session.write(dumps(mutes_json(found)))
        return
    from listen.render.terminal.dealt import mute_lines

    screen = session.screen()
    session.show(mute_lines(found, screen), screen=screen)
