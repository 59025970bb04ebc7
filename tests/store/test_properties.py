"""Whatever is saved in whatever order: the file says what plain counting says, and is whole."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from listen.columns import COLUMNS
from listen.model import Engagement, FindingKind, Label, Mention
from listen.protocols import Entry, Filter, Judgement, Order, Scored, Store, Subject
from listen.records import NOT_OURS, OURS
from listen.store.opening import open_store
from listen.store.repair import sound_text
from listen.store.rows import _PLAIN_ADDRESS, post_row, url_key
from listen.store.upkeep import check
from listen.testing.memory import MemoryStore
from listen.text.urls import canonical
from tests.store.world import NOW, STORY, delivery, finding, folded, mention, sentiment

TEXTS = (
    STORY,
    STORY + " und mehr",
    f"UPDATE: {STORY}",
    " ".join(STORY.split()[:15]),
    "ExampleVent läuft.",
    "Musterflex pfeift und brummt.",
    "",
)
QUERIES = ("brand", "hose", "Musterflex")
JUDGEMENTS = (None, sentiment(), sentiment(Label.CRITICISM, "rules@2", -0.4), sentiment(Label.NEUTRAL, "rules@1", 0.0))


# Small values only: what fails is printed, and has to be read by a person.
entry = st.fixed_dictionaries(
    {
        "native_id": st.sampled_from("01234567"),
        "text": st.integers(0, len(TEXTS) - 1),
        "queries": st.sets(st.sampled_from(QUERIES)).map(sorted),
        "judged": st.integers(0, len(JUDGEMENTS) - 1),
        "hours_ago": st.sampled_from((0, 1, 30, 24 * 13, 24 * 20)),
    },
    optional={
        "source": st.just("mastodon"),
        "origin": st.just("https://evil.example/"),
        "likes": st.sampled_from((1, 2)),
        "priority": st.integers(0, 3),
        "is_own": st.just(True),
        "language": st.sampled_from(("en", None)),
        "dropped": st.just("namesake"),
        "findings": st.sampled_from(
            (
                (finding(),),
                (finding(FindingKind.REGION, "DE-NW"), finding(FindingKind.INTENT, "buying")),
                (finding(FindingKind.REGION, "DE"), finding(FindingKind.REGION, "DEN")),
            )
        ),
    },
)
page = st.lists(entry, max_size=6)
judgement = st.tuples(st.integers(1, 12), st.integers(0, len(JUDGEMENTS) - 1), st.integers(0, 100))
verdict = st.one_of(
    st.tuples(st.just(Subject.SENTIMENT), st.sampled_from(("praise", "mixed"))),
    st.tuples(st.just(Subject.RELEVANCE), st.sampled_from((OURS, NOT_OURS))),
    st.tuples(st.just(Subject.LANGUAGE), st.just("nl")),
)
step = st.one_of(
    st.lists(st.tuples(st.integers(1, 12), verdict), max_size=3).map(lambda some: ("judge", some)),
    st.lists(st.integers(1, 4), max_size=2).map(lambda some: ("unjudge", some)),
    st.lists(st.tuples(st.integers(1, 9), st.none() | st.integers(1, 9), st.booleans()), max_size=4).map(
        lambda some: ("move", some)
    ),
    st.lists(page, min_size=1, max_size=3).map(lambda pages: ("save", pages)),
    st.lists(judgement, max_size=4).map(lambda some: ("rescore", some)),
    st.lists(st.tuples(st.integers(1, 9), st.none() | st.integers(1, 9), st.booleans()), max_size=4).map(
        lambda some: ("move", some)
    ),
)
Step = tuple[str, list[Any]]


def take(store: Store, one: Step) -> object:
    """Do one step."""
    deed, some = one
    if deed == "save":
        return store.save([delivery(*(entry_of(**each) for each in each_page)) for each_page in some], now=NOW)
    if deed == "move":
        return [store.move(number, beside=beside, with_story=with_story) for number, beside, with_story in some]
    if deed == "judge":
        return [
            store.judge(Judgement(mention_id=number, about=about, verdict=said, told="x", judged_on=NOW.date()))
            for number, (about, said) in some
        ]
    if deed == "move":
        return [store.move(number, beside=beside, with_story=with_story) for number, beside, with_story in some]
    if deed == "unjudge":
        return [store.unjudge(number) for number in some]
    return store.rescore(
        Scored(id=number, language="de", language_confidence=0.5, sentiment=JUDGEMENTS[judged], priority=priority)
        for number, judged, priority in some
    )


def entry_of(*, text: int, judged: int, queries: list[str], **others: Any) -> Entry:
    return folded(mention(text=TEXTS[text], judged=JUDGEMENTS[judged], queries=tuple(queries), **others))


wanted = st.builds(
    Filter,
    queries=st.lists(st.sampled_from(QUERIES), max_size=2).map(tuple),
    sources=st.sampled_from(((), ("feed",))),
    languages=st.sampled_from(((), ("de", "en"))),
    labels=st.sampled_from(((), (None,), (Label.PRAISE, None), (Label.CRITICISM,))),
    since=st.sampled_from((None, NOW.date() - timedelta(days=1))),
    until=st.sampled_from((None, NOW.date())),
    is_own=st.sampled_from((False, True, None)),
    is_dropped=st.sampled_from((False, False, True, None)),
    intents=st.sampled_from(((), ("question", "buying"))),
    regions=st.sampled_from(((), ("DE",))),
    is_folded=st.booleans(),
    order=st.sampled_from(Order),
    limit=st.sampled_from((None, 3)),
)


def answers(store: Store, filters: list[Filter]) -> list[object]:
    """Return what `store` says to everything that can be asked."""
    found = sorted(store.volumes(date.min, date.max), key=str)
    return [
        store.judgements(),
        store.total(),
        found,
        [store.mention(number) for number in range(14)],
        [store.scores(number) for number in range(14)],
        [store.story(number) for number in range(14)],
        *(list(store.mentions(one)) for one in filters),
        *(list(store.rows(one, COLUMNS)) for one in filters),
        *({one.id for one in store.search("ExampleVent", replace(each, limit=None))} for each in filters),
    ]


@settings(max_examples=60)
@given(steps=st.lists(step, min_size=1, max_size=5), filters=st.lists(wanted, min_size=1, max_size=4))
def test_the_file_says_what_counting_anew_says(steps: list[Step], filters: list[Filter]):
    memory = MemoryStore()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "listen.db"
        store = open_store(path, now=NOW)
        done = [[take(one, some) for some in steps] for one in (store, memory)]

        assert done[0] == done[1]
        assert answers(store, filters) == answers(memory, filters)
        store.close()
        assert check(path) == ()


anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)


@given(anything)
def test_repaired_text_can_be_bound_and_stays_as_it_is_when_sound(text: str):
    repaired = sound_text(text)

    assert repaired.encode().decode() == repaired
    assert "\0" not in repaired
    assert sound_text(repaired) == repaired
    if "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text):
        assert repaired == text


@given(
    anything,
    st.integers(),
    st.floats(),
    st.sampled_from([lambda number: number, lambda number: -number]),
)
def test_any_value_can_be_stored(text: str, number: int, ratio: float, sign: Callable[[int], int]):
    one = _hostile(text, sign(number) * 2**40, ratio)

    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "listen.db", now=NOW)
        store.save([delivery(one)], now=NOW)
        kept = store.mention(1)
        same = store.save([delivery(one)], now=NOW)
        store.close()

    assert kept is not None
    assert (same.new, same.changed) == (0, 0)
    assert post_row(kept) == post_row(one)


def _hostile(text: str, number: int, ratio: float) -> Mention:
    judged = replace(sentiment(), polarity=ratio, confidence=ratio, subjectivity=ratio)
    one = mention(text, text, title=text, url=text, queries=(text,), judged=judged, priority=number, language=text)
    reactions = Engagement(likes=number, shares=-number, replies=2**63, views=2**63 - 1, score=-(2**63))
    post = replace(one.post, engagement=reactions, tags=(text, ""), links=(text,), matched_by=(text,), author=text)
    return replace(one, post=post, language_confidence=ratio)


@given(st.from_regex(_PLAIN_ADDRESS, fullmatch=True))
def test_an_address_taken_for_plain_is_its_own_canonical_form(url: str):
    form = canonical(url)

    assert form is None or form == url.rstrip("/")
    assert (url_key(url) is None) == (form is None)
