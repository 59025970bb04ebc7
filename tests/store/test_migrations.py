"""The schema's history: never edited, always a way from the oldest file to the newest, or no change at all."""

import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from listen.errors import UnwritableDatabase
from listen.protocols import Filter
from listen.store import connection as connection_module
from listen.store import migrations, opening
from listen.store.connection import SCHEMA_VERSION, connect, writing
from listen.store.migrations import MIGRATIONS
from listen.store.opening import open_store
from listen.store.upkeep import check
from tests.store.world import NOW, delivery, mention, sentiment

STEPS = [step.name for step in MIGRATIONS.pending(Database(memory=True))]

SCHEMAS = {
    "m001_posts_matches_scores": "96be",
    "m002_pulses_books": "7bf1",
    "m003_findings_judgements": "135e",
    "m004_dialogue_privacy": "ba37",
}
"""Fingerprint of the whole schema after each step that has left the house. A change here is a mistake; add a line."""

COLUMNS = {
    "query_sets": "id queries",
    "posts": (
        "id source native_id origin query_set_id published_at is_date_guessed day first_seen_at edited_at language"
        " language_confidence analyzer label priority is_own story_id is_first fingerprint url_key source_published_at"
        " published_claim source_edited_at language_hint likes shares replies views score conversation_id reply_to_id"
        " is_bot matched_by author author_url place url tags links title text dropped shed"
    ),
    "matches": "post_id query words spans is_by_provider",
    "scores": (
        "post_id analyzer polarity subjectivity confidence label evidence probabilities untaught overall opinions"
    ),
    "findings": "post_id kind value confidence evidence",
    "judgements": "id post_id about verdict told analyzer because judged_on",
    "learned": "about fingerprint weights report",
    "fold_prints": "story_id day saved_on keys signature",
    "fold_keys": "key story_id",
    "daily": "day query_set_id label mentions stories",
    "totals": "name amount",
    "streams": (
        "key source host place checkpoint rules moved_to failures failing_since last_success_at next_allowed_at"
        " error_key error_values gap_since gap_until gap_missed gap_seen_at seen brought"
    ),
    "pulses": "stream newest_at posts days longest_s",
    "books": "account period spent",
    "claims": "post_id token until",
    "dealings": "post_id state until because dealt_on",
    "answers": "id post_id state key channel text native_id url answered_on watch_until watched_at",
    "replies": (
        "id answer_id native_id is_asker published_at author author_url url text label polarity is_thanks is_solved"
        " seen_on"
    ),
    "mutes": "id kind value until because muted_on",
    "notes": "id post_id text noted_on",
    "lessons": "id post_id topic text learned_on",
    "told": "episode target kind state at until",
    "salts": "name salt",
    "erased": "print kind erased_on",
    "deletions": "id deleted_on deed source posts",
    "runs": "id started_at ended_at streams failed new changed",
    "post_words": "title text",
    "mention_list": (
        "id day published_at source place author title text url language label polarity confidence queries priority"
        " likes shares replies views score is_own story_id is_first first_seen_at edited_at intents regions dropped"
    ),
    "_sqlite_migrations": "id migration_set name applied_at",
}
"""Every column that there may be. One that says which employee did what, or when, may not be added."""


def schema_of(connection: sqlite3.Connection) -> str:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name")
    return "\n".join(re.sub(r"\s+", " ", sql) for (sql,) in rows if sql)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_has_left_the_house_is_not_edited(step: str):
    db = Database(memory=True)
    later = STEPS[STEPS.index(step) + 1 :]

    MIGRATIONS.apply(db, stop_before=later[:1])

    assert isinstance(db.conn, sqlite3.Connection)
    assert blake2b(schema_of(db.conn).encode(), digest_size=2).hexdigest() == SCHEMAS[step]


def test_every_step_is_counted_in_the_version():
    assert len(STEPS) == SCHEMA_VERSION
    assert all(name.startswith(f"m{number:03}_") for number, name in enumerate(STEPS, 1))


def test_no_column_is_there_that_was_not_thought_about(path: Path):
    open_store(path, now=NOW).close()

    with closing(connect(path)) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
                " AND name NOT LIKE 'post_words_%'"
            )
        ]
        found = {
            name: " ".join(column for _, column, *_ in connection.execute(f"PRAGMA table_info({name})"))
            for name in names
        }

    assert found == COLUMNS


def test_every_table_is_strict_and_every_column_says_whose_it_is(path: Path):
    open_store(path, now=NOW).close()

    with closing(connect(path)) as connection:
        tables = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'post_words%' AND name NOT LIKE '\\_%' ESCAPE '\\'"
        ).fetchall()

    assert len(tables) == 26
    for name, sql in tables:
        assert "STRICT" in sql.rpartition(")")[2], name
        for line in sql.splitlines()[1:-1]:
            assert "PRIMARY KEY (" in line or re.search(r"-- (ours|source)", line), (name, line)


def test_the_list_of_mentions_can_be_read_with_any_tool(path: Path):
    store = open_store(path, now=NOW)
    store.save([delivery(mention("1", judged=sentiment(), queries=("brand", "hose")), mention("2"))], now=NOW)
    store.save([delivery(mention("2", queries=()))], now=NOW)
    store.close()

    with closing(sqlite3.connect(path)) as plain:
        plain.row_factory = sqlite3.Row
        rows = [dict(row) for row in plain.execute("SELECT * FROM mention_list")]

    assert [(row["id"], row["day"], row["label"], row["queries"]) for row in rows] == [
        (1, "2026-11-24", "praise", '["brand","hose"]')
    ]


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Iterator[Migrations]:
    """A listen that knows one step more than this one."""
    longer = Migrations("listen")
    longer._migrations = list(MIGRATIONS._migrations)

    @longer(name=f"m{SCHEMA_VERSION + 1:03}_likings")
    def _(db: Database) -> None:
        db.execute("CREATE TABLE likings (post_id INTEGER PRIMARY KEY REFERENCES posts, link TEXT) STRICT")
        db.execute("INSERT INTO likings SELECT id, url FROM posts")

    for module in (opening, connection_module, migrations):
        monkeypatch.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr(migrations, "MIGRATIONS", longer)
    return longer


def oldest(path: Path, *, is_filled: bool) -> None:
    """Make a file as the oldest listen made it."""
    store = open_store(path, now=NOW)
    if is_filled:
        store.save([delivery(*(mention(str(number)) for number in range(5)))], now=NOW)
    store.close()


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as plain:
        return int(plain.execute("PRAGMA user_version").fetchone()[0])


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("is_filled", [False, True])
def test_the_oldest_file_is_brought_up_to_date_after_a_backup(
    path: Path, request: pytest.FixtureRequest, is_filled: bool, read_only: bool
):
    oldest(path, is_filled=is_filled)
    request.getfixturevalue("next_version")

    store = open_store(path, now=NOW, read_only=read_only)

    assert len(list(store.mentions(Filter()))) == 5 * is_filled
    store.close()
    assert version(path) == SCHEMA_VERSION + 1
    assert check(path) == ()
    (kept,) = path.parent.glob("*.backup")
    assert kept.name == f"listen.db.version-{SCHEMA_VERSION}-20261124T060000.backup"
    assert version(kept) == SCHEMA_VERSION
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert check(kept) == ()


def test_a_file_that_is_up_to_date_is_not_backed_up(path: Path):
    oldest(path, is_filled=True)

    open_store(path, now=NOW).close()

    assert [one.name for one in path.parent.iterdir()] == ["listen.db"]


def test_a_step_that_fails_leaves_the_old_version_working(path: Path, next_version: Migrations):
    with pytest.MonkeyPatch.context() as old:
        for module in (opening, connection_module, migrations):
            old.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION)
        old.setattr(migrations, "MIGRATIONS", MIGRATIONS)
        oldest(path, is_filled=True)

    @next_version(name="m999_fails")
    def _(db: Database) -> None:
        db.execute("DELETE FROM matches")
        msg = "interrupted"
        raise KeyboardInterrupt(msg)

    with pytest.raises(KeyboardInterrupt):
        open_store(path, now=NOW)

    assert version(path) == SCHEMA_VERSION
    assert check(path) == ()
    with closing(connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM matches").fetchone() == (5,)


def test_a_step_that_breaks_references_is_not_kept(path: Path):
    oldest(path, is_filled=True)
    breaking = Migrations("listen")
    breaking._migrations = list(MIGRATIONS._migrations)

    @breaking(name="m002_breaks")
    def _(db: Database) -> None:
        db.execute("CREATE TABLE likings (post_id INTEGER REFERENCES posts DEFERRABLE INITIALLY DEFERRED) STRICT")
        db.execute("INSERT INTO likings VALUES (999)")

    with pytest.MonkeyPatch.context() as patch, closing(connect(path)) as connection:
        patch.setattr(migrations, "MIGRATIONS", breaking)
        with pytest.raises(AssertionError, match="likings"), writing(connection):
            migrations.migrate(Database(connection))

    assert version(path) == SCHEMA_VERSION


def test_without_room_for_the_backup_nothing_is_changed(
    path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
):
    oldest(path, is_filled=True)
    request.getfixturevalue("next_version")
    monkeypatch.setattr(opening, "_backup_place", lambda *_: path.parent / "missing" / "x.backup")
    before = path.read_bytes()

    with pytest.raises(UnwritableDatabase):
        open_store(path, now=NOW)

    assert path.read_bytes() == before
