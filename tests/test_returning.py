"""What came back stands at the top of the digest, until the mention is done again or a week is over."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.brand import Query
from listen.dialogue import Answer, AnswerState, Mute, MuteKind, Reply, Sent
from listen.digest import Reader, Rule, build, has_something_to_do
from listen.digest.returning import Returned
from listen.digest.rules import against
from listen.model import Label
from listen.render.json import digest_json, dumps
from listen.render.markdown.digest import digest_markdown
from listen.render.returning_json import returned_json
from listen.render.screen import Screen
from listen.render.terminal.digest import digest_lines
from listen.render.terminal.returning import returned_lines
from listen.testing.memory import MemoryStore
from listen.window import last_days
from tests.fetch_world import NOW, FakeSource, post, run, settings

HOST, DAY = "fake.example", timedelta(days=1)
TODAY = NOW.date()
CONFIG = settings(Query(name="brand", expression="examplevent*"))


@pytest.fixture
def store():
    """Return a store with two mentions of a fortnight ago, both answered and done."""
    held = MemoryStore()
    old = [
        replace(post(number, "Is ExampleVent loud? " * number), author=f"Kim{number}", published_at=NOW - 9 * DAY)
        for number in (1, 2)
    ]
    run(FakeSource(posts={HOST: old}), held, chosen=CONFIG)
    for number in (1, 2):
        made = Answer(mention_id=number, state=AnswerState.SENDING, key=f"{number}" * 32, answered_on=TODAY - 8 * DAY)
        answer = held.desk.begin_answer(made)
        held.desk.settle_answer(
            answer, AnswerState.POSTED, Sent(native_id=f"a{number}", url=f"https://fake.example/a/{number}")
        )
        held.desk.finish(number, because=None, today=TODAY - 8 * DAY)
    return held


def comes(store, number, text="And where can I buy it?", *, days_ago=0, name="r", **more: object):
    """Let a reply come in as `fetch` does: a question puts the mention back."""
    reply = Reply(
        answer_id=number,
        native_id=name,
        is_asker=more.pop("is_asker", True),
        published_at=NOW - timedelta(hours=2),
        url=f"https://fake.example/r/{name}",
        text=text,
        label=Label.NEUTRAL,
        seen_on=TODAY - days_ago * DAY,
        **more,
    )
    store.desk.keep_replies(number, [reply], now=NOW)
    if not (reply.is_solved or reply.is_thanks):
        store.desk.reopen(number)


def digest(store, **options: object):
    return build(store, CONFIG, now=NOW, window=last_days(2, today=TODAY), **options)


def numbers(store, **options: object):
    return [one.mention.id for one in digest(store, **options).returning]


def screen(width=80, lang="de", **more: bool):
    return Screen(width=width, lang=lang, now=NOW, zone=ZoneInfo("Europe/Berlin"), **more)


class TestWhatStands:
    def test_a_reply_stands_though_its_mention_is_older_than_the_days_asked_for(self, store):
        comes(store, 1)

        found = digest(store)

        (one,) = found.returning
        assert (one.mention.id, one.reply.native_id, one.has_ended) == (1, "r", False)
        assert found.totals.mentions == 0
        assert has_something_to_do(found)

    def test_until_it_is_done_again(self, store):
        comes(store, 1)
        store.desk.finish(1, because=None, today=TODAY)

        assert numbers(store) == []

    def test_not_while_somebody_else_is_at_it(self, store):
        comes(store, 1)
        claim = store.desk.claim(1, "t" * 32, now=NOW, minutes=30)

        assert numbers(store) == []
        assert numbers(store, reader=Reader(held={1: claim})) == [1]

    @pytest.mark.parametrize(("days_ago", "is_there"), [(0, True), (6, True), (7, False)])
    def test_for_a_week(self, store, days_ago, is_there):
        comes(store, 1, days_ago=days_ago)

        assert bool(numbers(store)) is is_there

    @pytest.mark.parametrize(("days_ago", "is_there"), [(0, True), (1, True), (2, False)])
    def test_thanks_are_told_for_two_days_and_want_nobody(self, store, days_ago, is_there):
        comes(store, 1, "Thanks!", is_thanks=True, days_ago=days_ago)

        found = digest(store)

        assert bool(found.returning) is is_there
        assert not has_something_to_do(found)

    def test_muted_stays_muted(self, store):
        comes(store, 1)
        store.desk.mute(Mute(kind=MuteKind.AUTHOR, value="fake Kim1", muted_on=TODAY))

        assert numbers(store) == []

    def test_other_queries_are_left_out(self, store):
        comes(store, 1)
        two = replace(CONFIG, queries=(*CONFIG.queries, Query(name="other", expression="nothing")))

        found = build(store, two, now=NOW, window=last_days(2, today=TODAY), queries=("other",))

        assert found.returning == ()


class TestOrder:
    def test_who_asked_first_and_what_has_ended_last(self, store):
        comes(store, 1, "Thanks!", is_thanks=True)
        comes(store, 2, "And me?", is_asker=False)

        assert numbers(store) == [2, 1]

    def test_several_replies_are_one_entry(self, store):
        comes(store, 1, "+1", is_asker=False, name="r1")
        comes(store, 1, "And?", name="r2")

        (one,) = digest(store).returning
        assert (one.reply.native_id, one.more) == ("r2", 1)


class TestShown:
    def test_a_mention_has_its_place_once(self, store):
        comes(store, 1)
        window = last_days(14, today=TODAY)

        found = build(store, CONFIG, now=NOW, window=window)

        assert [one.mention.id for one in found.returning] == [1]
        assert 1 not in [line.mention.id for line in found.lines]

    def test_why_not_says_where_it_stands(self, store):
        comes(store, 1)
        found = digest(store)

        rules = list(against(store.mention(1), CONFIG, found, points=90))

        assert rules[0] is Rule.RETURNED
        assert Rule.RETURNED not in list(against(store.mention(2), CONFIG, found, points=90))

    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("de", ("Zurückgekommen", "Wer gefragt hat, vor 2 Std.", "#1", "https://fake.example/r/r")),
            ("en", ("Came back", "Who asked, 2 hr ago", "#1", "https://fake.example/r/r")),
        ],
    )
    def test_it_says_who_when_and_where(self, store, lang, words):
        comes(store, 1)
        found = digest(store)

        shown = "\n".join(line.plain for line in digest_lines(found, screen(lang=lang)))
        written = digest_markdown(found, screen(lang=lang))

        assert all(word in shown for word in words)
        assert all(word in written for word in words)
        assert shown.index(words[0]) < shown.index("#1")

    def test_every_key_of_the_json_is_documented(self, store):
        comes(store, 1)
        reference = (Path(__file__).parent.parent / "docs" / "reference" / "json.md").read_text(encoding="utf-8")

        (read,) = json.loads(dumps(digest_json(digest(store))))["returning"]

        assert read["reply"]["is_asker"] is True
        assert all(f"`{key}`" in reference for key in (*read, *read["reply"], *read["answer"]))


@given(text=st.text(max_size=300), author=st.text(max_size=50), width=st.integers(20, 200))
def test_whatever_comes_back_is_only_text(text, author, width):
    from tests.reading_world import mention

    reply = Reply(
        answer_id=1, native_id="r", is_asker=True, published_at=NOW, author=author, text=text, url=text, seen_on=TODAY
    )
    answer = Answer(mention_id=1, state=AnswerState.POSTED, key="k", answered_on=TODAY)
    one = Returned(mention=mention(1), answer=answer, reply=reply)

    for line in returned_lines([one], screen(width=width)):
        assert not set(line.plain) & {"\x1b", "\x07", "\u202e", "\n", "\x9b"}
        assert line.cell_len <= width
    assert json.loads(dumps(returned_json(one)))["reply"]["text"] == text
