"""What a digest leaves out: intents that nobody wants to see, and what is not about us."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from listen.cli.session import Session

if TYPE_CHECKING:
    from listen.masking import Mask
    from listen.window import Window

__all__ = ["hidden_intents", "show_dropped"]


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
    look: str,
    mask: "Mask",
) -> None:
    """Print what was left out in `window`, by reason; `look` is terminal, markdown or json."""
    from listen.digest import dropped
    from listen.masking import everywhere

    with session.store() as store:
        found = everywhere(
            dropped(store, session.settings, window=window, queries=queries, unit=unit, limit=limit), mask
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
