"""The nouns of telling: by which way people are told of what, when not, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

__all__ = ["CHAT_PREFIX", "WEEKDAYS", "Letter", "Mailbox", "Quiet", "Security", "Target", "Told", "ToldState", "Topic"]

CHAT_PREFIX = "LISTEN_CHAT_"
"""So begin the variables that hold a chat's secret address."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Topic(StrEnum):
    """What people can be told of, in queries.yaml and on the command line."""

    DIGEST = "digest"
    """The day's reading list."""
    SPIKES = "spikes"
    """Days that stand out."""
    SOURCES = "sources"
    """Sources that fail, and that work again."""


class Security(StrEnum):
    """How a mail server is spoken to."""

    STARTTLS = "starttls"
    """In clear until the server agrees to TLS; without TLS nothing is sent."""
    TLS = "tls"
    """TLS from the first byte."""
    NONE = "none"
    """In clear, for a server inside the house."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """The server by which mail goes out; its password is a secret (`LISTEN_SMTP_PASSWORD`).

    Attributes:
        sender: address, or `Name <address>`.
        port: None for the usual one of `security`: 587, 465, 25.
        user: None where the server asks for no login.
        authority: a file with certificates (PEM) of the house's own authority; None for those of the system.
    """

    host: str
    sender: str
    port: int | None = None
    user: str | None = None
    security: Security = Security.STARTTLS
    authority: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours in which nobody is told anything, by the clock of the configured zone; over midnight when `end` is less."""

    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A way by which people are told.

    Attributes:
        name: as in queries.yaml.
        mail: addresses; empty for a chat.
        chat: name of the variable with the chat's secret address; None for mail.
        topics: what they are told of.
        quiet: None for no quiet hours.
        days: days of the week on which they are told, 0 is Monday.
        unit: only what this business unit looks for; None for everything.
        language: of what they are told; None for the one that the command speaks.
    """

    name: str
    mail: tuple[str, ...] = ()
    chat: str | None = None
    topics: tuple[Topic, ...] = tuple(Topic)
    quiet: Quiet | None = None
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    unit: str | None = None
    language: str | None = None


class ToldState(StrEnum):
    """How an episode stands with a target."""

    SENDING = "sending"
    """It goes out just now; after a crash: it may have gone out, and is told once more, under the same name."""
    TOLD = "told"
    """It went out."""
    ACKNOWLEDGED = "acknowledged"
    """Somebody takes care; not told again."""
    SNOOZED = "snoozed"
    """Told again, when it is still so then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one episode at one target.

    Attributes:
        episode: what it was, by its name: `digest-2026-11-24`, `spike-1f3a90bc-2026-11-24`.
        at: aware UTC, when the state began.
        until: aware UTC, when a snooze ends; None for what is not snoozed.
    """

    episode: str
    target: str
    kind: Topic
    state: ToldState
    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What goes out to a target, ready to be sent.

    Attributes:
        key: the same for a second try of the same letter, so that whoever gets it twice can see that.
        subject: one line.
        text: blocks with a blank line between them; may be cut between two of them.
        html: the same as a page; None for chats, which get text only.
        language: of its words.
        sent_at: aware UTC.
    """

    key: str
    subject: str
    text: str
    html: str | None = None
    language: str
    sent_at: datetime
