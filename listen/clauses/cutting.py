"""Where a text falls into clauses."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from listen.clauses.joining import Bond, Joints, joints
from listen.clauses.quoting import Quotation, quotations
from listen.clauses.wording import word_set

__all__ = ["Clause", "clauses"]

_LIMIT = 20_000

_TOKEN = re.compile(
    r"(?P<link>(?:https?://|www\.)\S*[^\s.,;:!?)\]}\"“”»]|@\w+(?:[.@-]\w+)*)"
    r"|(?P<number>\d+(?:[.,:/]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)"
    r"|(?P<end>[.!?…‽。！？]+)"
    r"|(?P<part>;|:(?=\s|$)|--|[–—]|(?<=\s)-(?=\s))"
    r"|(?P<comma>,)"
    r"|(?P<line>\n)"
    "|(?P<emoji>[\U0001f300-\U0001faff\u2600-\u27bf]+)"
)

_SHORTENED = word_set(
    "bzw ca dr nr prof usw evtl ggf inkl exkl max min mind zzgl vgl str tel abs abb art allg bspw circa etc",
    "geb hr fr hrsg jr lt mio mrd sog std stk tsd urspr vs zb dh ua uvm mr mrs ms st inc ltd eg ie approx no",
    "vol fig est dept jan feb apr jun jul aug sep sept okt oct nov dez dec mo di mi do sa so bj art-nr",
)
"""Words that end in a full stop without ending a sentence. Single letters ("z. B.") count as well."""

_AMBIGUOUS = word_set(
    "art min max so do no mo di mi sa est fr",
)
"""Of these, words of their own too: a capital letter after them begins a sentence."""

_BEGINNINGS = word_set(
    "das die der den dem ein eine ich wir er sie es man du ihr aber doch und leider jetzt nun dann wenn weil",
    "auch mein meine unser unsere alles nie nur kein keine so hier da dieser diese dieses trotzdem the a an i",
    "we he she it they you this that these my our their but and so now then when if however also everything",
    "nothing never no not there",
)
"""Words that begin a sentence after a number with a full stop; before others it is an ordinal ("am 3. Mai")."""

_FEW = 2
"""Words that a clause must have before a joining word without a comma cuts it."""

_UNIT = 2
"""Letters that a unit of measurement has at most."""

_AHEAD = 5
"""Words after a comma that are looked at."""

_SUBJECT = 4
"""Of these, how many show that a subject and its verb follow."""

_REACH = 40
"""Words back that are searched for a verb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A piece of a text that says one thing.

    Attributes:
        start, end: its place in the text, without blanks around it.
        sentence: the number of its sentence, from 0.
        bond: how it follows the clause before.
        tone: how its sentence ends: `?`, `!` or nothing.
        is_quoted: it stands in a quoted line or in quoted speech of more than three words.
    """

    start: int
    end: int
    sentence: int
    bond: Bond
    tone: str = ""
    is_quoted: bool = False


@dataclass(slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int
    is_name: bool


@dataclass(slots=True)
class _Cut:
    """A place where a clause ends and another begins; `tone` is None while the sentence goes on."""

    place: int
    bond: Bond
    tone: str | None = None


def clauses(text: str, language: str | None = None, *, names: Sequence[tuple[int, int]] = ()) -> tuple[Clause, ...]:
    """Return the clauses of `text`, in order, without overlaps; every word of the first 20,000 characters is in one.

    Cuts at . ! ? … ; : and dashes, at line breaks (not where a line was only wrapped), after emoji before a capital
    letter, and before joining words of `language` (ISO 639-1; None or an unknown one knows none). Abbreviations,
    numbers, addresses and names ("z. B.", "DN 125.", "3.5", "@name") do not cut. Linear.

    Args:
        text: what is cut.
        language: whose joining words cut.
        names: spans of brands; a comma before one cuts where at least three words went before.
    """
    text = text[:_LIMIT]
    brands = frozenset(start for start, _ in names)
    tokens = [
        _Token(one.lastgroup or "", one.group(), one.start(), one.end(), one.start() in brands)
        for one in _TOKEN.finditer(text)
    ]
    quoted = quotations(text)
    cuts = list(_cuts(text, tokens, joints(language)))
    cuts.extend(_Cut(one.start, Bond.FIRST, "") for one in quoted if one.is_line)
    cuts.sort(key=lambda cut: cut.place)
    return tuple(_pieces(text, cuts, [one for one in quoted if one.is_speech]))


@dataclass(slots=True)
class _Going:
    """What is known of the clause that is being read.

    Attributes:
        since: words in it so far.
        verb_at: where its last known verb stands among the tokens.
        is_below: it is a subordinate clause that its comma ends ("Obwohl es laut ist, …").
    """

    since: int = 0
    verb_at: int = -_REACH
    is_below: bool = False

    def take(self, word: str, place: int, words: Joints) -> None:
        """Take in a word."""
        if not self.since:
            self.is_below = word in words.below
        if word in words.verbs:
            self.verb_at = place
        self.since += 1


def _cuts(text: str, tokens: Sequence[_Token], words: Joints) -> Iterator[_Cut]:
    going = _Going()
    for place, token in enumerate(tokens):
        cut = _cut_at(text, tokens, place, words, going)
        if cut is not None:
            yield cut
            going = _Going()
        if token.kind == "word":
            going.take(token.text.lower(), place, words)


def _cut_at(text: str, tokens: Sequence[_Token], place: int, words: Joints, going: _Going) -> _Cut | None:
    """Return the cut that a token makes; before it for a word, else behind it."""
    token = tokens[place]
    cut = None
    match token.kind:
        case "word":
            cut = _before_word(tokens, place, words, going)
        case "comma":
            cut = _at_comma(tokens, place, words, going)
        case "end":
            cut = _at_end(text, tokens, place)
        case "line":
            cut = _at_line(text, tokens, place)
        case "part" if place and tokens[place - 1].kind != "line":
            cut = _Cut(token.end, Bond.NEXT)
        case "emoji" if text[token.end : token.end + 2].strip("\ufe0f\u200d ")[:1].isupper():
            cut = _Cut(token.end, Bond.NEXT)
    return cut


def _before_word(tokens: Sequence[_Token], place: int, words: Joints, going: _Going) -> _Cut | None:
    """Return the cut before a joining word, if it is one here."""
    token = tokens[place]
    word = token.text.lower()
    before = tokens[place - 1] if place else None
    after = tokens[place + 1].text.lower() if place + 1 < len(tokens) else ""
    is_after_comma = before is not None and before.kind == "comma"
    if not going.since:
        return None
    bond = words.pairs.get((word, after))
    if bond is None and is_after_comma:
        bond = words.always.get(word) or words.after_comma.get(word)
        if bond is None and word in words.also and after in words.subjects:
            bond = Bond.ALSO
    elif bond is None and going.since >= _FEW and before is not None and before.text.lower() not in words.bound:
        bond = words.always.get(word)
    if bond is None and word in words.also and after in words.subjects and place - going.verb_at < _REACH:
        bond = Bond.ALSO
    return None if bond is None else _Cut(token.start, bond)


def _at_comma(tokens: Sequence[_Token], place: int, words: Joints, going: _Going) -> _Cut | None:
    """Return the cut after a comma behind which a clause begins without a joining word."""
    following = list(islice(_in_clause(tokens, place + 1), _AHEAD))
    if going.since < _FEW or not following:
        return None
    end = tokens[place].end
    if going.is_below:
        return _Cut(end, Bond.CONTRAST)
    if any(word in words.late for word in following[1:]):
        # "…, der Service dagegen ist schlecht"
        return _Cut(end, Bond.CONTRAST)
    if tokens[place + 1].is_name and going.since > _FEW:
        return _Cut(end, Bond.NEXT)
    subject, *others = following[:_SUBJECT]
    # "…, das Rohr ist kaputt" begins a clause of its own; "…, das ich gekauft habe" belongs to its noun.
    is_main = (
        place - going.verb_at < _REACH
        and subject in words.subjects
        and not (others and others[0] in words.subjects)
        and any(word in words.verbs for word in others)
    )
    return _Cut(end, Bond.ALSO) if is_main else None


def _in_clause(tokens: Sequence[_Token], place: int) -> Iterator[str]:
    """Yield the words from `place` on, lower case, until something ends the clause."""
    for token in islice(tokens, place, place + _AHEAD):
        if token.kind not in {"word", "number"}:
            return
        yield token.text.lower()


def _at_end(text: str, tokens: Sequence[_Token], place: int) -> _Cut | None:
    """Return the cut after . ! ? …, if a sentence ends here."""
    token = tokens[place]
    tone = "?" if "?" in token.text or "？" in token.text else "!" if "!" in token.text or "！" in token.text else ""
    if tone:
        is_end = True
    elif token.text != ".":
        # "hm...naja" goes on.
        is_end = not text[token.end : token.end + 1].islower()
    else:
        is_end = _is_end(text, tokens, place)
    return _Cut(token.end, Bond.FIRST, tone) if is_end else None


def _is_end(text: str, tokens: Sequence[_Token], place: int) -> bool:
    """Say whether a full stop ends a sentence, rather than an abbreviation or a number."""
    token = tokens[place]
    before = tokens[place - 1] if place and tokens[place - 1].end == token.start else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None or before is None or after.kind not in {"word", "number"}:
        return True
    is_capital = after.text[:1].isupper()
    if after.start == token.end:
        # "super.Aber": somebody forgot the blank. "example.de" and "v1.Beta" stay whole.
        return before.kind == "word" and before.text[-1:].islower() and is_capital and after.text[1:2].islower()
    if before.kind == "number":
        return is_capital and after.text.lower() in _BEGINNINGS
    word = before.text.lower()
    if len(word) <= _UNIT and place > 1 and tokens[place - 2].kind == "number":
        # "3.5 m. Läuft" ends, "5.5 in. wide" goes on.
        return is_capital
    if len(word) == 1 or word in _SHORTENED:
        is_word_too = word in _AMBIGUOUS and before.text[:1].islower() and is_capital
        return is_word_too or "\n" in text[token.end : after.start]
    return True


def _at_line(text: str, tokens: Sequence[_Token], place: int) -> _Cut | None:
    """Return the cut at a line break; None where a line was only wrapped: no stop before it, a small letter after."""
    token = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    is_wrapped = (
        before is not None
        and after is not None
        and before.kind in {"word", "number", "comma"}
        and after.kind == "word"
        and after.text[0].islower()
        and not text[token.end : after.start].strip()
    )
    return None if is_wrapped else _Cut(token.end, Bond.FIRST, "")


def _pieces(text: str, cuts: Sequence[_Cut], quoted: Sequence[Quotation]) -> Iterator[Clause]:
    """Yield the clauses between the cuts; pieces without a word or sign of their own belong to the one before."""
    found: list[tuple[int, int, int, Bond]] = []
    tones: list[str] = []
    start, bond, sentence = 0, Bond.FIRST, 0
    for cut in (*cuts, _Cut(len(text), Bond.FIRST, "")):
        piece = text[start : cut.place]
        stripped = piece.strip()
        if any(letter.isalnum() for letter in stripped):
            begin = start + len(piece) - len(piece.lstrip())
            found.append((begin, begin + len(stripped), sentence, bond))
            bond = cut.bond
        elif stripped and found:
            last = found[-1]
            found[-1] = (last[0], start + len(piece.rstrip()), last[2], last[3])
            bond = cut.bond if cut.bond is Bond.FIRST or bond is not Bond.FIRST else bond
        elif bond is not Bond.FIRST:
            bond = cut.bond
        start = cut.place
        if cut.tone is not None and found and found[-1][2] == sentence:
            tones.append(cut.tone)
            sentence += 1
            bond = Bond.FIRST
    firsts = [one.start for one in quoted]
    ends = [one.end for one in quoted]
    for begin, end, number, how in found:
        middle = (begin + end) // 2
        at = bisect_right(firsts, middle) - 1
        is_quoted = at >= 0 and at == bisect_left(ends, middle + 1)
        tone = tones[number] if number < len(tones) else ""
        yield Clause(start=begin, end=end, sentence=number, bond=how, tone=tone, is_quoted=is_quoted)
