"""Find the themes of a week with ever more mentions: time, and memory.

Run: python benchmarks/bench_themes.py [MENTIONS …]     (1000 10000 100000 when none is named)

Posts are made up (seeded): five sentences in seven say something of a theme, of 200 themes with their own words; the
four weeks before have as many mentions each. What a store needs to read them is left out.
"""

import random
import resource
import sys
import time
from collections.abc import Iterator

from bench_folding import World

from listen.themes import Remark, overhear

SEED = 5


def week(world: World, count: int, first: int, themes: list[list[str]]) -> Iterator[Remark]:
    """Yield so many remarks; a voice says two on average."""
    rng = random.Random(first)  # noqa: S311 - made-up posts, not secrets
    for number in range(first, first + count):
        words = " ".join(rng.choice(themes)[: rng.randint(1, 4)])
        text = " ".join([world.sentence(), f"Bei uns {words}.", world.sentence()])
        yield Remark(number, number, f"p{rng.randrange(count // 2 or 1)}", None, text, "de", None, rng.randrange(60))


def main() -> None:
    """Measure each size."""
    world = World(SEED)
    themes = [
        [world.rng.choice(world.names) + world.rng.choice(world.names).lower() for _ in range(4)] for _ in range(200)
    ]
    for count in map(int, sys.argv[1:] or ("1000", "10000", "100000")):
        now = list(week(world, count, 0, themes))
        before = [list(week(world, min(count, 20_000), number * 10**6, themes)) for number in range(1, 5)]
        letters = sum(len(one.text) for one in now) / len(now)
        started = time.process_time()
        found = overhear(now, before, blocks=4 * len(before[0]) / count, names=("ExampleVent",))
        spent = time.process_time() - started
        print(
            f"{count:>9,} mentions of {letters:.0f} characters: {spent:.2f} s, of which the weeks before have "
            f"{sum(map(len, before)):,}   {len(found.themes)} themes   "
            f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB with the posts"
        )


if __name__ == "__main__":
    main()
