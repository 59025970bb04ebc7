"""What retention takes from a post, and what it leaves: a pseudonym for the author, the words around the matches.

Pure: values in, values out. The store does it to what it holds and, when a post comes in again, to what comes in.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from listen.model import Evidence, Finding, Match, Mention, Opinion, Post, Sentiment, Span
from listen.reading import analyzed_text

__all__ = ["LONGEST", "Shortening", "folded_name", "pseudonym", "shortening", "without_author"]

LONGEST = 280
"""Characters that are left of a text, and of a title."""

_CUT = "…"
_BEFORE = 80
_SNAP = 24


def folded_name(name: str) -> str:
    """Return an author's name as it is compared: without case, without an @ in front."""
    return unicodedata.normalize("NFC", name).strip().removeprefix("@").casefold()


def pseudonym(salt: bytes, source: str, author: str) -> str:
    """Return what stands in place of an author: the same for one voice of one source, and telling nothing else."""
    told = f"{source}\x1f{folded_name(author)}".encode("utf-8", "replace")
    return f"person-{blake2b(told, key=salt, digest_size=4).hexdigest()}"


def without_author(mention: Mention, salt: bytes) -> Mention:
    """Return a mention with a pseudonym; what matched in the author's name goes, too."""
    post = mention.post
    if post.author is None and post.author_url is None:
        return mention
    name = None if post.author is None else pseudonym(salt, post.source, post.author)
    matches = tuple(_unnamed(match, post) for match in mention.matches)
    return replace(mention, post=replace(post, author=name, author_url=None), matches=matches)


def _unnamed(match: Match, post: Post) -> Match:
    """Return a match without what it found in the author's name."""
    told = {span for span in match.spans if span.field.startswith("author")}
    if not told:
        return match
    rest = tuple(span for span in match.spans if span not in told)
    names = {(post.author or "")[span.start : span.end] for span in told}
    elsewhere = {_written(post, span) for span in rest}
    words = tuple(word for word in match.words if word not in names or word in elsewhere)
    return replace(match, words=words, spans=rest)


def _written(post: Post, span: Span) -> str:
    field = {"title": post.title or "", "text": post.text}.get(span.field, "")
    return field[span.start : span.end]


@dataclass(frozen=True, slots=True)
class _Window:
    """What is left of a field: `start` to `end`, with a mark where something was cut."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, places: Sequence[tuple[int, int]]) -> "_Window":
        if len(text) <= LONGEST:
            return cls(0, len(text), text)
        first = next(((start, end) for start, end in places if 0 <= start < end <= len(text)), (0, 0))
        start = 0 if first[1] < LONGEST else _after_blank(text, max(0, first[0] - _BEFORE), first[0])
        lead = _CUT if start else ""
        room = LONGEST - len(lead)
        if len(text) - start <= room:
            return cls(start, len(text), f"{lead}{text[start:]}")
        end = _before_blank(text, start + room - len(_CUT), first[1])
        return cls(start, end, f"{lead}{text[start:end]}{_CUT}")

    def moved(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a place stands now; None when it is not wholly left."""
        if not self.start <= start < end <= self.end:
            return None
        shift = (len(_CUT) if self.start else 0) - self.start
        return start + shift, end + shift


def _after_blank(text: str, at: int, least: int) -> int:
    """Return a place a little behind `at` where a word begins, not behind `least`."""
    for place in range(at, min(at + _SNAP, least)):
        if place and text[place - 1].isspace():
            return place
    return at


def _before_blank(text: str, at: int, least: int) -> int:
    for place in range(at, max(at - _SNAP, least, 1), -1):
        if text[place].isspace():
            return place
    return at


@dataclass(frozen=True, slots=True)
class Shortening:
    """A shortened post, and where places of the old one stand in it."""

    old: Post
    post: Post
    title: _Window
    text: _Window

    @property
    def is_needed(self) -> bool:
        """Return whether anything was cut at all."""
        return self.post is not self.old

    def mention(self, mention: Mention) -> Mention:
        """Return the mention of the old post as one of the shortened post."""
        if not self.is_needed:
            return mention
        sentiment = mention.sentiment
        return replace(
            mention,
            post=self.post,
            matches=self.matches(mention.matches),
            sentiment=None if sentiment is None else self.sentiment(sentiment),
            findings=self.findings(mention.findings),
        )

    def matches(self, matches: Iterable[Match]) -> tuple[Match, ...]:
        """Return the matches; of the places those that are left."""
        return tuple(
            replace(match, spans=tuple(moved for span in match.spans if (moved := self._span(span)) is not None))
            for match in matches
        )

    def _span(self, span: Span) -> Span | None:
        window = {"title": self.title, "text": self.text}.get(span.field)
        if window is None:
            return span
        moved = window.moved(span.start, span.end)
        return None if moved is None else replace(span, start=moved[0], end=moved[1])

    def sentiment(self, sentiment: Sentiment) -> Sentiment:
        """Return a sentiment whose evidence and opinions are those that are left."""
        opinions = ((one, self._analyzed(one.start, one.end)) for one in sentiment.opinions)
        return replace(
            sentiment,
            evidence=self._evidence(sentiment.evidence),
            opinions=tuple(_at(one, place) for one, place in opinions if place is not None),
        )

    def findings(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings; of their evidence what is left."""
        return tuple(replace(one, evidence=self._evidence(one.evidence)) for one in findings)

    def _evidence(self, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        left = []
        for one in evidence:
            if one.start < 0:
                left.append(one)
            elif (place := self._analyzed(one.start, one.end)) is not None:
                left.append(replace(one, start=place[0], end=place[1]))
        return tuple(left)

    def _analyzed(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a place of the old analyzed text stands in the new one; None when it is not wholly left."""
        before, after = _text_begins(self.old), _text_begins(self.post)
        if start >= before:
            moved = self.text.moved(start - before, end - before)
            return None if moved is None else (moved[0] + after, moved[1] + after)
        moved = self.title.moved(start, end)
        if moved is None or (not after and self.post.text):
            return None
        return moved


def _at(opinion: Opinion, place: tuple[int, int]) -> Opinion:
    return replace(opinion, start=place[0], end=place[1])


def _text_begins(post: Post) -> int:
    return len(analyzed_text(post)) - len(post.text)


def shortening(post: Post, matches: Iterable[Match]) -> Shortening:
    """Return how a post is shortened: of its text at most `LONGEST` characters, the first match in view."""
    places = sorted((span.start, span.end) for match in matches for span in match.spans if span.field == "text")
    title, text = _Window.of(post.title or "", ()), _Window.of(post.text, places)
    if (title.text, text.text) == (post.title or "", post.text):
        return Shortening(post, post, title, text)
    short = replace(post, title=None if post.title is None else title.text, text=text.text)
    return Shortening(post, short, title, text)
