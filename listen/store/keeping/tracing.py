"""What is held of a person, an address, a query, words: the store is gone through once, for a rare question."""

import json
import re
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import replace

from listen.retention import Sought, Trace, Voucher
from listen.shedding import folded_name, pseudonym
from listen.store.keeping.prints import PSEUDONYM, salt_if_any
from listen.store.repair import sound_int, sound_text
from listen.store.rows import query_set, url_key
from listen.store.searching import expression
from listen.text.urls import canonical

__all__ = ["trace"]

_LISTED = "IN (SELECT value FROM json_each(?))"
_LEAST_NAME = 4
"""Shorter names stand in too many texts that mean somebody else."""


def trace(connection: sqlite3.Connection, sought: Sought) -> Trace:
    """Return what is held of what was sought; see `listen.protocols.Archive.trace`."""
    if sought.author is not None:
        return _of_author(connection, sought.author, sought.source)
    if sought.query is not None:
        return _with_vouchers(connection, _of_query(connection, sought.query, sought.source))
    if sought.url is not None:
        found, vouchers = _of_url(connection, sought.url, sought.source)
        return _with_vouchers(connection, Trace(posts=found, vouchers=vouchers))
    if sought.words is not None:
        return _with_vouchers(connection, Trace(posts=_of_words(connection, sought.words, sought.source)))
    wanted = [number for one in sought.numbers if (number := sound_int(one)) is not None]
    rows = connection.execute(
        f"SELECT id FROM posts WHERE id {_LISTED} AND (?2 IS NULL OR source = ?2) ORDER BY id",  # noqa: S608 - constant text
        (json.dumps(wanted), sought.source),
    )
    return _with_vouchers(connection, Trace(posts=tuple(row[0] for row in rows)))


def _with_vouchers(connection: sqlite3.Connection, found: Trace) -> Trace:
    """Return a trace whose posts must not come back, by identity and by address."""
    rows = connection.execute(
        f"SELECT source, native_id, url FROM posts WHERE id {_LISTED} ORDER BY id",  # noqa: S608 - constant text
        (json.dumps(found.posts),),
    ).fetchall()
    vouchers = dict.fromkeys(found.vouchers)
    for source, native_id, url in rows:
        vouchers[Voucher(kind="post", words=(source, native_id))] = None
        form = None if url is None else canonical(url)
        if form is not None:
            vouchers[Voucher(kind="url", words=(form,))] = None
    return replace(found, vouchers=tuple(vouchers))


def _of_url(
    connection: sqlite3.Connection, url: str, source: str | None
) -> tuple[tuple[int, ...], tuple[Voucher, ...]]:
    form, key = canonical(url), url_key(url)
    if form is None or key is None:
        return (), ()
    rows = connection.execute(
        "SELECT id FROM posts WHERE url_key = ? AND (?2 IS NULL OR source = ?2) ORDER BY id", (key, source)
    )
    return tuple(row[0] for row in rows), (Voucher(kind="url", words=(form,)),)


def _of_query(connection: sqlite3.Connection, query: str, source: str | None) -> Trace:
    (alone,) = connection.execute("SELECT max(id) FROM query_sets WHERE queries = ?", (query_set([query]),)).fetchone()
    rows = connection.execute(
        "SELECT p.id, p.query_set_id IS ?2 FROM matches m JOIN posts p ON p.id = m.post_id"
        " WHERE m.query = ?1 AND (?3 IS NULL OR p.source = ?3) ORDER BY p.id",
        (sound_text(query), alone, source),
    ).fetchall()
    return Trace(
        posts=tuple(number for number, is_alone in rows if is_alone),
        shared=tuple(number for number, is_alone in rows if not is_alone),
    )


def _of_words(connection: sqlite3.Connection, words: str, source: str | None) -> tuple[int, ...]:
    sought = expression(words)
    if sought is None:
        return ()
    rows = connection.execute(
        "SELECT p.id FROM post_words w CROSS JOIN posts p ON p.id = w.rowid"
        " WHERE w.post_words MATCH ?1 AND (?2 IS NULL OR p.source = ?2) ORDER BY p.id",
        (sought, source),
    )
    return tuple(row[0] for row in rows)


def _of_author(connection: sqlite3.Connection, author: str, source: str | None) -> Trace:
    page = canonical(author) if "://" in author else None
    folded = None if page is not None else folded_name(author)
    authors = connection.execute(
        "SELECT DISTINCT source, author, author_url FROM posts"
        " WHERE (author IS NOT NULL OR author_url IS NOT NULL) AND (?1 IS NULL OR source = ?1)"
        " UNION SELECT DISTINCT coalesce(a.channel, p.source), r.author, r.author_url FROM replies r"
        " JOIN answers a ON a.id = r.answer_id JOIN posts p ON p.id = a.post_id"
        " WHERE ?1 IS NULL OR coalesce(a.channel, p.source) = ?1",
        (source,),
    ).fetchall()
    theirs = {one for one in authors if _is_meant(one, folded, page)}
    names = {(where, folded_name(name)) for where, name, _ in theirs if name is not None}
    if folded is not None:
        names |= {(where, folded) for where in ([source] if source else _sources(connection))}
    key = salt_if_any(connection, PSEUDONYM)
    aliases = set() if key is None else {(where, pseudonym(key, where, name)) for where, name in names}
    posts = _posts_by(connection, theirs, aliases, page)
    replies = _replies_by(connection, theirs, aliases)
    spellings = {name for _, name, _ in theirs if name} | ({author} if page is None else set())
    real = tuple(sorted(one for one in spellings if not one.startswith("person-") or one == author))
    found = Trace(
        posts=posts,
        replies=replies,
        mutes=_mutes_of(connection, names, source),
        names=real,
        vouchers=_author_vouchers(authors, theirs, folded, page, source),
    )
    return _with_vouchers(connection, _with_quotes(connection, found))


def _has_path(form: str) -> bool:
    """Return whether a canonical address leads further than to a front page."""
    return bool(form.removeprefix("https://").partition("/")[2])


def _sources(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT DISTINCT source FROM posts")]


def _is_meant(one: tuple[str, str | None, str | None], folded: str | None, page: str | None) -> bool:
    _, name, address = one
    if page is not None:
        return address is not None and canonical(address) == page
    return name is not None and folded_name(name) == folded


def _posts_by(
    connection: sqlite3.Connection,
    theirs: Collection[tuple[str, str | None, str | None]],
    aliases: Collection[tuple[str, str]],
    page: str | None,
) -> tuple[int, ...]:
    found: set[int] = set()
    for source, name, address in theirs:
        rows = connection.execute(
            "SELECT id FROM posts WHERE source = ? AND author IS ? AND author_url IS ?", (source, name, address)
        )
        found.update(row[0] for row in rows)
    for source, alias in aliases:
        rows = connection.execute(
            "SELECT id FROM posts WHERE source = ? AND author = ? AND shed LIKE '%author%'", (source, alias)
        )
        found.update(row[0] for row in rows)
    if page is not None and _has_path(page):
        # Many services put posts below the page of their author; so pseudonymised ones are found, too.
        below = f"{page}/"
        rows = connection.execute("SELECT id, url FROM posts WHERE url IS NOT NULL")
        found.update(
            number for number, url in rows if below.lower() in url.lower() and (canonical(url) or "").startswith(below)
        )
    return tuple(sorted(found))


def _replies_by(
    connection: sqlite3.Connection,
    theirs: Collection[tuple[str, str | None, str | None]],
    aliases: Collection[tuple[str, str]],
) -> tuple[int, ...]:
    meant = {*theirs, *((source, alias, None) for source, alias in aliases)}
    rows = connection.execute(
        "SELECT r.id, coalesce(a.channel, p.source), r.author, r.author_url FROM replies r"
        " JOIN answers a ON a.id = r.answer_id JOIN posts p ON p.id = a.post_id ORDER BY r.id"
    )
    return tuple(number for number, *one in rows if tuple(one) in meant)


def _mutes_of(
    connection: sqlite3.Connection, names: Collection[tuple[str, str]], source: str | None
) -> tuple[int, ...]:
    rows = connection.execute("SELECT id, value FROM mutes WHERE kind = 'author' ORDER BY id")
    bare = {name for _, name in names}
    found = []
    for number, value in rows:
        where, _, name = value.partition(" ")
        if folded_name(name) in bare and source in {None, where}:
            found.append(number)
    return tuple(found)


def _author_vouchers(
    authors: Iterable[tuple[str, str | None, str | None]],
    theirs: Collection[tuple[str, str | None, str | None]],
    folded: str | None,
    page: str | None,
    source: str | None,
) -> tuple[Voucher, ...]:
    """Return what keeps an author away: what was asked for, and what nobody else shares with them."""
    made: dict[Voucher, None] = {}
    if folded is not None:
        made[Voucher(kind="author", words=(source or "", folded))] = None
    if page is not None:
        made[Voucher(kind="author", words=(page,))] = None
    others = [one for one in authors if one not in theirs]
    foreign_pages = {canonical(address) for _, _, address in others if address is not None}
    foreign_names = {(where, folded_name(name)) for where, name, _ in others if name is not None}
    for where, name, address in sorted(theirs, key=str):
        form = None if address is None else canonical(address)
        # The page of an author may be the front page of a paper, which is everybody's.
        if form is not None and form not in foreign_pages and _has_path(form):
            made[Voucher(kind="author", words=(form,))] = None
        if name is not None and (where, folded_name(name)) not in foreign_names:
            made[Voucher(kind="author", words=(where, folded_name(name)))] = None
    return tuple(made)


def _with_quotes(connection: sqlite3.Connection, found: Trace) -> Trace:
    """Return a trace that says where else the names stand."""
    names = [re.escape(name.removeprefix("@")) for name in found.names if len(name) >= _LEAST_NAME]
    if not names:
        return found
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)
    theirs = set(found.posts)

    def naming(sql: str) -> tuple[int, ...]:
        return tuple(number for number, *texts in connection.execute(sql) if _names(pattern, texts))

    return replace(
        found,
        quoting=tuple(one for one in naming("SELECT id, title, text FROM posts ORDER BY id") if one not in theirs),
        notes=naming("SELECT id, text FROM notes ORDER BY id"),
        lessons=naming("SELECT id, topic, text FROM lessons ORDER BY id"),
        answers=naming("SELECT id, text FROM answers ORDER BY id"),
    )


def _names(pattern: re.Pattern[str], texts: Iterable[str | None]) -> bool:
    return any(text is not None and pattern.search(text) for text in texts)
