"""Names become live parts: the only file that knows the concrete classes, and when to load them.

Built-ins stand in a table; others come by the entry-point groups `listen.sources` and `listen.analyzers`. Nothing
foreign is loaded unless the configuration names it, and nothing heavy before it is needed.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from listen import __version__
from listen.brand import Feed, Settings
from listen.errors import UsageError
from listen.protocols import Analyzer, Source

if TYPE_CHECKING:
    from listen.http import Door
    from listen.store.sqlite import SqliteStore
    from listen.understand import Understanding

__all__ = [
    "analyzed_languages",
    "feeds_at",
    "network",
    "settings_at",
    "source_names",
    "sources",
    "store_at",
    "switched_off",
    "understanding",
]

_SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "feed": "listen.sources.feed:FeedSource",
        "hackernews": "listen.sources.hackernews:HackerNews",
        "mastodon": "listen.sources.mastodon:Mastodon",
        "googlenews": "listen.sources.googlenews:GoogleNews",
    }
)

_ANALYZERS: Mapping[str, str] = MappingProxyType(
    {
        "de": "listen.analyzers.german:German",
        "en": "listen.analyzers.textblob:TextBlobAnalyzer",
    }
)
"""The analyzer in charge, by language; a language that is missing stays unscored."""


def _load(place: str) -> Callable[..., object]:
    module, _, name = place.partition(":")
    return cast("Callable[..., object]", getattr(import_module(module), name))


def _foreign_sources() -> Mapping[str, str]:
    return {point.name: point.value for point in entry_points(group="listen.sources") if point.name not in _SOURCES}


def source_names() -> tuple[str, ...]:
    """Return the names of all sources there are, plug-ins included; loads none of them."""
    return (*_SOURCES, *_foreign_sources())


def settings_at(path: Path, environ: Mapping[str, str]) -> Settings:
    """Read queries.yaml.

    Raises:
        ConfigError: with every complaint.
    """
    from listen.config import load

    return load(path, environ=environ, known_sources=source_names())


def sources(settings: Settings) -> Mapping[str, Source]:
    """Return the sources that are on, by name.

    Built-ins are on as they are by default; a plug-in is on when queries.yaml names it.

    Raises:
        UsageError: if a plug-in cannot be loaded.
    """
    live: dict[str, Source] = {}
    for name, place in _SOURCES.items():
        is_on = settings.source(name).is_on
        source_class = _load(place)
        if is_on if is_on is not None else getattr(source_class, "is_on_by_default", False):
            live[name] = cast("Source", source_class(settings))
    for name, place in _foreign_sources().items():
        if name in settings.sources and settings.source(name).is_on is not False:
            live[name] = _plug_in(name, place, settings)
    return live


def _plug_in(name: str, place: str, settings: Settings) -> Source:
    try:
        return cast("Source", _load(place)(settings))
    except Exception as error:
        raise UsageError("command.plugin_broken", name=name, why=type(error).__name__) from error


def switched_off(settings: Settings) -> tuple[str, ...]:
    """Return the names of built-in sources that could be asked and are not."""
    on = sources(settings)
    return tuple(name for name in _SOURCES if name not in on)


def analyzed_languages() -> tuple[str, ...]:
    """Return the languages that an analyzer is there for."""
    return tuple(_ANALYZERS)


def feeds_at(url: str, door: "Door") -> tuple[Feed, ...]:
    """Return the feeds that the page at `url` is or offers, best first.

    Raises:
        SourceError: the page cannot be had.
    """
    from listen.sources.feed import discover

    return tuple(Feed(address=one.address, title=one.title) for one in discover(url, door))


def understanding(settings: Settings) -> "Understanding":
    """Return identifier and analyzers; their packages load with the first text."""
    from listen.analyzers.language import Eld
    from listen.understand import Understanding

    names = (settings.brand.name, *(competitor.name for competitor in settings.competitors))
    analyzers = {language: cast("Analyzer", _load(place)()) for language, place in _ANALYZERS.items()}
    return Understanding(
        identifier=Eld(settings.languages, names),
        analyzers=analyzers,
        queries={query.name: query for query in settings.queries},
    )


def network(settings: Settings, environ: Mapping[str, str]) -> "Door":
    """Return the door to the network; to be closed."""
    from listen.http import Door

    return Door(settings.http, version=__version__, environ=environ)


def store_at(path: Path, *, now: datetime, read_only: bool) -> "SqliteStore":
    """Open the database; to be closed.

    Raises:
        StoreError: it cannot be used.
    """
    from listen.store.opening import open_store

    return open_store(path, now=now, read_only=read_only)
