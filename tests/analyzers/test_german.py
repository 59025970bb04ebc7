"""What the German analyzer promises: the rules of the language, words with their places, no text that breaks it."""

import subprocess
import sys
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.analyzers.german import German
from listen.analyzers.german_lexicon import Lexicon, load, read
from listen.model import Label, Sentiment, Text
from listen.protocols import Analyzer

ANALYZER: Analyzer = German()


def judged(text: str, *targets: tuple[int, int]) -> Sentiment:
    answer = ANALYZER.analyze([Text(text=text, language="de", targets=targets)])[0]
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    "text",
    [
        "Die Lüftung ist endlich leise, danke an das Team!",
        "Montage war in einer Stunde erledigt, alles passt wie angegossen.",
        "Kann ich nur empfehlen, die Beratung war kompetent und freundlich.",
        "Das Rohr hält dicht und lässt sich leicht verlegen.",
        "Würde ich jederzeit wieder kaufen.",
        "Die Anlage ist kaum zu hören.",
        "Schnelle Lieferung, gute Qualität, gerne wieder",
        "Top Produkt 👍",
        "Hatte erst Zweifel, aber jetzt bin ich begeistert.",
        pytest.param("Nicht schlecht, das neue Flexrohr.", id="nicht schlecht"),
        pytest.param("Kein Problem mit dem Einbau.", id="kein Problem"),
        pytest.param("Endlich ein Rohr, das nicht klappert.", id="negated complaint"),
        pytest.param("Nicht nur schön: auch dicht.", id="nicht nur"),
        pytest.param("#SuperLeise #ExampleVent", id="hashtag taken apart"),
        pytest.param("ExampleVent :-)", id="emoticon"),
    ],
)
def test_praise(text: str) -> None:
    assert judged(text).label is Label.PRAISE


@pytest.mark.parametrize(
    "text",
    [
        "Rohr zu laut",
        "Die Lieferzeit ist eine Katastrophe, seit acht Wochen warte ich.",
        "Das Gitter klappert bei Wind.",
        "Undicht nach einem Jahr, Kondenswasser läuft die Wand runter.",
        "Beratung war freundlich, aber das Produkt ist Schrott.",
        "Funktioniert nicht, Support antwortet nicht.",
        "Viel zu teuer für so ein dünnes Rohr.",
        "Ersatzteile gibt es nicht, Hersteller reagiert nicht.",
        pytest.param("Nie wieder ExampleVent!", id="nie wieder"),
        pytest.param("Passt nicht auf den Stutzen.", id="negation behind its verb"),
        pytest.param("Das Rohr passt leider überhaupt nicht.", id="negation far behind its verb"),
        pytest.param("Das Rohr ist nicht besonders gut.", id="negation with an adverb between"),
        pytest.param("Nach zwei Monaten fällt die Anlage einfach aus.", id="fällt … aus"),
        pytest.param("Geht nach drei Tagen schon kaputt.", id="geht … kaputt"),
        pytest.param("Die Saugleistung lässt mit der Zeit nach.", id="lässt … nach"),
        pytest.param("Der Schlauch ist zu kurz und zu steif.", id="zu kurz"),
        pytest.param("Wäre schön, wenn mal jemand ans Telefon gehen würde.", id="wish"),
        pytest.param("Nicht zu empfehlen.", id="nicht zu empfehlen"),
        pytest.param("Die Beratung war alles andere als gut.", id="alles andere als"),
        pytest.param("Gefällt mir so nicht.", id="verb negated from behind"),
        pytest.param("#ImmerUndicht #ExampleVent", id="hashtag taken apart"),
        pytest.param("Lieferprobleme ohne Ende", id="compound"),
        pytest.param("ExampleVent 😡", id="emoji"),
    ],
)
def test_criticism(text: str) -> None:
    assert judged(text).label is Label.CRITICISM


@pytest.mark.parametrize(
    "text",
    [
        "ExampleVent eröffnet in diesem Jahr ein neues Werk in Gera.",
        "Laut Hersteller beträgt der Durchmesser bei diesem Modell 125 mm.",
        "Die Messe findet vom 3. bis 5. Mai in Frankfurt statt. https://messe.example/2026",
        "Welchen Durchmesser hat das Rohr von ExampleVent?",
    ],
)
def test_sober_texts_are_neutral(text: str) -> None:
    assert judged(text).label is Label.NEUTRAL


@pytest.mark.parametrize("text", ["", "ExampleVent", "ich hab da was", "\n\n", "123"])
def test_without_anything_to_go_by_it_is_unclear_not_neutral(text: str) -> None:
    assert judged(text).label is Label.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "Tolle Beratung, miserable Montage.",
        "Das Rohr ist super leise und gut verarbeitet, aber die Lieferung war eine Katastrophe, sehr ärgerlich.",
    ],
)
def test_both_strong_is_mixed(text: str) -> None:
    assert judged(text).label is Label.MIXED


def test_what_follows_but_weighs_more() -> None:
    first = judged("Die Montage war teuer, aber das Rohr ist schön.")
    second = judged("Das Rohr ist schön, aber die Montage war teuer.")

    assert first.polarity > second.polarity


def test_a_wish_is_faint_praise() -> None:
    assert judged("Das könnte mir gefallen.").polarity < judged("Das hat mir gefallen.").polarity


def test_stronger_words_weigh_more() -> None:
    assert judged("sehr schön").polarity > judged("schön").polarity > judged("etwas schön").polarity


def test_a_question_is_less_sure() -> None:
    assert judged("Das ist gut?").confidence < judged("Das ist gut.").confidence


def test_an_address_makes_words_a_headline() -> None:
    assert judged("Gute Lüftung https://a.example/x").polarity < judged("Gute Lüftung").polarity


def test_the_clause_around_the_brand_decides() -> None:
    text = "OtherVent ist unbrauchbar; ExampleVent ist wunderbar"
    brand = text.index("ExampleVent")
    rival = text.index("OtherVent")

    assert judged(text, (brand, brand + 11)).polarity > 0 > judged(text, (rival, rival + 9)).polarity


def test_a_recommendation_counts_wherever_it_stands() -> None:
    text = "Rohr zu laut? Mit dem Dämpfer von ExampleVent ist es etwas unbequem, aber ruhig. Klare Empfehlung."
    where = text.index("ExampleVent")

    answer = judged(text, (where, where + 11))

    assert answer.label is Label.PRAISE
    assert answer.evidence[0].word == "Klare Empfehlung"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mit dem Dämpfer 19 dB, ohne 31 dB.", id="a figure"),
        pytest.param("Das Rohr kommt ohne Karton.", id="a thing"),
    ],
)
def test_without_says_nothing_by_itself(text: str) -> None:
    assert judged(text).polarity == 0.0


def test_without_turns_what_follows_and_nothing_before() -> None:
    assert judged("Läuft seit Jahren ohne Störung.").label is Label.PRAISE


def test_a_negated_phrase_is_not_turned_twice() -> None:
    assert judged("Ohne Filter nicht zu empfehlen.").label is Label.CRITICISM


def test_a_word_of_refusal_counts_once() -> None:
    (only,) = judged("Nichts gehört").evidence

    assert only.word == "Nichts"


def test_targets_out_of_reach_change_nothing() -> None:
    text = "Das Rohr ist wunderbar."

    assert judged(text, (500, 510), (0, 0)) == judged(text)


def test_evidence_stands_in_the_text_heaviest_first() -> None:
    text = "Das Rohr ist zu laut, FÄLLT nach zwei Tagen einfach aus und ist Schrott :( #NieWieder"

    evidence = judged(text).evidence

    assert [one.word for one in evidence if one.word.startswith("FÄLLT")] == ["FÄLLT nach zwei Tagen einfach aus"]
    assert {"zu laut", "Schrott", ":(", "NieWieder"} <= {one.word for one in evidence}
    assert [abs(one.weight) for one in evidence] == sorted((abs(one.weight) for one in evidence), reverse=True)
    assert all(text[one.start : one.end] == one.word for one in evidence)


def test_many_words_give_ten_as_evidence() -> None:
    text = "gut schön toll super klasse prima leise stabil fair nett elegant"

    assert len(judged(text).evidence) == 10


def test_other_languages_are_not_judged() -> None:
    answers = ANALYZER.analyze([Text(text="very good", language="en"), Text(text="sehr gut")])

    assert answers[0] is None
    assert answers[1] is not None


@given(st.text(max_size=300) | st.text(alphabet="nicht zu gut!?.:)(-#@ schlecht,\nRohr fällt aus", max_size=300))
def test_no_text_breaks_it_and_evidence_always_fits(text: str) -> None:
    answer = judged(text, (0, 5), (3, 900))

    assert -1.0 <= answer.polarity <= 1.0
    assert 0.0 <= answer.confidence <= 1.0
    assert len(answer.evidence) <= 10
    assert all(text[one.start : one.end] == one.word for one in answer.evidence)
    assert all(-1.0 <= one.weight <= 1.0 for one in answer.evidence)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("nicht " * 3_300, id="negations"),
        pytest.param("fällt " * 3_300, id="separable verbs without their end"),
        pytest.param("fällt a a a a a a aus " * 900, id="separable verbs"),
        pytest.param("gut " * 5_000, id="one word"),
        pytest.param("aber gut. " * 2_000, id="sentences"),
        pytest.param("!" * 20_000, id="signs"),
        pytest.param(":" * 20_000, id="nearly emoticons"),
        pytest.param("-" * 20_000, id="dashes"),
        pytest.param("😡" * 20_000, id="emoji"),
        pytest.param("#" + "aB" * 9_999, id="hashtag"),
        pytest.param("a'" * 10_000, id="apostrophes"),
        pytest.param("@" * 20_000, id="at"),
        pytest.param("\ud800 schlecht \udfff", id="lone surrogates"),
        pytest.param("x" * 20_000, id="one long word"),
    ],
)
def test_hostile_text_is_judged_in_bounded_time(text: str) -> None:
    targets = tuple((place, place + 3) for place in range(0, 3_000, 30))

    assert judged(text, *targets).confidence <= 1.0


def test_every_row_of_the_lexicon_is_sound() -> None:
    kinds = {"adj", "noun", "verb", "word", "phrase", "apart", "zu", "prefix", "suffix", "emoji", "emoticon"}
    kinds |= {"not", "more", "less", "but", "if", "own", "verdict"}
    text = files("listen.analyzers").joinpath("german.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]

    assert all(len(row) in {3, 4} for row in rows)
    assert {row[2] for row in rows} == kinds
    assert all(row[0] == row[0].strip() and row[0] for row in rows)
    assert all(row[0] == row[0].lower() for row in rows if row[2] != "emoticon")
    assert all(-1.0 <= float(row[1]) <= 1.4 for row in rows)
    assert len({(row[0], row[2]) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("row", "forms"),
    [
        pytest.param("gut\t0.6\tadj", ["gut", "gute", "guter", "gutes", "gutem", "guten"], id="adjective"),
        pytest.param("teuer\t-0.6\tadj", ["teuer", "teure", "teurer", "teuerste", "teueren"], id="teuer, teure"),
        pytest.param("edel\t0.6\tadj", ["edel", "edle", "edler", "edelste"], id="edel, edle"),
        pytest.param("mangel\t-0.6\tnoun", ["mangel", "mangels", "mangeln"], id="noun"),
        pytest.param(
            "klapper\t-0.6\tverb", ["klappert", "klapperten", "geklappert", "klappern", "klappernd"], id="verb"
        ),
    ],
)
def test_inflected_forms_are_known(row: str, forms: list[str]) -> None:
    lexicon = read([row])

    assert [form for form in forms if lexicon.sense(form) is None] == []


def test_a_row_of_its_own_says_more_than_an_ending() -> None:
    for rows in (["laut\t-0.6\tadj", "lauter\t0.1\tword"], ["lauter\t0.1\tword", "laut\t-0.6\tadj"]):
        sense = read(rows).sense("lauter")
        assert sense is not None
        assert sense.weight == 0.1


def test_compounds_are_looked_up_once_and_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    import listen.analyzers.german_lexicon as module

    monkeypatch.setattr(module, "_CACHED", 3)
    lexicon: Lexicon = read(["problem\t-0.6\tsuffix"])

    for number in range(20):
        assert lexicon.sense(f"liefer{'x' * number}problem") is not None

    assert len(lexicon._known) <= 3


def test_lexicon_is_read_with_the_first_text_only() -> None:
    code = (
        "from listen.analyzers.german import German; from listen.analyzers.german_lexicon import load; g = German();"
        "assert load.cache_info().currsize == 0; g.analyze([]); assert load.cache_info().currsize == 1"
    )

    assert load() is load()
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
