"""Take the pictures of digest and inbox: real output over the demo's invented brand, as SVG.

    python docs/pictures/make.py

Writes digest.svg, inbox-80.svg, inbox-160.svg and compose.svg beside itself. Only the little web of the demo is asked.
"""

import asyncio
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from listen.cli.inbox import house_of
from listen.cli.session import Session
from listen.inbox.house import Composing, Sheet
from listen.inbox.screen.app import InboxApp
from listen.inbox.state import Wanted
from listen.protocols import Store

HERE = Path(__file__).parent
ANSWER = "Die Kennlinien stehen vollständig im Planerheft, Seite 12. Den Link schicke ich dir gern."
THEME = TerminalTheme(
    (255, 255, 255),
    (36, 41, 47),
    [
        (36, 41, 47),
        (190, 45, 45),
        (26, 115, 55),
        (150, 95, 0),
        (9, 95, 185),
        (120, 60, 160),
        (0, 110, 120),
        (90, 96, 104),
    ],
    [
        (110, 118, 126),
        (190, 45, 45),
        (26, 115, 55),
        (150, 95, 0),
        (9, 95, 185),
        (120, 60, 160),
        (0, 110, 120),
        (20, 24, 28),
    ],
)


def demo(folder: Path) -> Session:
    """Make the demo's world and return a session in it."""
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("LISTEN_")},
        "LISTEN_HOME": str(folder / "home"),
    }
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "listen", "demo", "--dir", str(folder / "demo")],
        env=environ,
        check=True,
        capture_output=True,
    )
    return Session(
        environ=environ,
        lang="en",
        config_option=folder / "demo" / "queries.yaml",
        database_option=folder / "demo" / "listen.db",
    )


def smaller(svg: str) -> str:
    """Return the picture with the reader's own font instead of one from the network, and the world's folder unnamed."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"Fira Code", "ui-monospace, DejaVu Sans Mono", svg)
    return re.sub(r"\n\s*\n", "\n", svg)


def save(name: str, svg: str) -> None:
    """Write a picture."""
    (HERE / name).write_text(smaller(svg), encoding="utf-8")


def digest(session: Session) -> None:
    """Take the picture of the digest, 100 columns wide."""
    from listen.cli.inbox import built_digest
    from listen.render.terminal.digest import digest_lines

    screen = replace(session.screen(), width=100, has_styles=True, is_unicode=True)
    console = Console(width=100, record=True, file=io.StringIO(), force_terminal=True)
    with session.store() as store:
        lines = digest_lines(built_digest(session, store, ()), screen)
    for line in lines[:48]:
        console.print(line, soft_wrap=True)
    save("digest.svg", console.export_svg(title="listen digest", theme=THEME))


async def inbox(session: Session, name: str, size: tuple[int, int], *keys: str, text: str = "") -> None:
    """Take a picture of the inbox after some keys and a text."""
    with session.store(read_only=False) as store:
        house = house_of(session, store)
        screen = house.screen(80)
        house = replace(house, screen=lambda width: replace(screen, width=width, has_styles=True, is_unicode=True))
        if text and house.composing is not None:
            house = replace(house, composing=_as_logged_in(house.composing))
        app = InboxApp(house, Wanted())
        async with app.run_test(size=size) as pilot:
            while not app.visit.inbox.rows:
                await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            if text:
                await pilot.press(*("space" if letter == " " else letter for letter in text))
                await asyncio.sleep(1)
            app.ansi_theme_light = app.ansi_theme_dark = THEME
            save(name, app.export_screenshot(title="listen inbox"))


def _as_logged_in(made: Callable[[Store], Composing]) -> Callable[[Store], Composing]:
    """Let the composer show what a person sees who is logged in to Mastodon; nothing is sent."""

    class LoggedIn:
        def __init__(self, store: Store) -> None:
            self._inner = made(store)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._inner, name)

        def begin(self, number: int) -> Sheet:
            return replace(self._inner.begin(number), channel="Mastodon", longest=500)

    return LoggedIn


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as place:
        session = demo(Path(place))
        digest(session)
        asyncio.run(inbox(session, "inbox-80.svg", (80, 24), "j"))
        asyncio.run(inbox(session, "inbox-160.svg", (150, 40), "j", "c"))
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(inbox(demo(Path(place)), "compose.svg", (100, 28), "j", "r", text=ANSWER))


if __name__ == "__main__":
    main()
