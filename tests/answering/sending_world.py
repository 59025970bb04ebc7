"""A database with one mention, a person's own folder, and a door, for sending answers for real."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from listen.answering import key_for, send, settle, unsettled
from listen.brand import HttpSettings
from listen.config.personal import Personal
from listen.dialogue import AnswerState
from listen.http import Door
from listen.model import Match, Mention
from listen.protocols import Delivery, Entry, StreamState
from listen.store.opening import open_store

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TEXT = "Guten Tag, ich arbeite bei ExampleVent: Filter F7.\n\nhttps://examplevent.example/f7"


@dataclass
class Sender:
    """One person with one database."""

    folder: Path
    service: object
    total_s: float = 1.0
    wrap: object = staticmethod(lambda one: one)
    """Put around desk, outbox and door."""

    @property
    def database(self):
        return self.folder / "listen.db"

    def fill(self):
        post = self.service.to
        mention = Mention(
            post=post,
            matches=(Match(query="brand", words=("ExampleVent",)),),
            published_at=NOW,
            first_seen_at=NOW,
            day=NOW.date(),
        )
        store = open_store(self.database, now=NOW)
        state = StreamState(key="k", source=post.source, host="h")
        store.save([Delivery(state=state, entries=(Entry(mention=mention),))], now=NOW)
        store.close()
        return self

    def outbox(self):
        return Personal(self.folder / "home", self.database)

    def source(self):
        return self.service.make(self.service.keys())

    def door(self):
        return Door(HttpSettings(allow_private=("127.0.0.1",), total_s=self.total_s), version="0")

    def send(self, text=TEXT, *, now=NOW):
        store = open_store(self.database, now=now)
        try:
            with self.door() as door:
                outbox, desk = self.wrap(self.outbox()), self.wrap(store.desk)
                key = key_for(desk, outbox, 1)
                mention = store.mention(1)
                return send(
                    desk, self.source(), mention, text, key=key, now=now, fetcher=self.wrap(door), outbox=outbox
                )
        finally:
            store.close()

    def check(self, *, later=timedelta(minutes=3)):
        """Look whether an answer arrived, as `listen reply NUMBER --check` does; None when it may be sent again."""
        store = open_store(self.database, now=NOW)
        try:
            answer = unsettled(store.desk, 1)
            if answer is None:
                return None
            with self.door() as door:
                return settle(
                    store.desk,
                    self.source(),
                    answer,
                    store.mention(1),
                    now=NOW + later,
                    fetcher=door,
                    outbox=self.outbox(),
                )
        finally:
            store.close()

    def answers(self):
        store = open_store(self.database, now=NOW)
        try:
            return store.desk.answers_to(1)
        finally:
            store.close()

    def must_be_there_once(self, wire, *, is_forgotten=True):
        assert len(wire.service.answers()) == 1
        (kept,) = self.answers()
        assert kept.state is AnswerState.POSTED
        assert kept.native_id
        assert kept.watch_until is not None
        assert not is_forgotten or not self.outbox().sendings(1)
