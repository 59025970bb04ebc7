"""Feeds put into an existing file: everything else stays, letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.brand import Feed
from listen.config import add_feeds, check
from listen.config.document import read_document
from listen.errors import ConfigError

HEAD = "version: 1\nbrand: ExampleVent\nqueries: {brand: examplevent*}\n"
NEW = (
    Feed(address="https://new.example/feed"),
    Feed(address="https://new.example/ends:"),
    Feed(address="https://other.example/?a=b&c=1", title='The "other": ä # 1'),
)

LAYOUTS = {
    "no feeds yet": "",
    "empty list": "feeds: []\n",
    "empty list with a remark": "feeds: [ ]  # none yet\nregion: DE\n",
    "key alone": "feeds:\nregion: DE\n",
    "key with remarks": "feeds:   # ours\n  # - https://no.example/\n\nregion: DE\n",
    "null": "feeds: ~\n",
    "flush dashes": "feeds:\n- https://a.example/x\nregion: DE\n",
    "indented dashes": "feeds:\n    - https://a.example/x   # keep\n\n# remark\nregion: DE\n",
    "tables over lines": (
        "feeds:\n  - address: https://a.example/x\n    title: >-\n      A\n      B\n"
        "  - {address: 'https://b.example',\n     title: B}\n\nregion: DE\n"
    ),
    "at the end without a line break": "feeds:\n  - https://a.example/x",
    "quoted key": '"feeds": []\n',
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_feeds_are_added_at_the_end_of_the_list(layout: str, ending: str):
    text = (HEAD + layout).replace("\n", ending)
    before = check(text, file="queries.yaml", environ={})

    after = check(add_feeds(text, NEW), file="queries.yaml", environ={})

    assert after.feeds == (*before.feeds, *NEW)


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_all_old_lines_stay_in_their_order(layout: str, ending: str):
    text = (HEAD + layout).replace("\n", ending)

    made = add_feeds(text, NEW)

    rest = iter(made.split(ending))
    kept = [line for line in text.split(ending) if line.strip() and "feeds" not in line]
    assert all(line in rest for line in kept)
    assert ("\r\n" in made) == (ending == "\r\n")
    assert all(remark in made for remark in ("# keep", "# remark", "# none yet", "# ours") if remark in text)


def test_adding_twice_changes_nothing_the_second_time():
    once = add_feeds(HEAD, NEW)

    assert add_feeds(once, NEW) == once
    assert add_feeds(once, [Feed(address="http://NEW.example/feed/")]) == once


@pytest.mark.parametrize(
    "layout",
    [
        pytest.param("feeds: [https://a.example/x]\n", id="in one line"),
        pytest.param("feeds: [\n]\n", id="empty over two lines"),
        pytest.param("feeds: {a: b}\n", id="table"),
        pytest.param("feeds: text\n", id="text"),
        pytest.param("...\n", id="end of the document"),
    ],
)
def test_a_list_that_cannot_be_added_to_is_left_alone(layout: str):
    with pytest.raises(ConfigError) as caught:
        add_feeds(HEAD + layout, NEW)

    assert [one.key for one in caught.value.complaints] == ["config.feeds_elsewhere"]


@pytest.mark.parametrize("text", ["", "just text\n", "a: @x\n", "- a\n"])
def test_what_is_no_queries_yaml_is_refused(text: str):
    with pytest.raises(ConfigError):
        add_feeds(text, NEW)


_ADDRESSES = st.from_regex(r"https://[a-z]{1,8}\.example/[!-~]{0,12}", fullmatch=True)


@given(
    st.lists(st.builds(Feed, address=_ADDRESSES, title=st.none() | st.text("ab:#'\"{}[]&*!|>%@`ä\\,- ", min_size=1)))
)
def test_any_address_and_title_come_back_as_they_were(feeds: list[Feed]):
    made = read_document(add_feeds(HEAD, feeds)).plain()

    assert isinstance(made, dict)
    listed = [one if isinstance(one, dict) else {"address": one} for one in made.get("feeds", [])]
    pairs = [(feed.address, feed.title) for feed in feeds]
    assert all((one["address"], one.get("title")) in pairs for one in listed)
