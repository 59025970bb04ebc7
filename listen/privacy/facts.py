"""The facts of a privacy sheet: nothing in it is written down twice, everything is read where it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from listen.brand import Keep, Settings
from listen.keeping import plan
from listen.privacy.groups import GROUPS, Group
from listen.protocols import Store
from listen.retention import Deletion

__all__ = ["Channels", "Facts", "KeptFile", "SourceKept", "TableKept", "facts"]

_DELETIONS_TOLD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKept:
    """A table of the database.

    Attributes:
        rows: how many there are.
        columns: what the schema says of each, by name.
        group: what it is for; None for one that this version does not know.
    """

    name: str
    rows: int
    columns: Mapping[str, str]
    group: Group | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceKept:
    """Where posts come from.

    Attributes:
        title: how people call it.
        is_on: it is asked.
        posts: how many are stored.
        days: how long they are kept; None for ever.
        ceiling: days that its terms allow; None when they do not say.
    """

    name: str
    title: str
    is_on: bool
    posts: int
    days: int | None
    ceiling: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """What is known of sources without the store: titles and terms by name, and which are asked."""

    titles: Mapping[str, str]
    on: tuple[str, ...]
    ceilings: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file with data, who owns it, and who may read it (mode as `0600`)."""

    path: str
    owner: str
    mode: str
    is_open_to_others: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is so.

    Attributes:
        now: aware UTC.
        tables: every table, in the order in which they came to be.
        sources: those that are asked, and those of which something is stored.
        hosts: who is asked, and so learns what is looked for.
        files: where data lies.
        recipients: names of the ways by which people are told (`notify:`).
        people: how many listen together; None when it is not said.
        is_team_counted: whether counts of what the team did are shown.
        colleagues: how many names are masked.
        overdue: posts that are over their time and still here.
        deletions: the last rows of the audit.
    """

    brand: str
    now: datetime
    tables: tuple[TableKept, ...]
    sources: tuple[SourceKept, ...]
    hosts: tuple[str, ...]
    keep: Keep
    files: tuple[KeptFile, ...] = ()
    recipients: tuple[str, ...] = ()
    people: int | None = None
    is_team_counted: bool = False
    colleagues: int = 0
    overdue: int = 0
    deletions: tuple[Deletion, ...] = ()
    analyzer: str = "builtin"
    queries: tuple[str, ...] = field(default=())


def facts(store: Store, settings: Settings, channels: Channels, files: Sequence[KeptFile], *, now: datetime) -> Facts:
    """Read the facts."""
    archive = store.archive
    counts, stored = archive.counts(), archive.sources()
    names = dict.fromkeys((*channels.on, *stored))
    due = plan(store, settings.keep, channels.ceilings, now=now)
    return Facts(
        brand=settings.brand.name,
        now=now,
        tables=tuple(
            TableKept(name=name, rows=counts.get(name, 0), columns=columns, group=GROUPS.get(name))
            for name, columns in archive.schema().items()
        ),
        sources=tuple(
            SourceKept(
                name=name,
                title=channels.titles.get(name, name),
                is_on=name in channels.on,
                posts=stored.get(name, 0),
                days=settings.keep.mentions_of(name, channels.ceilings.get(name)),
                ceiling=channels.ceilings.get(name),
            )
            for name in names
        ),
        hosts=tuple(sorted({state.host for state in store.streams().values() if state.host})),
        keep=settings.keep,
        files=tuple(files),
        recipients=tuple(str(getattr(one, "name", one)) for one in getattr(settings, "notify", ())),
        people=settings.team.people,
        is_team_counted=settings.team.is_countable,
        colleagues=len(settings.colleagues),
        overdue=max((due.posts(step.deed) for step in due.steps), default=0),
        deletions=tuple(archive.deletions(_DELETIONS_TOLD)),
        analyzer=settings.analyzer,
        queries=tuple(query.name for query in settings.queries),
    )
