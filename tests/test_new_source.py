"""The worked example of docs/howto/new-source.md is a source that works."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from listen.brand import Brand, Settings, SourceSettings
from listen.errors import SourceError
from listen.protocols import Answer, Request

PAGE = Path(__file__).resolve().parent.parent / "docs" / "howto" / "new-source.md"
SINCE = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def board():
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    module = ModuleType("listen_board")
    exec(compile(code, str(PAGE), "exec"), module.__dict__)
    settings = Settings(
        brand=Brand(name="ExampleVent"), sources={"board": SourceSettings(bases=("https://board.example",))}
    )
    return module.Board(settings)


@dataclass
class OneAnswer:
    body: bytes
    asked: list[Request] = field(default_factory=list)

    def get(self, request: Request) -> Answer:
        self.asked.append(request)
        return Answer(url=request.url, status=200, headers={}, body=self.body)


def test_it_reads_good_notes_skips_bad_ones_and_goes_on_from_there(board):
    note = {"id": "7", "text": "ExampleVent is loud", "by": "Kim", "at": "2026-11-20T10:00:00Z"}
    door = OneAnswer(json.dumps({"notes": [note, {"id": 8}, None]}).encode())
    [stream] = board.streams([])

    [page] = board.pages(stream, None, door, since=SINCE)

    assert [post.text for post in page.posts] == ["ExampleVent is loud"]
    assert (page.seen, page.skipped) == (3, 2)
    assert datetime.fromisoformat(page.checkpoint) - SINCE > timedelta(days=19)


@pytest.mark.parametrize("body", [b"", b"<html>", b"null", b"[]", b'{"notes": 7}', b"[" * 100_000])
def test_what_is_no_answer_is_a_failed_source(board, body: bytes):
    [stream] = board.streams([])

    with pytest.raises(SourceError):
        list(board.pages(stream, None, OneAnswer(body), since=SINCE))
