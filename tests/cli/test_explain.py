"""`listen explain` and `listen stats`, as a person calls them."""

import json

from tests.cli.conftest import Desk, Web, rss


def listening(desk: Desk, web: Web) -> None:
    web.answers["/feed"] = (
        200,
        rss("ExampleVent is awful and loud", "ExampleVent is great", "Where to buy ExampleVent?"),
    )
    desk.write("/feed", more="competitors: {OtherVent: 'othervent*'}\n")
    assert desk.call("fetch").code == 0


def test_explain_says_why_in_sentences_and_why_says_the_same(desk: Desk, web: Web):
    listening(desk, web)

    ended, alias = desk.call("explain", "1"), desk.call("why", "1")

    assert ended.code == 0, ended.err
    assert alias.out == ended.out
    for heading in ("Text", "Language", "Match", "Sentiment", "Wants", "Region", "Story", "Priority", "Digest"):
        assert f"\n{heading}\n" in ended.out
    assert "‹ExampleVent›" in ended.out
    assert "\x1b" not in ended.out


def test_explain_in_german_fits_eighty_columns(desk: Desk, web: Web):
    listening(desk, web)

    ended = desk.call("explain", "1", "--lang", "de", COLUMNS="80")

    assert "\nStimmung\n" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80


def test_explained_json_adds_up_and_agrees_with_the_digest(desk: Desk, web: Web):
    listening(desk, web)
    digest = json.loads(desk.call("digest", "--json").out)

    for line, shown in enumerate(digest["lines"], start=1):
        found = json.loads(desk.call("explain", str(shown["mention"]["id"]), "--json").out)
        assert found["digest"]["now"]["line"] == line
        assert found["sentiment"]["label"] == shown["mention"]["label"]
        assert found["priority"]["sum"] == sum(term["points"] for term in found["priority"]["terms"])
        assert found["priority"]["stored"] == shown["mention"]["priority"]


def test_a_number_that_is_not_there_is_a_usage_error_with_a_hint(desk: Desk, web: Web):
    listening(desk, web)

    ended = desk.call("explain", "4711")

    assert ended.code == 2
    assert "4711" in ended.err
    assert "listen list" in ended.err


def test_stats_come_by_everything(desk: Desk, web: Web):
    listening(desk, web)

    for per in ("day", "week", "query", "unit", "source", "language", "region"):
        ended = desk.call("stats", "--per", per, "--json")
        found = json.loads(ended.out)
        assert (ended.code, found["per"], found["total"]["mentions"]) == (0, per, 3)
        assert desk.call("stats", "--per", per, "--format", "markdown").code == 0
    assert "feed" in desk.call("stats", "--per", "source").out
