"""JSON is complete, stable, and safe to print; unknown is null, and nothing is translated."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_world import NOW, SETTINGS, busy_day, mention
from screens import TODAY, digest_of, dropped_store, explained, health_found

from listen.digest import coverage, dropped
from listen.render.json import digest_json, dumps, listing_json, mention_json, stats_json, status_json
from listen.render.json_dropped import dropped_json
from listen.render.json_explained import explained_json
from listen.render.json_health import health_json
from listen.stats import stats
from listen.window import last_days

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"


def values():
    store = busy_day()
    rests_on = coverage(store.states, store.past_runs, now=NOW, gaps_since=NOW - timedelta(days=2))
    return {
        "digest": digest_json(digest_of(store)),
        "list": listing_json(store.held),
        "stats": stats_json(stats(store, SETTINGS, window=last_days(7, today=date(2026, 11, 24)))),
        "explain": explained_json(explained()),
        "dropped": dropped_json(dropped(dropped_store(), SETTINGS, now=NOW, window=last_days(2, today=TODAY), limit=1)),
        "health": health_json(health_found()),
        "status": status_json(store.states, rests_on, total=12, runs=store.past_runs[:2]),
    }


def keys_in(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


@pytest.mark.parametrize("name", ["digest", "dropped", "explain", "health", "list", "stats", "status"])
def test_it_is_json_with_a_schema(name):
    read = json.loads(dumps(values()[name]))

    assert read["schema"] == f"listen.{name}/1"


@pytest.mark.parametrize("name", ["digest", "dropped", "explain", "health", "list", "stats", "status"])
def test_every_key_is_documented(name):
    reference = REFERENCE.read_text(encoding="utf-8")
    data = {"host", "seconds", "until", "n", "confidence", "unit", "praise", "criticism"}

    missing = {key for key in keys_in(json.loads(dumps(values()[name]))) if f"`{key}`" not in reference} - data

    assert missing == set()


def test_unknown_is_null_and_unscored_is_a_word():
    read = json.loads(dumps(mention_json(mention(1, label=None, language=None))))

    assert (read["sentiment"], read["label"], read["language"]) == (None, "unscored", None)
    assert read["engagement"]["likes"] is None


def test_text_comes_out_as_it_was_stored():
    text = 'Zoë sagt: "x\\y" \u202e\x9b \U0001f600 <b>'

    assert json.loads(dumps(mention_json(mention(1, text))))["text"] == text


@given(text=st.text(max_size=200))
def test_any_text_survives_and_none_can_steer_a_terminal(text):
    written = dumps({"text": text})

    assert json.loads(written)["text"] == text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", written)


def test_ascii_stream_gets_ascii():
    assert dumps({"text": "Lüftung 😀"}, is_unicode=False).isascii()


def test_json_line_is_one_line():
    assert "\n" not in dumps(mention_json(mention(1, "a\nb")), is_one_line=True)


def test_every_mention_has_the_same_keys():
    bare = mention_json(replace(mention(1), sentiment=None, post=replace(mention(1).post, title=None, author=None)))

    assert bare.keys() == mention_json(mention(2)).keys()
