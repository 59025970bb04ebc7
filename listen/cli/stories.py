"""Commands about what many tell: one story and how it spread, and the themes of some days."""

from typing import Annotated

import typer

from listen.cli.session import Session

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(story)


def story(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Number of any mention that tells it.")],
    limit: Annotated[int, typer.Option("--limit", metavar="PLACES", min=1, help="Places shown at most.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs: all places.")] = False,
) -> None:
    """Show where a story was told: the original, then each copy with its delay.

    Says of every copy what makes it one: the same text, edited, cut, a quotation, a link, a translation. Whatever was
    published first comes first, also when it was fetched later.

    Examples:
      listen story 42
      listen story 42 --json
    """
    session: Session = context.obj
    from listen.story import story as told

    with session.store() as store:
        found = told(store, number)
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_stories import story_json

        session.write(dumps(story_json(found)))
        return
    from listen.render.terminal.story import story_lines

    screen = session.screen()
    session.show(story_lines(found, screen, limit=limit), screen=screen)
