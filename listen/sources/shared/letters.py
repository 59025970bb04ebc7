"""Letters as posts: an alert mail is the articles that it names, any other letter is one post."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import islice

from listen.mailbox.letters import Letter
from listen.model import Post
from listen.text.clean import clean_line, clean_text
from listen.text.html import to_text
from listen.text.urls import canonical, host_of, safe_link, unwrapped

__all__ = ["posts_of"]

_MOST_ITEMS = 200
_ANCHOR = re.compile(r"<a\s([^<>]{1,4000})>", re.IGNORECASE)
_CLOSED = re.compile("</a", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s{0,3}=\s{0,3}(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_LONGEST_WORDS = 2_000
_LEAST_WORDS = 15
"""Letters of a link's words from which it is a headline."""

_ALERTS = ("google.com", "talkwalker.com")


def posts_of(letter: Letter, source: str, origin: str, senders: Sequence[str] = ()) -> tuple[Post, ...]:
    """Return what a letter says as posts: the articles of an alert, or the letter itself; nothing from other senders.

    Args:
        letter: as read.
        source: which brought it.
        origin: who vouches for it: the server, or the file.
        senders: domains that count; empty for all.
    """
    if senders and not any(_is_from(letter.domain, one) for one in senders):
        return ()
    articles = tuple(_articles(letter, source, origin)) if any(_is_from(letter.domain, one) for one in _ALERTS) else ()
    if articles:
        return articles
    return (
        Post(
            source=source,
            native_id=clean_line(letter.identity),
            origin=origin,
            url=None,
            title=letter.subject,
            text=letter.text,
            author=letter.sender,
            place=letter.group or letter.sender or letter.domain or None,
            published_at=letter.sent_at,
            links=_links(letter),
        ),
    )


def _is_from(domain: str, wanted: str) -> bool:
    return domain == wanted or domain.endswith(f".{wanted}")


def _anchors(letter: Letter) -> Iterator[tuple[str, str, int]]:
    """Yield address (unwrapped), words and end of each link in the HTML."""
    starts = list(islice(_ANCHOR.finditer(letter.html), _MOST_ITEMS))
    for place, found in enumerate(starts):
        # Its words end where it ends, or where the next one begins: each letter is looked at once.
        stop = starts[place + 1].start() if place + 1 < len(starts) else len(letter.html)
        closed = _CLOSED.search(letter.html, found.end(), stop)
        end = stop if closed is None else closed.start()
        words = letter.html[found.end() : end]
        href = _HREF.search(found.group(1))
        link = None if href is None else safe_link(unwrapped(unescape(href.group(1) or href.group(2) or "")))
        if link is not None:
            yield link, clean_line(to_text(words[:_LONGEST_WORDS])), end


def _links(letter: Letter) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link for link, _, _ in _anchors(letter)))[:50]


def _articles(letter: Letter, source: str, origin: str) -> Iterator[Post]:
    """Yield the articles that an alert names: links with words, to anywhere but the alerts' own sites."""
    anchors = [
        (link, words, end)
        for link, words, end in _anchors(letter)
        if len(words) >= _LEAST_WORDS and not any(_is_from(host_of(link) or "", one) for one in _ALERTS)
    ]
    seen: set[str] = set()
    for place, (link, words, end) in enumerate(anchors):
        identity = canonical(link) or link
        if identity in seen:
            continue
        seen.add(identity)
        stop = anchors[place + 1][2] if place + 1 < len(anchors) else len(letter.html)
        said = to_text(letter.html[end:stop]).replace(anchors[place + 1][1] if place + 1 < len(anchors) else "\0", "")
        yield Post(
            source=source,
            native_id=identity,
            origin=origin,
            url=link,
            title=words,
            text=clean_text(said, limit=2_000),
            place=host_of(link),
            published_at=letter.sent_at,
            links=(link,),
        )
