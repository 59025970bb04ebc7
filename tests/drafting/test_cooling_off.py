"""The card "not you, not now": laid for insult, law, press, accident and heat; not for what only sounds like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.brand import AnsweringSettings
from listen.drafting.cooling import Desk, Heat, card_for
from listen.reading import analyzed_text
from tests.drafting.drafting_world import mention


def kinds(text, *, replies=None, **settings: object):
    card = card_for(mention(text, replies=replies), AnsweringSettings(**settings))
    return set() if card is None else {one.heat for one in card.reasons}


@pytest.mark.parametrize(
    ("text", "heat"),
    [
        ("Luftikus, ihr Betrüger!", Heat.INSULT),
        ("You morons at Luftikus", Heat.INSULT),
        ("Ihr hört von meinem Anwalt.", Heat.LEGAL),
        ("I will sue Luftikus.", Heat.LEGAL),
        ("Presseanfrage: Was sagt Luftikus dazu?", Heat.JOURNALIST),
        ("I'm a reporter with the BBC.", Heat.JOURNALIST),
        ("Die Luftikus hat Feuer gefangen.", Heat.ACCIDENT),
        ("Carbon monoxide alarm since the Luftikus was fitted", Heat.ACCIDENT),
    ],
)
def test_heat_is_noticed(text, heat):
    assert kinds(text) == {heat}


@pytest.mark.parametrize(
    "text",
    [
        "Die Montage ist idiotensicher.",
        "Ich Idiot habe den Filter falsch eingesetzt.",
        "Die Nachbarn klagen über den Lärm.",
        "Kein Brand, kein Unfall, sie läuft einfach.",
        "No need to sue anyone.",
        "Braucht man eine Brandschutzklappe?",
        'Einer schrieb: "Ihr Betrüger von Luftikus gehört alle verklagt", das sehe ich nicht so.',
        "> Ihr Betrüger!\nDas finde ich übertrieben.",
        "Die CO2-Werte sind gut.",
        "Warum pfeift die Luftikus?",
        "",
    ],
)
def test_what_only_sounds_like_it_passes(text):
    assert kinds(text) == set()


def test_harsh_words_are_heat_only_where_many_talk():
    harsh = "Eine Frechheit, nie wieder Luftikus!"

    assert kinds(harsh, replies=3) == set()
    assert kinds(harsh) == set()
    assert kinds(harsh, replies=200) == {Heat.HEATED}
    assert kinds("Welche Lüftung habt ihr?", replies=200) == set()


def test_a_kind_can_be_switched_off_and_gets_further_words():
    assert kinds("Luftikus, ihr Betrüger!", cooling_off={"insult": ()}) == set()
    assert kinds("Ihr Pfeifenheinis!", cooling_off={"insult": ("pfeifenhein*",)}) == {Heat.INSULT}
    assert kinds("Ihr Betrüger!", cooling_off={"insult": ("pfeifenhein*",)}) == {Heat.INSULT}


def test_the_card_says_why_and_to_whom():
    text = "Nach dem Brand durch die Luftikus fordert unser Anwalt Schadenersatz."
    post = mention(text)
    card = card_for(post, AnsweringSettings(hand_on={"legal": "recht@luftikus.example"}))

    assert card.desks == (Desk.SAFETY, Desk.LEGAL)
    assert dict(card.contacts) == {Desk.LEGAL: "recht@luftikus.example"}
    for reason in card.reasons:
        assert reason.words == tuple(analyzed_text(post.post)[start:end] for start, end in reason.spans)
        assert reason.words


@given(st.text(max_size=2_000))
def test_no_text_breaks_it_and_evidence_lies_in_it(text):
    post = mention(f"{text} Ihr Betrüger")
    card = card_for(post, AnsweringSettings())
    whole = analyzed_text(post.post)

    for reason in () if card is None else card.reasons:
        assert all(0 <= start < end <= len(whole) for start, end in reason.spans)
