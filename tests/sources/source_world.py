"""A door with scripted answers, for sources that ask JSON or RSS."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from listen.brand import Brand, Query, Settings, SourceSettings
from listen.errors import SourceError
from listen.model import Page
from listen.protocols import Answer, Request, Source

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
SINCE = datetime(2026, 10, 25, 7, 0, tzinfo=UTC)
SAMPLES = Path(__file__).resolve().parent.parent / "samples"

Answerer = Callable[[dict[str, str]], "object | bytes | SourceError"]


@dataclass
class Door:
    """Answers each request with what `answerer` makes of its parameters; notes what was asked."""

    answerer: Answerer
    asked: list[dict[str, str]] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    date: datetime | None = NOW

    def get(self, request: Request) -> Answer:
        asked = dict(request.params)
        self.asked.append(asked)
        self.urls.append(request.url)
        made = self.answerer(asked)
        if isinstance(made, SourceError):
            raise made
        body = made if isinstance(made, bytes) else json.dumps(made).encode()
        return Answer(url=request.url, status=200, headers={}, body=body, date=self.date)


def settings(name: str, *, expression: str = "examplevent*", **changes: Any) -> Settings:
    return Settings(
        brand=Brand(name="ExampleVent"),
        queries=(Query(name="brand", expression=expression),),
        sources={name: SourceSettings(**changes)} if changes else {},
    )


def read(source: Source, door: Door, checkpoint: str | None = None, *, chosen: Settings, place: int = 0) -> list[Page]:
    """Read one stream to its end."""
    stream = list(source.streams(chosen.queries))[place]
    return list(source.pages(stream, checkpoint, door, since=SINCE))


def ids(pages: Sequence[Page]) -> list[str]:
    return [post.native_id for page in pages for post in page.posts]


HOSTILE = [
    b"",
    b"null",
    b"7",
    b'"text"',
    b"{}",
    b'{"error": "no"}',
    b"<html><title>log in</title>",
    b"\xff\xfe\x00garbage",
    b"[" * 100_000,
    b'{"hits": {"a": 1}}',
    b'{"hits": null}',
    b"<?xml version='1.0'?><feed/>",
    b"<rss><channel><item>",
    b"1" * 5000,
]
