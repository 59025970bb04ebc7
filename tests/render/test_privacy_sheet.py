"""The privacy sheet says everything that is so, in both languages, and nothing that is written down twice."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from listen.brand import Brand, Keep, Settings, Team
from listen.dialogue import Answer, AnswerState, Mute, MuteKind, Reply
from listen.errors import Unreachable
from listen.keeping import Account, HeldPost, Rechecked, Taken, plan
from listen.phrases import LANGUAGES, say
from listen.privacy import EMPLOYEES, GROUPS, Channels, Facts, Group, KeptFile, facts
from listen.protocols import Judgement, Subject
from listen.render.json import dumps
from listen.render.privacy import json as programs
from listen.render.privacy import writing
from listen.render.privacy.facts_json import facts_json
from listen.render.privacy.sheet import explained, sheet
from listen.render.screen import Screen
from listen.retention import Deed, Deletion, Scrubbed, Sought
from listen.store.opening import open_store
from listen.testing.memory import MemoryStore
from tests.render.test_render_json import keys_in
from tests.store.world import NOW, delivery, mention, sentiment

HOSTILE = '<script>"&|`\x1b[31m'
FILE = KeptFile(path="/data/listen.db", owner="ada", mode="0640", is_open_to_others=True)


def screen(lang: str, width: int = 80) -> Screen:
    return Screen(
        now=NOW.astimezone(UTC), zone=ZoneInfo("Europe/Berlin"), width=width, lang=lang,
        has_styles=False, has_links=False, is_unicode=True,
    )  # fmt: skip


@pytest.fixture
def known(tmp_path: Path) -> Iterator[Facts]:
    store = open_store(tmp_path / "listen.db", now=NOW)
    store.save([delivery(mention("1"), mention("2", source="youtube"))], now=NOW)
    channels = Channels(titles={"feed": "Feeds", "youtube": "YouTube"}, on=("feed",), ceilings={"youtube": 30})
    yield facts(store, Settings(brand=Brand(name=HOSTILE)), channels, (FILE,), now=NOW)
    store.close()


def text(known: Facts, lang: str) -> str:
    return writing.markdown(sheet(known, screen(lang)))


def test_every_table_and_column_is_explained_in_every_language(known: Facts):
    unexplained = [
        (lang, table.name, column)
        for lang in LANGUAGES
        for table in known.tables
        for column, said in table.columns.items()
        if not explained(table.name, column, said, lang)
        or say(f"columns.{table.name}.{column}", lang, default=None) is None
    ]

    assert unexplained == []
    assert {table.name for table in known.tables} == set(GROUPS)
    assert all(table.group is not None for table in known.tables)


def test_the_english_words_are_those_of_the_schema(known: Facts):
    assert [
        (table.name, column)
        for table in known.tables
        for column, said in table.columns.items()
        if said and say(f"columns.{table.name}.{column}") != said
    ] == []


def test_the_columns_nearest_to_employees_are_there_and_explained(known: Facts):
    columns = {f"{table.name}.{column}" for table in known.tables for column in table.columns}

    assert set(EMPLOYEES) <= columns
    for lang in LANGUAGES:
        for name in EMPLOYEES:
            assert say(f"privacy.near_{name.replace('.', '_')}", lang) in sheet_text(known, lang)


def sheet_text(known: Facts, lang: str) -> str:
    """Return every cell and sentence of the sheet."""
    return str(sheet(known, screen(lang)))


def test_every_column_that_holds_a_day_of_our_own_doing_is_among_them(known: Facts):
    """A new one, `..._on` or a time in a table of the dialogue, wants a reason why it says nothing of a person."""
    ours = {"until", "watch_until", "watched_at", "published_at", "seen_on"}
    near = {
        f"{table.name}.{column}"
        for table in known.tables
        if table.group is Group.DIALOGUE
        for column in table.columns
        if column.endswith(("_on", "_at")) and column not in ours
    }

    assert near <= set(EMPLOYEES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_tells_the_facts(known: Facts, lang: str):
    shown = text(replace(known, people=4, colleagues=3, recipients=("mail-team",), overdue=2), lang)

    days = {"en": "30 days", "de": "30 Tage"}[lang]
    assert f"| YouTube | {say('privacy.off', lang)} | 1 | {days} ({say('privacy.terms', lang)}) |" in shown
    assert "/data/listen.db" in shown
    assert say("privacy.open_to_others", lang) in shown
    assert "mail-team" in shown
    assert say("privacy.team_not_counted", lang, people="4") in shown
    assert say("privacy.masked", lang, n=3) in shown
    assert say("privacy.overdue", lang, n=2) in shown
    assert "Art. 6" in shown
    assert "listen forget" in shown


def test_counts_of_a_team_appear_from_five_people_on():
    assert [people for people in (None, 1, 4, 5, 60) if Team(people=people).is_countable] == [5, 60]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80, 160])
def test_on_a_screen_no_line_is_too_long_and_nothing_foreign_steers(known: Facts, lang: str, width: int):
    lines = [line.plain for line in writing.terminal(sheet(known, screen(lang, width)), screen(lang, width))]

    # A title or a path that has no blank cannot be folded.
    assert [line for line in lines if len(line) > width and " " in line.strip()] == []
    assert not any("\x1b" in line for line in lines)


class Tags(HTMLParser):
    """Gathers the elements of a page and what they ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.asks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.asks += [name for name, _ in attrs if name in {"src", "href", "srcset", "style", "onclick"}]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_holds_only_our_elements_and_asks_for_nothing(known: Facts, lang: str):
    page = writing.html(sheet(known, screen(lang)), lang)
    tags = Tags()
    tags.feed(page)

    assert tags.names <= {
        *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "ul", "li"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    }
    assert tags.asks == []
    assert f'<html lang="{lang}">' in page
    assert "default-src 'none'" in page


def test_markdown_shows_foreign_words_as_they_are(known: Facts):
    assert "\\<script\\>" in text(known, "en")


def test_the_facts_are_there_for_programs(known: Facts):
    made = facts_json(known)

    assert made["schema"] == "listen.privacy/1"
    assert {table["name"] for table in made["tables"]} == set(GROUPS)
    assert made["sources"][1]["terms_allow_days"] == 30


def test_every_key_for_programs_is_documented(known: Facts):
    reference = (Path(__file__).parents[2] / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    store = MemoryStore()
    store.save([delivery(mention("1"))], now=NOW - timedelta(days=2000))
    trace = store.archive.trace(Sought(author="Ada Beispiel"))
    holding = store.archive.holdings([1])[0]
    answer = Answer(mention_id=1, state=AnswerState.RECORDED, key="k", answered_on=NOW.date())
    judged = Judgement(mention_id=1, about=Subject.SENTIMENT, verdict="praise", judged_on=NOW.date())
    back = Reply(answer_id=1, native_id="r", is_asker=True, published_at=NOW, text="x", seen_on=NOW.date())
    mute = Mute(kind=MuteKind.AUTHOR, value="feed Ada", muted_on=NOW.date())
    one = store.mention(1)
    assert one is not None
    held = HeldPost(
        mention=one, holding=holding, scores=(sentiment(),), judgements=(judged,), answers=((answer, (back,)),)
    )
    account = Account(asked="x", posts=(held,), replies=(back,), mutes=(mute,), trace=trace)
    planned = plan(store, Keep(), {}, now=NOW + timedelta(days=2000))
    taken = (Taken(deed=Deed.AGED, source="feed", posts=1),)
    gone = Deletion(deleted_on=NOW.date(), deed=Deed.GONE, source=None, posts=1)
    failed = Rechecked(failed=(("feed", Unreachable("source.unreachable", host="x", why="y")),))
    told = [
        programs.keep_json(planned, taken, Scrubbed()),
        programs.deletions_json([gone]),
        programs.forget_json(trace, 1, Scrubbed(), ()),
        programs.account_json(account),
        programs.recheck_json(failed),
        {key: value for key, value in facts_json(known).items() if key != "tables"},
        dict.fromkeys(facts_json(known)["tables"][0]),
    ]

    assert planned.steps
    keys = {key for one in told for key in keys_in(json.loads(dumps(one)))}
    assert [key for key in sorted(keys) if f"`{key}`" not in reference] == []
