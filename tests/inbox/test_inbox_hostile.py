"""What strangers wrote is only ever shown: no markup, no action, no link but the cleaned one, no crash."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st
from inbox_world import SETTINGS, World

from listen.dialogue import Thread
from listen.inbox.lines import row_lines, told_line
from listen.inbox.page import Details, page_lines
from listen.inbox.plain import Plain
from listen.inbox.screen.app import InboxApp
from listen.inbox.state import Row, Wanted
from listen.model import Post
from listen.text.urls import safe_link
from tests.store.world import NOW, mention

NASTY = (
    "[bold red]ExampleVent[/] [@click=app.quit]click[/] [link=https://evil.example]x[/link]",
    "[@click=\"app.do('done')\"]ExampleVent[/]",
    "ExampleVent \x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\ \x1b[2J\x1b]52;c;ZXZpbA==\x07",
    "ExampleVent \u202egnp.exe \u2066\u200b\ufeff [/]",
    "ExampleVent [",
    "ExampleVent " + "[" * 500,
    "ExampleVent ☃️👩‍👩‍👧‍👦 漢字" * 20,
    "\x00\x07ExampleVent\r\n\x9b31m",
    "",
)
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=200), st.text("[]@/=\\'\"()x\x1b\u202e漢 \n", max_size=80))
urls = st.one_of(
    st.none(), st.sampled_from(("javascript:alert(1)", "https://ok.example/[b]", "https://a@evil.example/")), texts
)


def links_in(lines) -> set[str]:
    return {span.style.link for line in lines for span in line.spans if getattr(span.style, "link", None)}


@given(text=texts, title=st.none() | texts, author=texts, url=urls, width=st.integers(1, 200))
def test_lines_fit_and_link_only_to_the_cleaned_address(text, title, author, url, width: int):
    world = World(screen={"has_styles": True, "has_links": True})
    one = mention("1", text, title=title, url=url, number=1)
    row = Row(mention=one, minutes=1)
    screen = world.house().screen(width)

    lines = [*row_lines(row, screen, is_selected=True, settings=SETTINGS)]
    lines += page_lines(row, Details(), screen, settings=SETTINGS, thread_told=author)

    assert all(line.cell_len <= width for line in lines)
    assert links_in(lines) <= {safe_link(one.post.url or "")} - {None}
    shown = "".join(line.plain for line in lines)
    assert not [
        letter for letter in shown if ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 or letter in "\u202e\u2066"
    ]
    assert not [span for line in lines for span in line.spans if getattr(span.style, "meta", None)]


@given(value=texts)
def test_what_a_deed_says_is_one_clean_line(value: str):
    from listen.inbox.deeds import Told

    told = told_line(Told(key="muted_site", number=1, values=(("value", value), ("n", 3))), World().house().screen(80))

    assert "\n" not in told
    assert "\x1b" not in told


@settings(max_examples=4)
@given(several=st.lists(st.tuples(texts, st.none() | texts, urls), min_size=1, max_size=4))
def test_no_text_does_anything_on_the_screen(several):
    world = World()
    world.save(
        *(mention(str(number), text, title=title, url=url) for number, (text, title, url) in enumerate(several)),
        *(mention(f"n{number}", text, title=text) for number, text in enumerate(NASTY)),
    )
    world.thread = None

    async def run() -> None:
        app = InboxApp(world.house(), Wanted())
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.pause()
            for _ in range(len(app.visit.inbox.rows)):
                await pilot.press("j")
            await pilot.press("enter", "space", "escape")
            await pilot.click("#page", offset=(6, 1))
            await pilot.click("#page", offset=(16, 4))
            await pilot.pause()
            assert app.is_running
        assert app.failure is None

    asyncio.run(run())
    assert not world.store.desk.dealings(range(1, 20), now=NOW)
    assert world.browsed == []
    assert world.sent == []


@settings(max_examples=20)
@given(text=texts, title=st.none() | texts)
def test_the_plain_mode_tells_clean_lines(text: str, title: str | None):
    world = World(screen={})
    world.save(mention("1", text, title=title))
    lines, told = ["", "y", "q"], []

    Plain(world.house(), Wanted(), ask=lambda _: lines.pop(0), tell=told.append).run()

    assert not [letter for line in told for letter in line if ord(letter) < 32 or letter in "\x7f\x9b\u202e"]


def test_a_hostile_conversation_is_text_too():
    world = World(screen={"has_styles": True, "has_links": True})
    nasty = tuple(
        Post(source="feed", native_id=str(number), origin="x", url=None, title=None, text=text, author=text)
        for number, text in enumerate(NASTY)
    )
    row = Row(mention=mention("1", number=1), minutes=1)
    thread = Thread(parents=nasty, replies=nasty)
    lines = page_lines(row, Details(), world.house().screen(60), settings=SETTINGS, thread=thread)

    assert all(line.cell_len <= 60 for line in lines)
    assert "\x1b" not in "".join(line.plain for line in lines)
    assert links_in(lines) <= {mention("1").post.url}
