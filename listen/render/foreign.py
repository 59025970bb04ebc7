"""The only way by which other people's words come into a line: cleaned, never read as markup, matched words marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text

from listen.model import Match, Mention, Post, Span
from listen.render.screen import Screen
from listen.text.clean import for_terminal
from listen.text.urls import safe_link, shown_host

__all__ = [
    "Mark",
    "address",
    "excerpts",
    "headline",
    "lines_of",
    "linked",
    "one_line",
    "plain",
    "snippet",
    "spans_in",
    "voice_of",
    "whole",
]

MATCHED = "bold"
_BLANKS = re.compile(r"\s+")
_LEAD = 60
_SNIPPET_CHARACTERS = 900
_WHOLE_UP_TO = 1_500
_AROUND = 160
_MOST_MARKED = 40
"""Marks shown in one text; a text that is nothing but evidence needs no more."""


def plain(value: str, screen: Screen) -> str:
    """Return foreign text as one clean line."""
    return screen.show(_BLANKS.sub(" ", for_terminal(value)).strip())


def lines_of(value: str, screen: Screen) -> Text:
    """Return a text with its own line breaks, cleaned."""
    return Text(_piece(value, screen, keeps_lines=True))


def one_line(value: str, screen: Screen, style: str = "") -> Text:
    """Return foreign text as one clean line of the given style."""
    return Text(plain(value, screen), style=style)


def spans_in(matches: Iterable[Match], field: str) -> tuple[tuple[int, int], ...]:
    """Return where any match stands in a field of the post, in order, overlaps joined."""
    places = sorted((span.start, span.end) for match in matches for span in match.spans if _is_in(span, field))
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _is_in(span: Span, field: str) -> bool:
    return span.field == field and span.end > span.start >= 0


def _marked(
    value: str, places: Sequence[tuple[int, int]], screen: Screen, *, has_signs: bool, keeps_lines: bool = False
) -> Text:
    """Return `value` cleaned piece by piece, so that the places still are where they were before cleaning."""
    made = Text()
    at = 0
    opening, closing = (screen.show("‹"), screen.show("›")) if has_signs and not screen.has_styles else ("", "")
    for start, end in places:
        if start < at or end > len(value):
            continue
        made.append(_piece(value[at:start], screen, keeps_lines=keeps_lines))
        made.append(f"{opening}{_piece(value[start:end], screen, keeps_lines=keeps_lines)}{closing}", style=MATCHED)
        at = end
    made.append(_piece(value[at:], screen, keeps_lines=keeps_lines))
    return made


def _piece(value: str, screen: Screen, *, keeps_lines: bool) -> str:
    cleaned = for_terminal(value)
    if keeps_lines:
        return screen.show(cleaned.replace("\t", "    "))
    return screen.show(_BLANKS.sub(" ", cleaned))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a text and the signs around it: they are always shown, for readers without styles, too."""

    start: int
    end: int
    before: str
    after: str
    style: str


def excerpts(value: str, marks: Iterable[Mark], screen: Screen) -> Text:
    """Return a text with marks, its own line breaks kept; of a long one only what stands around them.

    Where marks overlap, the first one given counts. Those beyond the text are left out.
    """
    taken: list[Mark] = []
    for mark in marks:
        is_free = all(mark.end <= other.start or mark.start >= other.end for other in taken)
        if 0 <= mark.start < mark.end <= len(value) and is_free and len(taken) < _MOST_MARKED:
            taken.append(mark)
    taken.sort(key=lambda mark: mark.start)
    made = Text()
    at = 0
    for start, end in _ranges(value, taken):
        if start > at:
            made.append(screen.show(" … " if made.plain else "… "))
        at = start
        for mark in taken:
            if not start <= mark.start < end:
                continue
            made.append(_piece(value[at : mark.start], screen, keeps_lines=True))
            made.append(
                f"{screen.show(mark.before)}{_piece(value[mark.start : mark.end], screen, keeps_lines=True)}"
                f"{screen.show(mark.after)}",
                style=mark.style,
            )
            at = mark.end
        made.append(_piece(value[at:end], screen, keeps_lines=True))
        at = end
    return made.append(screen.show(" …")) if at < len(value) else made


def _ranges(value: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """Return what of a text is shown: all of a short one, else its beginning and what stands around the marks."""
    if len(value) <= _WHOLE_UP_TO:
        return [(0, len(value))]
    ranges = [(0, 2 * _AROUND)]
    for mark in marks:
        start, end = max(0, mark.start - _AROUND), min(len(value), max(mark.end, mark.start + 1) + _AROUND)
        if start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((start, end))
    return [_at_blanks(value, start, end) for start, end in ranges]


def _at_blanks(value: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends outwards-in to the next blank, if there is one near."""
    first = value.find(" ", start, start + _AROUND // 4) + 1 if start else 0
    last = value.rfind(" ", end - _AROUND // 4, end) if end < len(value) else len(value)
    return first or start, last if last > 0 else end


def whole(mention: Mention, screen: Screen) -> Text:
    """Return the whole text with its own line breaks; matched words marked even without styles."""
    places = spans_in(mention.matches, "text")
    return _marked(mention.post.text, places, screen, has_signs=True, keeps_lines=True)


def headline(mention: Mention, screen: Screen, *, has_signs: bool = False) -> Text | None:
    """Return the title as one line, matched words marked; None when the post has none."""
    if not mention.post.title:
        return None
    return _marked(mention.post.title, spans_in(mention.matches, "title"), screen, has_signs=has_signs)


def snippet(mention: Mention, screen: Screen, *, has_signs: bool = False) -> Text:
    """Return the text from shortly before the first match on, as one long line; empty when there is no text.

    It begins at the beginning when the match stands near it, and never repeats a title that opens the text.
    """
    post = mention.post
    value = post.text
    places = spans_in(mention.matches, "text")
    start = _after_title(post)
    first = next((place[0] for place in places if place[0] >= start), start)
    if first - start > _LEAD * 2:
        blank = value.find(" ", first - _LEAD)
        start = blank + 1 if 0 < blank < first else first
        opening = screen.show("… ")
    else:
        opening = ""
    end = start + _SNIPPET_CHARACTERS
    inside = [(one - start, other - start) for one, other in places if start <= one and other <= end]
    text = _marked(value[start:end], inside, screen, has_signs=has_signs)
    return Text(opening).append_text(text)


def _after_title(post: Post) -> int:
    title = post.title or ""
    if not title or not post.text.startswith(title):
        return 0
    rest = post.text[len(title) :]
    return len(title) + (len(rest) - len(rest.lstrip(" \n\t.:–-")))


def voice_of(post: Post, screen: Screen) -> Text:
    """Return who speaks and where: author and place, each only once."""
    names = [name for name in (post.author, post.place) if name]
    if post.url is not None and not post.place:
        names.append(shown_host(post.url) or "")
    if len(names) == 2 and names[0].endswith(names[1]):  # noqa: PLR2004  (author, place)
        names.pop()
    separator = screen.show(" · ")
    return Text(separator.join(shown for name in names if (shown := plain(name, screen))) or plain(post.source, screen))


def linked(text: Text, url: str | None, screen: Screen) -> Text:
    """Return `text` as a link to `url`, where the terminal knows links and the address is safe to click."""
    target = safe_link(url) if url is not None and screen.has_links else None
    if target is not None and text.plain:
        text.stylize(Style(link=target))
    return text


def address(url: str | None, screen: Screen) -> Text:
    """Return an address to read; clickable only when it is safe to click."""
    if url is None:
        return Text()
    return linked(
        Text(plain(safe_link(url) or url, screen), style="underline" if screen.has_styles else ""), url, screen
    )
