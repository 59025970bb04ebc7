"""Posts of our own invention with what they want and where they are: read from `tests/samples`, and counted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from listen.model import Post

SAMPLES = Path(__file__).parent / "samples"
NAMES = ("Luftikus", "ExampleVent", "OtherVent")
"""The invented brands of these posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    labels: frozenset[str]
    language: str
    post: Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How often a label was rightly given, wrongly given, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def intent_posts(name: str) -> Iterator[Labelled]:
    for number, (labels, language, source, place, author, title, text) in enumerate(_rows("intents", name)):
        yield _labelled(labels, language, number, source=source, place=place, author=author, title=title, text=text)


def region_posts(name: str) -> Iterator[Labelled]:
    for number, (labels, language, source, url, place, title, text) in enumerate(_rows("regions", name)):
        yield _labelled(labels, language, number, source=source, url=url, place=place, title=title, text=text)


def _labelled(labels: str, language: str, number: int, *, source: str, title: str, text: str, **said: str) -> Labelled:
    post = Post(
        source=source,
        native_id=str(number),
        origin="samples",
        url=said.get("url") or None,
        title=title or None,
        text=text.replace("\\n", "\n"),
        place=said.get("place") or None,
        author=said.get("author") or None,
    )
    return Labelled(labels=frozenset(filter(None, labels.split(","))), language=language, post=post)


def _rows(room: str, name: str) -> Iterator[list[str]]:
    lines = (SAMPLES / room / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        yield line.split("\t")


def scores(answers: Iterable[tuple[frozenset[str], frozenset[str]]]) -> dict[str, Score]:
    """Return a score a label, and one for all together under "all", from pairs of what is so and what was said."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for so, said in answers:
        right.update(so & said)
        wrong.update(said - so)
        missed.update(so - said)
    labels = sorted({*right, *wrong, *missed})
    found = {one: Score(right=right[one], wrong=wrong[one], missed=missed[one]) for one in labels}
    found["all"] = Score(right=right.total(), wrong=wrong.total(), missed=missed.total())
    return found
