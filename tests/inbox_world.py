"""A house for the inbox: a database in memory, a clock set by hand, a pocket, an answer that goes nowhere."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from listen.brand import Brand, Query, Settings, Unit
from listen.dealing import finish
from listen.dialogue import Claim, Thread
from listen.digest import Line
from listen.errors import ListenError
from listen.inbox.deeds import Deeds
from listen.inbox.house import Advised, Dispatch, House, Sheet
from listen.model import Label, Mention, Sentiment, Text
from listen.protocols import Identified, Store
from listen.render.screen import Screen
from listen.testing.memory import MemoryStore
from listen.understand import Understanding
from listen.window import last_days, parse_until
from tests.store.world import NOW, delivery, mention

ZONE = ZoneInfo("Europe/Berlin")

SETTINGS = Settings(
    brand=Brand(name="ExampleVent"),
    units=(
        Unit(name="trade", title="Handwerk", audiences=("craftsmen",)),
        Unit(name="home", title="Wohnen", audiences=("builders", "architects")),
    ),
    queries=(
        Query(name="brand", expression="ExampleVent"),
        Query(name="hose", expression="Schlauch", unit="trade"),
        Query(name="Musterflex", expression="Musterflex", competitor="Musterflex"),
    ),
)


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **step: int) -> None:
        self.now += timedelta(**step)


@dataclass
class Pocket:
    """What a person keeps of claims."""

    held: dict[int, Claim] = field(default_factory=dict)

    def claims(self, *, now: datetime) -> Mapping[int, Claim]:
        return {number: one for number, one in self.held.items() if one.until > now}

    def keep_claim(self, claim: Claim, *, now: datetime) -> None:
        self.held[claim.mention_id] = claim

    def drop_claim(self, number: int, *, now: datetime) -> None:
        self.held.pop(number, None)


class Shrug:
    """Finds everything neutral."""

    name = "shrug@1"
    languages = frozenset({"de"})

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        return [Sentiment(analyzer=self.name, polarity=0.0, confidence=0.5, label=Label.NEUTRAL) for _ in texts]

    def sure_from(self, language: str) -> float:
        return 0.42


class German:
    """Takes everything for German."""

    name = "german"

    def identify(self, texts: Sequence[str]) -> Sequence[Identified | None]:
        return [Identified(language="de", confidence=0.9) for _ in texts]


@dataclass
class Pen:
    """Writes answers that go nowhere; remembers what would have gone out."""

    store: Store
    sent: list[tuple[int, str, str | None]]
    drafts: dict[int, str]
    claim: Callable[[int], object]
    pocket: "Pocket"
    card: tuple[str, ...] | None = None
    channel: str | None = "Mastodon"
    longest: int | None = 60
    fails: ListenError | None = None
    rests: datetime | None = None
    page: Path | None = None

    def begin(self, number: int) -> Sheet:
        if self.card is None:
            self.claim(number)
        return Sheet(
            number=number,
            text=self.drafts.get(number, "Ich arbeite bei ExampleVent.\n\n"),
            card=self.card,
            rules=("Firmen dürfen hier antworten.",),
            earlier=("Früher schrieben wir: Bogen weiter.",),
            longest=self.longest,
            channel=self.channel,
        )

    def count(self, sheet: Sheet, text: str) -> int:
        return len(text)

    def review(self, sheet: Sheet, text: str) -> Sequence[Advised]:
        found = [] if "ExampleVent" in text else [Advised(text="Sag, für wen du arbeitest.", is_blocking=True)]
        return [*found, Advised(text="Ein Preis steht darin.")] if "€" in text else found

    def keep(self, sheet: Sheet, text: str) -> None:
        self.drafts[sheet.number] = text

    def to_editor(self, sheet: Sheet, text: str) -> Path:
        assert self.page is not None
        self.page.write_text(text, encoding="utf-8")
        return self.page

    def from_editor(self, sheet: Sheet) -> str:
        assert self.page is not None
        self.drafts[sheet.number] = self.page.read_text(encoding="utf-8")
        return self.drafts[sheet.number]

    def rests_until(self, sheet: Sheet) -> datetime | None:
        return self.rests

    def writing(self, number: int) -> AbstractContextManager[None]:
        return nullcontext()

    def record(self, sheet: Sheet, text: str, url: str, *, override: str | None) -> None:
        finish(self.store, self.pocket, sheet.number, now=NOW, url=url)

    def send(self, sheet: Sheet, text: str, *, override: str | None, is_now: bool) -> Dispatch:
        if self.fails is not None:
            raise self.fails
        self.sent.append((sheet.number, text, override))
        if self.channel is None:
            return Dispatch(is_posted=False, told=text, url="https://bau.example/a/1")
        self.store.desk.finish(sheet.number, because=None, today=NOW.date())
        return Dispatch(is_posted=True, told="Gesendet.", url="https://social.example/1")


@dataclass
class World:
    """Everything that stands behind a house, to be looked at."""

    store: Store = field(default_factory=MemoryStore)
    clock: Clock = field(default_factory=Clock)
    pocket: Pocket = field(default_factory=Pocket)
    lines: list[int] = field(default_factory=list)
    sent: list[tuple[int, str, str | None]] = field(default_factory=list)
    drafts: dict[int, str] = field(default_factory=dict)
    browsed: list[str] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    thread: Thread | ListenError | None = None
    pen: dict[str, object] = field(default_factory=dict)
    lang: str = "de"
    screen: dict[str, bool] = field(default_factory=lambda: {"has_styles": True})

    def save(self, *mentions: Mention) -> None:
        self.store.save([delivery(*mentions)], now=NOW)

    def many(self, count: int, **values: object) -> None:
        self.save(
            *(
                mention(
                    str(number),
                    f"ExampleVent Nummer {number} pfeift.",
                    priority=50,
                    hours_ago=number / 100,
                    title=None,
                    **values,
                )
                for number in range(1, count + 1)
            )
        )

    def line(self, number: int) -> Line:
        found = self.store.mention(number)
        assert found is not None
        return Line(mention=found, points=found.priority, reasons=(), minutes=4)

    def deeds(self, store: Store) -> Deeds:
        return Deeds(
            store,
            self.pocket,
            clock=self.clock,
            zone=ZONE,
            understanding=lambda: Understanding(
                identifier=German(), analyzers={"de": (Shrug(),)}, queries={one.name: one for one in SETTINGS.queries}
            ),
            moment=lambda said: parse_until(said, now=self.clock(), zone=ZONE),
        )

    def _asked_thread(self, one: Mention) -> Thread | None:
        self.asked.append(one.id or 0)
        if isinstance(self.thread, ListenError):
            raise self.thread
        return self.thread

    def _browse(self, url: str) -> bool:
        self.browsed.append(url)
        return True

    def composing(self, store: Store) -> Pen:
        def claim(number: int) -> object:
            deeds = self.deeds(store)
            return None if number in deeds.mine() else deeds.claim(number)

        return Pen(store=store, sent=self.sent, drafts=self.drafts, claim=claim, pocket=self.pocket, **self.pen)

    def house(self, **changes: object) -> House:
        @contextmanager
        def open_store() -> Iterator[Store]:
            yield self.store

        made = House(
            settings=SETTINGS,
            store=self.store,
            open_store=open_store,
            clock=self.clock,
            screen=lambda width: Screen(width=width, lang=self.lang, now=self.clock(), zone=ZONE, **self.screen),
            window=last_days(30, today=NOW.astimezone(ZONE).date()),
            lines=lambda store, queries: [self.line(number) for number in self.lines],
            deeds=self.deeds,
            composing=self.composing,
            thread=self._asked_thread,
            browse=self._browse,
        )
        return replace(made, **changes)

    def take(self, number: int) -> None:
        """Let somebody else claim a mention."""
        assert self.store.desk.claim(number, "x" * 32, now=self.clock(), minutes=30)
