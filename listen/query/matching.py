"""Many queries and one post: which of them it belongs to, by which words, and where they stand."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence

from listen.brand import Query
from listen.model import Match, Post, Span
from listen.query.glance import Glance
from listen.query.index import QueryIndex
from listen.query.judging import Holds, judge
from listen.query.language import parse
from listen.query.view import Hit, PostView, field_text
from listen.query.whynot import Reason, reasons

__all__ = ["Matcher", "field_text", "why_not"]

_SPANS_LIMIT = 100
"""Places that one match names; more help nobody to see why."""


class Matcher:
    """All queries, ready to be asked about posts; built once, may be shared by threads.

    Attributes:
        rules: fingerprint of the queries; another one means that known posts have to be asked about again.
        glance: says of raw markup whether it is worth making a post of it (`listen.protocols.Interest`).

    Args:
        queries: with valid expressions; names are unique.

    Raises:
        ExpressionError: if an expression cannot be read.
    """

    def __init__(self, queries: Sequence[Query]) -> None:
        self._queries = tuple(queries)
        self._trees = tuple(parse(query.expression) for query in self._queries)
        self._index = QueryIndex(self._trees)
        self.glance = Glance(self._trees)
        self._numbers = {query.name: number for number, query in enumerate(self._queries)}
        self._order = {
            number: place
            for place, number in enumerate(
                sorted(range(len(self._queries)), key=lambda number: self._queries[number].name)
            )
        }
        self.rules = _fingerprint(self._queries)

    def match(self, post: Post, language: Callable[[], str | None] | str | None = None) -> tuple[Match, ...]:
        """Return one match for each query that `post` belongs to, in order of the queries' names.

        Args:
            post: as its source gave it.
            language: ISO 639-1, None for unknown, or how to find out; asked only when an expression depends on it.

        Returns:
            Empty when no query holds. A query for which the service found the post in text that we cannot see is a
            match by the provider, unless what we do see speaks against it.
        """
        candidates = self._index.candidates(post)
        claimed = post.matched_by and {self._numbers[name] for name in post.matched_by if name in self._numbers}
        if not candidates and not claimed:
            return ()
        view = PostView(post, language)
        matches = []
        for number in sorted({*candidates, *claimed}, key=self._order.__getitem__):
            match = self._match_one(number, view, is_claimed=number in claimed)
            if match is not None:
                matches.append(match)
        return tuple(matches)

    def _match_one(self, number: int, view: PostView, *, is_claimed: bool) -> Match | None:
        query = self._queries[number]
        if query.sources and view.post.source not in query.sources:
            return None
        tree = self._trees[number]
        judgement = judge(tree, view)
        if judgement.holds is Holds.YES:
            spans = _spans(judgement.hits)
            return Match(query=query.name, words=_words(view.post, spans), spans=spans)
        if is_claimed and judge(tree, view, is_partial=True).holds is not Holds.NO:
            return Match(query=query.name, is_by_provider=True)
        return None


def why_not(post: Post, query: Query, language: Callable[[], str | None] | str | None = None) -> tuple[Reason, ...]:
    """Return what keeps `post` from belonging to `query`, each with its place in the expression; empty when it belongs.

    Raises:
        ExpressionError: if the expression cannot be read.
    """
    tree = parse(query.expression)
    found = []
    if query.sources and post.source not in query.sources:
        found.append(
            Reason(
                key="query.why_not_asked",
                values=(("source", post.source), ("wanted", ", ".join(query.sources))),
                start=0,
                end=len(query.expression),
            )
        )
    found.extend(reasons(tree, PostView(post, language)))
    return tuple(found)


def _spans(hits: Iterable[Hit]) -> tuple[Span, ...]:
    """Return the places in order, without overlaps, so that they can be marked one after the other."""
    apart: list[Hit] = []
    for hit in sorted(set(hits)):
        last = apart[-1] if apart else None
        if last is not None and last.rank == hit.rank and hit.start < last.end:
            apart[-1] = Hit(last.rank, last.start, max(last.end, hit.end))
        else:
            apart.append(hit)
    return tuple(hit.span for hit in apart[:_SPANS_LIMIT])


def _words(post: Post, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field_text(post, span.field)[span.start : span.end] for span in spans))


def _fingerprint(queries: Sequence[Query]) -> str:
    """Return what changes when a query is added, removed, renamed or edited, and not when they are put in order."""
    rows = sorted((query.name, query.expression, sorted(query.sources)) for query in queries)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16]
