"""The order of the reading list is an open sum: every term is known, unknown numbers add nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_world import NOW, SETTINGS, mention

from listen.model import Engagement, Finding, FindingKind, Label
from listen.personal import Me
from listen.phrases import LANGUAGES, say
from listen.ranking import (
    aged,
    explain,
    headroom,
    is_question,
    priority,
    reactions,
    reader_terms,
    reasons,
    terms,
    wants_to_buy,
)

QUERIES = {query.name: query for query in SETTINGS.queries}


def keys(one):
    return {term.key for term in terms(one, queries=QUERIES)}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Passt das auf DN 125?", id="German with mark"),
        pytest.param("Is this any good?", id="English with mark"),
        pytest.param("Kennt jemand ExampleVent", id="German, mark forgotten"),
        pytest.param("Hat hier jemand Erfahrung mit ExampleVent", id="German with a word between"),
        pytest.param("does anyone know if it fits", id="English, mark forgotten"),
        pytest.param("How do I connect ExampleVent to a manifold", id="how do I"),
        pytest.param("Ganz toll. Aber wie reinigt man das?! Danke", id="mark in the middle"),
        pytest.param("これは静かですか？", id="full-width mark"),
        pytest.param("¿Alguien usa ExampleVent?", id="Spanish"),
    ],
)
def test_question_is_recognised(text):
    assert is_question(mention(text=text).post)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ExampleVent is great.", id="statement"),
        pytest.param("See https://bau.example/?q=ExampleVent for more", id="mark in an address"),
        pytest.param("> Passt das auf DN 125?\nJa.", id="quoted question"),
        pytest.param("???", id="only marks"),
        pytest.param("Hä?", id="one word"),
        pytest.param("", id="nothing"),
        pytest.param("Someone told me how it works.", id="question words in a statement"),
    ],
)
def test_no_question_is_seen_where_none_is_asked(text):
    assert not is_question(mention(text=text).post)


def test_question_in_the_title_counts():
    assert is_question(mention(title="Welcher Schlauch ist leise?", text="").post)


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Schlauch zu steif? Unser Test im Altbau", id="our test"),
        pytest.param("Was kostet ein Dämpfer? Unsere Rechnung", id="a price, told"),
        pytest.param("Dämpfer verstopft? So wird er sauber", id="so"),
        pytest.param("„Zu laut?“ – Das sagt der Hersteller", id="quoted, with a dash"),
        pytest.param("Zu laut? Zu teuer? Wir haben nachgemessen", id="two questions"),
        pytest.param("Which duct is quiet? Here is our test", id="English"),
        pytest.param("Noisy duct? 5 tips", id="a list"),
    ],
)
def test_a_title_that_answers_itself_asks_nobody(title):
    one = mention(title=title, text="Neunzehn Dezibel, mehr nicht.").post

    assert not is_question(one)
    assert not wants_to_buy(one)


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Welcher Schlauch? DN 125, Altbau", id="details follow"),
        pytest.param("Schlauch zu steif? Wir brauchen Hilfe", id="a cry for help"),
        pytest.param("Unser Test: Schlauch zu steif?", id="the question stands last"),
        pytest.param("Schlauch zu steif? Was tun?", id="a second question stands last"),
    ],
)
def test_a_title_that_is_not_its_own_answer_asks(title):
    assert is_question(mention(title=title, text="").post)


def test_a_question_in_the_text_counts_below_any_title():
    one = mention(title="Was kostet ein Dämpfer? Unsere Zahlen", text="Hat jemand von euch andere Preise?").post

    assert is_question(one)
    assert not wants_to_buy(one), "who compares prices buys nothing from us"


@pytest.mark.parametrize(
    "text",
    [
        "Wo kann man ExampleVent kaufen",
        "Welcher Preis für den Schlauch ist üblich?",
        "Bitte ein Angebot für 40 Meter.",
        "Any recommendations for a quiet duct?",
        "Suche einen Händler für ExampleVent",
        "was kostet ExampleVent DN 125",
        "Where can I buy ExampleVent in Austria?",
        "Looking for an ExampleVent dealer",
        "Can anyone recommend a quiet duct?",
    ],
)
def test_wish_to_buy_is_recognised(text):
    assert wants_to_buy(mention(text=text).post)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Gestern ExampleVent gekauft, läuft.", id="bought already"),
        pytest.param("ExampleVent bekommt einen Preis für gutes Design.", id="an award"),
        pytest.param("The price of ExampleVent went up again.", id="news of a price"),
        pytest.param("Das Angebot für den Umbau lag vor. Und jetzt?", id="a question elsewhere"),
    ],
)
def test_what_was_bought_or_told_is_no_wish(text):
    assert not wants_to_buy(mention(text=text).post)


@pytest.mark.parametrize(
    ("replies", "key"),
    [
        pytest.param(None, "question", id="unknown is not unanswered"),
        pytest.param(0, "question_unanswered", id="none"),
        pytest.param(3, "question_answered", id="three"),
    ],
)
def test_unknown_replies_are_not_zero_replies(replies, key):
    assert key in keys(mention(text="Is it loud?", replies=replies))


def test_unanswered_question_comes_before_answered_one():
    unanswered, unknown, answered = (priority(mention(text="Is it loud?", replies=replies)) for replies in (0, None, 2))

    assert unanswered > unknown > answered


def test_sure_criticism_comes_before_unsure_criticism_before_praise_before_neutral():
    found = [
        priority(mention(label=Label.CRITICISM, confidence=0.95)),
        priority(mention(label=Label.CRITICISM, confidence=0.45)),
        priority(mention(label=Label.PRAISE, confidence=0.95)),
        priority(mention(label=Label.NEUTRAL)),
    ]

    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 4


def test_unscored_is_not_ranked_like_neutral():
    assert "unscored" in keys(mention(label=None))
    assert priority(mention(label=None)) > priority(mention(label=Label.NEUTRAL))


def test_unknown_audience_adds_no_term():
    assert not {"audience", "views"} & keys(mention())


def test_audience_grows_by_factors_of_ten_and_stops():
    points = [
        next((term.points for term in terms(mention(likes=likes)) if term.key == "audience"), 0)
        for likes in (0, 9, 99, 999, 10**9)
    ]

    assert points == [0, 7, 14, 20, 20]


@pytest.mark.parametrize(
    ("engagement", "count"),
    [
        pytest.param(Engagement(), None, id="nothing known"),
        pytest.param(Engagement(likes=0), 0, id="known to be none"),
        pytest.param(Engagement(likes=3, replies=2, shares=1), 6, id="added up"),
        pytest.param(Engagement(score=40, replies=12), 52, id="score stands for likes"),
        pytest.param(Engagement(score=40, likes=40), 40, id="never both"),
        pytest.param(Engagement(score=-12), 0, id="negative score"),
    ],
)
def test_reactions_are_added_up_and_unknown_stays_unknown(engagement, count):
    assert reactions(engagement) == count


def test_competitor_alone_is_not_worth_our_time():
    rival = mention(text="Musterflex is loud?", queries=("Musterflex",), word="Musterflex")

    assert priority(rival, queries=QUERIES) == 0


def test_competitor_beside_us_is_our_matter():
    both = mention(text="ExampleVent or Musterflex?", queries=("brand", "Musterflex"))

    assert "competitor" not in keys(both)


def test_bot_and_own_post_sink():
    question = "Is it loud?"

    assert priority(mention(text=question, is_bot=True)) < priority(mention(text=question))
    assert priority(mention(text=question, is_own=True)) == 0


def test_headline_only_match_is_trusted_less():
    assert "provider" in keys(mention(is_by_provider=True))


def test_priority_is_the_sum_of_its_terms():
    one = mention(text="Is it loud?", replies=0, label=Label.CRITICISM, likes=40)

    assert priority(one, queries=QUERIES) == sum(term.points for term in terms(one, queries=QUERIES))


def test_explanation_adds_up_to_the_place_in_the_digest():
    one = mention(text="Is it loud?", replies=0, hours=30)

    assert sum(term.points for term in explain(one, now=NOW, queries=QUERIES)) == aged(one, now=NOW)


def test_age_takes_away_and_stops():
    day, month = (mention(text="Is it loud?", replies=0, hours=hours) for hours in (24, 24 * 30))

    assert day.priority - aged(day, now=NOW) == 6
    assert month.priority - aged(month, now=NOW) == 30


def test_post_from_the_future_gains_nothing():
    ahead = mention(text="Is it loud?", hours=-20)

    assert aged(ahead, now=NOW) == ahead.priority


def test_criticism_with_an_audience_is_said_in_one_breath():
    seen = reasons(terms(mention(label=Label.CRITICISM, likes=214)))

    assert seen[0].key == "criticism_audience"
    assert say("ranking.criticism_audience", "en", n=214) == "criticism with an audience (214 reactions)"


def test_few_reactions_are_no_audience():
    assert [term.key for term in reasons(terms(mention(label=Label.CRITICISM, likes=4)))] == ["criticism"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_can_be_said(lang):
    one = mention(text="Where can I buy ExampleVent?", title="ExampleVent", replies=2, label=Label.CRITICISM, likes=90)
    odd = replace(one, is_own=True, sentiment=None)

    for term in (*explain(one, now=NOW, queries=QUERIES), *terms(odd), *reasons(terms(one))):
        assert say(f"ranking.{term.key}", lang, **term.values)


@given(text=st.text(max_size=300), title=st.none() | st.text(max_size=50), likes=st.none() | st.integers(0, 2**63))
def test_priority_stays_within_0_and_100_whatever_is_written(text, title, likes):
    assert 0 <= mention(text=text, title=title, likes=likes).priority <= 100


@pytest.mark.timeout(10)
@pytest.mark.parametrize("piece", ["a", "? ", "wo ", "suche ", "hat hier ", "> ", "\n", "!?", "https://a "])
def test_long_repetitive_texts_do_not_stall(piece):
    assert mention(text=piece * 20_000, word="zzz").priority >= 0


class TestWhatNobodyWaitsFor:
    @pytest.mark.parametrize("intent", ["advert", "job_ad", "coupon"])
    def test_it_costs_points(self, intent):
        plain = mention(label=Label.CRITICISM)
        sold = replace(plain, findings=(Finding(kind=FindingKind.INTENT, value=intent),))

        assert priority(plain, queries=QUERIES) - priority(sold, queries=QUERIES) == 30
        assert intent in keys(sold)

    def test_news_cost_nothing(self):
        told = replace(mention(), findings=(Finding(kind=FindingKind.INTENT, value="news"),))

        assert keys(told) == keys(mention())


class TestWhatPeopleSaid:
    def by(self, one):
        return next(term.values.get("by") for term in terms(one, queries=QUERIES) if term.key == "criticism")

    def test_a_term_says_who_made_it_so(self):
        criticism = mention(label=Label.CRITICISM)
        sure = replace(criticism.sentiment, probabilities=(0.8, 0.1, 0.1))
        turned = replace(sure, untaught=(0.1, 0.8, 0.1))
        kept = replace(sure, untaught=(0.7, 0.2, 0.1))

        assert self.by(criticism) is None
        assert self.by(replace(criticism, corrected=Label.CRITICISM)) == "person"
        assert self.by(replace(criticism, sentiment=turned)) == "learned"
        assert self.by(replace(criticism, sentiment=kept)) is None


class TestSkills:
    @pytest.mark.parametrize(
        ("skill", "text", "is_known"),
        [
            ("Akustik", "Die Raumakustik ist schlecht", True),
            ("Dämmung", "Schalldaemmung fehlt", True),
            ("Rohr", "Rohre sind da", True),
            ("Rohr", "Lüftungsrohr", False),
            ("DN", "in DN 125", True),
            ("DN", "DNA", False),
            ("fire  protection", "About FIRE protection", True),
            ("fire protection", "fire and protection", False),
            ("c++", "is it C++ ?", True),
            ("", "anything", False),
            ("   ", "anything", False),
            (".*", "anything", False),
        ],
    )
    def test_they_are_found_where_they_stand(self, skill, text, is_known):
        found = reader_terms(mention(text=text), me=Me(skills=(skill,)))

        assert bool(found) is is_known

    @given(
        skills=st.lists(st.text(max_size=8), max_size=6),
        units=st.lists(st.sampled_from(("lueftung", "industrie")), max_size=2),
        languages=st.lists(st.sampled_from(("en", "de")), max_size=2),
        text=st.text(max_size=60),
    )
    def test_the_headroom_is_never_too_small(self, skills, units, languages, text):
        me = Me(skills=tuple(skills), units=tuple(units), languages=tuple(languages))
        found = reader_terms(mention(text=text + " ".join(skills)), me=me, queries=QUERIES)

        assert sum(term.points for term in found) <= headroom(me)
