"""What has no line in a digest, as Markdown."""

from listen.digest import Dropped
from listen.render import speech
from listen.render.markdown.tables import listing_markdown
from listen.render.markdown.writing import escaped, heading
from listen.render.screen import Screen
from listen.render.terminal import phrasing

__all__ = ["dropped_markdown"]


def dropped_markdown(dropped: Dropped, screen: Screen) -> str:
    """Return every reason with how many it left out and the newest of them; `screen.width` does not matter."""
    days = speech.days_of(dropped.window, screen.lang, today=screen.today)
    parts = [heading(f"{screen.say('relevance.dropped_title')}, {escaped(days)}", 1)]
    if not dropped.groups:
        parts.append(f"{screen.say('relevance.dropped_none')}\n")
    for group in dropped.groups:
        why = phrasing.dropped_for(group, screen)
        parts.append(heading(f"{screen.number(group.total)} {escaped(why)}", 2))
        parts.append(listing_markdown(group.mentions, screen))
        if group.total > len(group.mentions):
            parts.append(f"{screen.say('relevance.dropped_more', n=group.total - len(group.mentions))}\n")
    return "\n".join(parts)
