"""Stories looked up in memory: the earliest of which a post is a copy."""

from collections.abc import Iterable

from listen.folding.prints import unpacked
from listen.folding.relation import Kin, kin, kinship
from listen.model import FoldPrint

__all__ = ["EXACT", "Folder", "is_same_story"]

EXACT = frozenset({Kin.SAME_POST, Kin.SAME_TEXT, Kin.REPOST})
"""Ways that settle it: no other story can be nearer."""

_STORIES_A_KEY = 8
"""A key that more stories share tells nothing: it comes from a footer or a series' frame, and would cost the square."""


def is_same_story(a: FoldPrint, b: FoldPrint) -> bool:
    """Say whether two posts tell the same story. Symmetric; a post with any word is the same as itself."""
    return kinship(a, b) is not None


class Folder:
    """Finds the story of each post in memory: the earliest story of which it is a copy, or a new one.

    A story with the very same words comes before one that is only alike. Posts are compared with the first of a
    story, never with later copies, so that a chain of small changes does not end in another story.
    """

    def __init__(self) -> None:
        self._firsts: list[bytes] = []
        # One number for most keys, a list for the few that several stories share: a list for each would cost more
        # than everything else here.
        self._by_key: dict[int, int | list[int]] = {}

    def fold(self, print_: FoldPrint) -> int:
        """Return the number of the post's story, counted from 0; a new one when it is no copy."""
        candidates = self._candidates(print_.keys)
        story = self._nearest(candidates, print_.signature) if candidates else None
        if story is not None:
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

    def _nearest(self, candidates: Iterable[int], signature: bytes) -> int | None:
        ours = unpacked(signature)
        if ours is None:
            return None
        first = None
        for story in candidates:
            theirs = unpacked(self._firsts[story])
            way = None if theirs is None else kin(theirs, ours)
            if way in EXACT:
                return story
            if way is not None and first is None:
                first = story
        return first

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
