"""Judge posts: language and sentiment, texts a CPU second, beside the libraries called directly.

Run: python benchmarks/bench_scoring.py [POSTS]

Posts are made up here (seeded): German and English, about 90 characters, a word of feeling in two of three.
"""

import random
import sys
import time
from collections.abc import Callable, Sequence

from listen.analyzers.german import German
from listen.analyzers.language import Eld
from listen.analyzers.textblob import TextBlobAnalyzer
from listen.model import Text

SEED = 11
_DE = (
    ("Das Rohr", "Die Lüftung", "Unser Monteur", "Der Schlauch im Bad", "Die Anlage von ExampleVent", "Die Lieferung"),
    ("ist", "war", "bleibt", "klingt", "wirkt"),
    (
        "leise",
        "viel zu laut",
        "nicht schlecht",
        "undicht",
        "neu",
        "da",
        "in Ordnung",
        "nicht angekommen",
        "sehr stabil",
    ),
    ("seit dem Umbau.", "und passt gut!", "aber zu teuer.", "im Altbau in Gera.", "bei uns im Keller", ":-)", "😡"),
)
_EN = (
    ("The duct", "Our fitter", "The ExampleVent unit", "The hose in the bathroom", "Their support", "The delivery"),
    ("is", "was", "stays", "sounds", "looks"),
    ("quiet", "really loud", "not bad", "leaky", "new", "here", "alright", "not here yet", "very solid"),
    ("since we rebuilt.", "and fits well!", "but too expensive.", "in an old house.", "in the basement", ":-)", "😡"),
)


def made(posts: int) -> tuple[list[str], list[str]]:
    """Return German and English posts, as many of each."""
    rng = random.Random(SEED)  # noqa: S311 - made-up posts, not secrets
    german, english = (
        [" ".join(" ".join(map(rng.choice, parts)) for _ in range(2)) for _ in range(posts)] for parts in (_DE, _EN)
    )
    return german, english


def rate(name: str, judge: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Print and return texts a CPU second, best of three."""
    judge(texts[:10])
    spent = []
    for _ in range(3):
        started = time.process_time()
        judge(texts)
        spent.append(time.process_time() - started)
    found = len(texts) / min(spent)
    print(f"{name:<40} {found:>9,.0f} texts/s")
    return found


def main() -> None:
    """Measure and print the ratios."""
    german, english = made(int(sys.argv[1]) if len(sys.argv) > 1 else 3_000)
    letters = sum(map(len, german)) / len(german)
    print(f"{len(german):,} texts of {letters:.0f} characters on average")

    from eld import LanguageDetector
    from textblob import TextBlob

    detector, eld = LanguageDetector(), Eld(("de", "en"), ("ExampleVent",))
    bare = rate("eld, called directly", lambda texts: [detector.detect(text).language for text in texts], german)
    ours = rate("language (listen)", lambda texts: eld.identify([(text, None) for text in texts]), german)
    print(f"    {ours / bare:.2f} of the bare library")

    blob = TextBlobAnalyzer()
    bare = rate("TextBlob, called directly", lambda texts: [TextBlob(text).sentiment for text in texts], english)
    ours = rate(
        "English (listen, with evidence)",
        lambda texts: blob.analyze([Text(text=text, language="en") for text in texts]),
        english,
    )
    print(f"    {ours / bare:.2f} of the bare library")

    rules = German()
    ours = rate(
        "German (listen, with evidence)",
        lambda texts: rules.analyze([Text(text=text, language="de") for text in texts]),
        german,
    )
    print(f"    {ours / bare:.1f} times TextBlob")


if __name__ == "__main__":
    main()
