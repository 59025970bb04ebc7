"""How every channel stands: ready, waiting for a login, or off; and where its keys are kept. Asks nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from listen.channel import Channel
from listen.model import Stream
from listen.protocols import StreamState

__all__ = ["KeptKey", "KeyPlaces", "Readiness", "Standing", "kept_keys", "standings"]


class KeyPlaces(Protocol):
    """Tells where keys are, never what they are."""

    def place(self, channel: str, name: str) -> str | None:
        """Return `environment`, `file` or `keyring`; None when there is no such key."""
        ...

    def variable(self, channel: str, name: str) -> str:
        """Return the environment variable that serves as well."""
        ...


class Readiness(StrEnum):
    """What a person has to know first of a channel."""

    READY = "ready"
    FAILING = "failing"
    NEEDS_LOGIN = "needs_login"
    NOTHING_TO_ASK = "nothing_to_ask"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One channel.

    Attributes:
        streams: how many would be asked.
        failing: how many of them failed the last time.
        last_success_at: aware UTC, of its luckiest stream; None before the first.
        brought: mentions since ever.
        error: of the stream that fails; None when none does.
    """

    channel: Channel
    readiness: Readiness
    streams: int = 0
    failing: int = 0
    last_success_at: datetime | None = None
    brought: int = 0
    error: StreamState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptKey:
    """One key: whose it is, its name, where it is kept (None: nowhere), and the variable that serves as well.

    `is_to_answer` says that it is a person's own, for answering.
    """

    channel: Channel
    name: str
    place: str | None
    variable: str
    is_needed: bool
    is_to_answer: bool = False


def kept_keys(channels: Iterable[Channel], keys: KeyPlaces, *, is_to_answer: bool = False) -> tuple[KeptKey, ...]:
    """Return every key that a channel knows of, kept or missing."""
    return tuple(
        KeptKey(
            channel=channel,
            name=name,
            place=keys.place(channel.name, name),
            variable=keys.variable(channel.name, name),
            is_needed=channel.login.is_required and not field.is_optional,
            is_to_answer=is_to_answer,
        )
        for channel in channels
        if channel.login is not None
        for field in channel.login.fields
        for name in channel.key_names(field)
    )


def standings(
    channels: Sequence[Channel], keys: KeyPlaces, streams: Iterable[Stream], states: Iterable[StreamState]
) -> tuple[Standing, ...]:
    """Return how every channel stands, in order of `channels`."""
    asked = {stream.key: stream.source for stream in streams}
    missing = {one.channel.name for one in kept_keys(channels, keys) if one.is_needed and one.place is None}
    by_hand = {channel.name for channel in channels if channel.is_by_hand}
    known = [state for state in states if asked.get(state.key) == state.source or state.source in by_hand]
    return tuple(
        _standing(
            channel,
            streams=sum(source == channel.name for source in asked.values()),
            states=[state for state in known if state.source == channel.name],
            is_missing=channel.name in missing,
        )
        for channel in channels
    )


def _standing(channel: Channel, *, streams: int, states: Sequence[StreamState], is_missing: bool) -> Standing:
    failing = [state for state in states if state.error_key is not None]
    return Standing(
        channel=channel,
        readiness=_readiness(channel, streams=streams, is_missing=is_missing, is_failing=bool(failing)),
        streams=streams,
        failing=len(failing),
        last_success_at=max((state.last_success_at for state in states if state.last_success_at), default=None),
        brought=sum(state.brought for state in states),
        error=next(iter(failing), None),
    )


def _readiness(channel: Channel, *, streams: int, is_missing: bool, is_failing: bool) -> Readiness:
    if not channel.is_on:
        return Readiness.OFF
    if is_missing:
        return Readiness.NEEDS_LOGIN
    if not streams and not channel.is_by_hand:
        return Readiness.NOTHING_TO_ASK
    return Readiness.FAILING if is_failing else Readiness.READY
