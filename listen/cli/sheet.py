"""The command that says what is stored, why, how long, and who sees it."""

import stat
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.session import Session

if TYPE_CHECKING:
    from listen.privacy import Facts, KeptFile

__all__ = ["privacy"]

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Look(StrEnum):
    """In what form the sheet comes."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def privacy(
    context: typer.Context,
    look: Annotated[Look, typer.Option("--format", help="How to print it.")] = Look.TERMINAL,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write this file, whole or not at all.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Print what is stored, whose it is, why, how long, and who can see it.

    Made from the database as it is (every table, every column), the settings and the files on this disk: the sheet for
    the works council, and the entry for the record of processing (Art. 30 GDPR). Lines with ____ are yours to fill in.

    Examples:
      listen privacy
      listen --lang de privacy --format html --out datenschutz.html
    """
    session: Session = context.obj
    known = _facts(session)
    if as_json or look is Look.JSON:
        from listen.render.json import dumps
        from listen.render.privacy.facts_json import facts_json

        text = dumps(facts_json(known))
    else:
        from listen.render.privacy import writing
        from listen.render.privacy.sheet import sheet

        screen = session.screen()
        document = sheet(known, screen)
        if look is Look.TERMINAL and out is None:
            session.show(writing.terminal(document, screen), screen=screen)
            return
        text = writing.html(document, session.lang) if look is Look.HTML else writing.markdown(document)
    if out is None:
        session.write(text)
        return
    from listen.export import atomic_file

    with atomic_file(out) as file:
        file.write(text if text.endswith("\n") else f"{text}\n")


def _facts(session: Session) -> "Facts":
    from listen.privacy import Channels, facts
    from listen.wiring import ceilings, channels, sources

    with session.store() as store:
        stored = store.archive.sources()
        on = tuple(sources(session.settings))
        known = Channels(
            titles={one.name: one.title for one in channels(session.settings)},
            on=on,
            ceilings=ceilings((*on, *stored)),
        )
        return facts(store, session.settings, known, tuple(_files(session)), now=session.now)


def _files(session: Session) -> "Iterator[KeptFile]":
    """Yield the files with data, with owner and mode as they are."""
    from listen.privacy import KeptFile
    from listen.wiring import samples_at

    database = session.database.absolute()
    places = [database.with_name(database.name + ending) for ending in ("", "-wal", "-shm")]
    places += [samples_at(database, session.keys).folder, session.config.absolute(), session.personal.folder.absolute()]
    for place in places:
        with suppress(OSError):
            about = place.stat()
            owner = str(about.st_uid)
            with suppress(KeyError, OSError):
                owner = place.owner()
            yield KeptFile(
                path=str(place),
                owner=owner,
                mode=f"{stat.S_IMODE(about.st_mode):04o}",
                is_open_to_others=bool(about.st_mode & _OTHERS),
            )
