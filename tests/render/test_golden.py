"""What people see, held in files: review their changes like code.

`LISTEN_GOLDEN=write pytest tests/render` writes them anew; look at the difference before it is committed.
"""

import os
from pathlib import Path

import pytest
from screens import SCREENS, markdown, screen

GOLDEN = Path(__file__).parent / "golden"
IS_WRITING = os.environ.get("LISTEN_GOLDEN") == "write"
CASES = [
    ("digest", "de", 80),
    ("digest", "de", 160),
    ("digest", "en", 80),
    ("digest", "en", 160),
    ("digest-empty", "de", 80),
    ("digest-me", "de", 80),
    ("digest-me", "en", 160),
    ("deal", "de", 80),
    ("deal", "en", 160),
    ("dealt", "de", 80),
    ("dealt", "en", 80),
    ("why-not", "de", 80),
    ("why-not", "en", 160),
    ("correct", "de", 80),
    ("correct", "en", 160),
    ("eval", "de", 80),
    ("eval", "en", 160),
    ("eval-file", "de", 80),
    ("eval-file", "en", 80),
    ("dropped", "de", 80),
    ("dropped", "en", 160),
    ("health", "de", 80),
    ("health", "en", 80),
    ("explain", "de", 80),
    ("explain", "en", 160),
    ("list", "de", 80),
    ("list", "en", 160),
    ("show", "de", 80),
    ("show", "en", 160),
    ("stats", "de", 80),
    ("stats", "en", 160),
    ("status", "de", 80),
    ("status", "en", 160),
    ("story", "de", 80),
    ("story", "en", 160),
    ("themes", "de", 80),
    ("themes", "en", 160),
    ("themes-empty", "de", 80),
]


def compare(name: str, text: str) -> None:
    file = GOLDEN / name
    if IS_WRITING:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "lang", "width"), CASES, ids=str)
def test_screen_looks_as_agreed(name, lang, width):
    lines = SCREENS[name](screen(width, lang))

    compare(f"{name}-{lang}-{width}.txt", "".join(f"{line.plain.rstrip()}\n" for line in lines))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_markdown_reads_as_agreed(lang):
    compare(f"markdown-{lang}.md", markdown(screen(lang=lang)))


@pytest.mark.parametrize("name", ["digest", "health"])
def test_ascii_stream_gets_the_same_in_ascii(name):
    lines = SCREENS[name](screen(80, "de", is_unicode=False))

    compare(f"{name}-de-80-ascii.txt", "".join(f"{line.plain.rstrip()}\n" for line in lines))
