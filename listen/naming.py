"""Which words of a text name the brand, and which a competitor."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from listen.brand import Query
from listen.errors import ExpressionError
from listen.query.language import parse
from listen.query.tree import And, Near, Node, Or, Term
from listen.text.fold import FoldedText, fold

__all__ = ["Named", "Names", "overlaps"]

_MOST = 50
"""Places of one kind that are told; more say nothing new of whom a text speaks."""

_SHORTEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Spans of a text: `ours` name the brand, `theirs` a competitor; in order, apart from each other."""

    ours: tuple[tuple[int, int], ...]
    theirs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A name as it is looked up: folded letters, and whether the word may go on."""

    letters: str
    is_open: bool


class Names:
    """The names of the brand and of its competitors, ready to be found in texts.

    A name is what the configuration calls the brand, and every word or phrase that stands beside it in an `OR` of one
    of our queries: `examplevent* OR exvent OR "example vent"`. Topics that are joined with `AND` are no names.

    Args:
        brand: as people write it.
        competitors: their names.
        queries: the saved ones; expressions that cannot be read are left out.

    Attributes:
        written: the brand and its competitors, as people write them.
    """

    def __init__(self, brand: str, competitors: Sequence[str] = (), queries: Sequence[Query] = ()) -> None:
        self.written = (brand, *competitors)
        own = [query for query in queries if query.competitor is None]
        rivals = {name: _words((name,)) for name in competitors}
        for query in queries:
            if query.competitor is not None:
                known = rivals.setdefault(query.competitor, _words((query.competitor,)))
                known |= _aliases((query,), known)
        self._ours = _words((brand,))
        self._ours |= _aliases(own, self._ours)
        self._theirs = frozenset().union(*rivals.values()) - self._ours

    def find(self, text: str) -> Named:
        """Return where the names stand in `text`. Linear in the text for each name."""
        folded = FoldedText(text)
        ours = _apart(_places(folded, self._ours))
        taken = set(ours)
        theirs = [span for span in _apart(_places(folded, self._theirs)) if not overlaps(span, taken)]
        return Named(ours=tuple(ours), theirs=tuple(theirs))


def _words(names: Iterable[str]) -> set[_Word]:
    """Return names as looked up; connectors are left out, as `FoldedText` does."""
    found = set()
    for name in names:
        letters = " ".join(fold(name).replace("-", "").replace("_", "").split())
        if len(letters) >= _SHORTEST:
            found.add(_Word(letters, is_open=True))
            if " " in letters:
                found.add(_Word(letters.replace(" ", ""), is_open=True))
    return found


def _aliases(queries: Iterable[Query], known: set[_Word]) -> set[_Word]:
    """Return the words that stand beside a known name in an `OR`."""
    found: set[_Word] = set()
    for query in queries:
        try:
            tree = parse(query.expression)
        except ExpressionError:
            continue
        for group in _groups(tree):
            words = {_word_of(term) for term in group}
            if any(_is_like(word, name) for word in words for name in known):
                found |= {word for word in words if len(word.letters) >= _SHORTEST}
    return found


def _groups(node: Node) -> Iterator[tuple[Term, ...]]:
    """Yield the terms of each `OR` (a term alone is one, too); excluded ones are no names."""
    match node:
        case Term():
            yield (node,)
        case Or():
            yield tuple(part for part in node.nodes if isinstance(part, Term))
            for part in node.nodes:
                if not isinstance(part, Term):
                    yield from _groups(part)
        case And():
            for part in node.nodes:
                yield from _groups(part)
        case Near():
            yield from _groups(node.left)
            yield from _groups(node.right)
        case _:
            return


def _word_of(term: Term) -> _Word:
    return _Word(" ".join(part.text for part in term.parts), is_open=term.parts[-1].is_open_right)


def _is_like(word: _Word, name: _Word) -> bool:
    """Say whether one is the beginning of the other: "examplevent" and "examplevent gmbh"."""
    one, other = word.letters.replace(" ", ""), name.letters.replace(" ", "")
    return one.startswith(other) or (len(one) >= _SHORTEST + 2 and other.startswith(one))


def _places(folded: FoldedText, words: Iterable[_Word]) -> Iterator[tuple[int, int]]:
    for word in words:
        at, found = folded.words.find(word.letters), 0
        while at >= 0 and found < _MOST:
            end = at + len(word.letters)
            if folded.is_edge(at) and (word.is_open or folded.is_edge(end)):
                yield folded.source(at, end)
                found += 1
            at = folded.words.find(word.letters, end)


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, overlapping ones joined, at most fifty."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found[:_MOST]


def overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Say whether `span` shares a character with one of `others`."""
    return any(span[0] < end and start < span[1] for start, end in others)
