"""Does a tree hold for a post? Yes, no, or (where the service saw more of the text than we do) perhaps."""

from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum

from listen.query.tree import And, Domain, Field, Language, Near, Node, Not, Or, Origin, Pattern, Term
from listen.query.view import Hit, PostView

__all__ = ["Holds", "Judgement", "judge", "near_hits"]


class Holds(Enum):
    """What can be said of a tree and a post."""

    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a tree holds, and the places that decided it; none where it does not or where no place is needed."""

    holds: Holds
    hits: tuple[Hit, ...] = ()


_YES = Judgement(Holds.YES)
_NO = Judgement(Holds.NO)
_PERHAPS = Judgement(Holds.PERHAPS)


def judge(node: Node, view: PostView, *, is_partial: bool = False) -> Judgement:  # noqa: PLR0911 one row a node
    """Say whether `node` holds for the post.

    Args:
        node: the tree.
        view: the post.
        is_partial: we see only a part of the text: what is not there may stand in the rest. What *is* there still
            counts, also against the post; title, author, language, source and the post's own place are seen whole.
    """
    match node:
        case Term():
            is_seen_whole = node.field in {Field.TITLE, Field.AUTHOR}
            return _found(view.find(node), is_partial=is_partial and not is_seen_whole)
        case Pattern():
            return _found(view.find_pattern(node), is_partial=is_partial and node.field is None)
        case Near():
            return _found(near_hits(node, view), is_partial=is_partial)
        case Domain():
            hits = view.find_domain(node)
            return _found_domain(hits, is_partial=is_partial and node.field is Field.LINK)
        case Language():
            return _YES if view.language == node.code else _NO
        case Origin():
            return _YES if view.post.source.lower() == node.name else _NO
        case Not():
            return _opposite(judge(node.node, view, is_partial=is_partial))
        case And():
            return _all(node, view, is_partial=is_partial)
        case Or():
            return _any(node, view, is_partial=is_partial)


def _found(hits: tuple[Hit, ...], *, is_partial: bool) -> Judgement:
    if hits:
        return Judgement(Holds.YES, hits)
    return _PERHAPS if is_partial else _NO


def _found_domain(hits: tuple[Hit, ...] | None, *, is_partial: bool) -> Judgement:
    return _found((), is_partial=is_partial) if hits is None else Judgement(Holds.YES, hits)


def _opposite(judgement: Judgement) -> Judgement:
    match judgement.holds:
        case Holds.YES:
            return _NO
        case Holds.NO:
            return _YES
        case Holds.PERHAPS:
            return _PERHAPS


def _all(node: And, view: PostView, *, is_partial: bool) -> Judgement:
    hits: tuple[Hit, ...] = ()
    holds = Holds.YES
    for one in node.nodes:
        judgement = judge(one, view, is_partial=is_partial)
        if judgement.holds is Holds.NO:
            return _NO
        if judgement.holds is Holds.PERHAPS:
            holds = Holds.PERHAPS
        hits += judgement.hits
    return Judgement(holds, hits) if holds is Holds.YES else _PERHAPS


def _any(node: Or, view: PostView, *, is_partial: bool) -> Judgement:
    """Ask every alternative, also after a yes: a reader wants to see all the words that stand there."""
    judgements = [judge(one, view, is_partial=is_partial) for one in node.nodes]
    if any(one.holds is Holds.YES for one in judgements):
        return Judgement(Holds.YES, tuple(hit for one in judgements for hit in one.hits))
    return _PERHAPS if any(one.holds is Holds.PERHAPS for one in judgements) else _NO


def near_hits(node: Near, view: PostView, *, within: int | None = None) -> tuple[Hit, ...]:
    """Return the places of both sides wherever they stand close enough; empty when nowhere.

    Args:
        node: the two sides and their distance.
        view: the post.
        within: another distance than the node's own.
    """
    hits: set[Hit] = set()
    for left, right in _pairs(node, view, node.within if within is None else within):
        hits.update(left)
        hits.update(right)
    return tuple(sorted(hits))


_Group = tuple[Hit, ...]


def _groups(node: Node, view: PostView) -> list[_Group]:
    """Return the places where one side of NEAR stands; a nested NEAR is one place of several words."""
    match node:
        case Term():
            return [(hit,) for hit in view.find(node)]
        case Or():
            return [group for one in node.nodes for group in _groups(one, view)]
        case Near():
            return [left + right for left, right in _pairs(node, view, node.within)]
        case _:
            return []


@dataclass(frozen=True, slots=True)
class _Reach:
    """What a group covers: its field, its first and last character, and its first and last word."""

    group: _Group
    rank: int
    start: int
    end: int
    first: int
    last: int


def _reaches(groups: list[_Group], view: PostView) -> list[_Reach]:
    reaches = []
    for group in groups:
        numbers = [view.words_before(hit) for hit in group]
        reaches.append(
            _Reach(
                group=group,
                rank=group[0].rank,
                start=min(hit.start for hit in group),
                end=max(hit.end for hit in group),
                first=min(first for first, _ in numbers),
                last=max(last for _, last in numbers),
            )
        )
    return sorted(reaches, key=lambda reach: (reach.rank, reach.start))


def _pairs(node: Near, view: PostView, within: int) -> list[tuple[_Group, _Group]]:
    """Return the pairs that stand close enough: each place with the nearest one of the other side behind it.

    A farther one adds nothing to the answer, so the work grows with the places, not with their product.
    """
    lefts = _reaches(_groups(node.left, view), view)
    rights = _reaches(_groups(node.right, view), view)
    pairs = _followers(lefts, rights, within)
    if not node.is_ordered:
        pairs += [(left, right) for right, left in _followers(rights, lefts, within)]
    return pairs


def _followers(before: list[_Reach], after: list[_Reach], within: int) -> list[tuple[_Group, _Group]]:
    begins = [(reach.rank, reach.start) for reach in after]
    pairs = []
    for one in before:
        at = bisect_left(begins, (one.rank, one.end))
        if at < len(after) and after[at].rank == one.rank and after[at].first - one.last <= within:
            pairs.append((one.group, after[at].group))
    return pairs
