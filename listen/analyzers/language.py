"""The language of short posts, told by `eld` and, where it is unsure, by small words.

Why: docs/decisions/language-identification.md
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence

from listen.analyzers.language_words import votes
from listen.errors import AnalyzerError
from listen.protocols import Identified
from listen.text.level import level

__all__ = ["Eld"]

_LOOKED_AT = 2_000
"""Characters that are looked at; eld itself reads about 350 bytes of them."""

_SHORT_LETTERS = 15
"""Below this many letters the source's own claim weighs more than the detector's opinion."""

_SURE = 0.8
_GUESS_BELOW = 0.6
_BY_HINT = 0.7
_BELIEVED_FROM = 0.5
"""Part of the best score that a claimed language must have: some servers claim "en" for everything."""

_FAMILIAR = 1.1
"""How much nearer than its score a configured language stands: it decides between neighbours (de/nl), not more."""

_CERTAIN = 0.97
"""From here on no second voice is asked."""

_VOICE = 1.0
"""What a text counts, in parts of the best score, whose every word is a small word of one language alone."""

_LEAST_WORDS = 4
"""One small word among three is no more than one among four."""

_SHARP_S = 0.5
_UMLAUT = 0.5
_UMLAUTS = 3
"""More of them say the same again; Swedes and Turks have them too, so they weigh by the length of the text."""

_SELDOM = 0.85
"""How much further than its score a language stands that is seldom written where we listen."""

_COMMON = frozenset("de en fr it es pt nl pl sv da no fi cs sk hu ro hr sl bg el tr ru uk ja zh ko ar he".split())  # noqa: SIM905

_NO_SCORE = 0.2
"""What small words are measured by where the detector knows nothing."""

_NOISE = re.compile(
    r"(?:https?://|www\.)\S*"  # addresses
    r"|\bhttps?\b"  # what some archives leave of them
    r"|\b[\w.+-]{1,64}@[\w.-]{1,255}"  # mail addresses and user@server
    r"|[@#]\w[\w@.-]*"  # names and tags
    r"|\bRT\b|&\w{1,8};",
)
_ADDRESSES_ONLY = re.compile(r"(?:https?://|www\.)\S*|\bhttps?\b|\b[\w.+-]{1,64}@[\w.-]{1,255}|@\w[\w@.-]*|#")
_SMALL_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_UMLAUT_LETTERS = re.compile(r"[äöüÄÖÜ]")
_HINT = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE | re.DOTALL)
_SAME = {"nb": "no", "nn": "no", "iw": "he"}
"""Codes that sources use, and what eld calls the same language."""


class Eld:
    """Tells the language of short texts among some sixty; implements `LanguageIdentifier`.

    Args:
        languages: ISO 639-1, the configured ones: favoured a little between neighbours, never forced upon a text.
        names: the brand's own names, left out before judging: a name has no language.

    eld and its table (0.2 s) are loaded when the first text is identified.
    """

    name = "eld@2"

    def __init__(self, languages: Sequence[str], names: Sequence[str] = ()) -> None:
        self._familiar = frozenset(language.lower() for language in languages)
        written = sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True)
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, written))})", re.IGNORECASE) if written else None
        self._scores: Callable[[str], Mapping[str, float]] | None = None

    def identify(self, texts: Sequence[tuple[str, str | None]]) -> Sequence[Identified]:
        """Return one answer a (text, hint) pair; language None when it cannot be told, never a guess.

        Raises:
            AnalyzerError: if eld is not installed; never because of a text.
        """
        if self._scores is None:
            self._scores = _load()
        return [self._identified(text, _known_hint(hint), self._scores) for text, hint in texts]

    def _identified(self, text: str, hint: str | None, scores: Callable[[str], Mapping[str, float]]) -> Identified:
        words = self._words(text[:_LOOKED_AT])
        letters = sum(map(str.isalpha, words))
        found = scores(words)
        language, confidence = self._nearest(found, letters)
        if confidence < _CERTAIN and letters:
            found = _with_votes(found, words)
            language, confidence = self._nearest(found, letters)
        if letters >= _SHORT_LETTERS and confidence >= _SURE:
            return Identified(language=language, confidence=confidence)
        if hint is not None and (not found or found.get(hint, 0.0) >= _BELIEVED_FROM * max(found.values())):
            # Two unsure witnesses who agree are surer than either.
            agreed = confidence if hint == language else 0.0
            return Identified(language=hint, confidence=max(_BY_HINT, min(0.95, agreed + 0.1)))
        if confidence < _GUESS_BELOW:
            return Identified(language=None, confidence=confidence)
        return Identified(language=language, confidence=confidence)

    def _words(self, text: str) -> str:
        words = _NOISE.sub(" ", text)
        if sum(map(str.isalpha, words)) < _SHORT_LETTERS:
            # A post of hashtags only: their words are all there is.
            words = _ADDRESSES_ONLY.sub(" ", text)
        return self._names.sub(" ", words) if self._names else words

    def _nearness(self, language: str) -> float:
        if language in self._familiar:
            return _FAMILIAR
        return 1.0 if language in _COMMON else _SELDOM

    def _nearest(self, found: Mapping[str, float], letters: int) -> tuple[str | None, float]:
        best, best_score, next_score = None, 0.0, 0.0
        for language, score in found.items():
            weighed = score * self._nearness(language)
            if weighed > best_score:
                best, best_score, next_score = language, weighed, best_score
            elif weighed > next_score:
                next_score = weighed
        if best is None:
            return None, 0.0
        # Fitted to posts in six languages: a clear lead in few letters is worth a small one in many.
        lead = (1.0 - next_score / best_score) * math.sqrt(letters)
        return best, round(1.0 - 0.6 * math.exp(-1.15 * lead), 3)


def _with_votes(found: Mapping[str, float], words: str) -> dict[str, float]:
    """Return the scores with what small words, umlauts and ß add to them."""
    plain = _SMALL_WORDS.findall(level(words))
    most = max(found.values(), default=_NO_SCORE)
    heard = dict(found)
    for language, count in votes(plain).items():
        heard[language] = heard.get(language, 0.0) + _VOICE * most * count / max(len(plain), _LEAST_WORDS)
    umlauts = min(len(_UMLAUT_LETTERS.findall(words)), _UMLAUTS) / max(len(plain), _UMLAUTS)
    german = _SHARP_S * ("ß" in words) + _UMLAUT * umlauts
    if german:
        heard["de"] = heard.get("de", 0.0) + german * most
    return heard


def _known_hint(hint: str | None) -> str | None:
    """Return the hint as ISO 639-1; None for anything else (`und`, `mul`, nonsense)."""
    written = _HINT.fullmatch(hint.strip()) if hint else None
    if written is None:
        return None
    code = written.group(1).lower()
    return _SAME.get(code, code)


def _load() -> Callable[[str], Mapping[str, float]]:
    """Return eld's scores by language for a text; loads its table."""
    try:
        from eld import LanguageDetector
    except ImportError as error:
        raise AnalyzerError("analyzer.package_missing", package="eld") from error
    detector = LanguageDetector()

    def scores(text: str) -> Mapping[str, float]:
        found: Mapping[str, float] = detector.detect(text).scores()
        return found

    return scores
