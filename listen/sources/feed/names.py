"""What the elements of feeds are called, by namespace, and what they mean to us."""

from typing import Final

__all__ = ["meaning"]

# Namespaces by URI, lower-case and without the last slash: real feeds get both wrong. "" are RSS and Atom themselves.
_MODULES: Final = {
    "": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://purl.org/rss/1.0/modules/rss091#": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0/modules/slash": "slash",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}

_MEANINGS: Final = {
    ("", "item"): "item",
    ("", "entry"): "item",
    ("", "channel"): "channel",
    ("", "guid"): "guid",
    ("", "id"): "guid",
    ("", "link"): "link",
    ("", "title"): "title",
    ("dc", "title"): "title",
    ("media", "title"): "media_title",
    ("", "description"): "summary",
    ("dc", "description"): "summary",
    ("media", "description"): "summary",
    ("", "abstract"): "summary",
    ("", "summary"): "summary",
    ("itunes", "summary"): "summary",
    ("", "content"): "content",
    ("content", "encoded"): "content",
    ("", "fullitem"): "content",
    ("", "body"): "content",
    ("xhtml", "body"): "content",
    ("media", "group"): "group",
    ("media", "content"): "group",
    ("", "author"): "author",
    ("", "managingeditor"): "author",
    ("dc", "creator"): "author",
    ("dc", "author"): "author",
    ("itunes", "author"): "author",
    ("", "pubdate"): "published",
    ("", "published"): "published",
    ("", "issued"): "published",
    ("dcterms", "issued"): "published",
    ("", "created"): "created",
    ("dcterms", "created"): "created",
    ("", "updated"): "updated",
    ("", "modified"): "updated",
    ("", "lastbuilddate"): "updated",
    ("dc", "date"): "updated",
    ("dcterms", "modified"): "updated",
    ("", "language"): "language",
    ("dc", "language"): "language",
    ("", "category"): "tag",
    ("dc", "subject"): "tag",
    ("", "keywords"): "tag",
    ("media", "category"): "tag",
    ("itunes", "category"): "tag",
    ("media", "keywords"): "tags",
    ("itunes", "keywords"): "tags",
    ("", "tags"): "tags",
    ("", "enclosure"): "enclosure",
    ("slash", "comments"): "replies",
    ("thr", "total"): "replies",
    ("thr", "in-reply-to"): "reply_to",
    ("media", "community"): "community",
    ("", "source"): "source",
    ("", "generator"): "generator",
}


def meaning(tag: str, prefix: str | None) -> str | None:
    """Return what an element means, or None when nothing to us.

    Args:
        tag: `{namespace}name`, or `name`.
        prefix: as used in the document; counts only where the namespace is none that we know.
    """
    namespace, _, name = tag.rpartition("}")
    address = namespace[1:].lower().rstrip("/")
    if address.startswith("http://backend.userland.com/rss"):
        address = ""
    module = _MODULES.get(address)
    if module is None:
        module = (prefix or "").lower()
    return _MEANINGS.get((module, name.lower()))
