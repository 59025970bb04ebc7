"""One visit: what is read in which order, what the deeds change, what can be taken back."""

from datetime import timedelta

import pytest
from inbox_world import SETTINGS, World

from listen.dialogue import MuteKind
from listen.errors import Held, UsageError
from listen.inbox.filtering import choices, is_on, toggled
from listen.inbox.reading import PAGE, queries_for
from listen.inbox.state import Standing, Wanted, standing
from listen.inbox.visit import Visit, label_named, link_of, mute_kind
from listen.model import Label
from listen.protocols import Run
from tests.store.world import NOW, mention, sentiment


@pytest.fixture
def world() -> World:
    made = World()
    made.many(250)
    return made


def numbers(visit: Visit) -> list[int]:
    return [row.number for row in visit.inbox.rows]


def opened(world: World, wanted: Wanted = Wanted(), **changes: object) -> Visit:  # noqa: B008 - frozen
    visit = Visit(world.house(**changes), wanted)
    visit.more()
    return visit


def read_all(visit: Visit) -> None:
    while visit.more():
        pass


def stands(visit: Visit, number: int) -> Standing:
    place = visit.inbox.place_of(number)
    assert place is not None
    return standing(visit.inbox.rows[place], visit.now)[0]


def test_the_digest_comes_first_then_everything_else_by_priority_each_once(world: World):
    world.lines = [7, 3]

    visit = opened(world)
    read_all(visit)

    assert numbers(visit) == [7, 3, *(number for number in range(1, 251) if number not in {7, 3})]
    assert [row.is_line for row in visit.inbox.rows[:3]] == [True, True, False]


def test_pages_are_read_as_they_are_needed(world: World):
    visit = opened(world)

    assert len(visit.inbox.rows) == PAGE
    assert not visit.inbox.is_whole
    read_all(visit)
    assert visit.inbox.is_whole
    assert len(visit.inbox.rows) == 250


def test_what_is_dealt_with_is_left_out_unless_everything_is_wanted(world: World):
    desk = world.store.desk
    desk.finish(1, because=None, today=NOW.date())
    desk.snooze(2, NOW + timedelta(days=1), because=None, today=NOW.date())
    world.take(3)

    assert numbers(opened(world))[:2] == [3, 4]
    assert stands(opened(world), 3) is Standing.IN_PROGRESS
    everything = opened(world, Wanted(is_all=True))
    assert numbers(everything)[:4] == [1, 2, 3, 4]
    assert [stands(everything, number) for number in (1, 2)] == [Standing.DONE, Standing.SNOOZED]


def test_a_page_on_which_everything_is_done_does_not_end_the_list(world: World):
    for number in range(1, 231):
        world.store.desk.finish(number, because=None, today=NOW.date())

    visit = opened(world)
    read_all(visit)

    assert numbers(visit) == list(range(231, 251))


def test_search_finds_what_is_done_too(world: World):
    world.store.desk.finish(5, because=None, today=NOW.date())

    visit = opened(world, Wanted(words="Nummer 5"))

    assert numbers(visit) == [5]
    assert stands(visit, 5) is Standing.DONE


def test_filters_and_back(world: World):
    world.save(mention("en", "ExampleVent is quiet.", language="en", judged=sentiment(Label.PRAISE), priority=0))
    visit = opened(world)
    visit.inbox = visit.inbox.moved_to(4)

    visit.want(Wanted(languages=("en",)))
    assert numbers(visit) == [251]
    visit.want(Wanted(labels=(None,), languages=("en",)))
    assert numbers(visit) == []
    visit.want(Wanted())
    assert len(visit.inbox.rows) == PAGE


def test_an_unknown_unit_or_audience_is_refused_and_the_list_stays(world: World):
    visit = opened(world)

    with pytest.raises(UsageError) as refused:
        visit.want(Wanted(audience="pilots"))
    assert "craftsmen" in refused.value.hint("en")
    with pytest.raises(UsageError):
        visit.want(Wanted(unit="nope"))
    assert len(visit.inbox.rows) == PAGE


def test_unit_and_audience_come_to_queries():
    assert queries_for(SETTINGS, unit=None, audience=None) == ()
    assert queries_for(SETTINGS, unit="trade", audience=None) == ("hose",)
    assert queries_for(SETTINGS, unit=None, audience="Craftsmen") == ("hose",)


def do(visit: Visit, name: str, *values: object):
    told = getattr(visit.deeds, name)(*values)
    visit.took(told)
    return told


DEEDS = [
    ("claim", (), Standing.MINE),
    ("snooze", ("tomorrow",), Standing.SNOOZED),
    ("done", ("",), Standing.DONE),
    ("done", ("https://forum.example/antwort/9",), Standing.DONE),
    ("not_ours", (), Standing.DISMISSED),
    ("mute", (MuteKind.STORY, 7), Standing.DISMISSED),
]


@pytest.mark.parametrize(("name", "values", "after"), DEEDS)
def test_a_deed_shows_at_once_and_can_be_taken_back(
    world: World, name: str, values: tuple[object, ...], after: Standing
):
    visit = opened(world)

    told = do(visit, name, 1, *values)

    assert stands(visit, 1) is after
    assert visit.inbox.selected.number == (2 if told.goes_on else 1)
    back = visit.undo()
    assert back is not None
    assert stands(visit, 1) is Standing.OPEN
    assert visit.inbox.selected.number == 1
    assert world.store.mention(1).dropped is None
    assert not world.store.judgements()
    assert not world.store.desk.answers_to(1)
    assert visit.undo() is None


def test_note_lesson_and_label_are_kept_and_taken_back(world: World):
    visit = opened(world)
    do(visit, "note", 1, "Kollege in Musterstadt weiß mehr.")
    do(visit, "lesson", 1, "Bögen weiter wählen.")
    do(visit, "label", 1, "criticism")

    assert [one.text for one in visit.details(visit.inbox.rows[0]).notes] == ["Kollege in Musterstadt weiß mehr."]
    assert visit.inbox.rows[0].mention.label is Label.CRITICISM
    assert visit.inbox.at == 0
    for _ in range(3):
        visit.undo()
    assert visit.details(visit.inbox.rows[0]).notes == ()
    assert visit.inbox.rows[0].mention.corrected is None
    assert not list(world.store.desk.lessons(NOW.date(), NOW.date() + timedelta(days=1)))


def test_a_mute_of_an_author_takes_all_that_they_wrote_and_brings_it_back(world: World):
    visit = opened(world)
    same = [
        row.number for row in visit.inbox.rows if row.mention.post.author == visit.inbox.rows[0].mention.post.author
    ]

    do(visit, "mute", 1, MuteKind.AUTHOR, 30)

    assert len(same) > 1
    assert all(stands(visit, number) is Standing.DISMISSED for number in same)
    visit.undo()
    assert all(stands(visit, number) is Standing.OPEN for number in same)


def test_what_somebody_else_holds_is_refused(world: World):
    world.take(1)
    visit = opened(world)

    with pytest.raises(Held):
        visit.deeds.claim(1)
    with pytest.raises(Held):
        visit.deeds.done(1, "")
    assert stands(visit, 1) is Standing.IN_PROGRESS


def test_others_changes_appear_without_moving_anything(world: World):
    visit = opened(world)
    visit.inbox = visit.inbox.moved_to(3)
    world.take(2)
    world.store.desk.finish(5, because=None, today=NOW.date())

    assert visit.refresh(0, 20)
    assert (stands(visit, 2), stands(visit, 5)) == (Standing.IN_PROGRESS, Standing.DONE)
    assert visit.inbox.at == 3
    assert not visit.refresh(0, 20)


def test_a_claim_falls_back_by_itself(world: World):
    visit = opened(world)
    do(visit, "claim", 1)
    world.clock.move(minutes=29)
    assert stands(visit, 1) is Standing.MINE

    world.clock.move(minutes=1)

    assert stands(visit, 1) is Standing.OPEN
    assert visit.refresh(0, 5)


def test_something_fetched_meanwhile_is_noticed(world: World):
    visit = opened(world)
    assert not visit.has_news()

    run = world.store.begin_run(NOW)
    world.store.end_run(Run(id=run, started_at=NOW, ended_at=NOW))

    assert visit.has_news()
    visit.reread()
    assert not visit.has_news()


def test_what_was_forgotten_meanwhile_is_left_out_and_no_deed_breaks(world: World):
    visit = opened(world)
    told = visit.deeds.claim(1)
    visit.house.store.mention = lambda number: None

    visit.took(told)

    assert stands(visit, 1) is Standing.DISMISSED


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (None, None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("http://", None),
        ("https://user:secret@bau.example/", "https://bau.example/"),
    ],
)
def test_only_a_safe_address_is_a_link(world: World, url: str | None, link: str | None):
    world.save(mention("odd", "ExampleVent", url=url, priority=999))

    assert link_of(opened(world).inbox.rows[0]) == link


def test_every_choice_of_the_filter_can_be_set_and_taken_away(world: World):
    visit = opened(world)
    for choice in choices(SETTINGS, visit.inbox):
        once = toggled(choice, Wanted())
        assert is_on(choice, once)
        assert once.is_filtered
        assert toggled(choice, once) == Wanted()


@pytest.mark.parametrize(("text", "label"), [("p", Label.PRAISE), ("crit", Label.CRITICISM), ("", None), ("x", None)])
def test_a_label_is_known_by_its_beginning(text: str, label: Label | None):
    assert label_named(text) is label


def test_what_is_muted_is_known_by_its_beginning():
    assert [mute_kind(text) for text in ("a", "site", "st", "", "q")] == [
        MuteKind.AUTHOR,
        MuteKind.SITE,
        MuteKind.STORY,
        None,
        None,
    ]
