"""What a channel says of itself: its settings, how one logs in, and what it asks of a person.

A source carries these as class attributes (`listen.protocols.Source`), so that a channel stays one file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from listen.phrases import table, words_of

__all__ = ["Channel", "Charge", "Grant", "Kind", "Login", "LoginField", "Option", "Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """A short text in both languages; no full stop."""

    en: str
    de: str

    def say(self, lang: str) -> str:
        """Return the text in `lang`: in a third language what its file has for the English text, else English."""
        words = words_of(lang)
        return self.de if words == "de" else table(words, "words").get(self.en, self.en)


class Kind(StrEnum):
    """What may stand behind an option in queries.yaml."""

    TEXT = "text"
    ADDRESS = "address"
    NUMBER = "number"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A setting of one source: `sources: NAME: option: value`.

    Attributes:
        name: as in queries.yaml, snake case.
        about: what it does.
        kind: `SourceSettings.texts`, `.text`, `.number` and `.flag` read it.
        is_many: a list of them; one alone may stand without brackets.
    """

    name: str
    about: Words
    kind: Kind = Kind.TEXT
    is_many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginField:
    """One thing that a person types at `listen login`; kept under this name (`Keys.get`).

    Attributes:
        is_secret: not shown while it is typed, never printed.
        is_optional: may be left empty.
    """

    name: str
    about: Words
    is_secret: bool = True
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """How one logs in to a channel.

    Attributes:
        fields: what a person types, in order.
        where: where to get it, one or two sentences without a full stop at the end.
        is_required: False when the channel works without, and sees more with it.
        needed_with: name of an option that makes it required when it is set; None when none does.
        is_per_server: each server has its own; kept under `name@host` (`key_name`).
        page: address where the key is made; None when it depends on the server.
    """

    fields: tuple[LoginField, ...]
    where: Words
    is_required: bool = True
    needed_with: str | None = None
    is_per_server: bool = False
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A login in the browser that has begun (OAuth 2.0, RFC 6749 section 4.1, with a loopback redirect, RFC 8252).

    Attributes:
        url: to be opened by the person.
        state: comes back with the code; another one is somebody else's answer.
        memory: what the service gave for the second step; secret.
    """

    url: str
    state: str
    memory: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What a request costs at most, for services that count or bill; kept in the books across runs.

    Attributes:
        account: what is counted, e.g. `searches`; each source has its own accounts.
        amount: units that this request may cost at most.
        limit: units a period; the request is not made when it would pass it (`RateLimited`).
        zone: IANA name of the zone in which the period begins at midnight.
        is_monthly: the period is a month, else a day.
        cost: what it cost in truth, from the body of its answer; the rest is given back, and all of it when the
            service refuses. None when the service takes the same whatever it answers.
    """

    account: str
    amount: int
    limit: int
    zone: str = "UTC"
    is_monthly: bool = False
    cost: Callable[[bytes], int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What is known of a channel without asking anyone.

    Attributes:
        name: as in queries.yaml.
        title: how people call it.
        is_on: it is asked.
        is_built_in: it came with listen, not as a plug-in.
        is_by_hand: nobody is asked; people hand in.
        login: how one logs in; None when there is nothing to log in to.
        servers: whose keys are separate, for channels with many; empty for all others.
        blind: what it cannot see.
        keep_days: its terms let nobody keep a post for longer; None when they do not say.
    """

    name: str
    title: str
    is_on: bool
    is_built_in: bool
    is_by_hand: bool = False
    login: Login | None = None
    servers: tuple[str, ...] = ()
    blind: tuple[Words, ...] = ()
    keep_days: int | None = None

    def key_names(self, field: LoginField) -> tuple[str, ...]:
        """Return under which names the key of `field` is kept; one for each server where they are separate."""
        if self.login is None or not self.login.is_per_server or not self.servers:
            return (field.name,)
        return tuple(f"{field.name}@{server}" for server in self.servers)
