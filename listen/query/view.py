"""One post as the query language sees it: its fields folded when first asked for, each word looked up once."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from listen.model import Post, Span
from listen.query.patterns import compile_pattern, sound
from listen.query.places import places
from listen.query.tree import Domain, Field, Pattern, Term
from listen.text.fold import FOLD_LIMIT, FoldedText, is_separator
from listen.text.urls import host_of

__all__ = ["FIELDS", "Hit", "PostView", "field_text", "hosts_of"]

FIELDS = ("title", "text", "tag", "link", "author")
"""Where words can stand, in the order in which spans are given."""

_ATTRIBUTES = {"title": "title", "text": "text", "tag": "tags", "link": "links", "author": "author"}
_ANYWHERE = ("title", "text", "tag", "link")
_HITS_LIMIT = 500
"""Places of one word in one field that are kept; a post that repeats it more often says nothing new."""

_PATTERN_HITS = 50
_LABELS_LIMIT = 20
_AFTER_SCHEME = len("https://")
_TEXT_TAG = re.compile(r"(?<=[#\uff03])[^\s\x00-/:-@\[-^`{-\x7f]+")
_LINE = re.compile(r"[^\n]+")
_HOST = re.compile(r"^[a-z][a-z0-9+.-]*://(?:[^/?#\n]*@)?([^/?#:\n]+)(?::\d*)?([^?#\n]*)", re.IGNORECASE | re.MULTILINE)
# Invisible characters inside a word do not make it another spelling.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe0f]")


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A place where something of an expression stands.

    Attributes:
        rank: the field's place in `FIELDS`.
        start, end: characters of the field as written (`field_text`), end exclusive.
    """

    rank: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return the place as a post's reader knows it."""
        return Span(field=FIELDS[self.rank], start=self.start, end=self.end)


def field_text(post: Post, field: str) -> str:
    """Return the text in which spans of `field` count: several tags or links stand one a line."""
    match field:
        case "title":
            text = post.title or ""
        case "author":
            text = post.author or ""
        case "tag":
            text = "\n".join(post.tags)
        case "link":
            text = "\n".join(post.links)
        case _:
            text = post.text
    return text[:FOLD_LIMIT]


def hosts_of(address: str) -> tuple[str, ...]:
    """Return the host of `address` without `www.`, each domain above it, and each of its labels without a dot."""
    end = address.find("/", _AFTER_SCHEME)
    return _hosts(address if end < 0 else address[:end])


@lru_cache(maxsize=16_384)
def _hosts(address: str) -> tuple[str, ...]:
    """Remember the answer: the posts of a stream stand on few hosts."""
    host = host_of(address)
    if host is None:
        return ()
    labels = host.removeprefix("www.").split(".")[:_LABELS_LIMIT]
    return (*(".".join(labels[start:]) for start in range(len(labels))), *labels)


class PostView:
    """What an expression can ask of one post.

    Args:
        post: the post.
        language: its language, or how to find out; asked at most once, and only when an expression asks.
    """

    def __init__(self, post: Post, language: Callable[[], str | None] | str | None = None) -> None:
        self.post = post
        self._ask_language = language
        self._folded: dict[str, FoldedText] = {}
        self._found: dict[Term, tuple[Hit, ...]] = {}
        self._word_starts: dict[int, list[int]] = {}

    @cached_property
    def language(self) -> str | None:
        """The post's language, small letters; None when it cannot be told."""
        found = self._ask_language() if callable(self._ask_language) else self._ask_language
        return None if found is None else found.lower()

    def folded(self, field: str) -> FoldedText:
        """Return a field's text, folded."""
        folded = self._folded.get(field)
        if folded is None:
            folded = self._folded[field] = FoldedText(field_text(self.post, field), is_tag=field == "tag")
        return folded

    def find(self, term: Term) -> tuple[Hit, ...]:
        """Return every place where `term` stands, in order of fields and characters."""
        found = self._found.get(term)
        if found is None:
            found = self._found[term] = tuple(self._look_for(term))
        return found

    def _look_for(self, term: Term) -> Iterator[Hit]:
        if term.field is Field.TAG:
            yield from self._tags(term)
            return
        for field in _ANYWHERE if term.field is None else (term.field.value,):
            if not getattr(self.post, _ATTRIBUTES[field]):
                continue
            folded = self.folded(field)
            rank = FIELDS.index(field)
            hits = (Hit(rank, *folded.source(start, end)) for start, end in places(term, folded))
            yield from islice((hit for hit in hits if self._is_wanted(term, field, hit)), _HITS_LIMIT)

    def words_before(self, hit: Hit) -> tuple[int, int]:
        """Return the numbers of the first and the last word of `hit` within its field, counted from 1."""
        starts = self._word_starts.get(hit.rank)
        if starts is None:
            starts = self._word_starts[hit.rank] = self.folded(FIELDS[hit.rank]).word_starts()
        return bisect_right(starts, hit.start), bisect_right(starts, hit.end - 1)

    def _is_wanted(self, term: Term, field: str, hit: Hit) -> bool:
        original = self.folded(field).original
        if term.is_handle and field != "author" and original[hit.start - 1 : hit.start] not in {"@", "\uff20"}:
            return False
        if field == "link" and not self._is_in_host(original, hit):
            return False
        return term.exact is None or _is_exact(term, original[hit.start : hit.end])

    @staticmethod
    def _is_in_host(links: str, hit: Hit) -> bool:
        """A word is found in a link's host, but not in its last label: `.info` is no word of anybody."""
        line = links.rfind("\n", 0, hit.start) + 1
        host = _HOST.match(links, line)
        if host is None:
            return False
        last_dot = links.rfind(".", host.start(1), host.end(1))
        return host.start(1) <= hit.start and hit.end <= last_dot

    def _tags(self, term: Term) -> Iterator[Hit]:
        """Yield the whole tags that `term` names: `#Rohr` is not found in `#Rohrset`, `#Rohr*` is."""
        for field, pattern in (("title", _TEXT_TAG), ("text", _TEXT_TAG), ("tag", _LINE)):
            original = field_text(self.post, field)
            if field != "tag" and "#" not in original and "\uff03" not in original:
                continue
            for found in pattern.finditer(original):
                tag = FoldedText(found.group())
                if any(_is_whole(tag, place) for place in places(term, tag)) and (
                    term.exact is None or _is_exact(term, found.group())
                ):
                    yield Hit(FIELDS.index(field), found.start(), found.end())

    def find_pattern(self, pattern: Pattern) -> tuple[Hit, ...]:
        """Return the first places that fit `pattern`, at most fifty a field; empty fits do not count."""
        compiled = compile_pattern(pattern.expression)
        return tuple(
            Hit(FIELDS.index(field), *found.span())
            for field in (("title", "text") if pattern.field is None else (pattern.field.value,))
            for found in islice(compiled.finditer(sound(field_text(self.post, field))), _PATTERN_HITS)
            if found.end() > found.start()
        )

    def find_domain(self, domain: Domain) -> tuple[Hit, ...] | None:
        """Return where links lead to `domain`; for `site:` an empty tuple says yes. None says no."""
        if domain.field is Field.SITE:
            addresses = (self.post.url, self.post.author_url)
            return () if any(domain.host in hosts_of(one) for one in addresses if one is not None) else None
        hits = []
        start = 0
        for link in field_text(self.post, "link").split("\n"):
            if domain.host in hosts_of(link) and _is_below(domain.path, link):
                hits.append(Hit(FIELDS.index("link"), start, start + len(link)))
            start += len(link) + 1
        return tuple(hits) or None


def _is_below(path: str, link: str) -> bool:
    found = _HOST.match(link)
    if not path:
        return True
    actual = "" if found is None else found.group(2).lower()
    wanted = path.lower()
    return actual == wanted or actual.startswith((wanted + "/", wanted + ".", wanted + "-"))


def _is_whole(tag: FoldedText, place: tuple[int, int]) -> bool:
    """Return True when nothing but connectors and separators stands around `place`."""
    start, end = place
    around = tag.words[:start] + tag.words[end:]
    return all(is_separator(letter) for letter in around)


def _is_exact(term: Term, written: str) -> bool:
    text = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", written)).split())
    wanted = term.exact or ""
    is_open_left, is_open_right = term.parts[0].is_open_left, term.parts[-1].is_open_right
    if is_open_left and is_open_right:
        return wanted in text
    if is_open_left:
        return text.endswith(wanted)
    if is_open_right:
        return text.startswith(wanted)
    return text == wanted
