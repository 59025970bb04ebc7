"""Cues that a clause is not meant as it stands: irony, hearsay, wishes, questions to others, suppositions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from listen.clauses.cutting import Clause
from listen.clauses.quoting import Quotation
from listen.clauses.wording import any_of, any_word, word_set

__all__ = ["Doubt", "DoubtKind", "doubts"]


class DoubtKind(StrEnum):
    """Why a clause may not be meant as it stands."""

    IRONY = "irony"
    HEARSAY = "hearsay"
    WISH = "wish"
    PAST = "past"
    """It was so and is no longer: "used to be great"."""
    ASKING = "asking"
    """Others are asked for what they know: "has anyone had problems"."""
    SUPPOSED = "supposed"
    """It may be so: "if it leaks"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A cue, with its place; `clause` is the number of the clause in which it stands.

    Attributes:
        is_certain: the cue hardly ever means anything else ("/s", "Danke für nichts").
    """

    kind: DoubtKind
    clause: int
    start: int
    end: int
    is_certain: bool = False


_FAILING = r"(?=[^.!?]{0,80}(?:nicht|kaputt|undicht|wieder|warte|never|broke|leak|fail|ruin|manage))"
_IRONY = any_of(
    r"(?<!\S)/s(?!\S)|🙄|🤡|\((?:ironie|sarkasmus|irony|sarcasm)\)|</?(?:ironie|irony|sarcasm)>",
    r"#(?:sarkasmus|ironie|sarcasm|irony)\b",
    r"\b(?:danke für (?:gar )?nichts|thanks for nothing|was ein witz|what a joke)\b",
    r"\b(?:na|oh|ach)[, ] ?(?:toll|super|klasse|prima|bravo|herrlich|wunderbar|wie schön|danke)\b",
    r"\b(?:das habt ihr|habt ihr) (?:ja )?(?:toll|super|fein|prima|klasse) (?:hin|gemacht|hinbekommen|hingekriegt)\w*",
    r"\b(?:oh|well|yeah) (?:great|brilliant|wonderful|fantastic|lovely|perfect)\b",
    r"\b(?:great|brilliant|wonderful|fantastic|lovely|awesome|perfect), (?:another|yet another|now|so now)\b",
    r"\b(?:ganz|wirklich) (?:großes kino|große klasse)\b|\byeah,? right\b",
)
_MAYBE = any_of(
    r"\b(?:herzlichen glückwunsch|bravo|respekt|chapeau|slow clap|well done|congrats|congratulations)[, ]" + _FAILING,
    r"\bjust (?:great|brilliant|wonderful|fantastic|lovely|perfect)\b",
    r"\b(?:genau|exactly|just) (?:was ich (?:noch )?(?:brauchte|gebraucht habe)|what i (?:needed|wanted))\b",
    r"\bas if\b(?=\s*[.!…]|$)|\bgut gemacht, \w+",
)
_IRONY_WORDS = word_set(
    "ironie sarkasmus irony sarcasm danke thanks witz joke na oh ach habt well yeah great brilliant wonderful",
    "fantastic lovely awesome perfect kino klasse glückwunsch bravo respekt chapeau clap congrats",
    "congratulations just genau exactly if gemacht s",
)
_IRONY_SIGNS = ("🙄", "🤡")

_PRAISE = word_set(
    "toll tolle toller tolles tollen super klasse prima großartig großartige wunderbar wunderbare herrlich",
    "spitze fantastisch fantastische perfekt perfekte genial geniale bravo great awesome brilliant fantastic",
    "wonderful amazing lovely excellent perfect love nice impressive outstanding superb",
)
_FAILURE = any_word(
    r"kaputt\w*|undicht\w*|defekt\w*|gerissen|gebrochen|schon wieder|mal wieder|zum \w+ mal|wochenlang|ausgefallen",
    r"abgefallen|auseinandergefallen|warte\w* (?:ich |wir )?(?:seit|immer)|warteschleife|stundenlang|geplatzt",
    r"überschwemm\w*|schimmel\w*|fällt (?:\w+ ){0,3}(?:aus|ab|auseinander)|broken|broke|leak\w*|fell apart",
    r"falling apart|cracked|snapped|stopped working|third time|yet again|on hold for|hours on hold|flooded|useless",
    r"still waiting|never arrived|collapsed|mould|mold|doesn't (?:work|fit)|does not (?:work|fit)|died",
)
_TURNED = any_word(
    r"nicht|nie|kein\w*|ohne|weder|not|no|never|without|\w+n't|nothing|nichts|statt|instead|vorher|früher|before",
    r"previous\w*|old|alte[nrs]?|repariert|ersetzt|fixed|replaced|gelöst|solved|but|although|obwohl|trotz|despite",
    r"after|nach|when|wenn|stopped leaking|war|waren|would|wäre",
)
"""With one of these, praise beside failure is plain speech: "nothing leaks, great", "great service when it broke"."""

_HEARSAY = any_word(
    r"angeblich\w*|sollen? (?:ja )?(?:\w+ ){0,4}sein|sagt man|hab(?:e|en)? gehört|heißt es|behaupte\w*",
    r"laut (?:hersteller|werbung|verkäufer|händler|prospekt|kollegen|internet|rezensionen|bewertungen)",
    r"werbeversprechen|verspricht|versprechen|wirbt|werben|allegedly|supposedly|reportedly|rumou?r\w*|i(?:'ve)? heard",
    r"they (?:say|claim|promise\w*)|claims? (?:to|that|it|its)|(?:is|are) said to",
    r"according to (?:the (?:ad|seller|brochure|manufacturer|website)|them|their)",
)
_HEARSAY_WORDS = word_set(
    "angeblich angebliche angeblichen soll sollen sagt gehört heißt behauptet behaupten behauptete laut",
    "werbeversprechen verspricht versprechen wirbt werben allegedly supposedly reportedly rumour rumor",
    "rumours rumors heard they claim claims said according",
)
_WISH = any_word(
    r"wäre (?:es )?(?:\w+ ){0,2}(?:schön|toll|super|gut|klasse|hilfreich|besser|nett|prima)",
    r"würden? (?:ich |wir )?(?:mir|uns) (?:\w+ ){0,4}wünschen|wünsch\w* (?:ich )?mir|hoff\w*|hoffentlich",
    r"hätten? (?:ich |wir )?(?:\w+ ){0,2}gern\w*|wenn (?:es|sie|er|die|das) doch|bitte (?:macht|bringt|baut)",
    r"would be (?:\w+ ){0,2}(?:nice|great|good|lovely|awesome|cool|helpful|perfect|better)",
    r"i wish|wish (?:they|it|you|there)|if only|i hope|hoping|hopefully|please (?:make|bring|add|offer)",
    r"would love (?:to see|if|it if)",
)
_WISH_WORDS = word_set(
    "wäre würde würden wünsche wünschte wünschen wünscht hoffe hoffen hofft hoffentlich hätte hätten doch",
    "bitte would wish if hope hoping hopefully please",
)
_PAST = any_word(
    r"used to (?:be|have|work|fit|like|love)|(?:war|waren) (?:früher|mal|einmal)|früher (?:war|waren|mal)",
    r"once (?:great|good|loved)",
)
_PAST_WORDS = word_set("used früher mal einmal once")
_ASKING = any_word(
    r"(?:has|have|does|did|is|can) (?:anyone|anybody|someone)|anyone (?:know|have|had|got|tried|using|here)",
    r"any (?:experience|experiences|thoughts|opinions|recommendations|tips)|what do you (?:think|use|recommend)",
    r"(?:hat|kennt|weiß|nutzt|kann|hatte) (?:hier )?(?:schon )?(?:jemand|einer|wer)|wer (?:hat|kennt|nutzt|weiß)",
    r"was haltet ihr|was (?:sagt|meint) ihr|erfahrungen mit|taugt|lohnt sich|jemand (?:hier|erfahrung\w*)|should i",
    r"soll(?:te)? ich|is it worth",
)
_SUPPOSED = re.compile(r"\W*(?:(?:and|und|or|oder) )?(?:if|wenn|falls|sollte|in case|unless|sobald)\b", re.IGNORECASE)
_ADMIRED = any_word(
    r"qualität\w*|premium\w*|service|kundenservice|experte?n?|profi\w*|made in germany|flüster\w*|leise\w*",
    r"hochwertig\w*|quality|expert\w*|support|silent|quiet|durable|professional\w*|fast|easy|einfach\w*|schnell\w*|nachhaltig\w*",
    r"sustainable|toll\w*|super|great|best\w*|gut\w*|good|wartungsfrei\w*|robust\w*|dicht\w*",
)
"""What is held at arm's length when it stands alone in quotation marks."""

_WORD = re.compile(r"[^\W\d_]+")


def doubts(text: str, cut: Sequence[Clause], quoted: Sequence[Quotation] = ()) -> tuple[Doubt, ...]:
    """Return the cues in the clauses `cut` of `text`, in order of the clauses. Linear.

    Praise beside a clear failure in one clause, without a turning word, counts as irony; so does a word of praise that
    stands alone in quotation marks (`quoted`, from `quotations`). Cues are German and English; emoji and "/s" are
    anybody's.
    """
    words = {word.lower() for clause in cut for word in _WORD.findall(text, clause.start, clause.end)}
    found: list[Doubt] = []
    # Most posts have none of the words without which a pattern cannot hold: they cost one look at their words.
    if not words.isdisjoint(_IRONY_WORDS) or any(sign in text for sign in _IRONY_SIGNS):
        found += _cues(text, cut, DoubtKind.IRONY, _IRONY, is_certain=True)
        found += _cues(text, cut, DoubtKind.IRONY, _MAYBE)
    if not words.isdisjoint(_PRAISE):
        found += _praised_failures(text, cut)
    if not words.isdisjoint(_HEARSAY_WORDS):
        found += _cues(text, cut, DoubtKind.HEARSAY, _HEARSAY)
    if not words.isdisjoint(_WISH_WORDS):
        found += _cues(text, cut, DoubtKind.WISH, _WISH)
    if not words.isdisjoint(_PAST_WORDS):
        found += _cues(text, cut, DoubtKind.PAST, _PAST)
    if any(clause.tone == "?" for clause in cut):
        found += (one for one in _cues(text, cut, DoubtKind.ASKING, _ASKING) if cut[one.clause].tone == "?")
    for number, clause in enumerate(cut):
        match = _SUPPOSED.match(text, clause.start, clause.end)
        if match is not None:
            found.append(Doubt(kind=DoubtKind.SUPPOSED, clause=number, start=match.start(), end=match.end()))
    found += _scare_quotes(text, cut, quoted)
    return tuple(sorted(found, key=lambda one: (one.clause, one.start)))


def _cues(
    text: str, cut: Sequence[Clause], kind: DoubtKind, pattern: re.Pattern[str], *, is_certain: bool = False
) -> Iterator[Doubt]:
    for number, clause in enumerate(cut):
        match = pattern.search(text, clause.start, clause.end)
        if match is not None:
            yield Doubt(kind=kind, clause=number, start=match.start(), end=match.end(), is_certain=is_certain)


def _praised_failures(text: str, cut: Sequence[Clause]) -> Iterator[Doubt]:
    for number, clause in enumerate(cut):
        failure = _FAILURE.search(text, clause.start, clause.end)
        if failure is None or _TURNED.search(text, clause.start, clause.end) is not None:
            continue
        for word in _WORD.finditer(text, clause.start, clause.end):
            if word.group().lower() in _PRAISE:
                yield Doubt(kind=DoubtKind.IRONY, clause=number, start=word.start(), end=word.end())
                break


def _scare_quotes(text: str, cut: Sequence[Clause], quoted: Sequence[Quotation]) -> Iterator[Doubt]:
    at = 0
    for one in quoted:
        if one.is_speech or not _ADMIRED.search(text, one.start, one.end):
            continue
        while at < len(cut) and cut[at].end <= one.start:
            at += 1
        if at < len(cut) and cut[at].start < one.end:
            yield Doubt(kind=DoubtKind.IRONY, clause=at, start=one.start, end=one.end)
