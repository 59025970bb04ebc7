"""What folding promises: copies become one story, look-alikes never do, and short posts only when they say the same."""

import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.folding import Folder, fold_print, fold_prints, is_same_story
from listen.folding.identity import _PLAIN_ADDRESS
from listen.model import FoldPrint
from listen.text.urls import canonical

Item = tuple[str | None, str, str | None]

ARTICLE = (
    "Das Familienunternehmen ExampleVent aus Gera erweitert seine Fertigung für flexible Lüftungsrohre. Am Gelände "
    "am Stadtrand entsteht bis zum Herbst eine zweite Halle, in der sechzig Menschen Arbeit finden sollen. Der "
    "Bürgermeister lobte die Entscheidung als gutes Zeichen für die Region, die Gewerkschaft mahnte faire Löhne an. "
    "Gebaut wird mit Holz aus der Umgebung, geheizt wird mit der Abwärme der Maschinen."
)
HEADLINE = "ExampleVent baut eine zweite Halle für Lüftungsrohre in Gera"
POST = "Das neue Rohr von ExampleVent ist im Bad viel zu laut und pfeift bei Wind die ganze Nacht"


def is_folded(one: Item, other: Item) -> bool:
    """Fold both ways: the rule is symmetric, and the keys must meet."""
    a, b = fold_prints([one, other])
    same = is_same_story(a, b)

    assert is_same_story(b, a) == same
    assert not same or set(a.keys) & set(b.keys), "the same story, but no look-up would find it"
    return same


@pytest.mark.parametrize(
    "other",
    [
        pytest.param((HEADLINE, ARTICLE, "https://b.example/2"), id="verbatim elsewhere"),
        pytest.param((f"{HEADLINE} - Beispielbote", ARTICLE, None), id="source in the headline"),
        pytest.param((f"UPDATE: {HEADLINE}", ARTICLE, None), id="lead-in"),
        pytest.param(("Gera bekommt neue Arbeitsplätze", ARTICLE, None), id="other headline"),
        pytest.param((HEADLINE, f"Gera (dpa/th) - {ARTICLE}", None), id="dateline"),
        pytest.param((HEADLINE, ARTICLE[:230] + " […]", None), id="cut with a mark"),
        pytest.param((HEADLINE, ARTICLE[:230] + "... weiterlesen", None), id="cut with an invitation"),
        pytest.param((HEADLINE, " ".join(ARTICLE.split()[:14]), None), id="cut without a mark"),
        pytest.param((HEADLINE, ARTICLE.replace("sechzig", "rund 60").replace("Herbst", "Winter"), None), id="edited"),
        pytest.param((HEADLINE, ARTICLE.replace(". ", ".\n\n"), None), id="other line breaks"),
        pytest.param((HEADLINE, ARTICLE + " Mehr dazu am Abend im Radio.", None), id="sentence added"),
        pytest.param((HEADLINE, f"{HEADLINE}\n\n{ARTICLE}", None), id="headline repeated in the text"),
        pytest.param((f"{HEADLINE} | n-tv.de", "", None), id="headline only"),
        pytest.param((None, f"{HEADLINE} https://b.example/2", None), id="headline as a post"),
        pytest.param(("Neue Halle in Gera", "Kurz notiert.", "https://a.example/1?utm_source=rss"), id="same address"),
    ],
)
def test_copies_of_an_article_fold(other: Item) -> None:
    if other[2] == "https://a.example/1?utm_source=rss":
        other = (HEADLINE.replace("zweite", "weitere"), other[1], other[2])

    assert is_folded((HEADLINE, ARTICLE, "https://a.example/1"), other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Rohr zu laut", "ROHR zu laut!!!", id="case and signs"),
        pytest.param("Rohr zu laut", "RT @anna: Rohr zu laut", id="repost"),
        pytest.param("Rohr zu laut", "RT @anna@server.example: Rohr zu laut https://b.example/x", id="repost, address"),
        pytest.param(POST, f"RT @anna: {POST[:70]}…", id="repost cut in a word"),
        pytest.param("„Rohr“ – zu laut", '"Rohr" - zu laut', id="typographic signs"),
        pytest.param("😡😡", "😡😡", id="emoji only"),
        pytest.param("換気パイプは静か", "換気パイプは静か", id="without blanks"),
    ],
)
def test_copies_of_a_post_fold(one: str, other: str) -> None:
    assert is_folded((None, one, "https://a.example/1"), (None, other, "https://b.example/2"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Rohr zu laut", "Rohr zu leise", id="one word"),
        pytest.param("Rohr ist da :)", "Rohr ist da :(", id="smiley"),
        pytest.param("ExampleVent 😀", "ExampleVent 😡", id="emoji"),
        pytest.param(POST, POST.replace("laut", "leise"), id="one word in a longer post"),
        pytest.param(POST, POST.replace("viel", "nicht"), id="turned"),
        pytest.param("Kanal besser als Rohr im Keller", "Rohr besser als Kanal im Keller", id="order"),
        pytest.param("", "", id="nothing"),
        pytest.param(" \n", "", id="blanks"),
        pytest.param("https://a.example/x", "https://b.example/y", id="addresses only"),
    ],
)
def test_short_posts_that_differ_stay_apart(one: str, other: str) -> None:
    assert not is_folded((None, one, None), (None, other, None))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            ("ExampleVent baut neues Werk in Gera - Handelsblatt", "", None),
            ("ExampleVent baut kein neues Werk in Gera - n-tv.de", "", None),
            id="negated headline",
        ),
        pytest.param(
            ("ExampleVent baut im Herbst neues Werk in Gera bei Jena", "", None),
            ("ExampleVent baut im Herbst nicht neues Werk in Gera bei Jena", "", None),
            id="negation added to a long headline",
        ),
        pytest.param(
            ("ExampleVent eröffnet neues Werk in Gera", "", None),
            ("ExampleVent schließt neues Werk in Gera", "", None),
            id="headline with another verb",
        ),
        pytest.param(
            ("Lüftungsbericht für Handwerk und Planung, Woche 31", ARTICLE, None),
            ("Lüftungsbericht für Handwerk und Planung, Woche 32", ARTICLE + " Bis bald.", None),
            id="numbered series",
        ),
        pytest.param(
            ("Neues aus der Welt der Lüftung und der Klimatechnik", ARTICLE, None),
            ("Neues aus der Welt der Lüftung und der Klimatechnik", POST * 3, None),
            id="headline of a series",
        ),
        pytest.param(
            ("Kommentar zu Neue Halle", "Sehr leise, danke!", "https://blog.example/post#comment-1"),
            ("Kommentar zu Neue Halle", "Leider undicht.", "https://blog.example/post#comment-2"),
            id="two comments on one page",
        ),
        pytest.param(
            ("Kommentar zu: Neue Halle für Lüftungsrohre", "Sehr leise, danke!", None),
            ("Kommentar zu: Neue Halle für Lüftungsrohre", "Leider undicht.", None),
            id="two comments under one headline",
        ),
        pytest.param(
            ("Rohr im Bad sehr leise", "Danke an alle", "https://example.org/"),
            ("Rohr im Bad leider undicht", "Nie wieder", "https://example.org"),
            id="home page as address",
        ),
        pytest.param(
            (None, "Rohr im Bad sehr leise", "https://example.org/forum/5"),
            (None, "Rohr im Bad undicht", "https://example.org/forum/5"),
            id="one address for a whole thread",
        ),
        pytest.param(("Frage zur Lüftung", "", None), ("Frage zur Lüftung", POST, None), id="headline says nothing"),
    ],
)
def test_look_alikes_stay_apart(one: Item, other: Item) -> None:
    assert not is_folded(one, other)


def test_posts_without_a_word_are_told_apart_by_their_address() -> None:
    one, other, again = fold_prints([(None, "", f"https://a.example/{path}") for path in ("1", "2", "1?utm_source=x")])

    assert is_same_story(one, again)
    assert not is_same_story(one, other)


def test_the_earliest_story_wins_and_small_changes_do_not_drift() -> None:
    words = ARTICLE.split()
    step = len(words) // 6
    chain: list[Item] = [
        (None, " ".join(word.upper()[::-1] if place < step * n else word for place, word in enumerate(words)), None)
        for n in range(6)
    ]
    folder = Folder()

    told = [folder.fold(one) for one in fold_prints([*chain, chain[0]])]

    assert told[0] == told[-1] == 0
    assert len(set(told)) > 1


def test_flood_of_one_footer_stays_bounded() -> None:
    folder = Folder()
    footer = "Der Beitrag erschien zuerst auf dem Blog von ExampleVent und darf gern geteilt werden, danke schön. " * 2
    posts: list[Item] = [(None, f"{n} {footer} eigenes{n} wort{n} hier{n}", None) for n in range(300)]

    for one in fold_prints(posts):
        folder.fold(one)

    assert max(len(stories) if isinstance(stories, list) else 1 for stories in folder._by_key.values()) <= 8


def test_a_print_is_compact() -> None:
    for one in fold_prints([(HEADLINE, ARTICLE, "https://a.example/1"), (HEADLINE * 20, ARTICLE * 60, None)]):
        assert 0 < len(one.keys) <= 15
        assert len(one.signature) <= 400
        assert all(-(2**63) <= key < 2**63 for key in one.keys)


def test_prints_are_the_same_in_every_process() -> None:
    """Python salts `hash()`; a print must not depend on it. The figures were taken once and stay."""
    first = fold_print(HEADLINE, ARTICLE, "https://a.example/1")

    import subprocess

    code = (
        "import sys, ast; from listen.folding import fold_print;"
        "print(fold_print(*ast.literal_eval(sys.argv[1])))"
    )  # fmt: skip
    told = subprocess.run(
        [sys.executable, "-c", code, repr((HEADLINE, ARTICLE, "https://a.example/1"))],
        env={"PYTHONHASHSEED": "1234", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )

    assert told.stdout.decode().strip() == repr(first)


def test_foreign_bytes_are_no_print() -> None:
    ours = fold_print(HEADLINE, ARTICLE, None)
    other_version = bytes([ours.signature[0] ^ 1]) + ours.signature[1:]

    for signature in (b"", b"x", bytes(300), b"\xff" * 41, other_version):
        assert not is_same_story(ours, FoldPrint(keys=ours.keys, signature=signature))
    assert is_same_story(ours, FoldPrint(keys=ours.keys, signature=ours.signature[:60])), "cut short, but not crashing"


@given(st.lists(st.tuples(st.none() | st.text(max_size=60), st.text(max_size=300), st.none() | st.text(max_size=40))))
def test_no_post_breaks_it_and_alone_equals_in_a_batch(items: Sequence[Item]) -> None:
    prints = fold_prints(items)

    assert prints == [fold_print(*item) for item in items]
    assert all(is_same_story(one, one) == bool(one.keys) for one in prints)


@given(st.text(max_size=200), st.text(max_size=200))
def test_sameness_is_symmetric_and_found_by_its_keys(one: str, other: str) -> None:
    is_folded((None, one, None), (None, other, None))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ud800\udfff laut" * 100, id="lone surrogates"),
        pytest.param("RT @a: " * 2_800, id="reposts of reposts"),
        pytest.param("UPDATE: " * 2_500, id="lead-ins"),
        pytest.param("A-" * 10_000, id="nearly a dateline"),
        pytest.param("Aa, " * 5_000, id="nearly a dateline, commas"),
        pytest.param("http://" * 2_900, id="addresses"),
        pytest.param("… " * 10_000, id="cuts"),
        pytest.param(" " * 20_000 + "…", id="blanks before a cut"),
        pytest.param("😀" * 20_000, id="emoji"),
        pytest.param("e\u0301" * 10_000, id="combining marks"),
        pytest.param(" - " * 6_000, id="dashes"),
    ],
)
def test_hostile_text_costs_next_to_nothing(text: str) -> None:
    assert fold_print(text, text, "https://a.example/" + text).signature


@given(st.from_regex(_PLAIN_ADDRESS, fullmatch=True))
def test_address_that_is_taken_as_it_stands_is_canonical(url: str) -> None:
    assert canonical(url) == url
