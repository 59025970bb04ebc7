"""Names become live parts: the only file that knows the concrete classes, and when to load them.

Built-ins stand in a table; others come by the entry-point groups `listen.sources` and `listen.analyzers`. Nothing
foreign is loaded unless the configuration names it, and nothing heavy before it is needed.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, cast

from listen import __version__
from listen.brand import Feed, Keys, Settings
from listen.channel import Channel
from listen.errors import UsageError
from listen.model import Post, Stream
from listen.protocols import Analyzer, Answering, Fetcher, Source, Store
from listen.records import Note
from listen.text.urls import host_of

if TYPE_CHECKING:
    from listen.config import KeyChain
    from listen.config.personal import Personal
    from listen.drafting.venues import Venues
    from listen.http import Door
    from listen.http.loopback import Loopback
    from listen.store.samples import Samples
    from listen.store.sqlite import SqliteStore
    from listen.understand import Understanding

__all__ = [
    "analyzed_languages",
    "analyzer_at",
    "answerer",
    "answering_at",
    "answering_channels",
    "answering_keys_at",
    "channels",
    "feeds_at",
    "handed_in",
    "keys_at",
    "metered",
    "network",
    "noted",
    "personal_at",
    "samples_at",
    "settings_at",
    "source_at",
    "source_names",
    "sources",
    "store_at",
    "switched_off",
    "understanding",
    "venues_at",
    "waiting_for_browser",
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


def settings_at(path: Path, environ: Mapping[str, str]) -> Settings:
    """Read queries.yaml.

    Raises:
        ConfigError: with every complaint.
    """
    from listen.config import load

    return load(path, environ=environ, known_sources=source_names(), options_of=_options_of)


def keys_at(config: Path, environ: Mapping[str, str]) -> "KeyChain":
    """Return what people logged in with; the file of secrets lies beside queries.yaml.

    Raises:
        ConfigError: the file of secrets can be read by others, or cannot be understood.
    """
    from listen.config import SECRETS_FILE, KeyChain, system_keyring

    file = config.absolute().parent / SECRETS_FILE
    return KeyChain(environ, file, channels=source_names(), keyring=system_keyring())


def personal_at(folder: Path, database: Path) -> "Personal":
    """Return what stays with the person: own settings, tokens of claims on `database`, drafts."""
    from listen.config.personal import Personal

    return Personal(folder, database)


def venues_at(config: Path) -> "Venues":
    """Return the house rules of venues; a venues.yaml beside queries.yaml adds to those that came with listen.

    Raises:
        ConfigError: with every complaint.
    """
    from listen.config import VENUES_FILE, load_venues

    return load_venues(config.with_name(VENUES_FILE))


def answering_keys_at(folder: Path, environ: Mapping[str, str]) -> "KeyChain":
    """Return what a person logged in with to answer, kept in the person's own folder (`Personal.folder`).

    Raises:
        ConfigError: the file of secrets can be read by others, or cannot be understood.
    """
    from listen.config import SECRETS_FILE, KeyChain, system_keyring

    return KeyChain(
        environ,
        folder / SECRETS_FILE,
        channels=answering_channels(),
        keyring=system_keyring(),
        purpose="answer",
    )


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
    )


def _class_of(name: str, foreign: Mapping[str, str]) -> object:
    if name not in foreign:
        return _source_class(name)
    try:
        return _load(foreign[name])
    except Exception as error:
        raise UsageError("command.plugin_broken", name=name, why=type(error).__name__) from error


def _options_of(name: str) -> tuple[str, ...] | None:
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


def switched_off(settings: Settings) -> tuple[str, ...]:
    """Return the names of built-in sources that could be asked and are not."""
    on = sources(settings)
    return tuple(name for name in _built_in() if name not in on)


def analyzer_at(name: str | None, language: str) -> tuple[Mapping[str, Analyzer], str]:
    """Return the analyzer called `name`, or the default one, and TextBlob beside it, by their names; and its name.

    Raises:
        UsageError: there is none of that name, or it does not know the language.
    """
    from listen.analyzers.choosing import IN_TURN, analyzers

    short = (name or "builtin").partition("@")[0]
    if short not in IN_TURN:
        raise UsageError("evaluation.unknown_analyzer", name=name, known=", ".join(IN_TURN))
    found = analyzers(short, {}).get(language)
    if found is None:
        raise UsageError("evaluation.no_analyzer", language=language)
    baseline = analyzers("textblob", {})["en"][0]
    return {found[0].name: found[0], baseline.name: baseline}, found[0].name


def analyzed_languages(settings: Settings) -> tuple[str, ...]:
    """Return the languages that an analyzer is there for; loads none."""
    from listen.analyzers.choosing import IN_TURN, LANGUAGES

    return tuple(dict.fromkeys(language for name in IN_TURN[settings.analyzer] for language in LANGUAGES[name]))


def noted(note: Note, settings: Settings) -> tuple[Source, Stream]:
    """Return a source with one stream, which brings what a person notes.

    Raises:
        UsageError: the page is in a closed world, and no text came with it.
    """
    from listen.sources.hand import Hand

    hand = Hand(settings)
    return hand, hand.noted(note)


def handed_in(
    file: Path, settings: Settings, *, columns: Mapping[str, str], query: str | None, database: Path, now: datetime
) -> tuple[Source, Stream]:
    """Return a source with one stream, which brings the rows of a file whose addresses no other source has brought.

    Raises:
        UsageError: its columns cannot be understood.
        OSError: it cannot be read.
    """
    from listen.sources.hand import Hand
    from listen.sources.hand.rows import is_mbox, read_letters, read_rows

    rows = read_letters(file, query) if is_mbox(file) else read_rows(file, columns, query)

    def new() -> Iterator[Post | None]:
        # Asked in the thread of the lane: a connection of its own.
        with closing(store_at(database, now=now, read_only=True)) as store:
            for post in rows:
                found = None if post is None or post.url is None else store.find(post.url)
                if found is None or found.post.source == Hand.name:
                    yield post

    hand = Hand(settings)
    return hand, hand.handed(new(), file.name)


def feeds_at(url: str, door: "Door") -> tuple[Feed, ...]:
    """Return the feeds that the page at `url` is or offers, best first.

    Raises:
        SourceError: the page cannot be had.
    """
    from listen.sources.feed import discover

    return tuple(Feed(address=one.address, title=one.title) for one in discover(url, door))


def understanding(settings: Settings, store: Store | None = None) -> "Understanding":
    """Return identifier and analyzers; their packages load with the first text.

    Args:
        settings: for whom.
        store: where people's judgements are; without one, nothing is said of relevance.
    """
    from listen.analyzers.choosing import analyzers, unit_aspects
    from listen.analyzers.language import Eld
    from listen.naming import Names
    from listen.profiling import profile
    from listen.understand import Understanding

    names = (settings.brand.name, *(competitor.name for competitor in settings.competitors))
    return Understanding(
        identifier=Eld(settings.languages, names),
        analyzers=analyzers(settings.analyzer, settings.aspects),
        queries={query.name: query for query in settings.queries},
        relevance=None if store is None else profile(store, settings),
        names=Names(settings.brand.name, names[1:], settings.queries),
        aspects=unit_aspects(settings),
    )


def network(settings: Settings, environ: Mapping[str, str]) -> "Door":
    """Return the door to the network; to be closed."""
    from listen.http import Door

    return Door(settings.http, version=__version__, environ=environ)


def waiting_for_browser(page: str, state: str) -> "Loopback":
    """Return the place to which the browser comes back after a login; use it in a `with`."""
    from listen.http.loopback import Loopback

    return Loopback(page, state)


def metered(door: "Door", database: Path, *, clock: Callable[[], datetime]) -> Fetcher:
    """Return the door with the mailroom before it, and the books, when there is a database to keep them in."""
    from listen.mailbox import Mailroom
    from listen.meter import Meter
    from listen.store.books import SqliteBooks

    room = Mailroom(door, clock)
    return Meter(room, SqliteBooks(database), clock=clock) if database.exists() else room


def samples_at(database: Path, keys: "KeyChain") -> "Samples":
    """Return where answers go that could not be read: a folder beside the database."""
    from listen.store.samples import Samples

    return Samples(database.with_name(f"{database.stem}-samples"), keys.given)


def store_at(path: Path, *, now: datetime, read_only: bool) -> "SqliteStore":
    """Open the database; to be closed.

    Raises:
        StoreError: it cannot be used.
    """
    from listen.store.opening import open_store

    return open_store(path, now=now, read_only=read_only)
