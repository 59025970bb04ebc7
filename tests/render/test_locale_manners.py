"""What lies ready of the locales is what Babel says, for every day, time and number; others are asked of Babel."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from listen.channel import Words
from listen.cli.session import language_of
from listen.config import template
from listen.phrases import LANGUAGES, say
from listen.regions import region_name
from listen.render import speech
from listen.render.locales import manners_text
from listen.render.manners import MANNERS_FILE, READY, manners_of

LOCALES = {"en": "en_GB", **{lang: lang.replace("-", "_") for lang in (*READY[1:], "fr", "pl", "ja", "hi", "es-MX")}}
LANGS = st.sampled_from(sorted(LOCALES))
DAYS = st.dates(min_value=date(1000, 1, 1))
WIDE = str.maketrans({"\u2009": " ", "\u202f": "\u00a0"})


def test_what_lies_ready_is_fresh():
    assert MANNERS_FILE.read_text(encoding="utf-8") == manners_text()


def test_every_language_of_the_house_lies_ready():
    assert set(LANGUAGES) <= set(READY)


@given(lang=LANGS, when=DAYS)
def test_days_are_babels(lang: str, when: date):
    locale = Locale.parse(LOCALES[lang])
    is_german = lang.startswith("de")

    assert speech.day(when, lang) == format_skeleton("yMd" if is_german else "yMMMd", when, locale=locale)
    assert speech.short_day(when, lang) == format_skeleton("Md" if is_german else "MMMd", when, locale=locale)
    assert speech.weekday(when, lang) == format_date(when, "EEEE", locale=locale)


@given(lang=LANGS, when=st.times())
def test_times_are_babels(lang: str, when: time):
    said = manners_of(lang).timed(when)

    assert said == format_time(when, "short", locale=LOCALES[lang]).translate(WIDE)


@given(lang=LANGS, number=st.integers(min_value=-(10**12), max_value=10**12))
def test_numbers_are_babels(lang: str, number: int):
    # Babel takes two apostrophes in a Swiss number for quotes and drops them.
    swiss = format_decimal(number, locale="de_DE").replace(".", "'")
    expected = swiss if lang == "de-CH" else format_decimal(number, locale=LOCALES[lang]).translate(WIDE)

    assert str(speech.counted(number, lang)) == expected


@given(lang=LANGS, share=st.integers(min_value=0, max_value=100))
def test_percents_are_babels(lang: str, share: int):
    assert speech.percent(share / 100, lang) == format_percent(share / 100, locale=LOCALES[lang]).translate(WIDE)


@given(lang=LANGS, items=st.lists(st.text(min_size=1), max_size=6))
def test_lists_are_babels_whatever_stands_in_them(lang: str, items: list[str]):
    quiet = [f"<{number}>" for number in range(len(items))]
    pattern = format_list(quiet, locale=LOCALES[lang])
    expected = "".join(
        items[int(part)] if at % 2 else part
        for at, part in enumerate(part for piece in pattern.split("<") for part in piece.split(">"))
    )

    assert speech.listed(items, lang) == expected


@pytest.mark.parametrize(
    ("lang", "number", "day", "clock", "ago"),
    [
        ("de-AT", "12.345,5", "2.1.2026", "19:05", "vor 3 Std."),
        ("de-CH", "12'345.5", "2.1.2026", "19:05", "vor 3 Std."),
        ("en-GB", "12,345.5", "2 Jan 2026", "19:05", "3 hr ago"),
        ("en-US", "12,345.5", "Jan 2, 2026", "7:05\u00a0PM", "3 hr. ago"),
        ("fr", "12\u00a0345,5", "2 janv. 2026", "19:05", "il y a 3\u00a0h"),
        ("pl", "12\u00a0345,5", "2 sty 2026", "19:05", "3 godz. temu"),
    ],
)
def test_manner_of_the_country(lang: str, number: str, day: str, clock: str, ago: str):
    when = datetime(2026, 1, 2, 19, 5, tzinfo=UTC)
    zone = ZoneInfo("UTC")

    assert speech.decimal(12345.5, lang) == number
    assert speech.day(when.date(), lang) == day
    assert speech.clock(when, zone, lang) == clock
    assert speech.age(when, lang, now=when.replace(hour=22), zone=zone) == ago


@pytest.mark.parametrize(("lang", "like"), [("de-XX", "de"), ("xx", "en"), ("xx-YY", "en"), ("not a tag", "en")])
def test_what_nobody_knows_falls_back_to_the_language_then_to_english(lang: str, like: str):
    assert manners_of(lang) == manners_of(like)


@given(lang=LANGS, first=DAYS, last=DAYS)
def test_both_ends_of_a_span_can_be_read(lang: str, first: date, last: date):
    said = speech.span(first, last, lang)

    assert str(first.day) in said
    assert str(last.day) in said
    assert str(last.year) in said or str(first.year) in said


@pytest.mark.parametrize(
    ("environ", "chosen", "tag"),
    [
        ({}, None, "en"),
        ({"LANG": "C.UTF-8"}, None, "en"),
        ({"LANG": "de_DE.UTF-8"}, None, "de"),
        ({"LANG": "de_AT.UTF-8@euro"}, None, "de-AT"),
        ({"LANG": "en_US.UTF-8"}, None, "en-US"),
        ({"LANG": "fr_FR.UTF-8"}, None, "en"),
        ({"LANG": "de_DE", "LC_ALL": "en_GB"}, None, "en-GB"),
        ({"LANG": "de_DE", "LISTEN_LANG": "en-US"}, None, "en-US"),
        ({"LISTEN_LANG": "en"}, "de-CH", "de-CH"),
        ({"LISTEN_LANG": "en"}, "DE_ch", "de-CH"),
        ({"LISTEN_LANG": "klingon", "LANG": "de"}, None, "de"),
        ({"LANG": "den"}, None, "en"),
    ],
)
def test_the_language_and_its_country(environ: dict[str, str], chosen: str | None, tag: str):
    assert language_of(environ, chosen) == tag


@pytest.mark.parametrize("lang", ["de-AT", "de-CH", "de-XX"])
def test_a_country_changes_no_words(lang: str):
    assert say("render.label_praise", lang) == "Lob"
    assert region_name("DE-BY", lang) == "Bayern"
    assert Words(en="mail", de="Post").say(lang) == "Post"
    assert "Worauf listen" in template("X", lang=lang)
