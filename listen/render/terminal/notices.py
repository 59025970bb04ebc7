"""Who is told of what, and what was told, on a terminal."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from rich.text import Text

from listen.notice import Target, Told
from listen.render import foreign, speech
from listen.render.cells import Lines, fitting, indent
from listen.render.screen import Screen

__all__ = ["notice_lines"]

_SHOWN = 20


def notice_lines(
    targets: Iterable[Target], told: Mapping[str, Sequence[Told]], unset: Collection[str], screen: Screen
) -> Lines:
    """Return a block a target: by which way it is told of what, and the last episodes, the newest first."""
    lines: Lines = []
    for target in targets:
        name, way = foreign.plain(target.name, screen), _way(target, unset, screen)
        heading = screen.say("notify.list_target", target=name, what=way)
        topics = ", ".join(one.value for one in target.topics)
        lines.append(Text(f"{heading}{screen.show(' · ')}{topics}", style="bold"))
        found = list(told.get(target.name, ()))[::-1]
        if not found:
            lines.extend(indent([Text(screen.say("notify.list_none"), style="dim")], 2))
        lines.extend(indent([_line(one, screen) for one in found[:_SHOWN]], 2))
        lines.append(Text())
    return fitting(lines[:-1], screen.width, more=screen.show("…"))


def _way(target: Target, unset: Collection[str], screen: Screen) -> str:
    if target.chat is None:
        return screen.say("notify.by_mail", n=len(target.mail))
    key = "notify.by_chat_unset" if target.name in unset else "notify.by_chat"
    return screen.say(key, variable=target.chat)


def _line(one: Told, screen: Screen) -> Text:
    until = "" if one.until is None else speech.moment(one.until, screen.lang, zone=screen.zone)
    state = screen.say(f"notify.state_{one.state.value}", until=until)
    when = speech.moment(one.at, screen.lang, zone=screen.zone)
    return Text.assemble(foreign.plain(one.episode, screen), (screen.show(f"  {state}, {when}"), "dim"))
