"""Keyed hashes of what must not come back, and the salts that make them useless elsewhere."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from os import urandom
from typing import TypeVar

from listen.model import Post
from listen.protocols import Entry
from listen.retention import Voucher
from listen.store.repair import sound_text
from listen.text.urls import canonical

__all__ = ["ERASED", "PSEUDONYM", "bar", "barred", "is_anything_barred", "salt", "salt_if_any", "welcome"]

ERASED, PSEUDONYM = "erased", "pseudonym"

_SALT_BYTES = 32
_T = TypeVar("_T")


def salt(connection: sqlite3.Connection, name: str) -> bytes:
    """Return a salt of this database; drawn by lot, inside the caller's transaction, when it is first asked for."""
    connection.execute("INSERT OR IGNORE INTO salts (name, salt) VALUES (?, ?)", (name, urandom(_SALT_BYTES)))
    found = salt_if_any(connection, name)
    assert found is not None  # noqa: S101 - it was just made
    return found


def salt_if_any(connection: sqlite3.Connection, name: str) -> bytes | None:
    """Return a salt of this database; None when nothing needed it yet."""
    row = connection.execute("SELECT salt FROM salts WHERE name = ?", (name,)).fetchone()
    return None if row is None else bytes(row[0])


def _print(key: bytes, kind: str, words: Sequence[str]) -> bytes:
    told = "\x1f".join((kind, *(sound_text(word) for word in words))).encode("utf-8", "replace")
    return blake2b(told, key=key, digest_size=16).digest()


def bar(connection: sqlite3.Connection, vouchers: Iterable[Voucher], *, today: date) -> None:
    """Keep the hashes of what must not come back, inside the caller's transaction."""
    key = salt(connection, ERASED)
    connection.executemany(
        "INSERT OR IGNORE INTO erased (print, kind, erased_on) VALUES (?, ?, ?)",
        [(_print(key, one.kind, one.words), one.kind, today.isoformat()) for one in vouchers],
    )


def _prints_of(key: bytes, hidden: bytes | None, post: Post) -> set[bytes]:
    """Return the hashes under any of which a post may be barred; `hidden` is the salt of the pseudonyms."""
    # Late: nothing was forgotten in most databases, and every run would load it.
    from listen.shedding import folded_name, pseudonym

    found = {_print(key, "post", (post.source, post.native_id))}
    if post.author is not None:
        names = {folded_name(post.author)}
        if hidden is not None:
            # Somebody may have been forgotten by a pseudonym alone.
            names.add(pseudonym(hidden, post.source, post.author))
        found |= {_print(key, "author", (source, name)) for name in names for source in (post.source, "")}
    for kind, address in (("url", post.url), ("author", post.author_url)):
        form = None if address is None else canonical(address)
        if form is not None:
            found.add(_print(key, kind, (form,)))
    return found


def is_anything_barred(connection: sqlite3.Connection) -> bool:
    """Return whether anything was ever forgotten; the only question that a save costs where nothing was."""
    return connection.execute("SELECT 1 FROM erased LIMIT 1").fetchone() is not None


def barred(connection: sqlite3.Connection, posts: Sequence[Post]) -> frozenset[tuple[str, str]]:
    """Return (source, native id) of those that must not come back."""
    if not posts or not is_anything_barred(connection):
        return frozenset()
    key, hidden = salt_if_any(connection, ERASED) or b"", salt_if_any(connection, PSEUDONYM)
    prints: dict[bytes, set[tuple[str, str]]] = {}
    for post in posts:
        for one in _prints_of(key, hidden, post):
            prints.setdefault(one, set()).add((post.source, post.native_id))
    return frozenset(identity for one in _known(connection, prints) for identity in prints[one])


def _known(connection: sqlite3.Connection, prints: Iterable[bytes]) -> list[bytes]:
    listed = list(prints)
    found = []
    for at in range(0, len(listed), 500):
        some = listed[at : at + 500]
        marks = ", ".join("?" * len(some))
        found += [row[0] for row in connection.execute(f"SELECT print FROM erased WHERE print IN ({marks})", some)]  # noqa: S608 - constant text
    return found


def welcome(connection: sqlite3.Connection, entries: Mapping[_T, Entry]) -> dict[_T, Entry]:
    """Return the entries without those that must not come back."""
    refused = barred(connection, [entry.mention.post for entry in entries.values()])
    if not refused:
        return dict(entries)
    return {
        key: entry
        for key, entry in entries.items()
        if (entry.mention.post.source, entry.mention.post.native_id) not in refused
    }
