"""What people talk about, read from a store: windows before it, units, young databases, floods."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from listen.brand import Brand, Competitor, Query, Settings, Unit
from listen.errors import UsageError
from listen.model import Mention
from listen.protocols import Entry
from listen.talk import talk
from listen.testing.memory import MemoryStore
from listen.window import Window, last_days
from tests.store.world import NOW, delivery, mention

SETTINGS = Settings(
    brand=Brand(name="ExampleVent"),
    units=(Unit(name="air", title="Lüftung"),),
    queries=(
        Query(name="brand", expression="ExampleVent", unit="air"),
        Query(name="hose", expression="Flexschlauch"),
        Query(name="OtherVent", expression="OtherVent", competitor="OtherVent"),
    ),
    competitors=(Competitor(name="OtherVent", expression="OtherVent"),),
)
WEEK = last_days(7, today=NOW.date())


def by(number: int, text: str, days_ago: float, **values: object) -> Mention:
    one = mention(f"m{number}", text, title=None, hours_ago=24 * days_ago, url=None, **values)  # type: ignore[arg-type]
    return replace(one, post=replace(one.post, author=f"person{number}"))


def filled(*some: Mention) -> MemoryStore:
    store = MemoryStore()
    store.save([delivery(*(Entry(mention=one) for one in some))], now=NOW)
    return store


def leaks(count: int, start: int, days_ago: float, **values: object) -> list[Mention]:
    return [
        by(start + n, "Die Muffe von ExampleVent ist undicht, anders als OtherVent.", days_ago, **values)
        for n in range(count)
    ]


def calm(count: int, start: int, days_ago: float) -> list[Mention]:
    return [by(start + n, f"Ganz anderes steht bei ExampleVent Nummer{start + n}.", days_ago) for n in range(count)]


def test_a_week_is_compared_with_the_four_before():
    store = filled(*leaks(8, 0, 1), *calm(20, 100, 2), *leaks(4, 200, 9), *calm(20, 300, 16), *calm(20, 400, 28))

    found = talk(store, SETTINGS, window=WEEK)

    assert found.blocks == 4
    assert (found.themes[0].voices, found.themes[0].usual) == (8, 1.0)
    assert found.themes[0].label in {"undicht", "Muffe"}
    assert found.mentions == 28
    assert not found.is_small


def test_names_of_the_brand_and_its_competitors_are_left_out():
    found = talk(filled(*leaks(8, 0, 1), *calm(20, 100, 2)), SETTINGS, window=WEEK)

    said = " ".join([theme.label for theme in found.themes] + [w.word for theme in found.themes for w in theme.words])
    assert "Vent" not in said


def test_a_young_database_has_nothing_to_compare_with():
    found = talk(filled(*leaks(8, 0, 1)), SETTINGS, window=WEEK)

    assert found.blocks == 0
    assert found.themes[0].usual is None
    assert found.is_small


def test_three_weeks_of_listening_are_two_to_compare_with():
    found = talk(filled(*leaks(8, 0, 1), *calm(5, 100, 8), *calm(5, 200, 20)), SETTINGS, window=WEEK)

    assert found.blocks == 2


def test_only_the_queries_that_were_named_are_heard():
    store = filled(*leaks(5, 0, 1, queries=("hose",)), *leaks(5, 100, 1, queries=("OtherVent",)))

    assert talk(store, SETTINGS, window=WEEK, queries=("hose",)).mentions == 5
    assert talk(store, SETTINGS, window=WEEK, queries=("OtherVent",)).overheard.voices == 5
    assert talk(store, SETTINGS, window=WEEK).overheard.voices == 5
    assert talk(store, SETTINGS, window=WEEK, unit="air").themes == ()


def test_own_posts_and_dropped_ones_are_not_what_people_say():
    store = filled(*leaks(5, 0, 1, is_own=True), *[replace(one, dropped="namesake") for one in leaks(5, 50, 1)])

    assert talk(store, SETTINGS, window=WEEK).overheard.voices == 0


def test_unknown_units_and_queries_are_said():
    with pytest.raises(UsageError):
        talk(filled(), SETTINGS, window=WEEK, unit="watr")
    with pytest.raises(UsageError):
        talk(filled(), SETTINGS, window=WEEK, queries=("brnd",))


def test_nothing_is_no_theme():
    found = talk(filled(), SETTINGS, window=WEEK)

    assert (found.themes, found.mentions, found.overheard.voices) == ((), 0, 0)


def test_the_beginning_of_time_has_no_weeks_before():
    window = Window(since=date.min, until=date.min + timedelta(days=10))

    assert talk(filled(), SETTINGS, window=window).themes == ()


def test_a_sample_of_earlier_weeks_says_the_same(monkeypatch: pytest.MonkeyPatch):
    store = filled(*leaks(30, 0, 1), *calm(60, 100, 2), *leaks(60, 1_000, 9), *calm(60, 2_000, 9))
    whole = talk(store, SETTINGS, window=WEEK)

    monkeypatch.setattr("listen.talk._SAMPLED", 40)
    sampled = talk(store, SETTINGS, window=WEEK)

    assert whole.themes[0].usual == 60
    assert sampled.themes[0].usual == pytest.approx(60, rel=0.4)
    assert sampled.themes[0].voices == whole.themes[0].voices
