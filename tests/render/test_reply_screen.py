"""What `listen reply` shows: every width, plain ASCII, both languages; nothing of a stranger steers the screen."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from listen.drafting.page import MARK
from listen.render.json import dumps
from listen.render.json_reply import reply_json
from listen.render.reply_page import asides
from listen.render.screen import Screen
from listen.render.terminal.reply import answered_lines, card_lines, mention_lines, preview_lines
from listen.replying import record, review
from listen.testing.memory import MemoryStore
from tests.render.test_render_json import REFERENCE, keys_in
from tests.replying.replying_world import TEXT, Person, fill

NASTY = 3 * (
    "Ihr Betrüger von ExampleVent\x1b[2J\u202e hört von meinem Anwalt! Das Gerät hat Feuer gefangen, Filter auch. "
)
DRAFT = "Das kostet 49 € und OtherVent auch. SO BAUT MAN DAS DOCH NICHT EIN!!! https://bit.ly/x"


@pytest.fixture
def prepared(tmp_path):
    person = Person(tmp_path, fill(MemoryStore(), NASTY, "Das Gerät von ExampleVent pfeift, hilft ein Filter?"))
    person.send(f"{TEXT} Das Gerät läuft.", number=2)
    return person.prepared()


def screen(**different: object):
    zone = ZoneInfo("Europe/Berlin")
    return replace(Screen(now=datetime(2026, 11, 24, 7, tzinfo=UTC), zone=zone), **different)


def lines(prepared, shown):
    where = shown.say("reply.where_unknown", channel="Mastodon")
    return [
        *mention_lines(prepared, shown),
        *card_lines(prepared, shown),
        *preview_lines(prepared, DRAFT, review(prepared, DRAFT), where, shown),
    ]


@pytest.mark.parametrize("width", [20, 40, 80, 160])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_line_is_wider_than_the_screen(prepared, width, lang):
    shown = lines(prepared, screen(width=width, lang=lang))

    assert shown
    assert max(cell_len(line.plain) for line in shown) <= width
    assert not {"\x1b", "\u202e"} & set("".join(line.plain for line in shown))


def test_an_ascii_screen_gets_ascii(prepared):
    text = "\n".join(line.plain for line in lines(prepared, screen(is_unicode=False, lang="de")))

    assert text.isascii()
    assert "x haelt ihn auf: er sagt nicht, fuer wen du arbeitest" in text


def test_the_card_says_why_and_who_takes_over(prepared):
    text = "\n".join(line.plain for line in card_lines(prepared, screen(lang="de")))

    assert text.startswith("Nicht du, nicht jetzt")
    assert "ein Unfall oder eine Gefahr: „Feuer gefangen“" in text
    assert "answering.hand_on.legal" in text


def test_every_line_beside_the_draft_is_marked(prepared):
    shown = asides(prepared, review(prepared, DRAFT), DRAFT, "de")

    assert all(line.startswith(MARK) for line in shown)
    assert any("Was wir früher gesagt haben" in line for line in shown)
    assert any("hält ihn auf" in line for line in shown)


def test_every_key_of_the_json_is_documented(prepared, tmp_path):
    told = reply_json(prepared, DRAFT, review(prepared, DRAFT), outcome="dry_run", through="mastodon")
    reference = REFERENCE.read_text(encoding="utf-8")
    data = {"has", "longest", "over", "name", "host", "de", "en", "what"}

    assert {key for key in keys_in(told) if f"`{key}`" not in reference} - data == set()
    assert "\x1b" not in dumps(told)


def test_a_recorded_answer_says_that_its_thread_is_watched(tmp_path):
    person = Person(tmp_path, fill(MemoryStore(), "Welcher Filter passt in mein ExampleVent?"))
    answer = record(
        person.store, person.prepared(), TEXT, "https://bau.example/1#a", drawer=person.drawer, now=datetime.now(UTC)
    )
    text = "\n".join(line.plain for line in answered_lines(answer, screen(lang="de")))

    assert "beantwortet: #1, der Link ist festgehalten" in text
    assert "14 Tage" in text
