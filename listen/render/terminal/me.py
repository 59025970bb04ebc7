"""What a person said of themselves, and where it is kept."""

from collections.abc import Mapping
from pathlib import Path

from rich.text import Text

from listen.personal import Me
from listen.render import foreign, speech
from listen.render.cells import Lines, fitting, fold, table
from listen.render.screen import Screen
from listen.render.terminal import phrasing

__all__ = ["me_lines"]


def me_lines(me: Me, units: Mapping[str, str], folder: Path, screen: Screen) -> Lines:
    """Return everything that is set, a line each, and that it stays with the person.

    Args:
        me: the person's settings.
        units: titles of the configured units by name; a unit that is configured no more keeps its name.
        folder: where it is kept.
        screen: where.
    """
    rows = [
        ("me_units", ", ".join(foreign.plain(units.get(name, name), screen) for name in me.units)),
        ("me_languages", ", ".join(phrasing.language(code, screen) for code in me.languages)),
        ("me_skills", ", ".join(foreign.plain(skill, screen) for skill in me.skills)),
        ("me_minutes", "" if me.minutes is None else screen.show(speech.minutes(me.minutes, screen.lang))),
        ("me_role", "" if me.role is None else foreign.plain(me.role, screen)),
    ]
    lines = table(
        [
            [Text(screen.say(f"deal.{key}"), style="dim"), Text(said or screen.say("deal.me_unsaid"))]
            for key, said in rows
        ]
    )
    where = screen.say("deal.me_where", folder=foreign.plain(str(folder), screen))
    lines = fitting(lines, screen.width, more=screen.show("…"))
    if me == Me():
        lines.extend(fold(Text(screen.say("deal.me_hint")), screen.width))
    return [*lines, *fold(Text(where, style="dim"), screen.width)]
