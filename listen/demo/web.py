"""The little web: a server on loopback that answers like feeds, Hacker News search and a Mastodon server."""

import threading
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from listen.demo import formats
from listen.demo.posts import PLACES, posts_at

__all__ = ["DemoWeb"]

_TAGS = "/api/v1/timelines/tag/"
_END_OF_TIME = 2**40

_Asked = dict[str, str]


class DemoWeb:
    """The web while the `with` lasts.

    Args:
        now: aware UTC; the posts are as many hours older as they say.

    Attributes:
        base: its address, `http://127.0.0.1:PORT`.
    """

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="demo-web", daemon=True
        )
        self.base = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str, asked: _Asked) -> tuple[str, bytes] | None:
        """Return content type and body for a path; None when nothing is there."""
        if path.startswith(_TAGS):
            return "application/json; charset=utf-8", self._timeline(unquote(path.removeprefix(_TAGS)), asked)
        found = self._pages.get(path)
        if found is None:
            return None
        kind, make = found
        body = make(asked)
        return None if body is None else (kind, body)

    @property
    def _pages(self) -> dict[str, tuple[str, Callable[[_Asked], bytes | None]]]:
        rss, json = "application/rss+xml; charset=UTF-8", "application/json; charset=utf-8"
        return {
            "/baublog/feed/": (rss, lambda asked: self._rss("baublog", asked)),
            "/kreisbote/rss.xml": (rss, lambda asked: self._rss("kreisbote", asked)),
            "/luftikus/feed/": (rss, lambda asked: self._rss("luftikus", asked)),
            "/fachblatt/atom.xml": (
                "application/atom+xml",
                lambda _: formats.atom(PLACES["fachblatt"], posts_at("fachblatt"), self._now),
            ),
            "/ductworks/feed.json": (
                "application/feed+json",
                lambda _: formats.json_feed(PLACES["ductworks"], posts_at("ductworks"), self._now),
            ),
            "/hn/api/v1/search_by_date": (json, self._hackernews),
            "/api/v2/instance": (json, lambda _: formats.instance()),
        }

    def _rss(self, place: str, asked: _Asked) -> bytes | None:
        return formats.rss(PLACES[place], posts_at(place), self._now, page=_whole(asked.get("paged"), 1))

    def _hackernews(self, asked: _Asked) -> bytes:
        after, before = 0, _END_OF_TIME
        for bound in asked.get("numericFilters", "").split(","):
            if bound.startswith("created_at_i>"):
                after = _whole(bound.removeprefix("created_at_i>"), 0)
            elif bound.startswith("created_at_i<="):
                before = _whole(bound.removeprefix("created_at_i<="), before)
        return formats.hackernews(
            posts_at("hackernews"),
            self._now,
            query=asked.get("query", ""),
            is_prefix=asked.get("queryType") == "prefixAll",
            after=after,
            before=before,
            page=_whole(asked.get("page"), 0),
            per_page=max(1, _whole(asked.get("hitsPerPage"), 20)),
        )

    def _timeline(self, tag: str, asked: _Asked) -> bytes:
        wanted = f"#{tag.casefold()}"
        posts = [
            post
            for post in posts_at("mastodon")
            if any(word.strip(".,!?:").casefold() == wanted for word in post.text.split())
        ]
        limit = min(40, max(1, _whole(asked.get("limit"), 20)))
        if "max_id" in asked:
            posts = [one for one in posts if formats.mastodon_id(one, self._now) < _whole(asked["max_id"], 0)]
        if "since_id" in asked:
            posts = [one for one in posts if formats.mastodon_id(one, self._now) > _whole(asked["since_id"], 0)]
        if "min_id" in asked:
            posts = [one for one in posts if formats.mastodon_id(one, self._now) > _whole(asked["min_id"], 0)][-limit:]
        return formats.mastodon(posts[:limit], self._now, self.base)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
                found = web.answer(parts.path, asked)
                if found is None:
                    self._send(404, "text/plain", b"nothing here\n")
                    return
                kind, body = found
                mark = f'"{blake2b(body, digest_size=8).hexdigest()}"'
                if self.headers.get("If-None-Match") == mark:
                    self._send(304, kind, b"", mark)
                else:
                    self._send(200, kind, body, mark)

            def _send(self, status: int, kind: str, body: bytes, mark: str | None = None) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                if mark is not None:
                    self.send_header("ETag", mark)
                    self.send_header("Last-Modified", format_datetime(web._now, usegmt=True))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing: the terminal belongs to the person."""

        return Handler


def _whole(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.isascii() and value.isdigit() else default
