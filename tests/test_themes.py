"""Themes: voices are counted, German endings and compounds are one word, and tomorrow they are called the same."""

import random
import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.model import Label
from listen.themes import Remark, Theme, overhear, themes
from listen.themes.words import Lexicon, parts_of, stem
from tests.store.world import mention

FILLERS = (
    "Heute auf der Baustelle gewesen, alles wie immer.",
    "Der Kaffee im Büro schmeckt nach Pappe.",
    "Unser Azubi hat den Führerschein bestanden.",
    "Morgen kommt der Elektriker in die Küche.",
    "Die Fenster im Flur sind endlich geputzt.",
)


def said(number: int, text: str, author: str | None = None, **values: object) -> Remark:
    return Remark(number, number, author or f"person{number}", None, text, "de", None, 0)._replace(**values)  # type: ignore[arg-type]


def crowd(text: str, count: int, start: int = 0, **values: object) -> list[Remark]:
    return [said(start + n, text.format(n=n), **values) for n in range(count)]


def fillers(count: int, start: int = 5_000) -> list[Remark]:
    return [said(start + n, FILLERS[n % len(FILLERS)]) for n in range(count)]


def test_a_theme_has_its_numbers_of_now_and_before():
    before = [fillers(40, 10_000 * week) + crowd("Die Muffe klappert.", 2, 9_000 + 10_000 * week) for week in (1, 2)]

    found = overhear(crowd("Die Muffe ist undicht!", 12) + fillers(40), before, blocks=2)

    leak = found.themes[0]
    assert (leak.label, leak.voices, leak.usual, leak.is_new) == ("undicht", 12, 0.0, True)
    assert [(one.word, one.voices) for one in leak.words] == [("Muffe", 12)]
    assert leak.surprise is not None
    assert leak.surprise > 2
    assert not leak.is_small
    assert found.has_usual
    assert found.voices == 52


def test_what_is_as_usual_is_not_called_new():
    before = [crowd("Die Muffe klappert.", 12, 9_000) + fillers(40, 20_000)]

    (theme, *_) = themes(crowd("Die Muffe klappert.", 12) + fillers(40), before[0])

    assert not theme.is_new
    assert theme.usual == 12


def test_without_earlier_days_there_is_no_usual():
    (theme, *_) = themes(crowd("Die Muffe ist undicht!", 6) + fillers(10))

    assert (theme.usual, theme.surprise, theme.is_new) == (None, None, False)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("Die Lieferung fehlt", "Lieferungen fehlen", "der Lieferung", "LIEFERUNG"), 4),
        (("undichte Rohre", "das undichte Rohr", "undichter Rohre wegen", "die Rohres"), 4),
        (("Rohr-Set", "Rohrset", "Rohr‑Sets"), 3),
        (("Schläuche", "ein Schlauch", "den Schlauch", "Schlauchs"), 4),
        (("#Lüftung", "Lüftung", "Lueftung"), 3),
    ],
)
def test_endings_hyphens_and_spellings_are_one_word(words: tuple[str, ...], count: int):
    remarks = [said(n, f"{word} .") for n, word in enumerate(words)]

    (theme, *_) = themes(remarks)

    assert theme.voices == count


def test_a_compound_is_the_phrase_of_its_parts_and_counts_for_its_head():
    remarks = [
        *crowd("Eine Dichtung fehlt.", 3),
        *crowd("Muffe da.", 3, 100),
        *crowd("Die Muffendichtung hält.", 3, 200),
    ]

    found = {theme.key: theme for theme in themes(remarks, limit=20)}

    assert found["dichtung"].voices == 6


def test_a_story_and_a_loud_voice_count_once():
    copies = [said(n, "Die Muffe ist undicht!", story_id=1) for n in range(30)]
    loud = [said(100 + n, "Die Muffe ist undicht!", author="laut") for n in range(30)]

    found = overhear([*copies, *loud, *fillers(10)], (), blocks=0)

    assert all(theme.voices < 3 or theme.label not in {"undicht", "Muffe"} for theme in found.themes)
    assert found.stories == 1 + 30 + 10


def test_names_are_no_theme():
    remarks = crowd("Luftikus, Luftikus-Rohr und Other Vent: ein Rohr.", 6)

    found = themes(remarks, names=("Luftikus", "Other Vent"))

    assert [theme.label for theme in found] == ["Rohr"]


def test_addresses_handles_and_small_words_are_no_theme():
    remarks = crowd(
        "Und dann habe ich @luftikus@server.example noch https://luftikus.example/rohr/{n} und info@x.example", 6
    )

    assert themes(remarks) == ()


def test_praise_and_criticism_are_counted_by_story():
    remarks = [
        *crowd("Die Muffe ist undicht!", 4, label=Label.CRITICISM),
        *crowd("Die Muffe ist endlich nicht mehr undicht!", 2, 50, label=Label.PRAISE),
        *crowd("Muffe undicht?", 1, 90),
    ]

    (theme, *_) = themes(remarks)

    assert (theme.stories, theme.criticism, theme.praise) == (7, 4, 2)


def test_examples_are_one_a_voice_and_the_worthier_first():
    remarks = [
        said(1, "Die Muffe ist undicht!", author="a", priority=5),
        said(2, "Die Muffe ist undicht!", author="a", priority=90),
        said(3, "Die Muffe ist undicht!", author="b", priority=50),
        said(4, "undicht", author="c", priority=99),
        said(5, "Die Muffe ist undicht!", author="d", priority=10),
    ]

    (theme, *_) = themes(remarks)

    assert theme.examples == (2, 3, 5)


def test_few_voices_are_said_to_be_few():
    (theme, *_) = themes(crowd("Die Muffe ist undicht!", 3))

    assert theme.is_small
    assert themes(crowd("Die Muffe ist undicht!", 2)) == ()


def test_a_word_that_everybody_says_is_no_theme():
    found = themes([*crowd("Flexrohr undicht", 8), *crowd("Flexrohr leise", 9, 100)])

    assert "Flexrohr" not in {theme.label for theme in found}


def test_mentions_do_as_well_as_remarks():
    leak = mention("1", "Die Muffe ist undicht.", title=None)
    five = [replace(leak, id=n, post=replace(leak.post, author=f"p{n}")) for n in range(5)]

    found = themes(five)

    assert found[0].voices == 5


SENTENCES = (
    "Die Muffendichtung ist undicht, {}",
    "Schon wieder eine undichte Muffe, {}",
    "Lieferverzögerung, {} warte ich seit Tagen",
    "Die Lieferung verzögert sich, überall Lieferverzögerungen {}",
    "Endlich leise im Schlafzimmer, {}",
    "So leise war es im Schlafzimmer nie, {}",
)
PLACES = ("im Keller", "im Altbau", "am Hang", "auf dem Dachboden", "in der Küche", "hinter der Wand")


def a_day(seed: int, count: int = 30) -> list[Remark]:
    rng = random.Random(seed)
    texts = [rng.choice(SENTENCES if rng.random() < 0.5 else FILLERS).format(rng.choice(PLACES)) for _ in range(count)]
    return [said(seed * 1_000 + n, text, author=f"p{rng.randrange(400)}") for n, text in enumerate(texts)]


def week(first: int) -> list[Remark]:
    return [one for day in range(first, first + 7) for one in a_day(day)]


@pytest.mark.parametrize("first", range(20))
def test_a_day_more_neither_renames_nor_reshuffles(first: int):
    earlier = [week(first + 100 + 7 * number) for number in range(2)]
    yesterday = overhear(week(first), earlier, blocks=2, limit=6).themes

    today = overhear(week(first + 1), earlier, blocks=2, before=yesterday, limit=6).themes

    names = {theme.key: theme.label for theme in yesterday}
    kept = [theme for theme in today if theme.key in names]
    assert len(kept) >= len(yesterday) - 2
    assert [theme.label for theme in kept] == [names[theme.key] for theme in kept]
    order = [theme.key for theme in yesterday if theme.key in {one.key for one in kept}]
    weights = {theme.key: theme.weight for theme in today}
    for before, after in pairwise(order):
        places = [theme.key for theme in today]
        if places.index(before) > places.index(after):
            assert weights[after] > weights[before], "only what is clearly heavier passes"


def test_the_same_input_gives_the_same_themes_in_any_order_of_voices():
    remarks = week(3)

    shuffled = sorted(remarks, key=lambda one: one.author or "")

    assert summary(themes(remarks)) == summary(themes(shuffled))


def summary(found: tuple[Theme, ...]) -> list[tuple[str, str, int]]:
    return [(theme.key, theme.label, theme.voices) for theme in found]


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("muffen", "de", "muff"), ("muffe", "de", "muff"), ("rohres", "de", "rohr"), ("undichtem", "de", "undicht"),
        ("see", "de", "see"), ("leaking", "en", "leak"), ("leaks", "en", "leak"), ("deliveries", "en", "delivery"),
        ("stopped", "en", "stop"), ("glass", "en", "glass"), ("tubos", "es", "tubo"), ("fuites", "fr", "fuit"),
        ("buizen", "nl", "buizen"), ("", "de", ""), ("s", None, "s"),
    ],
)  # fmt: skip
def test_a_stem_is_what_forms_of_a_word_share(word: str, language: str | None, expected: str):
    assert stem(word, language) == expected


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("lueftungsrohr", ("lueftung", "rohr")),
        ("muffendichtung", ("muffe", "dichtung")),
        ("lueftungsrohrbogen", None),
        ("rohr", None),
        ("", None),
        ("x" * 5_000, None),
    ],
)
def test_a_compound_has_two_known_parts(word: str, parts: tuple[str, str] | None):
    assert parts_of(word, {"lueftung", "rohr", "muffe", "dichtung"}) == parts


@given(
    st.lists(
        st.builds(
            Remark,
            st.integers(0, 20),
            st.integers(0, 9),
            st.none() | st.text(max_size=5),
            st.none() | st.text(max_size=20),
            st.text(max_size=80),
            st.sampled_from(("de", "en", "fr", "xx", None)),
            st.sampled_from((None, *Label)),
            st.integers(-5, 100),
        ),
        max_size=25,
    )
)
def test_no_text_breaks_it_and_the_numbers_add_up(remarks: list[Remark]):
    found = overhear(remarks, [remarks[::2]], blocks=1)

    for theme in found.themes:
        assert 3 <= theme.voices <= found.voices
        assert theme.voices <= theme.stories <= found.stories
        assert theme.praise + theme.criticism <= theme.stories
        assert theme.label
        assert all(one.voices <= theme.voices for one in theme.words)
        assert set(theme.examples) <= {one.id for one in remarks}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "😀" * 50_000, "a-" * 50_000, "@" * 100_000, "Wort " * 20_000, "https://" * 10_000, "换气" * 30_000,
     "e\u0301" * 50_000, "''''" * 20_000, "\ud800" * 1_000, "ab." * 30_000],
    ids=lambda text: text[:6].encode("ascii", "backslashreplace").decode(),
)  # fmt: skip
def test_hostile_text_costs_next_to_nothing(text: str):
    started = time.process_time()

    themes([said(n, text) for n in range(20)], names=(text[:50],))

    assert time.process_time() - started < 2


def test_memory_is_bounded_by_the_words_taken_in():
    lexicon = Lexicon(())
    for start in range(0, 3_000, 100):
        lexicon.read(None, " ".join(f"wort{start + n}" for n in range(100)), "de")

    assert len(lexicon.surfaces) == len(lexicon.stems) == 3_000
