"""A post as Discourse forums give it, read with suspicion."""

from listen.model import Engagement, Post
from listen.sources.shared.answers import Json, count, written
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import to_text
from listen.text.urls import safe_link

__all__ = ["read_post"]


def read_post(said: Json, topic: Json, base: str, host: str) -> Post | None:
    """Return the post; None when there is nothing to read."""
    number, topic_id = written(said, "id"), written(said, "topic_id")
    text = written(said, "blurb") or written(said, "cooked")
    if number is None or text is None:
        return None
    name = written(said, "username")
    title = written(topic, "title") or written(said, "topic_title")
    place = f"{base}/t/{written(topic, 'slug') or '-'}/{topic_id}/{count(said, 'post_number') or 1}"
    return Post(
        source="discourse",
        native_id=clean_line(f"{host} {number}"),
        origin=host,
        url=None if topic_id is None else safe_link(place),
        title=None if title is None else clean_line(title) or None,
        text=clean_text(to_text(text)),
        author=None if name is None else clean_line(name) or None,
        author_url=None if name is None else safe_link(f"{base}/u/{name}"),
        place=host,
        published_at=read_date(said.get("created_at")),
        engagement=Engagement(likes=count(said, "like_count"), replies=count(topic, "reply_count")),
        conversation_id=topic_id,
    )
