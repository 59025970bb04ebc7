"""The conversation around a mention: what it answers above, what came after it below, answers further to the right."""

from collections.abc import Collection

from rich.text import Text

from listen.conversation import depths
from listen.dialogue import Thread
from listen.model import Post
from listen.render import foreign
from listen.render.cells import Lines, fitting, fold, indent
from listen.render.screen import Screen
from listen.text.clean import for_terminal

__all__ = ["conversation_lines"]

_LONGEST_LINE = 100
_LINES_EACH = 8
_STEP = 2
_DEEPEST = 6


def conversation_lines(thread: Thread, screen: Screen, *, ours: Collection[str] = ()) -> Lines:
    """Return the conversation, without the post in its middle.

    Args:
        thread: from `listen.conversation`.
        screen: where.
        ours: native ids of our own answers.
    """
    lines: Lines = []
    if thread.parents:
        lines.append(_heading(screen.say("conversation.before", n=len(thread.parents)), screen))
        for post in thread.parents:
            lines += _said(post, screen, 0, ours)
    if thread.replies:
        lines += [Text()] if lines else []
        lines.append(_heading(screen.say("conversation.after", n=len(thread.replies)), screen))
        for post, depth in zip(thread.replies, depths(thread), strict=True):
            lines += _said(post, screen, depth, ours)
    if not lines:
        lines.append(Text(screen.say("conversation.nothing"), style="dim"))
    if not thread.is_whole:
        lines += fold(Text(screen.say("conversation.part"), style="dim"), screen.width)
    return fitting(lines, screen.width, more=screen.show("…"))


def _heading(words: str, screen: Screen) -> Text:
    return Text(screen.show(words), style="bold")


def _said(post: Post, screen: Screen, depth: int, ours: Collection[str]) -> Lines:
    head = foreign.voice_of(post, screen)
    if post.published_at is not None:
        head.append(screen.show(" · "))
        head.append(screen.age(post.published_at))
    head.stylize("dim")
    if post.native_id in ours:
        head = Text.assemble((f"{screen.say('conversation.ours')} ", "bold"), head)
    foreign.linked(head, post.url, screen)
    step = _STEP * min(depth, _DEEPEST)
    room = max(20, min(screen.width, _LONGEST_LINE) - step - _STEP)
    said = post.text or post.title or ""
    words = Text(screen.show(for_terminal(said).replace("\t", "    ")))
    block = [*fold(head, room), *indent(fold(words, room, lines=_LINES_EACH), _STEP)]
    return indent(block, step)
