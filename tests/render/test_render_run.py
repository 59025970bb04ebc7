"""A run is told by source, then what went wrong and what to do, then in one sentence."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from reading_world import NOW, state
from rich.cells import cell_len
from screens import screen

from listen.errors import LoginNeeded, Unreachable
from listen.fetch import Outcome, Planned, StreamResult
from listen.model import Gap, Stream
from listen.render.terminal.run import plan_lines, problem_line, run_lines


@dataclass
class NamedSource:
    name: str


def stream(source="feed", place="blog.example", queries=()):
    return Stream(
        source=source,
        key=f"{source} {place}",
        host="blog.example",
        address=f"https://{place}/feed",
        queries=queries,
        place=place,
    )


def result(place="blog.example", *, source="feed", error=None, new=0, is_asked=True, gap=None):
    after = state(place, source=source, error=None if error is None else error.key)
    return StreamResult(
        stream=stream(source, place),
        outcome=Outcome(seen=50, new=new, changed=1),
        before=after,
        after=after,
        error=error,
        is_asked=is_asked,
        gap=gap,
    )


def down(host):
    return Unreachable("source.unreachable", host=host, why="no route")


def text(lines):
    return "\n".join(line.plain for line in lines)


def test_streams_are_added_up_by_source():
    shown = text(run_lines([result(new=3), result("b.example", new=4), result(source="hackernews")], screen()))

    feed, hackernews = (line for line in shown.splitlines() if line.startswith("·"))
    assert feed.split() == ["·", "feed", "2", "100", "7", "2"]
    assert hackernews.split() == ["·", "hackernews", "1", "50", "0", "1"]
    assert shown.endswith("7 neue Erwähnungen: listen digest")


def test_failure_has_a_reason_and_a_next_step():
    shown = text(run_lines([result(new=1), result("b.example", error=down("b.example"))], screen(160, "en")))

    assert (
        "! b.example: b.example cannot be reached (no route); nothing is lost; the next run goes on from here" in shown
    )
    assert "1 of 2" in shown
    assert "1 stream could not be read" in shown


def test_nothing_collected_is_said_plainly():
    shown = text(run_lines([result(error=down("a.example"))], screen(lang="en")))

    assert "Nothing could be collected." in shown


def test_hundred_failures_are_ten_lines_and_a_number():
    results = [result(f"b{n}.example", error=down(f"b{n}.example")) for n in range(100)]

    shown = text(run_lines(results, screen(160, "en")))

    assert shown.count("cannot be reached") == 10
    assert "and 90 more: listen status" in shown


def test_gap_is_told_with_its_size():
    found = problem_line(result(gap=Gap(since=NOW - timedelta(days=1), missed=1_200)), screen(lang="de"))

    assert found == ("blog.example: eine Lücke, es fehlen mindestens 1.200 Beiträge",)


def test_good_stream_has_no_problem():
    assert problem_line(result(), screen()) == ()


def test_login_says_where_to_get_a_key():
    error = LoginNeeded("source.login_needed", host="api.example", status=401)

    assert "docs/sources/" in problem_line(result(error=error), screen(lang="en"))[0]


def test_plan_names_every_stream_its_queries_and_the_sum():
    planned = [
        Planned(source=NamedSource("feed"), stream=stream()),
        Planned(source=NamedSource("hackernews"), stream=stream("hackernews", "ExampleVent", ("brand", "hose"))),
    ]

    shown = text(plan_lines(planned, screen(lang="en")))

    assert "blog.example  for all queries" in shown
    assert "ExampleVent  for brand and hose" in shown
    assert shown.endswith("2 streams would be asked.")


@pytest.mark.parametrize("lines", [run_lines, plan_lines])
def test_nothing_to_ask_points_to_check(lines):
    assert "listen check" in text(lines([], screen()))


@pytest.mark.parametrize("width", [20, 40, 80, 160])
def test_lines_fit(width):
    results = [result("very-long-name-of-a-place.example/with/a/path", error=down("x.example"))]
    planned = [Planned(source=NamedSource("feed"), stream=stream(place="long" * 40))]

    for line in (*run_lines(results, screen(width)), *plan_lines(planned, screen(width))):
        assert cell_len(line.plain) <= width
