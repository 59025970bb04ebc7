"""Mentions become rows, and rows JSON and Markdown."""

import io
import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.columns import COLUMNS, COUNTS, FLAGS, MANY, RATIOS, TIMES, Row, row_of
from listen.export import Format, write, write_rows
from listen.export.reference import reference
from listen.model import Engagement, Evidence, Finding, FindingKind, Label, Match, Mention, Opinion, Post, Sentiment

BERLIN = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 23, 8, 30, 15, 999, tzinfo=BERLIN)

FULL = Mention(
    id=17,
    post=Post(
        source="mastodon",
        native_id="113456789012345678",
        origin="social.example",
        url="https://social.example/@anna/1",
        title="Quiet *pipe*",
        text="The ExampleVent pipe is good.\nReally <b>quiet</b>.",
        author="Anna Example",
        place="social.example",
        engagement=Engagement(likes=3, replies=0),
    ),
    matches=(
        Match(query="brand", words=("ExampleVent", "flex\npipe")),
        Match(query="pipes", words=("pipe", "ExampleVent")),
    ),
    language="en",
    sentiment=Sentiment(
        analyzer="english@1",
        polarity=0.5,
        confidence=0.75,
        label=Label.PRAISE,
        evidence=(
            Evidence(word="good", start=0, end=4, weight=0.7),
            Evidence(word="quiet", start=5, end=9, weight=0.2),
            Evidence(word="good", start=9, end=12, weight=0.1),
        ),
        overall=0.25,
        opinions=(
            Opinion(label=Label.PRAISE, start=0, end=4, polarity=0.5, confidence=0.8, aspects=("noise",)),
            Opinion(label=Label.CRITICISM, start=5, end=9, polarity=-0.5, confidence=0.8, aspects=("price",)),
            Opinion(label=Label.PRAISE, start=9, end=12, polarity=0.5, confidence=0.8, aspects=("noise",)),
        ),
    ),
    findings=(
        Finding(kind=FindingKind.INTENT, value="praise"),
        Finding(kind=FindingKind.INTENT, value="question"),
        Finding(
            kind=FindingKind.REGION,
            value="DE-NW",
            confidence=0.65,
            evidence=(Evidence(word="Gütersloh", start=3, end=12, weight=0.65),),
        ),
    ),
    published_at=NOW,
    first_seen_at=NOW,
    day=date(2026, 11, 23),
    priority=40,
    story_id=17,
)
BARE = Mention(
    post=Post(source="feed", native_id="x", origin="a.example", url=None, title=None, text=""),
    matches=(Match(query="brand"),),
    is_own=True,
    is_date_guessed=True,
    published_at=NOW,
    first_seen_at=NOW,
    day=date(2026, 11, 22),
)


def _exported(*mentions: Mention, format: Format, **options: object) -> str:  # noqa: A002 - the word of the function
    out = io.StringIO(newline="")
    assert write(mentions, out, format, **options) == len(mentions)  # type: ignore[arg-type] - options pass through
    return out.getvalue()


def test_the_columns_are_the_documented_ones():
    """Others read these files: a name that changes here breaks their work."""
    expected = (
        *("id", "day", "published_at", "is_date_guessed", "first_seen_at", "edited_at", "source", "place", "url"),
        *("author", "author_url", "title", "text", "language", "label", "polarity", "confidence", "evidence"),
        *("analyzer", "queries", "words", "is_own", "story_id", "priority", "likes", "shares", "replies", "views"),
        *("score", "native_id", "overall", "is_corrected", "intents", "regions", "dropped"),
        *("region_hints", "aspects"),
    )

    assert expected == COLUMNS
    assert set().union(TIMES, FLAGS, RATIOS, COUNTS, MANY) <= set(COLUMNS)


def test_a_mention_becomes_a_row():
    assert dict(zip(COLUMNS, row_of(FULL), strict=True)) == {
        "id": 17,
        "day": "2026-11-23",
        "published_at": "2026-11-23T07:30:15Z",
        "is_date_guessed": 0,
        "first_seen_at": "2026-11-23T07:30:15Z",
        "edited_at": None,
        "source": "mastodon",
        "place": "social.example",
        "url": "https://social.example/@anna/1",
        "author": "Anna Example",
        "author_url": None,
        "title": "Quiet *pipe*",
        "text": "The ExampleVent pipe is good.\nReally <b>quiet</b>.",
        "language": "en",
        "label": "praise",
        "polarity": 0.5,
        "confidence": 0.75,
        "evidence": "good\nquiet",
        "analyzer": "english@1",
        "queries": "brand\npipes",
        "words": "ExampleVent\nflex pipe\npipe",
        "is_own": 0,
        "story_id": 17,
        "priority": 40,
        "likes": 3,
        "shares": None,
        "replies": 0,
        "views": None,
        "score": None,
        "native_id": "mastodon:113456789012345678",
        "overall": 0.25,
        "is_corrected": 0,
        "intents": "praise\nquestion",
        "regions": "DE-NW",
        "dropped": None,
        "region_hints": "DE-NW 0.650000 text",
        "aspects": "praise:noise\ncriticism:price",
    }


def test_unscored_is_empty_and_not_neutral():
    cells = dict(zip(COLUMNS, row_of(BARE), strict=True))

    assert [cells[name] for name in ("label", "polarity", "confidence", "evidence", "analyzer")] == [None] * 5


def test_json_lines_hold_an_object_a_line_with_types():
    full, bare = (json.loads(line) for line in _exported(FULL, BARE, format=Format.JSONL).splitlines())

    assert list(full) == list(COLUMNS)
    assert (full["queries"], full["words"]) == (["brand", "pipes"], ["ExampleVent", "flex pipe", "pipe"])
    assert (full["is_own"], bare["is_own"]) == (False, True)
    assert (bare["id"], bare["likes"], bare["evidence"], bare["label"]) == (None, None, [], None)


def test_json_is_one_array_of_the_same_objects():
    lines = _exported(FULL, BARE, format=Format.JSONL).splitlines()

    assert json.loads(_exported(FULL, BARE, format=Format.JSON)) == [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        (Format.CSV, ",".join(COLUMNS) + "\r\n"),
        (Format.JSONL, ""),
        (Format.JSON, "[]\n"),
        (Format.MD, "# Mentions\n\nNo mentions.\n"),
    ],
)
def test_nothing_is_exported_as_nothing(format_: Format, expected: str):
    assert _exported(format=format_) == expected


@given(st.text())
def test_any_text_comes_back_from_json(text: str):
    row: Row = tuple(text if name == "text" else None for name in COLUMNS)
    out = io.StringIO(newline="")

    write_rows([row], out, Format.JSONL, raw=True)

    assert out.getvalue().count("\n") == 1
    assert json.loads(out.getvalue())["text"] == text


def test_markdown_is_a_page_with_a_heading_a_day():
    assert _exported(FULL, BARE, format=Format.MD, lang="de") == (
        "# Erwähnungen\n"
        "\n## 2026-11-23\n"
        "\n### [Quiet \\*pipe\\*](<https://social.example/@anna/1>)\n"
        "\nAnna Example · social.example · Lob · brand, pipes\n"
        "\n> The ExampleVent pipe is good. Really \\<b\\>quiet\\</b\\>.\n"
        "\n## 2026-11-22\n"
        "\n### ohne Titel\n"
        "\nfeed · nicht bewertet · brand\n"
    )


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://a.example/ x", "https://a.example/>x", "https://a.example/\n# x", "ftp://a/", ""],
)
def test_only_clean_addresses_become_links(url: str):
    row: Row = tuple({"title": "T", "url": url}.get(name) for name in COLUMNS)
    out = io.StringIO(newline="")

    write_rows([row], out, Format.MD)

    assert "](" not in out.getvalue()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- item", "\\- item", id="list"),
        pytest.param("+ item", "\\+ item", id="other list"),
        pytest.param("12. item", "12\\. item", id="numbered list"),
        pytest.param("1) item", "1\\) item", id="numbered list with a bracket"),
        pytest.param("---", "\\---", id="rule"),
        pytest.param("===", "\\===", id="underlined heading"),
        pytest.param("# x", "\\# x", id="heading"),
        pytest.param("<script>x</script>", "\\<script\\>x\\</script\\>", id="HTML"),
        pytest.param("&lt;b&gt;", "\\&lt;b\\&gt;", id="entity"),
        pytest.param("![x](https://a.example/i.png)", "\\!\\[x\\]\\(https://a.example/i.png\\)", id="picture"),
        pytest.param("@everyone", "\\@everyone", id="everybody's name"),
        pytest.param("a\n\n    code", "a code", id="indented code"),
        pytest.param("a\u202eb", "ab", id="bidi control"),
        pytest.param("3.5 °C - so what.", "3.5 °C - so what.", id="ordinary text"),
    ],
)
def test_foreign_text_is_no_markup(text: str, expected: str):
    row: Row = tuple({"title": "T", "text": text}.get(name) for name in COLUMNS)
    out = io.StringIO(newline="")

    write_rows([row], out, Format.MD)

    assert f"\n> {expected}\n" in out.getvalue()


@pytest.mark.parametrize("format_", [Format.CSV, Format.JSONL, Format.JSON, Format.MD])
def test_nothing_that_steers_a_screen_leaves(format_: Format):
    row: Row = tuple("\x1b]8;;https://evil.example\x07x\x9b1m\ud800" if name == "text" else None for name in COLUMNS)
    out = io.StringIO(newline="")

    write_rows([row], out, format_)

    out.getvalue().encode("utf-8")
    assert not any(char in out.getvalue() for char in "\x1b\x07\x9b")


def test_rows_are_taken_one_batch_at_a_time():
    """A million mentions must not be held at once."""
    taken = 0

    def rows() -> object:
        nonlocal taken
        for number in range(5000):
            taken += 1
            yield tuple(number if name == "id" else None for name in COLUMNS)

    class Watching(io.StringIO):
        most = 0
        lines = 0

        def write(self, text: str) -> int:
            Watching.lines += text.count("\r\n")
            Watching.most = max(Watching.most, taken - Watching.lines)
            return len(text)

    write_rows(rows(), Watching(newline=""), Format.CSV)  # type: ignore[arg-type] - a generator of rows

    assert Watching.lines == 5001
    assert Watching.most < 300


def test_the_reference_page_is_fresh():
    page = Path(__file__).parents[2] / "docs/reference/export-columns.md"

    assert page.read_text(encoding="utf-8") == reference()
