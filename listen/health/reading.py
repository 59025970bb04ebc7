"""The mentions of one query, sorted by whether they are about us, and the words and voices that tell them apart."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from listen.health.value import Counts, NoiseTerm, NoisyVoice, Voice
from listen.model import FindingKind, Mention
from listen.reading import analyzed_text
from listen.relevance import stem, words_of
from listen.relevance.words import is_content
from listen.text.urls import host_of

__all__ = ["LEAST_NOISE", "Noise", "Sorted", "sort"]

LEAST_NOISE = 3
"""With less noise than that, what it has in common is chance."""

_LIFT_FROM = 3.0
_KNOWN_FROM = 5
_TERMS = 10
_VOICES = 5
_HALF = 0.5
_MOSTLY = 0.8

Ids = frozenset[int]


@dataclass(slots=True)
class Sorted:
    """Mentions of one query by what is known of them.

    Attributes:
        others: not about us, as people said or as is told.
        doubtful: perhaps not.
        ours: about us, as people said or as is told.
        unknown: nothing is known of these.
        marked: numbers of those that a person marked as ours; no change may lose one.
    """

    others: list[Mention] = field(default_factory=list)
    doubtful: list[Mention] = field(default_factory=list)
    ours: list[Mention] = field(default_factory=list)
    unknown: list[Mention] = field(default_factory=list)
    marked: set[int] = field(default_factory=set)
    counts: Counts = field(default_factory=Counts)

    @property
    def noise(self) -> list[Mention]:
        """Return what is not about us, and what is doubtful."""
        return [*self.others, *self.doubtful]


def sort(mentions: Iterable[Mention], query: str, *, is_all: bool) -> Sorted:
    """Sort the mentions of `query`; those whose matching text only the service saw are counted and left aside."""
    found = Sorted()
    counts: Counter[str] = Counter()
    for mention in mentions:
        if any(match.query == query and match.is_by_provider for match in mention.matches):
            counts["unseen"] += 1
            continue
        kind = _kind(mention)
        counts[kind] += 1
        getattr(found, kind.rpartition("_")[2]).append(mention)
        if kind == "said_ours" and mention.id is not None:
            found.marked.add(mention.id)
    found.counts = Counts(is_all=is_all, **counts)
    return found


def _kind(mention: Mention) -> str:
    if mention.is_ours is not None:
        return "said_ours" if mention.is_ours else "said_others"
    told = next((one.value for one in mention.found(FindingKind.RELEVANCE)), None)
    if mention.dropped is not None or told == "namesake":
        return "told_others"
    return {"ours": "told_ours", "doubtful": "doubtful"}.get(told or "", "unknown")


class Noise:
    """What stands in which mention: single words, pairs of neighbours, authors, sites.

    Attributes:
        forms: how a word or pair was written, most often first, by its key.
    """

    def __init__(self, found: Sorted, *, names: frozenset[str]) -> None:
        self._names = names
        self._of_noise, self._of_ours, self._of_unknown = map(len, (found.noise, found.ours, found.unknown))
        self._knows_ours = self._of_ours >= _KNOWN_FROM
        self.forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.in_noise = self._index(found.noise)
        # Words that stand in no noise at all are of no use here, and they are most of them.
        self.in_ours = self._index(found.ours, known=self.in_noise.keys())
        self._in_unknown = self._index(found.unknown, known=self.in_noise.keys())
        self._voices_of = [self._voices(group) for group in (found.noise, found.ours, found.unknown)]

    def _index(self, mentions: Sequence[Mention], known: Iterable[str] | None = None) -> dict[str, set[int]]:
        wanted = None if known is None else set(known)
        index: defaultdict[str, set[int]] = defaultdict(set)
        for place, mention in enumerate(mentions):
            for key, written in self._keys(mention):
                if wanted is None or key in wanted:
                    index[key].add(place)
                    self.forms[key][written] += 1
        return dict(index)

    def is_ours_too(self, key: str) -> bool:
        """Say whether a word stands in anything that is about us; where that is not known, in anything unknown."""
        return key in self.in_ours or (not self._knows_ours and key in self._in_unknown)

    def _keys(self, mention: Mention) -> Iterator[tuple[str, str]]:
        text = analyzed_text(mention.post)
        last: tuple[str, str, int] | None = None
        for word in words_of(text):
            key = stem(word.written)
            is_word = is_content(word.written)
            if is_word and key not in self._names:
                yield key, word.written
            if last is not None and is_word and text[last[2] : word.start] == " " and is_content(last[1]):
                yield f"{last[0]} {key}", f"{last[1]} {word.written}"
            last = (key, word.written, word.end)

    @staticmethod
    def _voices(mentions: Sequence[Mention]) -> dict[tuple[Voice, str], set[int]]:
        index: defaultdict[tuple[Voice, str], set[int]] = defaultdict(set)
        for place, mention in enumerate(mentions):
            if mention.post.author:
                index[Voice.AUTHOR, mention.post.author].add(place)
            host = host_of(mention.post.url) if mention.post.url else None
            if host:
                index[Voice.SITE, host.removeprefix("www.")].add(place)
        return dict(index)

    def terms(self) -> tuple[NoiseTerm, ...]:
        """Return the words that the noise has in common, those that explain most of it first."""
        if self._of_noise < LEAST_NOISE:
            return ()
        found = []
        for key, places in self.in_noise.items():
            lift = self._lift(key)
            if len(places) >= LEAST_NOISE and lift >= _LIFT_FROM:
                found.append((len(places) * log(lift), key, lift))
        found.sort(key=lambda one: (-one[0], one[1]))
        return tuple(
            NoiseTerm(
                words=self.written(key)[0],
                noise=len(self.in_noise[key]),
                of_noise=self._of_noise,
                ours=len(self.in_ours.get(key, ())),
                of_ours=self._of_ours,
                unknown=len(self._in_unknown.get(key, ())),
                of_unknown=self._of_unknown,
                lift=round(lift, 1),
            )
            for _, key, lift in self._apart(found)[:_TERMS]
        )

    def _lift(self, key: str) -> float:
        ours, of_ours = len(self.in_ours.get(key, ())), self._of_ours
        if not self._knows_ours:
            ours, of_ours = ours + len(self._in_unknown.get(key, ())), of_ours + self._of_unknown
        return ((len(self.in_noise[key]) + _HALF) / (self._of_noise + 1)) / ((ours + _HALF) / (of_ours + 1))

    def _apart(self, found: Sequence[tuple[float, str, float]]) -> list[tuple[float, str, float]]:
        """Leave out pairs that say no more than one of their words, and words that say no more than a pair."""
        kept: list[tuple[float, str, float]] = []
        for one in found:
            same = [other for other in kept if self.in_noise[other[1]] == self.in_noise[one[1]]]
            if not any(set(one[1].split()) & set(other[1].split()) for other in same):
                kept.append(one)
        return kept

    def written(self, key: str) -> tuple[str, ...]:
        """Return how a word or pair was written, most often first, each small or capital once."""
        forms = sorted(self.forms[key].items(), key=lambda one: (-one[1], one[0]))
        return tuple({form.casefold(): form for form, _ in reversed(forms)}.values())[::-1]

    def voices(self) -> tuple[NoisyVoice, ...]:
        """Return authors and sites that bring mostly noise, the loudest first."""
        of_noise, of_ours, of_unknown = self._voices_of
        found = [
            NoisyVoice(
                kind=kind,
                name=name,
                noise=len(places),
                ours=len(of_ours.get((kind, name), ())),
                unknown=len(of_unknown.get((kind, name), ())),
            )
            for (kind, name), places in of_noise.items()
            if len(places) >= LEAST_NOISE
        ]
        mostly = [one for one in found if one.noise >= _MOSTLY * (one.noise + one.ours + self._doubted(one))]
        return tuple(sorted(mostly, key=lambda one: (-one.noise, one.ours, one.kind, one.name))[:_VOICES])

    def _doubted(self, voice: NoisyVoice) -> int:
        return 0 if self._knows_ours else voice.unknown
