"""A post as the network gives it, read with suspicion."""

from listen.model import Engagement, Post
from listen.sources.shared.answers import Json, count, table, tables, written
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.urls import safe_link

__all__ = ["read_post"]


def read_post(view: Json) -> Post | None:
    """Return the post; None when there is nothing to read."""
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
