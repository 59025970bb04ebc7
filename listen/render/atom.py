"""The digest as a feed (Atom, RFC 4287): one entry a line, the same bytes as long as the digest says the same.

Nothing in it grows old by itself: no ages, no time of making. Names of entries (`tag:` addresses, RFC 4151) are made of
this database's mark and the mention's number, never of what others wrote.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from rich.text import Text

from listen.digest import Digest, Line
from listen.render import foreign
from listen.render.html.pieces import asks, marked, reasons
from listen.render.markup import Element, Node, link, tag, to_html, to_xml
from listen.render.screen import Screen
from listen.text.clean import clean_line
from listen.text.urls import safe_link

__all__ = ["digest_atom"]

_ATOM = "http://www.w3.org/2005/Atom"
_TITLE_CHARACTERS = 120
_NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)


def digest_atom(digest: Digest, screen: Screen, *, mark: str) -> str:
    """Return the digest's lines as an Atom feed, the newest first.

    Args:
        digest: what it holds.
        screen: whose language and zone.
        mark: of the database, see `listen.protocols.Notices.mark`.
    """
    shown = sorted(digest.lines, key=lambda one: (_updated(one), one.mention.id or 0), reverse=True)
    brand = foreign.plain(digest.brand, screen)
    part = "/".join(clean_line(one) for one in (*digest.queries, *((digest.unit,) if digest.unit else ())))
    feed = tag(
        "feed",
        tag("id", _name(mark, "digest")),
        tag("title", screen.say("page.feed_title", brand=brand) + (f" ({part})" if part else "")),
        tag("subtitle", screen.say("page.feed_about", brand=brand)),
        tag("updated", _stamp(max((_updated(one) for one in shown), default=_NOTHING_YET))),
        tag("author", tag("name", "listen")),
        tag("generator", "listen"),
        (("\n", _entry(one, mark, screen)) for one in shown),
        "\n",
        xmlns=_ATOM,
        xml__lang=screen.lang,
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n{to_xml(feed)}\n'


def _name(mark: str, what: str) -> str:
    # `.invalid` belongs to nobody and never will (RFC 6761, section 6.4).
    return f"tag:{mark}.listen.invalid,2026:{what}"


def _stamp(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _updated(line: Line) -> datetime:
    """Return when we last learned something of a mention; never its own date, which may be anything."""
    return line.mention.edited_at or line.mention.first_seen_at


def _entry(line: Line, mark: str, screen: Screen) -> Element:
    mention = line.mention
    title = foreign.headline(mention, screen)
    text = foreign.snippet(mention, screen)
    heading = title if title is not None and title.plain.strip() else text
    target = None if mention.post.url is None else safe_link(mention.post.url)
    who = foreign.voice_of(mention.post, screen).plain
    return tag(
        "entry",
        tag("id", _name(mark, f"mention-{mention.id}")),
        tag("title", _short(heading.plain.strip() or who)),
        None if target is None else tag("link", rel="alternate", href=target),
        tag("published", _stamp(mention.published_at)),
        tag("updated", _stamp(_updated(line))),
        tag("author", tag("name", foreign.plain(mention.post.author or "", screen) or who)),
        tag("category", term="question" if asks(line) else _label(line), label=reasons(line, screen)),
        tag("summary", f"{_reason(line, screen)}: {_short(text.plain.strip() or who)}"),
        tag("content", to_html(list(_content(line, text, screen))), type="html"),
    )


def _label(line: Line) -> str:
    return "unscored" if line.mention.label is None else line.mention.label.value


def _reason(line: Line, screen: Screen) -> str:
    sign = "?" if asks(line) else screen.sign(line.mention.label)
    return f"{sign} {reasons(line, screen)}"


def _content(line: Line, text: Text, screen: Screen) -> Iterable[Node]:
    mention = line.mention
    yield tag("p", tag("strong", _reason(line, screen)))
    if text.plain.strip():
        yield tag("p", marked(text))
    places = f" · {screen.say('render.places', n=line.places)}" if line.places else ""
    yield tag("p", foreign.voice_of(mention.post, screen).plain, f"{places} · #{mention.id}")
    if mention.post.url is not None and safe_link(mention.post.url) is not None:
        yield tag("p", link(mention.post.url, safe_link(mention.post.url)))


def _short(text: str) -> str:
    if len(text) <= _TITLE_CHARACTERS:
        return text
    end = text.rfind(" ", _TITLE_CHARACTERS // 2, _TITLE_CHARACTERS)
    return f"{text[: end if end > 0 else _TITLE_CHARACTERS]} …"
