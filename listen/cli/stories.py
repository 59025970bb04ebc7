"""Commands about what many tell: one story and how it spread, and the themes of some days."""

from typing import Annotated

import typer

from listen.cli.read import Days, Json, Queries, Since, Unit, window_of
from listen.cli.session import Session

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(story)
    app.command()(themes)


def story(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Number of any mention that tells it.")],
    limit: Annotated[int, typer.Option("--limit", metavar="PLACES", min=1, help="Places shown at most.")] = 20,
    as_json: Json = False,
) -> None:
    """Show where a story was told: the original, then each copy with its delay.

    Says of every copy what makes it one: the same text, edited, cut, a quotation, a link, a translation. Whatever was
    published first comes first, also when it was fetched later.

    Examples:
      listen story 42
      listen story 42 --json
    """
    session: Session = context.obj
    from listen.masking import everywhere
    from listen.story import story as told

    with session.store() as store:
        found = everywhere(told(store, number), session.mask())
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_stories import story_json

        session.write(dumps(story_json(found)))
        return
    from listen.render.terminal.story import story_lines

    screen = session.screen()
    session.show(story_lines(found, screen, limit=limit), screen=screen)


def themes(
    context: typer.Context,
    days: Days = None,
    since: Since = None,
    query: Queries = None,
    unit: Unit = None,
    limit: Annotated[int, typer.Option("--limit", metavar="THEMES", min=1, max=50, help="Themes at most.")] = 8,
    as_json: Json = False,
) -> None:
    """Show what people talk about, and what of it is new.

    Looks at seven days unless told otherwise and compares them with the four weeks before. Voices are counted: a story
    that stands in many places and a person who says something often count once. Reads the local database only.

    Examples:
      listen themes
      listen themes --days 14 --unit ventilation
      listen themes --query brand --json
    """
    session: Session = context.obj
    from listen.masking import everywhere
    from listen.talk import talk

    window = window_of(session, days, since, default_days=7)
    with session.store() as store:
        heard = talk(store, session.settings, window=window, queries=tuple(query or ()), unit=unit, limit=limit)
    heard = everywhere(heard, session.mask())
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_stories import talk_json

        session.write(dumps(talk_json(heard)))
        return
    from listen.render.terminal.themes import themes_lines

    screen = session.screen()
    session.show(themes_lines(heard, screen), screen=screen)
