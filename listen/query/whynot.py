"""Why an expression does not hold for a post, in sentences with a place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from listen.phrases import say
from listen.query.judging import Holds, judge, near_hits
from listen.query.tree import And, Domain, Field, Language, Near, Node, Not, Or, Origin, Part, Pattern, Term
from listen.query.view import FIELDS, Hit, PostView, field_text, hosts_of

__all__ = ["Reason", "reasons"]

_FAR = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One part of an expression that failed.

    Attributes:
        key: the phrase that says why.
        values: what it is filled with; may hold words of the post.
        start, end: the part's place in the expression.
    """

    key: str
    values: tuple[tuple[str, object], ...] = ()
    start: int
    end: int

    def message(self, lang: str = "en") -> str:
        """Return the reason as one sentence."""
        return say(self.key, lang, **dict(self.values))


def reasons(node: Node, view: PostView) -> Iterator[Reason]:
    """Yield why `node` does not hold, in the expression's order; nothing when it does."""
    if judge(node, view).holds is Holds.YES:
        return
    match node:
        case And() | Or():
            # Of several alternatives each is explained: any of them would have been enough.
            for one in node.nodes:
                yield from reasons(one, view)
        case Not():
            yield _excluded(node, view)
        case Near():
            yield from _near(node, view)
        case Term():
            yield _term(node, view)
        case _:
            yield _reason(_leaf_key(node), node, **_leaf_values(node, view))


def _reason(key: str, node: Node, **values: object) -> Reason:
    return Reason(key=f"query.{key}", values=tuple(values.items()), start=node.start, end=node.end)


def _excluded(node: Not, view: PostView) -> Reason:
    hits = judge(node.node, view).hits
    if not hits:
        return _reason("why_excluded", node)
    return _reason("why_excluded_word", node, word=_written(hits[0], view), field=FIELDS[hits[0].rank])


def _written(hit: Hit, view: PostView) -> str:
    return field_text(view.post, FIELDS[hit.rank])[hit.start : hit.end]


def _term(term: Term, view: PostView) -> Reason:
    """Say the nearest thing that does stand there: other case, a longer word, another field, single words."""
    for key, looser in _looser(term):
        hits = view.find(looser)
        if hits:
            return _reason(key, term, word=term.written, found=_written(hits[0], view), field=FIELDS[hits[0].rank])
    missing = [part.text for part in term.parts if not view.find(replace(term, parts=(_alone(part),), exact=None))]
    if 0 < len(missing) < len(term.parts):
        return _reason("why_phrase_lacks", term, word=term.written, missing=", ".join(missing))
    if len(term.parts) > 1 and not missing:
        return _reason("why_phrase_apart", term, word=term.written)
    if term.field is not None:
        return _reason("why_missing_in_field", term, word=term.written, field=term.field.value)
    return _reason("why_missing", term, word=term.written)


def _looser(term: Term) -> Iterator[tuple[str, Term]]:
    if term.exact is not None:
        yield "why_other_case", replace(term, exact=None)
    if term.is_handle:
        yield "why_no_handle", replace(term, is_handle=False)
    first, last = term.parts[0], term.parts[-1]
    if not last.is_open_right:
        longer = (*term.parts[:-1], replace(last, is_open_right=True))
        yield "why_longer_word", replace(term, parts=longer, exact=None)
    if not first.is_open_left:
        longer = (replace(first, is_open_left=True), *term.parts[1:])
        yield "why_inside_word", replace(term, parts=longer, exact=None)
    if term.field is not None:
        yield "why_elsewhere", replace(term, field=None)


def _alone(part: Part) -> Part:
    return replace(part, may_join=False)


def _near(node: Near, view: PostView) -> Iterator[Reason]:
    sides = [*reasons(node.left, view), *reasons(node.right, view)]
    if sides:
        yield from sides
        return
    if node.is_ordered and near_hits(replace(node, is_ordered=False), view):
        yield _reason("why_order", node)
    elif near_hits(node, view, within=_FAR):
        yield _reason("why_far", node, n=node.within)
    else:
        yield _reason("why_fields", node)


def _leaf_key(node: Node) -> str:
    match node:
        case Pattern():
            return "why_pattern"
        case Domain():
            return "why_site" if node.field is Field.SITE else "why_link"
        case Language():
            return "why_language"
        case _:
            return "why_source"


def _leaf_values(node: Node, view: PostView) -> dict[str, object]:
    match node:
        case Pattern():
            return {"pattern": node.expression}
        case Domain():
            hosts = [host for host in hosts_of(view.post.url or "") if "." in host]
            return {"host": node.host + node.path, "found": hosts[0] if hosts else "–"}
        case Language():
            return {"wanted": node.code, "found": view.language or "?"}
        case Origin():
            return {"wanted": node.name, "found": view.post.source}
        case _:
            return {}
