"""Bluesky: search for posts with an app password (lexicon app.bsky.feed.searchPosts).

A session is kept and renewed: logging in anew in each run would use up a day's budget of logins. The search behind a
server may ignore every bound, so everything is bounded and checked here as well.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Login, LoginField, Words
from listen.errors import LoginNeeded, QueryRefused, Unreadable
from listen.model import Engagement, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.access import base_of, json_request, key, needed
from listen.sources.shared.answers import Json, count, read_json, table, tables, written
from listen.sources.shared.searching import search_streams
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.urls import host_of, safe_link

__all__ = ["Bluesky"]

_BASE = "https://bsky.social"
_ABILITIES = Abilities(source="bluesky", phrase=True)
_LIMIT = 100
_OVERLAP = timedelta(hours=6)
_AT_ONCE = 25
"""Posts that one look-up may ask for."""

_WORN_OUT = frozenset({"ExpiredToken", "InvalidToken"})


class Bluesky:
    """Posts on Bluesky; implements `Source`, `Account` and `Rechecking`."""

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
        self._base = base_of(settings, self.name, _BASE)
        self._host = host_of(self._base) or self._base
        self._pause_s = settings.source(self.name).pause_s

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
            return _batch(self._ask(stream.address, params, fetcher), stream.host)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Log in and return the handle."""
        return self._log_in(fetcher)[1]

    def recheck(self, native_ids: Sequence[str], fetcher: Fetcher) -> Collection[str]:
        """Return those that the network no longer gives; it answers for what is there and is silent on the rest."""
        gone: set[str] = set()
        for start in range(0, len(native_ids), _AT_ONCE):
            some = native_ids[start : start + _AT_ONCE]
            body = read_json(self._ask(self._at("app.bsky.feed.getPosts"), [("uris", uri) for uri in some], fetcher))
            if not isinstance(body, dict) or not isinstance(body.get("posts"), list):
                raise Unreadable("source.unreadable", host=self._host, why='no "posts"')
            gone |= set(some) - {written(post, "uri") for post in tables(body["posts"])}
        return gone

    def _at(self, method: str) -> str:
        return f"{self._base}/xrpc/{method}"

    def _ask(self, url: str, params: Sequence[tuple[str, str]], fetcher: Fetcher) -> Answer:
        """Ask with the session at hand; renew it once when the service says that it is worn out."""
        token = self._kept("access") or self._renewed(fetcher)
        try:
            return fetcher.get(self._request(url, params, token))
        except (LoginNeeded, QueryRefused) as error:
            if isinstance(error, QueryRefused) and error.values.get("code") not in _WORN_OUT:
                raise
            try:
                token = self._renewed(fetcher)
            except LoginNeeded as further:
                raise (error if isinstance(error, LoginNeeded) else further) from further
        return fetcher.get(self._request(url, params, token))

    def _request(self, url: str, params: Sequence[tuple[str, str]], token: str) -> Request:
        return Request(
            url=url,
            params=tuple(params),
            headers={"Authorization": f"Bearer {token}"},
            expect=Expect.JSON,
            pause_s=self._pause_s,
        )

    def _kept(self, part: str) -> str | None:
        try:
            session = json.loads(key(self._settings, self.name, "session") or "{}")
        except (ValueError, RecursionError):
            return None
        return written(session, part) if isinstance(session, dict) else None

    def _renewed(self, fetcher: Fetcher) -> str:
        """Return a fresh access token: from the refresh token, else by logging in."""
        refresh = self._kept("refresh")
        if refresh is not None:
            request = Request(
                url=self._at("com.atproto.server.refreshSession"),
                headers={"Authorization": f"Bearer {refresh}"},
                expect=Expect.JSON,
                body=b"",
            )
            try:
                return self._keep(fetcher.get(request))[0]
            except (LoginNeeded, QueryRefused):
                self._settings.keys.keep(self.name, "session", None)
        return self._log_in(fetcher)[0]

    def _log_in(self, fetcher: Fetcher) -> tuple[str, str]:
        password = needed(self._settings, self.name, "app_password")
        content = {"identifier": needed(self._settings, self.name, "handle"), "password": password}
        return self._keep(
            fetcher.get(json_request(self._at("com.atproto.server.createSession"), content, secrets=(password,)))
        )

    def _keep(self, answer: Answer) -> tuple[str, str]:
        """Keep a session and return its access token and handle."""
        body = read_json(answer)
        found = body if isinstance(body, dict) else {}
        access, refresh = written(found, "accessJwt"), written(found, "refreshJwt")
        if access is None or refresh is None:
            raise Unreadable("source.unreadable", host=self._host, why='no "accessJwt"')
        self._settings.keys.keep(self.name, "session", json.dumps({"access": access, "refresh": refresh}))
        return access, written(found, "handle") or written(found, "did") or ""


def _batch(answer: Answer, host: str) -> Batch[str]:
    body = read_json(answer)
    if not isinstance(body, dict) or not isinstance(body.get("posts"), list):
        raise Unreadable("source.unreadable", host=host, why='no "posts"')
    found = body["posts"]
    posts = [post for one in tables(found) if (post := _post(one)) is not None]
    return Batch(
        posts=tuple(posts), seen=len(found), following=written(body, "cursor") if found else None, clock=answer.date
    )


def _post(view: Json) -> Post | None:
    uri, author, record = written(view, "uri"), table(view, "author"), table(view, "record")
    text = record.get("text")
    parts = clean_line(uri or "").removeprefix("at://").split("/")
    if uri is None or not isinstance(text, str) or len(parts) != 3:  # noqa: PLR2004 (at://who/what/which)
        return None
    who, which = parts[0], parts[2]
    external = table(table(view, "embed"), "external") or table(table(table(view, "embed"), "media"), "external")
    alts = [written(one, "alt") for one in tables(table(view, "embed").get("images"))]
    attached = [written(external, "title"), written(external, "description"), *alts]
    handle = written(author, "handle")
    languages = record.get("langs")
    reply = table(record, "reply")
    arrived, claimed = read_date(view.get("indexedAt")), read_date(record.get("createdAt"))
    return Post(
        source="bluesky",
        native_id=clean_line(uri),
        origin="bluesky",
        url=safe_link(f"https://bsky.app/profile/{who}/post/{which}"),
        title=None,
        text=clean_text("\n\n".join(part for part in (text, *attached) if part)),
        author=None if handle is None else clean_line(f"@{handle}") or None,
        author_url=safe_link(f"https://bsky.app/profile/{who}"),
        place="Bluesky",
        # Whoever writes may claim any time; nobody can claim to have been indexed.
        published_at=min((at for at in (arrived, claimed) if at is not None), default=None),
        language_hint=languages[0]
        if isinstance(languages, list) and languages and isinstance(languages[0], str)
        else None,
        tags=_features(record, "tag"),
        links=tuple(
            dict.fromkeys(
                link
                for uri_ in (*_features(record, "uri"), written(external, "uri") or "")
                if (link := safe_link(uri_)) is not None
            )
        ),
        engagement=Engagement(
            likes=count(view, "likeCount"), shares=count(view, "repostCount"), replies=count(view, "replyCount")
        ),
        conversation_id=written(table(reply, "root"), "uri") or clean_line(uri),
        reply_to_id=written(table(reply, "parent"), "uri"),
    )


def _features(record: Json, name: str) -> tuple[str, ...]:
    """Return what the marked places of a text stand for: whole addresses, tags without #."""
    found = (
        written(feature, name) for facet in tables(record.get("facets")) for feature in tables(facet.get("features"))
    )
    return tuple(dict.fromkeys(clean_line(one) for one in found if one))
