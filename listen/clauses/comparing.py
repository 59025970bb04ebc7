"""Comparisons of the brand with others, and who wins: "besser als X", "switched from X to ExampleVent"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from listen.clauses.cutting import Clause
from listen.clauses.wording import word_set

__all__ = ["Verdict", "verdicts"]

_WORDS_LIMIT = 120
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?|[?]|>+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A comparison in which the brand wins or loses.

    Attributes:
        start, end: the words that say so.
        is_praise: the brand wins.
        strength: how often such words are meant so, 0.0 … 1.0; an estimate.
    """

    start: int
    end: int
    is_praise: bool
    strength: float


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    is_praise: bool
    strength: float


# {t} is the brand, {o} another one; {gap} up to four words, {few} up to two. No pattern reaches over a {t} unseen.
_GAP = r"(?:(?!<t>)\S+ ){0,4}"
_FEW = r"(?:(?!<t>)\S+ ){0,2}"

_BETTER_EN = (
    r"(?:better|cheaper|quieter|faster|stronger|sturdier|tougher|easier|nicer|lighter|cleaner|superior|safer|smoother"
    r"|more (?:reliable|durable|flexible|affordable|robust|efficient|sustainable|helpful|solid|stable)"
    r"|less (?:noisy|expensive|smelly|fragile|hassle|flimsy))"
)
_WORSE_EN = (
    r"(?:worse|louder|noisier|slower|weaker|pricier|flimsier|inferior|heavier|harder"
    r"|more (?:expensive|fragile|complicated|noisy|annoying|difficult|brittle)"
    r"|less (?:reliable|durable|flexible|robust|efficient|helpful|stable))"
)
_BETTER_DE = (
    r"(?:besser\w*|günstiger\w*|billiger\w*|preiswerter\w*|leiser\w*|schneller\w*|stabiler\w*|robuster\w*|flexibler\w*"
    r"|leichter\w*|dichter\w*|hochwertiger\w*|zuverlässiger\w*|haltbarer\w*|langlebiger\w*|nachhaltiger\w*|einfacher\w*"
    r"|angenehmer\w*|schöner\w*|sauberer\w*|praktischer\w*)"
)
_WORSE_DE = (
    r"(?:schlechter\w*|teurer\w*|lauter\w*|langsamer\w*|schwächer\w*|instabiler\w*|schlimmer\w*|komplizierter\w*"
    r"|minderwertiger\w*|unzuverlässiger\w*|umständlicher\w*|steifer\w*|anfälliger\w*)"
)

_ENGLISH: tuple[tuple[str, bool, float], ...] = (
    (r"<o> >+ <t>", False, 0.7),
    (r"<t> >+ <o>", True, 0.7),
    # Nothing is better than us; better than us does not exist.
    (r"(?:nothing|none|no one|nobody) {gap}(?:beats?|better than|compares? (?:to|with)) {few}<t>", True, 0.85),
    (r"not? {few}{worse} than {few}<o>", True, 0.6),
    (r"<t> {gap}(?:isn't|is not|not|aren't|wasn't|hardly|no) {few}{better} than", False, 0.75),
    (r"(?:isn't|is not|not|aren't|wasn't|no) {few}{better} than {few}<t>", True, 0.65),
    (r"<t> {gap}{better} {few}(?:than|compared)", True, 0.8),
    (r"<t> {gap}{worse} {few}(?:than|compared)", False, 0.8),
    (r"{better} than {few}<t>", False, 0.75),
    (r"{worse} than {few}<t>", True, 0.75),
    (r"(?:prefer|choose|chose|pick|picked|take) {few}<t> {few}(?:over|to|instead)", True, 0.8),
    (r"(?:prefer|choose|chose|pick|picked) (?!<t>){gap}(?:over|to|instead of) {few}<t>", False, 0.75),
    (r"(?:switch|switched|switching|changed|moved|migrated|moving) {gap}from {few}<t> {few}to", False, 0.75),
    (r"(?:switch\w*|changed|moved|migrated|moving|went) {gap}(?:from {gap})?(?:back )?to {few}<t>", True, 0.65),
    (r"(?:switched|moved|switching|moving) (?:away )?from {few}<t>", False, 0.7),
    (r"replac(?:e|ed|ing) {gap}(?:with|by) {few}<t>", True, 0.65),
    (r"replac(?:e|ed|ing) {few}<t> {few}(?:with|by)", False, 0.7),
    (r"wish i(?: had)? never {few}(?:bought|ordered|used) {few}<t>", False, 0.85),
    (r"(?:wish|should) {gap}have {few}(?:bought|gone with|chosen|used|taken|got\w*) {few}<t>", True, 0.7),
    (r"wish i had {few}(?:bought|gone with|chosen|used|taken) {few}<t>", True, 0.7),
    (r"(?:bought|used?|chose|take|took|get|buy|with) (?!<t>){gap}(?:instead of|rather than) {few}<t>", False, 0.7),
    (r"<t> (?:instead of|rather than|over)", True, 0.65),
    (r"(?:instead of|rather than) {few}<t>", False, 0.6),
    (r"<t> {few}(?:beats|outperforms|outclasses|wins|blows|trumps)", True, 0.8),
    (r"(?:beats|outperforms|outclasses) {few}<t>", False, 0.75),
    (r"<t> {gap}(?:can't|cannot|doesn't|couldn't) {few}(?:compete|compare|keep up|match|hold a candle)", False, 0.8),
    (r"(?:can't|cannot|doesn't|couldn't|don't) {few}(?:compete|compare|keep up|match) {few}<t>", True, 0.75),
    (r"unlike {few}<t>", False, 0.4),
    (r"(?:as good as|on par with|rivals) {few}<t>", True, 0.4),
    (r"(?:stay away from|avoid|steer clear of) {few}<t>", False, 0.9),
)  # fmt: skip
_GERMAN: tuple[tuple[str, bool, float], ...] = (
    (r"{better} als {few}<t> {few}(?:geht|gibts?|findet) {few}(?:nicht|nichts|kaum|keiner)", True, 0.85),
    (r"(?:nichts|keiner|niemand|kein \S+) {gap}{better} {few}als {few}<t>", True, 0.8),
    (r"<t> {gap}(?:nicht|kaum|keineswegs|auch nicht) {few}{better} {few}als", False, 0.75),
    (r"<t> {gap}nicht {few}{worse} {few}als", True, 0.6),
    (r"nicht {few}{better} {few}als {few}<t>", True, 0.6),
    (r"<t> {gap}(?:um längen |deutlich |viel |wesentlich )?{better} {gap}als", True, 0.8),
    (r"<t> {gap}{worse} {gap}als", False, 0.8),
    (r"{better} {gap}als {few}<t>", False, 0.75),
    (r"{worse} {gap}als {few}<t>", True, 0.75),
    (r"<o> >+ <t>", False, 0.7),
    (r"<t> >+ <o>", True, 0.7),
    (r"lieber (?:kein\w*|nicht|nie) {few}<t>", False, 0.8),
    (r"lieber (?!<t>){gap}(?:als|statt) {few}<t>", False, 0.8),
    (r"lieber {few}<t>(?: {gap}als)?", True, 0.7),
    (r"von {few}<t> {gap}(?:zu|auf|zur|zum) {gap}(?:gewechselt|umgest\w+|wechseln|umsteigen)", False, 0.75),
    (r"(?:zu|auf) {few}<t> {few}(?:gewechselt|umgestiegen|wechseln|umgestellt|umsteigen|zurückgekehrt)", True, 0.65),
    (r"(?:wechsel\w*|umstieg) {gap}(?:zu|auf) {few}<t>", True, 0.5),
    (r"(?:gegen|durch) {few}<t> (?:ersetzt|getauscht|ausgetauscht|ersetzen)", True, 0.65),
    (r"<t> {few}(?:gegen|durch) {gap}(?:ersetzt|getauscht|ausgetauscht|ersetzen)", False, 0.7),
    (r"hätte {gap}{few}<t> {few}(?:nehmen|kaufen|bestellen|genommen|gekauft)", True, 0.7),
    (r"hätte {gap}nie {few}<t> {few}(?:nehmen|kaufen|bestellen|genommen|gekauft)", False, 0.8),
    (r"<t> (?:statt|anstatt|anstelle)", True, 0.6),
    (r"(?:statt|anstatt|anstelle) {few}<t>", False, 0.65),
    (r"<t> {gap}(?:schlägt|übertrifft|toppt)", True, 0.75),
    (r"(?:schlägt|übertrifft|toppt) {few}<t>", False, 0.7),
    (r"(?:kommt|kommen|kam) {gap}nicht {few}an {few}<t> {few}(?:ran|heran)", True, 0.8),
    (r"(?:kommt|kommen|kam) {gap}an {few}<t> {few}(?:nicht|nie|kaum) {few}(?:ran|heran)", True, 0.8),
    (r"an {few}<t> {gap}(?:kommt|kommen) {gap}(?:ran|heran)", True, 0.7),
    (r"<t> {gap}(?:kommt|kommen|kann|können) {gap}nicht {gap}(?:ran|heran|mithalten)", False, 0.8),
    (r"(?:kann|können|konnte) {gap}mit {few}<t> {few}nicht {few}mithalten", True, 0.8),
    (r"kein vergleich (?:zu|zum|zur|mit) {few}<t>", True, 0.5),
    (r"<t> {gap}kein vergleich", True, 0.6),
    (r"im gegensatz zu {few}<t>", False, 0.4),
    (r"(?:finger weg|hände weg|abstand) {few}von {few}<t>", False, 0.9),
    (r"(?:genauso gut wie|so gut wie) {few}<t>", True, 0.4),
)  # fmt: skip


_TRIGGERS = {
    "en": word_set(
        "> >> than compared beats beat compares compare over instead rather from outperforms outclasses wins blows",
        "trumps",
        "compete match unlike good par rivals stay avoid steer wish should prefer choose chose pick picked switch",
        "switched switching changed moved migrated moving went replace replaced replacing",
    ),
    "de": word_set(
        "> >> >>> als statt anstatt anstelle lieber gewechselt umgestiegen wechseln wechsle wechsel umstieg umgestellt",
        "umsteigen zurückgekehrt ersetzt getauscht ausgetauscht ersetzen hätte schlägt übertrifft toppt ran heran",
        "mithalten vergleich gegensatz finger hände abstand wie",
    ),
}
"""Without one of these words there is no comparison, and no pattern is tried."""


def verdicts(
    text: str,
    cut: Sequence[Clause],
    *,
    targets: Sequence[tuple[int, int]],
    others: Sequence[tuple[int, int]] = (),
    language: str | None = None,
) -> tuple[Verdict, ...]:
    """Return who wins where the brand is compared, in order; one a sentence at most. Linear.

    Questions and quoted sentences decide nothing. Languages other than German and English have no comparisons.

    Args:
        text: what was cut.
        cut: its clauses.
        targets: spans of the brand, in order.
        others: spans of other brands, in order.
        language: ISO 639-1.
    """
    triggers = _TRIGGERS.get(language or "")
    if triggers is None or not targets:
        return ()
    if triggers.isdisjoint(_WORD.findall(text.lower())):
        return ()
    rules = _rules(language or "")
    found = []
    for start, end in _sentences(cut):
        at = bisect_left(targets, (start, -1))
        if at >= len(targets) or targets[at][0] >= end:
            continue
        words, places = _marked(text, start, end, targets, others)
        if triggers.isdisjoint(words):
            continue
        sentence = " ".join(words) + " "
        starts = _starts(words)
        for rule in rules:
            match = rule.pattern.search(sentence)
            if match is not None:
                first = places[bisect_right(starts, match.start()) - 1][0]
                last = places[bisect_right(starts, match.end() - 1) - 1][1]
                found.append(Verdict(start=first, end=last, is_praise=rule.is_praise, strength=rule.strength))
                break
    return tuple(found)


@cache
def _rules(language: str) -> tuple[_Rule, ...]:
    is_german = language == "de"
    table = _GERMAN if is_german else _ENGLISH
    better, worse = (_BETTER_DE, _WORSE_DE) if is_german else (_BETTER_EN, _WORSE_EN)
    return tuple(
        _Rule(
            re.compile(r"(?<!\S)" + pattern.format(gap=_GAP, few=_FEW, better=better, worse=worse) + r"(?!\S)"),
            is_praise,
            strength,
        )
        for pattern, is_praise, strength in table
    )


def _sentences(cut: Sequence[Clause]) -> Iterable[tuple[int, int]]:
    """Yield the places of sentences that state something themselves."""
    at = 0
    while at < len(cut):
        last = at
        while last + 1 < len(cut) and cut[last + 1].sentence == cut[at].sentence:
            last += 1
        if cut[at].tone != "?" and not any(one.is_quoted for one in cut[at : last + 1]):
            yield cut[at].start, cut[last].end
        at = last + 1


def _marked(
    text: str, start: int, end: int, targets: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the sentence's words, brands as `<t>` and `<o>`, and their places in the text."""
    words: list[str] = []
    places: list[tuple[int, int]] = []
    for word in _WORD.finditer(text, start, end):
        sign = _sign(word.start(), word.end(), targets, others)
        if (
            sign
            and words
            and words[-1] == sign
            and _is_same(places[-1], word.end(), targets if sign == "<t>" else others)
        ):
            places[-1] = (places[-1][0], word.end())
            continue
        words.append(sign or word.group().lower().replace("’", "'"))
        places.append((word.start(), word.end()))
        if len(words) >= _WORDS_LIMIT:
            break
    return words, places


def _sign(start: int, end: int, targets: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> str:
    for sign, spans in (("<t>", targets), ("<o>", others)):
        at = bisect_right(spans, (start, 1 << 60)) - 1
        if at >= 0 and spans[at][1] > start:
            return sign
        if at + 1 < len(spans) and spans[at + 1][0] < end:
            return sign
    return ""


def _is_same(place: tuple[int, int], end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether a word that ends at `end` belongs to the span that begins at or before `place`."""
    at = bisect_right(spans, (place[0], 1 << 60)) - 1
    return at >= 0 and spans[at][1] >= end


def _starts(words: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return starts
