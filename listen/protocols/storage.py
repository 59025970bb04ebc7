"""Where mentions are kept; one suite of tests for every implementation."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from listen.columns import Row
from listen.model import Mention, Sentiment
from listen.protocols.archive import Archive
from listen.protocols.desk import Desk
from listen.records import (
    DayStories,
    Delivery,
    Filter,
    Judgement,
    Known,
    Learned,
    Retold,
    Run,
    SaveCounts,
    Scored,
    StreamState,
    Volume,
)

__all__ = ["Store"]


class Store(Protocol):
    """Where it is kept. Every method is one short transaction or a plain read."""

    @property
    def desk(self) -> Desk:
        """Return where people deal with these mentions."""
        ...

    @property
    def archive(self) -> Archive:
        """Return where retention, forgetting and giving account happen."""
        ...

    # collecting
    def begin_run(self, now: datetime) -> int:
        """Note that a run begins; return its id."""
        ...

    def end_run(self, run: Run) -> None:
        """Note how a run ended."""
        ...

    def streams(self) -> Mapping[str, StreamState]:
        """Return what is remembered of every stream, by key."""
        ...

    def known(self, source: str, native_ids: Collection[str]) -> Mapping[str, Known]:
        """Return those of `native_ids` that are stored, by native id."""
        ...

    def save(self, deliveries: Sequence[Delivery], *, now: datetime) -> SaveCounts:
        """Save mentions, matches, scores, folding, roll-ups, full text and stream states in ONE transaction."""
        ...

    def rescore(self, rows: Iterable[Scored]) -> int:
        """Add scores, make them the ones in charge, keep older analyzers' rows; return how many.

        What people said of a mention stays in charge of it.
        """
        ...

    def move(self, number: int, *, beside: int | None, with_story: bool = False) -> int | None:
        """Move a mention into the story of another one, or (`beside` None) into a story of its own.

        Args:
            number: of the mention.
            beside: number of a mention whose story it tells.
            with_story: all mentions of its present story move with it; only together with `beside`.

        Returns:
            The number of the story that it tells now; None, and nothing is changed, when one of the two is not stored.
        """
        ...

    # learning
    def judge(self, judgement: Judgement) -> int | None:
        """Keep what a person said and put it in charge; return its number, or None when there is no such mention.

        The analyzers' own scores stay as they are. A judgement on a story is only kept, not carried out.
        """
        ...

    def unjudge(self, number: int) -> Judgement | None:
        """Forget a judgement and return it, or None when there was none; what was said before it is in charge again.

        Where nothing is left, the label is the analyzer's again; language and relevance want to be worked out anew
        (`rescore`).
        """
        ...

    def judgements(self) -> Sequence[Judgement]:
        """Return every judgement, oldest first."""
        ...

    def learn(self, about: str, fitted: Learned | None) -> None:
        """Keep what was fitted to the judgements on `about`, in place of what was; None forgets it."""
        ...

    def learned(self, about: str) -> Learned | None:
        """Return what was fitted last; None when nothing was."""
        ...

    # reading
    def mention(self, number: int) -> Mention | None:
        """Return one mention, with `story_size`."""
        ...

    def find(self, url: str) -> Mention | None:
        """Return the mention with this address (canonical form compared), or None."""
        ...

    def mentions(self, wanted: Filter) -> Iterator[Mention]:
        """Yield the wanted mentions, lazily, in constant memory."""
        ...

    def rows(self, wanted: Filter, columns: Sequence[str]) -> Iterator[Row]:
        """Yield the wanted mentions as plain tuples of `listen.columns`, lazily, in constant memory."""
        ...

    def search(self, words: str, wanted: Filter) -> Iterator[Mention]:
        """Yield mentions whose title or text holds all `words` (literals, never FTS syntax), best first."""
        ...

    def story(self, story_id: int) -> Sequence[Mention]:
        """Return all mentions of a story, oldest first."""
        ...

    def volumes(self, since: date, until: date) -> Sequence[Volume]:
        """Return the roll-up for days in [since, until), oldest day first; days without mentions are absent."""
        ...

    def day_stories(self, day: date, queries: Collection[str], limit: int) -> DayStories:
        """Return what the mentions of `day` for `queries` tell, at most `limit` stories named.

        Its cost grows with the mentions of that day, and with nothing else.
        """
        ...

    def retold(self, since: date, until: date, *, limit: int | None = None) -> Sequence[Retold]:
        """Return the stories that began in [since, until) and have a copy with another label, or a person's word.

        Those of which all mentions have one label and nobody said anything are left out: for them, as for stories
        without copies, the roll-up says all there is. Its cost grows with the copies of these days, of which at most
        `limit` with each label are looked at, those of the latest days.
        """
        ...

    def total(self) -> int:
        """Return how many mentions are stored."""
        ...

    def runs(self, limit: int) -> Sequence[Run]:
        """Return the last runs, newest first."""
        ...

    def scores(self, number: int) -> Sequence[Sentiment]:
        """Return every analyzer's judgement of one mention, the one in charge first."""
        ...

    def close(self) -> None:
        """Close the database."""
        ...
