"""Which stories a `MemoryStore` knows, and by what: folding, and what people say of it, in plain dictionaries."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from listen.model import FoldPrint, Mention
from listen.protocols import Entry

__all__ = ["Stories"]

_FOLD_WITHIN = timedelta(days=14)
_PRINTS_A_STORY = 3


class Stories:
    """The stories of a store's mentions; their numbers are kept with the mentions."""

    def __init__(self, mentions: dict[int, Mention]) -> None:
        """Look at `mentions`, which the store goes on filling."""
        self._mentions = mentions
        self._prints: dict[int, tuple[date, list[FoldPrint]]] = {}

    def fold(self, fresh: Mapping[int, Entry]) -> dict[int, int]:
        """Return the story of each new mention; the earliest published is looked at first."""
        stories: dict[int, int] = {}
        for number, entry in sorted(fresh.items(), key=lambda one: (one[1].mention.published_at, one[0])):
            story_id = stories[number] = self._story_of(entry) or number
            if entry.fold is None:
                continue
            if story_id == number:
                self._prints[number] = (entry.mention.day, [entry.fold])
                continue
            told = [one for one in self._mentions.values() if one.story_id == story_id and one.matches]
            is_original = all(entry.mention.published_at < one.published_at for one in told)
            prints = self._prints[story_id][1]
            is_news = all(print_.signature != entry.fold.signature for print_ in prints)
            if story_id not in fresh and is_original and is_news and len(prints) < _PRINTS_A_STORY:
                prints.append(entry.fold)
        return stories

    def _story_of(self, entry: Entry) -> int | None:
        """Return the earliest story with the very same words, else the earliest that is told too, else None."""
        from listen.folding import EXACT, kinship

        if entry.fold is None:
            return None
        found = []
        for number, (day, prints) in sorted(self._prints.items()):
            keys = {key for print_ in prints for key in print_.keys}
            if abs(day - entry.mention.day) > _FOLD_WITHIN or keys.isdisjoint(entry.fold.keys):
                continue
            ways = {kinship(print_, entry.fold) for print_ in prints} - {None}
            if ways:
                found.append((ways.isdisjoint(EXACT), number))
        return min(found)[1] if found else None

    def move(self, number: int, *, beside: int | None, with_story: bool = False) -> int | None:
        """Move a mention into the story of another one, or into a story of its own; return the story's number."""
        mention = self._mentions.get(number)
        other = mention if beside is None else self._mentions.get(beside)
        if mention is None or mention.story_id is None or other is None or other.story_id is None:
            return None
        old, target = mention.story_id, number if beside is None else other.story_id
        told = {one.id or 0 for one in self._mentions.values() if one.story_id == old and one.matches}
        moving = told | {number} if with_story and beside is not None else {number}
        staying = told - moving
        if (beside is not None and target == old) or (beside is None and not staying and old == number):
            return old
        is_known = old in self._prints
        if old in moving:
            self._prints.pop(old, None)
            if staying:
                self._tell(staying, min(staying), is_known=is_known, taught_by={min(staying)})
        self._tell(moving, target, is_known=is_known, taught_by=moving)
        return target

    def leave(self, number: int, story_id: int | None) -> None:
        """Let those who told a story with a mention that is gone go on; by it, nothing is known any more."""
        for other, one in self._mentions.items():
            if not one.matches and one.story_id == number:
                self._mentions[other] = replace(one, story_id=other)
        if story_id is None:
            return
        is_known = self._prints.pop(story_id, None) is not None
        staying = {one.id or 0 for one in self._mentions.values() if one.story_id == story_id and one.matches}
        if staying:
            rest = story_id if story_id in self._mentions else min(staying)
            self._tell(staying, rest, is_known=is_known, taught_by=staying)

    def _tell(self, numbers: set[int], story_id: int, *, is_known: bool, taught_by: set[int]) -> None:
        from listen.folding import post_prints

        for number in numbers:
            self._mentions[number] = replace(self._mentions[number], story_id=story_id)
        if is_known or story_id in self._prints:
            taught = [self._mentions[number] for number in sorted(taught_by)[:_PRINTS_A_STORY]]
            prints = post_prints([one.post for one in taught], [one.language for one in taught])
            day, known = self._prints.get(story_id, (self._mentions[story_id].day, []))
            fresh = [print_ for print_ in prints if print_ not in known]
            self._prints[story_id] = (day, [*known, *fresh][:_PRINTS_A_STORY])
