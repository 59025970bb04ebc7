"""Match posts with saved queries: how many a second, beside what one would write with `re`.

Run: python benchmarks/bench_matching.py [POSTS]

Posts are made up here (seeded): about 300 characters of German and English with title, a tag and a link here and there.
A fifth ends with emoji, accents and typographic signs; 4 % name one of the brands that the queries look for, and a good
half of those match. The measured CPU time holds everything from the post as its source gave it to the matches with
their places: folding, finding, judging, building. Peers find words without folding umlauts or hyphens, without places
and without fields, so they do less:

- a loop: one compiled `re.IGNORECASE` pattern a query, as one would write it first;
- an alternation: one pattern of all words, `re.IGNORECASE`, which cannot say which query it was.
"""

import random
import re
import sys
import time
from collections.abc import Callable, Sequence

from listen.brand import Query
from listen.model import Post
from listen.query.matching import Matcher

SEED = 11
HIT_SHARE = 0.04
ORNATE_SHARE = 0.2
WANTED_PER_SECOND = 60_000

_GERMAN = (
    "Die Lüftung läuft seit drei Wochen leise",
    "Größere Räume schaffen wir damit nicht",
    "Der Händler hat schöne Grüße geschickt",
    "Im Altbau war die Montage übrigens in einer Stunde erledigt",
    "Wer hätte das gedacht",
    "Das Rohr-Set kam pünktlich und heil an",
    "Für den Keller suche ich noch einen flexiblen Schlauch",
    "Bei uns zieht es trotzdem, der Filter war verstopft",
    "Hat jemand Erfahrung mit der Wärmerückgewinnung im Neubau?",
    "Der Preis ist gestiegen, die Qualität leider nicht",
    "Unser Monteur empfiehlt, die Abluft getrennt zu führen",
    "Am Wochenende bauen wir die Küche um – endlich!",
)
_ENGLISH = (
    "The new duct is quiet and was easy to install",
    "I would not buy this one again, it leaks at the joint",
    "Does anybody know how to clean a flexible hose?",
    "We rebuilt the kitchen hood last weekend and it works",
    "Support answered within a day, which surprised me",
    "The price went up again while the quality did not",
    "Heat recovery pays off after about six winters here",
    "My fitter says the bend radius matters more than length",
)
_ORNAMENTS = (" 😀 im Café", " 👍🏽 49 €", " “wow” 🔥", " … naïve ¯\\_(ツ)_/¯")
_SYLLABLES = tuple(first + second for first in "bdfghklmnrstw" for second in "aeio")
_SHAPES = (
    "{brand}*",
    '"{brand} Rohr" OR {brand}*',
    "{brand} -Karriere -Stellenangebot",
    "{brand} NEAR/8 (Rohr* OR Schlauch* OR duct* OR hose*)",
    "({brand} OR #{brand} OR @{brand}) AND NOT (Aktie OR shares)",
    "title:{brand} OR tag:{brand}",
    "={brand} (leise OR laut OR undicht OR quiet OR leaks)",
    "link:{lower}.example OR {brand}",
    "site:{lower}.example",
    "{brand} lang:de",
)


def brands(count: int, chance: random.Random) -> list[str]:
    """Return different invented names of three or four syllables."""
    names: dict[str, None] = {}
    while len(names) < count:
        names["".join(chance.choices(_SYLLABLES, k=chance.choice((3, 4)))).capitalize()] = None
    return list(names)


def queries_for(names: Sequence[str]) -> list[Query]:
    """Return one query a name, in the shapes that people save."""
    return [
        Query(
            name=f"{number:05} {name}",
            expression=_SHAPES[number % len(_SHAPES)].format(brand=name, lower=name.lower()),
        )
        for number, name in enumerate(names)
    ]


def made_posts(count: int, names: Sequence[str], chance: random.Random) -> list[Post]:
    """Return posts of about 300 characters; every 25th names a brand."""
    posts = []
    for number in range(count):
        sentences = _GERMAN if chance.random() < 0.6 else _ENGLISH
        text = " ".join(f"{chance.choice(sentences)} {chance.randrange(1_000)}." for _ in range(8))[:300]
        if chance.random() < ORNATE_SHARE:
            ornament = chance.choice(_ORNAMENTS)
            text = f"{text[: 300 - len(ornament)]}{ornament}"
        if chance.random() < HIT_SHARE:
            at = text.index(" ", chance.randrange(250)) + 1
            tail = chance.choice((" ", "-Rohr ", "schlauch ", ". "))
            text = f"{text[:at]}{chance.choice(names)}{tail}{text[at:]}"[:300]
        posts.append(
            Post(
                source="feed",
                native_id=str(number),
                origin="https://blog.example/feed",
                url=f"https://blog.example/posts/{number}",
                title=chance.choice(sentences)[:60] if chance.random() < 0.5 else None,
                text=text,
                tags=("lueftung",) if chance.random() < 0.2 else (),
                links=(f"https://www.shop.example/p/{number}",) if chance.random() < 0.3 else (),
            )
        )
    return posts


def posts_per_second(work: Callable[[Post], object], posts: Sequence[Post]) -> tuple[float, int]:
    """Return posts per second of CPU time, the best of three, and for how many posts `work` found something."""
    best = 0.0
    found = 0
    for _ in range(3):
        began = time.process_time()
        found = sum(1 for post in posts if work(post))
        best = max(best, len(posts) / (time.process_time() - began))
    return best, found


def a_loop(names: Sequence[str]) -> Callable[[Post], object]:
    """Return the first thing that comes to mind: a pattern a query, one after the other."""
    patterns = [re.compile(rf"\b{re.escape(name)}\w*", re.IGNORECASE) for name in names]
    return lambda post: [one for one in patterns if one.search(post.text) or one.search(post.title or "")]


def an_alternation(names: Sequence[str]) -> Callable[[Post], object]:
    """Return the second thing: all words in one pattern."""
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\w*", re.IGNORECASE)
    return lambda post: pattern.findall(f"{post.title}\n{post.text}")


def main() -> None:
    """Print one line a number of queries, then the peers at 1,000, then the verdict."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    chance = random.Random(SEED)  # noqa: S311 invented posts, no secret
    names = brands(10_000, chance)
    at_thousand = 0.0
    for number in (1, 100, 1_000, 10_000):
        posts = made_posts(count, names[: min(number, 1_000)], random.Random(SEED))  # noqa: S311 the same posts each time
        began = time.process_time()
        matcher = Matcher(queries_for(names[:number]))
        built_s = time.process_time() - began
        rate, found = posts_per_second(lambda post, matcher=matcher: matcher.match(post, "de"), posts)
        print(f"{number:6} queries: {rate:8,.0f} posts/s, {found / count:.1%} matched, built in {built_s:.2f} s")
        if number == 1_000:
            at_thousand = rate
    posts = made_posts(count, names[:1_000], random.Random(SEED))  # noqa: S311 the same posts each time
    for title, peer, share in (("loop of re", a_loop, 100), ("re alternation", an_alternation, 20)):
        rate, _ = posts_per_second(peer(names[:1_000]), posts[: count // share])
        print(f"{title:>14}: {rate:8,.0f} posts/s with 1,000 words; listen is {at_thousand / rate:,.0f} times as fast")
    verdict = "holds" if at_thousand >= WANTED_PER_SECOND else "MISSED"
    print(f"at least {WANTED_PER_SECOND:,} posts/s with 1,000 queries: {verdict}")


if __name__ == "__main__":
    main()
