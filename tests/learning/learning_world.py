"""Invented judgements: a domain in which the analyzer is often wrong in ways that can be learned."""

import random
from dataclasses import replace

from listen.learning import Example
from listen.learning.residual import LABELS
from listen.model import Label, Probabilities, Sentiment

SURE_FROM = 0.4
_WORDS = {
    Label.CRITICISM: ("pfeift", "klappert", "bröselt", "eiert"),
    Label.NEUTRAL: ("liegt", "misst", "steht", "heißt"),
    Label.PRAISE: ("schnurrt", "sitzt", "flutscht", "passt"),
}
_FILLING = ("Luftikus", "Rohr", "Keller", "Muffe", "Dach", "heute", "wieder", "beim", "Nachbarn", "unser", "im", "am")


def sentiment(told: Probabilities, *, sure_from: float = SURE_FROM) -> Sentiment:
    sure = max(told)
    label = LABELS[told.index(sure)] if sure >= sure_from else Label.UNCLEAR
    return Sentiment(
        analyzer="base@1", polarity=round(told[2] - told[0], 6), confidence=sure, label=label, probabilities=told
    )


def example(number: int, verdict: Label, text: str, told: Probabilities, **others: object) -> Example:
    made = Example(
        id=number,
        order=number,
        verdict=verdict,
        sentiment=sentiment(told),
        sure_from=SURE_FROM,
        text=text,
        language="de",
        queries=("brand",),
    )
    return replace(made, **others)  # type: ignore[arg-type]


def judgements(
    count: int, *, seed: int = 1, right: float = 0.55, parts: tuple[float, ...] = (0.3, 0.5, 0.2)
) -> list[Example]:
    """Return so many judgements; the words tell the label, the analyzer is right so often."""
    chance = random.Random(seed)
    found = []
    for number in range(1, count + 1):
        verdict = chance.choices(LABELS, parts)[0]
        words = [*chance.sample(_FILLING, 5), chance.choice(_WORDS[verdict]), str(number)]
        chance.shuffle(words)
        guess = verdict if chance.random() < right else chance.choice([one for one in LABELS if one is not verdict])
        sure = chance.uniform(0.45, 0.8)
        told = tuple(sure if one is guess else (1 - sure) / 2 for one in LABELS)
        found.append(example(number, verdict, " ".join(words), told))  # type: ignore[arg-type]
    return found
