"""YouTube: videos found by search, with a key of the Data API v3. A hundred searches a day; the books are kept.

The terms allow no sentiment on viewers' comments without an agreement, and want stored data refreshed or deleted after
30 days: this source brings videos only.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from html import unescape

from listen.brand import Query, Settings
from listen.channel import Charge, Kind, Login, LoginField, Option, Words
from listen.errors import LoginNeeded, Unreadable
from listen.model import Engagement, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.access import base_of, needed
from listen.sources.shared.answers import Json, count, read_json, table, tables, written
from listen.sources.shared.searching import our_names, search_streams
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.urls import host_of, safe_link

__all__ = ["YouTube"]

_BASE = "https://www.googleapis.com/youtube/v3"
_SITE = "https://www.youtube.com"
_ABILITIES = Abilities(source="youtube", phrase=True, or_=True, or_sign="|", whole_words=True)
_RESULTS = 50
_OVERLAP = timedelta(hours=48)
_SEARCHES_A_DAY = 90
"""Of a hundred: some are left for a person who tries something out."""

_MOST_PAGES = 3
_COMMENTS = "commentThreads"
_THREADS = 100
_VIDEO_ID = 11
"""Letters of a video's id; those of comments are longer."""

_ZONE = "America/Los_Angeles"


class YouTube:
    """Videos on YouTube; implements `Source`, `Account` and `Rechecking`."""

    name = "youtube"
    title = "YouTube"
    is_on_by_default = False
    keep_days = 30
    """The developer policies let nobody keep data for longer without asking again."""
    options = (
        Option(
            name="searches_a_day",
            about=Words("searches it may cost a day", "Suchen, die es am Tag kosten darf"),
            kind=Kind.NUMBER,
        ),
        Option(
            name="channels",
            about=Words(
                "your own channels (UC…): every comment under their videos is heard",
                "eigene Kanäle (UC…): jeder Kommentar unter ihren Videos wird gehört",
            ),
            is_many=True,
        ),
    )
    login = Login(
        fields=(LoginField(name="key", about=Words("API key", "API-Schlüssel")),),
        where=Words(
            "Make a project in the Google Cloud console, switch on YouTube Data API v3 and make an API key",
            "In der Google-Cloud-Konsole ein Projekt anlegen, YouTube Data API v3 einschalten, API-Schlüssel anlegen",
        ),
        page="https://console.cloud.google.com/apis/credentials",
    )
    blind = (
        Words(
            "what is said in videos, and comments on channels that are not named",
            "was in Videos gesagt wird, und Kommentare auf nicht genannten Kanälen",
        ),
    )

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        chosen = settings.source(self.name)
        self._base = base_of(settings, self.name, _BASE)
        self._host = host_of(self._base) or self._base
        self._limit = int(chosen.number("searches_a_day", _SEARCHES_A_DAY))
        self._channels = chosen.texts("channels")
        self._pause_s = chosen.pause_s
        self._language = settings.languages[0] if settings.languages else "de"
        self._region = settings.region

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a search, and one a channel whose comments are heard."""
        names_of_all = our_names(queries)
        for channel in self._channels:
            yield Stream(
                source=self.name,
                key=f"{self.name} comments {clean_line(channel)}",
                host=self._host,
                address=f"{self._base}/{_COMMENTS}",
                term=channel,
                queries=names_of_all,
                place=f"YouTube: {clean_line(channel)}",
            )
        yield from search_streams(
            queries,
            _ABILITIES,
            name=self.name,
            title=self.title,
            base=self._base,
            usual=_BASE,
            path="/search",
        )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, from two days before the newest video known; every page is a search of the day's budget.

        Comments come from another, larger budget.
        """
        if stream.address.endswith(_COMMENTS):
            yield from self._comments(stream, checkpoint, fetcher, since)
            return
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)

        def ask(token: str | None) -> Batch[str]:
            params = [
                ("part", "snippet"),
                ("type", "video"),
                ("order", "date"),
                ("q", stream.term or ""),
                ("publishedAfter", low.strftime("%Y-%m-%dT%H:%M:%SZ")),
                ("maxResults", str(_RESULTS)),
                ("regionCode", self._region),
                ("relevanceLanguage", self._language),
            ]
            if token is not None:
                params.append(("pageToken", token))
            charge = Charge(account="searches", amount=1, limit=self._limit, zone=_ZONE)
            return self._batch(fetcher.get(self._request("search", params, charge=charge)), fetcher)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP, most_pages=_MOST_PAGES)

    def _comments(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, since: datetime) -> Iterator[Page]:
        def ask(token: str | None) -> Batch[str]:
            params = [
                ("part", "snippet,replies"),
                ("allThreadsRelatedToChannelId", stream.term or ""),
                ("order", "time"),
                ("textFormat", "plainText"),
                ("maxResults", str(_THREADS)),
            ]
            if token is not None:
                params.append(("pageToken", token))
            answer = fetcher.get(self._request(_COMMENTS, params))
            body = read_json(answer)
            if not isinstance(body, dict) or not isinstance(body.get("items"), list):
                raise Unreadable("source.unreadable", host=self._host, why='no "items"')
            found = body["items"]
            read = [list(_thread(thread, stream)) for thread in tables(found)]
            return Batch(
                posts=tuple(post for posts in read for post in posts),
                # Answers come within their thread, and are posts as well.
                seen=sum(max(1, len(posts)) for posts in read) + len(found) - len(read),
                following=written(body, "nextPageToken") if found else None,
                clock=answer.date,
            )

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Try the key with the cheapest question there is."""
        answer = fetcher.get(self._request("videoCategories", [("part", "snippet"), ("regionCode", self._region)]))
        body = read_json(answer)
        if not isinstance(body, dict) or not isinstance(body.get("items"), list):
            raise LoginNeeded("source.login_needed", host=self._host, status=answer.status)
        return "YouTube Data API v3"

    def recheck(self, native_ids: Sequence[str], fetcher: Fetcher) -> Collection[str]:
        """Return those that YouTube no longer lists: deleted or private."""
        gone: set[str] = set()
        videos = [one for one in native_ids if len(one) <= _VIDEO_ID]
        for start in range(0, len(videos), _RESULTS):
            some = videos[start : start + _RESULTS]
            gone |= set(some) - self._details(some, fetcher).keys()
        return gone

    def _request(self, method: str, params: Sequence[tuple[str, str]], *, charge: Charge | None = None) -> Request:
        headers = {"X-Goog-Api-Key": needed(self._settings, self.name, "key")}
        return Request(
            url=f"{self._base}/{method}",
            params=tuple(params),
            headers=headers,
            expect=Expect.JSON,
            pause_s=self._pause_s,
            charge=charge,
        )

    def _batch(self, answer: Answer, fetcher: Fetcher) -> Batch[str]:
        body = read_json(answer)
        if not isinstance(body, dict) or not isinstance(body.get("items"), list):
            raise Unreadable("source.unreadable", host=self._host, why='no "items"')
        found = body["items"]
        ids = [one for hit in tables(found) if (one := written(table(hit, "id"), "videoId")) is not None]
        # Search cuts descriptions; the videos themselves are asked for, fifty for one unit.
        details = self._details(ids, fetcher) if ids else {}
        posts = []
        for hit in tables(found):
            native_id = written(table(hit, "id"), "videoId")
            if native_id is not None and (post := _post(native_id, hit, details.get(native_id, {}))) is not None:
                posts.append(post)
        following = written(body, "nextPageToken") if found else None
        return Batch(posts=tuple(posts), seen=len(found), following=following, clock=answer.date)

    def _details(self, ids: Sequence[str], fetcher: Fetcher) -> dict[str, Json]:
        body = read_json(fetcher.get(self._request("videos", [("part", "snippet,statistics"), ("id", ",".join(ids))])))
        if not isinstance(body, dict) or not isinstance(body.get("items"), list):
            raise Unreadable("source.unreadable", host=self._host, why='no "items"')
        return {one: video for video in tables(body["items"]) if (one := written(video, "id")) is not None}


def _post(native_id: str, hit: Json, video: Json) -> Post | None:
    brief = table(hit, "snippet")
    snippet = table(video, "snippet") or brief
    # Search escapes titles, the list of videos does not.
    title = written(table(video, "snippet"), "title") or unescape(written(brief, "title") or "")
    if not title:
        return None
    counts, channel = table(video, "statistics"), written(snippet, "channelId")
    author = written(snippet, "channelTitle")
    tags = snippet.get("tags")
    return Post(
        source="youtube",
        native_id=clean_line(native_id),
        origin="youtube",
        url=safe_link(f"{_SITE}/watch?v={native_id}"),
        title=clean_line(title),
        text=clean_text(written(snippet, "description") or ""),
        author=None if author is None else clean_line(author) or None,
        author_url=None if channel is None else safe_link(f"{_SITE}/channel/{channel}"),
        place="YouTube",
        published_at=read_date(snippet.get("publishedAt")),
        language_hint=written(snippet, "defaultAudioLanguage") or written(snippet, "defaultLanguage"),
        tags=tuple(clean_line(tag) for tag in tags if isinstance(tag, str) and clean_line(tag))
        if isinstance(tags, list)
        else (),
        engagement=Engagement(
            views=count(counts, "viewCount"), likes=count(counts, "likeCount"), replies=count(counts, "commentCount")
        ),
    )


def _thread(thread: Json, stream: Stream) -> Iterator[Post]:
    """Yield the comment on top, and the answers that come with it."""
    snippet = table(thread, "snippet")
    top, video = table(snippet, "topLevelComment"), written(snippet, "videoId")
    for comment in (top, *tables(table(thread, "replies").get("comments"))):
        if (post := _comment(comment, video, stream)) is not None:
            yield post


def _comment(comment: Json, video: str | None, stream: Stream) -> Post | None:
    native_id, snippet = written(comment, "id"), table(comment, "snippet")
    text = written(snippet, "textOriginal") or written(snippet, "textDisplay")
    if native_id is None or text is None:
        return None
    published, updated = read_date(snippet.get("publishedAt")), read_date(snippet.get("updatedAt"))
    author = written(snippet, "authorDisplayName")
    return Post(
        source="youtube",
        native_id=clean_line(native_id),
        origin="youtube",
        url=None if video is None else safe_link(f"{_SITE}/watch?v={video}&lc={native_id}"),
        title=None,
        text=clean_text(text),
        author=None if author is None else clean_line(author) or None,
        author_url=safe_link(written(snippet, "authorChannelUrl") or ""),
        place="YouTube",
        published_at=published,
        edited_at=updated if updated != published else None,
        engagement=Engagement(likes=count(snippet, "likeCount")),
        conversation_id=video,
        reply_to_id=written(snippet, "parentId"),
        # It stands on our own channel, whatever its words are.
        matched_by=stream.queries,
    )
