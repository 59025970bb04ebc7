"""The house rules of venues: whether companies may answer there, link there, and must be named."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from listen.model import Post
from listen.text.urls import host_of

__all__ = ["ANYWHERE", "UNKNOWN_VENUE", "Permission", "Venue", "Venues"]


class Permission(StrEnum):
    """What a venue says to something."""

    YES = "yes"
    SOME = "some"
    """Under conditions; the note says which."""
    NO = "no"
    UNKNOWN = "unknown"
    """Nobody has looked yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Where one answers, and what is to be kept to there.

    Attributes:
        name: of the entry in venues.yaml.
        title: as people call it.
        sources: names of the sources whose posts stand there; empty where hosts or places say it.
        hosts: host names; subdomains are meant too.
        places: what the source calls the place (`r/HVAC`), upper and lower case alike.
        companies: whether companies may answer there.
        links: whether an answer may have links.
        is_name_required: whether one has to say for whom one works by the venue's own rules; None when unknown.
        longest: characters of an answer as the venue counts them; None where it sets no limit that matters.
        notes: what else is to be known, by language.
        rules: address of the rules; None when unknown.
        checked: when somebody last looked, as written; None when nobody did.
    """

    name: str
    title: str
    sources: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    companies: Permission = Permission.UNKNOWN
    links: Permission = Permission.UNKNOWN
    is_name_required: bool | None = None
    longest: int | None = None
    notes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rules: str | None = None
    checked: str | None = None

    @property
    def is_unknown(self) -> bool:
        """Return True where one should look first."""
        return self.companies is Permission.UNKNOWN

    def note(self, lang: str) -> str | None:
        """Return the note in `lang`, else in English, else in any language; None without one."""
        return self.notes.get(lang) or self.notes.get("en") or next(iter(self.notes.values()), None)


ANYWHERE = "default"
"""Name of the entry that serves where no other one does."""

UNKNOWN_VENUE = Venue(name=ANYWHERE, title="")
"""What is known of a venue of which nothing is known."""


class Venues:
    """The entries, ready to be asked; the most precise one counts: place before host before source.

    Args:
        entries: by name; the one called `default` serves for the rest.
    """

    def __init__(self, entries: Iterable[Venue] = ()) -> None:
        self._entries = tuple(entries)
        self._default = next((one for one in self._entries if one.name == ANYWHERE), UNKNOWN_VENUE)

    def __iter__(self) -> Iterator[Venue]:
        return iter(self._entries)

    def of(self, post: Post) -> Venue:
        """Return the entry for where `post` stands."""
        return self._by_place(post) or self._by_host(post) or self._by_source(post) or self._default

    def _by_place(self, post: Post) -> Venue | None:
        place = (post.place or "").casefold()
        if not place:
            return None
        fitting = (one for one in self._entries if place in {name.casefold() for name in one.places})
        return next((one for one in fitting if self._may_be(one, post)), None)

    def _may_be(self, venue: Venue, post: Post) -> bool:
        """Say whether nothing speaks against it: a place called `r/HVAC` elsewhere is another one."""
        is_source = not venue.sources or post.source in venue.sources
        is_host = not venue.hosts or _reach(venue.hosts, post) > 0
        return is_source or (bool(venue.hosts) and is_host)

    def _by_host(self, post: Post) -> Venue | None:
        named = [one for one in self._entries if not one.places]
        best = max(named, key=lambda one: _reach(one.hosts, post), default=None)
        return best if best is not None and _reach(best.hosts, post) else None

    def _by_source(self, post: Post) -> Venue | None:
        return next((one for one in self._entries if not one.places and post.source in one.sources), None)


def _reach(hosts: Iterable[str], post: Post) -> int:
    """Return how many characters of the post's host an entry names; 0 when it names another one."""
    host = None if post.url is None else host_of(post.url)
    if host is None:
        return 0
    return max((len(one) for one in hosts if host == one or host.endswith(f".{one}")), default=0)
