"""From cues and signs to findings: what a person would act on, each with the words that made it so."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from listen.intents.cues import Hit, load
from listen.intents.names import Names
from listen.intents.questions import asked, is_answered_at_once
from listen.intents.signs import Sign, signs_about, signs_within
from listen.model import Evidence, Finding, FindingKind, Label, Post, Sentiment
from listen.reading import Reading, read

__all__ = ["Intent", "intents"]


class Intent(StrEnum):
    """What a person would act on; a post may have several, or none."""

    QUESTION = "question"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    COMPARISON = "comparison"
    BUYING = "buying"
    JOB_SEEKING = "job_seeking"
    HOW_TO = "how_to"
    NEWS = "news"
    ADVERT = "advert"
    JOB_AD = "job_ad"
    COUPON = "coupon"
    BOT = "bot"


_SURE_FROM = 0.5
"""Below this nothing is said."""
_MOST = 0.97
_COUNT = (1.0, 0.8, 0.6, 0.45, 0.3)
"""How much the first, second … sign of one intent counts: they are seldom independent."""
_OVERLAPPING = 0.6
_EVIDENCE = 5
_TWO_NAMED, _TWO_COMPARED = 0.42, 0.55
_WEAK = 0.5
"""Cues below this are single words: they need company."""
_IMPERSONAL = 0.85
_PERSONAL = re.compile(
    r"(?<!\w)(?:ich|wir|mir|mich|uns|unser\w{0,2}|mein\w{0,2}|hab|euch|wollte|i|we|my|our|me|us|i'm|i've|je|j'ai"
    r"|nous|mon|ma|io|mi|mio|yo|ik|wij|mijn|"
    r"mam|mnie|eu|meu)(?!\w)"
)
_REVIEWS = frozenset({"trustpilot", "appstore", "itunes"})
"""Where people write of their own experience without saying \"I\"."""
_EVERYWHERE = frozenset({"de", "en"})
"""Languages whose cues count in every post: people mix them."""

_RHETORICAL = "RHETORICAL"
_NEGATING = re.compile(
    r"(?<!\w)(?:nicht|nie|niemals|kein\w{0,2}|ohne|weder|kaum|trotz|statt|not|never|no|none|without|hardly|isn't"
    r"|wasn't|aren't|"
    r"weren't|don't|doesn't|didn't|haven't|hasn't|won't|can't|couldn't|instead of|despite)(?!\w)"
)
_NEGATED_AFTER = re.compile(
    r"[ ,]{1,2}(?:\w{1,12} )?(?:nicht|nichts|nie|niemand|nix|kein\w{0,2})(?!\w)(?! mehr (?:\w+ )?(?:aus|auf))"
)
_SOLVED = re.compile(
    r"(?<!\w)(?:sorted|resolved|solved|fixed|behoben|gelöst|erledigt|ausgetauscht|kostenlos (?:ersetzt|getauscht)"
    r"|sofort (?:ersetzt|getauscht)|"
    r"gekümmert|seitdem ruhe|no longer|nicht mehr)(?!\w)"
)
_CLAUSE_END = re.compile(r"[,;:.!?\n]| (?:aber|und|but|and|sondern) ")
_SUPPOSING = re.compile(
    r"(?<!\w)(?:wenn|falls|sollte|sofern|würde|wäre|könnte|damit|bevor|if|should|would|could|unless|in case|before"
    r"|so that)(?!\w)"
)
_DENIED = frozenset({"complaint", "praise"})
_ASKED = frozenset({"question", "buying"})
_BEFORE = 28
"""Characters before a cue in which a negation is looked for, within its clause."""

# What one intent takes from another: an advert's question asks nobody. In this order.
_TAKES: tuple[tuple[str, dict[str, float]], ...] = (
    ("job_seeking", {"job_ad": 0.45, "buying": 0.35}),
    (
        "job_ad",
        {
            "question": 0.2,
            "buying": 0.3,
            "praise": 0.4,
            "job_seeking": 0.4,
            "advert": 0.5,
            "how_to": 0.4,
            "complaint": 0.5,
        },
    ),
    ("coupon", {"question": 0.4, "buying": 0.3, "praise": 0.5, "complaint": 0.5}),
    ("advert", {"question": 0.35, "buying": 0.35, "praise": 0.35, "complaint": 0.5, "comparison": 0.7}),
    ("news", {"question": 0.35, "praise": 0.45, "complaint": 0.5, "buying": 0.4, "advert": 0.7, "job_seeking": 0.5}),
)


@dataclass(slots=True)
class _Case:
    """All signs of one intent in one post."""

    signs: list[Sign]
    factor: float = 1.0

    @property
    def confidence(self) -> float:
        """Return how sure the strongest signs make us together; overlapping ones count less, a place once."""
        doubt = 1.0
        taken: list[Sign] = []
        for sign in self.signs:
            if len(taken) == len(_COUNT):
                break
            counts = _COUNT[len(taken)]
            if sign.start >= 0 and any(sign.start < other.end and other.start < sign.end for other in taken):
                if any(sign.start == other.start and sign.end == other.end for other in taken):
                    continue
                counts *= _OVERLAPPING
            taken.append(sign)
            doubt *= 1.0 - sign.weight * counts
        return min(_MOST, 1.0 - doubt) * self.factor


def intents(
    post: Post,
    text: str,
    language: str | None = None,
    sentiment: Sentiment | None = None,
    *,
    names: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Return what `post` wants or is, surest first; empty when nothing is surely said.

    Args:
        post: for what stands beside the text: source, place, author.
        text: `listen.reading.analyzed_text(post)`; evidence counts its characters.
        language: ISO 639-1; None when unknown, then the cues of all languages count.
        sentiment: where there is one, praise and complaints lean on it; without one the words alone decide.
        names: of our brand and of competitors, as people write them; comparisons are sought between names.

    Returns:
        Findings of kind INTENT with a confidence of 0.5 … 0.97 that says how often such a post has this intent.
        Never raises on any text; linear; the first 4,000 characters are read.
    """
    reading = read(post, text)
    signs = [*_from_cues(reading, language, names), *signs_within(reading), *signs_about(post)]
    cases = _cases(signs)
    if _DENIED & cases.keys() and post.source not in _REVIEWS and not _PERSONAL.search(reading.plain):
        for intent in _DENIED & cases.keys():
            signs = [
                one._replace(weight=one.weight * _IMPERSONAL) if one.weight < _WEAK else one
                for one in cases[intent].signs
            ]
            cases[intent].signs = signs
    _lean_on(sentiment, cases)
    for strong, takes in _TAKES:
        case = cases.get(strong)
        if case is None:
            continue
        sure = case.confidence
        if sure >= _SURE_FROM:
            for weak, factor in takes.items():
                if weak in cases:
                    cases[weak].factor *= 1.0 - (1.0 - factor) * sure
    found = [(case.confidence, intent, case.signs) for intent, case in cases.items()]
    return tuple(
        Finding(
            kind=FindingKind.INTENT,
            value=Intent(intent).value,
            confidence=round(sure, 3),
            evidence=_evidence(told, reading.shown),
        )
        for sure, intent, told in sorted(found, key=lambda one: (-one[0], one[1]))
        if sure >= _SURE_FROM
    )


def _from_cues(reading: Reading, language: str | None, names: Collection[str]) -> list[Sign]:
    known = Names.of(tuple(names), language)
    signs: list[Sign] = []
    rhetorical: list[tuple[int, int]] = []
    for hit in load().find(reading.plain):
        cue = hit.cue
        if cue.language not in _EVERYWHERE and language is not None and cue.language != language:
            continue
        if cue.intent == _RHETORICAL:
            rhetorical.append((hit.start, hit.end))
        elif not hit.names or _is_named(hit, reading, known):
            weight = _weighed(hit, reading)
            if weight:
                signs.append(Sign(cue.intent, hit.start, hit.end, weight))
    signs.extend(Sign(Intent.QUESTION, start, end, weight) for start, end, weight in asked(reading, rhetorical))
    signs.extend(_beside_each_other(reading, known, is_compared=any(one.intent == "comparison" for one in signs)))
    return signs


def _beside_each_other(reading: Reading, known: Names, *, is_compared: bool) -> list[Sign]:
    """Return a sign for two different brands in one post: nearly a comparison by itself."""
    places = known.sure_ones(reading.shown)
    if len(places) < 2:  # noqa: PLR2004 - two make a comparison
        return []
    return [Sign(Intent.COMPARISON, *places[1], _TWO_COMPARED if is_compared else _TWO_NAMED)]


def _is_named(hit: Hit, reading: Reading, known: Names) -> bool:
    words = [reading.shown[start:end] for start, end in hit.names]
    if len(words) > 1:
        return any(map(known.is_sure, words)) and all(map(known.may_be, words))
    return known.is_compared(words[0]) if hit.cue.intent == Intent.COMPARISON else known.may_be(words[0])


def _weighed(hit: Hit, reading: Reading) -> float:
    """Return what a cue is worth where it stands; 0.0 when it is denied."""
    cue, plain = hit.cue, reading.plain
    if cue.intent in _ASKED and reading.is_in_title(hit.start):
        answered = is_answered_at_once(reading.shown[: reading.title_end])
        return 0.0 if answered else cue.weight
    if cue.intent not in _DENIED:
        return cue.weight
    own = plain[hit.start : hit.end]
    if not _NEGATING.search(own):
        before = plain[max(0, hit.start - _BEFORE) : hit.start]
        clause = _CLAUSE_END.split(before)[-1]
        if _NEGATING.search(clause) or (cue.language == "de" and _NEGATED_AFTER.match(plain, hit.end)):
            return 0.0
    sentence = reading.sentence_at(hit.start)
    if sentence.asks or _SUPPOSING.search(sentence.words, 0, hit.start - sentence.start):
        return cue.weight * 0.55
    if cue.intent == Intent.COMPLAINT and _SOLVED.search(sentence.words) and not _SOLVED.search(own):
        return cue.weight * 0.5
    return cue.weight


def _cases(signs: Iterable[Sign]) -> dict[str, _Case]:
    cases: dict[str, _Case] = {}
    for sign in sorted(signs, key=lambda one: (-one.weight, one.start)):
        cases.setdefault(sign.intent, _Case([])).signs.append(sign)
    return cases


def _lean_on(sentiment: Sentiment | None, cases: dict[str, _Case]) -> None:
    """Let praise and complaints weigh with what an analyzer found; criticism alone is no complaint."""
    if sentiment is None or sentiment.label not in {Label.PRAISE, Label.CRITICISM}:
        return
    sure = sentiment.confidence
    is_praise = sentiment.label is Label.PRAISE
    against = cases.get("complaint" if is_praise else "praise")
    if against is not None:
        against.factor *= 1.0 - 0.5 * sure
    if is_praise:
        decided = next((one for one in sentiment.evidence if one.weight > 0), None)
        start, end, word = (-1, -1, sentiment.analyzer) if decided is None else (decided.start, decided.end, "")
        case = cases.setdefault("praise", _Case([]))
        case.signs = sorted([*case.signs, Sign("praise", start, end, 0.6 * sure, word)], key=lambda one: -one.weight)
    elif "complaint" in cases:
        case = cases["complaint"]
        case.signs = [one._replace(weight=one.weight + (1.0 - one.weight) * 0.4 * sure) for one in case.signs]


def _evidence(signs: list[Sign], shown: str) -> tuple[Evidence, ...]:
    """Return the strongest signs as evidence, each place once."""
    told: list[Evidence] = []
    for sign in signs:
        if any(sign.start < other.end and other.start < sign.end for other in told if other.start >= 0):
            continue
        word = sign.word or shown[sign.start : sign.end]
        told.append(Evidence(word=word, start=sign.start, end=sign.end, weight=round(sign.weight, 3)))
        if len(told) == _EVIDENCE:
            break
    return tuple(told)
