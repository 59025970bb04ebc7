"""Telegram: public channels that are named, through the preview pages that anybody can open (no key, no interface)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from listen.brand import Query, Settings
from listen.channel import Option, Words
from listen.errors import Unreadable
from listen.model import Engagement, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.sources.shared.access import base_of
from listen.sources.shared.walk import Batch, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import links_in, to_text
from listen.text.urls import host_of, safe_link

__all__ = ["Telegram"]

_BASE = "https://t.me"
_OVERLAP = timedelta(hours=6)
_THOUSANDS = {"K": 1_000, "M": 1_000_000}


class Telegram:
    """Posts of public channels; implements `Source`."""

    name = "telegram"
    title = "Telegram"
    is_on_by_default = False
    options = (
        Option(
            name="channels",
            about=Words("public channels to read, without @", "öffentliche Kanäle, ohne @"),
            is_many=True,
        ),
    )
    blind = (Words("groups, private channels, comments", "Gruppen, private Kanäle, Kommentare"),)

    def __init__(self, settings: Settings) -> None:
        self._base = base_of(settings, self.name, _BASE)
        chosen = settings.source(self.name)
        self._channels = tuple(dict.fromkeys(one.lstrip("@") for one in chosen.texts("channels")))
        self._pause_s = chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:  # noqa: ARG002 (read whole for all of them)
        """Yield one stream a channel; it is read whole."""
        for channel in self._channels:
            yield Stream(
                source=self.name,
                key=f"{self.name} {channel}" if self._base == _BASE else f"{self.name} {self._base} {channel}",
                host=host_of(self._base) or self._base,
                address=f"{self._base}/s/{channel}",
                place=f"Telegram {channel}",
            )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Read newest first, down to six hours before the newest post known."""

        def ask(before: str | None) -> Batch[str]:
            params = () if before is None else (("before", before),)
            return _batch(
                fetcher.get(Request(url=stream.address, params=params, expect=Expect.ANY, pause_s=self._pause_s)),
                stream,
            )

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)


def _batch(answer: Answer, stream: Stream) -> Batch[str]:
    try:
        root = document_fromstring(answer.body, parser=HTMLParser(encoding="utf-8", huge_tree=False, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("source.unreadable", host=stream.host, why="no HTML") from error
    sections = [one for one in root.iter("section") if "tgme_channel_history" in (one.get("class") or "")]
    if not sections:
        raise Unreadable("source.unreadable", host=stream.host, why="no public preview")
    title = next((_text(one) for one in _all(root, "tgme_channel_info_header_title")), "")
    found = [one for one in _all(sections[0], "tgme_widget_message") if one.get("data-post")]
    posts = [post for one in found if (post := _post(one, title, stream)) is not None]
    more = next(
        (one.get("data-before") for one in _all(sections[0], "tme_messages_more") if one.get("data-before")), None
    )
    # A page shows its oldest message first.
    return Batch(posts=tuple(posts[::-1]), seen=len(found), following=more, clock=answer.date)


def _all(root: "etree._Element", name: str) -> "Iterator[etree._Element]":
    """Yield elements with a class, outermost first."""
    for element in root.iter(etree.Element):
        if name in (element.get("class") or "").split():
            yield element


def _text(element: "etree._Element") -> str:
    return clean_line("".join(str(part) for part in element.itertext()))


def _post(message: "etree._Element", title: str, stream: Stream) -> Post | None:
    native_id = clean_line(message.get("data-post") or "")
    # An album nests the same class twice; the outermost holds all of it.
    body = next(_all(message, "tgme_widget_message_text"), None)
    if not native_id or body is None:
        return None
    html = etree.tostring(body, encoding="unicode", with_tail=False)
    at = next((one.get("datetime") for one in message.iter("time") if one.get("datetime")), None)
    views = next((_count(_text(one)) for one in _all(message, "tgme_widget_message_views")), None)
    text = clean_text(to_text(html))
    if not text:
        return None
    return Post(
        source="telegram",
        native_id=native_id,
        origin="telegram",
        url=safe_link(f"{_BASE}/{native_id}"),
        title=None,
        text=text,
        author=title or stream.place,
        author_url=safe_link(f"{_BASE}/{native_id.partition('/')[0]}"),
        place=stream.place,
        published_at=read_date(at),
        links=links_in(html),
        engagement=Engagement(views=views),
    )


def _count(shown: str) -> int | None:
    """Return a number as Telegram shortens it: `1.2K`."""
    factor = _THOUSANDS.get(shown[-1:].upper(), 1)
    try:
        return round(float(shown.rstrip("KMkm")) * factor) if len(shown) < 12 else None  # noqa: PLR2004
    except (ValueError, OverflowError):
        return None
