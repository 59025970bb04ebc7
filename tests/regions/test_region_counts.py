"""Counting by region: stories once, unknown as unknown, and what each figure rests on."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from reading_world import NOW, mention

from listen.model import Evidence, Finding, FindingKind, Mention
from listen.regions import RegionCount, by_region, region_of

TEXT = Evidence(word="Köln", start=0, end=4, weight=0.8)
VENUE = Evidence(word="bau.example.de", start=-1, end=-1, weight=0.6)


def region(code: str, confidence: float = 0.8, *evidence: Evidence) -> Finding:
    return Finding(kind=FindingKind.REGION, value=code, confidence=confidence, evidence=evidence or (TEXT,))


def one(number: int, *findings: Finding, story: int | None = None, hours: float = 3.0) -> Mention:
    return replace(
        mention(number, hours=hours), findings=findings, story_id=story, published_at=NOW - timedelta(hours=hours)
    )


def test_unknown_stands_last_and_says_how_many() -> None:
    counted = by_region([one(1, region("DE-NW")), one(2), one(3), one(4, region("AT"), region("DE", 0.3))])

    assert [(row.region, row.stories) for row in counted] == [("AT", 1), ("DE-NW", 1), (None, 2)]


def test_nothing_unknown_is_no_row() -> None:
    assert [row.region for row in by_region([one(1, region("AT"))])] == ["AT"]
    assert by_region([]) == ()


def test_a_story_counts_once_where_its_first_known_post_stands() -> None:
    told = [
        one(1, story=1, hours=9),
        one(2, region("DE-NW"), story=1, hours=8),
        one(3, region("DE-BY"), story=1, hours=7),
        one(4, region("DE-BY"), hours=6),
    ]

    counted = {row.region: (row.stories, row.mentions) for row in by_region(told)}

    assert counted == {"DE-NW": (1, 1), "DE-BY": (1, 2), None: (0, 1)}


def test_what_a_figure_rests_on_is_told() -> None:
    counted = by_region([one(1, region("DE", 0.9, TEXT, VENUE)), one(2, region("DE", 0.6, VENUE))])

    assert counted == (RegionCount(region="DE", stories=2, mentions=2, by_text=1, by_venue=2),)


def test_states_can_be_counted_as_their_country() -> None:
    told = [one(1, region("DE-NW")), one(2, region("DE-BY")), one(3, region("DE-NW", 0.7), region("DE-BY", 0.7))]

    assert [(row.region, row.stories) for row in by_region(told, countries=True)] == [("DE", 3)]
    assert region_of(told[2]) is None, "two are equally likely"


def test_a_guess_counts_as_unknown() -> None:
    assert region_of(one(1, region("DE", 0.49))) is None


def test_other_findings_are_no_regions() -> None:
    intent = Finding(kind=FindingKind.INTENT, value="question", confidence=0.9)

    assert region_of(one(1, intent)) is None


_MENTIONS = st.lists(
    st.tuples(
        st.sampled_from(["DE", "DE-NW", "AT", None]), st.floats(0, 1), st.none() | st.integers(1, 4), st.integers(1, 99)
    ),
    max_size=20,
)


@given(_MENTIONS, st.booleans())
def test_every_story_is_counted_once_whatever_the_order(
    rows: list[tuple[str | None, float, int | None, int]], countries: bool
) -> None:
    told = [
        one(number, *(() if code is None else (region(code, sure),)), story=story, hours=hours)
        for number, (code, sure, story, hours) in enumerate(rows, start=1)
    ]
    stories = len({row[2] for row in rows if row[2] is not None}) + sum(row[2] is None for row in rows)

    counted = by_region(told, countries=countries)

    assert sum(row.stories for row in counted) == stories
    assert sum(row.mentions for row in counted) == len(told)
    assert by_region(reversed(told), countries=countries) == counted
