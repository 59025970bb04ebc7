"""What a digest leaves out: intents that nobody wants to see, and everything else that has no line."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from listen.cli.dealt import reader_of
from listen.cli.session import Session

if TYPE_CHECKING:
    from listen.window import Window

__all__ = ["ALL_LINES", "hidden_intents", "show_dropped"]

ALL_LINES = 1_000
"""As good as no limit of lines; nobody reads more in a day."""


def hidden_intents(session: Session, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the intents to leave out: those of queries.yaml, and those asked for, with commas between."""
    from listen.selection import HIDEABLE, intent_named

    named = [name for text in asked for name in text.split(",") if name.strip()]
    return tuple(dict.fromkeys([*session.settings.hide, *(intent_named(name, HIDEABLE) for name in named)]))


def show_dropped(
    session: Session,
    window: "Window",
    *,
    queries: tuple[str, ...],
    unit: str | None,
    limit: int,
    minutes: int | None,
    is_all: bool,
    hide: tuple[str, ...],
    look: str,
) -> None:
    """Print what has no line in the digest of `window`, by rule; `look` is terminal, markdown or json."""
    from listen.digest import dropped

    with session.store() as store:
        reader = reader_of(session, store)
        found = dropped(
            store,
            session.settings,
            now=session.now,
            window=window,
            queries=queries,
            unit=unit,
            limit=limit,
            lines=ALL_LINES if is_all else limit,
            minutes=None if is_all else minutes or reader.me.minutes,
            hide=hide,
            reader=reader,
        )
    screen = session.screen()
    if look == "json":
        from listen.render.json import dumps
        from listen.render.json_dropped import dropped_json

        session.write(dumps(dropped_json(found)))
    elif look == "markdown":
        from listen.render.markdown.dropped import dropped_markdown

        session.write(dropped_markdown(found, screen))
    else:
        from listen.render.terminal.dropped import dropped_lines

        session.show(dropped_lines(found, screen), screen=screen)
