"""A story as it spread: the original first, every copy with its delay, and what made it a copy."""

from dataclasses import replace
from datetime import timedelta

import pytest

from listen.errors import UsageError
from listen.folding import Kin
from listen.model import Engagement, Label, Mention
from listen.story import Known, spread, story
from listen.testing.memory import MemoryStore
from tests.store.world import NOW, STORY, delivery, folded, mention, sentiment

TITLE = "Neue Anlage von ExampleVent in Musterstadt ist leiser"


def told(
    name: str, text: str, hours: float, *, author: str | None = None, number: int = 1, **values: object
) -> Mention:
    links = values.pop("links", ())
    reactions = values.pop("reactions", Engagement())
    one = mention(name, text, hours_ago=hours, number=number, **values)  # type: ignore[arg-type]
    post = replace(one.post, author=author, links=links, engagement=reactions)  # type: ignore[arg-type]
    return replace(one, post=post, story_id=1)


ORIGINAL = told(
    "original", STORY, 40, title=TITLE, number=2, source="feed", author="Redaktion", url="https://bote.example/gera/1"
)
COPY = told("copy", STORY, 20, title="Ganz leise im Altbau", number=1, author=None, judged=sentiment(Label.CRITICISM))
CUT = told("cut", " ".join(STORY.split()[:20]) + " […]", 18, title=TITLE, number=3)
LINK = told("link", "Lesenswert:", 10, title=None, number=4, source="mastodon", author="@bert@b.example",
            links=("https://bote.example/gera/1",), reactions=Engagement(likes=7, views=100))  # fmt: skip
QUOTE = told("quote", f"{TITLE}. Na endlich!", 9, title=None, number=5, source="mastodon", author="@cleo@c.example")
MOVED = told("moved", "Etwas ganz anderes.", 2, title=None, number=6, reactions=Engagement(likes=0))


def test_the_original_comes_first_and_every_copy_says_what_made_it_one():
    found = spread([COPY, MOVED, QUOTE, LINK, CUT, ORIGINAL], asked=1)

    assert found.original == ORIGINAL
    assert [(one.mention.post.native_id, one.way) for one in found.tellings] == [
        ("original", None),
        ("copy", Kin.EDITED),
        ("cut", Kin.CUT),
        ("link", Kin.LINK),
        ("quote", Kin.QUOTE),
        ("moved", None),
    ]
    assert [one.after for one in found.tellings] == [timedelta(hours=40 - hours) for hours in (40, 20, 18, 10, 9, 2)]
    assert {one.of for one in found.tellings} == {None, 2}


def test_the_evidence_is_told():
    by_name = {one.mention.post.native_id: one for one in spread([COPY, QUOTE, LINK, CUT, ORIGINAL], asked=1).tellings}

    assert by_name["copy"].share == 1.0
    assert by_name["copy"].has_other_title
    assert (by_name["cut"].kept, by_name["cut"].whole) == (19, len(STORY.split()))
    assert by_name["quote"].own == "Na endlich!"
    assert by_name["link"].own == "Lesenswert:"


def test_what_is_counted_says_how_many_said_it():
    found = spread([ORIGINAL, COPY, LINK, MOVED], asked=2)

    assert found.reactions == (Known(name="likes", total=7, places=2), Known(name="views", total=100, places=1))
    assert found.sources == (("feed", 3), ("mastodon", 1))
    assert found.labels == ((None, 3), (Label.CRITICISM, 1))
    assert found.authors == 2


def test_days_without_a_telling_are_there():
    late = told("late", STORY, 40 - 24 * 4, number=9)

    found = spread([ORIGINAL, late], asked=2)

    assert [count for _, count in found.days] == [1, 0, 0, 0, 1]


def test_a_story_of_years_has_only_its_own_days():
    found = spread([ORIGINAL, told("late", STORY, 40 + 24 * 900, number=9)], asked=2)

    assert [count for _, count in found.days] == [1, 1]


def test_a_mention_alone_is_its_own_story():
    store = MemoryStore()
    store.save([delivery(folded(mention("a")))], now=NOW)

    found = story(store, 1)

    assert [one.mention.id for one in found.tellings] == [1]
    assert found.lasted == timedelta()


def test_any_mention_of_a_story_leads_to_all_of_it():
    store = MemoryStore()
    store.save([delivery(folded(mention("a", STORY)), folded(mention("b", STORY, hours_ago=9)))], now=NOW)

    assert [story(store, number).original.post.native_id for number in (1, 2)] == ["b", "b"]
    assert [story(store, number).asked for number in (1, 2)] == [1, 2]


def test_a_mention_that_no_query_matches_any_more_is_still_shown():
    store = MemoryStore()
    store.save([delivery(folded(mention("a", STORY)))], now=NOW)
    store.save([delivery(mention("a", "", queries=()))], now=NOW)

    assert len(story(store, 1).tellings) == 1


def test_what_is_not_there_is_said():
    with pytest.raises(UsageError):
        story(MemoryStore(), 12)


def test_a_crowd_of_copies_is_explained_in_linear_time():
    crowd = [told(f"c{n}", STORY if n % 2 else f"Nummer {n}", 39 - n / 200, number=n + 10) for n in range(2_000)]

    found = spread([ORIGINAL, *crowd], asked=2)

    assert sum(one.way is None for one in found.tellings) == 1_001
