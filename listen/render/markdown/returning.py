"""What came back after our answers, as Markdown."""

from collections.abc import Sequence

from listen.digest import Returned
from listen.render.markdown.writing import escaped, heading, item, link, shortened
from listen.render.screen import Screen
from listen.render.terminal.returning import returned_words

__all__ = ["returned_markdown"]

_CHARACTERS = 280


def returned_markdown(found: Sequence[Returned], screen: Screen) -> list[str]:
    """Return the block; nothing when nothing came back."""
    if not found:
        return []
    return [heading(screen.say("returning.title", n=len(found)), 2), *(_one(one, screen) for one in found)]


def _one(one: Returned, screen: Screen) -> str:
    said = link(shortened(one.reply.text, _CHARACTERS), one.reply.url or one.answer.url)
    return item(f"**{escaped(returned_words(one, screen))}** (#{one.mention.id}): {said}")
