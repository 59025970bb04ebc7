"""What a public web page says of itself: title, text, author, date; from its metadata first, its paragraphs second."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from listen.protocols import Answer
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import to_text

__all__ = ["ReadPage", "read_page"]

_MOST_DATA = 200
"""Objects of embedded data that are looked at."""

_MOST_PARAGRAPHS = 2_000
_ENOUGH = 200
"""Letters from which paragraphs are the text; with fewer, the page's own description is longer most of the time."""

_ROOMS = ("//article", "//main", "//*[@role='main']", "//body")
_NOT_TEXT = "ancestor::nav or ancestor::footer or ancestor::aside or ancestor::header or ancestor::form"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page, read; None and "" where it does not say."""

    title: str | None = None
    text: str = ""
    author: str | None = None
    place: str | None = None
    published_at: datetime | None = None
    language: str | None = None


def read_page(answer: Answer) -> ReadPage:
    """Read a page; one that is no web page is its plain text."""
    kind = answer.headers.get("content-type", "").lower()
    if kind.startswith("text/plain"):
        return ReadPage(text=clean_text(answer.body.decode("utf-8", "replace")))
    page = _tree(answer.body, kind)
    if page is None:
        return ReadPage()
    said = _metadata(page)
    data = _article(page)
    text = clean_text(to_text(_word(data, "articleBody") or "")) or _paragraphs(page)
    if len(text) < _ENOUGH:
        text = max(text, said.get("og:description", ""), said.get("description", ""), key=len)
    author = data.get("author")
    first = author[0] if isinstance(author, list) and author else author
    name = _word(first, "name") if isinstance(first, dict) else first if isinstance(first, str) else None
    return ReadPage(
        title=_line(said.get("og:title") or _word(data, "headline") or page.findtext(".//title")),
        text=clean_text(text),
        author=_line(name or said.get("author") or said.get("article:author")),
        place=_line(said.get("og:site_name")),
        published_at=read_date(_word(data, "datePublished") or said.get("article:published_time") or said.get("date")),
        language=(page.get("lang") or "").partition("-")[0].lower() or None,
    )


def _tree(body: bytes, kind: str) -> HtmlElement | None:
    charset = kind.partition("charset=")[2].strip("\"' ;") or None
    # What can be UTF-8 is: pages that do not say so are read as Latin letters otherwise.
    wishes = [charset] if charset else []
    for encoding in (*wishes, "utf-8" if _is_utf_8(body) else None):
        try:
            return document_fromstring(body, parser=HTMLParser(encoding=encoding))
        except LookupError:  # a charset that nobody knows
            continue
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            return None
    return None


def _is_utf_8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _metadata(page: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name = (element.get("property") or element.get("name") or "").strip().lower()
        content = clean_line(element.get("content") or "")
        if name and content:
            found.setdefault(name, content)
    return found


def _article(page: HtmlElement) -> dict[str, Any]:
    """Return the first object of the page's JSON-LD that has a date or a headline; empty when there is none."""
    for script in page.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for one in _objects(data):
            if "datePublished" in one or "headline" in one:
                return one
    return {}


def _objects(data: object) -> Iterator[dict[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < _MOST_DATA:
        one = waiting.pop(0)
        seen += 1
        if isinstance(one, dict):
            yield one
            waiting.extend(value for value in (one.get("@graph"), one.get("mainEntity")) if value is not None)
        elif isinstance(one, list):
            waiting.extend(one[:_MOST_DATA])


def _paragraphs(page: HtmlElement) -> str:
    for room in _ROOMS:
        found = page.xpath(f"({room})[1]//*[self::p or self::li or self::blockquote or self::h2][not({_NOT_TEXT})]")
        if not isinstance(found, list):
            continue
        some = (one for one in found[:_MOST_PARAGRAPHS] if isinstance(one, HtmlElement))
        lines = [line for one in some if (line := clean_line(str(one.text_content())))]
        if lines:
            return "\n".join(dict.fromkeys(lines))
    return ""


def _word(data: object, name: str) -> str | None:
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, str) and value.strip() else None


def _line(value: str | None) -> str | None:
    return None if value is None else clean_line(value) or None
