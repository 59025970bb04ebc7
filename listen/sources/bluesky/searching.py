"""Bluesky: search for posts with an app password (lexicon app.bsky.feed.searchPosts).

The search behind a server may ignore every bound, so everything is bounded and checked here as well.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Login, LoginField, Words
from listen.errors import Unreadable
from listen.model import Page, Stream
from listen.protocols import Answer, Fetcher
from listen.query.pushdown import Abilities
from listen.sources.bluesky.dialogue import BlueskyDialogue
from listen.sources.bluesky.session import Session
from listen.sources.bluesky.views import read_post
from listen.sources.shared.access import base_of, key
from listen.sources.shared.answers import read_json, tables, written
from listen.sources.shared.searching import search_streams
from listen.sources.shared.walk import Batch, low_mark, walk_down

__all__ = ["Bluesky"]

_BASE = "https://bsky.social"
_ABILITIES = Abilities(source="bluesky", phrase=True)
_LIMIT = 100
_OVERLAP = timedelta(hours=6)
_AT_ONCE = 25
"""Posts that one look-up may ask for."""


class Bluesky(BlueskyDialogue):
    """Posts on Bluesky; implements `Source`, `Account`, `Rechecking`, `Threaded` and `Answering`."""

    name = "bluesky"
    title = "Bluesky"
    is_on_by_default = False
    login = Login(
        fields=(
            LoginField(
                name="handle",
                about=Words("handle, e.g. you.bsky.social", "Handle, z. B. du.bsky.social"),
                is_secret=False,
            ),
            LoginField(name="app_password", about=Words("app password", "App-Passwort")),
        ),
        where=Words(
            "Make an app password under Settings, Privacy and security; never use the main password",
            "App-Passwort anlegen unter Einstellungen, Datenschutz und Sicherheit; nie das Hauptpasswort nehmen",
        ),
        page="https://bsky.app/settings/app-passwords",
    )

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        # Who answers may be at home elsewhere; keys for listening never name a server.
        self._base = (key(settings, self.name, "server") or base_of(settings, self.name, _BASE)).rstrip("/")
        self._session = Session(settings, self._base, settings.source(self.name).pause_s)

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a search; searches that several queries need appear once."""
        return search_streams(
            queries,
            _ABILITIES,
            name=self.name,
            title=self.title,
            base=self._base,
            usual=_BASE,
            path="/xrpc/app.bsky.feed.searchPosts",
        )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, down to six hours before the newest post known."""
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)

        def ask(cursor: str | None) -> Batch[str]:
            params = [
                ("q", stream.term or ""),
                ("sort", "latest"),
                ("limit", str(_LIMIT)),
                ("since", low.strftime("%Y-%m-%dT%H:%M:%SZ")),
            ]
            if cursor is not None:
                params.append(("cursor", cursor))
            return _batch(self._session.ask(stream.address, params, fetcher), stream.host)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Log in and return the handle."""
        return self._session.log_in(fetcher)

    def recheck(self, native_ids: Sequence[str], fetcher: Fetcher) -> Collection[str]:
        """Return those that the network no longer gives; it answers for what is there and is silent on the rest."""
        gone: set[str] = set()
        for start in range(0, len(native_ids), _AT_ONCE):
            some = native_ids[start : start + _AT_ONCE]
            url = self._session.at("app.bsky.feed.getPosts")
            body = read_json(self._session.ask(url, [("uris", uri) for uri in some], fetcher))
            if not isinstance(body, dict) or not isinstance(body.get("posts"), list):
                raise Unreadable("source.unreadable", host=self._session.host, why='no "posts"')
            gone |= set(some) - {written(post, "uri") for post in tables(body["posts"])}
        return gone


def _batch(answer: Answer, host: str) -> Batch[str]:
    body = read_json(answer)
    if not isinstance(body, dict) or not isinstance(body.get("posts"), list):
        raise Unreadable("source.unreadable", host=host, why='no "posts"')
    found = body["posts"]
    posts = [post for one in tables(found) if (post := read_post(one)) is not None]
    return Batch(
        posts=tuple(posts), seen=len(found), following=written(body, "cursor") if found else None, clock=answer.date
    )
