"""A post or comment as WordPress sites give it, read with suspicion."""

from listen.model import Post
from listen.sources.shared.answers import Json, count, table, written
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import links_in, to_text
from listen.text.urls import safe_link

__all__ = ["read_item"]


def read_item(said: Json, host: str) -> Post | None:
    """Return the post or comment; None when there is nothing to read."""
    number, link = written(said, "id"), written(said, "link") or ""
    html = written(table(said, "content"), "rendered") or written(table(said, "excerpt"), "rendered") or ""
    title = written(table(said, "title"), "rendered")
    text = clean_text(to_text(html))
    if number is None or (not text and title is None):
        return None
    under = written(said, "post")
    parent = count(said, "parent")
    author = written(said, "author_name")
    modified = read_date(said.get("modified_gmt"))
    published = read_date(said.get("date_gmt") or said.get("date"))
    return Post(
        source="wordpress",
        native_id=clean_line(f"{host} {'post' if under is None else 'comment'} {number}"),
        origin=host,
        url=safe_link(link),
        title=None if title is None else clean_line(to_text(title)) or None,
        text=text,
        author=None if author is None else clean_line(to_text(author)) or None,
        author_url=safe_link(written(said, "author_url") or ""),
        place=host,
        published_at=published,
        edited_at=modified if modified != published else None,
        links=links_in(html),
        conversation_id=clean_line(f"{host} post {under or number}"),
        reply_to_id=None if under is None or not parent else clean_line(f"{host} comment {parent}"),
    )
