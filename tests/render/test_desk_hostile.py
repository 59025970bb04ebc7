"""Whatever people or posts put into notes, reasons and names, a deed's screen is plain, and no wider than it may be."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from desk_screens import ANSWER, AUTHOR, LESSON, NOTE, SITE, STORY
from hypothesis import given
from hypothesis import strategies as st
from reading_world import mention
from rich.cells import cell_len
from screens import screen

from listen.dealing import Dealt, Deed
from listen.dialogue import Claim, Dealing, State
from listen.personal import Me
from listen.render.terminal.dealt import claim_lines, dealt_lines, done_lines, known_lines, lesson_lines, mute_lines
from listen.render.terminal.me import me_lines
from listen.text.clean import for_terminal

hostile = st.text(st.characters(codec=None, exclude_categories=()), max_size=40) | st.sampled_from(
    ("\x1b[31m", "\x9b31m", "[link=x]", "a\u202eb", "x\r\ny", "\u2028", "{number}", "{", "\x00")
)


@given(text=hostile, other=hostile, width=st.sampled_from((20, 80, 160)), lang=st.sampled_from(("de", "en")))
def test_nothing_steers_the_screen(text: str, other: str, width: int, lang: str):
    shown = screen(width, lang)
    one = mention(1, text, title=other, author=text, place=other)
    note, lesson = replace(NOTE, text=text), replace(LESSON, text=text, topic=other)
    mutes = [replace(each, value=f"{text} {other}", because=other) for each in (AUTHOR, SITE, STORY)]
    dealing = Dealing(story_id=1, mention_id=1, state=State.DONE, because=text, dealt_on=date(2026, 11, 24))
    answer = replace(ANSWER, url=text)
    claim = Claim(mention_id=1, token="t" * 32, until=shown.now)
    me = Me(units=(text,), languages=(other,), skills=(text,), role=other)
    blocks = [
        claim_lines(claim, one, shown, notes=[note], answers=[answer]),
        known_lines(dealing, [note], [answer], shown),
        done_lines([dealing], {1: one}, shown),
        mute_lines(mutes, shown),
        lesson_lines([lesson], shown),
        me_lines(me, {}, Path("x"), shown),
        *(dealt_lines(Dealt(deed=Deed.MUTED, mute=each, because=text), shown) for each in mutes),
        dealt_lines(Dealt(deed=Deed.DONE, mention=one, answer=answer, because=other), shown),
    ]

    for block in blocks:
        for line in block:
            assert "\n" not in line.plain
            assert for_terminal(line.plain) == line.plain
            assert cell_len(line.plain) <= width
