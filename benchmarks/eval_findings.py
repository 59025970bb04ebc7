"""Measure intents and regions: precision, recall and confidence on our own labelled posts, and posts a CPU second.

Run: PYTHONPATH=tests python benchmarks/eval_findings.py [--wrong]

`first` was written together with the rules, `hard` to defeat them (and then to better them), `unseen` when they were
done; only the last says what to expect.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable

from labelled_posts import NAMES, Labelled, intent_posts, region_posts, scores

from listen.intents import intents
from listen.model import Finding
from listen.reading import analyzed_text
from listen.regions import SURE_FROM, regions

_SETS = ("first", "hard", "unseen")


def intents_of(one: Labelled) -> tuple[Finding, ...]:
    """Return the intents without any sentiment: the words alone."""
    return intents(one.post, analyzed_text(one.post), one.language, names=NAMES)


def regions_of(one: Labelled) -> tuple[Finding, ...]:
    """Return the regions that would be counted."""
    found = regions(one.post, analyzed_text(one.post), names=NAMES)
    return tuple(finding for finding in found if (finding.confidence or 0.0) >= SURE_FROM)


def show(title: str, posts: Iterable[Labelled], find: Callable[[Labelled], tuple[Finding, ...]]) -> None:
    """Print a table a set, and what the confidence is worth."""
    buckets: defaultdict[int, list[bool]] = defaultdict(list)
    answers = []
    for one in posts:
        found = find(one)
        said = frozenset(finding.value for finding in found)
        answers.append((one.labels, said))
        for finding in found:
            buckets[int(10 * (finding.confidence or 0.0))].append(finding.value in one.labels)
        if "--wrong" in sys.argv and said != one.labels:
            missed, wrong = sorted(one.labels - said), sorted(said - one.labels)
            print(f"  missed {missed} wrong {wrong}: {analyzed_text(one.post)[:100]!r}")
    print(f"\n{title}: {len(answers)} posts")
    for label, score in scores(answers).items():
        total = score.right + score.missed
        print(f"  {label:<12} {total:>4}  precision {score.precision:.2f}  recall {score.recall:.2f}")
    for tenth, rights in sorted(buckets.items()):
        print(f"  confidence {tenth / 10:.1f}: {len(rights):>4}, right {sum(rights) / len(rights):.2f}")


def main() -> None:
    """Measure and print."""
    for name in _SETS:
        show(f"intents, {name}", intent_posts(name), intents_of)
    for name in ("first", "unseen"):
        show(f"regions, {name}", region_posts(name), regions_of)

    posts = [one for name in _SETS for one in intent_posts(name)]
    for one in posts:
        intents_of(one), regions_of(one)
    spent = []
    for _ in range(7):
        started = time.process_time()
        for one in posts:
            intents_of(one), regions_of(one)
        spent.append(time.process_time() - started)
    letters = sum(len(analyzed_text(one.post)) for one in posts) / len(posts)
    print(
        f"\nintents and regions: {len(posts) / min(spent):,.0f} posts a CPU second, {letters:.0f} characters on average"
    )


if __name__ == "__main__":
    main()
