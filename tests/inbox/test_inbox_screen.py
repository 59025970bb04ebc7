"""The screen as a person uses it: keys in, what stands there out. Every world is in memory, nothing is timed."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from inbox_world import World
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from listen.dialogue import AnswerState, Thread
from listen.errors import OutcomeUnknown, Unreachable
from listen.inbox.keys import KEYS
from listen.inbox.reading import PAGE
from listen.inbox.screen.app import InboxApp
from listen.inbox.screen.compose import Compose
from listen.inbox.screen.panes import MentionList, Pane
from listen.inbox.state import Standing, Wanted, standing
from listen.model import Post
from listen.store.opening import open_store
from tests.store.world import NOW, mention

Use = Callable[[InboxApp, Pilot[None]], Awaitable[None]]


@pytest.fixture
def world() -> World:
    made = World()
    made.many(30)
    made.lines = [4, 2]
    return made


def use(world: World, deed: Use, *, size: tuple[int, int] = (120, 40), wanted: Wanted = Wanted(), **changes: object):  # noqa: B008
    async def run() -> None:
        app = InboxApp(world.house(**changes), wanted)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await deed(app, pilot)
        assert app.failure is None

    asyncio.run(run())


async def settled(pilot: Pilot[None]) -> None:
    """Wait until everything that keys began is through, threads included."""
    await pilot.pause()
    while workers := [one for one in pilot.app.workers if one.group in {"slow", "thread", "out"}]:
        await pilot.app.workers.wait_for_complete(workers)
        await pilot.pause()
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def type_in(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await settled(pilot)


def shown(app: InboxApp) -> str:
    """Return everything on the screen."""
    width, height = app.size
    strips = app.screen._compositor.render_strips(app.size)
    assert (len(strips), width > 0) == (height, True)
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def status(app: InboxApp) -> str:
    return "".join(line.plain for line in app._status_lines(200))


def at(app: InboxApp) -> int:
    assert app.row is not None
    return app.row.number


def stands(app: InboxApp, number: int) -> Standing:
    place = app.visit.inbox.place_of(number)
    assert place is not None
    return standing(app.visit.inbox.rows[place], app.visit.now)[0]


@pytest.mark.parametrize("size", [(80, 24), (160, 48), (100, 40), (40, 12)])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_it_shows_list_and_keys_at_every_size(world: World, size: tuple[int, int], lang: str):
    world.lang = lang

    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        text = shown(app)
        assert ("Posteingang" if lang == "de" else "Inbox") in text
        assert "#4" in text
        assert "q " in text.splitlines()[-1]
        await press(pilot, "question_mark")
        assert ("Bewegen" if lang == "de" else "Move") in shown(app)
        await press(pilot, "escape", "j", "j")
        assert at(app) == 1

    use(world, deed, size=size)


def test_wide_shows_the_page_beside_the_list_and_narrow_one_at_a_time(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        page, rows = app.query_one("#page", Pane), app.query_one(MentionList)
        assert page.display
        assert rows.display
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert not page.display
        await press(pilot, "enter")
        assert page.display
        assert not rows.display
        assert "Nummer 4" in page.text
        await press(pilot, "j")
        assert "Nummer 2 " in page.text
        await press(pilot, "escape")
        assert rows.display
        await pilot.resize_terminal(90, 50)
        await settled(pilot)
        assert page.display
        assert rows.display
        assert at(app) == 2

    use(world, deed)


def test_ten_thousand_mentions_scroll_and_only_what_is_near_is_read(tmp_path: Path):
    store = open_store(tmp_path / "listen.db", now=NOW)
    world = World(store=store)
    world.many(10_000)

    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        assert len(app.visit.inbox.rows) <= 2 * PAGE
        for _ in range(400):
            if app.visit.inbox.is_whole:
                break
            await pilot.press("G")
        await press(pilot, "G")
        assert app.visit.inbox.is_whole
        assert at(app) == 10_000
        assert "#10000" in shown(app)
        await press(pilot, "g")
        assert at(app) == 1

    use(world, deed, size=(80, 24))
    store.close()


def test_claim_release_and_undo(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "c")
        assert stands(app, 4) is Standing.MINE
        assert "deine bis 07:30" in shown(app)
        await press(pilot, "u")
        assert stands(app, 4) is Standing.OPEN
        await press(pilot, "z")
        assert stands(app, 4) is Standing.MINE
        await press(pilot, "z")
        assert stands(app, 4) is Standing.OPEN
        await press(pilot, "z")
        assert "nichts zurückzunehmen" in status(app)

    use(world, deed)


def test_a_claim_ticks_down_and_falls_back_before_the_eyes(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "c")
        app._said = ""
        world.clock.move(minutes=29)
        app._look_again()
        assert "noch 1 Minute" in status(app)
        world.clock.move(minutes=2)
        app._look_again()
        await settled(pilot)
        assert "deine bis" not in shown(app)

    use(world, deed)


def test_what_others_do_appears_and_nothing_jumps(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "j", "j", "j")
        before = at(app), app.query_one(MentionList).scroll_offset.y
        world.take(2)
        app._look_again()
        await settled(pilot)
        assert "in Arbeit" in shown(app)
        assert (at(app), app.query_one(MentionList).scroll_offset.y) == before

    use(world, deed)


def test_what_somebody_holds_is_said_and_nothing_is_done(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        world.take(4)
        await press(pilot, "c")
        assert "07:30" in status(app)
        await press(pilot, "r")
        assert not isinstance(app.screen, Compose)
        assert world.drafts == {}

    use(world, deed)


def test_snooze_done_not_ours_and_mute_go_on_to_the_next(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "s", "m")
        assert (stands(app, 4), at(app)) == (Standing.SNOOZED, 2)
        await press(pilot, "d")
        await type_in(pilot, "https://forum.example/9")
        await press(pilot, "enter")
        assert (stands(app, 2), at(app)) == (Standing.DONE, 1)
        assert world.store.desk.answers_to(2)[0].state is AnswerState.RECORDED
        await press(pilot, "x")
        assert (stands(app, 1), at(app)) == (Standing.DISMISSED, 3)
        await press(pilot, "m", "t", "enter")
        assert (stands(app, 3), at(app)) == (Standing.DISMISSED, 5)

    use(world, deed)


@pytest.mark.parametrize("key", ["s", "d", "m", "l", "n", "L", "slash", "f", "question_mark"])
def test_escape_leaves_every_question_and_nothing_is_done(world: World, key: str):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        before = app.visit.inbox
        await press(pilot, key)
        assert len(app.screen_stack) == 2
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1
        assert app.visit.inbox == before

    use(world, deed)


def test_a_date_by_hand_and_a_word_that_is_none(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "s", "d")
        await type_in(pilot, "neulich")
        await press(pilot, "enter")
        assert "neulich" in status(app)
        assert stands(app, 4) is Standing.OPEN
        await press(pilot, "s", "down", "down", "enter")
        assert stands(app, 4) is Standing.SNOOZED

    use(world, deed)


def test_search_filter_and_escape_back(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "slash")
        await type_in(pilot, "Nummer 7")
        await press(pilot, "enter")
        assert [row.number for row in app.visit.inbox.rows] == [7]
        assert "Suche" in shown(app)
        await press(pilot, "escape")
        assert len(app.visit.inbox.rows) == 30
        await press(pilot, "f", "down", "space", "enter")
        assert app.visit.inbox.wanted.unit == "home"
        await press(pilot, "f", "0", "enter")
        assert not app.visit.inbox.wanted.is_filtered

    use(world, deed)


def test_label_note_and_lesson(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "l", "c")
        assert "Kritik" in app.query_one("#page", Pane).text
        await press(pilot, "n")
        await type_in(pilot, "fragt nach dem Bogen")
        await press(pilot, "enter")
        assert "fragt nach dem Bogen" in app.query_one("#page", Pane).text
        await press(pilot, "L")
        await type_in(pilot, "Bogen weiter")
        await press(pilot, "enter")
        assert [one.text for one in world.store.desk.lessons(NOW.date(), NOW.date() + timedelta(days=1))] == [
            "Bogen weiter"
        ]

    use(world, deed)


def test_open_and_copy_take_the_cleaned_link_only(world: World):
    world.save(mention("odd", "ExampleVent", url="javascript:alert(1)", priority=999))

    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "o")
        await press(pilot, "y")
        assert app.clipboard == world.browsed[0]
        await press(pilot, "j", "j")
        assert at(app) == 31
        await press(pilot, "o", "y")
        assert len(world.browsed) == 1
        assert app.clipboard == world.browsed[0]

    use(world, deed)


def test_the_conversation_comes_from_the_channel_and_its_failure_is_said(world: World):
    def post(text: str, author: str) -> Post:
        return Post(
            source="feed", native_id=text, origin="x", url=None, title=None, text=text, author=author, published_at=NOW
        )

    world.thread = Thread(parents=(post("Wer kennt sich aus?", "Ada"),), replies=(post("Bogen weiter.", "Bert"),))

    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "t")
        text = app.query_one("#page", Pane).text
        assert "Wer kennt sich aus?" in text
        assert "Bogen weiter." in text
        world.thread = Unreachable("source.unreachable", host="social.example", why="weg")
        await press(pilot, "j", "t")
        assert "social.example" in app.query_one("#page", Pane).text
        assert world.asked == [4, 2]

    use(world, deed)


def test_an_answer_in_three_keys_besides_the_text(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "j", "c", "k", "r")
        assert isinstance(app.screen, Compose)
        assert stands(app, 4) is Standing.MINE
        text = shown(app)
        for part in ("Nummer 4", "Firmen dürfen hier antworten.", "Früher schrieben wir", "Ich arbeite bei"):
            assert part in text
        await type_in(pilot, "Bogen weiter.")
        await press(pilot, "ctrl+s")
        assert "Mastodon" in shown(app)
        assert world.sent == []
        await press(pilot, "j", "k")
        assert world.sent == []
        await press(pilot, "y")
        assert world.sent == [(4, "Ich arbeite bei ExampleVent.\n\nBogen weiter.", None)]
        assert (stands(app, 4), at(app)) == (Standing.DONE, 2)
        await press(pilot, "z")
        assert stands(app, 4) is Standing.DONE
        assert "nichts zurückzunehmen" in status(app)

    use(world, deed)


def test_enter_is_no_yes_and_a_left_draft_is_kept(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "r")
        await type_in(pilot, "Halb")
        await press(pilot, "ctrl+s", "enter", "space", "escape")
        assert isinstance(app.screen, Compose)
        await press(pilot, "escape")
        assert world.sent == []
        assert world.drafts[4].endswith("Halb")
        await press(pilot, "r")
        assert app.screen.query_one(TextArea).text.endswith("Halb")

    use(world, deed)


def test_without_disclosure_it_goes_out_only_with_a_reason(world: World):
    world.drafts[4] = "Bogen weiter."

    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "r")
        assert "! Sag, für wen du arbeitest." in shown(app)
        await press(pilot, "ctrl+s", "j", "y")
        assert world.sent == []
        await press(pilot, "exclamation_mark")
        await press(pilot, "enter")
        assert world.sent == []
        await press(pilot, "ctrl+s", "exclamation_mark")
        await type_in(pilot, "steht im Profil")
        await press(pilot, "enter")
        assert world.sent == [(4, "Bogen weiter.", "steht im Profil")]

    use(world, deed)


def test_the_card_stands_in_the_place_of_the_composer(world: World):
    world.pen = {"card": ("Nicht du, nicht jetzt.", "Presse: presse@examplevent.example")}

    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "r")
        assert "Nicht du, nicht jetzt." in shown(app)
        assert not app.screen.query(TextArea)
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1

    use(world, deed)


def test_an_unknown_outcome_is_said_and_the_draft_stays(world: World):
    world.pen = {"fails": OutcomeUnknown("inbox.answer_unknown")}

    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "r")
        await type_in(pilot, "Gern.")
        await press(pilot, "ctrl+s", "y")
        assert isinstance(app.screen, Compose)
        assert "--check" in shown(app)
        assert world.drafts[4].startswith("Ich arbeite bei")

    use(world, deed)


def test_who_writes_nothing_holds_nothing(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "r", "escape")
        assert stands(app, 4) is Standing.OPEN
        assert world.drafts == {}
        await press(pilot, "c", "r", "escape")
        assert stands(app, 4) is Standing.MINE

    use(world, deed)


def test_after_a_criticism_it_rests_and_goes_out_only_when_told_so(world: World):
    world.pen = {"rests": NOW + timedelta(minutes=10)}

    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "r")
        await type_in(pilot, "Das tut uns leid.")
        await press(pilot, "ctrl+s")
        assert "07:10" in shown(app)
        await press(pilot, "j", "y", "l")
        assert len(app.screen_stack) == 1
        assert world.sent == []
        await press(pilot, "r", "ctrl+s", "n")
        assert [number for number, _, _ in world.sent] == [4]

    use(world, deed)


def test_the_editor_takes_the_draft_and_gives_it_back(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    world.pen = {"page": tmp_path / "page.md"}
    opened: list[str] = []

    def edit(place: Path) -> None:
        opened.append(place.read_text(encoding="utf-8"))
        place.write_text("Ich arbeite bei ExampleVent. Aus dem Editor.", encoding="utf-8")

    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        monkeypatch.setattr(app, "suspend", nullcontext)
        await press(pilot, "e")
        assert opened == ["Ich arbeite bei ExampleVent.\n\n"]
        assert app.screen.query_one(TextArea).text.endswith("Aus dem Editor.")
        await press(pilot, "ctrl+e")
        assert opened[1].endswith("Aus dem Editor.")

    use(world, deed, edit=edit)


def test_where_listen_cannot_post_the_text_is_copied_the_page_opens_and_the_link_is_recorded(world: World):
    world.pen = {"channel": None}

    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "r")
        await type_in(pilot, "Gern.")
        await press(pilot, "ctrl+s", "y")
        assert app.clipboard.endswith("Gern.")
        assert world.browsed == ["https://bau.example/a/1"]
        await type_in(pilot, "https://bau.example/a/2")
        await press(pilot, "enter")
        assert stands(app, 4) is Standing.DONE
        assert world.store.desk.answers_to(4)[0].url == "https://bau.example/a/2"

    use(world, deed)


def test_every_key_does_something_on_an_empty_list_and_none_breaks():
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        assert "Nichts ist offen" in shown(app)
        for key in KEYS:
            if key.name != "quit":
                await press(pilot, key.also[0] if key.letter in "/?" else key.letter, "escape")
        assert len(app.screen_stack) == 1

    use(World(), deed)


def test_letters_in_a_field_are_letters(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await press(pilot, "slash")
        await type_in(pilot, "cxdqz")
        assert app.screen.query_one(Input).value == "cxdqz"
        await press(pilot, "escape")
        assert all(stands(app, row.number) is Standing.OPEN for row in app.visit.inbox.rows)

    use(world, deed)


def test_the_mouse_selects_and_opens(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await pilot.click("#list", offset=(5, 3))
        await settled(pilot)
        assert at(app) == 2
        await pilot.click("#list", offset=(5, 3))
        await settled(pilot)
        assert app.is_reading

    use(world, deed)


def test_q_leaves(world: World):
    async def deed(app: InboxApp, pilot: Pilot[None]) -> None:
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running

    use(world, deed)
