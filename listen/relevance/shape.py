"""How the word stands there that made a post a mention: as a brand, a common noun, somebody's surname."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from listen.relevance.case import Places
from listen.relevance.meaning import Meaning
from listen.relevance.wordlists import COMPANY_FORMS, DETERMINERS, FIRST_NAMES, LEADS, TITLES
from listen.relevance.words import Word
from listen.text.fold import fold

__all__ = ["COMMON_NOUN", "LINK", "PERSON", "Sign", "signs_of"]

PERSON = "\x00person"
COMMON_NOUN = "\x00noun"
LINK = "\x00link"

_PLACES_LOOKED_AT = 5
_REACH = 2
_GAP = 4
_SENTENCE_ENDS = ".!?:\n"


class Sign(NamedTuple):
    """Something seen at the matched word: its key, and the place that shows it."""

    key: str
    word: str
    start: int
    end: int


def signs_of(text: str, words: Sequence[Word], places: Places, meaning: Meaning, *, language: str | None) -> list[Sign]:
    """Return what is seen at the first few places of the query's names: shape, neighbours, whether it is a person."""
    starts = [word.start for word in words]
    found: list[Sign] = []
    looked_at: list[tuple[int, str]] = []
    for start, end in places[:_PLACES_LOOKED_AT]:
        at = bisect_left(starts, start)
        if at == len(words) or words[at].end > end or not meaning.is_name(words[at].written):
            continue
        looked_at.append((at, _shape(text, words[at])))
        found.append(Sign(f"\x00{looked_at[-1][1]}", *words[at]))
        if fold(words[at].written) not in meaning.names:
            found.append(Sign("\x00longer", *words[at]))
        found.append(_grammar(text, words, at))
        found.extend(_neighbours(text, words, at))
    if not looked_at:
        return []
    person = _person(text, words, looked_at)
    if person is not None:
        found.append(person)
    elif language == "en" and not meaning.is_written_small:
        noun = _common_noun(text, words, looked_at)
        if noun is not None:
            found.append(noun)
    return list({sign.key: sign for sign in reversed(found)}.values())


def _shape(text: str, word: Word) -> str:
    sign = text[word.start - 1 : word.start]
    if sign in {"#", "@"}:
        return sign
    if word.written.islower():
        return "small"
    if word.written.isupper():
        return "capitals"
    before = text[: word.start].rstrip(" \"'„“«»‚‘(*_")
    return "first" if not before or before[-1] in _SENTENCE_ENDS else "name"


def _grammar(text: str, words: Sequence[Word], at: int) -> Sign:
    """Return what kind of word leads to the name: "so ein", "der", "mein", "von", or none of these.

    A word between, as in "ein charmanter", is looked over.
    """
    for near in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if _parts(text, words, near, near + 1):
            break
        kind = LEADS.get(fold(words[near].written))
        if kind is not None:
            return Sign(f"\x00behind {kind}", *words[near])
    return Sign("\x00behind nothing", *words[at])


def _neighbours(text: str, words: Sequence[Word], at: int) -> list[Sign]:
    """Return the words right before and behind, unless a sentence ends between."""
    found = []
    for step, mark in ((-1, "<"), (1, ">")):
        last = at
        for distance in range(1, _REACH + 1):
            near = at + step * distance
            if not 0 <= near < len(words) or _parts(text, words, min(near, last), max(near, last)):
                break
            last = near
            word = words[near]
            folded = fold(word.written)
            # What `_grammar` says already is no second witness.
            if mark == ">" or folded not in LEADS:
                found.append(Sign(f"{mark}{distance}{folded}", *word))
    return found


def _parts(text: str, words: Sequence[Word], left: int, right: int) -> bool:
    gap = text[words[left].end : words[right].start]
    return len(gap) > _GAP or any(sign in gap for sign in _SENTENCE_ENDS)


def _person(text: str, words: Sequence[Word], looked_at: Sequence[tuple[int, str]]) -> Sign | None:
    """Return who bears the name, when the first place says so and no other place speaks of a thing."""
    at, shape = looked_at[0]
    if at == 0 or shape not in {"name", "first"}:
        return None
    before = words[at - 1]
    gap = text[before.end : words[at].start]
    folded = fold(before.written)
    is_titled = folded in TITLES and gap.strip(" ") in {"", "."}
    is_called = folded in FIRST_NAMES and gap == " " and before.written[:1].isupper()
    if not (is_titled or is_called) or any(_is_company(words, place) for place, _ in looked_at):
        return None
    if any(form in {"#", "small"} for _, form in looked_at):
        return None
    return Sign(PERSON, text[before.start : words[at].end], before.start, words[at].end)


def _is_company(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and fold(words[at + 1].written) in COMPANY_FORMS


def _common_noun(text: str, words: Sequence[Word], looked_at: Sequence[tuple[int, str]]) -> Sign | None:
    """Return "an arc", where everything is in small letters behind a determiner and the writer knows capitals."""
    if any(shape != "small" for _, shape in looked_at) or not any(letter.isupper() for letter in text[:200]):
        return None
    at = looked_at[0][0]
    if at == 0 or fold(words[at - 1].written) not in DETERMINERS:
        return None
    return Sign(COMMON_NOUN, text[words[at - 1].start : words[at].end], words[at - 1].start, words[at].end)
