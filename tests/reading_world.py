"""A little invented world for everything that a person reads: mentions, streams, runs, and a store that holds them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from listen.brand import Brand, Competitor, Query, Settings, Unit
from listen.columns import COLUMNS, row_of
from listen.model import Engagement, Evidence, Finding, FindingKind, Label, Match, Mention, Post, Sentiment, Span
from listen.protocols import DayStories, Filter, Judgement, Learned, Order, Retold, Run, StoryPart, StreamState, Volume
from listen.ranking import priority
from listen.testing.memory_desk import MemoryDesk

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
"""A Tuesday, 07:00 in Berlin."""

BRAND = "ExampleVent"

SETTINGS = Settings(
    brand=Brand(name=BRAND, sites=("examplevent.example",)),
    units=(Unit(name="lueftung", title="Lüftung"), Unit(name="industrie", title="Industrie")),
    queries=(
        Query(name="brand", expression="ExampleVent", unit="lueftung"),
        Query(name="hose", expression="Flexschlauch", unit="industrie"),
        Query(name="Musterflex", expression="Musterflex", competitor="Musterflex"),
        Query(name="OtherVent", expression="OtherVent", competitor="OtherVent"),
    ),
    competitors=(
        Competitor(name="Musterflex", expression="Musterflex"),
        Competitor(name="OtherVent", expression="OtherVent"),
    ),
)


def sentiment(label: Label, confidence: float = 0.8, *evidence: Evidence) -> Sentiment:
    polarity = {Label.PRAISE: 0.6, Label.CRITICISM: -0.6}.get(label, 0.0)
    return Sentiment(
        analyzer="rules@1", polarity=polarity, confidence=confidence, label=label, evidence=tuple(evidence)
    )


def region(value: str, confidence: float, word: str, start: int) -> Finding:
    evidence = Evidence(word=word, start=start, end=start + len(word) if start >= 0 else -1, weight=confidence)
    return Finding(kind=FindingKind.REGION, value=value, confidence=confidence, evidence=(evidence,))


def spans_of(word: str, title: str | None, text: str) -> tuple[Span, ...]:
    found = []
    for name, value in (("title", title or ""), ("text", text)):
        at = value.casefold().find(word.casefold())
        while at >= 0:
            found.append(Span(field=name, start=at, end=at + len(word)))
            at = value.casefold().find(word.casefold(), at + 1)
    return tuple(found)


def mention(
    number: int | None = 1,
    text: str = "ExampleVent is on the roof.",
    *,
    title: str | None = None,
    author: str | None = "Ada Beispiel",
    place: str | None = "bau.example",
    source: str = "feed",
    hours: float = 3,
    label: Label | None = Label.NEUTRAL,
    confidence: float = 0.8,
    queries: Sequence[str] = ("brand",),
    word: str = BRAND,
    language: str | None = "en",
    likes: int | None = None,
    replies: int | None = None,
    story_size: int | None = 1,
    is_bot: bool = False,
    is_own: bool = False,
    is_by_provider: bool = False,
    url: str | None = "https://bau.example/a/1",
    now: datetime = NOW,
) -> Mention:
    at = now - timedelta(hours=hours)
    spans = spans_of(word, title, text)
    words = tuple(dict.fromkeys((title or "", text)[one.field == "text"][one.start : one.end] for one in spans))
    made = Mention(
        id=number,
        post=Post(
            source=source,
            native_id=f"native-{number}",
            origin="https://bau.example/feed",
            url=url,
            title=title,
            text=text,
            author=author,
            place=place,
            published_at=at,
            engagement=Engagement(likes=likes, replies=replies),
            is_bot=is_bot,
        ),
        matches=tuple(
            Match(query=name, words=words, spans=() if is_by_provider else spans, is_by_provider=is_by_provider)
            for name in sorted(queries)
        ),
        language=language,
        language_confidence=0.95 if language else None,
        sentiment=None if label is None else sentiment(label, confidence),
        is_own=is_own,
        published_at=at,
        first_seen_at=at + timedelta(minutes=20),
        day=at.astimezone(ZONE).date(),
        story_id=number,
        story_size=story_size,
    )
    return replace(made, priority=priority(made, queries={query.name: query for query in SETTINGS.queries}))


class _ByNumber(Mapping[int, Mention]):
    """The mentions of a list that may still grow, by number."""

    def __init__(self, held: list[Mention]) -> None:
        self._held = held

    def __getitem__(self, number: int) -> Mention:
        for one in self._held:
            if one.id == number:
                return one
        raise KeyError(number)

    def __iter__(self) -> Iterator[int]:
        return (one.id or 0 for one in self._held)

    def __len__(self) -> int:
        return len(self._held)


@dataclass
class ReadingStore:
    """Holds mentions in memory and answers what reading asks; counts how many mentions it handed out."""

    held: list[Mention] = field(default_factory=list)
    states: dict[str, StreamState] = field(default_factory=dict)
    past_runs: list[Run] = field(default_factory=list)
    background: list[Volume] = field(default_factory=list)
    background_copies: dict[tuple[date, int], int] = field(default_factory=dict)
    background_retold: list[Retold] = field(default_factory=list)
    scored: dict[int, Sequence[Sentiment]] = field(default_factory=dict)
    judged: list[Judgement] = field(default_factory=list)
    handed_out: int = 0
    lesson: Learned | None = None

    @cached_property
    def desk(self) -> MemoryDesk:
        return MemoryDesk(_ByNumber(self.held))

    def mentions(self, wanted: Filter) -> Iterator[Mention]:
        found = [one for one in self.held if _is_wanted(one, wanted)]
        keys = {
            Order.NEWEST: lambda one: (-one.published_at.timestamp(), one.id),
            Order.OLDEST: lambda one: (one.published_at.timestamp(), one.id),
            Order.PRIORITY: lambda one: (-one.priority, -one.published_at.timestamp()),
        }
        for one in sorted(found, key=keys[wanted.order])[: wanted.limit]:
            self.handed_out += 1
            yield one

    def volumes(self, since: date, until: date) -> Sequence[Volume]:
        counts: Counter[tuple[date, tuple[str, ...], Label | None]] = Counter()
        stories: Counter[tuple[date, tuple[str, ...], Label | None]] = Counter()
        for one in self.held:
            if not one.is_own and one.dropped is None:
                key = (one.day, tuple(match.query for match in one.matches), one.label)
                counts[key] += 1
                stories[key] += one.story_id in (None, one.id)
        own = [
            Volume(day=day, queries=queries, label=label, mentions=count, stories=stories[day, queries, label])
            for (day, queries, label), count in counts.items()
        ]
        return [one for one in sorted([*own, *self.background], key=lambda one: one.day) if since <= one.day < until]

    def mention(self, number: int) -> Mention | None:
        return next((one for one in self.held if one.id == number), None)

    def scores(self, number: int) -> Sequence[Sentiment]:
        one = self.mention(number)
        return self.scored.get(number, () if one is None or one.sentiment is None else (one.sentiment,))

    def judgements(self) -> Sequence[Judgement]:
        return self.judged

    def story(self, story_id: int) -> Sequence[Mention]:
        return sorted((one for one in self.held if one.story_id == story_id), key=lambda one: one.published_at)

    def rows(self, wanted: Filter, columns: Sequence[str]) -> Iterator[tuple[object, ...]]:
        places = [COLUMNS.index(name) for name in columns]
        return (tuple(row_of(one)[place] for place in places) for one in self.mentions(wanted))

    def day_stories(self, day: date, queries: Collection[str], limit: int) -> DayStories:
        told = Counter(
            one.story_id
            for one in self.held
            if one.day == day and not one.is_own and not {match.query for match in one.matches}.isdisjoint(queries)
        )
        behind = [one for one in self.background if one.day == day and not set(one.queries).isdisjoint(queries)]
        mentions = told.total() + sum(one.mentions for one in behind)
        stories = len(told) + sum(one.stories for one in behind)
        told.update({story: count for (when, story), count in self.background_copies.items() if when == day})
        parts = [StoryPart(story_id=story, mentions=count) for story, count in told.items()]
        parts.sort(key=lambda one: (-one.mentions, one.story_id))
        return DayStories(mentions=mentions, stories=stories, loudest=tuple(parts[:limit]))

    def retold(self, since: date, until: date, *, limit: int | None = None) -> Sequence[Retold]:
        return [one for one in self.background_retold if since <= one.day < until]

    def streams(self) -> Mapping[str, StreamState]:
        return self.states

    def runs(self, limit: int) -> Sequence[Run]:
        return self.past_runs[:limit]

    def total(self) -> int:
        return len(self.held)

    def learned(self, about: str) -> Learned | None:
        return self.lesson

    def with_usual(
        self, a_day: int | Sequence[int], *, query: str = "brand", label: Label | None = Label.NEUTRAL, days: int = 28
    ) -> "ReadingStore":
        """Add volumes before yesterday: so many a day, or one number a weekday (Monday first)."""
        for back in range(2, days + 2):
            day = (NOW - timedelta(days=back)).date()
            count = a_day if isinstance(a_day, int) else a_day[day.weekday()]
            if count:
                self.background.append(Volume(day=day, queries=(query,), label=label, mentions=count, stories=count))
        return self


def _is_wanted(one: Mention, wanted: Filter) -> bool:
    names = {match.query for match in one.matches}
    return (
        (not wanted.queries or not names.isdisjoint(wanted.queries))
        and (not wanted.labels or one.label in wanted.labels)
        and (wanted.since is None or wanted.since <= one.day)
        and (wanted.until is None or one.day < wanted.until)
        and (wanted.is_own is None or one.is_own is wanted.is_own)
        and (wanted.is_dropped is None or (one.dropped is not None) is wanted.is_dropped)
        and (not wanted.intents or any(f.value in wanted.intents for f in one.found(FindingKind.INTENT)))
        and (not wanted.is_folded or one.story_id in (None, one.id))
    )


def old_runs(*, days: int = 40, last_hours: float = 0.5) -> list[Run]:
    """Return one run a day, the last one so many hours ago."""
    ends = [NOW - timedelta(hours=last_hours) - timedelta(days=back) for back in range(days)]
    return [
        Run(id=len(ends) - number, started_at=at, ended_at=at + timedelta(seconds=40), streams=14, failed=2, new=12)
        for number, at in enumerate(ends)
    ]


def state(place: str, *, source: str = "feed", error: str | None = None, **values: object) -> StreamState:
    """Return a stream that was read half an hour ago, or that fails with the phrase `error`."""
    hours = values.pop("failing_hours", 0)
    return StreamState(
        key=f"{source} {place}",
        source=source,
        host=place.split("/", maxsplit=1)[0],
        place=place,
        checkpoint="x",
        failures=0 if error is None else int(values.pop("failures", 3)),  # type: ignore[call-overload]
        failing_since=None if error is None else NOW - timedelta(hours=float(hours)),  # type: ignore[arg-type]
        last_success_at=NOW - timedelta(hours=0.5 if error is None else float(hours) + 1),  # type: ignore[arg-type]
        next_allowed_at=values.pop("next_allowed_at", None),  # type: ignore[arg-type]
        error_key=error,
        error_values=values,
        seen=480,
        brought=12,
    )


def busy_day() -> ReadingStore:
    """Return a day as a reader meets it: twelve mentions with something in each, a spike, two failing sources."""
    store = ReadingStore(
        held=[
            mention(
                1042,
                "Ich habe zwei Stränge mit Flexschlauch von ExampleVent im Spitzboden liegen. Darf man die letzten"
                " drei Meter in DN 125 ausführen, oder pfeift das dann? Der Planer ist im Urlaub.",
                title="ExampleVent DN 125 am Dachauslass – geht das?",
                author="dachs_78",
                place="bauforum.example",
                hours=3.2,
                queries=("brand", "hose"),
                replies=0,
                language="de",
                url="https://bauforum.example/t/88231",
            ),
            mention(
                1047,
                "Third delivery in a row with crushed ends. ExampleVent support tells me to send photos and then"
                " nothing happens for two weeks. We are switching suppliers.",
                author="@hvac_mira@toots.example",
                place="toots.example",
                source="mastodon",
                hours=9,
                label=Label.CRITICISM,
                confidence=0.91,
                likes=186,
                replies=28,
                url="https://toots.example/@hvac_mira/112",
            ),
            mention(
                1039,
                "Suche einen Händler im Raum Augsburg, der ExampleVent Rohre DN 160 auf Lager hat. Online nur 4"
                " Wochen Lieferzeit.",
                title="Bezugsquelle gesucht",
                author="Altbau-Anna",
                place="sanierer.example",
                hours=15,
                replies=2,
                label=Label.NEUTRAL,
                language="de",
                url="https://sanierer.example/forum/4711",
            ),
            mention(
                1051,
                "Does anyone know whether the ExampleVent silencers fit a Musterflex manifold",
                author="ductwork_dan",
                place="Hacker News",
                source="hackernews",
                hours=1.1,
                queries=("brand", "Musterflex"),
                label=None,
                url="https://news.example/item?id=771",
            ),
            mention(
                1033,
                "Verarbeitung gut, aber die Muffen sitzen so stramm, dass man zu zweit drücken muss. Bei minus fünf"
                " Grad springt der Kunststoff.",
                title="Erfahrungen mit ExampleVent im Winter",
                author="Meister Röhrig",
                place="handwerk.example",
                hours=26,
                label=Label.MIXED,
                language="de",
                url="https://handwerk.example/blog/winter",
            ),
            mention(
                1029,
                "Lautes Rauschen im Kinderzimmer, seit ExampleVent verbaut ist. Der Installateur zuckt mit den"
                " Schultern.",
                author="familie_k",
                place="bauforum.example",
                hours=22,
                label=Label.CRITICISM,
                confidence=0.62,
                language="de",
                url="https://bauforum.example/t/88190",
            ),
            mention(
                1044,
                "Ein Nachmittag, zwei Leute, fertig. ExampleVent war das Einzige auf der Baustelle, das auf Anhieb"
                " passte. Danke!",
                author="@zimmerei_lenz@toots.example",
                place="toots.example",
                source="mastodon",
                hours=6,
                label=Label.PRAISE,
                confidence=0.94,
                likes=12,
                language="de",
                url="https://toots.example/@zimmerei_lenz/7",
            ),
            mention(
                1045,
                "Musterstadt setzt beim Neubau der Grundschule auf Lüftung von ExampleVent. Die Luft in den"
                " Klassen ist messbar besser.",
                title="Grundschule atmet auf: Lüftung von ExampleVent überzeugt",
                author=None,
                place="Musterstädter Anzeiger",
                hours=8,
                label=Label.PRAISE,
                confidence=0.77,
                story_size=4,
                language="de",
                url="https://anzeiger.example/grundschule",
            ),
            mention(
                1031,
                "Finally a flexible duct that does not tear. Big fan of the new ExampleVent line.",
                author="passivhaus_pete",
                place="Passive House Diary",
                hours=20,
                label=Label.PRAISE,
                confidence=0.88,
                url="https://phdiary.example/2026/11/duct",
            ),
            mention(
                1036,
                "Vier Angebote verglichen. ExampleVent ist mit Abstand am teuersten und liefert am langsamsten.",
                author="bauleiter_b",
                place="handwerk.example",
                hours=18,
                label=Label.CRITICISM,
                confidence=0.55,
                language="de",
                url="https://handwerk.example/forum/99",
            ),
            mention(
                1050,
                "Nieuwe leidingen van ExampleVent geplaatst, morgen inregelen.",
                author="@joost@toots.example",
                place="toots.example",
                source="mastodon",
                hours=2,
                label=None,
                language="nl",
                url="https://toots.example/@joost/3",
            ),
            mention(
                1027,
                "ExampleVent erweitert das Werk in Beispielhausen um eine Halle.",
                title="Neue Halle in Beispielhausen",
                author=None,
                place="Branchenblatt",
                hours=28,
                language="de",
                url="https://branchenblatt.example/halle",
            ),
        ],
        states={
            one.key: one
            for one in (
                *(state(f"blog{number}.example") for number in range(11)),
                state(
                    "bauherren.example/feed",
                    error="source.timed_out",
                    failing_hours=74,
                    host="bauherren.example",
                    seconds=30,
                ),
                state(
                    "#lüftung auf toots.example",
                    source="mastodon",
                    error="source.rate_limited",
                    failing_hours=1,
                    failures=1,
                    next_allowed_at=NOW + timedelta(minutes=25),
                    host="toots.example",
                    until="07:25",
                ),
                replace(
                    state("hackernews ExampleVent", source="hackernews"),
                    gap_since=NOW - timedelta(hours=40),
                    gap_until=NOW - timedelta(hours=31),
                    gap_missed=120,
                    gap_seen_at=NOW - timedelta(hours=20),
                ),
            )
        },
        past_runs=old_runs(),
        lesson=Learned(
            about="sentiment",
            fingerprint="f",
            weights=b"",
            report='{"tally": {"judgements": 50, "right": 44, "before": 41, "is_used": true}}',
        ),
    )
    yesterday = (NOW - timedelta(days=1)).date()
    store.background.append(
        Volume(day=yesterday, queries=("brand",), label=Label.NEUTRAL, mentions=24, stories=19),
    )
    store.background_copies.update({(yesterday, 1045): 3, (yesterday, 1047): 2})
    for query, count in (("Musterflex", 31), ("OtherVent", 9)):
        store.background.append(
            Volume(day=yesterday, queries=(query,), label=Label.NEUTRAL, mentions=count, stories=count)
        )
    store.with_usual((12, 11, 13, 10, 9, 3, 2), label=Label.NEUTRAL)
    store.with_usual(1, label=Label.PRAISE)
    store.with_usual(6, query="Musterflex")
    store.with_usual(2, query="OtherVent")
    return store
