"""Who says which term: every voice once, every story once, in bounded memory."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from listen.model import Label
from listen.themes.value import Remark
from listen.themes.words import BREAK, Lexicon, parts_of

__all__ = ["Heard", "Terms", "hear", "known_stems", "terms_by_voices", "usual_voices"]

_MOST_REMARKS = 200_000
"""Of one window; what comes after them is not looked at, so that memory stays bounded."""

_LEAST_SAID = 3
"""A word that fewer voices say makes neither a theme nor a phrase."""

_PHRASES_REMEMBERED = 200_000
_COMPOUND_SIGN = "+"
_VOWELS_CHANGED = (("ae", "a"), ("oe", "o"), ("ue", "u"))


@dataclass(slots=True)
class Heard:
    """The remarks of a window, each story once, as numbers of words.

    Attributes:
        ids, stories, labels, priorities: one a remark.
        voices: which voice says it; voices are numbered from 0.
        texts: the words of each, as `Lexicon.read` numbers them.
    """

    ids: "array[int]" = field(default_factory=lambda: array("q"))
    voices: "array[int]" = field(default_factory=lambda: array("q"))
    priorities: "array[int]" = field(default_factory=lambda: array("q"))
    labels: list[Label | None] = field(default_factory=list)
    texts: "list[array[int]]" = field(default_factory=list)
    voice_count: int = 0

    def __len__(self) -> int:
        return len(self.ids)


def hear(remarks: Iterable[Remark], lexicon: Lexicon) -> Heard:
    """Read the remarks of a window; of each story the first one given, at most 200,000."""
    heard = Heard()
    stories: set[int] = set()
    voices: dict[str, int] = {}
    for one in remarks:
        if one.story_id in stories:
            continue
        if len(heard) >= _MOST_REMARKS:
            break
        stories.add(one.story_id)
        heard.ids.append(one.id)
        heard.voices.append(voices.setdefault(_voice(one), len(voices)))
        heard.priorities.append(one.priority)
        heard.labels.append(one.label)
        heard.texts.append(array("i", lexicon.read(one.title, one.text, one.language)))
    heard.voice_count = len(voices)
    return heard


def _voice(one: Remark) -> str:
    """Return who says it: the author, or the story where nobody is named."""
    author = (one.author or "").strip().casefold()
    return f"a {author}" if author else f"s {one.story_id}"


class Terms:
    """What is counted as one term: a word without its ending, a compound like the phrase of its parts, a phrase.

    Terms have names that stay the same from day to day: `muff`, `lieferung+verzogerung`.
    """

    def __init__(self, lexicon: Lexicon, known: Collection[str]) -> None:
        """Make them of the words that are said often enough.

        Args:
            lexicon: gives the words' stems.
            known: stems that count; only these make phrases and parts of compounds.
        """
        self._lexicon = lexicon
        self._known = known
        self._of_word: dict[int, tuple[str, ...]] = {}
        self._phrases: dict[tuple[int, int], str | None] = {}

    def of_word(self, number: int) -> tuple[str, ...]:
        """Return the terms of one word: itself; for a compound of known words the phrase of its parts, and its last."""
        found = self._of_word.get(number)
        if found is None:
            word = self._stem(number)
            parts = parts_of(word, self._known)
            found = (word,) if parts is None else (_COMPOUND_SIGN.join(parts), parts[1])
            self._of_word[number] = found
        return found

    def _stem(self, number: int) -> str:
        """Return a word's stem; of a German plural that changes its vowel (`Schläuche`) that of the singular."""
        word, surface = self._lexicon.stems[number], self._lexicon.surfaces[number]
        if surface[0].isupper() and surface.endswith(("e", "en")):
            for changed, plain in _VOWELS_CHANGED:
                if changed in word and (singular := word.replace(changed, plain, 1)) in self._known:
                    return singular
        return word

    def of_phrase(self, first: int, second: int) -> str | None:
        """Return the term of two words side by side; None when one of them is rare."""
        pair = first, second
        if pair in self._phrases:
            return self._phrases[pair]
        one, other = self._stem(first), self._stem(second)
        is_known = one in self._known and other in self._known and one != other
        phrase = f"{one}{_COMPOUND_SIGN}{other}" if is_known else None
        if len(self._phrases) < _PHRASES_REMEMBERED:
            self._phrases[pair] = phrase
        return phrase

    def in_text(self, text: Iterable[int]) -> Iterator[tuple[str, int, int]]:
        """Yield each term of a text with the words that make it; the second word is `BREAK` for a single one."""
        before = BREAK
        for number in text:
            if number != BREAK:
                for term in self.of_word(number):
                    yield term, number, BREAK
                if before != BREAK:
                    phrase = self.of_phrase(before, number)
                    if phrase is not None:
                        yield phrase, before, number
            before = number


def terms_by_voices(heard: Heard, terms: Terms) -> Counter[str]:
    """Return how many voices say each term; terms that fewer than three say are left out."""
    counts = _by_voices(heard, lambda text: {term for term, _, _ in terms.in_text(text)})
    return Counter({term: count for term, count in counts.items() if count >= _LEAST_SAID})


def _by_voices(heard: Heard, read: Callable[[Iterable[int]], set[str]]) -> Counter[str]:
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, voice in enumerate(heard.voices):
        places[voice].append(place)
    counts: Counter[str] = Counter()
    for some in places.values():
        said = read(heard.texts[some[0]])
        for place in some[1:]:
            said |= read(heard.texts[place])
        counts.update(said)
    return counts


def known_stems(heard: Heard, lexicon: Lexicon) -> frozenset[str]:
    """Return the stems that at least three voices say."""
    counts = _by_voices(heard, lambda text: {lexicon.stems[number] for number in text if number != BREAK})
    return frozenset(word for word, count in counts.items() if count >= _LEAST_SAID)


def usual_voices(
    blocks: Iterable[Iterable[Remark]], wanted: Collection[str], terms: Terms, lexicon: Lexicon
) -> tuple[Counter[str], int]:
    """Return how many voices said each wanted term in earlier windows together, and how many voices there were.

    Args:
        blocks: the remarks of earlier windows, each as long as the one that is looked at.
        wanted: terms.
        terms, lexicon: of the window that is looked at.
    """
    counts: Counter[str] = Counter()
    total = 0
    for block in blocks:
        heard = hear(block, lexicon)
        total += heard.voice_count
        counts.update(_by_voices(heard, lambda text: {term for term, _, _ in terms.in_text(text) if term in wanted}))
    return counts, total
