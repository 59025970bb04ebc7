"""Words of an expression that nobody wrote, and the forms of them that somebody did."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from listen.brand import Query
from listen.health.changes import is_valid, quoted
from listen.health.value import Change, Unheard
from listen.model import Mention
from listen.query.language import parse
from listen.query.matching import Matcher
from listen.query.tree import And, Near, Node, Or, Term
from listen.query.view import PostView
from listen.reading import analyzed_text
from listen.relevance import words_of
from listen.text.fold import fold

__all__ = ["Shelf", "unheard"]

_TERMS = 8
_VARIANTS = 3
_LEAST_LETTERS = 4
_LIKE = 0.84
_APART = 5
_WORDS_AT_MOST = 20_000
_PREFIX = re.compile(r"(?:[a-zA-Z]+:)?=?\Z")
"""What stands right before a term and narrows it: a field, the sign of an exact spelling."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Stored mentions of any query, and the words in them, most frequent first, as written."""

    mentions: Sequence[Mention]
    words: dict[str, str]

    @classmethod
    def of(cls, mentions: Sequence[Mention]) -> "Shelf":
        """Return the mentions with their words, folded."""
        counts: Counter[str] = Counter()
        written: dict[str, str] = {}
        for mention in mentions:
            for word in words_of(analyzed_text(mention.post)):
                folded = fold(word.written)
                counts[folded] += 1
                written.setdefault(folded, word.written)
        return cls(mentions, {folded: written[folded] for folded, _ in counts.most_common(_WORDS_AT_MOST)})


def unheard(query: Query, shelf: Shelf) -> tuple[Unheard, ...]:
    """Return the wanted words of a quiet query that stand in no stored mention, with forms that would find some."""
    terms = list(dict.fromkeys(_wanted(parse(query.expression))))
    missing = _missing(terms, shelf.mentions)[:_TERMS]
    options = {term: list(dict.fromkeys(_variants(term, query.expression, shelf.words))) for term in missing}
    gained = _gains(query, [one for found in options.values() for one in found], shelf.mentions)
    return tuple(
        Unheard(words=query.expression[term.start : term.end], changes=tuple(_best(options[term], gained)))
        for term in missing
    )


def _best(options: Iterable[Change], gained: dict[str, int]) -> list[Change]:
    found = [
        Change(kind=one.kind, words=one.words, expression=one.expression, gained=gained[one.expression])
        for one in options
        if gained.get(one.expression)
    ]
    # Of those that find as many, the first: it changes least.
    return sorted(found, key=lambda one: -one.gained)[:_VARIANTS]


def _missing(terms: Sequence[Term], mentions: Sequence[Mention]) -> list[Term]:
    left = dict.fromkeys(terms)
    for mention in mentions:
        if not left:
            break
        view = PostView(mention.post, mention.language)
        for term in [one for one in left if view.find(one)]:
            del left[term]
    return list(left)


def _gains(query: Query, options: Sequence[Change], mentions: Sequence[Mention]) -> dict[str, int]:
    """Return by expression how many mentions it would find that the saved one does not."""
    expressions = list(dict.fromkeys(one.expression for one in options))
    if not expressions:
        return {}
    queries = [
        Query(name=str(number), expression=one, sources=query.sources)
        for number, one in enumerate([query.expression, *expressions])
    ]
    matcher = Matcher(queries)
    counts: Counter[str] = Counter()
    for mention in mentions:
        found = {match.query for match in matcher.match(mention.post, mention.language)}
        if "0" not in found:
            counts.update(found)
    return {one: counts[str(number)] for number, one in enumerate(expressions, start=1)}


def _wanted(node: Node) -> Iterator[Term]:
    match node:
        case Term():
            yield node
        case And() | Or():
            for one in node.nodes:
                yield from _wanted(one)
        case Near():
            yield from _wanted(node.left)
            yield from _wanted(node.right)


def _variants(term: Term, expression: str, words: dict[str, str]) -> Iterator[Change]:
    """Yield looser forms of a term, the nearest to what was written first, each as a whole expression."""
    for kind, told, instead in _instead(term, words):
        before = expression[: term.start]
        if kind in {"any_case", "anywhere"}:
            before = _PREFIX.sub("", before)
        changed = " ".join(f"{before}{instead}{expression[term.end :]}".split())
        if is_valid(changed) and parse(changed) != parse(expression):
            yield Change(kind=kind, words=told, expression=changed)


def _instead(term: Term, words: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    bare = term.written
    own_words = bare.split()
    if term.exact is not None:
        yield "any_case", bare, quoted(bare)
    if term.field is not None or term.is_handle:
        yield "anywhere", bare, quoted(bare)
    if len(own_words) > 1:
        together = [quoted(word) for word in own_words]
        # Beside NEAR or inside a field only a plain term may stand, so the shorter form comes first.
        near = together[0]
        for word in together[1:]:
            near = f"{near} NEAR/{_APART} {word}"
        yield "apart", bare, f"({near})"
        yield "unquoted", bare, f"({' AND '.join(together)})"
    elif len(bare) >= _LEAST_LETTERS:
        if not term.parts[-1].is_open_right:
            yield "star", f"{bare}*", f"{bare}*"
        if not term.parts[0].is_open_left:
            yield "star", f"*{bare}*", f"*{bare}*"
        for like in _alike(term.parts[0].text, words):
            yield "like", words[like], f"({quoted(bare)} OR {quoted(words[like])})"


def _alike(folded: str, words: dict[str, str]) -> list[str]:
    near = [word for word in words if word[:1] == folded[:1] and abs(len(word) - len(folded)) <= 2]  # noqa: PLR2004
    return [one for one in get_close_matches(folded, near, n=2, cutoff=_LIKE) if one != folded]
