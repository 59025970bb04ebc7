"""The spellings under which others may have written a word, for services that do not fold as we do."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import product

from listen.query.tree import Term
from listen.text.fold import fold

__all__ = ["FormWord", "joined_forms", "spellings"]

_LETTERS = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
_DIGRAPHS = {digraph: letter for letter, digraph in _UMLAUTS.items()}
# Places where ae, oe, ue or ss may stand for one letter. No umlaut is written behind another vowel or a q (neue,
# Quelle), nor in the ending -uell (aktuell).
_PLACE = re.compile(r"[äöüßÄÖÜ]|[AaOo]e|(?<![aeiouyqAEIOUYQ])[Uu]e(?!ll)|(?<=[aeiouyAEIOUY])ss")
_PLACES_LIMIT = 3
_JOINTS_LIMIT = 3


def spellings(word: str) -> tuple[str, ...]:
    """Return `word` as written, then with ä for ae and ae for ä in every mixture, then without accents.

    Of more than three such places all are changed together: eight spellings are as many as a service should be asked.
    """
    places = list(_PLACE.finditer(word))
    found = {word: None}
    choices = [(place.group(), _other(place.group())) for place in places]
    mixtures = product(*choices) if len(choices) <= _PLACES_LIMIT else zip(*choices, strict=True)
    for mixture in mixtures:
        found[_put(word, places, mixture)] = None
    for spelling in tuple(found):
        found[_without_accents(spelling)] = None
    return tuple(found)


def _other(letters: str) -> str:
    return _UMLAUTS.get(letters) or _DIGRAPHS[letters]


def _put(word: str, places: list[re.Match[str]], letters: tuple[str, ...]) -> str:
    pieces = []
    done = 0
    for place, one in zip(places, letters, strict=True):
        pieces += [word[done : place.start()], one]
        done = place.end()
    return "".join([*pieces, word[done:]])


def _without_accents(word: str) -> str:
    """Return `word` without accents, its umlauts untouched: those are other letters, not decoration."""
    if word.isascii():
        return word
    return "".join(
        letter if letter in _UMLAUTS or len(fold(letter)) != 1 else _like(letter, fold(letter))
        for letter in unicodedata.normalize("NFC", word)
    )


def _like(letter: str, folded: str) -> str:
    return folded.upper() if letter.isupper() else folded


@dataclass(frozen=True, slots=True)
class FormWord:
    """A word of a term as typed; `is_open_left` and `is_open` (on any side) tell of stars."""

    text: str
    is_open_left: bool
    is_open: bool


def joined_forms(term: Term) -> tuple[tuple[FormWord, ...], ...]:
    """Return the words of `term` as typed, once for each way in which its hyphens may be left out.

    `Rohr-Set` gives `Rohr` `Set` and `RohrSet`. With more than three hyphens only the first and the last way are given.
    """
    typed = _LETTERS.findall(unicodedata.normalize("NFC", term.written))
    if len(typed) != len(term.parts):
        typed = [part.text for part in term.parts]
    words = [
        FormWord(text, part.is_open_left, part.is_open_left or part.is_open_right)
        for text, part in zip(typed, term.parts, strict=True)
    ]
    joints = [number for number, part in enumerate(term.parts) if part.may_join]
    ways = tuple(product((False, True), repeat=min(len(joints), _JOINTS_LIMIT)))
    if len(joints) > _JOINTS_LIMIT:
        ways = ((False,) * len(joints), (True,) * len(joints))
    return tuple(
        _joined(words, {joint for joint, is_closed in zip(joints, way, strict=True) if is_closed}) for way in ways
    )


def _joined(words: list[FormWord], closed: set[int]) -> tuple[FormWord, ...]:
    form: list[FormWord] = []
    for number, word in enumerate(words):
        if number in closed:
            before = form[-1]
            form[-1] = FormWord(before.text + word.text, before.is_open_left, before.is_open or word.is_open)
        else:
            form.append(word)
    return tuple(form)
