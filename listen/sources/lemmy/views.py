"""A post or comment as Lemmy servers give it, read with suspicion."""

from listen.model import Engagement, Post
from listen.sources.shared.answers import Json, count, flag, table, written
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.urls import host_of, safe_link

__all__ = ["read_view"]


def read_view(view: Json, said: Json, host: str) -> Post | None:
    """Return what `said`, the post or comment of `view`, is; None when there is nothing to read."""
    native_id = written(said, "ap_id")
    is_comment = bool(table(view, "comment"))
    title = written(table(view, "post"), "name")
    text = written(said, "content") if is_comment else written(said, "body")
    if native_id is None or (title is None and text is None):
        return None
    creator, counts = table(view, "creator"), table(view, "counts")
    linked = None if is_comment else safe_link(written(said, "url") or "")
    home = host_of(native_id) or host
    return Post(
        source="lemmy",
        native_id=clean_line(native_id),
        origin=host,
        url=safe_link(native_id),
        title=None if title is None else clean_line(title) or None,
        text=clean_text(text or ""),
        author=_author(creator, home),
        author_url=safe_link(written(creator, "actor_id") or written(creator, "ap_id") or ""),
        place=clean_line(written(table(view, "community"), "title") or home),
        published_at=read_date(said.get("published") or said.get("published_at")),
        edited_at=read_date(said.get("updated") or said.get("updated_at")),
        links=() if linked is None else (linked,),
        engagement=Engagement(
            likes=count(counts, "upvotes"),
            replies=count(counts, "child_count" if is_comment else "comments"),
            score=count(counts, "score"),
        ),
        conversation_id=written(table(view, "post"), "ap_id"),
        reply_to_id=written(said, "path") if is_comment else None,
        is_bot=flag(creator, "bot_account") is True,
    )


def _author(creator: Json, home: str) -> str | None:
    name = written(creator, "name")
    if name is None:
        return None
    server = host_of(written(creator, "actor_id") or written(creator, "ap_id") or "") or home
    return clean_line(f"@{name}@{server}") or None
