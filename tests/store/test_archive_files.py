"""What is forgotten or over its time is in none of the files afterwards, and what stays is whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listen.brand import Keep
from listen.dialogue import Answer, AnswerState, Lesson, Mute, MuteKind, Reply, SideNote
from listen.keeping import account, carry_out, forget, plan
from listen.model import Mention, Stream
from listen.protocols import Judgement, Subject
from listen.retention import Deed, Sought
from listen.store.archive import SqliteArchive
from listen.store.leftovers import drop_samples, leftovers
from listen.store.opening import open_store
from listen.store.samples import Samples
from listen.store.sqlite import SqliteStore
from listen.store.upkeep import backup, check
from tests.store.test_archive import LONG
from tests.store.test_archive_interruption import Failing, Interrupted, content
from tests.store.world import NOW, STORY, delivery, folded, mention, sentiment

TODAY = NOW.date()
LATER = NOW + timedelta(days=100)
SECRET = "Quarzuhrwerk"
"""A word that stands nowhere else."""


def by_bo(native_id: str, text: str) -> Mention:
    one = mention(native_id, text, judged=sentiment())
    return replace(one, post=replace(one.post, author=f"{SECRET} Bo", author_url=f"https://bo.example/{SECRET}/"))


def found_in(folder: Path, word: str) -> list[str]:
    """Return the files below `folder` that hold `word`, in whatever case."""
    sought = [word.encode(), word.lower().encode()]
    return [
        path.name for path in folder.rglob("*") if path.is_file() and any(one in path.read_bytes() for one in sought)
    ]


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened = open_store(path, now=NOW)
    yield opened
    opened.close()


def fill(store: SqliteStore) -> None:
    """Store something of Bo's in every corner, among things of others."""
    others = [mention(f"o{number}", f"ExampleVent {number} {LONG}") for number in range(30)]
    bo = [by_bo(f"b{number}", f"ExampleVent {SECRET} {number} {LONG * 8}") for number in range(12)]
    store.save([delivery(*others[:15], *bo[:6], *others[15:], *bo[6:])], now=NOW)
    store.save([delivery(folded(by_bo("c1", f"{SECRET} {STORY}")), folded(mention("c2", STORY)))], now=NOW)
    # An edit leaves an older version behind, in the index and in the log.
    store.save([delivery(by_bo("b1", f"ExampleVent {SECRET}alt"))], now=NOW)
    store.save([delivery(by_bo("b1", "ExampleVent neu"))], now=NOW)
    trace = store.archive.trace(Sought(author=f"{SECRET} Bo"))
    first = trace.posts[0]
    because = f"wegen {SECRET}"
    store.judge(
        Judgement(mention_id=first, about=Subject.SENTIMENT, verdict="praise", because=because, judged_on=TODAY)
    )
    desk = store.desk
    desk.note(SideNote(mention_id=first, text=f"{SECRET} ist Handwerker", noted_on=TODAY))
    desk.finish(first, because=because, today=TODAY)
    desk.mute(Mute(kind=MuteKind.AUTHOR, value=f"feed {SECRET} Bo", muted_on=TODAY))
    for number, native_id in ((first, "k1"), (1, "k2")):
        answer = Answer(mention_id=number, state=AnswerState.RECORDED, key=native_id, text="Hallo!", answered_on=TODAY)
        answer_id = desk.begin_answer(answer) or 0
        desk.keep_replies(answer_id, [reply(answer_id)], now=NOW)


def reply(answer_id: int, author: str = f"{SECRET} Bo") -> Reply:
    return Reply(
        answer_id=answer_id,
        native_id="r1",
        is_asker=True,
        published_at=NOW,
        author=author,
        author_url=f"https://bo.example/{SECRET}/",
        text=f"Danke, sagt {SECRET}",
        seen_on=TODAY,
    )


def test_of_a_forgotten_person_no_byte_is_left_in_any_file(store: SqliteStore, path: Path):
    fill(store)
    samples = Samples(path.with_name("listen-samples"), lambda: ())
    stream = Stream(source="feed", key="feed x", host="x.example", address="https://x.example")
    samples.keep(stream, f"<{SECRET}".encode(), why="broken", now=NOW)
    assert {"listen.db", "listen.db-wal"} & set(found_in(path.parent, SECRET))

    forget(store, store.archive.trace(Sought(author=f"{SECRET} Bo")), today=TODAY)
    scrubbed = store.archive.scrub()
    drop_samples(samples.folder)

    assert scrubbed.is_whole
    assert found_in(path.parent, SECRET) == []
    assert path.with_name("listen.db-wal").stat().st_size == 0
    assert (store.total(), len(store.desk.replies_to(2))) == (31, 0)
    assert check(path) == ()


@pytest.mark.parametrize(
    "sought", [Sought(words=SECRET), Sought(author=f"https://bo.example/{SECRET}")], ids=["words", "page"]
)
def test_however_it_was_asked_for(store: SqliteStore, path: Path, sought: Sought):
    bo = [by_bo(f"b{number}", f"ExampleVent {SECRET} {number}") for number in range(5)]
    store.save([delivery(mention("1"), *bo)], now=NOW)

    forget(store, store.archive.trace(sought), today=TODAY)
    store.archive.scrub()

    assert found_in(path.parent, SECRET) == []
    assert store.total() == 1


def test_forgetting_twice_is_forgetting_once(store: SqliteStore, path: Path):
    fill(store)
    forget(store, store.archive.trace(Sought(author=f"{SECRET} Bo")), today=TODAY)
    store.archive.scrub()
    before = path.read_bytes()

    assert forget(store, store.archive.trace(Sought(author=f"{SECRET} Bo")), today=TODAY) == 0
    assert store.archive.deletions(9)[0].posts == 13
    assert len(path.read_bytes()) == len(before)


def test_what_was_forgotten_does_not_come_back_as_a_reply_either(store: SqliteStore):
    fill(store)
    forget(store, store.archive.trace(Sought(author=f"{SECRET} Bo")), today=TODAY)
    (left,) = store.desk.answers(TODAY, LATER.date())

    assert (
        store.desk.keep_replies(
            left.id or 0, [reply(left.id or 0), replace(reply(0, "Cleo"), native_id="r2", author_url=None)], now=NOW
        )
        == 1
    )
    assert [one.author for one in store.desk.replies_to(left.id or 0)] == ["Cleo"]


def test_whoever_wrote_back_becomes_a_pseudonym_and_stays_one(store: SqliteStore):
    fill(store)
    keep = Keep(authors=10, texts=None, mentions=None, answers=None)
    for _ in carry_out(store, plan(store, keep, {}, now=LATER), today=LATER.date()):
        pass
    (answer, *_) = store.desk.answers(TODAY, LATER.date())
    number = answer.id or 0
    (before,) = store.desk.replies_to(number)

    store.desk.keep_replies(number, [reply(number)], now=NOW)

    assert (before.author or "").startswith("person-")
    assert [(one.author, one.author_url) for one in store.desk.replies_to(number)] == [(before.author, None)]
    assert len(store.archive.trace(Sought(author=f"{SECRET} Bo")).replies) == 2


def test_old_answers_notes_and_ended_mutes_go_and_lessons_stay(store: SqliteStore):
    fill(store)
    store.desk.add_lesson(Lesson(text="Gelernt", learned_on=TODAY))
    keep = Keep(authors=None, texts=None, mentions=None, answers=50)

    for _ in carry_out(store, plan(store, keep, {}, now=LATER), today=LATER.date()):
        pass

    assert list(store.desk.answers(TODAY, LATER.date())) == []
    assert store.archive.replies([1, 2]) == []
    assert len(store.desk.lessons(TODAY, LATER.date())) == 1
    assert len(store.desk.mutes(today=TODAY)) == 1
    assert [(one.deed, one.source, one.posts) for one in store.archive.deletions(9)] == [(Deed.ANSWER_AGED, None, 3)]
    assert plan(store, keep, {}, now=LATER).is_empty


def test_of_a_text_that_was_cut_the_rest_is_in_no_file(store: SqliteStore, path: Path):
    store.save([delivery(*(mention(str(n), f"ExampleVent {LONG} {n} {SECRET}") for n in range(20)))], now=NOW)

    for _ in carry_out(store, plan(store, Keep(texts=10), {}, now=LATER), today=LATER.date(), batch=7):
        pass
    store.archive.scrub()

    assert found_in(path.parent, SECRET) == []
    assert store.total() == 20


words = st.text(alphabet=st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=8, max_size=12)


@given(words=st.lists(words, min_size=1, max_size=6, unique_by=str.casefold), chosen=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_post_says_forgetting_leaves_no_byte_of_it(
    words: list[str], chosen: st.DataObject, tmp_path_factory: pytest.TempPathFactory
):
    path = tmp_path_factory.mktemp("bytes") / "listen.db"
    with closing(open_store(path, now=NOW)) as store:
        store.save([delivery(*(mention(str(n), f"ExampleVent qq{word}qq") for n, word in enumerate(words)))], now=NOW)
        number = chosen.draw(st.integers(1, len(words)))

        forget(store, store.archive.trace(Sought(numbers=(number,))), today=TODAY)
        store.archive.scrub()

        gone = f"qq{words[number - 1]}qq"
        assert found_in(path.parent, gone) == []
        assert store.total() == len(words) - 1


def test_a_reader_in_the_way_is_told(store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch):
    fill(store)
    store._connection.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(path)) as reader:
        cursor = reader.execute("SELECT id FROM posts")
        cursor.fetchone()
        forget(store, store.archive.trace(Sought(author=f"{SECRET} Bo")), today=TODAY)

        assert not store.archive.scrub().is_whole
        cursor.close()
    assert store.archive.scrub().is_whole
    assert found_in(path.parent, SECRET) == []


def test_posts_that_name_the_person_are_told_and_stay(store: SqliteStore):
    store.save([delivery(by_bo("1", "ExampleVent"), mention("2", f"ExampleVent, wie {SECRET} Bo sagt"))], now=NOW)
    store.desk.note(SideNote(mention_id=2, text=f"{SECRET} Bo anrufen", noted_on=TODAY))
    store.desk.add_lesson(Lesson(text=f"von {SECRET.upper()} BO", learned_on=TODAY))

    trace = store.archive.trace(Sought(author=f"{SECRET} Bo"))

    assert (trace.posts, trace.quoting, trace.notes, trace.lessons) == ((1,), (2,), (1,), (1,))


def test_a_namesake_elsewhere_and_the_front_page_of_a_paper_are_not_barred(store: SqliteStore):
    paper = "https://zeitung.example"
    ada, bo = mention("1"), mention("2")
    ada = replace(ada, post=replace(ada.post, author="Ada", author_url=paper))
    bo = replace(bo, post=replace(bo.post, author="Bo", author_url=paper))
    store.save([delivery(ada, bo)], now=NOW)

    forget(store, store.archive.trace(Sought(author="Ada", source="feed")), today=TODAY)

    other = replace(mention("3", source="mastodon").post, author="Ada")
    assert store.archive.barred([bo.post, other]) == frozenset()
    assert store.archive.barred([replace(ada.post, native_id="9", url=None)]) == {("feed", "9")}


def test_nothing_but_one_question_is_asked_where_nothing_was_forgotten(store: SqliteStore):
    asked: list[str] = []
    store._connection.set_trace_callback(asked.append)

    store.archive.barred([mention("1").post])

    assert asked == ["SELECT 1 FROM erased LIMIT 1"]


def test_a_deletion_at_the_origin_takes_the_judgement_too_and_is_counted(store: SqliteStore):
    store.save([delivery(mention("1", judged=sentiment()))], now=NOW)
    one = mention("1", "", queries=(), title=None, url=None, language=None, fingerprint=b"gone")
    shell = replace(one, post=replace(one.post, author=None, place=None, tags=(), links=()))

    store.save([delivery(shell)], now=NOW)
    store.save([delivery(shell)], now=NOW)

    assert list(store.scores(1)) == []
    assert [(one.deed, one.source, one.posts) for one in store.archive.deletions(9)] == [(Deed.GONE, "feed", 1)]


def test_an_account_tells_everything_and_how_long_it_stays(store: SqliteStore):
    fill(store)
    keep = Keep(authors=10, texts=400, mentions=300)

    held = account(store, f"{SECRET} Bo", keep, {"feed": 200}, today=TODAY)

    first = held.posts[0]
    assert (len(held.posts), len(held.replies), len(held.mutes)) == (13, 2, 1)
    assert [note.text for note in first.notes] == [f"{SECRET} ist Handwerker"]
    assert [len(replies) for _, replies in first.answers] == [1]
    assert first.judgements[0].because == f"wegen {SECRET}"
    assert first.goes_on == TODAY + timedelta(days=200)
    assert (first.hidden_on, first.shortened_on) == (TODAY + timedelta(days=10), None)


def test_backups_and_exports_beside_the_database_are_named(store: SqliteStore, path: Path):
    fill(store)
    backup(path, path.with_name("copy.bin"))
    path.with_name("with.csv").write_text(f"a,{SECRET.upper()} BO")
    path.with_name("without.csv").write_text("a,b")
    path.with_name("sheet.xlsx").write_bytes(b"PK")
    path.with_name("other.db").write_bytes(b"SQLite format 3\0" + bytes(100))

    assert [one.name for one in leftovers(path, [f"{SECRET} Bo"])] == ["copy.bin", "sheet.xlsx", "with.csv"]


def test_the_archive_says_what_the_schema_says(store: SqliteStore):
    archive = SqliteArchive(store._connection, store._path)

    assert archive.schema()["posts"]["author"] == "as shown"
    assert archive.schema()["posts"]["shed"]
    assert archive.counts()["posts"] == 0
    assert not any(name.startswith("post_words_") for name in archive.schema())


def test_who_is_forgotten_by_a_pseudonym_stays_away_under_the_real_name(store: SqliteStore):
    store.save([delivery(by_bo("1", "ExampleVent"), mention("2"))], now=NOW)
    store.archive.age(Deed.AUTHOR_HIDDEN, "feed", LATER, today=TODAY, limit=9)
    stored = store.mention(1)
    assert stored is not None

    trace = store.archive.trace(Sought(author=stored.post.author))
    forget(store, trace, today=TODAY)

    assert trace.posts == (1,)
    assert store.archive.barred([by_bo("new", "ExampleVent").post, mention("3").post]) == {("feed", "new")}


@pytest.mark.parametrize("deed", ["bar", "drop", "drop_words"])
def test_forgetting_that_fails_at_any_statement_changes_nothing(store: SqliteStore, path: Path, deed: str):
    fill(store)
    trace = store.archive.trace(Sought(author=f"{SECRET} Bo"))
    before = content(path)
    tried = 0
    while True:
        tried += 1
        failing = Failing(store._connection, tried)
        archive = SqliteArchive(failing, path)  # type: ignore[arg-type]  # it does what is asked of one
        try:
            if deed == "bar":
                archive.bar(trace.vouchers, today=TODAY)
            elif deed == "drop":
                archive.drop(trace.posts, Deed.FORGOTTEN, today=TODAY)
            else:
                archive.drop_words(trace)
        except Interrupted:
            assert content(path) == before
        else:
            break
    assert tried > 2
    assert content(path) != before
    assert check(path) == ()
