"""The command that opens the inbox, full-screen or line by line."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.session import Session
from listen.cli.unmasking import Unmasked
from listen.errors import UsageError

if TYPE_CHECKING:
    from listen.dialogue import Thread
    from listen.digest import Digest, Line
    from listen.drafting.venues import Venues
    from listen.inbox.composing import Through
    from listen.inbox.deeds import Deeds
    from listen.inbox.house import Composing, House
    from listen.inbox.state import Wanted
    from listen.masking import Mask
    from listen.model import Mention
    from listen.protocols import Fetcher, LanguageIdentifier, Store
    from listen.render.screen import Screen

__all__ = ["add_to", "built_digest", "house_of", "open_inbox"]

_LINES = 12
_DIGEST_DAYS = 2


def add_to(app: typer.Typer) -> None:
    """Add the command of this room."""
    app.command()(inbox)


def inbox(
    context: typer.Context,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help="Only the queries of this business unit.")
    ] = None,
    audience: Annotated[
        str | None, typer.Option("--audience", metavar="AUDIENCE", help="Only the units that talk to these people.")
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option("--language", metavar="CODE", help="Only this language; repeatable.")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="SOURCE", help="Only this source; repeatable.")
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option(
            "--label", metavar="LABEL", help="praise, criticism, neutral, mixed, unclear, unscored; repeatable."
        ),
    ] = None,
    days: Annotated[int, typer.Option("--days", metavar="DAYS", min=1, help="How many days to look back.")] = 30,
    everything: Annotated[bool, typer.Option("--all", help="Also what is done, snoozed or muted.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line, for screen readers and pipes: nothing is drawn.")
    ] = False,
    unmasked: Unmasked = False,
) -> None:
    """Read, claim, answer and clear away, on one screen.

    Today's digest comes first, then everything else that is open, by priority. A key for everything: `?` shows them
    all. Whatever is done here exists as a plain command, too.

    Examples:
      listen inbox
      listen inbox --unit ventilation --label criticism
      listen inbox --plain
    """
    session: Session = context.obj
    from listen.inbox.state import Wanted
    from listen.selection import labels_named, source_named
    from listen.wiring import source_names

    wanted = Wanted(
        unit=unit,
        audience=audience,
        languages=tuple(code.strip().casefold() for code in language or ()),
        sources=tuple(source_named(name, source_names()) for name in source or ()),
        labels=labels_named(label or ()),
        is_all=everything,
    )
    open_inbox(session, wanted, days=days, is_plain=plain, mask=session.mask(unmasked=unmasked))


def open_inbox(
    session: Session,
    wanted: "Wanted",
    *,
    days: int = 30,
    is_plain: bool = False,
    lines: "Sequence[Line] | None" = None,
    mask: "Mask | None" = None,
) -> None:
    """Open the inbox; with `lines`, on exactly those of a digest that was built already."""
    if not is_plain:
        _check_terminal(session)
    if not session.database.exists():
        with session.store():  # says what is missing; opened for writing, an empty database would begin
            pass
    with session.store(read_only=False) as store:
        house = house_of(session, store, days=days, lines=lines, mask=mask)
        if is_plain:
            from listen.inbox.plain import Plain

            Plain(house, wanted, ask=_ask, tell=session.write).run()
            return
        from listen.inbox.screen.app import InboxApp

        app = InboxApp(house, wanted)
        app.run()
        if app.failure is not None:
            raise app.failure


def _ask(prompt: str) -> str | None:
    """Return the next line typed, None at the end; the prompt is shown only where a person types."""
    if sys.stdin.isatty():
        sys.stdout.write(prompt)
    sys.stdout.flush()
    return sys.stdin.readline() or None


def _check_terminal(session: Session) -> None:
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if not is_terminal or session.environ.get("TERM", "dumb") in {"", "dumb"}:
        raise UsageError("inbox.no_terminal")


def house_of(
    session: Session,
    store: "Store",
    *,
    days: int = 30,
    lines: "Sequence[Line] | None" = None,
    mask: "Mask | None" = None,
) -> "House":
    """Return what the inbox is handed, over an open database."""
    from listen.inbox.house import House
    from listen.window import day_of, last_days

    screen = session.screen()
    today = day_of(session.now, session.zone)
    covers = session.mask() if mask is None else mask

    @contextmanager
    def open_store() -> Iterator["Store"]:
        with session.store(read_only=False) as another:
            yield another

    @cache
    def venues() -> "Venues":
        from listen.wiring import venues_at

        return venues_at(session.config)

    def rules(mention: "Mention") -> tuple[str, ...]:
        from listen.inbox.composing import rules_of

        return rules_of(venues().of(mention.post), screen)

    def digest_lines(asked: "Store", queries: tuple[str, ...]) -> "Sequence[Line]":
        return lines if lines is not None else built_digest(session, asked, queries).lines

    return House(
        settings=session.settings,
        store=store,
        open_store=open_store,
        clock=session.clock,
        screen=lambda width: replace(screen, width=width),
        window=last_days(days, today=today),
        lines=digest_lines,
        deeds=_deeds(session, covers),
        composing=_composing(session, screen, venues, covers),
        rules=rules,
        me=session.personal.me(),
        mask=covers,
        thread=lambda mention: _thread(session, mention),
        browse=_browse(session),
        copy=lambda text: _copy(session, text),
        edit=lambda place: _edit(session, place),
    )


def built_digest(session: Session, store: "Store", queries: tuple[str, ...]) -> "Digest":
    """Return today's digest, as `listen digest` builds it, for the queries named."""
    from listen.dealing import yours
    from listen.digest import Reader, build
    from listen.window import day_of, last_days

    now = session.clock()
    reader = Reader(me=session.personal.me(), held=yours(store, session.personal, now=now))
    window = last_days(_DIGEST_DAYS, today=day_of(now, session.zone))
    return build(store, session.settings, now=now, window=window, queries=queries, limit=_LINES, reader=reader)


def _deeds(session: Session, mask: "Mask") -> "Callable[[Store], Deeds]":
    from listen.inbox.deeds import Deeds
    from listen.wiring import understanding

    def moment(said: str) -> datetime:
        from listen.window import parse_until

        return parse_until(said, now=session.clock(), zone=session.zone)

    def made(store: "Store") -> "Deeds":
        return Deeds(
            store,
            session.personal,
            clock=session.clock,
            zone=session.zone,
            understanding=lambda: understanding(session.settings, store),
            moment=moment,
            mask=mask,
        )

    return made


def _composing(
    session: Session, screen: "Screen", venues: "Callable[[], Venues]", mask: "Mask"
) -> "Callable[[Store], Composing]":
    def made(store: "Store") -> "Composing":
        from listen.inbox.composing import Writer

        return Writer(
            store,
            session.settings,
            session.personal,
            venues=venues(),
            through=lambda mention: _through(session, mention),
            fetcher=lambda: _fetcher(session),
            identify=_identify(session),
            clock=session.clock,
            screen=screen,
            mask=mask,
        )

    return made


def _copy(session: Session, text: str) -> None:
    from io import StringIO

    from listen.desktop.clipboard import copy

    # No terminal: that one belongs to the screen, which asks it itself.
    copy(text, session.environ, StringIO())


def _edit(session: Session, place: Path) -> None:
    from listen.desktop.editor import edit

    edit(place, session.environ)


def _identify(session: Session) -> Callable[[str], str | None]:
    """Return what tells the language of a draft; what it needs is loaded with the first one."""

    @cache
    def identifier() -> "LanguageIdentifier":
        from listen.wiring import understanding

        return understanding(session.settings).identifier

    return lambda text: identifier().identify([(text, None)])[0].language


def _through(session: Session, mention: "Mention") -> "Through | None":
    """Return the channel through which the person can answer: they have everything there that its login wants."""
    from listen.inbox.composing import Through
    from listen.wiring import answerer, answering_at

    name, keys = mention.post.source, session.answering_keys
    source = answerer(name, session.settings, keys)
    if source is None:
        return None
    fields = (one for one in source.answer_login.fields if not one.is_optional)
    if not all(keys.get(name, one.name) for one in fields):
        return None
    return Through(source=source, title=answering_at(name, session.settings).title)


@contextmanager
def _fetcher(session: Session) -> "Iterator[Fetcher]":
    from listen.wiring import metered, network

    with closing(network(session.settings, session.environ)) as door:
        yield metered(door, session.database, clock=session.clock)


def _thread(session: Session, mention: "Mention") -> "Thread | None":
    from listen.conversation import can_show, conversation
    from listen.wiring import source_at

    source = source_at(mention.post.source, session.asking)
    if not can_show(source):
        return None
    with _fetcher(session) as fetcher:
        return conversation(source, mention, fetcher)


def _browse(session: Session) -> Callable[[str], bool] | None:
    """Return what opens a page; None where a browser could only draw over the inbox."""
    has_window = sys.platform in {"darwin", "win32"} or any(
        session.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    if not has_window:
        return None

    def browse(url: str) -> bool:
        import webbrowser

        return webbrowser.open(url)

    return browse
