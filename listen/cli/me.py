"""The command with which a person says what they know about; it stays with them."""

from dataclasses import replace
from typing import Annotated

import typer

from listen.cli.session import Session
from listen.errors import UsageError

__all__ = ["add_to"]

_ROLE_CHARACTERS = 80


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(me)


def me(
    context: typer.Context,
    unit: Annotated[
        list[str] | None, typer.Option("--unit", metavar="UNIT", help="A business unit you know about; repeatable.")
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option("--language", metavar="CODE", help="A language you answer in, most liked first; repeatable."),
    ] = None,
    skill: Annotated[
        list[str] | None, typer.Option("--skill", metavar="TEXT", help="What you know about; repeatable.")
    ] = None,
    minutes: Annotated[
        int | None, typer.Option("--minutes", metavar="MINUTES", min=1, max=1440, help="What you have a day.")
    ] = None,
    role: Annotated[
        str | None, typer.Option("--role", metavar="TEXT", help="What you do, for the sentence that says for whom.")
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Forget everything first.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Show or say what you know about; the digest and the inbox then put that first.

    Kept in your own folder and nowhere else: never in the shared database, never shown to anybody. What is given
    takes the place of what was; the rest stays.

    Examples:
      listen me
      listen me --unit ventilation --language de --language en --skill acoustics --minutes 30
      listen me --role "application engineer"
      listen me --clear
    """
    session: Session = context.obj
    from listen.personal import Me
    from listen.selection import unit_named
    from listen.text.clean import clean_line
    from listen.text.languages import is_language

    kept = Me() if clear else session.personal.me()
    changed = kept
    if unit is not None:
        changed = replace(changed, units=tuple(dict.fromkeys(unit_named(session.settings, name).name for name in unit)))
    if language is not None:
        codes = tuple(dict.fromkeys(code.strip().casefold() for code in language))
        for code in codes:
            if not is_language(code):
                raise UsageError("judge.unknown_language", name=code)
        changed = replace(changed, languages=codes)
    if skill is not None:
        words = (clean_line(part) for one in skill for part in one.split(","))
        changed = replace(changed, skills=tuple(dict.fromkeys(word for word in words if word)))
    if minutes is not None:
        changed = replace(changed, minutes=minutes)
    if role is not None:
        changed = replace(changed, role=clean_line(role)[:_ROLE_CHARACTERS] or None)
    if clear or changed != kept:
        session.personal.keep_me(changed)
    if as_json:
        from dataclasses import asdict

        from listen.render.json import dumps

        session.write(dumps({"schema": "listen.me/1", **asdict(changed)}))
        return
    from listen.render.terminal.me import me_lines

    screen = session.screen()
    titles = {one.name: one.title for one in session.settings.units}
    session.show(me_lines(changed, titles, session.personal.folder, screen), screen=screen)
