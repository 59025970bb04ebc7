"""Whatever dies on the way: the service has the answer exactly once, and the database says so."""

import os
import signal
import sqlite3
from contextlib import closing, suppress
from datetime import timedelta
from functools import partial

import pytest
from sending_world import NOW, TEXT, Sender
from services import BlueskyServer, DiscourseServer, LemmyServer, MastodonServer, RedditServer, WordPressServer
from wire import LOST, REFUSED, STORED, Wire

from listen.answering import send, unsettled
from listen.dialogue import AnswerState, Sending
from listen.errors import ExitCode, OutcomeUnknown, OutputError, Unsent, UsageError
from listen.store.opening import open_store

SERVERS = (MastodonServer, BlueskyServer, RedditServer, LemmyServer, WordPressServer, DiscourseServer)


def making(server):
    return lambda base: server(base=base)


@pytest.mark.parametrize("server", SERVERS, ids=lambda one: one.to.source)
def test_an_answer_goes_out(server, tmp_path):
    with Wire(making(server)) as wire:
        sender = Sender(tmp_path, wire.service).fill()

        answer = sender.send()

        assert (answer.state, answer.channel, answer.text) == (AnswerState.POSTED, server.to.source, TEXT)
        assert wire.postings == 1
        sender.must_be_there_once(wire)


@pytest.mark.parametrize("fault", STORED)
@pytest.mark.parametrize("server", SERVERS, ids=lambda one: one.to.source)
def test_what_arrived_is_found_whatever_the_service_says(server, fault, tmp_path):
    with Wire(making(server), fault) as wire:
        sender = Sender(tmp_path, wire.service).fill()

        try:
            sender.send()
        except OutcomeUnknown as error:
            assert error.exit_code == ExitCode.UNKNOWN == 13
            with pytest.raises(OutcomeUnknown):
                sender.send()  # nobody may send it again before somebody looked
            assert sender.check().state is AnswerState.POSTED

        assert wire.postings == 1
        sender.must_be_there_once(wire)


@pytest.mark.parametrize("fault", LOST)
@pytest.mark.parametrize("server", SERVERS, ids=lambda one: one.to.source)
def test_what_was_lost_is_sent_again_once_it_is_sure(server, fault, tmp_path):
    with Wire(making(server), fault) as wire:
        sender = Sender(tmp_path, wire.service).fill()

        with pytest.raises(OutcomeUnknown) as raised:
            sender.send()
        (kept,) = sender.outbox().sendings(1)
        assert "listen reply 1 --check" in raised.value.hint("de")
        with pytest.raises(OutcomeUnknown):
            sender.check(later=timedelta(seconds=119))  # it may still arrive
        assert sender.answers()[0].state is AnswerState.UNKNOWN
        assert sender.check() is None
        assert sender.answers() == []
        again = sender.send(now=NOW + timedelta(minutes=4))

        assert again.key == kept.key
        assert wire.postings == 2
        sender.must_be_there_once(wire)


@pytest.mark.parametrize("fault", REFUSED)
@pytest.mark.parametrize("server", SERVERS, ids=lambda one: one.to.source)
def test_what_was_refused_leaves_nothing_behind(server, fault, tmp_path):
    with Wire(making(server), fault) as wire:
        sender = Sender(tmp_path, wire.service).fill()

        with pytest.raises(Unsent):
            sender.send()
        assert sender.answers() == []
        sender.send()

        sender.must_be_there_once(wire)


@pytest.mark.parametrize("server", SERVERS, ids=lambda one: one.to.source)
def test_where_nobody_listens_nothing_went_out(server, tmp_path):
    with Wire(making(server)) as wire:
        sender = Sender(tmp_path, wire.service).fill()
    with pytest.raises(Unsent) as raised:
        sender.send()

    assert sender.answers() == []
    assert wire.postings == 0
    assert raised.value.message("de").startswith("die Antwort ging nicht hinaus: ")


def test_an_answer_that_arrives_late_is_still_one(tmp_path):
    """It was called lost, and sent again with the same key: the service knows it."""
    with Wire(making(MastodonServer), "dies before") as wire:
        sender = Sender(tmp_path, wire.service).fill()
        with pytest.raises(OutcomeUnknown):
            sender.send()
        late = wire.service
        assert sender.check() is None
        sender.wrap = partial(_before_posting, late)
        sender.send()

        sender.must_be_there_once(wire)


class _before_posting:  # noqa: N801 (stands for a function)
    """A door that lets the first try arrive just before the second."""

    def __init__(self, service, inner):
        self._service, self._inner = service, inner

    def get(self, request):
        if self._service.is_posting(request):
            self._service(request)
        return self._inner.get(request)

    def __getattr__(self, name):
        return getattr(self._inner, name)


class Killer:
    """Counts what is done to disk and network, and kills this process before or after one of these deeds."""

    DEEDS = frozenset({"get", "begin_answer", "settle_answer", "drop_answer", "keep_sending", "drop_sending"})

    def __init__(self, at):
        self.at, self.count = at, 0

    def __call__(self, inner):
        return _Watched(self, inner)

    def step(self):
        if self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1


class _Watched:
    def __init__(self, killer, inner):
        self._killer, self._inner = killer, inner

    def __getattr__(self, name):
        deed = getattr(self._inner, name)
        if name not in Killer.DEEDS:
            return deed

        def watched(*values: object, **named: object):
            self._killer.step()
            done = deed(*values, **named)
            self._killer.step()
            return done

        return watched


def killed(sender, at):
    """Send in a process of its own that is killed at a step; return whether it came that far."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            sender.wrap = Killer(at)
            sender.send()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def pick_up(sender):
    """Do what a person does who finds an answer on its way: look, and send it again where it is lost."""
    for minutes in (4, 8, 12):
        sender.check(later=timedelta(minutes=minutes - 1))
        if any(one.state is AnswerState.POSTED for one in sender.answers()):
            return
        with suppress(OutcomeUnknown):
            sender.send(now=NOW + timedelta(minutes=minutes))


KILLED = [
    *((server, None) for server in SERVERS),
    # One that knows a second try by its key, and one that does not.
    *((server, fault) for server in (MastodonServer, RedditServer) for fault in ("dies after", "dies before")),
]


@pytest.mark.parametrize(("server", "fault"), KILLED, ids=lambda one: getattr(one, "__name__", one))
def test_killed_at_any_step_it_is_there_once(server, fault, tmp_path):
    steps = 0
    for at in range(60):
        folder = tmp_path / str(at)
        folder.mkdir()
        with Wire(making(server), *(() if fault is None else (fault,))) as wire:
            sender = Sender(folder, wire.service).fill()
            was_killed = killed(sender, at)
            pick_up(sender)
            sender.must_be_there_once(wire, is_forgotten=False)
        if not was_killed:
            break
        steps += 1
    assert steps >= 8


def test_of_many_processes_one_sends(tmp_path):
    """And the person's own folder goes on knowing when that one did."""
    with Wire(making(RedditServer), "dies before") as wire:
        sender = Sender(tmp_path, wire.service).fill()
        children = []
        for _ in range(8):
            child = os.fork()
            if child == 0:
                code = 1
                try:
                    with suppress(OutcomeUnknown, UsageError):
                        sender.send()
                    code = 0
                finally:
                    os._exit(code)
            children.append(child)
        ended = [os.waitpid(child, 0)[1] for child in children]

        assert ended == [0] * 8
        assert wire.postings == 1
        (row,) = sender.answers()
        assert [one.key for one in sender.outbox().sendings(1)] == [row.key]
        pick_up(sender)
        sender.must_be_there_once(wire)


def test_an_answer_of_another_person_is_called_lost_a_day_later(tmp_path):
    """Who did not send it does not know when it was sent: days are all that the database says."""
    with Wire(making(RedditServer), "dies before") as wire:
        sender = Sender(tmp_path, wire.service).fill()
        with pytest.raises(OutcomeUnknown):
            sender.send()
        sender.outbox().drop_sending(1, sender.answers()[0].key)

        with pytest.raises(OutcomeUnknown):
            sender.check(later=timedelta(hours=30))
        assert sender.check(later=timedelta(hours=40)) is None


def test_the_same_words_under_the_same_post_are_not_taken_for_a_new_answer(tmp_path):
    with Wire(making(RedditServer), None, "dies before") as wire:
        sender = Sender(tmp_path, wire.service).fill()
        sender.send()

        with pytest.raises(OutcomeUnknown):
            sender.send()

        assert sender.check() is None
        assert len(sender.answers()) == 1


def test_a_key_is_used_once(tmp_path):
    with Wire(making(RedditServer)) as wire:
        sender = Sender(tmp_path, wire.service).fill()
        first = sender.send()
        # Killed after the service had it and before the own folder forgot the key.
        sender.outbox().keep_sending(1, Sending(key=first.key, at=NOW))

        assert sender.send("Noch etwas.").key != first.key
        store = open_store(sender.database, now=NOW)
        with sender.door() as door, pytest.raises(UsageError):
            send(
                store.desk,
                sender.source(),
                store.mention(1),
                TEXT,
                key=first.key,
                now=NOW,
                fetcher=door,
                outbox=sender.outbox(),
            )
        store.close()
        assert len(wire.service.answers()) == 2


def test_what_cannot_be_kept_is_not_sent(tmp_path):
    with Wire(making(RedditServer)) as wire:
        sender = Sender(tmp_path, wire.service).fill()
        (tmp_path / "home").write_text("no folder")

        with pytest.raises(OutputError):
            sender.send()

        assert wire.postings == 0
        assert sender.answers() == []


def test_the_database_does_not_know_the_moment(tmp_path):
    with Wire(making(RedditServer), "dies before") as wire:
        sender = Sender(tmp_path, wire.service).fill()
        with pytest.raises(OutcomeUnknown):
            sender.send()

    store = open_store(sender.database, now=NOW)
    kept = unsettled(store.desk, 1)
    store.close()
    assert kept.answered_on == NOW.date()
    with closing(sqlite3.connect(sender.database)) as plain:
        (row,) = plain.execute("SELECT * FROM answers").fetchall()
    assert not [value for value in row if isinstance(value, str) and "10:00" in value]
