"""The rule that tells copies by their prints, and a place in memory to look them up."""

from collections.abc import Iterable, Sequence

from listen.folding.prints import HEADLINE_WORDS, LEAD_KEPT, WORD_BYTES, Unpacked, unpacked, word_bits
from listen.folding.words import CUT, UNTITLED
from listen.model import FoldPrint

__all__ = ["Folder", "is_same_story"]

_NEAR_LIKENESS = 0.7
_SAME_WORDS = 0.35
_SAME_ADDRESS_LIKENESS = 0.2
_SAME_ADDRESS_TITLE = 0.5
_STRONG_HEADLINE_WORDS = 7
_ADDED_WORDS = 2
_CUT_WORDS = 12
_MARKED_CUT_WORDS = 8
_LEAST_LEAD = _MARKED_CUT_WORDS * WORD_BYTES
_LONGER_TITLE = _ADDED_WORDS * WORD_BYTES
_STORIES_A_KEY = 8
"""A key that more stories share tells nothing: it comes from a footer or a series' frame, and would cost the square."""


def is_same_story(a: FoldPrint, b: FoldPrint) -> bool:
    """Say whether two posts tell the same story. Symmetric; a post with any word is the same as itself."""
    if not a.keys or not b.keys:
        return False
    return _is_same(unpacked(a.signature), unpacked(b.signature))


def _is_same(one: Unpacked | None, other: Unpacked | None) -> bool:
    if one is None or other is None or one.tag != other.tag:
        return False
    if one.everything == other.everything:
        # Two posts without a word have nothing but their address.
        return bool(one.everything) or one.address == other.address
    if one.numbers and other.numbers and one.numbers != other.numbers:
        # Week 31 and week 32 of a series, test marks, prices: same frame, other story.
        return False
    likeness = _likeness(one, other) if one.likeness else 0.0
    # The first words and the lengths are compared before anything is called: most candidates get no further.
    if likeness >= _NEAR_LIKENESS or (one.lead[:_LEAST_LEAD] == other.lead[:_LEAST_LEAD] and _is_cut_copy(one, other)):
        return True
    if one.address and one.address == other.address:
        return likeness >= _SAME_ADDRESS_LIKENESS or _is_same_title(one, other)
    return abs(len(one.title) - len(other.title)) <= _LONGER_TITLE and _is_same_headline(one, other)


def _is_same_title(one: Unpacked, other: Unpacked) -> bool:
    """Say whether two posts at one address are one article, edited; answers in a thread share it without a title."""
    return not (one.marks | other.marks) & UNTITLED and _overlap(one.title, other.title) >= _SAME_ADDRESS_TITLE


def _likeness(one: Unpacked, other: Unpacked) -> float:
    """Return the estimated part of word pairs that two long texts share; 0.0 when one is short."""
    if len(one.likeness) != len(other.likeness):
        return 0.0
    # Equal bytes are zero in the one xor the other; three times as quick as comparing them one by one.
    differing = int.from_bytes(one.likeness, "little") ^ int.from_bytes(other.likeness, "little")
    return differing.to_bytes(len(one.likeness), "little").count(0) / len(one.likeness)


def _is_cut_copy(one: Unpacked, other: Unpacked) -> bool:
    """Say whether one text is the beginning of the other."""
    short, long = (one, other) if one.body_words <= other.body_words else (other, one)
    is_marked = bool(short.marks & CUT)
    if short.body_words < (_MARKED_CUT_WORDS if is_marked else _CUT_WORDS):
        return False
    if short.body_words > LEAD_KEPT and not is_marked:
        # Only the beginning is on record: a newsletter's greeting would do.
        return False
    return long.lead.startswith(short.lead)


def _is_same_headline(one: Unpacked, other: Unpacked) -> bool:
    short, long = (one, other) if len(one.title) <= len(other.title) else (other, one)
    words = len(short.title) // WORD_BYTES
    if words < HEADLINE_WORDS or one.negations != other.negations or one.numbers != other.numbers:
        return False
    if short.title != long.title and not (
        words >= _STRONG_HEADLINE_WORDS and _is_within(word_bits(short.title), word_bits(long.title))
    ):
        return False
    if not (_has_body(one) and _has_body(other)):
        return True
    # A series keeps its headline; the same story in other words still shares some.
    return words > HEADLINE_WORDS and _overlap(one.lead, other.lead) >= _SAME_WORDS


def _has_body(one: Unpacked) -> bool:
    return one.body_words > 0 and not one.marks & UNTITLED


def _is_within(short: Sequence[int], long: Sequence[int]) -> bool:
    """Say whether all of `short` stands in `long`, in order."""
    rest = iter(long)
    for word in short:  # noqa: SIM110 - a generator for `all` costs as much as the comparison
        if word not in rest:
            return False
    return True


def _overlap(one: bytes, other: bytes) -> float:
    """Return the part of words that two beginnings share."""
    words, others = set(word_bits(one)), set(word_bits(other))
    return len(words & others) / len(words | others) if words or others else 0.0


class Folder:
    """Finds the story of each post in memory: the earliest story of which it is a copy, or a new one.

    Posts are compared with the first of a story, never with later copies, so that a chain of small changes does not
    end in another story.
    """

    def __init__(self) -> None:
        self._firsts: list[bytes] = []
        # One number for most keys, a list for the few that several stories share: a list for each would cost more
        # than everything else here.
        self._by_key: dict[int, int | list[int]] = {}

    def fold(self, print_: FoldPrint) -> int:
        """Return the number of the post's story, counted from 0; a new one when it is no copy."""
        candidates = self._candidates(print_.keys)
        if candidates:
            ours = unpacked(print_.signature)
            for story in candidates:
                if _is_same(unpacked(self._firsts[story]), ours):
                    return story
        story = len(self._firsts)
        self._firsts.append(print_.signature)
        for key in print_.keys:
            others = self._by_key.setdefault(key, story)
            if others == story:
                continue
            if isinstance(others, int):
                self._by_key[key] = [others, story]
            elif len(others) < _STORIES_A_KEY:
                others.append(story)
        return story

    def _candidates(self, keys: Iterable[int]) -> list[int]:
        """Return the stories that share a key, earliest first."""
        found: set[int] = set()
        for key in keys:
            stories = self._by_key.get(key)
            if stories is None:
                continue
            if isinstance(stories, int):
                found.add(stories)
            else:
                found.update(stories)
        return sorted(found)
