"""Hand a digest out: on the screen, as data, as a page or a feed, into a file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from listen.cli.session import Session

if TYPE_CHECKING:
    from listen.digest import Digest

__all__ = ["mark_of", "show_digest", "write_page"]


def show_digest(session: Session, digest: "Digest", look: str, out: Path | None) -> None:
    """Show a digest as `terminal`, `markdown`, `json`, `html` or `atom`; in a file when one is given."""
    screen = session.screen()
    if look == "json":
        from listen.render.json import digest_json, dumps

        text = dumps(digest_json(digest))
    elif look == "markdown":
        from listen.render.markdown.digest import digest_markdown

        text = digest_markdown(digest, screen)
    elif look == "html":
        from listen.render.html import digest_html

        text = digest_html(digest, screen)
    elif look == "atom":
        from listen.render.atom import digest_atom

        text = digest_atom(digest, screen, mark=mark_of(session))
    else:
        from listen.render.terminal.digest import digest_lines

        lines = list(digest_lines(digest, screen))
        if out is None:
            session.show(lines, screen=screen)
            if digest.lines and sys.stdout.isatty():
                session.write(session.say("inbox.from_digest"))
            return
        text = "".join(f"{line.plain.rstrip()}\n" for line in lines)
    write_page(session, text, out)


def mark_of(session: Session) -> str:
    """Return by what the database is known outside; only the first time anything is written into it."""
    from listen.errors import UnwritableDatabase

    try:
        with session.store() as store:
            return store.notices.mark()
    except UnwritableDatabase:
        with session.store(read_only=False) as store:
            return store.notices.mark()


def write_page(session: Session, text: str, out: Path | None) -> None:
    """Write a page or a feed to a file, whole or not at all; to stdout without one.

    A file that says the same already is left alone: whoever serves it need not serve it again.
    """
    if out is None:
        session.write(text)
        return
    from listen.export import atomic_file

    if out.is_file() and not out.is_symlink() and out.read_bytes() == text.encode():
        return
    with atomic_file(out) as file:
        file.write(text)
