"""What must hold for every screen: it fits, it speaks, and nothing that strangers wrote can steer the terminal."""

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_world import NOW, ReadingStore, mention, old_runs, state
from rich.cells import cell_len
from rich.console import Console
from screens import SCREENS, digest_of, screen

from listen.model import Label, Match, Span
from listen.render.terminal.digest import digest_lines
from listen.render.terminal.listing import listing_lines
from listen.render.terminal.mention import mention_lines
from listen.text.clean import for_terminal

# What no text may bring onto a screen: C0 but newline, DEL, C1, bidi controls, separators, tags, noncharacters.
STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]"
)

HOSTILE = [
    pytest.param("\x1b[2J\x1b[31mred\x1b]8;;https://evil.example\x1b\\click", id="escape sequences"),
    pytest.param("\x9b2J\x9d0;title\x9c", id="C1 sequences"),
    pytest.param("abc\u202egnp.exe\u2066\u2069", id="bidi"),
    pytest.param("[/] [bold]x[/bold] x[i] [link=https://evil.example]y[/link]", id="markup"),
    pytest.param(":smile: :warning:", id="emoji names"),
    pytest.param("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", id="line ends"),
    pytest.param("Z" + "\u0335" * 400 + "algo", id="marks without end"),
    pytest.param("\u200d" * 300, id="joiners without end"),
    pytest.param("漢字" * 300, id="wide letters without blanks"),
    pytest.param("👩‍👩‍👧‍👦" * 60, id="families"),
    pytest.param("x" * 9_000, id="one endless word"),
    pytest.param("\U000e0041\U000e0042\ufeff\ufffe\U0001ffff", id="tags and noncharacters"),
    pytest.param("{n} {0} {place!r} %s %(n)s", id="format fields"),
    pytest.param("\ud800\udfff lone", id="lone surrogates"),
    pytest.param("", id="nothing"),
    pytest.param("   \n\n\t  ", id="blanks"),
    pytest.param("-5 °C <antirez> Rohr-Set C++", id="ordinary content"),
]


@pytest.mark.parametrize("width", [20, 40, 64, 79, 80, 100, 120, 160, 400])
@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", SCREENS)
def test_no_line_is_wider_than_the_screen(name, lang, width):
    lines = SCREENS[name](screen(width, lang))

    assert max(cell_len(line.plain) for line in lines) <= width


@pytest.mark.parametrize("name", SCREENS)
def test_ascii_stream_gets_only_ascii(name):
    lines = SCREENS[name](screen(80, "de", is_unicode=False))

    assert all(line.plain.isascii() for line in lines)


@pytest.mark.parametrize("name", SCREENS)
def test_pipe_gets_no_control_characters_and_the_same_words(name):
    lines = SCREENS[name](screen())
    pipe = io.StringIO()
    console = Console(file=pipe, markup=False, emoji=False, highlight=False, soft_wrap=True)

    for line in lines:
        console.print(line)

    assert "\x1b" not in pipe.getvalue()
    assert pipe.getvalue() == "".join(f"{line.plain}\n" for line in lines)


def everything_hostile(text):
    one = mention(1, text, title=text, author=text, place=text, label=Label.CRITICISM, replies=0)
    return replace(one, matches=(Match(query=text, words=(text,), spans=(Span(field="text", start=0, end=3),)),))


def rendered(text, **options):  # noqa: ANN003
    """Return every screen's lines for a post, a stream and a query of that text."""
    one = everything_hostile(text)
    shown = screen(80, "en", **options)
    broken = state(text or "x", error="source.unreachable", failing_hours=80, host=text, why=text)
    store = ReadingStore(
        held=[replace(one, matches=(Match(query="brand", words=(text,), spans=one.matches[0].spans),))],
        states={"x": broken},
        past_runs=old_runs(),
    )
    return [
        *digest_lines(digest_of(store), shown),
        *listing_lines([one], shown, has_marks=True),
        *mention_lines(one, shown, story=(one, replace(one, id=2))),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_strangers_cannot_steer_the_terminal(text):
    for line in rendered(text):
        assert not STEERING.search(line.plain)
        assert cell_len(line.plain) <= 80


@pytest.mark.parametrize("text", HOSTILE)
def test_terminal_sees_only_our_own_sequences(text):
    screen_file = io.StringIO()
    console = Console(
        file=screen_file, force_terminal=True, color_system="standard", markup=False, emoji=False, highlight=False,
        soft_wrap=True, legacy_windows=False,
    )  # fmt: skip

    for line in rendered(text, has_styles=True, has_links=True):
        console.print(line)

    ours = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=\d+)?;(?:https://bau\.example/a/1)?\x1b\\")
    assert not STEERING.search(ours.sub("", screen_file.getvalue()))


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://bau.example/\x1b]8;;x", "https://a b", "file:///etc/passwd", "https://x/\u202e"],
)
def test_unsafe_addresses_are_no_links(url):
    one = replace(mention(1), post=replace(mention(1).post, url=url))

    for line in listing_lines([one], screen(has_styles=True, has_links=True)):
        assert all(getattr(span.style, "link", None) is None for span in line.spans)


def test_safe_address_is_a_link_where_links_are_known():
    lines = [list(listing_lines([mention(1)], screen(has_links=known))) for known in (True, False)]

    links = [{getattr(span.style, "link", None) for line in shown for span in line.spans} - {None} for shown in lines]
    assert links == [{"https://bau.example/a/1"}, set()]


def plain_of(lines):
    return "\n".join(line.plain for line in lines)


def test_matched_words_are_marked_without_styles():
    assert "‹ExampleVent› is on the roof." in plain_of(mention_lines(mention(1), screen()))


def test_matched_words_are_bold_with_styles():
    lines = mention_lines(mention(1), screen(has_styles=True))

    marked = [line.plain[span.start : span.end] for line in lines for span in line.spans if span.style == "bold"]
    assert "ExampleVent" in marked


def test_marks_stand_right_although_cleaning_moved_the_text():
    one = mention(1, "\x1b\u202e\x07 a \u200bExampleVent!")

    assert "a ‹ExampleVent›!" in plain_of(mention_lines(one, screen()))


def test_spans_beyond_the_text_do_not_break_it():
    one = replace(
        mention(1), matches=(Match(query="brand", words=("x",), spans=(Span(field="text", start=5, end=999),)),)
    )

    assert "ExampleVent is on the roof." in plain_of(mention_lines(one, screen()))


def test_snippet_begins_near_a_late_match():
    one = mention(1, f"{'filler ' * 200}here comes ExampleVent at last", replies=0, label=Label.CRITICISM)

    shown = plain_of(listing_lines([one], screen(160)))

    assert "…" in shown
    assert "ExampleVent" in shown


def test_title_that_opens_the_text_is_said_once():
    one = mention(1, "New duct. ExampleVent shows it.", title="New duct", replies=0)

    assert plain_of(listing_lines([one], screen())).count("New duct") == 1


def test_label_is_a_sign_and_a_word():
    shown = plain_of(listing_lines([mention(1, label=label) for label in (*Label, None)], screen(lang="de")))

    for both in ("+ Lob", "− Kritik", "= neutral", "± gemischt", "~ unklar", "○ nicht bewertet"):
        assert both in shown


def test_unknown_reactions_are_not_shown_as_zero():
    assert "reactions  unknown" in plain_of(mention_lines(mention(1), screen(lang="en")))


def test_failure_that_another_version_stored_is_shown_by_its_key():
    strange = state("a.example", error="source.from_the_future", failing_hours=5)
    built = digest_of(ReadingStore(states={"x": strange}, past_runs=old_runs()))

    assert "source.from_the_future" in plain_of(digest_lines(built, screen()))


def test_old_digest_warns_and_names_the_command():
    built = digest_of(ReadingStore(past_runs=old_runs(last_hours=72)))

    assert "! Das ist alt: zuletzt gesammelt vor 3 Tagen. Bitte: listen fetch" in plain_of(
        digest_lines(built, screen())
    )


def test_hundred_failing_streams_do_not_drown_the_digest():
    states = {f"s{n}": state(f"s{n}.example", error="source.unreachable", host="x", why="y") for n in range(100)}
    built = digest_of(ReadingStore(states=states, past_runs=old_runs()))

    shown = plain_of(digest_lines(built, screen(160)))

    assert shown.count("s9") < 100
    assert "95 weitere Ströme sind gestört: listen status" in shown


def test_flood_is_told_on_one_line():
    held = [mention(n, "Is it loud?", author="loud", replies=0) for n in range(1, 5_001)]
    built = digest_of(ReadingStore(held=held, past_runs=old_runs()))

    assert "und 4.997 weitere vom selben Verfasser" in plain_of(digest_lines(built, screen(160)))


def test_what_is_left_for_tomorrow_is_said():
    held = [mention(n, "Is it loud?", author=f"a{n}", replies=0) for n in range(1, 9)]
    built = digest_of(ReadingStore(held=held, past_runs=old_runs()), minutes=10)

    assert "2 fit into 10 mins. 6 more are worth your time" in plain_of(digest_lines(built, screen(lang="en")))


@given(text=st.text(max_size=200), width=st.integers(10, 200))
def test_any_text_fits_any_width(text, width):
    one = mention(1, text, title=text[:40] or None, author=text[:30], word="zzzz", replies=0, label=Label.MIXED)
    shown = replace(screen(width), has_styles=True)

    for lines in (listing_lines([one], shown), mention_lines(one, shown)):
        for line in lines:
            assert cell_len(line.plain) <= width
            assert not STEERING.search(line.plain)


@given(text=st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=120))
def test_whole_text_is_shown_word_for_word(text):
    one = mention(1, text, word="zzzz")

    shown = "".join(plain_of(mention_lines(one, screen(400))).split())

    assert "".join(for_terminal(text).split()) in shown


def test_now_is_a_parameter():
    assert screen().today.isoformat() == NOW.date().isoformat()
