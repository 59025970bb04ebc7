"""Where people deal with mentions: claims, answers, what came back, notes. One suite of tests for every desk."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from listen.dialogue import Answer, AnswerState, Claim, Dealing, Lesson, Mute, Reply, Sent, SideNote

__all__ = ["Desk", "Pocket"]


class Desk(Protocol):
    """What becomes of mentions. Every method is one short transaction or a plain read; `now` is aware UTC.

    What is written is on disk when a method returns, and nothing of it says who did it.
    """

    # dealing
    def claim(self, number: int, token: str, *, now: datetime, minutes: int) -> Claim | None:
        """Hold a mention; None when somebody (whoever) holds it, or no such mention is stored. Never two at a time."""
        ...

    def release(self, number: int, token: str) -> bool:
        """Let go of a mention; return whether `token` held it."""
        ...

    def holds(self, number: int, token: str, *, now: datetime) -> bool:
        """Return whether `token` holds the mention at `now`."""
        ...

    def held_until(self, number: int, *, now: datetime) -> datetime | None:
        """Return when the claim on a mention ends, whoever has it; None when nobody holds it at `now`."""
        ...

    def snooze(self, number: int, until: datetime, *, because: str | None, today: date) -> bool:
        """Put a mention off until a moment, and end any claim on it; return whether there is such a mention."""
        ...

    def finish(self, number: int, *, because: str | None, today: date) -> bool:
        """Say that a mention is done, and end any claim on it; return whether there is such a mention."""
        ...

    def reopen(self, number: int) -> bool:
        """Put a snoozed or done mention back; return whether it was one."""
        ...

    def dealt_on(self, number: int) -> date | None:
        """Return the UTC day on which a mention was snoozed or done; None for others."""
        ...

    def dealings(self, story_ids: Collection[int], *, now: datetime) -> Mapping[int, Dealing]:
        """Return how these stories stand, by number of the story; those of which nothing is known are absent.

        Where mentions of one story stand differently: claimed before done before snoozed before open. Claims and
        snoozes that are over do not count. Its cost grows with the stories asked for, and with nothing else.
        """
        ...

    def undone(self, limit: int) -> Sequence[Dealing]:
        """Return what was snoozed or done last, newest first; for `listen done --list`."""
        ...

    # muting
    def mute(self, mute: Mute) -> int:
        """Keep a mute, in place of an earlier one of the same kind and value; return its number."""
        ...

    def unmute(self, number: int) -> Mute | None:
        """End a mute and return it, or None when there was none."""
        ...

    def mutes(self, *, today: date) -> Sequence[Mute]:
        """Return the mutes in force, oldest first."""
        ...

    # notes and lessons
    def note(self, note: SideNote) -> int | None:
        """Keep a note; return its number, or None when there is no such mention."""
        ...

    def unnote(self, number: int) -> SideNote | None:
        """Take a note back and return it, or None when there was none."""
        ...

    def notes(self, number: int) -> Sequence[SideNote]:
        """Return the notes on a mention, oldest first."""
        ...

    def add_lesson(self, lesson: Lesson) -> int | None:
        """Keep a lesson; return its number, or None when it names a mention that is not stored."""
        ...

    def remove_lesson(self, number: int) -> Lesson | None:
        """Take a lesson back and return it, or None when there was none."""
        ...

    def lessons(self, since: date, until: date) -> Sequence[Lesson]:
        """Return what was learned on days in [since, until), oldest first."""
        ...

    # answering
    def begin_answer(self, answer: Answer) -> int | None:
        """Keep an answer before it goes out; return its number.

        None, and nothing is kept, when there is no such mention, another answer to it is on its way (`SENDING`,
        `UNKNOWN`), or an answer with that key is kept already.
        """
        ...

    def settle_answer(self, number: int, state: AnswerState, sent: Sent | None = None) -> None:
        """Say what became of an answer; with `POSTED` and `RECORDED`, what the service says of it."""
        ...

    def drop_answer(self, number: int) -> None:
        """Forget an answer that certainly never went out."""
        ...

    def answer(self, number: int) -> Answer | None:
        """Return one answer."""
        ...

    def answers_to(self, number: int) -> Sequence[Answer]:
        """Return the answers to one mention, oldest first."""
        ...

    def answers(self, since: date, until: date) -> Iterator[Answer]:
        """Yield the answers of days in [since, until), newest first, lazily."""
        ...

    # what comes back
    def watched(self, *, today: date) -> Sequence[Answer]:
        """Return the posted and recorded answers whose thread is still to be watched, the longest unseen first."""
        ...

    def keep_replies(self, number: int, replies: Sequence[Reply], *, now: datetime) -> int:
        """Keep what came back after an answer, and that its thread was looked at; return how many were new.

        What is known already (by `native_id`) gets its new text and label, and keeps the day it was first seen.
        """
        ...

    def replies(self, since: date, until: date) -> Sequence[Reply]:
        """Return what was first seen on days in [since, until), oldest first."""
        ...

    def replies_to(self, number: int) -> Sequence[Reply]:
        """Return what came back after one answer, oldest first."""
        ...


class Pocket(Protocol):
    """What a person keeps of claims, for no one else: the tokens."""

    def claims(self, *, now: datetime) -> Mapping[int, Claim]:
        """Return what the person took at `now` or before and is not over, by number of the mention."""
        ...

    def keep_claim(self, claim: Claim, *, now: datetime) -> None:
        """Remember a claim.

        Raises:
            OutputError: the person's own folder cannot be written.
        """
        ...

    def drop_claim(self, number: int, *, now: datetime) -> None:
        """Forget a claim.

        Raises:
            OutputError: the person's own folder cannot be written.
        """
        ...
