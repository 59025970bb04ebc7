"""Thanks and "it works now", in the words of real replies; and what only looks like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.intents.closing import Closing, closing

THANKS = [
    "Danke, das hilft mir weiter!",
    "Vielen Dank für die schnelle Antwort.",
    "Besten Dank euch beiden",
    "Ok, dankeschön 👍",
    "Merci vielmal!",
    "Thanks, that explains it.",
    "thank you so much",
    "Cheers mate",
    "Super, thx!",
    "Merci beaucoup !",
    "Muchas gracias por la respuesta",
    "Grazie mille!",
    "Obrigado!",
    "Bedankt voor de uitleg",
    "Dzięki za odpowiedź",
    "Dziękuję!",
    "Tack så mycket",
]
NO_THANKS = [
    "Nein danke.",
    "Danke für nichts!",
    "Vielen Dank im Voraus!",
    "No thanks.",
    "thanks for nothing",
    "Thanks in advance",
    "Merci d'avance",
    "Dank der guten Dämmung ist es leise.",
    "Thanks to the insulation it is quiet.",
    "Gott sei Dank ist der Lüfter aus.",
    "> Danke für die Antwort\nDas stimmt so nicht.",
    "Welcher Tank passt dazu?",
    "I tank the server",
    "",
]
SOLVED = [
    "Hat geklappt!",
    "Das hat super funktioniert.",
    "Problem gelöst",
    "Jetzt läuft die Anlage wieder, danke.",
    "Funktioniert jetzt einwandfrei.",
    "Die Frage ist damit beantwortet.",
    "That worked, thanks!",
    "It works now.",
    "Works perfectly, cheers",
    "Issue solved.",
    "that fixed it",
    "Did as you said and it is quiet now, problem solved",
    "Ça marche maintenant, merci",
    "Problème résolu",
    "Ya funciona perfecto",
    "Problema resuelto",
    "Adesso funziona",
    "Risolto!",
    "Het werkt nu, bedankt",
    "Już działa, dzięki",
]
NOT_SOLVED = [
    "Hat leider nicht geklappt.",
    "Hat das geklappt?",
    "Funktioniert immer noch nicht.",
    "Danke, aber das Problem ist nicht gelöst.",
    "Wenn das geklappt hat, melde ich mich.",
    "Hoffentlich klappt jetzt alles",
    "That didn't work.",
    "Still not working, sadly.",
    "it never worked",
    "Problem not solved",
    "If that worked I would say so.",
    "Ça ne marche pas",
    "No funciona bien",
    "Non funziona ora",
    "Het werkt nog niet",
    "> Problem gelöst\nBei mir anders.",
    "Has anyone solved this?",
    "Danke!",
]


@pytest.mark.parametrize("text", THANKS)
def test_thanks(text: str):
    assert closing(text).is_thanks


@pytest.mark.parametrize("text", NO_THANKS)
def test_no_thanks(text: str):
    assert not closing(text).is_thanks


@pytest.mark.parametrize("text", SOLVED)
def test_solved(text: str):
    assert closing(text).is_solved


@pytest.mark.parametrize("text", NOT_SOLVED)
def test_not_solved(text: str):
    assert not closing(text).is_solved


def test_thanks_without_a_solution_is_thanks_alone():
    assert closing("Trotzdem danke, aber das Problem ist nicht gelöst.") == Closing(is_thanks=True)


@given(st.text(max_size=200), st.sampled_from(["danke ", "gelöst ", "nicht ", "> ", "a.", "-", "e "]))
def test_any_text_can_be_read(text: str, more: str):
    assert isinstance(closing(text + more * 2_000), Closing)
