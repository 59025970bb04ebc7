"""One person, one mention, and a channel that takes answers or does not."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from listen.brand import AnsweringSettings, Brand, Competitor, Query, Settings
from listen.config import load_venues
from listen.config.personal import Personal
from listen.dialogue import Sent
from listen.model import Label
from listen.replying import prepare, send, settle
from tests.store.world import NOW, delivery, mention, sentiment

TEXT = "Ich arbeite bei ExampleVent. Meist ist der Bogen zu eng; miss einmal den Druck."
VENUES = load_venues(None)


@dataclass
class Channel:
    """Takes answers; a fault is raised before (`lost`) or after (`hidden`) it has one."""

    longest_answer: int | None = 10_000
    lost: Exception | None = None
    hidden: Exception | None = None
    blind: Exception | None = None
    taken: dict[str, str] = field(default_factory=dict)
    asked: int = 0

    def answer(self, to, text, *, key, fetcher):
        self.asked += 1
        if self.lost is not None:
            raise self.lost
        self.taken.setdefault(key, text)
        if self.hidden is not None:
            raise self.hidden
        return Sent(native_id=f"n-{key}", url=f"https://bau.example/a/{key}")

    def sent(self, to, text, *, key, fetcher):
        if self.blind is not None:
            raise self.blind
        return Sent(native_id=f"n-{key}", url=f"https://bau.example/a/{key}") if key in self.taken else None


def settings(**answering: object):
    return Settings(
        brand=Brand(name="ExampleVent", sites=("examplevent.example",)),
        queries=(Query(name="brand", expression="examplevent*"),),
        competitors=(Competitor(name="OtherVent", expression="othervent"),),
        answering=AnsweringSettings(**answering),
    )


class Person:
    """A person with a folder of her own, before one store."""

    def __init__(self, folder, store, name="ada"):
        self.store = store
        self.drawer = Personal(folder / name, folder / "listen.db")
        self.channel = Channel()
        self.settings = settings()

    def prepared(self, number=1, *, now=NOW):
        return prepare(self.store, self.settings, self.drawer, number, now=now, venues=VENUES, through=self.channel)

    def send(self, text=TEXT, *, number=1, now=NOW, **named: object):
        return send(
            self.store,
            self.prepared(number, now=now),
            text,
            source=self.channel,
            fetcher=None,
            drawer=self.drawer,
            now=now,
            **named,
        )

    def settle(self, *, number=1, now=NOW + timedelta(minutes=3)):
        return settle(self.store, self.prepared(number), source=self.channel, fetcher=None, drawer=self.drawer, now=now)


def fill(store, *texts: str, label=Label.NEUTRAL, **different: object):
    """Save a mention for each text; they tell different stories."""
    rows = [
        mention(
            str(number),
            text,
            judged=replace(sentiment(label=label, polarity=0.0), opinions=()),
            title=None,
            **different,
        )
        for number, text in enumerate(texts, 1)
    ]
    store.save([delivery(*rows)], now=NOW)
    return store
