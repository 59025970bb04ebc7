"""Numbers, dates and ages are written as each language writes them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from listen.phrases import say
from listen.render import speech
from listen.window import Window

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("said", "english", "german"),
    [
        pytest.param(lambda lang: str(speech.counted(4990, lang)), "4,990", "4.990", id="thousands"),
        pytest.param(lambda lang: str(speech.counted(-1234567, lang)), "-1,234,567", "-1.234.567", id="negative"),
        pytest.param(lambda lang: speech.decimal(2.5, lang), "2.5", "2,5", id="decimal"),
        pytest.param(lambda lang: speech.decimal(-2.5, lang), "-2.5", "-2,5", id="negative decimal"),
        pytest.param(lambda lang: speech.decimal(1234.56, lang), "1,234.6", "1.234,6", id="large decimal"),
        pytest.param(lambda lang: speech.decimal(3.0, lang), "3", "3", id="whole"),
        pytest.param(lambda lang: speech.about(13.4, lang), "13", "13", id="about from ten on"),
        pytest.param(lambda lang: speech.about(0.44, lang), "0.4", "0,4", id="about below"),
        pytest.param(lambda lang: speech.percent(0.474, lang), "47%", "47\u00a0%", id="percent"),
        pytest.param(lambda lang: speech.signed(-0.6, lang), "−0.60", "−0,60", id="signed"),
        pytest.param(lambda lang: speech.day(date(2026, 11, 4), lang), "4 Nov 2026", "4.11.2026", id="day"),
        pytest.param(lambda lang: speech.weekday(date(2026, 11, 24), lang), "Tuesday", "Dienstag", id="weekday"),
        pytest.param(
            lambda lang: speech.moment(NOW, lang, zone=BERLIN), "24 Nov 2026, 07:00", "24.11.2026, 07:00", id="moment"
        ),
        pytest.param(lambda lang: speech.minutes(24.4, lang), "24 mins", "24 Min.", id="minutes"),
        pytest.param(lambda lang: speech.minutes(0.2, lang), "1 min", "1 Min.", id="less than a minute"),
    ],
)
def test_manner_of_the_language(said, english, german):
    assert (said("en"), said("de")) == (english, german)


@pytest.mark.parametrize(
    ("ago", "english", "german"),
    [
        pytest.param(timedelta(seconds=-40), "just now", "gerade eben", id="clock a little ahead"),
        pytest.param(timedelta(seconds=59), "just now", "gerade eben", id="under a minute"),
        pytest.param(timedelta(minutes=1), "1 min ago", "vor 1 Min.", id="a minute"),
        pytest.param(timedelta(minutes=59), "59 min ago", "vor 59 Min.", id="under an hour"),
        pytest.param(timedelta(hours=3, minutes=50), "3 hr ago", "vor 3 Std.", id="hours, not rounded up"),
        pytest.param(timedelta(days=1), "1 day ago", "vor 1 Tag", id="a day"),
        pytest.param(timedelta(days=6), "6 days ago", "vor 6 Tagen", id="days"),
        pytest.param(timedelta(days=40), "15 Oct 2026", "15.10.2026", id="long ago is a date"),
    ],
)
def test_age(ago, english, german):
    assert speech.age(NOW - ago, "en", now=NOW, zone=BERLIN) == english
    assert speech.age(NOW - ago, "de", now=NOW, zone=BERLIN) == german


@pytest.mark.parametrize(
    ("since", "until", "english", "german"),
    [
        pytest.param("2026-11-24", "2026-11-25", "Today", "Heute", id="today"),
        pytest.param("2026-11-23", "2026-11-25", "Yesterday and today", "Gestern und heute", id="two days"),
        pytest.param("2026-11-20", "2026-11-21", "Friday, 20 Nov 2026", "Freitag, 20.11.2026", id="one day"),
        pytest.param("2026-11-18", "2026-11-25", "18–24 Nov 2026", "18.–24.11.2026", id="in a month"),
        pytest.param("2026-10-28", "2026-11-25", "28 Oct – 24 Nov 2026", "28.10. – 24.11.2026", id="two months"),
        pytest.param("2025-12-30", "2026-01-03", "30 Dec 2025 – 2 Jan 2026", "30.12.2025 – 2.1.2026", id="two years"),
    ],
)
def test_days_meant(since, until, english, german):
    window = Window(since=date.fromisoformat(since), until=date.fromisoformat(until))

    assert speech.days_of(window, "en", today=date(2026, 11, 24)) == english
    assert speech.days_of(window, "de", today=date(2026, 11, 24)) == german


def test_counted_number_chooses_the_singular():
    assert say("render.places", "de", n=speech.counted(1, "de")) == "+1 Ort"


@pytest.mark.parametrize(
    ("hours", "english", "german"),
    [
        (0.01, "1 minute", "1 Minute"),
        (5, "5 hours", "5 Stunden"),
        (47, "47 hours", "47 Stunden"),
        (74, "3 days", "3 Tagen"),
    ],
)
def test_span_of_a_trouble(hours, english, german):
    since = NOW - timedelta(hours=hours)

    assert (speech.lasting(since, "en", now=NOW), speech.lasting(since, "de", now=NOW)) == (english, german)
