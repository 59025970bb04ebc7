"""What a saved query means, as its owner said it: words that speak for us, words that speak of somebody else."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from listen.brand import Query, Settings
from listen.query.language import parse
from listen.query.tree import And, Field, Near, Node, Or, Term
from listen.relevance.wordlists import LEADS, NEGATIONS
from listen.relevance.words import Word, is_content, parts_of, stem, words_of
from listen.text.fold import fold

__all__ = ["Meaning", "meanings_of"]

_NAMES_FROM = 4
"""A shorter name is the beginning of too many other words."""

_CLAUSE_END = re.compile(r"[.;:,()!?–—\n]| - ")
_DENIED = 8
"""Words, the negation and articles among them; farther on a sentence speaks of something else."""
_VERBS_TOO = frozenset({"not", "nicht", "nor"})
_JOINING = frozenset({"and", "or", "und", "oder", "nor", "but", "aber"})
_TURNS = re.compile(r"\b(?:but|sondern|aber|only|nur)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:or|oder|nor)\b", re.IGNORECASE)
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
        ours: what speaks for us, by stem: `about`, `expression`, `competitor`, `audience`.
        trade: stems of what all our queries look for and mean; shared by all of them.
        others: stems behind a "not" of the `about:`.
        both: stems that it names on both sides ("pipes, not water pipes"), so that they tell nothing.
        excludes_surname: the `about:` says that somebody's name is not meant.
        language: ISO 639-1 of the `about:`; None without one, and where it cannot be told.
        has_about: an `about:` is there.
    """

    names: frozenset[str]
    is_written_small: bool
    ours: Mapping[str, str]
    trade: frozenset[str]
    others: frozenset[str]
    both: frozenset[str]
    excludes_surname: bool
    language: str | None
    has_about: bool

    def kind(self, sign: str) -> str | None:
        """Return by whose words a stem speaks for us: as in `ours`, or `trade`; None when it does not."""
        known = self.ours.get(sign)
        if known is not None:
            return known
        is_unsaid = sign not in self.others and sign not in self.both and sign not in self.names
        return "trade" if sign in self.trade and is_unsaid else None

    def is_name(self, written: str) -> bool:
        """Say whether a word is one that stands for the whole query, or begins with it."""
        folded = fold(written)
        return folded in self.names or any(folded[:end] in self.names for end in range(_NAMES_FROM, len(folded)))


def meanings_of(settings: Settings) -> dict[str, Meaning]:
    """Return what is known of each of our queries before anybody judged a mention, by name."""
    ours = [query for query in settings.queries if query.competitor is None]
    trees = {query.name: parse(query.expression) for query in ours}
    abouts = {query.name: _about(query.about or "") for query in ours}
    trade = frozenset(
        found for query in ours for found in _stems([abouts[query.name][0], *_looked_for(trees[query.name])])
    )
    return {query.name: _meaning(query, settings, trees[query.name], abouts[query.name], trade) for query in ours}


def _meaning(query: Query, settings: Settings, tree: Node, about: tuple[str, str], trade: frozenset[str]) -> Meaning:
    written = {one.written for one in _whole_alternatives(tree)}
    names = {fold(word) for word in (*written, settings.brand.name)}
    names |= {stem(name) for name in names}
    said, denied = about
    language = _language(query.about or "")
    ours = dict.fromkeys(_stems([said]), "about")
    if language != "en":
        # An `about:` that says "Lüftungsrohre" means "Lüftung" and "Rohre" too.
        ours |= {part: "about" for found in list(ours) for part in parts_of(found)}
    ours = {**dict.fromkeys(_stems(_looked_for(tree)), "expression"), **ours}
    both = ours.keys() & frozenset(_stems([denied]))
    others = frozenset(_stems([denied])) - ours.keys() - names
    audiences = [word for unit in settings.units if unit.name == query.unit for word in (*unit.audiences, unit.title)]
    for kind, texts in (("competitor", [one.name for one in settings.competitors]), ("audience", audiences)):
        for found in _stems(texts):
            ours.setdefault(found, kind)
    return Meaning(
        names=frozenset(names),
        is_written_small=any(name.islower() for name in written),
        ours={word: kind for word, kind in ours.items() if word not in names | both | others},
        trade=trade,
        others=others,
        both=frozenset(both),
        excludes_surname=any(fold(word.written) in _SURNAME for word in words_of(denied)),
        language=language,
        has_about=bool(query.about),
    )


def _looked_for(tree: Node) -> list[str]:
    """Return the words that are wanted, as written; who writes is no word of the trade."""
    return [term.written for term in _positive(tree) if term.field is not Field.AUTHOR]


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

    A negation reaches over the next few words of its clause, and over "or" into the next one. A comma ends it: rather
    one word too few against us than one of ours.
    """
    said: list[str] = []
    denied: list[str] = []
    is_denied = False
    at = 0
    for end in [*_CLAUSE_END.finditer(sentence), None]:
        clause = sentence[at : end.start() if end else len(sentence)]
        at = end.end() if end else len(sentence)
        is_denied = is_denied and _GOES_ON.match(clause) is not None
        pieces = _TURNS.split(clause)
        for piece in pieces:
            words = words_of(piece)
            first = 0 if is_denied else _negation(words)
            if first is None:
                said.append(piece)
                continue
            end_of = words[first + _DENIED].start if first + _DENIED < len(words) else len(piece)
            said.append(piece[: words[first].start])
            denied.append(piece[words[first].start : end_of])
            # "not the browser but the pipe": what follows is meant again.
            is_denied = len(pieces) == 1
    return "\n".join(said), "\n".join(denied)


def _negation(words: Sequence[Word]) -> int | None:
    """Return which word begins to say what is not meant; a verb that is denied ("is not named") says no such thing."""
    for place, word in enumerate(words):
        folded = fold(word.written)
        if folded not in NEGATIONS:
            continue
        after = words[place + 1].written if place + 1 < len(words) else ""
        is_first = all(fold(before.written) in _JOINING for before in words[:place])
        is_noun = fold(after) in LEADS or (after[:1].isupper() and after[1:].islower())
        if after and (folded not in _VERBS_TOO or is_first or is_noun):
            return place
    return None


def _language(sentence: str) -> str | None:
    found = {fold(word.written) for word in words_of(sentence)}
    english, german = len(found & _ENGLISH), len(found & _GERMAN)
    if english == german:
        return None
    return "en" if english > german else "de"
