"""The nouns of the dialogue: what becomes of a mention, what was answered, and what came back.

Frozen values, no input or output, no clock. Nothing here says which person did what: days instead of hours, and a
claim is known by a token that was drawn by lot for it alone.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from listen.model import Label, Post

__all__ = [
    "CLAIM_MINUTES",
    "WATCH_DAYS",
    "Answer",
    "AnswerState",
    "Claim",
    "Dealing",
    "Lesson",
    "Mute",
    "MuteKind",
    "Reply",
    "Sending",
    "Sent",
    "SideNote",
    "State",
    "Thread",
]

CLAIM_MINUTES = 30
"""So long one person holds a mention; then it falls back by itself."""

WATCH_DAYS = 14
"""So long the thread of an answer is watched."""


class State(StrEnum):
    """How a mention stands with those who deal with mentions."""

    OPEN = "open"
    """Nobody has dealt with it."""
    CLAIMED = "claimed"
    """Somebody is answering it right now."""
    SNOOZED = "snoozed"
    """It comes back by itself."""
    DONE = "done"
    """Answered, or nothing is to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One person holds one mention.

    Attributes:
        token: drawn by lot for this claim; who has it may release it.
        until: aware UTC; then it falls back by itself.
    """

    mention_id: int
    token: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """How a story stands: its mentions are dealt with together, since they say the same.

    Attributes:
        mention_id: the mention of the story that the state comes from.
        until: aware UTC, when a claim or a snooze ends; None for what does not end.
        because: the reason given; None without.
        dealt_on: UTC day on which it was snoozed or done; None for others.
        answers: how many public answers were given in the story.
        replies: how many came back after them.
        thanks: how many of these say thanks.
    """

    story_id: int
    mention_id: int
    state: State = State.OPEN
    until: datetime | None = None
    because: str | None = None
    dealt_on: date | None = None
    answers: int = 0
    replies: int = 0
    thanks: int = 0


class AnswerState(StrEnum):
    """What is known of an answer."""

    SENDING = "sending"
    """It goes out just now; after a crash, as good as `UNKNOWN`."""
    UNKNOWN = "unknown"
    """It was sent, and the connection died before the service said so: look there before trying again."""
    POSTED = "posted"
    """The service has it."""
    RECORDED = "recorded"
    """A person posted it and gave its link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A public reply to a mention.

    Attributes:
        id: None until it was saved.
        key: drawn by lot for this answer; by it a service knows a second try as the same one.
        channel: the source through which it went; None when a person posted it by hand.
        text: what was said; None when only its link is known.
        native_id, url: as the service names it; None where unknown.
        answered_on: UTC day.
        watch_until: UTC day, so long its thread is watched, exclusive; None when it is not.
        watched_at: aware UTC, when its thread was last asked for; None when never.
    """

    id: int | None = None
    mention_id: int
    state: AnswerState
    key: str
    channel: str | None = None
    text: str | None = None
    native_id: str | None = None
    url: str | None = None
    answered_on: date
    watch_until: date | None = None
    watched_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back after an answer of ours.

    Attributes:
        id: None until it was saved.
        is_asker: it is by who was answered.
        published_at: aware UTC; its own date, or when it was first seen.
        label, polarity: towards the brand; None when nobody could judge.
        is_thanks, is_solved: it says thanks; it says that the question is solved.
        seen_on: UTC day when we first saw it.
    """

    id: int | None = None
    answer_id: int
    native_id: str
    is_asker: bool
    published_at: datetime
    author: str | None = None
    author_url: str | None = None
    url: str | None = None
    text: str
    label: Label | None = None
    polarity: float | None = None
    is_thanks: bool = False
    is_solved: bool = False
    seen_on: date


class MuteKind(StrEnum):
    """What can be muted."""

    AUTHOR = "author"
    SITE = "site"
    STORY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """What the lists leave out for a while.

    Attributes:
        id: None until it was saved.
        value: `SOURCE AUTHOR`, a host (subdomains are meant too), or the number of a story.
        until: UTC day on which it ends, exclusive; None when it does not end.
        because: the reason given; None without.
        muted_on: UTC day.
    """

    id: int | None = None
    kind: MuteKind
    value: str
    until: date | None = None
    because: str | None = None
    muted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SideNote:
    """What colleagues should know of a mention; `noted_on` is a UTC day."""

    id: int | None = None
    mention_id: int
    text: str
    noted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What we learned; `topic` is one line or None, `mention_id` None when no mention (or none any more) taught it."""

    id: int | None = None
    text: str
    topic: str | None = None
    mention_id: int | None = None
    learned_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a service says of an answer that it has: its own identifier, and where a person reads it."""

    native_id: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What a person's own folder remembers of an answer on its way, because the database knows days only.

    Attributes:
        key: of the answer; a second try of the same text uses it again, so that a service can tell.
        at: aware UTC, when it was sent last.
    """

    key: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A conversation around a post, without the post itself.

    Attributes:
        parents: what it answers, the first of the conversation first.
        replies: what came after it, whatever of it they answer, oldest first.
        is_whole: False when the service gave only a part.
    """

    parents: tuple[Post, ...] = ()
    replies: tuple[Post, ...] = ()
    is_whole: bool = True
