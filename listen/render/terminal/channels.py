"""Channels and keys as tables: how each stands and what to do, where each key is kept."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from listen.channels import KeptKey, Readiness, Standing
from listen.render import foreign
from listen.render.cells import Lines, cut, fitting, fold, table
from listen.render.screen import Screen
from listen.render.terminal.coverage import note

__all__ = ["account_lines", "channel_lines"]

_STYLES = {Readiness.READY: "green", Readiness.FAILING: "yellow", Readiness.NEEDS_LOGIN: "yellow"}
_HINTS = {
    Readiness.NEEDS_LOGIN: "channels.how_login",
    Readiness.NOTHING_TO_ASK: "channels.how_nothing",
}


def channel_lines(found: Sequence[Standing], screen: Screen) -> Lines:
    """Return a line a channel that is on, what to do where something is to be done, and which are off."""
    asked = [one for one in found if one.readiness is not Readiness.OFF]
    head = [screen.say(f"channels.{name}") for name in ("channel", "state", "streams", "last", "brought")]
    rows = [[Text(name, style="dim") for name in head], *(_row(one, screen) for one in asked)]
    lines = table(rows, right=frozenset({2, 4}))
    hints = [
        note("!", f"{one.channel.title}: {_hint(one, screen)}", screen, "yellow") for one in asked if _hint(one, screen)
    ]
    if hints:
        lines = [*lines, Text(), *(line for hint in hints for line in hint)]
    unheard = [
        note(" ", f"{one.channel.title}: {words.say(screen.lang)}", screen)
        for one in asked
        for words in one.channel.blind
    ]
    if unheard:
        lines = [*lines, Text(), Text(screen.say("channels.not_heard"), style="dim")]
        lines.extend(line for folded in unheard for line in folded)
    off = [one.channel.name for one in found if one.readiness is Readiness.OFF]
    if off:
        lines = [*lines, Text(), *fold(Text(screen.say("channels.off_list", names=", ".join(off))), screen.width)]
        lines.extend(fold(Text(screen.say("channels.how_off"), style="dim"), screen.width))
    return fitting(lines, screen.width, more=screen.show("…"))


def _row(one: Standing, screen: Screen) -> list[Text]:
    last = screen.say("channels.never") if one.last_success_at is None else screen.age(one.last_success_at)
    state = screen.say(f"channels.{one.readiness}")
    return [
        foreign.one_line(one.channel.name, screen),
        Text(state, style=_STYLES.get(one.readiness, "dim")),
        Text(screen.number(one.streams)),
        Text(last),
        Text(screen.number(one.brought)),
    ]


def _hint(one: Standing, screen: Screen) -> str:
    if one.error is not None and one.error.error_key is not None:
        return screen.say(one.error.error_key, **dict(one.error.error_values))
    key = _HINTS.get(one.readiness)
    return "" if key is None else screen.say(key, name=one.channel.name)


def account_lines(found: Sequence[KeptKey], screen: Screen, *, own: Sequence[KeptKey] = ()) -> Lines:
    """Return a line a key: whose, where it is kept, and which environment variable serves as well.

    Args:
        found: keys for listening.
        screen: where it is shown.
        own: the person's keys for answering; of channels without any only the names are told.
    """
    lines = list(_key_lines(found, screen)) if found else fold(Text(screen.say("channels.no_accounts")), screen.width)
    if not own:
        return lines
    used = {one.channel.name for one in own if one.place is not None}
    lines += [Text(), Text(screen.say("channels.to_answer"), style="bold")]
    mine = [one for one in own if one.channel.name in used]
    lines += _key_lines(mine, screen) if mine else []
    others = dict.fromkeys(one.channel.name for one in own if one.channel.name not in used)
    if others:
        lines += fold(Text(screen.say("channels.may_answer", names=", ".join(others)), style="dim"), screen.width)
    return lines


def _key_lines(found: Sequence[KeptKey], screen: Screen) -> Lines:
    rows = [[Text(screen.say(f"channels.{name}"), style="dim") for name in ("channel", "key", "kept_in", "variable")]]
    for one in found:
        missing = screen.say("channels.nowhere" if one.is_needed else "channels.optional")
        place = missing if one.place is None else screen.say(f"channels.{one.place}")
        rows.append(
            [
                foreign.one_line(one.channel.name, screen),
                foreign.one_line(one.name, screen),
                Text(place, style="dim" if one.place is None else "green"),
                foreign.one_line(one.variable, screen),
            ]
        )
    whole = table(rows)
    if all(cell_len(line.plain) <= screen.width for line in whole):
        return whole
    # A variable is copied, so it is never cut: it gets a line of its own, folded where even that is too short.
    lines = []
    for line, row in zip(table([row[:-1] for row in rows]), rows, strict=True):
        lines.append(cut(line, screen.width, more=screen.show("…")))
        lines.extend(Text.assemble("  ", part) for part in fold(row[-1], screen.width - 2))
    return lines
