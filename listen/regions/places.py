"""The places that are known by name, read from `places.tsv`, and how a code is called."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

from listen.phrases import words_of
from listen.text.level import level

__all__ = ["Found", "Place", "Places", "country_of", "load", "read", "region_name"]

_CITIES, _AREAS, _DECOYS = "city", "area", "decoy"
_NAMED = frozenset({"country", "state"})
_ENGLISH, _GERMAN = 0, 1


@dataclass(frozen=True, slots=True)
class Place:
    """A name of a place.

    Attributes:
        code: ISO 3166-1 alpha-2 (`AT`) or ISO 3166-2 (`DE-NW`); "-" for what only looks like a place.
        kind: `country`, `state`, `area`, `city` or `decoy`.
        needs_cue: also a word or another name ("Essen", "Reading"): alone it says nothing.
        is_adjective: "Gütersloher".
    """

    code: str
    kind: str
    needs_cue: bool
    is_adjective: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A name where it stands; several places when it has several meanings."""

    start: int
    end: int
    places: tuple[Place, ...]


@dataclass(slots=True)
class Places:
    """All names, findable in one pass.

    Attributes:
        names: English and German names by code, of countries and states.
    """

    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    _by_name: dict[str, list[Place]] = field(default_factory=dict)
    _order: list[tuple[Place, ...]] = field(default_factory=list)
    _automaton: AhoCorasick | None = None

    def add(self, code: str, kind: str, names: list[str]) -> None:
        """Take up one row of the file."""
        if kind in _NAMED:
            english, german = names[_ENGLISH], names[min(_GERMAN, len(names) - 1)]
            self.names[code] = (english.removesuffix("?"), german.removesuffix("?"))
        for name in names:
            place = Place(code, kind, needs_cue=name.endswith("?"))
            plain = level(name.removesuffix("?"))
            for spelt in {plain, _without_umlauts(plain)}:
                known = self._by_name.setdefault(spelt, [])
                if all(other.code != code for other in known):
                    known.append(place)
            if kind not in {_DECOYS, "country"} and " " not in plain:
                for adjective in _adjectives(plain):
                    for spelt in {adjective, _without_umlauts(adjective)}:
                        # "Essener" and "Hammer": what needs a cue as a name needs one as an adjective.
                        self._by_name.setdefault(spelt, []).append(
                            Place(code, kind, place.needs_cue, is_adjective=True)
                        )

    def close(self) -> None:
        """Make the names findable."""
        self._order = [tuple(known) for known in self._by_name.values()]
        self._automaton = AhoCorasick(list(self._by_name))

    def find(self, plain: str) -> Iterator[Found]:
        """Yield every place in levelled text, the longest of overlapping names, in order."""
        if self._automaton is None:
            return
        reached = 0
        spans = [
            (start, end, number)
            for number, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True)
            if _is_whole(plain, start, end)
        ]
        for start, end, number in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start >= reached:
                reached = end
                yield Found(start, end, self._order[number])


def _is_whole(plain: str, start: int, end: int) -> bool:
    """Return True for a whole word, a German genitive ("Berlins") included."""
    if start and (plain[start - 1].isalnum() or plain[start - 1] in "@_"):
        return False
    after = plain[end : end + 2]
    return not after[:1].isalnum() or (after[:1] == "s" and not after[1:].isalnum())


def _without_umlauts(plain: str) -> str:
    return plain.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")


def _adjectives(plain: str) -> Iterator[str]:
    """Yield how German makes an adjective of a place: Gütersloher, Bremer, Münchner, Hallesche."""
    if plain.endswith("e"):
        yield plain + "r"
    elif plain.endswith("en"):
        yield plain[:-2] + "er"
        yield plain[:-1] + "er"
        yield plain + "er"
        yield plain[:-2] + "ner"
    else:
        yield plain + "er"
    yield plain + "sche"
    yield plain + "scher"
    yield plain + "ische"


@cache
def load() -> Places:
    """Return the places of the package; read once a process."""
    return read(files("listen.regions").joinpath("places.tsv").read_text(encoding="utf-8").splitlines())


def read(lines: Iterable[str]) -> Places:
    """Return the places that stand in `lines`: code, kind, names.

    Raises:
        ValueError: if a line has no such form.
    """
    places = Places()
    for line in lines:
        if line and not line.startswith("#"):
            code, kind, names = line.split("\t")
            places.add(code, kind, names.split("|"))
    places.close()
    return places


def country_of(code: str) -> str:
    """Return the country of a code: `DE` of `DE-NW`, `AT` of `AT`."""
    return code.partition("-")[0]


def region_name(code: str, lang: str = "en") -> str:
    """Return what a person calls a region: `DE-BY` is Bayern in German, Bavaria in English.

    Args:
        code: as in a finding's value.
        lang: `de`; anything else is said in English.

    Returns:
        The code itself where it is not known.
    """
    english, german = load().names.get(code, (code, code))
    return german if words_of(lang) == "de" else english
