"""Terms become themes: the heaviest term anchors one, what is said along with it joins.

Built so that a day more changes little: a theme is its anchor, its numbers are the anchor's, and a theme of yesterday
keeps its name and its place until another is clearly heavier.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from listen.model import Label
from listen.themes.counting import Heard, Terms
from listen.themes.scoring import SURPRISING, Score
from listen.themes.value import LEAST_VOICES, SMALL_UNDER, Theme, ThemeWord
from listen.themes.words import BREAK, Lexicon

__all__ = ["Grouping"]

_TERMS_CONSIDERED = 400
_WORDS_SHOWN = 5
_EXAMPLES = 3
_TOGETHER = 0.5
_ASSOCIATED = 1.5
_NEARLY_ALWAYS = 0.8
_NAMES_MOST = 2 / 3
_NAMED_YESTERDAY = 0.5
_ANCHORS_STAY = 2.0
"""A theme is recognised by yesterday's word until another word of it is so many times as heavy."""
_STAYS = 1.25
"""A theme keeps its place of yesterday until another one is so many times as heavy."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What was looked up of each term: its voices as bits, its remarks, and the ways in which it is written."""

    voices: dict[str, int]
    places: Mapping[str, Sequence[int]]
    surfaces: Mapping[str, Counter[str]]

    def together(self, one: str, other: str) -> int:
        """Return how many voices say both."""
        return (self.voices[one] & self.voices[other]).bit_count()


class Grouping:
    """Makes themes of one window's terms."""

    def __init__(self, heard: Heard, terms: Terms, lexicon: Lexicon, scores: Mapping[str, Score]) -> None:
        """Take what was heard and how it scored."""
        self._heard = heard
        self._terms = terms
        self._lexicon = lexicon
        self._scores = scores

    def themes(self, before: Sequence[Theme], *, limit: int) -> tuple[Theme, ...]:
        """Return at most `limit` themes, heaviest first; `before` are those of the day before."""
        yesterday = {theme.key: theme for theme in before}
        weights = {
            term: score.weight * (_ANCHORS_STAY if term in yesterday else 1.0)
            for term, score in self._scores.items()
            if score.voices >= LEAST_VOICES
            # What few say must at least be news.
            and (score.voices >= SMALL_UNDER or score.surprise is None or score.surprise >= SURPRISING)
        }
        chosen = sorted(weights, key=lambda term: (-weights[term], term))[:_TERMS_CONSIDERED]
        said = self._looked_up(chosen)
        anchors = self._anchored(chosen, said)
        made = [
            self._theme(anchor, others, said, yesterday.get(anchor))
            for anchor, others in list(anchors.items())[: 2 * limit]
        ]
        return tuple(_in_order(made, before)[:limit])

    def _looked_up(self, chosen: Sequence[str]) -> _Said:
        wanted = frozenset(chosen)
        bits: defaultdict[str, set[int]] = defaultdict(set)
        places: defaultdict[str, list[int]] = defaultdict(list)
        surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)
        words = self._lexicon.surfaces
        for place, text in enumerate(self._heard.texts):
            said: dict[str, str] = {}
            for term, first, second in self._terms.in_text(text):
                if term in wanted and term not in said:
                    said[term] = words[first] if second == BREAK else f"{words[first]} {words[second]}"
            for term, surface in said.items():
                bits[term].add(self._heard.voices[place])
                places[term].append(place)
                surfaces[term][surface] += 1
        voices = {term: _as_bits(bits[term], self._heard.voice_count) for term in chosen}
        return _Said(voices, places, surfaces)

    def _anchored(self, chosen: Sequence[str], said: _Said) -> dict[str, list[str]]:
        """Return the terms that belong to each anchor; both in order of weight. Each term belongs to one."""
        sizes = {term: said.voices[term].bit_count() for term in chosen}
        anchors: dict[str, list[str]] = {}
        free = dict.fromkeys(chosen)
        total = max(1, self._heard.voice_count)
        while free:
            anchor = next(iter(free))
            del free[anchor]
            joined = []
            for term in free:
                both = said.together(anchor, term)
                smaller = min(sizes[anchor], sizes[term])
                is_associated = both * total >= _ASSOCIATED * sizes[anchor] * sizes[term] or _are_related(anchor, term)
                # What most people say can be said along with everything; then nearly always counts.
                is_associated |= _ASSOCIATED * sizes[anchor] > total and both >= _NEARLY_ALWAYS * smaller
                if both >= max(2, _TOGETHER * smaller) and is_associated:
                    joined.append(term)
            for term in joined:
                del free[term]
            anchors[anchor] = joined
        return anchors

    def _theme(self, anchor: str, others: Sequence[str], said: _Said, yesterday: Theme | None) -> Theme:
        score = self._scores[anchor]
        label = _label(anchor, others, said, yesterday)
        labels = Counter(self._heard.labels[place] for place in said.places[anchor])
        words = [
            ThemeWord(word=_most_readable(said.surfaces[term]), voices=said.together(anchor, term)) for term in others
        ]
        return Theme(
            key=anchor,
            label=label,
            voices=score.voices,
            usual=score.usual,
            surprise=score.surprise,
            is_new=score.is_new,
            is_small=score.voices < SMALL_UNDER,
            words=_shown(words, label),
            stories=len(said.places[anchor]),
            praise=labels[Label.PRAISE],
            criticism=labels[Label.CRITICISM],
            examples=self._examples(anchor, others, said.places),
            weight=score.weight,
        )

    def _examples(self, anchor: str, others: Sequence[str], places: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
        """Return the mentions that say most of the theme: one a voice, the worthier and older ones first."""
        heard = self._heard
        said = Counter(places[anchor])
        for term in others[: 4 * _WORDS_SHOWN]:
            said.update(place for place in places[term] if place in said)
        ranked = sorted(said, key=lambda place: (-said[place], -heard.priorities[place], heard.ids[place]))
        found: dict[int, int] = {}
        for place in ranked:
            found.setdefault(heard.voices[place], heard.ids[place])
            if len(found) == _EXAMPLES:
                break
        return tuple(found.values())


def _label(anchor: str, others: Sequence[str], said: _Said, yesterday: Theme | None) -> str:
    """Return the phrase in which the anchor mostly stands, else the commonest way of writing it."""
    size = said.voices[anchor].bit_count()
    phrases = [term for term in others if _are_related(anchor, term) and "+" in term]
    shares = {term: said.together(anchor, term) / size for term in phrases}
    if yesterday is not None:
        known = [term for term in (anchor, *phrases) if yesterday.label in said.surfaces[term]]
        if any(shares.get(term, 1.0) >= _NAMED_YESTERDAY for term in known):
            return yesterday.label
    best = max(phrases, key=lambda term: (shares[term], term), default=None)
    term = best if best is not None and shares[best] >= _NAMES_MOST else anchor
    return _most_readable(said.surfaces[term])


def _as_bits(numbers: set[int], size: int) -> int:
    marks = bytearray(size // 8 + 1)
    for number in numbers:
        marks[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(marks, "little")


def _are_related(one: str, other: str) -> bool:
    """Say whether one is a phrase or compound of the other."""
    return one in other.split("+") or other in one.split("+")


def _most_readable(surfaces: Counter[str]) -> str:
    """Return the commonest way of writing a term; of equals the one without shouting, then the shortest."""
    return min(surfaces, key=lambda word: (-surfaces[word], word.isupper() and len(word) > 3, len(word), word))  # noqa: PLR2004 - "KWL" is no shouting


def _shown(words: Sequence[ThemeWord], label: str) -> tuple[ThemeWord, ...]:
    """Return the words worth showing: most voices first, none that the label or an earlier one holds already."""
    shown: list[ThemeWord] = []
    said = label.casefold()
    for one in sorted(words, key=lambda word: (-word.voices, -len(word.word), word.word)):
        if one.word.casefold() in said:
            continue
        said += f" {one.word.casefold()}"
        shown.append(one)
        if len(shown) == _WORDS_SHOWN:
            break
    return tuple(shown)


def _in_order(themes: Sequence[Theme], before: Sequence[Theme]) -> list[Theme]:
    """Return themes heaviest first; one passes another that stood before it yesterday only when it is clearly so."""
    places = {theme.key: place for place, theme in enumerate(before)}
    known = sorted((one for one in themes if one.key in places), key=lambda one: places[one.key])
    fresh = sorted((one for one in themes if one.key not in places), key=lambda one: (-one.weight, one.key))
    ordered: list[Theme] = []
    for theme in (*known, *fresh):
        at = len(ordered)
        factor = _STAYS if ordered and ordered[-1].key in places else 1.0
        while at and theme.weight > factor * ordered[at - 1].weight:
            at -= 1
            factor = _STAYS if at and ordered[at - 1].key in places else 1.0
        ordered.insert(at, theme)
    return [replace(theme, weight=round(theme.weight, 3)) for theme in ordered]
