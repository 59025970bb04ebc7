"""Lists of words and phrases."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from listen.text.lookup import WordLists, words_of

LISTS = WordLists(
    {
        "one": ["laut", "leis*", "*geräusch", "*preis*"],
        "two": ["nie wieder", "sehr laut", "gut gem*"],
        "none": ["*", ""],
    }
)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.name, text[one.start : one.end]) for one in LISTS.find(text)]


def test_words_beginnings_ends_and_insides():
    assert found("laut lauter") == [("one", "laut")]
    assert found("leiser") == [("one", "leiser")]
    assert found("Strömungsgeräusch") == [("one", "Strömungsgeräusch")]
    assert found("Sonderpreisliste") == [("one", "Sonderpreisliste")]


def test_phrases_stand_together():
    assert found("Nie  wieder") == [("two", "Nie  wieder")]
    assert found("nie gern wieder") == []
    assert found("gut gemacht") == [("two", "gut gemacht")]


def test_case_umlauts_and_accents_do_not_matter():
    assert found("STROEMUNGSGERAEUSCH") == [("one", "STROEMUNGSGERAEUSCH")]


def test_places_count_words_too():
    (_, second) = LISTS.find("x leise y sehr laut")[:2]

    assert (second.first, second.last) == (3, 4)


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str):
    hits = LISTS.find(text)

    assert all(0 <= one.start < one.end <= len(text) for one in hits)
    assert all(one.start <= two.start for one, two in pairwise(hits))
    assert len(words_of(text)) <= len(text)
