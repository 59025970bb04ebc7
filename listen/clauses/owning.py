"""Which clauses of a text speak of the brand, and which of somebody else."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from listen.clauses.cutting import Clause
from listen.clauses.joining import Bond, joints
from listen.clauses.wording import any_word

__all__ = ["Owned", "Owner", "owned"]


class Owner(StrEnum):
    """Of whom a clause speaks."""

    OURS = "ours"
    """It names the brand."""
    CONTINUES = "continues"
    """It goes on about the brand without naming it."""
    BOTH = "both"
    """It names the brand and another one."""
    THEIRS = "theirs"
    """It speaks of another brand or product."""
    OPEN = "open"
    """Nobody can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A clause and of whom it speaks.

    Attributes:
        clause: the clause.
        owner: of whom it speaks.
        weight: how surely what it says is meant for the brand, 0.0 … 1.0; quoted clauses 0.0.
    """

    clause: Clause
    owner: Owner
    weight: float


_FADES = 0.92
"""What is left of the weight with each clause that does not name the brand."""

_LEAST = 0.35
_CONTINUES = 0.85
_ANTICIPATES = 0.6
"""Weight of what is said before the brand is first named: "Endlich Ruhe! ExampleVent sei Dank"."""

_ASIDE = 0.3
"""Weight of a complete clause before "aber" and the brand: it may have another subject."""

_GETS_OTHER = {
    "en": re.compile(
        r"\b(?:bought|ordered|got|(?:switched|moved|changed) to|went with|replaced (?:it|them) with|go(?:ing)? with"
        r"|buying|chose|prefer)\s+(?:\w+\s+)?[A-Z][\w-]+"
        r"|\b(?:bought|ordered|got|using|use|switched to|went with|chose|replaced (?:it|them) with)\s+"
        r"(?:another(?!\s+one)|a\s+different|something\s+else|someone\s+else)\b"
    ),
    "de": re.compile(
        r"\b(?:zu|auf)\s+(?:\w+\s+)?[A-ZÄÖÜ][\w-]+\s+(?:gewechselt|umgestiegen|umgestellt|gegangen)\b"
        r"|\bander\w{1,2}\s+(?:Rohr|Hersteller|Anbieter|Marke|Produkt|Firma|System|Modell|Lüfter|Gerät)\w*"
        r"|\bKonkurrenz(?:produkt)?\b|\bMitbewerber\w*"
    ),
}
"""The clause takes to something else, without naming the brand. English names begin with a capital letter, so one is
enough there; in German every noun does."""

_GETS_OURS = {
    "en": any_word(
        r"bought|ordered|got|get|switched to|moved to|went with|changed to|chose|use|using|found|tried|try",
        r"went back to|came to|installed|replaced \w+ with|going with|go with",
    ),
    "de": any_word(
        r"gekauft|bestellt|geholt|genommen|gewechselt|umgestiegen|umgestellt|entschieden|verbaut|eingebaut|nehme|nehmen",
        r"nutze|nutzen|verwende|verwenden|kaufe|kaufen|hole|setze|setzen",
    ),
}
_TURNS = {
    "en": any_word(r"so|instead|now|then|finally|therefore|thankfully|luckily|until|since|after"),
    "de": any_word(r"deshalb|deswegen|daher|darum|also|jetzt|nun|stattdessen|endlich|seitdem|danach|dann|zum glück"),
}
"""Words of a change: what stood before was about what was given up."""

_COMPLAINED = any_word(
    r"broken|broke|breaks|leak\w*|fail\w*|terrible|awful|junk|garbage|useless|worst|bad|poor|rubbish|fed up|tired of",
    r"too (?:loud|noisy|expensive)|sick of|hate\w*|disappoint\w*|fell apart|crack\w*|gave up|died|dead|problems?",
    r"trouble|kaputt|defekt|undicht|gerissen|gebrochen|schlecht\w*|schrott|mist|müll|ärger\w*|nervt\w*",
    r"zu (?:laut|teuer)|unbrauchbar|enttäusch\w*|probleme?n?|mangelhaft|auseinander|satt",
)
_AGAIN = any_word(r"again|another one|more of them|wieder|nochmals?|noch ein\w*|erneut")


def owned(
    text: str,
    cut: Sequence[Clause],
    *,
    targets: Sequence[tuple[int, int]],
    others: Sequence[tuple[int, int]] = (),
    language: str | None = None,
) -> tuple[Owned, ...]:
    """Return the clauses with their owners, in order; linear.

    Args:
        text: what was cut.
        cut: its clauses (`clauses`).
        targets: spans of the brand, in order; without any, every clause is the text's own (`CONTINUES`, weight 1).
        others: spans of other brands, in order.
        language: ISO 639-1; German and English know words of a change ("so I bought").
    """
    if not targets:
        return tuple(Owned(clause=one, owner=Owner.CONTINUES, weight=0.0 if one.is_quoted else 1.0) for one in cut)
    names = [_names(one, targets, others) for one in cut]
    first = next((at for at, name in enumerate(names) if name in {Owner.OURS, Owner.BOTH}), len(cut))
    found = [*_before(text, cut, names, first, language), *_from(text, cut, names, first, language)]
    return tuple(found)


def _names(clause: Clause, targets: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> Owner:
    is_ours, is_theirs = _stands_in(clause, targets), _stands_in(clause, others)
    if is_ours:
        return Owner.BOTH if is_theirs else Owner.OURS
    return Owner.THEIRS if is_theirs else Owner.OPEN


def _stands_in(clause: Clause, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (clause.start, -1))
    # A span that began before the clause may reach into it.
    before = at > 0 and spans[at - 1][1] > clause.start
    return before or (at < len(spans) and spans[at][0] < clause.end)


def _before(text: str, cut: Sequence[Clause], names: Sequence[Owner], first: int, language: str | None) -> list[Owned]:
    """Return the owners of what is said before the brand is first named."""
    if first >= len(cut):
        return [Owned(clause=one, owner=Owner.OPEN, weight=0.0) for one in cut]
    named = cut[first]
    is_given_up = first > 0 and _is_turn(text, cut, first, language)
    takes_other = _GETS_OTHER.get(language or "")
    is_theirs = False
    found: list[Owned] = []
    for place in range(first):
        clause = cut[place]
        owner, weight = Owner.CONTINUES, _ANTICIPATES
        is_theirs = (
            is_theirs
            or names[place] is Owner.THEIRS
            or (takes_other is not None and takes_other.search(text, clause.start, clause.end) is not None)
            or (
                is_given_up
                and (
                    clause.sentence == named.sentence or _COMPLAINED.search(text, clause.start, clause.end) is not None
                )
            )
        )
        if is_theirs:
            owner, weight = Owner.THEIRS, 0.0
        elif named.bond is Bond.CONTRAST and clause.sentence == named.sentence and _is_complete(text, clause, language):
            owner, weight = Owner.OPEN, _ASIDE
        elif named.sentence - clause.sentence > 1:
            weight = max(_LEAST, _ANTICIPATES * _FADES ** (named.sentence - clause.sentence))
        # What leads to a quotation ("he said:") says nothing itself.
        found.append(Owned(clause=clause, owner=owner, weight=0.0 if clause.is_quoted or named.is_quoted else weight))
    return found


def _is_turn(text: str, cut: Sequence[Clause], first: int, language: str | None) -> bool:
    """Say whether the clause that names the brand takes to it after something else: "so I bought ExampleVent"."""
    clause = cut[first]
    gets, turns = _GETS_OURS.get(language or ""), _TURNS.get(language or "")
    if gets is None or turns is None or not gets.search(text, clause.start, clause.end):
        return False
    return clause.bond is Bond.RESULT or turns.search(text, clause.start, clause.end) is not None


def _is_leaving(text: str, cut: Sequence[Clause], place: int, language: str | None) -> bool:
    """Say whether, after a complaint, something new is got: "it broke, so now I use a metal one"."""
    return (
        place > 0
        and _is_turn(text, cut, place, language)
        and _COMPLAINED.search(text, cut[place - 1].start, cut[place - 1].end) is not None
        and _AGAIN.search(text, cut[place].start, cut[place].end) is None
    )


def _is_complete(text: str, clause: Clause, language: str | None) -> bool:
    verbs = joints(language).verbs
    return any(word.strip(",.!?").lower() in verbs for word in text[clause.start : clause.end].split()[:40])


def _from(text: str, cut: Sequence[Clause], names: Sequence[Owner], first: int, language: str | None) -> list[Owned]:
    """Return the owners from the clause on that first names the brand."""
    takes_other = _GETS_OTHER.get(language or "")
    topic, weight = Owner.OPEN, 1.0
    found: list[Owned] = []
    for place in range(first, len(cut)):
        clause, name = cut[place], names[place]
        if name is Owner.OPEN:
            if takes_other is not None and (
                takes_other.search(text, clause.start, clause.end) or _is_leaving(text, cut, place, language)
            ):
                topic, weight = Owner.THEIRS, 0.0
            elif topic is Owner.CONTINUES:
                weight = max(_LEAST, weight * _FADES)
            owner = topic
        elif name is Owner.THEIRS:
            owner, topic, weight = Owner.THEIRS, Owner.THEIRS, 0.0
        else:
            owner, topic, weight = name, Owner.CONTINUES, 1.0
        value = 0.0 if clause.is_quoted or owner is Owner.THEIRS else weight
        found.append(Owned(clause=clause, owner=owner, weight=value))
        if owner in {Owner.OURS, Owner.BOTH}:
            weight = _CONTINUES / _FADES
    return found
