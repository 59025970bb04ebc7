"""A page's address becomes a feed's address: what the page names, else where feeds usually are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

from listen.errors import Gone, SourceError, Unreadable
from listen.protocols import Answer, Fetcher, Request
from listen.sources.feed.charset import to_utf8
from listen.sources.feed.reading import Reading, read
from listen.text.clean import clean_line
from listen.text.html import to_text
from listen.text.urls import host_of, safe_link

__all__ = ["ACCEPT", "Candidate", "candidates", "discover", "is_page", "usual_places"]

ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)

_PAGE_BYTES = 600_000
_MOST_CANDIDATES = 50

_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "application/rdf+xml"}
)
_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta)(?=[\s>])", re.IGNORECASE)
_ELEMENT: Final = re.compile(r"<(link|base)\s([^<>]*+)>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([a-zA-Z-]+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_HEADER_LINK: Final = re.compile(r"<([^<>]{1,2000})>([^<]{0,1000})")
_COMMENTS: Final = re.compile(r"comment|kommentar|commentaire|comentario", re.IGNORECASE)
# The usual places as miniflux tries them (miniflux/v2 internal/reader/subscription/finder.go, read 2026-11-23).
_USUAL: Final = (
    "atom.xml", "feed.atom", "feed.xml", "feed/", "index.rss", "index.xml", "rss.xml", "rss/", "rss/feed.xml",
    # Forums: XenForo, phpBB, vBulletin, MyBB (their own documentation, read 2026-11).
    "forums/-/index.rss", "app.php/feed", "external.php?type=RSS2", "syndication.php",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A feed that a page offers.

    Attributes:
        address: absolute.
        title: as the page calls it, or the feed itself; None when nobody says.
        is_comments: it holds what readers say below the posts, not the posts.
    """

    address: str
    title: str | None = None
    is_comments: bool = False


def discover(url: str, fetcher: Fetcher) -> tuple[Candidate, ...]:
    """Ask `url` and return the feeds that it is or offers, best first; empty when there is none.

    Feeds that a page names are not asked; usual places are, until one of them is a feed.

    Raises:
        SourceError: when `url` itself cannot be had.
    """
    answer = fetcher.get(Request(url=url, headers={"Accept": ACCEPT}))
    reading = read(answer.body, content_type=answer.headers.get("content-type"))
    if reading is not None:
        return (Candidate(address=answer.url, title=_titled(reading)),)
    named = candidates(answer)
    if named:
        return named
    found = next(usual_places(answer.url, fetcher), None)
    return () if found is None else (Candidate(address=found[0].url, title=_titled(found[1])),)


def is_page(body: bytes) -> bool:
    """Say whether `body` is a web page (and therefore no feed)."""
    return _PAGE.search(body, 0, 4096) is not None


def candidates(answer: Answer) -> tuple[Candidate, ...]:
    """Return the feeds that a page names in its head and in its `Link` header, comments last, each once."""
    found: dict[str, Candidate] = {}
    for candidate in [*_in_header(answer), *_in_page(answer)]:
        found.setdefault(candidate.address, candidate)
    return tuple(sorted(found.values(), key=lambda one: one.is_comments))[:_MOST_CANDIDATES]


def usual_places(url: str, fetcher: Fetcher) -> Iterator[tuple[Answer, Reading]]:
    """Ask the usual places of feeds on the host of `url`; yield those that are one, with what was read."""
    for path in _USUAL:
        address = safe_link(f"/{path}", base=url)
        if address is None:
            return
        try:
            answer = fetcher.get(Request(url=address, headers={"Accept": ACCEPT}))
        except (Gone, Unreadable):
            continue
        except SourceError:
            # A host that is busy, slow or refuses us is not asked eight times more.
            return
        # Many sites send every unknown address to their front page, and some have a feed there.
        reading = read(answer.body, content_type=answer.headers.get("content-type")) if answer.url == address else None
        if reading is not None:
            yield answer, reading


def _titled(reading: Reading) -> str | None:
    title = reading.document.title
    return None if title is None else clean_line(to_text(title)) or None


def _in_header(answer: Answer) -> Iterator[Candidate]:
    for address, parameters in _HEADER_LINK.findall(answer.headers.get("link", "")):
        values = _attributes(parameters)
        candidate = _candidate({**values, "href": address}, base=answer.url)
        if candidate is not None:
            yield candidate


def _in_page(answer: Answer) -> Iterator[Candidate]:
    page = to_utf8(answer.body[:_PAGE_BYTES], answer.headers.get("content-type")).decode("utf-8", "replace")
    base = answer.url
    for name, attributes in _ELEMENT.findall(page):
        values = _attributes(attributes)
        if name.lower() == "base":
            base = safe_link(values.get("href", ""), base=answer.url) or base
            continue
        candidate = _candidate(values, base=base)
        if candidate is not None:
            yield candidate


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(text[:4000])
    }


def _candidate(values: dict[str, str], *, base: str) -> Candidate | None:
    """Return the feed that one `<link>` names, or None when it names something else."""
    kind = values.get("type", "").partition(";")[0].strip().lower()
    if "alternate" not in values.get("rel", "").lower().split() or kind not in _TYPES:
        return None
    address = safe_link(values.get("href", ""), base=base)
    # WordPress names its oEmbed and REST answers with the same type.
    if address is None or "/wp-json/" in address or host_of(address) is None:
        return None
    title = clean_line(values.get("title", "")) or None
    return Candidate(address=address, title=title, is_comments=bool(_COMMENTS.search(f"{address} {title or ''}")))
