"""Reddit: posts found by search, with an application's key (OAuth, application only). There is no search for comments.

Without approval by Reddit there are no new keys; the keyless feed of a subreddit can be read as a feed, slowly.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Login, LoginField, Option, Words
from listen.errors import Unreadable
from listen.model import Page, Post, Stream
from listen.protocols import Answer, Fetcher
from listen.query.pushdown import Abilities
from listen.sources.reddit.access import Access
from listen.sources.reddit.dialogue import RedditDialogue
from listen.sources.reddit.things import is_gone, read_thing
from listen.sources.shared.access import needed
from listen.sources.shared.answers import read_json, table, tables, written
from listen.sources.shared.searching import searches
from listen.sources.shared.walk import Batch, walk_down
from listen.text.clean import clean_line
from listen.text.urls import host_of

__all__ = ["Reddit"]

_BASE = "https://oauth.reddit.com"
_TOKENS = "https://www.reddit.com"
_ABILITIES = Abilities(source="reddit", phrase=True, or_=True, groups=True, whole_words=True, max_length=480)
_LIMIT = 100
_OVERLAP = timedelta(hours=24)
"""The index lags, and moderators approve late."""

_AT_ONCE = 100


class Reddit(RedditDialogue):
    """Posts on Reddit; implements `Source`, `Account`, `Rechecking`, `Threaded` and `Answering`."""

    name = "reddit"
    title = "Reddit"
    is_on_by_default = False
    options = (
        Option(
            name="subreddits",
            about=Words("search only these, without r/", "nur diese durchsuchen, ohne r/"),
            is_many=True,
        ),
    )
    login = Login(
        fields=(
            LoginField(name="client_id", about=Words("client id of the app", "Client-ID der App"), is_secret=False),
            LoginField(name="client_secret", about=Words("secret of the app", "Geheimnis der App")),
        ),
        where=Words(
            "Reddit approves applications before they may ask; existing ones stand in the app preferences",
            "Reddit genehmigt Anwendungen, bevor sie fragen dürfen; vorhandene stehen in den App-Einstellungen",
        ),
        page="https://www.reddit.com/prefs/apps",
    )
    blind = (Words("comments, private subreddits", "Kommentare, private Subreddits"),)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        bases = settings.source(self.name).bases
        self._base = (bases[0] if bases else _BASE).rstrip("/")
        self._subreddits = settings.source(self.name).texts("subreddits")
        # A test server or proxy gives tokens and answers in one place.
        tokens = bases[0].rstrip("/") if bases else _TOKENS
        self._access = Access(settings, tokens, settings.source(self.name).pause_s)

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a search, in all of Reddit or in the subreddits named."""
        served = searches(queries, _ABILITIES)
        where = f"/r/{'+'.join(self._subreddits)}" if self._subreddits else ""
        prefix = self.name if self._base == _BASE else f"{self.name} {self._base}"
        for text, names in served.items():
            yield Stream(
                source=self.name,
                key=f"{prefix} {where} {text}".replace("  ", " "),
                host=host_of(self._base) or self._base,
                address=f"{self._base}{where}/search",
                term=text,
                queries=names,
                place=f"Reddit {where}: {text}".replace(" :", ":"),
            )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, down to a day before the newest post known."""

        def ask(after: str | None) -> Batch[str]:
            params = [
                ("q", stream.term or ""),
                ("sort", "new"),
                ("t", "all"),
                ("type", "link"),
                ("limit", str(_LIMIT)),
                ("raw_json", "1"),
            ]
            if self._subreddits:
                params.append(("restrict_sr", "true"))
            if after is not None:
                params.append(("after", after))
            return _batch(self._access.ask(stream.address, params, fetcher), stream.host)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Get a token, and say which application it belongs to."""
        self._access.renew(fetcher)
        return needed(self._settings, self.name, "client_id")

    def recheck(self, native_ids: Sequence[str], fetcher: Fetcher) -> Collection[str]:
        """Return those that were deleted or removed; Reddit asks everyone to follow suit."""
        gone: set[str] = set()
        for start in range(0, len(native_ids), _AT_ONCE):
            some = native_ids[start : start + _AT_ONCE]
            answer = self._access.ask(f"{self._base}/api/info", [("id", ",".join(some)), ("raw_json", "1")], fetcher)
            batch = _batch(answer, host_of(self._base) or self._base)
            gone |= set(batch.gone) | (set(some) - {post.native_id for post in batch.posts})
        return gone


def _batch(answer: Answer, host: str) -> Batch[str]:
    body = read_json(answer)
    data = table(body, "data") if isinstance(body, dict) else {}
    children = data.get("children")
    if not isinstance(children, list):
        raise Unreadable("source.unreadable", host=host, why='no "children"')
    posts: list[Post] = []
    gone: list[str] = []
    for child in tables(children):
        said = table(child, "data")
        name = written(said, "name")
        if name is not None and is_gone(said):
            gone.append(clean_line(name))
        elif (post := read_thing(said)) is not None:
            posts.append(post)
    # A full page may hold more or fewer than asked for: only `after` says whether there is another.
    return Batch(
        posts=tuple(posts),
        seen=len(children),
        following=written(data, "after") if children else None,
        clock=answer.date,
        gone=tuple(gone),
    )
