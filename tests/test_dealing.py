"""Claim, release, snooze, done, mute, note, lesson: what each deed does, refuses and leaves alone."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest

from listen import dealing
from listen.dealing import Deed
from listen.dialogue import Answer, AnswerState, Claim, MuteKind, Sent, State
from listen.errors import ExitCode, Held, OutputError, UnwritableDatabase, UsageError
from listen.protocols import Pocket, Store
from listen.store.opening import open_store
from listen.testing.memory import MemoryStore
from listen.testing.memory_desk import MemoryPocket
from tests.store.world import NOW, delivery, mention

TODAY = NOW.date()
HALF_AN_HOUR = timedelta(minutes=30)
LINK = "https://forum.example/t/1#post-7"


@pytest.fixture(params=["sqlite", "memory"])
def store(request, tmp_path):
    made = MemoryStore() if request.param == "memory" else open_store(tmp_path / "listen.db", now=NOW)
    made.save([delivery(mention("1"), mention("2"), mention("3"))], now=NOW)
    yield made
    made.close()


@pytest.fixture
def mine() -> Pocket:
    return MemoryPocket()


@pytest.fixture
def theirs() -> Pocket:
    return MemoryPocket()


class BrokenPocket(MemoryPocket):
    """A folder that cannot be written."""

    def keep_claim(self, claim: Claim, *, now: datetime) -> None:
        raise OutputError("personal.cannot_keep", path="x", why="read-only")


class ForgetfulPocket(MemoryPocket):
    """What is left after a kill between desk and pocket: nothing."""

    def keep_claim(self, claim: Claim, *, now: datetime) -> None:
        raise KeyboardInterrupt

    def claims(self, *, now: datetime) -> Mapping[int, Claim]:
        return {}


class TestClaim:
    def test_one_person_holds_it_and_the_other_is_told_until_when(self, store: Store, mine: Pocket, theirs: Pocket):
        taken = dealing.claim(store, mine, 1, now=NOW)

        assert taken.until == NOW + HALF_AN_HOUR
        assert len(taken.token) == 32
        assert dealing.yours(store, mine, now=NOW) == {1: taken}
        with pytest.raises(Held) as held:
            dealing.claim(store, theirs, 1, now=NOW)
        assert (held.value.key, held.value.exit_code) == ("deal.held", ExitCode.HELD)
        assert f"{taken.until:%H:%M}" in held.value.message("de")
        assert dealing.yours(store, theirs, now=NOW) == {}

    def test_who_holds_it_is_told_so(self, store: Store, mine: Pocket):
        dealing.claim(store, mine, 1, now=NOW)

        with pytest.raises(Held) as held:
            dealing.claim(store, mine, 1, now=NOW)
        assert held.value.key == "deal.held_by_you"

    def test_it_falls_back_by_itself(self, store: Store, mine: Pocket, theirs: Pocket):
        dealing.claim(store, mine, 1, now=NOW)

        assert dealing.claim(store, theirs, 1, now=NOW + HALF_AN_HOUR)
        assert dealing.yours(store, mine, now=NOW + HALF_AN_HOUR) == {}

    def test_nothing_is_held_when_the_token_cannot_be_kept(self, store: Store):
        with pytest.raises(OutputError):
            dealing.claim(store, BrokenPocket(), 1, now=NOW)
        assert store.desk.held_until(1, now=NOW) is None

    def test_killed_between_desk_and_pocket_it_falls_back(self, store: Store, theirs: Pocket):
        with pytest.raises(KeyboardInterrupt):
            dealing.claim(store, ForgetfulPocket(), 1, now=NOW)
        with pytest.raises(Held):
            dealing.claim(store, theirs, 1, now=NOW)
        assert dealing.claim(store, theirs, 1, now=NOW + HALF_AN_HOUR)

    def test_tokens_are_never_the_same(self, store: Store, mine: Pocket):
        tokens = {dealing.claim(store, mine, number, now=NOW).token for number in (1, 2, 3)}

        assert len(tokens) == 3

    def test_a_dry_run_takes_nothing(self, store: Store, mine: Pocket):
        assert dealing.claim(store, mine, 1, now=NOW, is_dry=True).until == NOW + HALF_AN_HOUR
        assert dealing.claim_next(store, mine, [2], now=NOW, is_dry=True).mention_id == 2
        assert store.desk.dealings([1, 2], now=NOW) == {}

    def test_the_next_free_one_is_taken(self, store: Store, mine: Pocket, theirs: Pocket):
        dealing.claim(store, theirs, 1, now=NOW)

        assert dealing.claim_next(store, mine, [1, 99, 2, 3], now=NOW).mention_id == 2
        assert dealing.claim_next(store, mine, [1, 2], now=NOW) is None

    @pytest.mark.parametrize("number", [0, -1, 99, 2**70])
    def test_unknown_numbers_are_refused(self, store: Store, mine: Pocket, number: int):
        with pytest.raises(UsageError):
            dealing.claim(store, mine, number, now=NOW)


def test_a_database_that_may_only_be_read_says_so_and_keeps_no_token(tmp_path, mine: Pocket):
    path = tmp_path / "listen.db"
    open_store(path, now=NOW).save([delivery(mention("1"))], now=NOW)

    with pytest.raises(UnwritableDatabase) as refused:
        dealing.claim(open_store(path, now=NOW, read_only=True), mine, 1, now=NOW)
    assert refused.value.exit_code is ExitCode.DATABASE
    assert dict(mine.claims(now=NOW)) == {}


class TestRelease:
    def test_it_is_free_for_others(self, store: Store, mine: Pocket, theirs: Pocket):
        dealing.claim(store, mine, 1, now=NOW)

        assert dealing.release(store, mine, 1, now=NOW).deed is Deed.RELEASED
        assert dict(mine.claims(now=NOW)) == {}
        assert dealing.claim(store, theirs, 1, now=NOW)

    def test_nobody_lets_go_of_what_somebody_else_holds(self, store: Store, mine: Pocket, theirs: Pocket):
        dealing.claim(store, mine, 1, now=NOW)

        with pytest.raises(Held):
            dealing.release(store, theirs, 1, now=NOW)
        with pytest.raises(UsageError):
            dealing.release(store, theirs, 2, now=NOW)
        assert dealing.yours(store, mine, now=NOW)


@pytest.mark.parametrize(
    "deed",
    [
        lambda store, pocket, **more: dealing.snooze(store, pocket, 1, NOW + HALF_AN_HOUR, now=NOW, **more),
        lambda store, pocket, **more: dealing.finish(store, pocket, 1, now=NOW, url=LINK, **more),
    ],
    ids=["snooze", "done"],
)
class TestWhatEndsAClaim:
    def test_it_is_let_alone_while_somebody_else_holds_it(self, store: Store, mine: Pocket, theirs: Pocket, deed):
        dealing.claim(store, mine, 1, now=NOW)

        with pytest.raises(Held):
            deed(store, theirs)
        assert store.desk.dealings([1], now=NOW)[1].state is State.CLAIMED
        assert store.desk.answers_to(1) == []

    def test_it_ends_the_own_claim_and_keeps_the_reason(self, store: Store, mine: Pocket, deed):
        dealing.claim(store, mine, 1, now=NOW)

        assert deed(store, mine, because=" so \n ist es ").because == "so ist es"
        assert dict(mine.claims(now=NOW)) == {}
        assert store.desk.held_until(1, now=NOW) is None
        assert store.desk.dealings([1], now=NOW)[1].because == "so ist es"

    def test_a_dry_run_writes_nothing(self, store: Store, mine: Pocket, deed):
        held = dealing.claim(store, mine, 1, now=NOW)

        assert deed(store, mine, is_dry=True).is_dry
        assert dealing.yours(store, mine, now=NOW) == {1: held}
        assert store.desk.answers_to(1) == []


def test_nothing_is_put_off_into_the_past(store: Store, mine: Pocket):
    with pytest.raises(UsageError):
        dealing.snooze(store, mine, 1, NOW, now=NOW)


class TestDone:
    def test_the_link_of_an_answer_is_recorded_once(self, store: Store, mine: Pocket):
        first = dealing.finish(store, mine, 1, now=NOW, url=f"{LINK.replace('#', '?utm_source=mail#')}")
        again = dealing.finish(store, mine, 1, now=NOW, url=LINK.replace("https", "http"))

        assert (first.is_new, again.is_new) == (True, False)
        (kept,) = store.desk.answers_to(1)
        assert (kept.state, kept.url, kept.channel, kept.text) == (AnswerState.RECORDED, LINK, None, None)
        assert kept.watch_until == TODAY + timedelta(days=14)
        assert again.answer == kept

    def test_another_place_of_the_same_page_is_another_answer(self, store: Store, mine: Pocket):
        dealing.finish(store, mine, 1, now=NOW, url=LINK)
        dealing.finish(store, mine, 1, now=NOW, url=LINK.replace("7", "8"))

        assert len(store.desk.answers_to(1)) == 2

    @pytest.mark.parametrize(
        "url", ["", "forum.example", "javascript:alert(1)", "ftp://x.example/", "file:///etc/passwd", "https://", "a b"]
    )
    def test_what_is_no_web_address_is_refused_and_nothing_is_done(self, store: Store, mine: Pocket, url: str):
        with pytest.raises(UsageError):
            dealing.finish(store, mine, 1, now=NOW, url=url)
        assert store.desk.dealings([1], now=NOW) == {}

    def test_a_link_that_is_too_long_is_refused_for_its_length(self, store: Store, mine: Pocket):
        with pytest.raises(UsageError, match="too long"):
            dealing.finish(store, mine, 1, now=NOW, url=f"https://forum.example/{'a' * 10_000}")
        assert store.desk.dealings([1], now=NOW) == {}

    def test_a_link_settles_an_answer_of_which_nobody_knew(self, store: Store, mine: Pocket):
        sent = store.desk.begin_answer(
            Answer(mention_id=1, state=AnswerState.SENDING, key="k" * 32, text="Hallo", answered_on=TODAY)
        )
        store.desk.settle_answer(sent, AnswerState.UNKNOWN)

        dealing.finish(store, mine, 1, now=NOW, url=LINK)

        (kept,) = store.desk.answers_to(1)
        assert (kept.id, kept.state, kept.url, kept.text) == (sent, AnswerState.RECORDED, LINK, "Hallo")

    def test_undo_puts_it_back_and_forgets_the_link(self, store: Store, mine: Pocket):
        dealing.finish(store, mine, 1, now=NOW, url=LINK)

        assert dealing.reopen(store, 1, is_dry=True).is_dry
        assert store.desk.dealt_on(1) == TODAY
        undone = dealing.reopen(store, 1)

        assert [one.url for one in undone.taken_back] == [LINK]
        assert store.desk.answers_to(1) == []
        assert store.desk.dealings([1], now=NOW) == {}
        with pytest.raises(UsageError):
            dealing.reopen(store, 1)

    def test_undo_keeps_what_a_channel_posted(self, store: Store, mine: Pocket):
        sent = store.desk.begin_answer(
            Answer(mention_id=1, state=AnswerState.SENDING, key="k" * 32, channel="mastodon", answered_on=TODAY)
        )
        store.desk.settle_answer(sent, AnswerState.POSTED, Sent(native_id="9", url=LINK))
        dealing.finish(store, mine, 1, now=NOW)

        assert dealing.reopen(store, 1).taken_back == ()
        assert len(store.desk.answers_to(1)) == 1


class TestMute:
    @pytest.mark.parametrize(
        ("kind", "value"),
        [(MuteKind.AUTHOR, "feed Ada Beispiel"), (MuteKind.SITE, "bau.example"), (MuteKind.STORY, "1")],
    )
    def test_what_is_muted_is_what_the_mention_has(self, store: Store, kind: MuteKind, value: str):
        dealt = dealing.mute(store, 1, kind, today=TODAY, until=TODAY + timedelta(days=30), because="laut")

        assert (dealt.mute.kind, dealt.mute.value, dealt.mute.because) == (kind, value, "laut")
        assert store.desk.mutes(today=TODAY) == [dealt.mute]
        assert dealing.unmute(store, dealt.mute.id, today=TODAY).mute == dealt.mute
        assert store.desk.mutes(today=TODAY) == []
        with pytest.raises(UsageError):
            dealing.unmute(store, dealt.mute.id, today=TODAY)

    def test_values_are_named_directly_too(self, store: Store):
        named = [
            (MuteKind.SITE, "https://www.Spam.example/x", "spam.example"),
            (MuteKind.SITE, "spam.example", "spam.example"),
            (MuteKind.AUTHOR, "mastodon @a@b.example", "mastodon @a@b.example"),
            (MuteKind.STORY, "17", "17"),
        ]
        for kind, given, kept in named:
            assert dealing.mute_value(store, kind, given, today=TODAY, until=None).mute.value == kept
        assert len(store.desk.mutes(today=TODAY)) == 3

    @pytest.mark.parametrize(
        ("kind", "value"),
        [(MuteKind.SITE, ""), (MuteKind.SITE, "a b"), (MuteKind.AUTHOR, "nobody"), (MuteKind.STORY, "x")],
    )
    def test_what_is_nothing_of_its_kind_is_refused(self, store: Store, kind: MuteKind, value: str):
        with pytest.raises(UsageError):
            dealing.mute_value(store, kind, value, today=TODAY, until=None)

    def test_it_ends_in_the_future_and_needs_what_it_names(self, store: Store):
        store.save([delivery(mention("9", url=None))], now=NOW)

        with pytest.raises(UsageError):
            dealing.mute(store, 1, MuteKind.SITE, today=TODAY, until=TODAY)
        with pytest.raises(UsageError):
            dealing.mute(store, 4, MuteKind.SITE, today=TODAY, until=None)
        assert dealing.mute(store, 1, MuteKind.SITE, today=TODAY, until=None, is_dry=True).is_dry
        assert store.desk.mutes(today=TODAY) == []


class TestNotes:
    def test_a_note_is_kept_and_taken_back(self, store: Store):
        dealt = dealing.note(store, 1, "Zeile eins \nZeile\x1b[31m zwei", today=TODAY)

        assert store.desk.notes(1) == [dealt.note]
        assert dealt.note.text == "Zeile eins\nZeile[31m zwei"
        with pytest.raises(UsageError):
            dealing.unnote(store, 2, dealt.note.id)
        assert dealing.unnote(store, 1, dealt.note.id).note == dealt.note
        assert store.desk.notes(1) == []

    def test_a_lesson_is_kept_and_taken_back(self, store: Store):
        dealt = dealing.lesson(store, "Vlies erklären", today=TODAY, topic=" noise\n", mention_id=1)

        assert dealt.lesson.topic == "noise"
        assert store.desk.lessons(TODAY, TODAY + timedelta(days=1)) == [dealt.lesson]
        assert dealing.unlearn(store, dealt.lesson.id).lesson == dealt.lesson
        assert store.desk.lessons(date.min, date.max) == []
        with pytest.raises(UsageError):
            dealing.unlearn(store, dealt.lesson.id)

    def test_nothing_is_no_text_and_dry_runs_keep_nothing(self, store: Store):
        for deed in (
            lambda: dealing.note(store, 1, " \x00 ", today=TODAY),
            lambda: dealing.lesson(store, "", today=TODAY),
        ):
            with pytest.raises(UsageError):
                deed()
        dealing.note(store, 1, "x", today=TODAY, is_dry=True)
        dealing.lesson(store, "x", today=TODAY, is_dry=True)
        assert store.desk.notes(1) == []
        assert store.desk.lessons(date.min, date.max) == []
