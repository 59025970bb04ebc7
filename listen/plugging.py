"""Names of channels become live sources: which there are, which are on, through which one can answer.

Built-ins are the modules of `listen.sources`; others come by the entry-point group `listen.sources`. Nothing foreign is
loaded unless the configuration names it.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import cast

from listen.brand import Keys, Settings
from listen.channel import Channel, Words
from listen.errors import UsageError
from listen.protocols import Answering, Source
from listen.text.urls import host_of

__all__ = [
    "ANSWERING",
    "answerer",
    "answering_at",
    "answering_channels",
    "ceilings",
    "channel_words",
    "channels",
    "options_of",
    "source_at",
    "source_names",
    "sources",
    "switched_off",
]

_FIRST = ("feed", "hackernews", "mastodon", "googlenews", "hand")
"""Need no key; they come first wherever sources are listed."""

_NO_CHANNELS = frozenset({"shared"})

ANSWERING = ("mastodon", "bluesky", "reddit", "lemmy", "wordpress", "discourse")
"""Channels through which a person can answer (`listen.protocols.Answering`)."""


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


def answering_channels() -> tuple[str, ...]:
    """Return the names of the built-in channels through which a person can answer."""
    return ANSWERING


def answering_at(name: str, settings: Settings) -> Channel:
    """Return what a channel says of itself, with the login that it wants from who answers.

    Raises:
        UsageError: nobody can answer through it.
    """
    if name not in ANSWERING:
        raise UsageError("sending.no_answering", channel=name)
    source_class = _source_class(name)
    plain = _channel(name, source_class, settings, is_built_in=True)
    login = cast("type[Answering]", source_class).answer_login
    bases = settings.source(name).bases if login.is_per_server else ()
    return replace(plain, login=login, servers=tuple(host_of(base) or base for base in bases))


def answerer(name: str, settings: Settings, keys: Keys) -> Answering | None:
    """Return a channel made for answering with a person's own keys; None when nobody can answer through it.

    Args:
        name: of the channel, as in `Post.source`.
        settings: whose servers and sites are meant.
        keys: from `answering_keys_at`, never those for listening.
    """
    return cast("Answering", source_at(name, replace(settings, keys=keys))) if name in ANSWERING else None


def channels(settings: Settings) -> tuple[Channel, ...]:
    """Return every channel there is, what it says of itself, and whether it is on.

    Raises:
        UsageError: if a plug-in that queries.yaml names cannot be loaded.
    """
    foreign = _foreign_sources()
    return tuple(
        _channel(name, _class_of(name, foreign), settings, is_built_in=name not in foreign)
        for name in source_names()
        if name not in foreign or name in settings.sources
    )


def _channel(name: str, source_class: object, settings: Settings, *, is_built_in: bool) -> Channel:
    login = getattr(source_class, "login", None)
    if login is not None and login.needed_with is not None and settings.source(name).text(login.needed_with):
        login = replace(login, is_required=True)
    servers = settings.source(name).bases if login is not None and login.is_per_server else ()
    return Channel(
        name=name,
        title=getattr(source_class, "title", name),
        is_on=_is_on(name, settings) if is_built_in else settings.source(name).is_on is not False,
        is_built_in=is_built_in,
        is_by_hand=getattr(source_class, "is_by_hand", False),
        login=login,
        servers=tuple(host_of(server) or server for server in servers),
        blind=tuple(getattr(source_class, "blind", ())),
        keep_days=getattr(source_class, "keep_days", None),
    )


def channel_words() -> tuple[Words, ...]:
    """Return every text that the built-in channels say of themselves: blind spots, and how one logs in."""
    found: list[Words] = []
    for name in _built_in():
        source_class = _source_class(name)
        found.extend(getattr(source_class, "blind", ()))
        login = getattr(source_class, "login", None)
        if login is not None:
            found.extend((login.where, *(one.about for one in login.fields)))
    return tuple(found)


def _class_of(name: str, foreign: Mapping[str, str]) -> object:
    if name not in foreign:
        return _source_class(name)
    try:
        return _load(foreign[name])
    except Exception as error:
        raise UsageError("command.plugin_broken", name=name, why=type(error).__name__) from error


def options_of(name: str) -> tuple[str, ...] | None:
    """Return the options that a source declares; None for a plug-in that declares none, which may be given anything."""
    if name in _built_in():
        return tuple(option.name for option in getattr(_source_class(name), "options", ()))
    try:
        declared = getattr(_load(_foreign_sources()[name]), "options", None)
    except Exception:  # noqa: BLE001  `sources` says what is wrong with it
        return None
    return None if declared is None else tuple(option.name for option in declared)


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


def source_at(name: str, settings: Settings) -> Source:
    """Return one source, on or off.

    Raises:
        UsageError: if it is a plug-in that cannot be loaded.
    """
    foreign = _foreign_sources()
    return _plug_in(name, foreign[name], settings) if name in foreign else _source_class(name)(settings)


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


def ceilings(names: Iterable[str]) -> Mapping[str, int]:
    """Return how many days the terms of these sources allow, for those that say so; loads no plug-in that is broken."""
    found = {}
    foreign = _foreign_sources()
    for name in names:
        if name in _built_in() or name in foreign:
            with suppress(UsageError):
                days = getattr(_class_of(name, foreign), "keep_days", None)
                if isinstance(days, int):
                    found[name] = days
    return found


def switched_off(settings: Settings) -> tuple[str, ...]:
    """Return the names of built-in sources that could be asked and are not."""
    on = sources(settings)
    return tuple(name for name in _built_in() if name not in on)
