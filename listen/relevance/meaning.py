"""What a saved query means, as its owner said it: words that speak for us, words that speak of somebody else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from listen.brand import Query, Settings
from listen.query.language import parse
from listen.query.tree import And, Field, Near, Node, Or, Term
from listen.relevance.wordlists import NEGATIONS
from listen.relevance.words import is_content, parts_of, stem, words_of
from listen.text.fold import fold

__all__ = ["Meaning", "meaning_of"]

_CLAUSE_END = re.compile(r"[.;:,()!?–—\n]| - ")
_TURNS = re.compile(r"\b(?:but|sondern|aber|only|nur)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:or|oder|nor|und|and)\b", re.IGNORECASE)
_SURNAME = frozenset(
    {"familienname", "lastname", "nachname", "nachnamen", "people", "person", "personen", "persons", "surname"}
)
_ENGLISH = frozenset({"and", "for", "in", "is", "not", "of", "on", "our", "that", "the", "who", "with"})
_GERMAN = frozenset(
    {"das", "den", "der", "die", "fuer", "im", "ist", "mit", "nicht", "und", "unser", "unsere", "von", "wer", "zu"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What is meant by one query.

    Attributes:
        names: folded words that stand for the whole query: the brand, a product; ours and a namesake's alike.
        is_written_small: some name is written in small letters by its owner.
        ours: what speaks for us, by stem: `about`, `expression`, `competitor`, `audience`, `domain` (words of our other
            queries).
        others: stems behind a "not" of the `about:`.
        excludes_surname: the `about:` says that somebody's name is not meant.
        language: ISO 639-1 of the `about:`; None without one, and where it cannot be told.
        has_about: an `about:` is there.
    """

    names: frozenset[str]
    is_written_small: bool
    ours: Mapping[str, str]
    others: frozenset[str]
    excludes_surname: bool
    language: str | None
    has_about: bool


def meaning_of(query: Query, settings: Settings) -> Meaning:
    """Return what is known of `query` before anybody judged a mention."""
    tree = parse(query.expression)
    written = {one.written for one in _whole_alternatives(tree)}
    names = {fold(word) for word in (*written, settings.brand.name)}
    names |= {stem(name) for name in names}
    said, denied = _about(query.about or "")
    audiences = [word for unit in settings.units if unit.name == query.unit for word in (*unit.audiences, unit.title)]
    ours: dict[str, str] = {}
    for kind, texts in (
        ("about", [said]),
        ("expression", [term.written for term in _positive(tree) if term.field is not Field.AUTHOR]),
        ("competitor", [one.name for one in settings.competitors]),
        ("audience", audiences),
        ("domain", _domain(query, settings)),
    ):
        for found in _stems(texts):
            ours.setdefault(found, kind)
    language = _language(query.about or "")
    if language != "en":
        for part in [part for found, kind in ours.items() if kind == "about" for part in parts_of(found)]:
            # An `about:` that says "Lüftungsrohre" means "Lüftung" and "Rohre" too.
            ours.setdefault(part, "about")
    others = frozenset(_stems([denied])) - names
    for both in others.intersection(ours):
        # Said on both sides ("pipes, not water pipes"): it tells nothing.
        del ours[both]
    return Meaning(
        names=frozenset(names),
        is_written_small=any(name.islower() for name in written),
        ours={word: kind for word, kind in ours.items() if word not in names},
        others=others - frozenset(_stems([said])),
        excludes_surname=any(fold(word.written) in _SURNAME for word in words_of(denied)),
        language=language,
        has_about=bool(query.about),
    )


def _domain(query: Query, settings: Settings) -> Iterator[str]:
    """Yield what our other queries look for and mean: the words of the trade."""
    for other in settings.queries:
        if other.competitor is None and other.name != query.name:
            yield _about(other.about or "")[0]
            for term in _positive(parse(other.expression)):
                if term.field is not Field.AUTHOR:
                    yield term.written


def _stems(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for word in words_of(text):
            if is_content(word.written):
                yield stem(word.written)


def _whole_alternatives(node: Node) -> Iterator[Term]:
    """Yield the single words that are enough by themselves to belong to the query."""
    match node:
        case Term() if len(node.parts) == 1 and node.field is None:
            yield node
        case Or():
            for one in node.nodes:
                yield from _whole_alternatives(one)


def _positive(node: Node) -> Iterator[Term]:
    """Yield every word that is wanted; none that is excluded."""
    match node:
        case Term():
            yield node
        case And() | Or():
            for one in node.nodes:
                yield from _positive(one)
        case Near():
            yield from _positive(node.left)
            yield from _positive(node.right)
        case _:
            return


def _about(sentence: str) -> tuple[str, str]:
    """Return what an `about:` says, and what it says is not meant.

    A negation reaches to the end of its clause, and over "or" into the next one. A comma ends it: rather one word too
    few against us than one of ours.
    """
    said: list[str] = []
    denied: list[str] = []
    is_denied = False
    at = 0
    for end in [*_CLAUSE_END.finditer(sentence), None]:
        clause = sentence[at : end.start() if end else len(sentence)]
        at = end.end() if end else len(sentence)
        is_denied = is_denied and _GOES_ON.match(clause) is not None
        for piece in _turned(clause):
            words = words_of(piece)
            first = next((one.start for one in words if fold(one.written) in NEGATIONS), None)
            if first is not None:
                (denied if is_denied else said).append(piece[:first])
                denied.append(piece[first:])
                is_denied = True
            else:
                (denied if is_denied else said).append(piece)
            if piece is not clause:
                is_denied = False
    return "\n".join(said), "\n".join(denied)


def _turned(clause: str) -> list[str]:
    """Return a clause in the pieces between "but" and the like, at which a negation ends."""
    pieces = _TURNS.split(clause)
    return [clause] if len(pieces) == 1 else pieces


def _language(sentence: str) -> str | None:
    found = {fold(word.written) for word in words_of(sentence)}
    english, german = len(found & _ENGLISH), len(found & _GERMAN)
    if english == german:
        return None
    return "en" if english > german else "de"
