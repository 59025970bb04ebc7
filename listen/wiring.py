"""Names become live parts: the only file that knows the concrete classes, and when to load them.

Built-ins stand in a table; others come by the entry-point groups `listen.sources` and `listen.analyzers`. Nothing
foreign is loaded unless the configuration names it, and nothing heavy before it is needed.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules
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

_FIRST = ("feed", "hackernews", "mastodon", "googlenews")
"""Need no key; they come first wherever sources are listed."""

_NO_CHANNELS = frozenset({"shared"})

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


@cache
def _built_in() -> tuple[str, ...]:
    """Return the built-in channels: every module of `listen.sources` is one, and exports one class. Loads none."""
    import listen.sources

    found = {module.name for module in iter_modules(listen.sources.__path__)} - _NO_CHANNELS
    return (*(name for name in _FIRST if name in found), *sorted(found - set(_FIRST)))


def _source_class(name: str) -> Callable[[Settings], Source]:
    """Return the class of a built-in channel: the one with `streams` that its module exports."""
    module = import_module(f"listen.sources.{name}")
    exported = (getattr(module, exported) for exported in module.__all__)
    return cast("Callable[[Settings], Source]", next(one for one in exported if hasattr(one, "streams")))


def _foreign_sources() -> Mapping[str, str]:
    built_in = _built_in()
    return {point.name: point.value for point in entry_points(group="listen.sources") if point.name not in built_in}


def source_names() -> tuple[str, ...]:
    """Return the names of all sources there are, plug-ins included; loads none of them."""
    return (*_built_in(), *_foreign_sources())


def settings_at(path: Path, environ: Mapping[str, str]) -> Settings:
    """Read queries.yaml.

    Raises:
        ConfigError: with every complaint.
    """
    from listen.config import load

    return load(path, environ=environ, known_sources=source_names())


def sources(settings: Settings) -> Mapping[str, Source]:
    """Return the sources that are on, by name.

    The first four are on as they are by default, any other channel when queries.yaml names it; `enabled: false`
    switches each off.

    Raises:
        UsageError: if a plug-in cannot be loaded.
    """
    live: dict[str, Source] = {}
    for name in _built_in():
        if _is_on(name, settings):
            live[name] = _source_class(name)(settings)
    for name, place in _foreign_sources().items():
        if name in settings.sources and settings.source(name).is_on is not False:
            live[name] = _plug_in(name, place, settings)
    return live


def _is_on(name: str, settings: Settings) -> bool:
    is_on = settings.source(name).is_on
    if is_on is not None:
        return is_on
    if name in _FIRST:
        return bool(getattr(_source_class(name), "is_on_by_default", False))
    return name in settings.sources


def _plug_in(name: str, place: str, settings: Settings) -> Source:
    try:
        return cast("Source", _load(place)(settings))
    except Exception as error:
        raise UsageError("command.plugin_broken", name=name, why=type(error).__name__) from error


def switched_off(settings: Settings) -> tuple[str, ...]:
    """Return the names of built-in sources that could be asked and are not."""
    on = sources(settings)
    return tuple(name for name in _built_in() if name not in on)


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
