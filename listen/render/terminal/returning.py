"""What came back after our answers, at the top of the digest."""

from collections.abc import Sequence

from rich.text import Text

from listen.digest import Returned
from listen.render import foreign
from listen.render.cells import Lines, fold, indent
from listen.render.screen import LABEL_STYLES, Screen
from listen.text.clean import for_terminal

__all__ = ["returned_lines", "returned_words"]

_MARGIN = 4
_LINES_EACH = 3
_LONGEST_LINE = 110


def returned_lines(found: Sequence[Returned], screen: Screen) -> Lines:
    """Return the block; nothing when nothing came back."""
    if not found:
        return []
    lines: Lines = [Text(screen.say("returning.title", n=len(found)), style="bold")]
    for one in found:
        lines.append(Text())
        lines += _one(one, screen)
    return lines


def returned_words(one: Returned, screen: Screen) -> str:
    """Return in one sentence who came back, when, how it sounds and what it says of our answer."""
    reply = one.reply
    who = screen.say("returning.asker" if reply.is_asker else "returning.other")
    parts = [f"{who}, {screen.age(reply.published_at)}"]
    if reply.is_solved:
        parts.append(screen.say("returning.solved"))
    if reply.is_thanks:
        parts.append(screen.say("returning.thanks"))
    elif reply.label is not None and not reply.is_solved:
        parts.append(screen.word(reply.label))
    if one.more:
        parts.append(screen.say("returning.more", n=one.more))
    return screen.show(" · ".join(parts))


def _one(one: Returned, screen: Screen) -> Lines:
    reply, room = one.reply, min(screen.width, _LONGEST_LINE) - _MARGIN
    sign = screen.show("↩")
    style = "dim" if one.has_ended else LABEL_STYLES[reply.label]
    head = Text.assemble((f"{sign} {returned_words(one, screen)}", f"bold {style}".strip()), "  ")
    head.append_text(foreign.linked(Text(f"#{one.mention.id}", style="dim"), one.mention.post.url, screen))
    said = Text(screen.show(" ".join(for_terminal(reply.text).split())))
    about = Text(
        screen.say("returning.about", title=foreign.plain(one.mention.post.title or one.mention.post.text, screen)),
        style="dim",
    )
    body = [
        *fold(said, room, lines=_LINES_EACH),
        *fold(about, room, lines=1),
        *fold(foreign.address(reply.url or one.answer.url, screen), screen.width - _MARGIN),
    ]
    return [*fold(head, screen.width), *indent(body, _MARGIN)]
