"""A desk that forgets everything when it ends: `listen.protocols.Desk` in plain dictionaries."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from listen.dialogue import (
    WATCH_DAYS,
    Answer,
    AnswerState,
    Claim,
    Dealing,
    Lesson,
    Mute,
    Reply,
    Sent,
    SideNote,
    State,
)
from listen.model import Mention

__all__ = ["MemoryDesk", "MemoryPocket"]

_T = TypeVar("_T")
_WEIGHT = (State.OPEN, State.SNOOZED, State.DONE, State.CLAIMED)
_KNOWN = frozenset({AnswerState.POSTED, AnswerState.RECORDED})


class MemoryDesk:
    """What becomes of mentions, in memory; see `listen.protocols.Desk` for what each method promises.

    Args:
        mentions: the store's, by number; looked at with each question.
    """

    def __init__(self, mentions: Mapping[int, Mention]) -> None:
        self._mentions = mentions
        self._claims: dict[int, Claim] = {}
        self._dealt: dict[int, Dealing] = {}
        self._mutes: dict[int, Mute] = {}
        self._notes: dict[int, SideNote] = {}
        self._lessons: dict[int, Lesson] = {}
        self._answers: dict[int, Answer] = {}
        self._replies: dict[int, Reply] = {}
        self._drawn: dict[str, int] = {}

    def _number(self, of: str) -> int:
        """Return a number that was never given before: numbers do not come back with what was taken back."""
        self._drawn[of] = self._drawn.get(of, 0) + 1
        return self._drawn[of]

    def claim(self, number: int, token: str, *, now: datetime, minutes: int) -> Claim | None:
        """Hold a mention; None when somebody holds it, or no such mention is stored."""
        self._claims = {one: held for one, held in self._claims.items() if held.until > now}
        mention = self._mentions.get(number)
        if mention is None or not mention.matches or number in self._claims:
            return None
        self._claims[number] = Claim(mention_id=number, token=token, until=now + timedelta(minutes=minutes))
        return self._claims[number]

    def release(self, number: int, token: str) -> bool:
        """Let go of a mention; return whether `token` held it."""
        held = self._claims.get(number)
        return held is not None and held.token == token and self._claims.pop(number) is held

    def holds(self, number: int, token: str, *, now: datetime) -> bool:
        """Return whether `token` holds the mention at `now`."""
        held = self._claims.get(number)
        return held is not None and held.token == token and held.until > now

    def held_until(self, number: int, *, now: datetime) -> datetime | None:
        """Return when the claim on a mention ends, whoever has it; None when nobody holds it at `now`."""
        held = self._claims.get(number)
        return held.until if held is not None and held.until > now else None

    def snooze(self, number: int, until: datetime, *, because: str | None, today: date) -> bool:
        """Put a mention off until a moment, and end any claim on it; return whether there is such a mention."""
        return self._deal(number, State.SNOOZED, until, because, today)

    def finish(self, number: int, *, because: str | None, today: date) -> bool:
        """Say that a mention is done, and end any claim on it; return whether there is such a mention."""
        return self._deal(number, State.DONE, None, because, today)

    def _deal(self, number: int, state: State, until: datetime | None, because: str | None, today: date) -> bool:
        if number not in self._mentions:
            return False
        self._claims.pop(number, None)
        self._dealt[number] = Dealing(
            story_id=0, mention_id=number, state=state, until=until, because=because, dealt_on=today
        )
        return True

    def reopen(self, number: int) -> bool:
        """Put a snoozed or done mention back; return whether it was one."""
        return self._dealt.pop(number, None) is not None

    def dealt_on(self, number: int) -> date | None:
        """Return the UTC day on which a mention was snoozed or done; None for others."""
        dealt = self._dealt.get(number)
        return None if dealt is None else dealt.dealt_on

    def dealings(self, story_ids: Collection[int], *, now: datetime) -> Mapping[int, Dealing]:
        """Return how these stories stand, by number of the story; those of which nothing is known are absent."""
        touched = {*self._claims, *self._dealt, *(one.mention_id for one in self._answers.values())}
        told: dict[int, set[int]] = {}
        for number in touched:
            mention = self._mentions[number]
            if mention.story_id is not None and (mention.matches or mention.story_id == number):
                told.setdefault(mention.story_id, set()).add(number)
        standing = ((one, self._standing(one, told.get(one, set()), now)) for one in story_ids)
        return {story_id: dealing for story_id, dealing in standing if dealing is not None}

    def _standing(self, story_id: int, numbers: Collection[int], now: datetime) -> Dealing | None:
        states = [
            Dealing(story_id=story_id, mention_id=number, state=State.CLAIMED, until=self._claims[number].until)
            for number in numbers
            if number in self._claims and self._claims[number].until > now
        ] + [
            replace(self._dealt[number], story_id=story_id)
            for number in numbers
            if number in self._dealt and ((until := self._dealt[number].until) is None or until > now)
        ]
        answers = [one for one in self._answers.values() if one.mention_id in numbers and one.state in _KNOWN]
        if not states and not answers:
            return None
        best = max(states, key=lambda one: (_WEIGHT.index(one.state), one.mention_id), default=None)
        if best is None:
            best = Dealing(story_id=story_id, mention_id=min(one.mention_id for one in answers))
        ours = {one.id for one in answers}
        came = [one for one in self._replies.values() if one.answer_id in ours]
        return replace(best, answers=len(answers), replies=len(came), thanks=sum(one.is_thanks for one in came))

    def undone(self, limit: int) -> Sequence[Dealing]:
        """Return what was snoozed or done last, newest first."""
        found = sorted(self._dealt.values(), key=lambda one: (one.dealt_on or date.min, one.mention_id), reverse=True)
        return [replace(one, story_id=self._mentions[one.mention_id].story_id or 0) for one in found[: max(0, limit)]]

    def mute(self, mute: Mute) -> int:
        """Keep a mute, in place of an earlier one of the same kind and value; return its number."""
        same = (number for number, one in self._mutes.items() if (one.kind, one.value) == (mute.kind, mute.value))
        number = next(same, None) or self._number("mutes")
        self._mutes[number] = replace(mute, id=number)
        return number

    def unmute(self, number: int) -> Mute | None:
        """End a mute and return it, or None when there was none."""
        return self._mutes.pop(number, None)

    def mutes(self, *, today: date) -> Sequence[Mute]:
        """Return the mutes in force, oldest first."""
        return [one for _, one in sorted(self._mutes.items()) if one.until is None or one.until > today]

    def note(self, note: SideNote) -> int | None:
        """Keep a note; return its number, or None when there is no such mention."""
        if note.mention_id not in self._mentions:
            return None
        number = self._number("notes")
        self._notes[number] = replace(note, id=number)
        return number

    def unnote(self, number: int) -> SideNote | None:
        """Take a note back and return it, or None when there was none."""
        return self._notes.pop(number, None)

    def notes(self, number: int) -> Sequence[SideNote]:
        """Return the notes on a mention, oldest first."""
        return [one for one in self._notes.values() if one.mention_id == number]

    def add_lesson(self, lesson: Lesson) -> int | None:
        """Keep a lesson; return its number, or None when it names a mention that is not stored."""
        if lesson.mention_id is not None and lesson.mention_id not in self._mentions:
            return None
        number = self._number("lessons")
        self._lessons[number] = replace(lesson, id=number)
        return number

    def remove_lesson(self, number: int) -> Lesson | None:
        """Take a lesson back and return it, or None when there was none."""
        return self._lessons.pop(number, None)

    def lessons(self, since: date, until: date) -> Sequence[Lesson]:
        """Return what was learned on days in [since, until), oldest first."""
        return _by_day(self._lessons, since, until, lambda one: one.learned_on)

    def begin_answer(self, answer: Answer) -> int | None:
        """Keep an answer before it goes out; None when another one to that mention is on its way."""
        is_busy = any(
            one.key == answer.key or (one.mention_id == answer.mention_id and one.state not in _KNOWN)
            for one in self._answers.values()
        )
        if is_busy or answer.mention_id not in self._mentions:
            return None
        number = self._number("answers")
        self._answers[number] = replace(answer, id=number, watched_at=None)
        return number

    def settle_answer(self, number: int, state: AnswerState, sent: Sent | None = None) -> None:
        """Say what became of an answer; once the service has it, its thread is watched."""
        have = self._answers.get(number)
        if have is None:
            return
        is_known = state in _KNOWN
        self._answers[number] = replace(
            have,
            state=state,
            native_id=have.native_id if sent is None else sent.native_id,
            url=have.url if sent is None or sent.url is None else sent.url,
            watch_until=have.answered_on + timedelta(days=WATCH_DAYS) if is_known else None,
        )

    def drop_answer(self, number: int) -> None:
        """Forget an answer that certainly never went out, with what came back after it."""
        self._answers.pop(number, None)
        self._replies = {one: reply for one, reply in self._replies.items() if reply.answer_id != number}

    def answer(self, number: int) -> Answer | None:
        """Return one answer."""
        return self._answers.get(number)

    def answers_to(self, number: int) -> Sequence[Answer]:
        """Return the answers to one mention, oldest first."""
        return [one for one in self._answers.values() if one.mention_id == number]

    def answers(self, since: date, until: date) -> Iterator[Answer]:
        """Yield the answers of days in [since, until), newest first."""
        yield from reversed(_by_day(self._answers, since, until, lambda one: one.answered_on))

    def watched(self, *, today: date) -> Sequence[Answer]:
        """Return the posted and recorded answers whose thread is still to be watched, the longest unseen first."""
        found = [
            one
            for one in self._answers.values()
            if one.state in _KNOWN and one.watch_until is not None and one.watch_until > today
        ]
        return sorted(found, key=lambda one: (one.watched_at is not None, one.watched_at or datetime.min, one.id))  # noqa: DTZ901 - never compared with an aware one

    def keep_replies(self, number: int, replies: Sequence[Reply], *, now: datetime) -> int:
        """Keep what came back after an answer, and that its thread was looked at; return how many were new."""
        if number not in self._answers:
            return 0
        new = 0
        for reply in replies:
            same = (
                one for one in self._replies.values() if (one.answer_id, one.native_id) == (number, reply.native_id)
            )
            have = next(same, None)
            if have is None or have.id is None:
                new += 1
                own = self._number("replies")
                self._replies[own] = replace(reply, id=own, answer_id=number)
            else:
                self._replies[have.id] = replace(
                    reply,
                    id=have.id,
                    answer_id=number,
                    is_asker=have.is_asker,
                    published_at=have.published_at,
                    seen_on=have.seen_on,
                )
        self._answers[number] = replace(self._answers[number], watched_at=now)
        return new

    def replies(self, since: date, until: date) -> Sequence[Reply]:
        """Return what was first seen on days in [since, until), oldest first."""
        return _by_day(self._replies, since, until, lambda one: one.seen_on)

    def replies_to(self, number: int) -> Sequence[Reply]:
        """Return what came back after one answer, oldest first."""
        found = [one for one in self._replies.values() if one.answer_id == number]
        return sorted(found, key=lambda one: (one.published_at, one.id))


def _by_day(kept: Mapping[int, _T], since: date, until: date, day_of: Callable[[_T], date]) -> list[_T]:
    """Return what is of days in [since, until), oldest first."""
    found = [(day_of(one), number, one) for number, one in kept.items() if since <= day_of(one) < until]
    return [one for _, _, one in sorted(found, key=lambda one: one[:2])]


class MemoryPocket:
    """What a person keeps of claims, in memory; see `listen.protocols.Pocket`."""

    def __init__(self) -> None:
        self._claims: dict[int, Claim] = {}

    def claims(self, *, now: datetime) -> Mapping[int, Claim]:
        """Return what is not over at `now`, by number of the mention."""
        return {number: one for number, one in self._claims.items() if one.until > now}

    def keep_claim(self, claim: Claim, *, now: datetime) -> None:
        """Remember a claim; forget those that are over."""
        self._claims = {**self.claims(now=now), claim.mention_id: claim}

    def drop_claim(self, number: int, *, now: datetime) -> None:
        """Forget a claim."""
        self._claims = {one: claim for one, claim in self.claims(now=now).items() if one != number}
