"""What people did with mentions decides whether they need a reader: one read of the desk for twenty of them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from listen.dialogue import Dealing
from listen.digest.rules import Rule, standing_rule
from listen.digest.value import Aside
from listen.model import Mention
from listen.muting import Muted
from listen.protocols import Desk

__all__ = ["Sorting"]

_AT_ONCE = 20


class Sorting:
    """Sets aside what is done, put off, muted or in progress, and remembers what it set aside.

    Args:
        desk: asked for twenty stories at a time.
        muted: the mutes in force.
        now: aware UTC.
    """

    def __init__(self, desk: Desk, muted: Muted, *, now: datetime) -> None:
        self._desk = desk
        self._muted = muted
        self._now = now
        self._dealings: dict[int, Dealing] = {}
        self._aside: dict[Rule, list[int]] = {}
        self._held_stories: set[int] = set()

    def hold(self, mention: Mention) -> None:
        """Note that the reader holds this one: its story is told already."""
        self._held_stories.add(_story(mention))
        self._look((mention,))

    def all(self, mentions: Iterable[Mention]) -> Iterator[Mention]:
        """Yield all of them, each looked at."""
        rest = iter(mentions)
        while some := list(islice(rest, _AT_ONCE)):
            self._look(some)
            yield from some

    def open(self, mentions: Iterable[Mention]) -> Iterator[Mention]:
        """Yield those that need somebody."""
        for mention in self.all(mentions):
            if _story(mention) in self._held_stories:
                continue
            rule = self.rule(mention)
            if rule is None:
                yield mention
            else:
                self._aside.setdefault(rule, []).append(mention.id or 0)

    def _look(self, mentions: Iterable[Mention]) -> None:
        self._dealings.update(self._desk.dealings([_story(one) for one in mentions], now=self._now))

    def dealing(self, mention: Mention) -> Dealing | None:
        """Return how the story of a mention that was looked at stands."""
        return self._dealings.get(_story(mention))

    def rule(self, mention: Mention) -> Rule | None:
        """Return what people did that keeps a mention that was looked at from a line."""
        return standing_rule(self._muted.of(mention), self.dealing(mention))

    @property
    def aside(self) -> Aside:
        """Return what was set aside so far."""
        return Aside(
            in_progress=tuple(self._aside.get(Rule.CLAIMED, ())),
            done=len(self._aside.get(Rule.DONE, ())),
            snoozed=len(self._aside.get(Rule.SNOOZED, ())),
            muted=len(self._aside.get(Rule.MUTED, ())),
        )


def _story(mention: Mention) -> int:
    return mention.story_id or mention.id or 0
