"""Mentions as a list: one line each where there is room, two where there is not."""

from collections.abc import Iterable, Iterator

from rich.text import Text

from listen.model import Mention
from listen.render import foreign
from listen.render.cells import Lines, cut, fold
from listen.render.screen import LABEL_STYLES, Screen
from listen.render.terminal import phrasing

__all__ = ["listing_end", "listing_lines", "search_end"]

_WIDE = 120
_NUMBER_CELLS = 10
_TEXT_AT = 4
_LABEL_CELLS = 18
_AGE_CELLS = 13
_WHO_CELLS = 36


def listing_lines(mentions: Iterable[Mention], screen: Screen, *, has_marks: bool = False) -> Iterator[Text]:
    """Yield the lines of each mention as it comes; lazy.

    Args:
        mentions: in the order to be shown.
        screen: where.
        has_marks: mark matched words even without styles (for search results).
    """
    show = _one_line if screen.width >= _WIDE else _two_lines
    for mention in mentions:
        yield from show(mention, screen, has_marks=has_marks)
        if mention.dropped is not None:
            why = screen.say("relevance.left_out", why=phrasing.dropped(mention.dropped, screen))
            yield cut(Text(f"{' ' * _TEXT_AT}{why}", style="dim"), screen.width, more=screen.show("…"))


def _padded(text: Text, cells: int, screen: Screen) -> Text:
    shown = cut(text, cells - 2, more=screen.show("…"))
    shown.pad_right(cells - shown.cell_len)
    return shown


def _front(mention: Mention, screen: Screen) -> Text:
    number = foreign.linked(Text(f"#{mention.id}"), mention.post.url, screen)
    label = Text(f"{screen.sign(mention.label)} {screen.word(mention.label)}", style=LABEL_STYLES[mention.label])
    age = Text(screen.age(mention.published_at), style="dim")
    return Text.assemble(
        _padded(number, _NUMBER_CELLS, screen), _padded(label, _LABEL_CELLS, screen), _padded(age, _AGE_CELLS, screen)
    )


def _who(mention: Mention, screen: Screen) -> Text:
    who = foreign.voice_of(mention.post, screen)
    if mention.story_size is not None and mention.story_size > 1:
        who.append(f"{screen.show(' · ')}{screen.say('render.places', n=mention.story_size - 1)}")
    return who


def _says(mention: Mention, screen: Screen, *, has_marks: bool) -> Text:
    """Return title and text as one long line."""
    title = foreign.headline(mention, screen, has_signs=has_marks)
    text = foreign.snippet(mention, screen, has_signs=has_marks)
    if title is None:
        return text
    return Text(screen.show(" – ")).join([title, text]) if text.plain.strip() else title


def _one_line(mention: Mention, screen: Screen, *, has_marks: bool) -> Iterator[Text]:
    who = _who(mention, screen)
    who.style = "dim"
    line = Text.assemble(_front(mention, screen), _padded(who, _WHO_CELLS, screen))
    yield cut(line.append_text(_says(mention, screen, has_marks=has_marks)), screen.width, more=screen.show("…"))


def _two_lines(mention: Mention, screen: Screen, *, has_marks: bool) -> Iterator[Text]:
    more = screen.show("…")
    who = _who(mention, screen)
    who.style = "dim"
    yield cut(Text.assemble(_front(mention, screen), who), screen.width, more=more)
    says = _says(mention, screen, has_marks=has_marks)
    if not says.plain.strip():
        says = Text(screen.say("render.no_text", source=foreign.plain(mention.post.source, screen)))
    yield cut(Text(" " * _TEXT_AT).append_text(says), screen.width, more=more)


def listing_end(count: int, screen: Screen, *, is_cut: bool = False) -> Lines:
    """Return what stands under a list: how many, and how to go on. For stderr, so that stdout stays data."""
    if not count:
        said = [screen.say("render.list_empty"), screen.say("render.list_empty_hint")]
    elif is_cut:
        said = [screen.say("render.list_cut", n=count), screen.say("render.list_next")]
    else:
        said = [screen.say("render.list_ends", n=count), screen.say("render.list_next")]
    return [line for sentence in said for line in fold(Text(sentence), screen.width)]


def search_end(words: str, count: int, screen: Screen) -> Lines:
    """Return what stands under search results."""
    shown = foreign.plain(words, screen)
    key = "render.search_ends" if count else "render.search_none"
    return fold(Text(screen.say(key, n=count, words=shown) if count else screen.say(key, words=shown)), screen.width)
