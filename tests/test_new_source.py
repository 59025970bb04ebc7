"""The worked example of docs/howto/new-source.md is a source that works, tested the way the page says."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance

PAGE = Path(__file__).resolve().parent.parent / "docs" / "howto" / "new-source.md"
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
SOURCE, TESTS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def run(name: str, code: str) -> ModuleType:
    module = ModuleType(name)
    exec(compile(code, str(PAGE), "exec"), module.__dict__)
    return module


def run_both() -> tuple[ModuleType, ModuleType]:
    """Run the page's source under the name its tests import it by; leave nothing behind."""
    board = run("listen_board", SOURCE)
    sys.modules["listen_board"] = board
    try:
        return board, run("test_board", TESTS)
    finally:
        del sys.modules["listen_board"]


BOARD, TEST_BOARD = run_both()


class TestThePagesSuite(TEST_BOARD.TestBoard):
    """Every claim of the suite, for the board of the page."""


def test_the_page_tests_with_the_suite_that_ships():
    assert issubclass(TestThePagesSuite, SourceConformance)


def test_it_reads_good_notes_skips_bad_ones_and_goes_on_from_there():
    note = {"id": "7", "text": "ExampleVent is loud", "by": "Kim", "at": "2026-11-20T10:00:00Z"}
    door = FakeFetcher(lambda _: {"notes": [note, {"id": 8}, None]})
    board = BOARD.Board(TEST_BOARD.SETTINGS)
    [stream] = board.streams(TEST_BOARD.SETTINGS.queries)

    [page] = board.pages(stream, None, door, since=SINCE)
    list(board.pages(stream, page.checkpoint, door, since=SINCE))

    assert [post.text for post in page.posts] == ["ExampleVent is loud"]
    assert (page.seen, page.skipped) == (3, 2)
    assert door.asked[1].params == (("after", "2026-11-20T08:00:00+00:00"),)
