"""What has no line in a digest, by the rule that keeps it from one: nothing disappears without a trace."""

from dataclasses import replace

from rich.text import Text

from listen.digest import Dropped, Rule
from listen.render import foreign, speech
from listen.render.cells import Lines, ends, fitting, fold
from listen.render.screen import Screen
from listen.render.terminal import phrasing
from listen.render.terminal.listing import listing_lines

__all__ = ["dropped_lines"]


def dropped_lines(dropped: Dropped, screen: Screen) -> Lines:
    """Return every reason with how many it left out and the newest of them."""
    meant = [screen.show(speech.days_of(dropped.window, screen.lang, today=screen.today))]
    if dropped.unit is not None:
        meant.append(screen.say("digest.for_unit", unit=foreign.plain(dropped.unit, screen)))
    if dropped.queries:
        named = ", ".join(foreign.plain(name, screen) for name in dropped.queries)
        meant.append(screen.say("digest.for_queries", queries=named))
    title = Text(screen.say("relevance.dropped_title"), style="bold")
    lines: Lines = [ends(title, Text(screen.show(" · ").join(meant), style="dim"), screen.width)]
    if not dropped.groups:
        return [*lines, *fold(Text(screen.say("relevance.dropped_none")), screen.width)]
    for group in dropped.groups:
        why = phrasing.dropped_for(group, screen)
        count = screen.number(group.total)
        lines.extend([Text(), *fold(Text(f"{count}  {why[:1].upper()}{why[1:]}", style="bold"), screen.width)])
        # The heading says why; each line need not say it again.
        lines.extend(listing_lines((replace(one, dropped=None) for one in group.mentions), screen, has_marks=True))
        if group.total > len(group.mentions):
            more = screen.say("relevance.dropped_more", n=group.total - len(group.mentions))
            lines.append(Text(f"    {more}", style="dim"))
    told = [screen.say("relevance.dropped_back")] if dropped.groups[0].rule is Rule.DROPPED else []
    for sentence in (*told, screen.say("relevance.dropped_why")):
        lines.extend([Text(), *fold(Text(sentence), screen.width)])
    return fitting(lines, screen.width, more=screen.show("…"))
