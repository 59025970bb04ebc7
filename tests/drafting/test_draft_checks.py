"""Advice on drafts: what it notices, where, what it lets pass; one thing blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.drafting.advice import Level
from listen.drafting.checks import check
from listen.drafting.length import counted, graphemes
from listen.drafting.venues import Permission, Venue
from listen.model import Label
from tests.drafting.drafting_world import OPEN, case, mention

ME = "Ich arbeite bei Luftikus. "
I_AM = "I work for Luftikus. "


def names(text, **different: object):
    return {one.name for one in check(text, case(**different))}


def test_a_plain_answer_needs_no_advice():
    assert check(f"{ME}Meist ist der Bogen zu eng; miss einmal den Druck.", case()) == ()


def test_without_disclosure_it_is_held_back_and_that_comes_first():
    advice = check("Das kostet 49 € bei OtherVent.", case())

    assert [(one.name, one.level) for one in advice] == [
        ("no_disclosure", Level.BLOCK),
        ("price", Level.ADVICE),
        ("competitor", Level.ADVICE),
    ]


@pytest.mark.parametrize("text", ["", "   \n", "Ich arbeite bei Luftikus.", "Ich arbeite bei  Luftikus.\n\n", "…"])
def test_the_template_alone_is_nothing_yet(text):
    assert names(text, template="Ich arbeite bei Luftikus.") == {"empty"}


def test_an_advice_says_where():
    text = f"{ME}Es kostet 49,90 €, und OtherVents auch."
    found = {one.name: text[slice(*one.span)] for one in check(text, case())}

    assert found == {"price": "49,90 €", "competitor": "OtherVent"}


@pytest.mark.parametrize(
    "text",
    [
        "Wir ersetzen dir das Gerät bis Montag.",
        "Das Ersatzteil kommt am Dienstag.",
        "Ich verspreche dir, dass es hält.",
        "Das ist garantiert dicht.",
        "We guarantee that it holds.",
        "You'll get a refund.",
        "We will replace the unit.",
        "I promise it works.",
    ],
)
def test_promises_are_noticed(text):
    assert "promise" in names(ME + text)


@pytest.mark.parametrize("text", ["49 €", "EUR 1.299,00", "$499", "20 % Rabatt", "kostenlos", "free of charge", "£20"])
def test_prices_and_gifts_are_noticed(text):
    assert "price" in names(f"{ME}Das Set: {text}.")


@pytest.mark.parametrize(
    "text",
    [
        "Versprechen kann ich nichts.",
        "I can't promise anything.",
        "Der Druckverlust liegt bei 20 Pa, der Durchmesser bei 125 mm.",
        "Die Garantie beträgt fünf Jahre.",
        "Das ist nicht kostenlos.",
        "Norm 1946-6 von 2019.",
    ],
)
def test_what_promises_nothing_passes(text):
    assert names(ME + text).isdisjoint({"promise", "price"})


def test_praise_counts_only_under_criticism_and_when_it_goes_nowhere():
    proud = f"{ME}Unsere Geräte sind die besten auf dem Markt."
    angry = mention("Die Luftikus pfeift so laut.", label=Label.CRITICISM)

    assert "praise_only" in names(proud, mention=angry)
    assert "praise_only" in names(proud, mention=mention(intents=("complaint",)))
    assert "praise_only" not in names(proud)
    assert "praise_only" not in names(f"{proud} Seit wann ist das so?", mention=angry)
    assert "praise_only" not in names(f"{proud} Das Pfeifen kommt vom Bogen.", mention=angry)


def test_length_is_counted_as_the_channel_counts():
    link = "https://luftikus.example/" + "x" * 200

    assert counted(f"Hier: {link}", "mastodon") == len("Hier: ") + 23
    assert counted("@kim@home.example ja", "mastodon") == len("@kim ja")
    assert counted("日本", "x") == 4
    assert counted(f"a {link}", "x") == 2 + 23
    assert graphemes("👩‍👩‍👧🇩🇪👍🏽e\u0301") == 4
    assert counted("👩‍👩‍👧" * 300, "bluesky") == 300
    assert "too_long" in names(ME + "x" * 300, channel="bluesky", longest=300)
    assert "too_long" not in names(ME + "👩‍👩‍👧" * 200, channel="bluesky", longest=300)


def test_on_mastodon_the_name_of_who_is_answered_counts():
    asked = mention(source="mastodon", author="@kim@home.example", url="https://home.example/@kim/1")
    text = ME + "x" * (500 - len(ME))

    assert counted(text, "mastodon") == 500
    (advice,) = check(text, case(mention=asked, channel="mastodon", longest=500))
    assert dict(advice.values) == {"has": 505, "longest": 500, "over": 5}


def test_the_shorter_of_two_limits_counts():
    short = Venue(name="v", title="V", companies=Permission.YES, links=Permission.YES, longest=40)

    assert "too_long" in names(ME + "x" * 30, venue=short)


def test_links_are_looked_at():
    no_links = Venue(name="v", title="V", companies=Permission.YES, links=Permission.NO)

    assert "link_forbidden" in names(f"{ME}https://luftikus.example/x", venue=no_links)
    assert "shortened_link" in names(f"{ME}https://bit.ly/x")
    assert names(f"{ME}https://luftikus.example/x.pdf.") == set()


@pytest.mark.parametrize(
    "link",
    [
        "http://192.168.0.1/x",
        "https://user:pw@luftikus.example/",
        "https://intranet/x",
        "http://localhost:8080/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://files.example/x",
    ],
)
def test_links_that_outsiders_cannot_use_are_unsafe(link):
    assert "unsafe_link" in names(f"{ME}Siehe {link} dort.")


@pytest.mark.parametrize(
    ("text", "is_noticed"),
    [
        ("Ruf 0171 2345678 an.", True),
        ("Ruf +49 170 1234567 an.", True),
        ("Schreib jane.doe@gmail.com.", True),
        ("IBAN DE89 3704 0044 0532 0130 00", True),
        ("Schreib an service@anders.example.", False),
        ("Schreib an jan@luftikus.example.", False),
        ("Hotline 0800 123 4567.", False),
        ("@kim@home.example Danke!", False),
        ("DIN 1946-6, Artikel 4012345, 2019-12-01.", False),
    ],
)
def test_personal_data_is_noticed(text, is_noticed):
    assert ("personal_data" in names(ME + text, sites=("luftikus.example",))) is is_noticed


def test_shouting_markup_language_and_house():
    assert "shouting" in names(f"{ME}DAS STEHT DOCH ALLES IN DER ANLEITUNG")
    assert "shouting" in names(f"{ME}Lesen!!!")
    assert "shouting" not in names(f"{ME}Die DIN EN ISO 9001 gilt.")
    assert "markup" in names(f"{ME}<script>alert(1)</script>")
    assert "markup" in names(f"{ME}@everyone seht her")
    assert "language" in names(f"{I_AM}The bend is far too narrow for that.", identify=lambda _: "en")
    assert "language" not in names(f"{ME}Der Bogen ist dafür viel zu eng gebaut.", identify=lambda _: None)
    assert "venue_no" in names(f"{ME}Ja.", venue=Venue(name="v", title="V", companies=Permission.NO))
    assert "venue_unknown" in names(f"{ME}Ja.", venue=Venue(name="v", title="V"))


HOSTILE = [
    "ich ",
    "Luftikus ",
    "(",
    "0 ",
    "a.",
    "x@",
    "<a ",
    "1,",
    "https://",
    "bis ",
    "we will ",
    "€ 1",
    "\u0301",
    "👩\u200d",
    "!",
    "A ",
    "\n>",
    "{{",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_draft_of_100_kb_is_looked_at_to_its_end(piece):
    long = (piece * (100_000 // len(piece)))[:100_000]

    # What costs its square would run into the time limit that every test here has.
    found = names(f"x {long}", longest=100)

    assert {"too_long", "no_disclosure"} <= found


@given(st.text(max_size=3_000))
def test_every_span_lies_in_the_draft(text):
    for one in check(f"{ME}{text} 49 €", case(venue=OPEN)):
        assert one.span is None or 0 <= one.span[0] < one.span[1] <= len(text) + len(ME) + 5
