"""The digest reads every real store as it reads the small one of these tests."""

from dataclasses import replace

import pytest
from reading_world import NOW, SETTINGS, ZONE, ReadingStore, busy_day, state

from listen.digest import build
from listen.protocols import Delivery, Entry, Run
from listen.store.opening import open_store
from listen.testing.memory import MemoryStore
from listen.window import day_of, last_days

WINDOW = last_days(2, today=day_of(NOW, ZONE))


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    made = MemoryStore() if request.param == "memory" else open_store(tmp_path / "listen.db", now=NOW)
    yield made
    made.close()


def test_same_mentions_make_the_same_lines_in_every_store(store):
    held = [replace(one, story_size=1) for one in busy_day().held]
    run = store.begin_run(NOW)
    entries = tuple(Entry(mention=replace(one, id=None, story_id=None)) for one in held)
    store.save([Delivery(state=state("bau.example"), entries=entries)], now=NOW)
    store.end_run(Run(id=run, started_at=NOW, ended_at=NOW, streams=1, new=len(held)))

    built = build(store, SETTINGS, now=NOW, window=WINDOW)

    expected = build(ReadingStore(held=held), SETTINGS, now=NOW, window=WINDOW)
    assert [line.mention.post.text for line in built.lines] == [line.mention.post.text for line in expected.lines]
    assert [line.points for line in built.lines] == [line.points for line in expected.lines]
    assert built.totals == expected.totals
    assert built.voice == expected.voice
    assert built.coverage.last_run.new == len(held)
