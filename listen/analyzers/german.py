"""German sentiment by rules and a seed lexicon; what it is worth stands in docs/explanation/understanding.md."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from listen.analyzers.german_lexicon import Lexicon, Sense, load
from listen.model import Evidence, Label, Sentiment, Text, label_of

__all__ = ["German"]

_LIMIT = 20_000
_EVIDENCE = 10

_BEFORE = 3
"""Words over which a negation reaches forward."""

_AFTER = 4
"""Words over which it reaches back to its verb: "passt mir gar nicht"."""

_BETWEEN = 6
"""Words that may stand inside a separable verb: "fällt nach zwei Tagen einfach aus"."""

_ASKED = 0.6
_SHOUTED = 1.15
_WISHED = 0.35
_WISHED_AWAY = 0.8
_BEFORE_BUT = 0.6
_AFTER_BUT = 1.3
_REPEATED = 0.3
"""What the second and every further equal sign or word still adds."""

_AROUND_BRAND = 1.5
_ELSEWHERE = 0.6

_CALM = 0.6
"""What pulls a polarity towards 0: one weak word alone is a weak opinion."""

_PASSED_ON = 0.4
"""What praise and criticism lose beside an address: the words are often a headline's."""

_NOBODY_SPEAKS = 0.2
"""What they lose in a text in which nobody says "ich", "du" or the like."""

_REFUSED = -0.25
"""A negation that turns nothing still refuses something."""

_STRONG = 0.7
_EVEN = 0.35
_SURE_OF_BOTH = 0.5
"""Praise and criticism are *mixed* when both are strong and the weaker has this part of the stronger's weight.
Nothing with labels tells how often that is right: the confidence is an estimate."""

_LEAST = 0.1
"""Polarity from which `label_of` speaks of praise or criticism."""

_FEW_WORDS = 6
_ASKED_LAST = 0.9
_MOST_SURE = 0.95

_BARE_ADDRESS = frozenset(("http", "https"))
"""What some archives leave of an address."""

_CAMEL = re.compile(r"[A-ZÄÖÜ]?[a-zäöüß]+|[A-ZÄÖÜ]+(?![a-zäöüß])|\w+")
_CHANGES_CASE = re.compile(r"[a-zäöüß][A-ZÄÖÜ]")


@dataclass(slots=True)
class _Reading:
    """A text taken apart: one entry a word, emoji or emoticon in each list.

    Attributes:
        words: lower case; emoji and emoticons as written.
        clauses, sentences: the number of the one in which the word stands.
        tones: by sentence, `?`, `!` or nothing.
        has_link: an address stands in the text: it passes something on.
        is_addressed: it speaks to somebody by name.
        taken: places that belong to a phrase.
        turning: places of negations that turned a word.
        clause: the number of the one that is being read.
    """

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    tones: list[str] = field(default_factory=list)
    has_link: bool = False
    is_addressed: bool = False
    taken: set[int] = field(default_factory=set)
    turning: set[int] = field(default_factory=set)
    clause: int = 0

    def add(self, word: str, start: int, end: int) -> None:
        """Take a word in."""
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)
        self.clauses.append(self.clause)
        self.sentences.append(len(self.tones))

    def stop(self, sign: str) -> None:
        """End the clause; the sentence too when `sign` says so."""
        self.clause += 1
        if sign[0] in ".!?…\n":
            self.tones.append("?" if "?" in sign else "!" if "!" in sign else "")

    def note_link(self, first: str) -> None:
        """Remember an address, or a name that is spoken to."""
        if first == "@":
            self.is_addressed = True
        else:
            self.has_link = True

    def close(self) -> None:
        """Give a last sentence without an end its tone: none."""
        if not self.tones or (self.sentences and self.sentences[-1] == len(self.tones)):
            self.tones.append("")


@dataclass(slots=True)
class _Hit:
    """Words that count, from `first` to `last`, both included."""

    first: int
    last: int
    weight: float


class German:
    """Judges German posts by rules; implements `Analyzer`.

    The lexicon is read with the first text. The clause around the brand (`Text.targets`) weighs more than the rest.
    """

    name = "german@1"
    languages = frozenset({"de"})

    def __init__(self) -> None:
        self._rules: _Rules | None = None

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        """Return one answer a text; None for one that is known not to be German."""
        if self._rules is None:
            self._rules = _Rules(load())
        rules = self._rules
        return [rules.judged(one) if one.language in (None, "de") else None for one in texts]


class _Rules:
    """The rules, with the lexicon they look up."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        signs = "|".join(map(_sign_pattern, sorted(lexicon.signs, key=len, reverse=True)))
        # Words first: they are most of a text. No sign begins with a letter, digit or blank, so most places are
        # passed without trying them all.
        self._token = re.compile(
            r"(?P<word>(?!https?://|www\.)[^\W\d_]+(?:['’][^\W\d_]+)?)|(?P<link>(?:https?://|www\.)\S+|@\w[\w.@-]*)"
            rf"|(?=[^\w\s])(?:(?P<sign>{signs})|(?P<stop>[.!?…]+|[;:,()]|(?<=\s)[-–—](?=\s)))|(?P<line>\n)"
        )

    def judged(self, text: Text) -> Sentiment:
        """Return what one text feels like."""
        reading = self._read(text.text[:_LIMIT])
        hits = self._hits(reading)
        self._weigh(reading, hits, text.targets)
        praise = sum(hit.weight for hit in hits if hit.weight > 0)
        criticism = -sum(hit.weight for hit in hits if hit.weight < 0)
        is_voice = reading.is_addressed or not self._lexicon.voices.isdisjoint(reading.words)
        loss = (_PASSED_ON if reading.has_link else 0.0) + (0.0 if is_voice else _NOBODY_SPEAKS)
        is_mixed = min(praise, criticism) >= max(_STRONG, _EVEN * max(praise, criticism))
        praise, criticism = max(0.0, praise - loss), max(0.0, criticism - loss)
        polarity = (praise - criticism) / (praise + criticism + _CALM)
        confidence = _confidence(reading, polarity, has_hits=bool(hits), is_voice=is_voice)
        label = label_of(polarity, confidence)
        if is_mixed:
            label, confidence = Label.MIXED, _SURE_OF_BOTH
        return Sentiment(
            analyzer=German.name,
            polarity=round(polarity, 4),
            subjectivity=None,
            confidence=round(confidence, 3),
            label=label,
            evidence=_evidence(text.text, reading, hits),
        )

    def _read(self, text: str) -> _Reading:
        reading = _Reading()
        add = reading.add
        contrasts = self._lexicon.contrasts
        for token in self._token.finditer(text):
            kind = token.lastgroup
            start, end = token.span()
            if kind == "word":
                written = token.group()
                word = written.lower()
                if word in _BARE_ADDRESS:
                    reading.has_link = True
                elif start and text[start - 1] == "#" and _CHANGES_CASE.search(written):
                    for part in _CAMEL.finditer(written):
                        add(part.group().lower(), start + part.start(), start + part.end())
                else:
                    if word in contrasts:
                        reading.clause += 1
                    add(word, start, end)
            elif kind == "sign":
                add(token.group(), start, end)
            elif kind == "link":
                reading.note_link(text[start])
            else:
                reading.stop(token.group())
        reading.close()
        return reading

    def _hits(self, reading: _Reading) -> list[_Hit]:
        hits: list[_Hit] = []
        words = reading.words
        lexicon = self._lexicon
        place = 0
        while place < len(words):
            word = words[place]
            first = place
            place += 1
            if first in reading.taken:
                continue
            if word in lexicon.phrases:
                found = self._phrase(reading, first)
                if found is not None:
                    sense, taken = found
                    reading.taken.update(taken)
                    hits.append(_Hit(first, taken[-1], self._turned(reading, first, taken[-1], sense)))
                    continue
            sense_ = lexicon.senses.get(word) or lexicon.sense(word)
            if first and words[first - 1] == "zu" and word in lexicon.too:
                sense_ = lexicon.too[word]
            if sense_ is not None and sense_.weight:
                hits.append(_Hit(first, first, self._turned(reading, first, first, sense_)))
        self._refuse(reading, hits)
        return hits

    def _refuse(self, reading: _Reading, hits: list[_Hit]) -> None:
        counted = {hit.first for hit in hits}
        for place, word in enumerate(reading.words):
            if word in self._lexicon.refusals and not (
                place in reading.taken or place in reading.turning or place in counted
            ):
                hits.append(_Hit(place, place, _REFUSED))

    def _phrase(self, reading: _Reading, first: int) -> tuple[Sense, list[int]] | None:
        """Return the longest phrase that begins at `first`, and the places it takes."""
        words, clauses = reading.words, reading.clauses
        for others, sense, may_part in self._lexicon.phrases[words[first]]:
            if not may_part:
                last = first + len(others)
                if tuple(words[first + 1 : last + 1]) == others and not reading.taken.intersection(
                    range(first, last + 1)
                ):
                    return sense, list(range(first, last + 1))
                continue
            taken = [first]
            reach = min(len(words), first + 1 + len(others) + _BETWEEN)
            for other in others:
                place = next(
                    (
                        at
                        for at in range(taken[-1] + 1, reach)
                        if words[at] == other and clauses[at] == clauses[first] and at not in reading.taken
                    ),
                    None,
                )
                if place is None:
                    break
                taken.append(place)
            else:
                return sense, taken
        return None

    def _turned(self, reading: _Reading, first: int, last: int, sense: Sense) -> float:
        """Return the weight after negation and strength."""
        words, clauses = reading.words, reading.clauses
        lexicon = self._lexicon
        clause = clauses[first]
        factor = 1.0
        # "nicht zu empfehlen" is turned already: a negation before it does not turn it back.
        is_turned = words[first] in lexicon.negations
        for place in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
            if clauses[place] != clause:
                break
            word = words[place]
            if place >= first - 2 and word in lexicon.factors and place not in reading.taken:
                factor *= lexicon.factors[word]
            if not is_turned and word in lexicon.negations and place not in reading.taken and words[place + 1] != "nur":
                reading.turning.add(place)
                return sense.negated
        if sense.is_verb:
            for place in range(last + 1, min(len(words), last + 1 + _AFTER)):
                if clauses[place] != clause:
                    break
                if (
                    # "läuft ohne Störung": what is without something is not turned itself.
                    words[place] in lexicon.refusals
                    and place not in reading.taken
                    and words[place + 1 : place + 2] != ["nur"]
                ):
                    reading.turning.add(place)
                    return sense.negated
        return sense.weight * factor

    def _weigh(self, reading: _Reading, hits: Sequence[_Hit], targets: Sequence[tuple[int, int]]) -> None:
        """Let tone, wishes, contrast, repetition and nearness to the brand speak."""
        lexicon = self._lexicon
        words, sentences = reading.words, reading.sentences
        contrasts = {sentences[at]: at for at, word in enumerate(words) if word in lexicon.contrasts}
        wishes = {sentences[at] for at, word in enumerate(words) if word in lexicon.wishes}
        spoken_of = _clauses_around(reading, targets)
        is_near = any(reading.clauses[hit.first] in spoken_of for hit in hits)
        seen: set[str] = set()
        for hit in hits:
            sentence = sentences[hit.first]
            tone = reading.tones[sentence] if sentence < len(reading.tones) else ""
            if tone:
                hit.weight *= _ASKED if tone == "?" else _SHOUTED
            if sentence in wishes:
                hit.weight *= _WISHED if hit.weight > 0 else _WISHED_AWAY
            turn = contrasts.get(sentence)
            if turn is not None and turn > sentences.index(sentence):
                hit.weight *= _BEFORE_BUT if hit.first < turn else _AFTER_BUT
            if is_near:
                is_of_brand = reading.clauses[hit.first] in spoken_of or lexicon.is_verdict(
                    words[hit.first : hit.last + 1]
                )
                hit.weight *= _AROUND_BRAND if is_of_brand else _ELSEWHERE
            word = words[hit.first]
            if word in seen:
                hit.weight *= _REPEATED
            seen.add(word)


def _sign_pattern(sign: str) -> str:
    """Return the pattern of an emoji or emoticon; a letter at its edge must not belong to a word ("xD")."""
    before = r"(?<!\w)" if sign[0] in ":;=" and sign[-1].isalnum() else ""
    after = r"(?!\w)" if sign[-1].isalnum() else ""
    return f"{before}{re.escape(sign)}{after}"


def _clauses_around(reading: _Reading, targets: Sequence[tuple[int, int]]) -> set[int]:
    """Return the numbers of the clauses in which the brand stands."""
    return {
        clause
        for start, end in targets
        for clause in reading.clauses[bisect_right(reading.ends, start) : bisect_left(reading.starts, end)]
    }


def _confidence(reading: _Reading, polarity: float, *, has_hits: bool, is_voice: bool) -> float:
    """Return how often the rules were right in such a case, on German posts with labels (balanced over three)."""
    size = abs(polarity)
    if size < _LEAST:
        return _neutral_confidence(reading, has_hits=has_hits, is_voice=is_voice)
    if reading.has_link:
        sure = 0.2 + 0.85 * size
    elif polarity < 0:
        sure = 0.55 + 0.46 * size
    else:
        sure = 0.38 + 0.72 * size
    if reading.tones[-1] == "?":
        sure *= _ASKED_LAST
    return min(_MOST_SURE, sure)


def _neutral_confidence(reading: _Reading, *, has_hits: bool, is_voice: bool) -> float:
    """Return how sure *neutral* is: very, of a headline with its address; hardly, when somebody speaks."""
    is_short = len(reading.words) < _FEW_WORDS
    if reading.has_link:
        if is_short:
            return 0.45
        return 0.65 if is_voice else 0.85
    if has_hits:
        return 0.3
    if reading.tones[-1] == "?":
        return 0.5
    return 0.35 if is_short or is_voice else 0.7


def _evidence(text: str, reading: _Reading, hits: Sequence[_Hit]) -> tuple[Evidence, ...]:
    heaviest = sorted(hits, key=lambda hit: -abs(hit.weight))[:_EVIDENCE]
    return tuple(
        Evidence(
            word=text[reading.starts[hit.first] : reading.ends[hit.last]],
            start=reading.starts[hit.first],
            end=reading.ends[hit.last],
            weight=round(max(-1.0, min(1.0, hit.weight)), 4),
        )
        for hit in heaviest
    )
