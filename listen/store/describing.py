"""The schema, told as a page of the reference: made from the tables themselves, so it cannot be stale."""

import re
import sqlite3
from contextlib import closing

__all__ = ["columns", "database_page"]

_COLUMN = re.compile(
    r"^ {2}(?P<name>[a-z_]+) (?P<type>[A-Z]+)(?P<rest>[^\n]*?)\s*-- (?P<whose>ours|source)(?:: (?P<says>.*))?$",
    re.MULTILINE,
)

_TABLES = {
    "posts": "What was said: one row a post, the source's own words beside what we worked out.",
    "matches": "Why a post is a mention: one row for each query that it matches.",
    "query_sets": "Combinations of queries that occurred together; a post carries the number of its own.",
    "scores": "How a post was judged: one row for each analyzer and version; `posts.analyzer` says which is in charge.",
    "findings": "What was noticed in a post: one row a kind and value, with what made it so.",
    "judgements": "What people said of how posts are understood, right or wrong; never who, never the hour.",
    "learned": "What was fitted to the judgements; can be made again from them at any time.",
    "fold_prints": "Stories of the last weeks, for recognising copies.",
    "fold_keys": "Look-up keys of these stories.",
    "daily": "The roll-up that a digest reads instead of the posts.",
    "totals": "How many mentions there are.",
    "streams": "What is remembered of everything that is asked.",
    "pulses": "How often each stream usually brings something, so that silence is noticed.",
    "books": "What was spent at services that count requests or bill for posts.",
    "claims": "Mentions that somebody is answering right now; never who, and gone when it is over.",
    "dealings": "Mentions that are off the list: done, or put off.",
    "answers": "What was answered in public, by its link; never by whom.",
    "replies": "What came back after an answer, in the two weeks in which its thread is watched.",
    "mutes": "Authors, sites and stories that lists leave out for a while.",
    "notes": "What colleagues should know of a mention.",
    "lessons": "What we learned.",
    "told": "Of what people were told (`listen notify`), so that nobody is told twice.",
    "salts": "Drawn by lot once, for the hashes below.",
    "erased": "Hashes of what must not come back (`listen forget`).",
    "deletions": "The audit of deletions: what kind, and how many; never what.",
    "runs": "Executions of `listen fetch`: counts only.",
}

_LATER = {
    "posts": {
        "dropped": "why lists and counts leave it out, what a person said counted",
        "shed": "what retention has taken: author, text, or both",
    }
}
"""Columns that a later step added: SQLite keeps no comment of theirs."""

_LATER_SQL = re.compile(r", [a-z_]+ TEXT(?= --)")

_HEAD = """\
# The database

<!-- Made from the schema; do not edit. -->

`listen` keeps everything in one SQLite file, which any SQLite tool can open.
`listen db path` prints where it is.
The tables may change with a version of `listen`; the view `mention_list` is there to be read:

```sql
SELECT day, source, title, label, url FROM mention_list WHERE day >= date('now', '-7 days') ORDER BY priority DESC;
```

Times are UTC (`2026-11-02 07:00:00`), days are days in the configured zone, lists are JSON, yes and no are 1 and 0.
`NULL` means unknown, never nothing.
**source** marks what the source said, **ours** what `listen` worked out.
The header carries the application id `{application_id}` and the version of the schema, {version}.
No column says who of your colleagues read or answered what.
"""


def database_page() -> str:
    """Return the page `docs/reference/database.md`."""
    from sqlite_utils import Database

    from listen.store.connection import APPLICATION_ID, SCHEMA_VERSION
    from listen.store.migrations import MIGRATIONS

    with closing(sqlite3.connect(":memory:")) as connection:
        MIGRATIONS.apply(Database(connection))
        parts = [_HEAD.format(application_id=f"0x{APPLICATION_ID:08X}", version=SCHEMA_VERSION)]
        parts += [_table(connection, name, says) for name, says in _TABLES.items()]
        parts += [_words(), _view(connection)]
    return "\n".join(parts)


def _table(connection: sqlite3.Connection, name: str, says: str) -> str:
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone()
    rows = [
        f"| `{column['name']}` | {column['type']} | {_may_be_null(column['rest'])} | {column['whose']} |"
        f" {column['says'] or ''} |"
        for column in _COLUMN.finditer(_LATER_SQL.sub("", sql))
    ]
    rows += [f"| `{column}` | TEXT | yes | ours | {said} |" for column, said in _LATER.get(name, {}).items()]
    head = ["| column | type | NULL | whose | what |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([f"## {name}", "", says, "", *head, *rows, ""])


def columns(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """Return what the schema of a database says of every column of its tables; "" where it says nothing."""
    found = {}
    for name, sql in connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " AND name NOT LIKE 'post\\_words\\_%' ESCAPE '\\' ORDER BY rowid"
    ).fetchall():
        said = {one["name"]: one["says"] or "" for one in _COLUMN.finditer(_LATER_SQL.sub("", sql))}
        said |= _LATER.get(name, {})
        known = [column for _, column, *_ in connection.execute(f"PRAGMA table_info({name})")]
        found[name] = {column: said.get(column, "") for column in known}
    return found


def _may_be_null(rest: str) -> str:
    return "" if "NOT NULL" in rest or "PRIMARY KEY" in rest else "yes"


def _words() -> str:
    return (
        "## post_words\n\nThe full-text index over title and text of `posts` (FTS5, without accents);"
        " it keeps no texts of its own.\n"
    )


def _view(connection: sqlite3.Connection) -> str:
    names = [f"`{name}`" for _, name, *_ in connection.execute("PRAGMA table_info(mention_list)")]
    return f"## mention_list\n\nA view: one row a mention, with {', '.join(names[:-1])} and {names[-1]}.\n"
