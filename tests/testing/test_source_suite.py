"""The suite for sources sees what it is there to see: each way to go wrong fails the claim that names it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import count

import pytest

from listen.brand import Brand, Query, Settings
from listen.errors import SourceError, Unreadable
from listen.model import Page, Post, Stream
from listen.protocols import Expect, Request
from listen.testing.hostile import NO_ANSWERS, cut, damaged, spoiled
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from listen.text.clean import clean_text
from listen.text.dates import read_date

SETTINGS = Settings(brand=Brand(name="ExampleVent"), queries=(Query(name="brand", expression="examplevent"),))
PER_PAGE = 10


def serve(request, said):
    """Newest first by date, ten a page, after a bound."""
    asked = dict(request.params)
    after, page = datetime.fromisoformat(asked["after"]), int(asked["page"])
    found = sorted((one for one in said if one.at > after), key=lambda one: one.at, reverse=True)
    some = found[page * PER_PAGE : (page + 1) * PER_PAGE]
    notes = [{"id": str(one.number), "text": escape(one.text), "at": one.at.isoformat()} for one in some]
    return {"notes": notes, "more": len(found) > (page + 1) * PER_PAGE}


class Good:
    """A source as it should be."""

    name = "good"
    is_on_by_default = False
    overlap = timedelta(hours=2)
    most_pages = 30

    def streams(self, queries):
        if queries:
            names = tuple(query.name for query in queries)
            yield Stream(
                source=self.name, key="good", host="good.example", address="https://good.example/", queries=names
            )

    def pages(self, stream, checkpoint, fetcher, *, since):
        newest = read_date(checkpoint)
        after = since if newest is None else newest - self.overlap
        for number in range(self.most_pages):
            params = (("after", after.isoformat()), ("page", str(number)))
            answer = fetcher.get(Request(url=stream.address, params=params, expect=Expect.JSON))
            notes, is_last = self.read(answer.body)
            is_last = is_last or number == self.most_pages - 1
            posts = [post for post in map(self.post, notes) if post is not None]
            dates = [post.published_at for post in posts if self.believes(post.published_at, answer.date)]
            newest = max([*dates, newest or since])
            yield Page(
                posts=tuple(posts),
                seen=len(notes),
                skipped=len(notes) - len(posts),
                checkpoint=newest.isoformat() if is_last else None,
            )
            if is_last:
                return

    def read(self, body):
        try:
            answer = json.loads(body)
            return list(self.notes(answer)), answer.get("more") is not True
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Unreadable("source.unreadable", host="good.example", why="no notes") from error

    def notes(self, answer):
        if not isinstance(answer["notes"], list):
            raise TypeError
        return answer["notes"]

    def post(self, note):
        if not isinstance(note, dict) or not isinstance(note.get("id"), str) or not isinstance(note.get("text"), str):
            return None
        return Post(
            source=self.name,
            native_id=self.identity(note),
            origin="good.example",
            url=None,
            title=None,
            text=self.clean(note["text"]),
            published_at=read_date(note.get("at")),
        )

    def believes(self, at, clock):
        return at is not None and (clock is None or at <= clock)

    def identity(self, note):
        return note["id"]

    def clean(self, text):
        return clean_text(text)


class EarlyCheckpoint(Good):
    def pages(self, stream, checkpoint, fetcher, *, since):
        for page in super().pages(stream, checkpoint, fetcher, since=since):
            yield replace(page, checkpoint=page.checkpoint or NOW.isoformat())


class HalfIsEnough(Good):
    """Takes a failure for the end."""

    def pages(self, stream, checkpoint, fetcher, *, since):
        newest = checkpoint or since.isoformat()
        try:
            for page in super().pages(stream, checkpoint, fetcher, since=since):
                newest = max([newest, *(post.published_at.isoformat() for post in page.posts)])
                yield page
        except SourceError:
            yield Page(posts=(), checkpoint=newest)


class OnePage(Good):
    most_pages = 1


class NoOverlap(Good):
    overlap = timedelta(0)


class BelievesEverything(Good):
    def believes(self, at, clock):
        return at is not None


class ForgetsTheBound(Good):
    def pages(self, stream, checkpoint, fetcher, *, since):
        yield from super().pages(stream, checkpoint, fetcher, since=datetime(1990, 1, 1, tzinfo=UTC))


class NeverLate(Good):
    """Goes on from `since` instead of the checkpoint when that is later."""

    def pages(self, stream, checkpoint, fetcher, *, since):
        newest = read_date(checkpoint)
        later = None if newest is None else max(newest, since).isoformat()
        yield from super().pages(stream, later, fetcher, since=since)


class NewIdentities(Good):
    numbers = count()

    def identity(self, note):
        return f"{note['id']} {next(self.numbers)}"


class IdentityOfTheText(Good):
    def identity(self, note):
        return note["text"]


class NothingIsEmpty(Good):
    """Takes an unknown answer for an empty one."""

    def read(self, body):
        try:
            return super().read(body)
        except SourceError:
            return [], True


class Stumbles(Good):
    def read(self, body):
        return json.loads(body)["notes"], True


class AllOrNothing(Good):
    def post(self, note):
        post = super().post(note)
        if post is None:
            raise Unreadable("source.unreadable", host="good.example", why="a note")
        return post


class DoesNotCount(Good):
    def pages(self, stream, checkpoint, fetcher, *, since):
        for page in super().pages(stream, checkpoint, fetcher, since=since):
            yield replace(page, skipped=0)


class Dirty(Good):
    def clean(self, text):
        return text


class Endless(Good):
    most_pages = 1_000_000


class Wraps(Good):
    """Hands on another error than it was given."""

    def pages(self, stream, checkpoint, fetcher, *, since):
        try:
            yield from super().pages(stream, checkpoint, fetcher, since=since)
        except SourceError as error:
            raise Unreadable("source.unreadable", host="good.example", why="broken") from error


class Vague(Good):
    """Raises the trunk of the tree, which says nothing about what to do."""

    def read(self, body):
        try:
            return super().read(body)
        except SourceError as error:
            raise SourceError("source.unreadable", host="good.example", why="") from error


class Restless(Good):
    """Names its stream anew each time."""

    _asked = 0

    def streams(self, queries):
        Restless._asked += 1
        for stream in super().streams(queries):
            yield replace(stream, key=f"good {Restless._asked}")


class Twice(Good):
    """A stream a query, though all ask for the same."""

    def streams(self, queries):
        for query in queries:
            yield from super().streams([query])


def suite(source_class):
    class Suite(SourceConformance):
        def world(self):
            return World(make=source_class, queries=SETTINGS.queries, serve=serve, amount=35, burst=25)

    return Suite()


CLAIMS = sorted(name for name in vars(SourceConformance) if name.startswith("test_"))


def test_a_good_source_keeps_every_promise():
    one = suite(Good)

    for claim in CLAIMS:
        getattr(one, claim)()


@pytest.mark.parametrize(
    ("source_class", "claim"),
    [
        (EarlyCheckpoint, "test_a_first_run_broken_anywhere_leaves_no_gap"),
        (HalfIsEnough, "test_a_later_run_broken_anywhere_leaves_no_gap"),
        (OnePage, "test_everything_in_reach_is_found"),
        (OnePage, "test_what_came_between_two_runs_is_found"),
        (NoOverlap, "test_posts_that_arrive_late_are_found"),
        (BelievesEverything, "test_a_post_from_the_future_hides_nothing"),
        (ForgetsTheBound, "test_a_first_run_looks_back_a_bounded_time"),
        (NeverLate, "test_a_long_pause_hides_nothing"),
        (NewIdentities, "test_a_repeated_run_brings_only_what_is_known"),
        (IdentityOfTheText, "test_an_edit_keeps_its_identity"),
        (NothingIsEmpty, "test_what_is_no_answer_is_a_failed_source"),
        (Stumbles, "test_damage_is_survived"),
        (AllOrNothing, "test_one_bad_post_costs_one_post"),
        (DoesNotCount, "test_one_bad_post_costs_one_post"),
        (Dirty, "test_posts_are_clean"),
        (Endless, "test_a_service_that_repeats_itself_comes_to_an_end"),
        (Wraps, "test_errors_of_the_door_pass_through"),
        (Vague, "test_what_is_no_answer_is_a_failed_source"),
        (Restless, "test_streams_are_the_same_every_time"),
        (Twice, "test_streams_that_queries_share_appear_once"),
    ],
)
def test_the_suite_sees_it(source_class, claim: str):
    with pytest.raises(AssertionError):
        getattr(suite(source_class), claim)()


BODY = json.dumps({"notes": [{"id": "1", "text": "ExampleVent"}, {"id": "2", "text": "ExampleVent"}]}).encode()


def test_damage_is_the_same_every_time():
    assert list(damaged(BODY)) == list(damaged(BODY))


def test_damage_changes_something():
    same = [name for name, body in damaged(BODY) if body == BODY]

    assert len(same) <= 1  # a byte may be replaced by itself


def test_a_cut_answer_is_shorter():
    assert all(len(body) < len(BODY) for _, body in cut(BODY))


def test_spoiled_answers_have_one_bad_object():
    bodies = [json.loads(body)["notes"] for _, body in spoiled(BODY)]

    assert bodies
    assert all(sum(isinstance(note, dict) and "id" in note for note in notes) == 1 for notes in bodies)


@pytest.mark.parametrize("body", [b"", b"<rss/>", b"[", b"7"])
def test_what_is_no_json_cannot_be_spoiled(body: bytes):
    assert list(spoiled(body)) == []


def test_no_answers_are_not_even_alike():
    assert len(set(NO_ANSWERS.values())) == len(NO_ANSWERS)
