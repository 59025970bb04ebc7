"""A feed of 50 posts becomes posts: `listen.sources.feed` beside feedparser, in the same run.

Run: python benchmarks/bench_feed_parse.py
Prints CPU milliseconds (user + system, the least of several rounds) and how many times ours feedparser takes. Ours
include everything up to finished posts and the next checkpoint; feedparser's end with its own dictionaries.
"""

import io
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import feedparser
from lxml import etree

from listen.sources.feed.mark import Mark, read_mark, written
from listen.sources.feed.posts import Place
from listen.sources.feed.reading import read
from listen.sources.feed.window import Memory, Window, sifted

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PLACE = Place(
    source="feed",
    scope="0123456789",
    origin="https://blog.example/feed",
    address="https://blog.example/feed",
    title="Blog",
    language="en",
    author=None,
    now=NOW,
)
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>Blog</title>'
)
ROUNDS = 8


def item(number: int) -> str:
    """Return one post of some 300 characters of text."""
    return f"""<item><title>Post number {number} about pipes and vents</title>
<link>https://blog.example/2026/11/post-{number}/</link><dc:creator><![CDATA[Petra Muster]]></dc:creator>
<pubDate>Mon, 23 Nov 2026 {number % 12:02}:12:31 +0000</pubDate><category><![CDATA[Pipes]]></category>
<guid isPermaLink="false">https://blog.example/?p={number}</guid>
<description><![CDATA[<p>This is the text of post {number}: we measured <strong>ExampleVent</strong> against others
&amp; found it quiet. It goes on for a while so that it is about as long as a teaser is in the feeds of real blogs,
which is some three hundred characters, give or take.</p>]]></description>
<slash:comments>{number % 7}</slash:comments></item>
"""


def feed(numbers: Iterable[int]) -> bytes:
    """Return a feed with these posts."""
    return (HEAD + "".join(item(number) for number in numbers) + "</channel></rss>").encode()


def ours(body: bytes, checkpoint: str | None) -> tuple[Window, str]:
    """Do everything that a visit does but asking."""
    mark = read_mark(checkpoint)
    memory = Memory(mark)
    reading = read(body, known=memory.by_slice)
    if reading is None:
        raise SystemExit("the benchmark's own feed could not be read")
    window = sifted(reading.entries, memory, PLACE, since=None)
    return window, written((mark or Mark()).with_window(window.records))


def cpu_ms(deed: Callable[[], object], *, times: int) -> float:
    """Return the CPU time of one `deed`, the least of several rounds."""
    least = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(times):
            deed()
        least = min(least, (time.process_time() - start) / times)
    return least * 1000


def main() -> None:
    """Measure and print."""
    old, new = feed(range(49, -1, -1)), feed(range(50, 0, -1))
    window, checkpoint = ours(old, None)
    again, _ = ours(new, checkpoint)
    print(f"{len(old):,} bytes; first reading {len(window.posts)} posts, then {len(again.posts)} new")

    bare = cpu_ms(lambda: feedparser.parse(io.BytesIO(new), sanitize_html=False, resolve_relative_uris=False), times=3)
    rows = {
        "lxml, tree only": cpu_ms(lambda: etree.fromstring(new), times=50),
        "listen, 50 new": cpu_ms(lambda: ours(old, None), times=30),
        "listen, 49 of 50 known": cpu_ms(lambda: ours(new, checkpoint), times=60),
        "listen, all known": cpu_ms(lambda: ours(old, checkpoint), times=60),
        "feedparser, bare": bare,
        "feedparser, as it comes": cpu_ms(lambda: feedparser.parse(io.BytesIO(new)), times=3),
    }
    for name, value in rows.items():
        print(f"{name:26} {value:7.2f} ms   feedparser bare takes {bare / value:6.1f} x")


if __name__ == "__main__":
    main()
