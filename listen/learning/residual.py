"""A residual: what is added to an analyzer's verdict, as a value that can be kept, read back and applied."""

import struct
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, isclose, isfinite, log

from listen.learning.words import homes_of, words_of
from listen.model import Label, Probabilities, Sentiment

__all__ = ["LABELS", "Residual", "Three", "logs", "retold", "shares", "untold"]

Three = tuple[float, float, float]

LABELS = (Label.CRITICISM, Label.NEUTRAL, Label.PRAISE)
"""In the order of `Probabilities`."""

_LEAST = 1e-4
"""No analyzer is surer than that; a probability of nothing could never be learned away."""

_MAGIC = b"listen residual 1\n"
_HEAD = struct.Struct("<ddII")
_WORD = struct.Struct("<Ifff")
_HOME = struct.Struct("<Hfff")
_MOST = 200_000
_LARGEST = 1_000.0
_COOLEST, _WARMEST = 0.1, 10.0


def logs(probabilities: Probabilities) -> Three:
    """Return the logarithms of three probabilities, none below that of a ten-thousandth."""
    first, second, third = probabilities
    return log(max(first, _LEAST)), log(max(second, _LEAST)), log(max(third, _LEAST))


def shares(scores: Sequence[float]) -> Three:
    """Return the probabilities that three scores stand for."""
    highest = max(scores)
    first, second, third = (exp(score - highest) for score in scores)
    whole = first + second + third
    return first / whole, second / whole, third / whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Residual:
    """logits = ((1 + scale) · log base + habits of the home + weights of the words / √words) / temperature.

    Attributes:
        scale: how much more (or, below 0, less) the analyzer's own word counts where people judged.
        homes: by home (`homes_of`), what is added to criticism, neutral and praise there.
        words: by number of a word (`words_of`), likewise.
        temperature: above 1 makes everything less sure.
    """

    scale: float = 0.0
    homes: Mapping[str, Three]
    words: Mapping[int, Three]
    temperature: float = 1.0

    def scores(self, base: Probabilities, words: Sequence[int], homes: Sequence[str]) -> Three:
        """Return the logits; those of `base` where nothing was learned of any of the homes."""
        known = [self.homes[home] for home in homes if home in self.homes]
        first, second, third = logs(base)
        if not known:
            return first, second, third
        scale, part = 1.0 + self.scale, 1.0 / len(homes)
        first = first * scale + part * sum(one[0] for one in known)
        second = second * scale + part * sum(one[1] for one in known)
        third = third * scale + part * sum(one[2] for one in known)
        heard = [self.words[word] for word in words if word in self.words]
        if heard:
            norm = len(words) ** -0.5
            first += norm * sum(one[0] for one in heard)
            second += norm * sum(one[1] for one in heard)
            third += norm * sum(one[2] for one in heard)
        cool = 1.0 / self.temperature
        return first * cool, second * cool, third * cool

    def probabilities(
        self, base: Probabilities, text: str, *, language: str | None, queries: Collection[str]
    ) -> Probabilities | None:
        """Return `base` with what was learned; None for a language in queries of which nothing was learned."""
        homes = homes_of(language, queries)
        if not any(home in self.homes for home in homes):
            return None
        return shares(self.scores(base, words_of(text, language), homes))

    def packed(self) -> bytes:
        """Return it as bytes: numbers and names only, smallest keys first."""
        parts = [_MAGIC, _HEAD.pack(self.scale, self.temperature, len(self.homes), len(self.words))]
        for home in sorted(self.homes):
            name = home.encode("utf-8", "replace")[:0xFFFF]
            parts += (_HOME.pack(len(name), *self.homes[home]), name)
        parts += (_WORD.pack(word, *self.words[word]) for word in sorted(self.words))
        return b"".join(parts)

    @classmethod
    def unpacked(cls, packed: bytes) -> "Residual":
        """Return what `packed` made; reading it runs no code.

        Raises:
            ValueError: it is not that, or damaged.
        """
        try:
            return cls._unpacked(packed)
        except (struct.error, UnicodeDecodeError) as error:
            raise ValueError("a damaged residual") from error

    @classmethod
    def _unpacked(cls, packed: bytes) -> "Residual":
        if not packed.startswith(_MAGIC):
            raise ValueError("no residual")
        at = len(_MAGIC)
        scale, temperature, home_count, word_count = _HEAD.unpack_from(packed, at)
        at += _HEAD.size
        if home_count > _MOST or word_count > _MOST:
            raise ValueError("a residual of impossible size")
        homes = {}
        for _ in range(home_count):
            length, *added = _HOME.unpack_from(packed, at)
            at += _HOME.size
            homes[packed[at : at + length].decode()] = _three(added)
            at += length
        if len(packed) - at != word_count * _WORD.size:
            raise ValueError("a residual cut short")
        words = {word: _three(added) for word, *added in _WORD.iter_unpack(packed[at:])}
        if len(homes) != home_count or not -1.0 <= scale <= _LARGEST or not _COOLEST <= temperature <= _WARMEST:
            raise ValueError("a residual out of bounds")
        return cls(scale=scale, homes=homes, words=words, temperature=temperature)


def _three(values: Sequence[float]) -> Three:
    first, second, third = values
    if not all(isfinite(value) and abs(value) <= _LARGEST for value in values):
        raise ValueError("a residual out of bounds")
    return first, second, third


def retold(sentiment: Sentiment, probabilities: Probabilities | None, *, sure_from: float) -> Sentiment:
    """Return an analyzer's answer with what was learned in it; its first word is kept in `untaught`.

    *Mixed* stays: it rests on two passages, not on three probabilities. Doubts of the analyzer's own (irony, quotation)
    go on taking their part of the confidence.

    Args:
        sentiment: as the analyzer gave it.
        probabilities: of `Residual.probabilities`; None changes nothing.
        sure_from: below this confidence the analyzer says *unclear*.
    """
    if probabilities is None or sentiment.probabilities is None or sentiment.label is Label.MIXED:
        return sentiment
    before = sentiment.probabilities
    return replace(_told(sentiment, before, probabilities, sure_from), probabilities=probabilities, untaught=before)


def untold(sentiment: Sentiment, *, sure_from: float) -> Sentiment:
    """Return the answer as it was before anything was learned."""
    first = sentiment.untaught
    if first is None or sentiment.probabilities is None:
        return sentiment
    return replace(_told(sentiment, sentiment.probabilities, first, sure_from), probabilities=first, untaught=None)


def _told(sentiment: Sentiment, old: Probabilities, new: Probabilities, sure_from: float) -> Sentiment:
    """Return the answer that follows from `new` where that from `old` is known."""
    left_by_doubt = min(1.0, sentiment.confidence / max(*old, _LEAST))
    sure = max(new)
    confidence = sure * left_by_doubt
    # Told and untold again must come to the same label: neither rounding nor the last bit may decide.
    confidence = sure_from if isclose(confidence, sure_from, abs_tol=1e-9) else confidence
    label = LABELS[new.index(sure)] if confidence >= sure_from else Label.UNCLEAR
    return replace(sentiment, polarity=round(new[2] - new[0], 6), confidence=confidence, label=label)
