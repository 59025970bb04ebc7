"""What every book of notices promises (`listen.protocols.Notices`), asked of both that there are."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.notice import ToldState, Topic
from listen.protocols import Notices
from listen.store.opening import open_store
from listen.store.sqlite import SqliteStore
from listen.testing.memory import MemoryStore
from tests.store.world import NOW

LATER = NOW + timedelta(hours=2, microseconds=7)
SPIKE, SOURCE = ("spike-1", Topic.SPIKES), ("source-1", Topic.SOURCES)


@pytest.fixture(params=["sqlite", "memory"])
def notices(request: pytest.FixtureRequest) -> Notices:
    return MemoryStore().notices if request.param == "memory" else request.getfixturevalue("sqlite_store").notices


def states(notices: Notices, target: str | None = None) -> dict[tuple[str, str], ToldState]:
    return {(one.episode, one.target): one.state for one in notices.told(target)}


def test_what_goes_out_is_noted_before_and_after(notices: Notices):
    notices.begin([SPIKE, SOURCE], "team", now=NOW)

    assert states(notices) == {("spike-1", "team"): ToldState.SENDING, ("source-1", "team"): ToldState.SENDING}
    notices.settle(["spike-1"], "team", now=LATER)
    assert [(one.episode, one.kind, one.state, one.at, one.until) for one in notices.told("team")] == [
        ("source-1", Topic.SOURCES, ToldState.SENDING, NOW, None),
        ("spike-1", Topic.SPIKES, ToldState.TOLD, LATER, None),
    ]
    assert notices.told("other") == []


def test_what_certainly_did_not_go_out_is_forgotten(notices: Notices):
    notices.begin([SPIKE, SOURCE], "team", now=NOW)
    notices.settle(["spike-1"], "team", now=NOW)

    notices.withdraw(["spike-1", "source-1", "never"], "team")

    assert states(notices) == {("spike-1", "team"): ToldState.TOLD}


def test_what_a_person_said_meanwhile_stays(notices: Notices):
    notices.begin([SPIKE], "team", now=NOW)
    notices.put("spike-1", Topic.SPIKES, "team", ToldState.SNOOZED, now=NOW, until=LATER)

    notices.settle(["spike-1"], "team", now=LATER)
    notices.withdraw(["spike-1"], "team")

    (one,) = notices.told()
    assert (one.state, one.until) == (ToldState.SNOOZED, LATER)


def test_targets_know_nothing_of_each_other(notices: Notices):
    notices.begin([SPIKE], "team", now=NOW)
    notices.begin([SPIKE], "Ä; DROP TABLE told", now=NOW)

    notices.forget(["spike-1"], "team")

    assert list(states(notices)) == [("spike-1", "Ä; DROP TABLE told")]


def test_the_mark_is_drawn_once_and_the_databases_own(tmp_path: Path):
    marks = []
    for name in ("a.db", "a.db", "b.db"):
        with closing(open_store(tmp_path / name, now=NOW)) as store:
            marks.append(store.notices.mark())

    assert marks[0] == marks[1] != marks[2]
    assert all(len(mark) == 16 and mark.isalnum() for mark in marks)


def test_bundles_are_noted_whole_or_not_at_all(sqlite_store: SqliteStore, path: Path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON told WHEN NEW.episode = 'source-1' BEGIN"
                      " SELECT RAISE(ABORT, 'no'); END")  # fmt: skip

    with pytest.raises(sqlite3.IntegrityError):
        sqlite_store.notices.begin([SPIKE, SOURCE], "team", now=NOW)

    assert sqlite_store.notices.told() == []


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["begin", "settle", "withdraw", "acknowledge", "snooze", "forget"]),
        st.sampled_from(["spike-1", "source-1", "digest-1"]),
        st.sampled_from(["team", "chat"]),
        st.integers(0, 5),
    ),
    max_size=20,
)


@given(DEEDS)
def test_both_agree_whatever_is_done(tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, str, str, int]]):
    with closing(open_store(tmp_path_factory.mktemp("books") / "listen.db", now=NOW)) as store:
        both: tuple[Notices, ...] = (store.notices, MemoryStore().notices)
        for deed, episode, target, hours in deeds:
            now = NOW + timedelta(hours=hours)
            for one in both:
                match deed:
                    case "begin":
                        one.begin([(episode, Topic.SPIKES)], target, now=now)
                    case "settle":
                        one.settle([episode], target, now=now)
                    case "withdraw":
                        one.withdraw([episode], target)
                    case "forget":
                        one.forget([episode], target)
                    case _:
                        state = ToldState.SNOOZED if deed == "snooze" else ToldState.ACKNOWLEDGED
                        one.put(episode, Topic.SOURCES, target, state, now=now, until=now if deed == "snooze" else None)
        assert list(both[0].told()) == list(both[1].told())
