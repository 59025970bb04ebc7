"""From mention to answer: what holds it back, what is kept, exactly once, and at any point to be taken up again."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from datetime import timedelta

import pytest

from listen import dealing
from listen.dialogue import AnswerState, State
from listen.drafting.advice import Level
from listen.errors import (
    HandedOn,
    Held,
    OutcomeUnknown,
    Resting,
    TimedOut,
    Unreachable,
    Unsent,
    UsageError,
)
from listen.model import Label
from listen.replying import cleaned, gate, hold, record, rests_until, review, send
from listen.store.opening import open_store
from listen.testing.memory import MemoryStore
from tests.replying.replying_world import TEXT, Person, fill, settings
from tests.store.world import NOW

ASKED = "Welcher Filter passt in mein ExampleVent, wenn der Bogen pfeift?"


@pytest.fixture(params=["sqlite", "memory"])
def store(request, tmp_path):
    if request.param == "memory":
        yield MemoryStore()
        return
    with closing(open_store(tmp_path / "listen.db", now=NOW)) as opened:
        yield opened


@pytest.fixture
def person(tmp_path, store):
    return Person(tmp_path, fill(store, ASKED))


def timed_out():
    return TimedOut("source.timed_out", host="bau.example", seconds=30)


class TestPrepared:
    def test_it_holds_all_that_a_person_needs(self, person):
        prepared = person.prepared()

        assert prepared.mention.post.text == ASKED
        assert prepared.template == "Ich arbeite bei ExampleVent."
        assert prepared.text == prepared.template
        assert prepared.venue.name == "default"
        assert prepared.longest == 10_000
        assert prepared.card is prepared.draft is prepared.unsettled is None
        assert (prepared.earlier, prepared.answers, prepared.rest_minutes) == ((), (), 0)

    def test_it_changes_nothing(self, person, tmp_path):
        person.prepared()

        assert dict(person.store.desk.dealings([1], now=NOW)) == {}
        assert person.drawer.claims(now=NOW) == {}

    def test_there_has_to_be_a_mention(self, person):
        for number in (0, -1, 99):
            with pytest.raises(UsageError):
                person.prepared(number)

    def test_a_channel_without_answers_is_measured_by_its_own_limits(self, tmp_path):
        person = Person(tmp_path, fill(MemoryStore(), ASKED, source="mastodon"))
        person.channel = None

        assert person.prepared().longest == 500

    def test_earlier_answers_on_the_subject_are_shown_nearest_first(self, tmp_path, store):
        fill(
            store,
            ASKED,
            "Mein ExampleVent pfeift am Bogen, welcher Filter hilft?",
            "Das Rohr von ExampleVent ist in Musterstadt ausverkauft, wo bekommt man es?",
        )
        person = Person(tmp_path, store)
        person.send(f"{TEXT} Der Filter F7 hilft nicht gegen das Pfeifen.", number=2)
        person.send("Ich arbeite bei ExampleVent. Frag beim Fachhandel in der Nachbarstadt.", number=3)

        (one,) = person.prepared().earlier

        assert one.answer.mention_id == one.mention.id == 2
        assert "Bogen" in one.shared
        assert "ExampleVent" not in one.shared


class TestWhatHoldsItBack:
    def test_a_draft_that_does_not_disclose_is_not_sent_without_a_reason(self, person, tmp_path):
        with pytest.raises(UsageError) as caught:
            person.send("Der Bogen ist zu eng.")

        assert caught.value.key == "reply.held_back"
        assert caught.value.exit_code == 2
        assert person.channel.asked == 0
        assert person.drawer.draft(1).text == "Der Bogen ist zu eng."

        person.send("Der Bogen ist zu eng.", override="steht in meinem Profil")

        assert list(person.channel.taken.values()) == ["Der Bogen ist zu eng."]
        reasons = (tmp_path / "ada" / "reasons.jsonl").read_text(encoding="utf-8")
        assert json.loads(reasons)["reason"] == "steht in meinem Profil"
        if (tmp_path / "listen.db").exists():
            with closing(sqlite3.connect(tmp_path / "listen.db")) as db:
                assert "steht in meinem Profil" not in "\n".join(db.iterdump())

    @pytest.mark.parametrize("text", ["", "  \n ", "Ich arbeite bei ExampleVent."])
    def test_no_reason_sends_an_empty_one(self, person, text):
        with pytest.raises(UsageError) as caught:
            person.send(text, override="egal")

        assert caught.value.key == "reply.empty"
        assert person.channel.asked == 0

    def test_a_card_holds_it_until_it_is_known(self, tmp_path):
        person = Person(tmp_path, fill(MemoryStore(), "Ihr Betrüger von ExampleVent, ihr hört von meinem Anwalt!"))

        with pytest.raises(HandedOn):
            person.send()
        assert person.channel.asked == 0

        assert person.send(is_card_known=True).state is AnswerState.POSTED

    def test_after_a_criticism_it_rests_from_the_first_draft_on(self, tmp_path):
        person = Person(tmp_path, fill(MemoryStore(), "ExampleVent pfeift.", label=Label.CRITICISM))
        with pytest.raises(Resting) as caught:
            person.send()
        assert caught.value.exit_code == 10
        assert person.drawer.draft(1).begun_at == NOW

        nine, ten = NOW + timedelta(minutes=9), NOW + timedelta(minutes=10)
        with pytest.raises(Resting):
            person.send(f"{TEXT} Anders.", now=nine)  # what is rewritten does not rest anew
        assert rests_until(person.prepared(), person.drawer.draft(1), now=nine) == ten

        assert person.send(f"{TEXT} Anders.", now=ten).text == f"{TEXT} Anders."

    def test_it_need_not_rest(self, tmp_path):
        person = Person(tmp_path, fill(MemoryStore(), "ExampleVent pfeift.", label=Label.CRITICISM))

        assert person.send(is_now=True).state is AnswerState.POSTED

        person = Person(tmp_path / "b", fill(MemoryStore(), "ExampleVent pfeift.", label=Label.CRITICISM))
        person.settings = settings(second_look_minutes=0)
        assert person.send().state is AnswerState.POSTED

    def test_who_is_answered_by_a_colleague_is_not_answered_twice(self, person, tmp_path):
        other = Person(tmp_path, person.store, name="ben")
        hold(person.store, other.drawer, 1, now=NOW)

        with pytest.raises(Held) as caught:
            person.send()

        assert caught.value.exit_code == 12
        assert person.channel.asked == 0
        assert person.drawer.draft(1).text == TEXT

    def test_what_i_hold_myself_is_no_obstacle(self, person):
        first = hold(person.store, person.drawer, 1, now=NOW)
        again = hold(person.store, person.drawer, 1, now=NOW + timedelta(minutes=5))

        assert again == first
        assert person.send().state is AnswerState.POSTED

    def test_review_looks_at_what_would_be_sent(self, person):
        hidden = "Der Bogen.\u202e\x1b[2J"

        assert cleaned(hidden) == "Der Bogen.[2J"
        assert next(one.level for one in review(person.prepared(), hidden)) is Level.BLOCK


class TestSending:
    def test_it_is_posted_once_and_the_mention_is_done(self, person):
        answer = person.send()

        assert (answer.state, answer.text) == (AnswerState.POSTED, TEXT)
        assert person.channel.asked == 1
        assert person.store.desk.dealings([1], now=NOW)[1].state is State.DONE
        assert person.drawer.draft(1) is None
        assert person.drawer.claims(now=NOW) == {}

    def test_what_did_not_go_out_is_kept_and_sent_again(self, person):
        person.channel.lost = Unsent("sending.refused", host="bau.example", why="HTTP 422")
        with pytest.raises(Unsent):
            person.send()

        assert person.drawer.draft(1).text == TEXT
        assert not list(person.store.desk.answers_to(1))
        person.channel.lost = None
        assert person.send().state is AnswerState.POSTED
        assert len(person.channel.taken) == 1

    def test_an_unknown_outcome_is_looked_at_before_anything_is_sent(self, person):
        person.channel.hidden = timed_out()
        person.channel.blind = Unreachable("source.unreachable", host="bau.example", why="")
        with pytest.raises(OutcomeUnknown) as caught:
            person.send()
        assert caught.value.exit_code == 13
        with pytest.raises(OutcomeUnknown):
            person.send()
        with pytest.raises(OutcomeUnknown):
            gate(person.prepared(), TEXT, now=NOW)
        assert person.channel.asked == 1
        assert person.drawer.draft(1).text == TEXT

        person.channel.blind = None
        found = person.settle()

        assert found.state is AnswerState.POSTED
        assert person.store.desk.dealings([1], now=NOW)[1].state is State.DONE
        assert person.drawer.draft(1) is None
        with pytest.raises(UsageError):
            person.settle()

    def test_what_was_lost_may_be_sent_again(self, person):
        person.channel.lost = timed_out()
        with pytest.raises(OutcomeUnknown):
            person.send()

        assert person.settle() is None
        person.channel.lost = None
        person.send(now=NOW + timedelta(minutes=4))

        assert list(person.channel.taken.values()) == [TEXT]
        assert [one.state for one in person.store.desk.answers_to(1)] == [AnswerState.POSTED]


class TestColleagues:
    def test_who_was_faster_is_seen_before_a_second_answer_goes_out(self, person, tmp_path):
        prepared = person.prepared()
        other = Person(tmp_path, person.store, name="ben")
        other.channel = person.channel
        other.send("Ich arbeite bei ExampleVent. F7 passt.")

        with pytest.raises(UsageError) as caught:
            send(person.store, prepared, TEXT, source=person.channel, fetcher=None, drawer=person.drawer, now=NOW)

        assert caught.value.key == "reply.answered_meanwhile"
        assert person.drawer.draft(1).text == TEXT
        assert len(person.channel.taken) == 1
        assert person.send().state is AnswerState.POSTED  # now it is known, and meant

    def test_what_is_there_already_is_not_sent_again(self, person):
        person.send()
        person.drawer.keep_draft(1, TEXT, now=NOW)  # outlived its sending

        assert person.send().state is AnswerState.POSTED
        assert person.channel.asked == 1
        assert person.drawer.draft(1) is None


class TestByHand:
    def test_the_link_and_the_text_are_kept(self, person):
        prepared = person.prepared()
        link = "https://bau.example/thread/9#a"

        answer = record(person.store, prepared, TEXT, link, drawer=person.drawer, now=NOW)
        again = record(person.store, prepared, TEXT, link, drawer=person.drawer, now=NOW)

        assert (answer.state, answer.text, answer.url) == (AnswerState.RECORDED, TEXT, again.url)
        assert len(person.store.desk.answers_to(1)) == 1
        assert person.store.desk.dealings([1], now=NOW)[1].state is State.DONE
        assert person.drawer.draft(1) is None

    @pytest.mark.parametrize("link", ["", "nö", "javascript:alert(1)", "file:///etc/passwd"])
    def test_a_link_has_to_be_one(self, person, link):
        with pytest.raises(UsageError):
            record(person.store, person.prepared(), TEXT, link, drawer=person.drawer, now=NOW)

        assert not list(person.store.desk.answers_to(1))


class Died(BaseException):
    """The process ends here, as far as the code can tell."""


class Mortal:
    """Something whose `n`-th call is the last one; before it is carried out, or right after."""

    def __init__(self, one, clock, *, is_after):
        self._one, self._clock, self._is_after = one, clock, is_after

    def __getattr__(self, name):
        found = getattr(self._one, name)
        if not callable(found):
            return found

        def call(*given: object, **named: object):
            self._clock[0] -= 1
            if not self._clock[0] and not self._is_after:
                raise Died
            done = found(*given, **named)
            if not self._clock[0]:
                raise Died
            return done

        return call


class MortalStore:
    def __init__(self, store, clock, *, is_after):
        self._store = store
        self.desk = Mortal(store.desk, clock, is_after=is_after)

    def __getattr__(self, name):
        return getattr(self._store, name)


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", range(1, 26))
def test_killed_at_any_step_it_is_sent_once_and_nothing_is_lost(step, is_after, tmp_path):
    store = fill(MemoryStore(), ASKED)
    whole = Person(tmp_path, store)
    whole.drawer.keep_draft(1, TEXT, now=NOW)
    clock = [step]
    dying = Person(tmp_path, MortalStore(store, clock, is_after=is_after))
    dying.channel = Mortal(whole.channel, clock, is_after=is_after)
    dying.drawer = Mortal(whole.drawer, clock, is_after=is_after)

    with suppress(Died):
        dying.send()

    # The person does what anybody would: look where that is asked for, and send what is still there as a draft.
    later = NOW + timedelta(minutes=40)
    if whole.prepared().unsettled is not None:
        whole.settle(now=later)
    draft = whole.drawer.draft(1)
    if draft is not None:
        whole.send(draft.text, now=later)
    assert list(whole.channel.taken.values()) == [TEXT]
    assert [one.state for one in store.desk.answers_to(1)] == [AnswerState.POSTED]


KEEPER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from listen.config.personal import Personal
drawer = Personal(Path(sys.argv[1]), Path(sys.argv[2]))
print("ready", flush=True)
while True:
    for letter in "ab":
        drawer.keep_draft(1, letter * 50_000, now=datetime.now(UTC))
"""


@pytest.mark.parametrize("wait_s", [0.02, 0.05, 0.11])
def test_a_draft_is_whole_whenever_its_writer_is_killed(wait_s, tmp_path):
    folder, database = tmp_path / "home", tmp_path / "listen.db"
    writer = subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(folder), str(database)], stdout=subprocess.PIPE, env=dict(os.environ)
    )
    assert writer.stdout.readline() == b"ready\n"
    time.sleep(wait_s)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()

    drawer = Person(tmp_path, MemoryStore(), name="home").drawer
    draft = drawer.draft(1)

    assert draft is None or (len(draft.text) == 50_000 and len(set(draft.text)) == 1)
    assert drawer.keep_draft(1, "neu", now=NOW).text == "neu"


def test_one_window_at_a_time(person, tmp_path):
    code = (
        "import sys; from pathlib import Path\n"
        "from listen.config.personal import Personal; from listen.errors import Held\n"
        "drawer = Personal(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "for number in (1, 2):\n"
        "    try:\n"
        "        with drawer.writing(number): print('free')\n"
        "    except Held as error: print(error.key)\n"
    )
    with person.drawer.writing(1):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "ada"), str(tmp_path / "listen.db")],
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.stdout.split() == ["reply.other_window", "free"], done.stderr


def test_nobody_else_reads_the_drafts(person, tmp_path):
    person.drawer.keep_draft(1, TEXT, now=NOW)

    for place in (tmp_path / "ada").rglob("*"):
        assert place.stat().st_mode & 0o077 == 0, place
    assert (tmp_path / "ada").stat().st_mode & 0o077 == 0


def test_dropping_a_draft_forgets_when_it_was_begun(person):
    person.drawer.keep_draft(1, TEXT, now=NOW)
    person.drawer.drop_draft(1)

    assert person.drawer.draft(1) is None
    later = NOW + timedelta(hours=1)
    assert person.drawer.keep_draft(1, TEXT, now=later).begun_at == later
    assert dealing.yours(person.store, person.drawer, now=NOW) == {}
