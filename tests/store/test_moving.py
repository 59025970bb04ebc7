"""Who leads a story, by what it is known, and what happens when a person puts a mention somewhere else."""

from dataclasses import replace
from datetime import date

import pytest

from listen.model import Mention
from listen.protocols import Entry, Filter, Order, SaveCounts, Store
from listen.store.connection import connect
from listen.store.opening import open_store
from listen.store.sqlite import SqliteStore
from listen.store.stories import Newcomer, fold, known_prints, learn_prints, remember
from listen.store.upkeep import check
from tests.store.world import NOW, STORY, delivery, folded, mention

TITLE = "Neue Anlage von ExampleVent in Musterstadt leiser"
TEASER = " ".join(STORY.split()[:20])
ALWAYS = (date.min, date.max)


def leaders(store: Store, **wanted: object) -> list[str]:
    return [one.post.native_id for one in store.mentions(Filter(is_folded=True, order=Order.OLDEST, **wanted))]


def told(store: Store, number: int) -> list[str]:
    one = store.mention(number)
    assert one is not None
    assert one.story_id is not None
    return [each.post.native_id for each in store.story(one.story_id)]


def counted(store: Store) -> dict[date, tuple[int, int]]:
    found: dict[date, tuple[int, int]] = {}
    for one in store.volumes(*ALWAYS):
        mentions, stories = found.get(one.day, (0, 0))
        found[one.day] = mentions + one.mentions, stories + one.stories
    return found


def test_the_original_leads_also_when_it_is_fetched_after_its_copies(store: Store):
    copy, original = mention("copy", STORY, hours_ago=2), mention("original", STORY, hours_ago=50)
    store.save([delivery(folded(copy))], now=NOW)

    counts = store.save([delivery(folded(original))], now=NOW)

    assert counts == SaveCounts(new=1, folded=1)
    assert leaders(store) == ["original"]
    assert told(store, 1) == ["original", "copy"]
    assert counted(store) == {original.day: (1, 1), copy.day: (1, 0)}
    assert {one.story_id for one in store.mentions(Filter())} == {1}, "a story keeps its number"


def test_in_one_save_the_earliest_begins_the_story(store: Store):
    store.save(
        [delivery(folded(mention("late", STORY, hours_ago=1)), folded(mention("early", STORY, hours_ago=9)))], now=NOW
    )

    assert leaders(store) == ["early"]
    assert {one.story_id for one in store.mentions(Filter())} == {2}
    assert [one.story_size for one in store.mentions(Filter(is_folded=True))] == [2]


def test_of_two_published_at_once_the_first_that_came_leads_for_good(store: Store):
    for name in "abc":
        store.save([delivery(folded(mention(name, STORY)))], now=NOW)

    assert leaders(store) == ["a"]


def test_a_date_that_changes_in_an_edit_changes_who_leads(store: Store):
    store.save(
        [delivery(*(folded(mention(name, STORY, hours_ago=hours)) for name, hours in (("a", 9), ("b", 5))))], now=NOW
    )

    store.save([delivery(mention("b", STORY, hours_ago=30))], now=NOW)

    assert leaders(store) == ["b"]
    assert sum(stories for _, stories in counted(store).values()) == 1


def test_a_story_is_known_by_its_original_too(store: Store):
    """The teaser came first; who copies the rest of the article is a copy of the article."""
    store.save([delivery(folded(mention("teaser", f"{TEASER} […]", title=TITLE, hours_ago=2)))], now=NOW)
    store.save([delivery(folded(mention("article", STORY, title=TITLE, hours_ago=50)))], now=NOW)
    reworked = f"Gestern Abend. {STORY}"

    counts = store.save([delivery(folded(mention("copy", reworked, title="Ganz andere Worte", hours_ago=1)))], now=NOW)

    assert counts.folded == 1
    assert told(store, 1) == ["article", "teaser", "copy"]


def test_a_story_without_room_learns_nothing_more(sqlite_store: SqliteStore):
    words = STORY.split()
    versions = [" ".join(words[: len(words) - cut]) for cut in range(6)]
    for number, text in enumerate(versions):
        one = mention(str(number), text, title=TITLE, hours_ago=number + 1)
        sqlite_store.save([delivery(folded(one))], now=NOW)

    assert len(known_prints(sqlite_store._connection, 1)) == 3
    assert len(told(sqlite_store, 1)) == 6


def test_own_words_lead_beside_those_of_others_in_order_of_publication(store: Store):
    store.save([delivery(folded(mention("theirs", STORY, hours_ago=2)))], now=NOW)
    store.save([delivery(folded(mention("ours", STORY, hours_ago=9, is_own=True)))], now=NOW)
    store.save([delivery(folded(mention("wider", STORY, hours_ago=5, queries=("brand", "hose"))))], now=NOW)

    assert leaders(store) == ["wider"]
    assert leaders(store, is_own=True) == ["ours"]


def test_prints_of_another_version_fold_with_nothing_and_break_nothing(sqlite_store: SqliteStore):
    sqlite_store.save([delivery(folded(mention("old", STORY, hours_ago=3)))], now=NOW)
    connection = sqlite_store._connection
    (signature,) = connection.execute("SELECT signature FROM fold_prints").fetchone()
    connection.execute("UPDATE fold_prints SET signature = ?", (bytes([signature[0] ^ 1]) + signature[1:],))

    counts = sqlite_store.save([delivery(folded(mention("new", STORY)), folded(mention("same", STORY)))], now=NOW)

    assert counts == SaveCounts(new=2, folded=1)
    assert leaders(sqlite_store) == ["old", "new"]


def test_a_flood_of_one_footer_reads_and_keeps_a_bounded_number_of_rows(sqlite_store: SqliteStore):
    connection = sqlite_store._connection
    footer = "Der Beitrag erschien zuerst auf dem Blog von ExampleVent und darf gern geteilt werden, danke schön. " * 2
    for page in range(4):
        some = [
            folded(mention(f"{page}-{n}", f"{page} {n} eigenes{n} wort{page} hier. {footer}", title=None))
            for n in range(40)
        ]
        sqlite_store.save([delivery(*some)], now=NOW)

    (most,) = connection.execute("SELECT max(n) FROM (SELECT count(*) n FROM fold_keys GROUP BY key)").fetchone()
    assert most <= 8


@pytest.fixture
def three(store: Store) -> Store:
    """A story of three: the founder, its original, a copy; and another mention."""
    store.save([delivery(folded(mention("founder", STORY, hours_ago=4)))], now=NOW)
    store.save([delivery(folded(mention("original", STORY, hours_ago=30)))], now=NOW)
    store.save(
        [delivery(folded(mention("copy", STORY, hours_ago=1)), folded(mention("other", "Etwas anderes.")))], now=NOW
    )
    return store


def test_who_leaves_a_story_leads_its_own(three: Store):
    assert three.move(3, beside=None) == 3

    assert leaders(three) == ["original", "copy", "other"]
    assert told(three, 1) == ["original", "founder"]
    assert told(three, 3) == ["copy"]
    assert sum(stories for _, stories in counted(three).values()) == 3


def test_when_the_founder_leaves_the_rest_keeps_together(three: Store):
    assert three.move(1, beside=None) == 1

    assert told(three, 1) == ["founder"]
    assert told(three, 2) == told(three, 3) == ["original", "copy"]
    assert three.mention(3).story_id == 2  # type: ignore[union-attr]


def test_when_the_original_leaves_the_next_leads(three: Store):
    three.move(2, beside=None)

    assert leaders(three) == ["original", "founder", "other"]
    assert told(three, 1) == ["founder", "copy"]


def test_a_mention_joins_a_story_and_the_count_follows(three: Store):
    assert three.move(4, beside=3) == 1

    assert told(three, 4) == ["original", "founder", "copy", "other"]
    assert leaders(three) == ["original"]
    assert sum(stories for _, stories in counted(three).values()) == 1


def test_a_whole_story_joins_another(three: Store):
    assert three.move(2, beside=4, with_story=True) == 4

    assert told(three, 1) == ["original", "founder", "copy", "other"]
    assert {one.story_id for one in three.mentions(Filter())} == {4}


def test_new_copies_follow_where_a_person_put_their_like(three: Store):
    three.move(4, beside=1)

    three.save([delivery(folded(mention("again", "Etwas anderes.")))], now=NOW)

    assert told(three, 5) == told(three, 1)


def test_new_copies_of_who_left_join_the_one_that_left(three: Store):
    three.move(4, beside=1)
    three.move(4, beside=None)

    three.save([delivery(folded(mention("again", "Etwas anderes.")))], now=NOW)

    assert set(told(three, 4)) >= {"other"}
    assert len(told(three, 1)) >= 3


def test_moving_there_and_back_changes_no_count(three: Store):
    before, first = counted(three), leaders(three)

    three.move(4, beside=1)
    three.move(4, beside=None)

    assert (counted(three), leaders(three)) == (before, first)


@pytest.mark.parametrize(("number", "beside"), [(99, None), (99, 1), (1, 99), (-1, None), (2**70, 1)])
def test_what_is_not_stored_does_not_move(three: Store, number: int, beside: int | None):
    before = [replace_sizes(one) for one in three.mentions(Filter())]

    assert three.move(number, beside=beside) is None
    assert [replace_sizes(one) for one in three.mentions(Filter())] == before


def replace_sizes(one: Mention) -> Mention:
    return replace(one, story_size=None)


def test_who_is_there_already_stays(three: Store):
    assert three.move(3, beside=2) == 1
    assert three.move(4, beside=None) == 4
    assert leaders(three) == ["original", "other"]


def test_a_moved_file_is_whole(tmp_path):
    path = tmp_path / "listen.db"
    store = open_store(path, now=NOW)
    store.save([delivery(*(folded(mention(name, STORY, hours_ago=n)) for n, name in enumerate("abcd", 1)))], now=NOW)
    for number, beside in ((4, None), (4, 1), (1, None), (2, 1), (3, 2)):
        store.move(number, beside=beside)
    store.close()

    assert check(path) == ()


def test_keys_go_when_what_they_lead_to_goes(sqlite_store: SqliteStore):
    sqlite_store.save(
        [delivery(*(folded(mention(name, STORY, hours_ago=n)) for n, name in enumerate("abc", 1)))], now=NOW
    )
    sqlite_store.move(3, beside=None)
    sqlite_store.move(3, beside=1)

    connection = sqlite_store._connection
    orphans = connection.execute(
        "SELECT count(*) FROM fold_keys k LEFT JOIN fold_prints f ON f.story_id = k.story_id WHERE f.story_id IS NULL"
    ).fetchone()
    assert orphans == (0,)


def test_a_flood_of_one_story_costs_its_leaders_not_its_members(tmp_path):
    """Folding reads who stands for a story, never all who tell it."""
    path = tmp_path / "listen.db"
    store = open_store(path, now=NOW)
    many = [folded(mention(f"{n:04}", STORY, hours_ago=5)) for n in range(400)]
    store.save([delivery(*many)], now=NOW)
    store.close()
    connection = connect(path)
    read: list[str] = []
    connection.set_trace_callback(read.append)
    newcomer = Newcomer(
        id=9_999,
        at="2020-01-01 00:00:00",
        day=NOW.date(),
        queries=frozenset({"brand"}),
        side=0,
        fold=many[0].fold,
    )

    found = fold(connection, [newcomer])

    assert found.demoted == (1,)
    assert newcomer.is_first
    assert all("is_first = 1" in one for one in read if "FROM posts" in one)
    connection.close()


def test_nothing_is_learned_for_a_story_that_nobody_can_join_any_more(three: Store):
    if isinstance(three, SqliteStore):
        three._connection.execute("DELETE FROM fold_keys")
        three._connection.execute("DELETE FROM fold_prints")
        three.move(3, beside=None)

        assert three._connection.execute("SELECT count(*) FROM fold_prints").fetchone() == (0,)


def test_prints_are_learned_once(sqlite_store: SqliteStore):
    entry: Entry = folded(mention("a", STORY))
    sqlite_store.save([delivery(entry)], now=NOW)
    connection = sqlite_store._connection
    assert entry.fold is not None

    learn_prints(connection, 1, [entry.fold], day="2026-11-24", saved_on="2026-11-24")
    remember(connection, [], saved_on=NOW.date())

    assert [one.signature for one in known_prints(connection, 1)] == [entry.fold.signature]
