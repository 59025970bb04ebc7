"""Names become live parts: the only file that knows the concrete classes, and when to load them.

Nothing heavy is loaded before it is needed. Which channels there are, and which are on, knows `listen.plugging`.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from listen import __version__
from listen.brand import Feed, Keys, Settings
from listen.errors import UsageError
from listen.model import Post, Stream
from listen.notice import CHAT_PREFIX, Target
from listen.plugging import (
    answerer,
    answering_at,
    answering_channels,
    ceilings,
    channel_words,
    channels,
    options_of,
    source_at,
    source_names,
    sources,
    switched_off,
)
from listen.protocols import Analyzer, Courier, Fetcher, Source, Store
from listen.records import Note

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
    "ceilings",
    "channel_words",
    "channels",
    "courier",
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


def settings_at(path: Path, environ: Mapping[str, str]) -> Settings:
    """Read queries.yaml.

    Raises:
        ConfigError: with every complaint.
    """
    from listen.config import load

    return load(path, environ=environ, known_sources=source_names(), options_of=options_of)


def keys_at(config: Path, environ: Mapping[str, str]) -> "KeyChain":
    """Return what people logged in with; the file of secrets lies beside queries.yaml.

    Raises:
        ConfigError: the file of secrets can be read by others, or cannot be understood.
    """
    from listen.config import SECRETS_FILE, KeyChain, system_keyring

    file = config.absolute().parent / SECRETS_FILE
    return KeyChain(environ, file, channels=(*source_names(), "smtp", "chat"), keyring=system_keyring())


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


def courier(target: Target, settings: Settings, keys: Keys) -> Courier:
    """Return who carries letters to `target`."""
    if target.chat is not None:
        from listen.post.chat import ChatCourier

        return ChatCourier(target.chat, keys.get("chat", target.chat.removeprefix(CHAT_PREFIX)))
    from listen.post import SmtpCourier

    # Mail without a server was refused when queries.yaml was read.
    assert settings.smtp is not None  # noqa: S101 - see above
    return SmtpCourier(settings.smtp, keys.get("smtp", "password"))


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
