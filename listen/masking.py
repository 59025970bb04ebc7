"""Colleagues' names in what others wrote: found in every usual spelling, and covered before anything is shown.

Pure. Values are masked, not lines: every way of showing them shows the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar, cast

from ahocorasick_rs import AhoCorasick

from listen.brand import Settings
from listen.columns import Row
from listen.dialogue import Mute, MuteKind, Reply
from listen.model import Evidence, Match, Mention, Opinion, Post, Sentiment
from listen.phrases import say
from listen.reading import analyzed_text
from listen.text.fold import FoldedText, fold

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["NO_MASK", "Mask", "everywhere"]

_T = TypeVar("_T")
_Places = tuple[tuple[int, int], ...]

_TITLES = r"(?:frau|fr\.|fraeulein|herrn?|hr\.|mrs?\.?|ms\.?|miss|kolleg(?:e|en|in))\s+(?:(?:dr|prof)\.\s*){0,2}"
_GENITIVE = r"(?:'?s|')?"
_GAP = r"[\s.]{0,3}"
_SHORTEST = 3
_COLUMNS = frozenset({"title", "text", "words", "evidence", "place", "author"})


class Mask:
    """Covers names. Called with a text, it returns the text with `word` in place of each name.

    Found are, whatever their case, umlauts and accents: the full name, also turned round or without blanks (as
    handles and mail addresses have it), the initial with the family name (`S. Müller`), and the family name after a
    title (`Frau Müller`), each with an ending `s`. A family name alone is not: it is many people's.

    Args:
        names: as people write them; a single word, or one that begins with @, is looked for as it is.
        word: what stands in their place.
    """

    def __init__(self, names: Iterable[str], word: str) -> None:
        self._word = word
        self._patterns: dict[str, list[re.Pattern[str]]] = {}
        for name in names:
            for anchor, pattern in _patterns(name):
                self._patterns.setdefault(anchor, []).append(pattern)
        self._anchors = tuple(self._patterns)
        self._finder = AhoCorasick(self._anchors) if self._anchors else None

    @classmethod
    def of(cls, settings: Settings, lang: str) -> "Mask":
        """Return the mask for the colleagues of `settings`, in the language spoken."""
        return cls(settings.colleagues, say("masking.colleague", lang))

    def __bool__(self) -> bool:
        """Return whether there is anybody to be masked."""
        return self._finder is not None

    def places(self, text: str) -> _Places:
        """Return where names stand in `text`, in order, apart from each other."""
        if self._finder is None or not text:
            return ()
        folded = FoldedText(text)
        found = {place for place, _, _ in self._finder.find_matches_as_indexes(folded.words, overlapping=True)}
        spans = sorted(
            folded.source(start, end)
            for place in found
            for pattern in self._patterns[self._anchors[place]]
            for start, end in _whole(pattern, folded)
        )
        apart: list[tuple[int, int]] = []
        for start, end in spans:
            if apart and start < apart[-1][1]:
                apart[-1] = (apart[-1][0], max(apart[-1][1], end))
            else:
                apart.append((start, end))
        return tuple(apart)

    def __call__(self, text: str) -> str:
        """Return `text` with the names covered; everything else stays as it is."""
        return self._covered(text, self.places(text))

    def _covered(self, text: str, places: _Places) -> str:
        for start, end in reversed(places):
            text = f"{text[:start]}{self._word}{text[end:]}"
        return text

    def maybe(self, text: str | None) -> str | None:
        """Return a text that may be missing, masked."""
        return None if text is None else self(text)

    def post(self, post: Post) -> Post:
        """Return a post without the names; the page of a colleague who wrote it is left out, too."""
        author = self.maybe(post.author)
        return replace(
            post,
            title=self.maybe(post.title),
            text=self(post.text),
            author=author,
            author_url=post.author_url if author == post.author else None,
            place=self.maybe(post.place),
            tags=tuple(self(tag) for tag in post.tags),
        )

    def mention(self, mention: Mention) -> Mention:
        """Return a mention without the names; what is marked in it stands where it stands now."""
        if not self:
            return mention
        post = mention.post
        masked = self.post(post)
        if masked == post:
            return mention
        title, text = self.places(post.title or ""), self.places(post.text)
        moved = {"title": _Moved(title, len(self._word)), "text": _Moved(text, len(self._word))}
        analyzed = _Moved(_analyzed(post, title, text), len(self._word))
        return replace(
            mention,
            post=masked,
            matches=tuple(self._match(one, moved) for one in mention.matches),
            sentiment=None if mention.sentiment is None else _sentiment(mention.sentiment, analyzed),
            findings=tuple(replace(one, evidence=_evidence(one.evidence, analyzed)) for one in mention.findings),
        )

    def _match(self, match: Match, moved: "Mapping[str, _Moved]") -> Match:
        spans = []
        for span in match.spans:
            place = moved[span.field].to(span.start, span.end) if span.field in moved else (span.start, span.end)
            if place is not None:
                spans.append(replace(span, start=place[0], end=place[1]))
        return replace(match, words=tuple(self(word) for word in match.words), spans=tuple(spans))

    def rows(self, rows: Iterable[Row], columns: Sequence[str]) -> Iterator[Row]:
        """Yield rows of `listen.columns` without the names."""
        places = [place for place, name in enumerate(columns) if name in _COLUMNS]
        author = columns.index("author") if "author" in columns else None
        page = columns.index("author_url") if "author_url" in columns else None
        told = [columns.index(name) for name in ("title", "text") if name in columns]
        evidence = columns.index("evidence") if "evidence" in columns else None
        for row in rows if self else ():
            cells = list(row)
            for place in places:
                cell = cells[place]
                if isinstance(cell, str):
                    cells[place] = self(cell)
            if evidence is not None and isinstance(cells[evidence], str) and any(cells[at] != row[at] for at in told):
                # A word that is a part of a name stands in the text no more.
                left = " ".join(str(cells[at]) for at in told)
                cells[evidence] = "\n".join(word for word in str(cells[evidence]).split("\n") if word in left) or None
            if author is not None and page is not None and cells[author] != row[author]:
                cells[page] = None
            yield tuple(cells)
        if not self:
            yield from rows


NO_MASK = Mask((), "")
"""Covers nobody."""


def everywhere(value: _T, mask: Mask) -> _T:
    """Return a value in which every post, mention and reply is masked, however deep it lies.

    So are the fields that a type names in `told_by_others`: words taken from what others wrote.
    """
    return cast("_T", _masked(value, mask)) if mask else value


def _masked(value: object, mask: Mask) -> object:
    if isinstance(value, Mention):
        return mask.mention(value)
    if isinstance(value, Post):
        return mask.post(value)
    if isinstance(value, Reply):
        return replace(value, author=mask.maybe(value.author), text=mask(value.text))
    if isinstance(value, Mute):
        return replace(value, value=mask(value.value)) if value.kind is MuteKind.AUTHOR else value
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_masked(one, mask) for one in value)
    return _masked_within(value, mask) if is_dataclass(value) and not isinstance(value, type) else value


def _masked_within(value: "DataclassInstance", mask: Mask) -> object:
    changes = {}
    foreign = getattr(type(value), "told_by_others", ())
    for field in fields(value):
        if not field.init:
            continue
        have = getattr(value, field.name)
        made = mask.maybe(have) if field.name in foreign else _masked(have, mask)
        if made is not have and made != have:
            changes[field.name] = made
    return replace(value, **changes) if changes else value


def _letters(name: str) -> list[str]:
    """Return the words of a name as they are compared: folded, without hyphens."""
    return fold(name).replace("-", "").replace("_", "").removeprefix("@").split()


def _patterns(name: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield a rare word of a name's spellings, and what finds them around it."""
    words = _letters(name)
    if len(words) <= 1:
        if words and len(words[0]) >= _SHORTEST:
            yield words[0], re.compile(rf"@?{re.escape(words[0])}{_GENITIVE}")
        return
    first, last = re.escape(words[0]), re.escape(words[-1])
    initial = re.escape(words[0][0])
    family = r"\s{1,3}".join(re.escape(word) for word in words[1:])
    families = rf"(?:{family}|{last})" if len(words) > 2 else family  # noqa: PLR2004
    middle = r"(?:\s{1,3}\w\.?)?"
    forms = (
        rf"{first}{middle}{_GAP}{families}",
        rf"{families},?\s{{1,3}}{first}",
        rf"{families}{first}",
        rf"{initial}\.\s{{0,3}}{families}",
        rf"(?P<bare>{initial}\s{families})",
        rf"{_TITLES}{families}",
        rf"(?<=@){initial}\.?{families}",
        rf"(?<=@){families}\.?{initial}",
        rf"{initial}\.?{families}(?=@)",
    )
    yield words[-1], re.compile(rf"(?:{'|'.join(forms)}){_GENITIVE}")


def _whole(pattern: re.Pattern[str], folded: FoldedText) -> Iterator[tuple[int, int]]:
    """Yield where a pattern stands as a word of its own."""
    for found in pattern.finditer(folded.words):
        start, end = found.span()
        if not folded.is_edge(start) or not folded.is_edge(end):
            continue
        if "bare" in pattern.groupindex and found.group("bare") is not None:
            begin, _ = folded.source(start, end)
            # "a rose" is no Anna Rose.
            if not (folded.original[begin].isupper() and folded.original[begin + 2 : begin + 3].isupper()):
                continue
        yield start, end


class _Moved:
    """Where places stand after others were covered."""

    def __init__(self, covered: _Places, length: int) -> None:
        self._covered = covered
        self._length = length

    def to(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a place stands now; None when a part of it was covered."""
        shift = 0
        for begin, stop in self._covered:
            if stop <= start:
                shift += self._length - (stop - begin)
            elif begin < end:
                return None
        return start + shift, end + shift


def _analyzed(post: Post, title: _Places, text: _Places) -> _Places:
    """Return covered places of title and text as places of the analyzed text."""
    begins = len(analyzed_text(post)) - len(post.text)
    own = tuple((start + begins, end + begins) for start, end in text)
    return (*title, *own) if begins else own


def _evidence(evidence: Iterable[Evidence], moved: _Moved) -> tuple[Evidence, ...]:
    left = []
    for one in evidence:
        place = moved.to(one.start, one.end) if one.start >= 0 else (one.start, one.end)
        if place is not None:
            left.append(replace(one, start=place[0], end=place[1]))
    return tuple(left)


def _sentiment(sentiment: Sentiment, moved: _Moved) -> Sentiment:
    opinions: list[Opinion] = []
    for one in sentiment.opinions:
        begin, end = moved.to(one.start, one.start + 1), moved.to(max(one.start, one.end - 1), one.end)
        if begin is not None and end is not None:
            opinions.append(replace(one, start=begin[0], end=end[1]))
    return replace(sentiment, evidence=_evidence(sentiment.evidence, moved), opinions=tuple(opinions))
