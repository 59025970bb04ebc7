"""For whom we listen: what people write in queries.yaml, as plain frozen values.

`listen.config` reads the file and makes these; everything else only knows these.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol, final

from listen.notice import Mailbox, Target

__all__ = [
    "LEAST_TEAM",
    "AnsweringSettings",
    "Brand",
    "Competitor",
    "Feed",
    "HttpSettings",
    "Keep",
    "Keys",
    "NoKeys",
    "Query",
    "Settings",
    "SourceSettings",
    "Team",
    "Unit",
]

LEAST_TEAM = 5
"""From so many people on a count is one of a team; of fewer it would be one of a person."""


class Keys(Protocol):
    """What people logged in with, by channel and name: `("bluesky", "app_password")`. Never printed.

    Names of services with many servers end in `@host`.
    """

    def get(self, channel: str, name: str) -> str | None:
        """Return the secret; None when there is none."""
        ...

    def keep(self, channel: str, name: str, value: str | None) -> None:
        """Keep what the service gave (a session, a renewed token) for the next run; None forgets it.

        Never raises: what cannot be kept is asked for again.
        """
        ...


@final
class NoKeys:
    """Nobody is logged in anywhere."""

    def get(self, channel: str, name: str) -> str | None:  # noqa: ARG002 (the seam)
        """Return None."""
        return None

    def keep(self, channel: str, name: str, value: str | None) -> None:
        """Keep nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """The brand and what belongs to it.

    Attributes:
        name: as people write it.
        accounts: account names by source, as the source shows authors (`@name@server`, `name`); for own posts.
        sites: host names of its own sites; subdomains included.
    """

    name: str
    accounts: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A business unit.

    Attributes:
        audiences: those it talks to: builders, architects, craftsmen, students.
        aspects: as in `Settings`, for what its queries find.
    """

    name: str
    title: str
    audiences: tuple[str, ...] = ()
    aspects: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A saved search.

    Attributes:
        name: unique after case folding; one line.
        expression: in the query language (`listen.query`); valid.
        unit: name of the unit that cares; None for everyone.
        sources: names of the sources where to look; empty for all that are on.
        about: one sentence that says what is meant; None when not given.
        competitor: name of the competitor whose mentions it counts; None for queries of our own.
    """

    name: str
    expression: str
    unit: str | None = None
    sources: tuple[str, ...] = ()
    about: str | None = None
    competitor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Competitor:
    """A named competitor; `expression` finds its mentions, for share of voice only."""

    name: str
    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed (or a page that names one) that is read once for all queries."""

    address: str
    title: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """What is set for one source; anything missing has the source's own default.

    Attributes:
        is_on: None leaves it to the source's own default (`Source.is_on_by_default`).
        bases: base addresses to ask instead of, or (Mastodon) as, its servers; empty for the default.
        options: further settings, by name; tuples of text, as written. `texts`, `text`, `number`, `flag` read them.
        pause_s: least seconds between two requests to one host of it; None leaves it to the source.
    """

    is_on: bool | None = None
    bases: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    pause_s: float | None = None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of an option, in order, each once; empty when it is not set."""
        value = self.options.get(name, ())
        some = value if isinstance(value, tuple) else (value,)
        return tuple(dict.fromkeys(one for one in some if isinstance(one, str) and one))

    def text(self, name: str, default: str = "") -> str:
        """Return the text of an option, the first where there are several."""
        return next(iter(self.texts(name)), default)

    def number(self, name: str, default: float) -> float:
        """Return the number of an option; `default` when it is not set or no number."""
        value = self.options.get(name)
        try:
            return float(value if isinstance(value, int | float) else self.text(name))
        except ValueError:
            return default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return whether a switch is on."""
        value = self.options.get(name)
        if isinstance(value, bool):
            return value
        said = self.text(name).lower()
        return default if not said else said in {"true", "yes", "on", "1", "ja"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSettings:
    """Limits and manners of the HTTP door.

    Attributes:
        contact: address or mail by which a server's owner can reach us; part of the User-Agent.
        allow_private: hosts inside the own network that may be asked.
        proxy: address of a proxy; `env` reads the environment; None goes straight.
        total_s: wall-clock limit of one request, redirects and body included.
        pause_s: between two requests to one public host; hosts in `allow_private` have none.
        max_bytes: decoded.
        lanes: hosts asked side by side.
    """

    contact: str | None = None
    allow_private: tuple[str, ...] = ()
    proxy: str | None = None
    total_s: float = 30.0
    pause_s: float = 1.0
    max_bytes: int = 5 * 1024 * 1024
    lanes: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweringSettings:
    """How answers are written here.

    Attributes:
        disclosure: the sentence that says for whom one works, by language (ISO 639-1), with `{brand}` and, at will,
            `{role}`; languages that are missing have a sentence of their own.
        hand_on: whom to tell instead of answering, by desk (`press`, `legal`, `safety`).
        cooling_off: further words by which a kind is known (`listen.drafting.cooling`); no words switch a kind off.
        second_look_minutes: so long a draft rests after a criticism.
    """

    disclosure: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    hand_on: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cooling_off: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    second_look_minutes: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """How long things are kept, in days since they were first seen; None is for ever.

    Attributes:
        authors: then a pseudonym takes the place of an author.
        texts: then a text is cut to what stands around the words that matched.
        mentions: then a post goes, with everything that hangs on it.
        answers: then our answers go, with what came back, notes, and what people were told.
        sources: `mentions` for single sources, by name.
    """

    authors: int | None = 180
    texts: int | None = 365
    mentions: int | None = 1095
    answers: int | None = 730
    sources: Mapping[str, int | None] = field(default_factory=lambda: MappingProxyType({}))

    def mentions_of(self, source: str, ceiling: int | None = None) -> int | None:
        """Return how long posts of a source are kept; never longer than its terms allow (`ceiling`)."""
        wished = self.sources.get(source, self.mentions)
        return min((days for days in (wished, ceiling) if days is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Those who listen and answer together; `people` is how many, None when it is not said."""

    people: int | None = None

    @property
    def is_countable(self) -> bool:
        """Return whether a count of what the team did tells nothing of a single person."""
        return self.people is not None and self.people >= LEAST_TEAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A whole queries.yaml.

    Attributes:
        languages: ISO 639-1, those people here can read, most important first.
        region: ISO 3166 country, for services that ask by edition.
        timezone: IANA name; a digest day is a day there.
        queries: own queries, then one per competitor (named like the competitor).
        first_run_days: how far a stream looks back when it is asked for the first time.
        keys: what people logged in with.
        analyzer: name of the one in charge of sentiment, where it knows the language.
        aspects: words by which an aspect is known, beside the built-in ones; no words take an aspect away.
        hide: intents that the digest leaves out.
        answering: how answers are written.
        keep: how long things are kept.
        colleagues: names of colleagues, which are masked wherever mentions are shown.
        team: those who listen together.
        notify: ways by which people are told.
        smtp: the server by which mail goes out; None when none is set.
    """

    brand: Brand
    languages: tuple[str, ...] = ("de", "en")
    region: str = "DE"
    timezone: str = "Europe/Berlin"
    units: tuple[Unit, ...] = ()
    queries: tuple[Query, ...] = ()
    feeds: tuple[Feed, ...] = ()
    competitors: tuple[Competitor, ...] = ()
    sources: Mapping[str, SourceSettings] = field(default_factory=lambda: MappingProxyType({}))
    http: HttpSettings = field(default_factory=HttpSettings)
    first_run_days: int = 30
    analyzer: str = "builtin"
    aspects: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    hide: tuple[str, ...] = ()
    answering: AnsweringSettings = field(default_factory=AnsweringSettings)
    keep: Keep = field(default_factory=Keep)
    colleagues: tuple[str, ...] = ()
    team: Team = field(default_factory=Team)
    notify: tuple[Target, ...] = ()
    smtp: Mailbox | None = None
    keys: Keys = field(default_factory=NoKeys, repr=False, compare=False)

    def source(self, name: str) -> SourceSettings:
        """Return what is set for the source `name`; all defaults when nothing is."""
        return self.sources.get(name, SourceSettings())
