"""Reports for tests: one built from a small world of hostile and ordinary posts, on a store in memory."""

from dataclasses import replace
from datetime import UTC, date, datetime

from reading_world import SETTINGS, mention, old_runs, region, state

from listen.brand import Settings, Team
from listen.dialogue import Answer, AnswerState, Lesson, Reply
from listen.model import Label, Mention, Opinion
from listen.protocols import Delivery, Entry
from listen.report import Report, build
from listen.window import Window

NOW = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
"""The Monday after week 48."""
WEEK = Window(since=date(2026, 11, 23), until=date(2026, 11, 30))
TEAM = replace(SETTINGS, team=Team(people=12))

HOSTILE = (
    '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
    '=HYPERLINK("https://evil.example","x")',
    "@everyone [link](javascript:alert(1)) ![](https://evil.example/pixel.png)",
    "\u202egnp.exe \u2066 </style></title></p> &lt;b&gt; {{7*7}} `x` | a | b |\n# no heading",
    "+1 -2 \t=cmd|' /C calc'!A0 \x00 \x1b[31mred\x1b[0m",
)


def posts(now: datetime = NOW) -> list[Mention]:
    """Return mentions of a week before `now` and some of the weeks before, without numbers."""
    nw = region("DE-NW", 0.8, "Gütersloh", 3)
    found = []
    for back in range(1, 36):
        at = {"now": now, "hours": 24 * back - 1}
        label = (Label.PRAISE, Label.CRITICISM, Label.NEUTRAL, None)[back % 4]
        found.append(mention(None, f"ExampleVent no. {back} is loud", label=label, author=f"a{back}", **at))
        if back % 3 == 0:
            found.append(mention(None, f"OtherVent no. {back}", queries=("OtherVent",), source="mastodon", **at))
    for place, text in enumerate(HOSTILE):
        one = mention(
            None, f"ExampleVent {text}", title=text, author=text, place=text, label=Label.CRITICISM,
            source="mastodon", url="https://bau.example/a?x=%22%3E", now=now, hours=30 + place, language="de",
        )  # fmt: skip
        found.append(replace(one, findings=(nw,)))
    opinion = Opinion(label=Label.PRAISE, start=0, end=4, polarity=0.6, confidence=0.9, aspects=("noise",))
    praised = mention(
        None, "ExampleVent is quiet", label=Label.PRAISE, now=now, hours=40, author="q", source="mastodon"
    )
    assert praised.sentiment is not None
    found.append(replace(praised, sentiment=replace(praised.sentiment, opinions=(opinion,))))
    return found


def filled(store, mentions=None):
    """Return `store`, now with the posts and a lesson."""
    for number, one in enumerate(posts() if mentions is None else mentions):
        post = replace(one.post, native_id=f"n{number}")
        entry = Entry(mention=replace(one, id=None, story_id=None, post=post, fingerprint=bytes([number % 250] * 16)))
        store.save([Delivery(state=state("bau.example"), entries=(entry,))], now=NOW)
    for run in reversed(old_runs()):
        store.end_run(replace(run, id=store.begin_run(run.started_at)))
    answer = store.desk.begin_answer(
        Answer(
            mention_id=1, state=AnswerState.RECORDED, key="k", channel="feed", text="I work for ExampleVent.",
            answered_on=date(2026, 11, 29),
        )
    )  # fmt: skip
    if answer is not None:
        back = Reply(
            answer_id=answer, native_id="back", is_asker=True, published_at=NOW, text="Thanks <b>a lot</b>",
            label=Label.PRAISE, polarity=0.5, is_thanks=True, seen_on=date(2026, 11, 29),
        )  # fmt: skip
        store.desk.keep_replies(answer, [back], now=NOW)
    store.desk.add_lesson(Lesson(text="<i>Ask</i> first", topic="noise", mention_id=1, learned_on=date(2026, 11, 25)))
    return store


def built(store, settings: Settings = SETTINGS, window: Window = WEEK) -> Report:
    """Return the report of the week."""
    return build(store, settings, now=NOW, window=window)


__all__ = ["HOSTILE", "NOW", "SETTINGS", "TEAM", "WEEK", "built", "filled", "posts"]
