"""What a text shows besides its words: feeling turned by negation, strength, contrast, questions, who speaks.

The same for every language; only the lists differ. The words of feeling come from a lexicon that is handed in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log, sqrt
from types import MappingProxyType

from listen.analyzers.ngrams import Unit

__all__ = ["LISTS", "NAMES", "Cues", "Hit", "cues_of", "signs"]

NAMES = (
    "praise",
    "criticism",
    "balance",
    "praise, by length",
    "criticism, by length",
    "balance, by length",
    "strongest praise",
    "strongest criticism",
    "last feeling",
    "after the contrast",
    "praise of signs",
    "criticism of signs",
    "something was turned",
    "negations that turn nothing",
    "address",
    "spoken to",
    "a voice",
    "question",
    "ends with a question",
    "exclamations",
    "trailing dots",
    "hashtags",
    "capitals",
    "length",
    "nothing felt",
)
"""One number each in what `cues_of` returns, in this order."""

_BEFORE = 3
"""Units over which a negation reaches forward."""

_TURNED_PRAISE = -0.75
_TURNED_CRITICISM = -0.45
_MOST_SIGNS = 3
_STRONGER, _WEAKER = 1.3, 0.7
_STOPS = frozenset(".,;:!?…")
_PLACEHOLDERS = frozenset({"http", "@user"})
_LETTERS = 1_000
"""Characters in which capitals are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The short lists of a language; all words in lower case.

    Attributes:
        negations: turn what follows.
        stronger, weaker: what they do to the next word.
        contrasts: what follows them weighs more.
        voices: words by which somebody speaks for himself or to somebody.
    """

    negations: frozenset[str]
    stronger: frozenset[str]
    weaker: frozenset[str]
    contrasts: frozenset[str]
    voices: frozenset[str]


def _cues(negations: str, stronger: str, weaker: str, contrasts: str, voices: str) -> Cues:
    lists = (frozenset(words.split()) for words in (negations, stronger, weaker, contrasts, voices))
    first, second, third, fourth, fifth = lists
    return Cues(negations=first, stronger=second, weaker=third, contrasts=fourth, voices=fifth)


LISTS: Mapping[str, Cues] = MappingProxyType(
    {
        "de": _cues(
            "nicht nich nie niemals kein keine keinen keinem keiner keines nix nichts ohne kaum weder",
            "sehr so total voll mega echt extrem richtig absolut super besonders wirklich unglaublich viel zu",
            "etwas bisschen ziemlich eher halbwegs einigermaßen relativ",
            "aber doch jedoch sondern trotzdem dennoch allerdings",
            "ich mir mich mein meine meinen meiner wir uns unser unsere du dir dich dein deine ihr euch man",
        ),
        "en": _cues(
            "not no never none nobody nothing nowhere neither nor cannot cant can't dont don't doesnt doesn't didnt"
            " didn't isnt isn't arent aren't wasnt wasn't werent weren't wont won't wouldnt wouldn't shouldnt shouldn't"
            " couldnt couldn't aint ain't hasnt hasn't havent haven't hadnt hadn't without hardly barely rarely lacks",
            "very so really too extremely absolutely totally super such most incredibly completely fucking damn"
            " especially highly truly way much",
            "somewhat slightly kinda sorta bit little almost partly fairly rather quite",
            "but however though although yet still except",
            "i i'm im i've ive i'll i'd me my mine we we're us our you you're your u ur myself",
        ),
        "fr": _cues(
            "ne pas plus jamais rien aucun aucune sans ni non guère n'est n'a c'est-pas personne",
            "très trop si tellement vraiment super hyper tout bien énormément extrêmement grave absolument",
            "peu assez plutôt presque légèrement",
            "mais pourtant cependant toutefois sauf",
            "je j'ai j me moi mon ma mes nous notre nos tu te toi ton ta tes vous votre vos on",
        ),
        "it": _cues(
            "non mai niente nulla nessuno nessuna né senza no neanche nemmeno manco",
            "molto troppo così davvero tanto super veramente più assolutamente proprio estremamente",
            "poco abbastanza quasi piuttosto leggermente",
            "ma però tuttavia invece eppure",
            "io mi me mio mia miei mie noi ci nostro nostra tu ti te tuo tua voi vi vostro sono ho",
        ),
        "es": _cues(
            "no nunca jamás nada nadie ningún ninguna ninguno ni sin tampoco",
            "muy tan demasiado super súper mucho más bastante realmente totalmente re absolutamente",
            "poco algo casi medio ligeramente",
            "pero sino aunque embargo excepto",
            "yo me mi mis mí nosotros nos nuestro nuestra tú tu te ti tus usted ustedes os vos",
        ),
        "pt": _cues(
            "não nao n nunca jamais nada ninguém nenhum nenhuma nem sem",
            "muito mto tão demais super bem mais realmente totalmente pra extremamente mt",
            "pouco quase meio levemente",
            "mas porém contudo entretanto embora",
            "eu me mim meu minha meus minhas nós nosso nossa tu te você vc vcs teu tua seu sua",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that carries feeling: its place among the units and its weight after negation and strength.

    Nothing turns or strengthens an emoji or emoticon (`is_sign`).
    """

    place: int
    weight: float
    is_sign: bool = False


@cache
def signs() -> Mapping[str, float]:
    """Return what emoji and emoticons are worth, −1 … +1, in any language; lower case."""
    text = files("listen.analyzers").joinpath("german.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {word.lower(): float(weight) for word, weight, kind, *_ in rows if kind in {"emoji", "emoticon"}}


def cues_of(
    text: str, units: Sequence[Unit], feelings: Sequence[float | None], cues: Cues
) -> tuple[list[float], list[Hit]]:
    """Return one number for each of `NAMES`, and the units that carry feeling, in order; linear in the units.

    `feelings` has the weight of each unit, −1 … +1, None for one without feeling.
    """
    felt = _Felt(cues)
    felt.read(units, feelings)
    hits = felt.hits
    praise = sum(hit.weight for hit in hits if hit.weight > 0 and not hit.is_sign)
    criticism = -sum(hit.weight for hit in hits if hit.weight < 0 and not hit.is_sign)
    of_signs = sum(hit.weight for hit in hits if hit.weight > 0 and hit.is_sign)
    against_signs = -sum(hit.weight for hit in hits if hit.weight < 0 and hit.is_sign)
    size = sqrt(len(units) or 1)
    weights = [hit.weight for hit in hits]
    return [
        praise,
        criticism,
        praise - criticism,
        praise / size,
        criticism / size,
        (praise - criticism) / size,
        max(weights, default=0.0),
        min(weights, default=0.0),
        weights[-1] if weights else 0.0,
        felt.after,
        min(of_signs, _MOST_SIGNS),
        min(against_signs, _MOST_SIGNS),
        min(felt.turned, _MOST_SIGNS),
        min(felt.idle, _MOST_SIGNS),
        *_shown(text, units, cues),
        float(not hits),
    ], hits


class _Felt:
    """What is felt, word by word: negation and strength wait for the next word that carries feeling."""

    def __init__(self, cues: Cues) -> None:
        self.hits: list[Hit] = []
        self.after = 0.0
        self.turned = 0
        self.idle = 0
        self._cues = cues
        self._reach = -1
        self._factor = 1.0
        self._has_turn = False

    def read(self, units: Sequence[Unit], feelings: Sequence[float | None]) -> None:  # noqa: C901 - a line a kind of word
        """Take every unit in, in order."""
        of_sign = signs()
        cues = self._cues
        for place, (unit, _, _) in enumerate(units):
            weight = feelings[place]
            if of_sign.get(unit):
                self.hits.append(Hit(place, of_sign[unit], is_sign=True))
            elif unit in cues.negations:
                self._negate(place)
            elif weight is not None:
                self._feel(place, weight)
            elif unit in cues.stronger:
                self._factor = _STRONGER
            elif unit in cues.weaker:
                self._factor = _WEAKER
            elif unit in cues.contrasts:
                self._has_turn = True
                self._reach = -1
            elif unit not in _PLACEHOLDERS:
                self._factor = 1.0
                if unit[0] in _STOPS:
                    self._reach = -1
        if self._reach >= 0:
            self.idle += 1

    def _negate(self, place: int) -> None:
        if self._reach >= place:
            self.idle += 1
        self._reach = place + _BEFORE
        self._factor = 1.0

    def _feel(self, place: int, weight: float) -> None:
        if self._reach >= place:
            weight *= _TURNED_PRAISE if weight > 0 else _TURNED_CRITICISM
            self.turned += 1
            self._reach = -1
        weight *= self._factor
        self._factor = 1.0
        self.hits.append(Hit(place, weight))
        if self._has_turn:
            self.after += weight


def _shown(text: str, units: Sequence[Unit], cues: Cues) -> tuple[float, ...]:
    """Return what is no feeling, from "address" to "length" in `NAMES`."""
    words = [unit for unit, _, _ in units]
    distinct = set(words)
    asked = marks = dots = tags = 0
    for word in words:
        first = word[0]
        if first in _STOPS:
            asked += "?" in word
            marks += word.count("!")
            dots += word.startswith(("..", "…"))
        elif first == "#":
            tags += 1
    letters = text[:_LETTERS]
    last = next((word for word in reversed(words) if word not in _PLACEHOLDERS), "")
    return (
        float("http" in distinct),
        float("@user" in distinct),
        float(not cues.voices.isdisjoint(distinct)),
        float(asked > 0),
        float("?" in last),
        float(min(marks, _MOST_SIGNS)),
        float(dots > 0),
        float(min(tags, _MOST_SIGNS)),
        sum(map(str.isupper, letters)) / (len(letters) or 1),
        log(1 + len(units)),
    )
