"""Pieces that several pages need: words with their matches marked, a mention with its link, times, shares, lists."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from rich.text import Text

from listen.digest import Line
from listen.metrics import Part
from listen.model import Label, Mention
from listen.render import foreign, speech
from listen.render.markup import Element, Node, link, tag
from listen.render.screen import Screen
from listen.render.terminal.phrasing import reason

__all__ = ["asks", "has_title", "label_class", "listed", "marked", "reasons", "says", "shares", "told_at", "who"]

_TEXT_CHARACTERS = 320


def marked(text: Text, *, limit: int = _TEXT_CHARACTERS) -> Iterator[Node]:
    """Yield a cleaned text in pieces, those that matched marked; a long one is cut at a blank."""
    plain = text.plain.strip()
    offset = len(text.plain) - len(text.plain.lstrip())
    end = len(plain)
    if end > limit:
        end = plain.rfind(" ", limit // 2, limit)
        end = limit if end < 0 else end
    at = 0
    for span in sorted(text.spans, key=lambda one: one.start):
        start, stop = max(span.start - offset, at), min(span.end - offset, end)
        if "bold" not in str(span.style) or start >= stop:
            continue
        yield plain[at:start]
        yield tag("mark", plain[start:stop])
        at = stop
    yield plain[at:end] + (" …" if end < len(plain) else "")


def told_at(when: datetime, screen: Screen) -> Element:
    """Return a moment, for people and for programs."""
    return tag("time", speech.moment(when, screen.lang, zone=screen.zone), datetime=f"{when:%Y-%m-%dT%H:%M:%SZ}")


def label_class(label: Label | None) -> str:
    """Return the class that colours a label."""
    return "unscored" if label is None else label.value


def asks(line: Line) -> bool:
    """Say whether somebody asks for something, whatever it feels like."""
    return bool(line.reasons) and line.reasons[0].key.startswith(("question", "buying"))


def reasons(line: Line, screen: Screen) -> str:
    """Return why a line is there."""
    words = ", ".join(reason(term, screen) for term in line.reasons)
    return f"{words[:1].upper()}{words[1:]}"


def has_title(mention: Mention, screen: Screen) -> bool:
    """Say whether a mention has a title that can be read."""
    title = foreign.headline(mention, screen)
    return title is not None and bool(title.plain.strip())


def says(mention: Mention, screen: Screen) -> tuple[Element, Node]:
    """Return a mention's title, or who speaks where it has none, as a link to its origin; and how its text goes."""
    title = foreign.headline(mention, screen)
    shown: Node = foreign.voice_of(mention.post, screen).plain
    if title is not None and title.plain.strip():
        shown = list(marked(title))
    text = foreign.snippet(mention, screen)
    return link(mention.post.url, shown), list(marked(text)) if text.plain.strip() else None


def who(mention: Mention, screen: Screen, *more: str) -> Element:
    """Return who said it and where (unless `says` did so), when, and its number."""
    said = [foreign.voice_of(mention.post, screen).plain, *more] if has_title(mention, screen) else list(more)
    return tag(
        "p", [f"{one} · " for one in said], told_at(mention.published_at, screen), " · ",
        tag("span", f"#{mention.id}", class_="number"), class_="meta",
    )  # fmt: skip


def listed(sentences: Iterable[Node], *, class_: str = "plain") -> Element:
    """Return sentences as a list."""
    return tag("ul", (tag("li", one) for one in sentences), class_=class_)


def shares(parts: Iterable[Part], days: str, screen: Screen) -> Element:
    """Return shares of voice as a table, ours first."""
    head = tag(
        "tr",
        tag("th", days, scope="col"),
        tag("th", screen.say("digest.share"), scope="col", class_="figure"),
        tag("th", screen.say("stats.stories"), scope="col", class_="figure"),
        tag("td"),
    )
    rows = (
        tag(
            "tr",
            tag("th", foreign.plain(part.name, screen), scope="row"),
            tag(
                "td",
                f"{speech.percent(part.share, screen.lang)} "
                f"({speech.percents(part.interval.low, part.interval.high, screen.lang)})",
                class_="figure",
            ),
            tag("td", screen.number(part.count), class_="figure"),
            tag("td", tag("span", screen.bar(part.share, cells=16), class_="bar", aria_hidden="true")),
            class_="ours" if number == 0 else None,
        )
        for number, part in enumerate(parts)
    )
    return tag("table", tag("thead", head), tag("tbody", rows))
