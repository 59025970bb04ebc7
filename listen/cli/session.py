"""What a command needs to know of its surroundings, read once: files, language, clock, screen."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from zoneinfo import ZoneInfo

from listen.errors import UsageError
from listen.phrases import LANGUAGES, languages, say

if TYPE_CHECKING:
    from rich.text import Text

    from listen.brand import Settings
    from listen.config import KeyChain
    from listen.config.personal import Personal
    from listen.masking import Mask
    from listen.render.screen import Screen
    from listen.store.sqlite import SqliteStore

__all__ = ["Session", "language_of"]

_LOCALE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?(?:[-_.@].*)?$")
_DEFAULT_WIDTH = 80
_WIDTHS = range(20, 1001)


def language_of(environ: Mapping[str, str], chosen: str | None) -> str:
    """Return the language to speak: what was chosen, else LISTEN_LANG, else the locale's, else English.

    A country stays with it (`de-AT`): it decides how numbers and days are written. `de_DE.UTF-8` is plain German.
    """
    for wish in (chosen, environ.get("LISTEN_LANG")):
        if wish and (tag := _tag(wish)) is not None:
            return tag
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return _tag(environ[name]) or LANGUAGES[0]
    return LANGUAGES[0]


def _tag(wish: str) -> str | None:
    """Return a wish like `de_AT.UTF-8` as a tag; None when nobody speaks it."""
    found = _LOCALE.match(wish)
    if found is None or found[1].lower() not in languages():
        return None
    lang, country = found[1].lower(), (found[2] or "").upper()
    return f"{lang}-{country}" if country and country != lang.upper() else lang


@dataclass(kw_only=True)
class Session:
    """One call of `listen`.

    Attributes:
        environ: the environment.
        lang: language spoken, with a country where one was named (`de-AT`).
        config_option, database_option: as given on the command line; None for the usual places.
        is_debug: show technical causes.
    """

    environ: Mapping[str, str]
    lang: str
    config_option: Path | None = None
    database_option: Path | None = None
    is_debug: bool = False

    @cached_property
    def config(self) -> Path:
        """Return which queries.yaml is meant: option, LISTEN_CONFIG, the current folder, the user's own."""
        if self.config_option is not None:
            return self.config_option
        if named := self.environ.get("LISTEN_CONFIG"):
            return Path(named)
        here = Path("queries.yaml")
        return here if here.exists() else self.config_folder / "queries.yaml"

    @property
    def config_folder(self) -> Path:
        """Return the user's own folder for settings."""
        from platformdirs import user_config_path

        return user_config_path("listen")

    @cached_property
    def database(self) -> Path:
        """Return which database is meant: option, LISTEN_DB, the user's own."""
        if self.database_option is not None:
            return self.database_option
        if named := self.environ.get("LISTEN_DB"):
            return Path(named)
        from platformdirs import user_data_path

        return user_data_path("listen") / "listen.db"

    @cached_property
    def now(self) -> datetime:
        """Return when the command began, aware UTC."""
        return datetime.now(UTC)

    def clock(self) -> datetime:
        """Return the time by now, aware UTC; for commands that wait for a person."""
        return datetime.now(UTC)

    @cached_property
    def settings(self) -> "Settings":
        """Read queries.yaml."""
        from listen.wiring import settings_at

        return settings_at(self.config, self.environ)

    @cached_property
    def keys(self) -> "KeyChain":
        """Return what people logged in with."""
        from listen.wiring import keys_at

        return keys_at(self.config, self.environ)

    @cached_property
    def asking(self) -> "Settings":
        """Return the settings with the keys, for commands that ask others."""
        return replace(self.settings, keys=self.keys)

    @cached_property
    def personal(self) -> "Personal":
        """Return what stays with the person: LISTEN_HOME, else the user's own folder for state."""
        from platformdirs import user_state_path

        from listen.wiring import personal_at

        named = self.environ.get("LISTEN_HOME")
        return personal_at(Path(named) if named else user_state_path("listen"), self.database)

    @cached_property
    def answering_keys(self) -> "KeyChain":
        """Return what the person logged in with to answer; kept apart from the keys for listening."""
        from listen.wiring import answering_keys_at

        return answering_keys_at(self.personal.folder, self.environ)

    @cached_property
    def zone(self) -> ZoneInfo:
        """Return the configured zone."""
        return ZoneInfo(self.settings.timezone)

    def mask(self, *, unmasked: bool = False) -> "Mask":
        """Return what covers the names of colleagues; with `unmasked`, on a terminal only, nothing does.

        Raises:
            UsageError: the names would leave the screen.
        """
        from listen.masking import NO_MASK, Mask

        if not unmasked:
            return Mask.of(self.settings, self.lang)
        if not sys.stdout.isatty():
            raise UsageError("masking.only_on_screen")
        return NO_MASK

    @contextmanager
    def store(self, *, read_only: bool = True) -> Iterator["SqliteStore"]:
        """Open the database for the length of a `with`."""
        from listen.wiring import store_at

        store = store_at(self.database, now=self.now, read_only=read_only)
        try:
            yield store
        finally:
            store.close()

    def screen(self, stream: TextIO | None = None, *, zone: tzinfo | None = None) -> "Screen":
        """Return what `stream` (stdout) can show."""
        from listen.render.screen import Screen

        stream = stream or sys.stdout
        is_terminal = stream.isatty() and self.environ.get("TERM") != "dumb"
        return Screen(
            now=self.now,
            zone=zone if isinstance(zone, ZoneInfo) else self.zone,
            width=self._width(stream),
            lang=self.lang,
            has_styles=is_terminal and not self.environ.get("NO_COLOR"),
            has_links=is_terminal and not self.environ.get("NO_COLOR"),
            is_unicode=(getattr(stream, "encoding", None) or "ascii").lower().startswith("utf"),
        )

    def _width(self, stream: TextIO) -> int:
        said = self.environ.get("COLUMNS", "")
        if said.isascii() and said.isdigit() and len(said) <= 4 and int(said) in _WIDTHS:  # noqa: PLR2004
            return int(said)
        try:
            return max(_WIDTHS.start, os.get_terminal_size(stream.fileno()).columns or _DEFAULT_WIDTH)
        except (OSError, ValueError):
            return _DEFAULT_WIDTH

    def say(self, key: str, **values: object) -> str:
        """Return a phrase in the language spoken, counts in its manner; the number of a mention stays bare."""
        from listen.render.speech import counted

        spoken = {
            name: counted(value, self.lang) if type(value) is int and name != "number" else value
            for name, value in values.items()
        }
        return say(key, self.lang, **spoken)

    def listed(self, items: Iterable[str]) -> str:
        """Return words as a list in a sentence, in the language spoken."""
        from listen.render.speech import listed

        return listed(items, self.lang)

    def show(self, lines: Iterable["Text"], stream: TextIO | None = None, *, screen: "Screen | None" = None) -> None:
        """Write rendered lines to `stream` (stdout); plain text when it is no terminal."""
        stream = stream or sys.stdout
        if screen is not None and screen.has_styles:
            from rich.console import Console

            console = Console(
                file=stream,
                width=screen.width,
                markup=False,
                emoji=False,
                highlight=False,
                soft_wrap=True,
                force_terminal=True,
                legacy_windows=False,
            )
            for line in lines:
                console.print(line)
            return
        for line in lines:
            stream.write(f"{line.plain.rstrip()}\n")

    def write(self, text: str) -> None:
        """Write text for programs or files to stdout."""
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")

    def tell(self, text: str) -> None:
        """Say something to the person: stderr, cleaned."""
        sys.stderr.write(f"{self.clean(text)}\n")

    def clean(self, text: str) -> str:
        """Return text that may hold foreign words as a screen may show it."""
        from listen.text.clean import for_terminal

        return for_terminal(text)
