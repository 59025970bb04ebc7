"""Commands with which people tell each other what they know: note, lesson."""

from datetime import date
from typing import Annotated

import typer

from listen.cli.dealt import dealt_with, tell_dealt, today_of
from listen.cli.session import Session
from listen.errors import UsageError

__all__ = ["add_to"]

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(note)
    app.command()(lesson)


def note(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the mention, as lists show it.")],
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="What colleagues should know; without it, list the notes.")
    ] = None,
    remove: Annotated[
        int | None, typer.Option("--remove", metavar="NUMBER", help="Take a note back, by its number in the list.")
    ] = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Write down what colleagues should know of a mention, or read it.

    Kept is the text and the day, never who wrote it. Everybody who reads this database can read it.

    Examples:
      listen note 42 "the planner called, he sends drawings"
      listen note 42
      listen note 42 --remove 3
    """
    session: Session = context.obj
    if text is not None and remove is not None:
        raise UsageError("deal.text_or_remove")
    if text is None and remove is None:
        _list_notes(session, number, as_json=as_json)
        return
    from listen.dealing import note as write_down
    from listen.dealing import unnote

    with dealt_with(session, is_dry=dry_run) as store:
        if remove is not None:
            dealt = unnote(store, number, remove, is_dry=dry_run)
        else:
            dealt = write_down(store, number, text or "", today=today_of(session), is_dry=dry_run)
    tell_dealt(session, dealt, as_json=as_json)


def _list_notes(session: Session, number: int, *, as_json: bool) -> None:
    with session.store() as store:
        if store.mention(number) is None:
            raise UsageError("command.no_mention", number=number)
        found = store.desk.notes(number)
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_dealt import notes_json

        session.write(dumps(notes_json(found)))
        return
    from listen.render.terminal.dealt import note_lines

    screen = session.screen()
    session.show(note_lines(found, screen), screen=screen)


def lesson(
    context: typer.Context,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="What we learned, in a sentence.")] = None,
    topic: Annotated[str | None, typer.Option("--topic", metavar="TEXT", help="What it is about, one line.")] = None,
    mention: Annotated[
        int | None, typer.Option("--mention", metavar="NUMBER", help="The mention that taught it.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List what we learned.")] = False,
    remove: Annotated[
        int | None, typer.Option("--remove", metavar="NUMBER", help="Take a lesson back, by its number in --list.")
    ] = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Keep what we learned from what people say; the report tells it on.

    Examples:
      listen lesson "the manual does not say how to seal DN 125" --topic manual --mention 42
      listen lesson --list
      listen lesson --remove 3
    """
    session: Session = context.obj
    is_saying = text is not None or topic is not None or mention is not None
    if list_ or remove is not None:
        if is_saying or (list_ and remove is not None):
            raise UsageError("deal.list_alone")
    elif text is None:
        raise UsageError("deal.no_lesson_text")
    if list_:
        _list_lessons(session, as_json=as_json)
        return
    from listen.dealing import lesson as keep
    from listen.dealing import unlearn

    with dealt_with(session, is_dry=dry_run) as store:
        if remove is not None:
            dealt = unlearn(store, remove, is_dry=dry_run)
        else:
            dealt = keep(store, text or "", today=today_of(session), topic=topic, mention_id=mention, is_dry=dry_run)
    tell_dealt(session, dealt, as_json=as_json)


def _list_lessons(session: Session, *, as_json: bool) -> None:
    with session.store() as store:
        found = store.desk.lessons(date.min, date.max)
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_dealt import lessons_json

        session.write(dumps(lessons_json(found)))
        return
    from listen.render.terminal.dealt import lesson_lines

    screen = session.screen()
    session.show(lesson_lines(found, screen), screen=screen)
