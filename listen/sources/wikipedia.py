"""Wikipedia: edits of the articles named, articles that speak of the brand, and links to its sites (no key).

An edit is a post: who changed the article about the brand, and what they said about it. So is an article that names
the brand or links to it: it is told once. Asked is MediaWiki's interface, in the languages of queries.yaml.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import quote

from listen.brand import Query, Settings
from listen.channel import Option, Words
from listen.errors import QueryRefused, RateLimited, Unreadable
from listen.model import Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.answers import Json, flag, read_json, table, tables, written
from listen.sources.shared.searching import our_names, searches
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import to_text
from listen.text.urls import host_of, safe_link

__all__ = ["Wikipedia"]

_ABILITIES = Abilities(source="wikipedia", phrase=True)
_SEARCH, _LINKS = "search: ", "links: "
_LIMIT = 50
_OVERLAP = timedelta(hours=1)
_PAUSE_S = 1.0
_BUSY = timedelta(minutes=15)
_FOR_NOW = frozenset({"ratelimited", "maxlag", "readonly"})


class Wikipedia:
    """Edits of articles; implements `Source`."""

    name = "wikipedia"
    title = "Wikipedia"
    is_on_by_default = False
    options = (
        Option(
            name="articles",
            about=Words("titles of articles to follow", "Titel der Artikel, denen gefolgt wird"),
            is_many=True,
        ),
    )
    blind = (Words("edits of articles that are not named", "Änderungen an Artikeln, die nicht genannt sind"),)

    def __init__(self, settings: Settings) -> None:
        chosen = settings.source(self.name)
        usual = tuple(f"https://{language}.wikipedia.org" for language in settings.languages)
        self._sites = tuple(base.rstrip("/") for base in chosen.bases) or usual
        self._articles = chosen.texts("articles")
        self._linked = settings.brand.sites
        self._pause_s = _PAUSE_S if chosen.pause_s is None else chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a wiki for each article named, each search, and each site of the brand.

        Edits and links concern every query that looks here.
        """
        names = our_names(queries)
        found = searches(queries, _ABILITIES)
        for site in self._sites:
            for article in self._articles:
                yield self._stream(site, clean_line(article), article, names)
            for text, asking in found.items():
                yield self._stream(site, f"{_SEARCH}{text}", text, asking)
            for linked in self._linked:
                yield self._stream(site, f"{_LINKS}{linked}", linked, names)

    def _stream(self, site: str, what: str, term: str, names: tuple[str, ...]) -> Stream:
        host = host_of(site) or site
        return Stream(
            source=self.name,
            key=f"{self.name} {site.removeprefix('https://')} {what}",
            host=host,
            address=f"{site}/w/api.php",
            term=term,
            queries=names,
            place=f"{host}: {what}",
        )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask for edits newest first, for articles those changed last first."""
        what = stream.key.removeprefix(f"{self.name} ").partition(" ")[2]
        if what.startswith((_SEARCH, _LINKS)):
            yield from self._articles_with(stream, checkpoint, fetcher, since, is_search=what.startswith(_SEARCH))
            return
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)

        def ask(after: str | None) -> Batch[str]:
            params = [
                ("action", "query"),
                ("prop", "revisions"),
                ("titles", stream.term or ""),
                ("rvprop", "ids|timestamp|user|comment|flags"),
                ("rvlimit", str(_LIMIT)),
                ("rvend", f"{low:%Y-%m-%dT%H:%M:%SZ}"),
                ("format", "json"),
                ("formatversion", "2"),
                ("maxlag", "5"),
            ]
            if after is not None:
                params.append(("rvcontinue", after))
            request = Request(url=stream.address, params=tuple(params), expect=Expect.JSON, pause_s=self._pause_s)
            return _batch(fetcher.get(request), stream)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def _articles_with(
        self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, since: datetime, *, is_search: bool
    ) -> Iterator[Page]:
        def ask(after: str | None) -> Batch[str]:
            term = stream.term or ""
            params = [
                ("action", "query"),
                ("list", "search"),
                # A list of links knows no dates: the first run would take old ones for new.
                ("srsearch", term if is_search else f'insource:"{term}"'),
                ("srwhat", "text"),
                ("srsort", "last_edit_desc"),
                ("srlimit", str(_LIMIT)),
                ("srprop", "timestamp|snippet"),
                ("format", "json"),
                ("formatversion", "2"),
                ("maxlag", "5"),
            ]
            if after is not None:
                params.append(("sroffset", after))
            request = Request(url=stream.address, params=tuple(params), expect=Expect.JSON, pause_s=self._pause_s)
            return _found(fetcher.get(request), stream)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)


def _body(answer: Answer, stream: Stream) -> Json:
    """Return the answer; errors come with a 200.

    Raises:
        SourceError: it is one, or no object.
    """
    body = read_json(answer)
    if not isinstance(body, dict):
        raise Unreadable("source.unreadable", host=stream.host, why="no object")
    code = written(table(body, "error"), "code")
    if code in _FOR_NOW:
        until = None if answer.date is None else answer.date + _BUSY
        raise RateLimited.at(stream.host, until)
    if code is not None:
        raise QueryRefused("source.query_refused", host=stream.host, why=clean_line(code), status=200, code=code)
    return body


def _found(answer: Answer, stream: Stream) -> Batch[str]:
    body = _body(answer, stream)
    found = table(body, "query").get("search")
    if not isinstance(found, list):
        raise Unreadable("source.unreadable", host=stream.host, why='no "search"')
    posts = tuple(post for one in tables(found) if (post := _article(one, stream)) is not None)
    following = written(table(body, "continue"), "sroffset")
    return Batch(posts=posts, seen=len(found), following=following if found else None, clock=answer.date)


def _article(hit: Json, stream: Stream) -> Post | None:
    number, title = written(hit, "pageid"), written(hit, "title")
    if number is None or title is None:
        return None
    site = stream.address.removesuffix("/w/api.php")
    return Post(
        source="wikipedia",
        native_id=clean_line(f"{stream.host} article {number}"),
        origin=stream.host,
        url=safe_link(f"{site}/wiki/{quote(title.replace(' ', '_'))}"),
        title=clean_line(title),
        text=clean_text(to_text(written(hit, "snippet") or "")),
        place=stream.host,
        published_at=read_date(hit.get("timestamp")),
        language_hint=stream.host.partition(".")[0] if stream.host.endswith("wikipedia.org") else None,
        # The whole article was searched, of which we see a passage.
        matched_by=stream.queries,
    )


def _batch(answer: Answer, stream: Stream) -> Batch[str]:
    body = _body(answer, stream)
    found = table(body, "query").get("pages")
    if not isinstance(found, list):
        raise Unreadable("source.unreadable", host=stream.host, why='no "pages"')
    article = next(iter(tables(found)), {})
    revisions = article.get("revisions", [])
    if not isinstance(revisions, list) or (not revisions and not article):
        raise Unreadable("source.unreadable", host=stream.host, why='no "revisions"')
    posts = tuple(post for one in tables(revisions) if (post := _post(one, article, stream)) is not None)
    following = written(table(body, "continue"), "rvcontinue")
    return Batch(posts=posts, seen=len(revisions), following=following if revisions else None, clock=answer.date)


def _post(edit: Json, article: Json, stream: Stream) -> Post | None:
    number, user = written(edit, "revid"), written(edit, "user")
    if number is None:
        return None
    title = clean_line(written(article, "title") or stream.term or "")
    site = stream.address.removesuffix("/w/api.php")
    return Post(
        source="wikipedia",
        native_id=clean_line(f"{stream.host} {number}"),
        origin=stream.host,
        url=safe_link(f"{site}/w/index.php?diff={number}"),
        title=title or None,
        text=clean_text(written(edit, "comment") or ""),
        author=None if user is None else clean_line(user) or None,
        author_url=None if user is None else safe_link(f"{site}/wiki/User:{quote(user)}"),
        place=stream.host,
        published_at=read_date(edit.get("timestamp")),
        language_hint=stream.host.partition(".")[0] if stream.host.endswith("wikipedia.org") else None,
        conversation_id=clean_line(f"{stream.host} {title}"),
        is_bot=flag(edit, "bot") is True,
        # The article is about the brand, whatever an edit's comment says.
        matched_by=stream.queries,
    )
