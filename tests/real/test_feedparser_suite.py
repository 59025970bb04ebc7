"""Every document with which feedparser tests itself: we find at least what it finds.

Its tests come in its source package only. `LISTEN_FEEDPARSER` names the folder where that is unpacked.
"""

import os
import re
import warnings
from pathlib import Path

import pytest

from listen.sources.feed.reading import read
from listen.text.html import to_text

FOLDER = Path(os.environ.get("LISTEN_FEEDPARSER") or "/nowhere") / "tests"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="LISTEN_FEEDPARSER names no source package of feedparser")

DIFFERENT = {
    "illformed/chardet/shiftjis.xml": "says Latin-2 of what is Shift-JIS: neither reading makes words",
    "wellformed/atom10/entry_content_div_escaped_markup.xml": "XHTML escapes no markup: what is escaped is text",
    "wellformed/rss/entity_in_doctype.xml": "entities that a document declares for itself are never expanded",
    "wellformed/rss/item_category_image.xml": "the words are those of a picture within a category, no post's",
}
"""Where we differ on purpose, and why."""


def documents():
    return sorted(FOLDER.glob("*formed/**/*.xml")) if FOLDER.is_dir() else []


def words(markup):
    return re.sub(r"\W+", "", to_text(markup or "")).lower()


def missing(path):
    """Return what feedparser finds in a document and we do not."""
    import feedparser

    raw = path.read_bytes()
    told = re.search(rb"Content-type:\s*(.*)", raw[:4000], re.IGNORECASE)
    kind = told.group(1).decode("latin-1").strip() if told else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        headers = {"content-type": kind} if kind else None
        theirs = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False, response_headers=headers)
    entries = [one for one in theirs.entries if any(one.get(name) for name in ("title", "link", "summary", "id"))]
    if not entries:
        return
    ours = read(raw, content_type=kind)
    items = [] if ours is None else [entry.item for entry in ours.entries if entry.item is not None]
    if len(items) < len(entries):
        yield f"{len(entries)} entries, {len(items)} items"
    for entry, item in zip(entries, items, strict=False):
        said = " ".join(words(body.value) for body in (item.title, *item.bodies) if body is not None)
        texts = [entry.get("title"), entry.get("summary"), *(one.get("value") for one in entry.get("content", ()))]
        yield from (f"text {text!r}" for text in texts if words(text) not in said)
        link = entry.get("link") or ""
        if link.startswith("http") and link not in {item.link, item.raw_id, *item.links}:
            yield f"link {link}"
        if entry.get("id") and entry["id"] not in {item.raw_id, item.link}:
            yield f"id {entry['id']}"
        if (entry.get("published") or entry.get("updated")) and not any(item.dates):
            yield "date"
        if entry.get("author") and not item.authors:
            yield "author"


def test_there_are_hundreds_of_them():
    assert len(documents()) > 1_500


@pytest.mark.timeout(300)
def test_what_feedparser_finds_we_find():
    found = {path.relative_to(FOLDER).as_posix(): list(missing(path)) for path in documents()}

    assert {name: what for name, what in found.items() if what and name not in DIFFERENT} == {}


def test_every_difference_is_still_one():
    assert [name for name in DIFFERENT if not list(missing(FOLDER / name))] == []
