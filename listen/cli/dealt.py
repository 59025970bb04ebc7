"""What the commands that deal with mentions share: the open database, the reader, and the telling of a deed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from listen.cli.session import Session

if TYPE_CHECKING:
    from datetime import date

    from listen.dealing import Dealt
    from listen.digest import Reader
    from listen.store.sqlite import SqliteStore

__all__ = ["dealt_with", "reader_of", "tell_dealt", "today_of"]


@contextmanager
def dealt_with(session: Session, *, is_dry: bool) -> Iterator["SqliteStore"]:
    """Open the database to write in it, and only to read for a dry run; a missing one is not made."""
    if is_dry or not session.database.exists():
        with session.store() as store:  # says what is missing
            yield store
        return
    with session.store(read_only=False) as store:
        yield store


def reader_of(session: Session, store: "SqliteStore") -> "Reader":
    """Return who sits before the screen: what they know about, and what they hold."""
    from listen.dealing import yours
    from listen.digest import Reader

    return Reader(me=session.personal.me(), held=yours(store, session.personal, now=session.now))


def today_of(session: Session) -> "date":
    """Return the UTC day, by which the desk counts."""
    return session.now.date()


def tell_dealt(session: Session, dealt: "Dealt", *, as_json: bool) -> None:
    """Show what a deed did."""
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_dealt import dealt_json

        session.write(dumps(dealt_json(dealt)))
        return
    from listen.render.terminal.dealt import dealt_lines

    screen = session.screen()
    session.show(dealt_lines(dealt, screen), screen=screen)
