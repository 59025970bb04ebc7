"""A status as servers that speak Mastodon's language give it, read with suspicion; and how they are asked."""

from collections.abc import Sequence
from http import HTTPStatus

from listen.errors import LoginNeeded, QueryRefused
from listen.model import Engagement, Post
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.sources.shared.answers import Json, count, flag, table, tables, written
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import links_in, to_text
from listen.text.urls import host_of, safe_link

__all__ = ["ask", "author_of", "is_public", "read_status", "told"]

_MOST_TAGS = 50


def ask(
    url: str,
    params: Sequence[tuple[str, str]],
    fetcher: Fetcher,
    *,
    token: str | None,
    pause_s: float | None = None,
) -> Answer:
    """Ask with the token when there is one.

    Raises:
        LoginNeeded: 401, 403; and 422 with a token: it is wrong (snac), or no person's (Mastodon).
        SourceError: as the door.
    """
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    request = Request(url=url, params=tuple(params), headers=headers, expect=Expect.JSON, pause_s=pause_s)
    try:
        return fetcher.get(request)
    except QueryRefused as error:
        if token is None or error.values.get("status") != HTTPStatus.UNPROCESSABLE_ENTITY:
            raise
        raise LoginNeeded("source.login_needed", host=host_of(url) or url, status=422) from error


def told(status: Json) -> Json:
    """Return the post itself: a boost is an empty shell around it."""
    return table(status, "reblog") or status


def read_status(status: Json, host: str) -> Post | None:
    """Return the post; None when there is nothing to read. `host` is who vouches for it."""
    said = told(status)
    account = table(said, "account")
    native_id = written(said, "uri") or written(said, "url")
    html = written(said, "content") or ""
    media = [written(one, "description") for one in tables(said.get("media_attachments"))]
    text = "\n\n".join(part for part in (_warning(said), to_text(html), *media) if part)
    if native_id is None or not account or not text.strip():
        return None
    tags = [written(one, "name") for one in tables(said.get("tags"))]
    return Post(
        source="mastodon",
        native_id=clean_line(native_id),
        origin=host,
        url=safe_link(written(said, "url") or native_id),
        title=None,
        text=clean_text(text),
        author=author_of(account, host),
        author_url=safe_link(written(account, "url") or ""),
        # Where it was written, not where we read it.
        place=host_of(written(said, "url") or native_id) or host,
        published_at=read_date(said.get("created_at")),
        edited_at=read_date(said.get("edited_at")),
        language_hint=written(said, "language"),
        tags=tuple(clean_line(tag) for tag in tags[:_MOST_TAGS] if tag),
        links=links_in(html),
        engagement=Engagement(
            likes=count(said, "favourites_count"),
            shares=count(said, "reblogs_count"),
            replies=count(said, "replies_count"),
        ),
        conversation_id=written(table(said, "pleroma"), "conversation_id"),
        reply_to_id=written(said, "in_reply_to_id"),
        is_bot=flag(account, "bot") is True,
    )


def _warning(said: Json) -> str:
    return to_text(written(said, "spoiler_text") or "")


def author_of(account: Json, host: str) -> str | None:
    """Return how an account is called from anywhere: `@name@server`."""
    name = written(account, "acct") or written(account, "username")
    if name is None:
        return None
    return clean_line(f"@{name}" if "@" in name else f"@{name}@{host}") or None


def is_public(status: Json) -> bool:
    """Return False for what is for followers or for one person only."""
    return written(told(status), "visibility") in {None, "public", "unlisted"}
