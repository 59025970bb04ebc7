"""An invented brand with a namesake, matched by the real matcher, held by a store: for relevance and query health."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from listen.brand import Brand, Query, Settings, Unit
from listen.decide import fingerprint
from listen.model import FoldPrint, Mention, Post
from listen.protocols import Delivery, Entry, Judgement, StreamState, Subject
from listen.query.matching import Matcher
from listen.records import NOT_OURS, OURS, Run
from listen.relevance import Profile
from listen.testing.memory import MemoryStore
from listen.understand import case_of

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
ABOUT = "Luftikus is our flexible duct for ventilation, not the circus and not the surname."

OURS_TEXTS = (
    "Luftikus duct went in behind the shower, no steam since.",
    "My Luftikus hums at night, driving the kids mad.",
    "Two rolls of Luftikus arrived crushed, supplier says not their problem.",
    "Does Luftikus fit a 150 mm spigot?",
    "Black mould inside the Luftikus duct after one winter.",
    "We fitted Luftikus in eleven flats and had a single callback.",
    "Luftikus clamps are rubbish, the duct itself is fine.",
    "Where can I get 20 m of Luftikus near Bristol?",
    "Luftikus ventilation smells like a new car, will it go away?",
    "Cut the Luftikus duct with a bread knife, worked a treat.",
)
THEIR_TEXTS = (
    "Luftikus the kernel gets a new scheduler for microcontrollers.",
    "Porting our firmware to the Luftikus kernel took a month.",
    "The Luftikus kernel config drives every firmware developer mad.",
    "Luftikus firmware bricked my board, the bootloader is gone.",
    "Which Bluetooth stack does the Luftikus kernel use on this board?",
    "New Luftikus kernel release, firmware images are on the mirror.",
    "Luftikus bootloader cannot find the kernel on my board.",
)


def settings(*, about: str | None = None, expression: str = "luftikus*", **more: object) -> Settings:
    """Return a queries.yaml with one query."""
    return Settings(
        brand=Brand(name="Luftikus", sites=("luftikus.example",)),
        units=(Unit(name="ducts", title="Ducts", audiences=("craftsmen",)),),
        queries=(Query(name="brand", expression=expression, about=about, unit="ducts"),),
        **more,  # type: ignore[arg-type]
    )


def post(number: int, text: str, *, author: str | None = None, host: str = "forum.example") -> Post:
    """Return a post, an hour older for each number."""
    return Post(
        source="feed",
        native_id=str(number),
        origin=host,
        url=f"https://{host}/{number}",
        title=None,
        text=text,
        author=author or f"author {number}",
        published_at=NOW - timedelta(hours=number),
    )


def mention_of(made: Post, chosen: Settings, *, language: str | None = "en", number: int | None = None) -> Mention:
    """Return what a fetch would make of `made`, unjudged."""
    at = made.published_at or NOW
    return Mention(
        id=number,
        post=made,
        matches=Matcher(chosen.queries).match(made, language),
        language=language,
        language_confidence=0.9,
        published_at=at,
        first_seen_at=at,
        day=at.date(),
        fingerprint=fingerprint(made),
    )


def case(text: str, chosen: Settings, *, language: str | None = "en"):
    """Return a text as relevance looks at it."""
    return case_of(mention_of(post(1, text), chosen, language=language))


def store_of(posts: Iterable[Post], chosen: Settings) -> MemoryStore:
    """Return a store that holds `posts`, numbered from 1 in their order, after forty daily runs."""
    store = MemoryStore()
    for back in range(40, 0, -1):
        at = NOW - timedelta(days=back)
        number = store.begin_run(at)
        store.end_run(Run(id=number, started_at=at, ended_at=at))
    entries = tuple(
        Entry(mention=mention_of(one, chosen), fold=FoldPrint(keys=(number,), signature=b""))
        for number, one in enumerate(posts)
    )
    state = StreamState(key="feed forum", source="feed", host="forum.example")
    store.save([Delivery(state=state, entries=entries)], now=NOW)
    return store


def mark(store: MemoryStore, number: int, *, is_ours: bool) -> None:
    """Say of a mention whether it is about us."""
    verdict = OURS if is_ours else NOT_OURS
    store.judge(Judgement(mention_id=number, about=Subject.RELEVANCE, verdict=verdict, judged_on=NOW.date()))


def judged_profile(chosen: Settings, ours: Iterable[str], others: Iterable[str], background: Iterable[str] = ()):
    """Return what is known after so many texts were marked."""
    judged = [(case(text, chosen), True) for text in ours] + [(case(text, chosen), False) for text in others]
    return Profile.of(chosen, judged, [case(text, chosen) for text in background])
