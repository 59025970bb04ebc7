"""queries.yaml as a whole: what it becomes, and every complaint at once with its place."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from listen.brand import Competitor, Feed, Keep, Query, Settings, Unit
from listen.config import KNOWN_SOURCES, check, load
from listen.errors import Complaint, ConfigError
from listen.text.clean import clean_line, for_terminal

WHOLE = """\
version: 1
brand:
  name: ExampleVent
  sites: [ExampleVent.example, www.examplevent.example.]
  accounts:
    mastodon: ["@examplevent@social.example"]
languages: [de, en, de]
region: at
timezone: Europe/Vienna
first_run_days: 7
units:
  ventilation: {title: Lüftung, audiences: [builders, architects]}
  plain: {}
queries:
  brand: examplevent*
  NO:
    find: '"flex pipe" AND (loud OR quiet)'
    unit: ventilation
    sources: [feed, mastodon, feed]
    about: What people say about flexible pipes.
feeds:
  - https://blog.example/feed
  - {address: "https://magazine.example/", title: Magazine, unit: ventilation}
sources:
  mastodon: {servers: [social.example, "http://127.0.0.1:8080/"], tags: [ducts, "#lüftung"]}
  hackernews: {base: "http://127.0.0.1:9000/api/"}
  googlenews: {enabled: no}
competitors:
  OtherVent: othervent*
http: {contact: listen@examplevent.example, allow_private: [127.0.0.1], total_s: 12.5, lanes: 4}
"""

SMALL = "version: 1\nbrand: ExampleVent\nqueries:\n  brand: examplevent*\n"


def _complaints(text: str, **environ: str) -> tuple[Complaint, ...]:
    with pytest.raises(ConfigError) as caught:
        check(text, file="queries.yaml", environ=environ)
    return caught.value.complaints


def test_a_whole_file_becomes_settings():
    settings = check(WHOLE, file="queries.yaml", environ={})

    assert settings.brand.name == "ExampleVent"
    assert settings.brand.sites == ("examplevent.example", "www.examplevent.example")
    assert dict(settings.brand.accounts) == {"mastodon": ("@examplevent@social.example",)}
    assert settings.languages == ("de", "en")
    assert (settings.region, settings.timezone, settings.first_run_days) == ("AT", "Europe/Vienna", 7)
    assert settings.units == (
        Unit(name="ventilation", title="Lüftung", audiences=("builders", "architects")),
        Unit(name="plain", title="plain"),
    )
    assert settings.queries == (
        Query(name="brand", expression="examplevent*"),
        Query(
            name="NO",
            expression='"flex pipe" AND (loud OR quiet)',
            unit="ventilation",
            sources=("feed", "mastodon"),
            about="What people say about flexible pipes.",
        ),
        Query(name="OtherVent", expression="othervent*", competitor="OtherVent"),
    )
    assert settings.feeds == (
        Feed(address="https://blog.example/feed"),
        Feed(address="https://magazine.example/", title="Magazine", unit="ventilation"),
    )
    assert settings.competitors == (Competitor(name="OtherVent", expression="othervent*"),)
    assert settings.source("mastodon").bases == ("https://social.example", "http://127.0.0.1:8080")
    assert settings.source("mastodon").options["tags"] == ("ducts", "lüftung")
    assert settings.source("hackernews").bases == ("http://127.0.0.1:9000/api",)
    assert settings.source("googlenews").is_on is False
    assert settings.source("feed").is_on is None
    assert settings.http.allow_private == ("127.0.0.1",)
    assert (settings.http.total_s, settings.http.lanes, settings.http.pause_s) == (12.5, 4, 1.0)


def test_analyzer_aspects_and_hidden_intents_are_read():
    written = (
        "analyzer: embed\nhide: [advert, job_ad, advert]\naspects:\n  noise: [pfeif*, summt]\n  smell: []\n"
        "units:\n  plastics: {aspects: {colour: [vergilbt*]}}\n"
    )

    settings = check(SMALL + written, file="queries.yaml", environ={})

    assert (settings.analyzer, settings.hide) == ("embed", ("advert", "job_ad"))
    assert dict(settings.aspects) == {"noise": ("pfeif*", "summt"), "smell": ()}
    assert dict(settings.units[0].aspects) == {"colour": ("vergilbt*",)}


@pytest.mark.parametrize(
    ("written", "people", "is_countable"),
    [("", None, False), ("team: {people: 4}\n", 4, False), ("team:\n  people: 5\n", 5, True), ("team:\n", None, False)],
)
def test_a_team_may_be_counted_from_five_people_on(written: str, people: int | None, is_countable: bool):
    settings = check(SMALL + written, file="queries.yaml", environ={})

    assert (settings.team.people, settings.team.is_countable) == (people, is_countable)


def test_a_team_of_nobody_is_refused():
    with pytest.raises(ConfigError):
        check(SMALL + "team: {people: 0}\n", file="queries.yaml", environ={})


def test_what_cannot_be_an_aspect_is_told_with_its_place():
    found = _complaints(SMALL + "aspects:\n  noise: [pfeif*, '***']\nunits:\n  air: {aspects: {x: [a*b]}}\n")

    assert [(one.line, one.path, one.key) for one in found] == [
        (6, "aspects.noise", "aspect.word_invalid"),
        (8, "units.air.aspects.x", "aspect.word_invalid"),
    ]
    assert "***" in dict(found[0].values)["word"]


def test_the_shortest_file_has_defaults_for_everything_else():
    settings = check(SMALL, file="queries.yaml", environ={})

    assert (settings.languages, settings.region, settings.timezone) == (("de", "en"), "DE", "Europe/Berlin")
    assert settings.http.total_s == 30.0
    assert settings.feeds == ()


def test_a_section_whose_lines_are_all_commented_out_is_no_error():
    settings = check(SMALL + "feeds:\n  # - https://blog.example/\nunits:\nhttp:\n", file="queries.yaml", environ={})

    assert settings.feeds == ()


def test_a_plug_in_source_is_known_when_it_is_passed_in():
    text = SMALL + "sources:\n  forum: {base: https://forum.example, options: {board: '7', boards: [a, b]}}\n"

    settings = check(text, file="queries.yaml", environ={}, known_sources=(*KNOWN_SOURCES, "forum"))

    assert dict(settings.source("forum").options) == {"board": ("7",), "boards": ("a", "b")}
    assert [one.key for one in _complaints(text)] == ["config.unknown_source"]


def test_settings_are_frozen_through_and_through():
    settings = check(WHOLE, file="queries.yaml", environ={})

    with pytest.raises(TypeError):
        settings.sources["feed"] = settings.source("feed")  # type: ignore[index] - the claim
    with pytest.raises(TypeError):
        settings.source("mastodon").options["tags"] = ()  # type: ignore[index] - the claim


# One line each: what stands in the file, which complaint, where, and what is suggested.
WRONG = {
    "unknown key with a near one": ("languges: [de]\n", "unknown_key_at_top", (5, 1), "languages"),
    "unknown key in a query": ("  a: {find: x, sorces: [feed]}\n", "unknown_key", (5, 16), "sources"),
    "unknown key in http": ("http: {proxi: env}\n", "unknown_key", (5, 8), "proxy"),
    "token in the file": ("sources: {mastodon: {token: abc}}\n", "secret", (5, 22), None),
    "api_key in the file": ("http: {api_key: abc}\n", "secret", (5, 8), None),
    "list where a table is due": ("units: [a]\n", "expected_table", (5, 1), None),
    "table where a list is due": ("feeds: {a: b}\n", "expected_list", (5, 1), None),
    "text where a list is due": ("languages: de\n", "expected_list", (5, 12), None),
    "list where a text is due": ("region: [DE]\n", "expected_text", (5, 1), None),
    "no number": ("first_run_days: many\n", "expected_number", (5, 17), None),
    "half a day": ("first_run_days: 1.5\n", "expected_number", (5, 17), None),
    "a number of 5,000 digits": (f"first_run_days: {'9' * 5000}\n", "expected_number", (5, 17), None),
    "not a number": ("http: {total_s: nan}\n", "expected_number", (5, 17), None),
    "infinity": ("http: {total_s: inf}\n", "expected_number", (5, 17), None),
    "too small": ("first_run_days: 0\n", "too_small", (5, 17), None),
    "too large": ("http: {lanes: 65}\n", "too_large", (5, 15), None),
    "neither yes nor no": ("sources: {feed: {enabled: perhaps}}\n", "expected_yes_no", (5, 27), None),
    "empty list of languages": ("languages: []\n", "empty", (5, 1), None),
    "language by name": ("languages: [german]\n", "no_language", (5, 13), "de"),
    "language with a region": ("languages: [en-GB]\n", "no_language", (5, 13), "en"),
    "no language": ("languages: [qq]\n", "no_language", (5, 13), None),
    "region that people say": ("region: UK\n", "no_region", (5, 9), "GB"),
    "zone with a slip": ("timezone: Europe/Berln\n", "no_zone", (5, 11), "Europe/Berlin"),
    "zone that is a path": ("timezone: ../../etc/passwd\n", "no_zone", (5, 11), None),
    "zone that is a folder": ("timezone: America/Argentina\n", "no_zone", (5, 11), "America/Argentina/Salta"),
    "zone that is only a city": ("timezone: vienna\n", "no_zone", (5, 11), "Europe/Vienna"),
    "expression that is a remark": ("  c: #hash\n", "nothing", (5, 5), None),
    "expression of blanks": ("  c: '  '\n", "empty", (5, 6), None),
    "name taken, but for case": ("  Brand: x\n", "name_twice", (5, 3), None),
    "name taken by a query": ("competitors: {BRAND: x}\n", "name_twice", (5, 15), None),
    "name with a slash": ("  a/b: x\n", "no_name", (5, 3), None),
    "name over two lines": ('  "a\\nb": x\n', "no_line", (5, 3), None),
    "name with a bidi control": ('  "a\\u202eb": x\n', "no_line", (5, 3), None),
    "name of a kilometre": (f"  {'x' * 81}: x\n", "too_long", (5, 3), None),
    "unit that is not there": (
        "  a: {find: x, unit: ventilaton}\nunits: {ventilation: {}}\n",
        "unknown_unit",
        (5, 22),
        "ventilation",
    ),
    "unit of a feed that is not there": (
        "feeds: [{address: 'https://a.example', unit: x}]\n",
        "unknown_unit",
        (5, 46),
        None,
    ),
    "source that is not there": ("  a: {find: x, sources: [hackernew]}\n", "unknown_source", (5, 26), "hackernews"),
    "settings for no source": ("sources: {mastodn: {enabled: true}}\n", "unknown_source", (5, 11), "mastodon"),
    "feed listed twice": (
        "feeds:\n  - https://a.example/x\n  - {address: 'http://A.example/x/'}\n",
        "feed_twice",
        (7, 15),
        None,
    ),
    "feed without scheme": ("feeds: [blog.example/feed]\n", "no_address", (5, 9), "https://blog.example/feed"),
    "feed by ftp": ("feeds: ['ftp://blog.example/feed']\n", "no_address", (5, 9), None),
    "feed without a host": ("feeds: ['http:///x']\n", "no_address", (5, 9), None),
    "feed with port 0": ("feeds: ['http://a.example:0/']\n", "no_address", (5, 9), None),
    "feed with a port too far": ("feeds: ['http://a.example:65536/']\n", "no_address", (5, 9), None),
    "feed with a login": ("feeds: ['https://me:secret@a.example/']\n", "login_in_address", (5, 9), None),
    "feed in a file": ("feeds: ['file:///etc/passwd']\n", "no_address", (5, 9), None),
    "host with scheme": ("http: {allow_private: ['http://intranet/x']}\n", "no_host", (5, 24), "intranet"),
    "tag of two words": ("sources: {mastodon: {tags: [two words]}}\n", "no_tag", (5, 29), None),
    "proxy that is none": ("http: {proxy: socks}\n", "no_address", (5, 15), None),
}


@pytest.mark.parametrize(("addition", "key", "place", "suggestion"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_with_its_place_and_a_suggestion(
    addition: str, key: str, place: tuple[int, int], suggestion: str | None
):
    (only,) = _complaints(SMALL + addition)

    assert (only.key, (only.line, only.column), only.suggestion) == (f"config.{key}", place, suggestion)
    assert all(only.message(lang) and "\n" not in only.message(lang) for lang in ("en", "de"))


def test_all_complaints_come_at_once_and_in_file_order():
    text = (
        SMALL
        + """\
  c: foo AND (bar
  Brand: x
  a: {find: x, unit: gone, sources: [nowhere], foo: 1}
  d: {find: ")"}
feeds: [ftp://a.example/, nothing]
languges: [de]
region: UK
sources: {nowhere: {enabled: perhaps}}
http: {token: x, lanes: many}
"""
    )

    complaints = _complaints(text)

    places = [(one.line, one.column) for one in complaints]
    assert places == sorted(places)
    assert [one.path for one in complaints] == [
        "queries.c.find",
        "queries.Brand",
        "queries.a.unit",
        "queries.a.sources[0]",
        "queries.a.foo",
        "queries.d.find",
        "feeds[0].address",
        "feeds[1].address",
        "languges",
        "region",
        "sources.nowhere",
        "sources.nowhere.enabled",
        "http.token",
        "http.lanes",
    ]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        pytest.param("", ["empty_file"], id="empty"),
        pytest.param("# a remark\n", ["empty_file"], id="remarks only"),
        pytest.param("just text\n", ["no_table"], id="text"),
        pytest.param("- a\n", ["no_table"], id="list"),
        pytest.param("version: 1\n", ["missing_at_top", "missing_at_top"], id="version only"),
        pytest.param("version: 1\nbrand:\nqueries:\n", ["missing_at_top", "missing_at_top"], id="keys only"),
        pytest.param("version: 1\nbrand: {}\nqueries: {}\n", ["missing", "empty"], id="empty tables"),
    ],
)
def test_a_file_that_is_hardly_there_says_what_is_missing(text: str, keys: list[str]):
    assert [one.key.removeprefix("config.") for one in _complaints(text)] == keys


def test_a_newer_version_is_the_only_complaint():
    (only,) = _complaints("version: 2\nnew_key: 1\n")

    assert (only.key, only.line) == ("config.newer", 1)


@pytest.mark.parametrize("version", ["0", "1.0", "one", "[1]", "-1"])
def test_a_version_that_never_was_is_refused(version: str):
    complaints = _complaints(SMALL.replace("version: 1", f"version: {version}"))

    assert [one.path for one in complaints] == ["version"]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        pytest.param("  a: foo AND (bar\n", "(bar", id="plain"),
        pytest.param("  a: {find: 'foo AND (bar'}\n", "(bar", id="quoted"),
        pytest.param("  a:\n    find: >-\n      foo AND\n      (bar\n", "(bar", id="folded"),
        pytest.param("  a:\n    find: |\n      foo\n        AND (bar\n", "(bar", id="literal"),
        pytest.param("competitors:\n  OtherVent: foo (bar\n", "(bar", id="competitor"),
    ],
)
def test_a_bad_expression_is_told_where_it_is_bad(written: str, at: str):
    text = SMALL + written

    (only,) = _complaints(text)

    assert only.line is not None
    assert only.column is not None
    assert text.split("\n")[only.line - 1][only.column - 1 :].startswith(at)
    assert not only.key.startswith("config.")


def test_secrets_are_pointed_to_their_variable():
    (only,) = _complaints(SMALL + "sources: {mastodon: {token: hunter2}}\n")

    assert "LISTEN_MASTODON_TOKEN" in only.message()
    assert "hunter2" not in only.message()


def test_a_login_in_an_address_is_never_repeated():
    complaints = _complaints(SMALL + "feeds: ['https://me:hunter2@a.example/', 'ftp://me:hunter2@b.example/']\n")

    assert len(complaints) == 2
    assert not any("hunter2" in one.message() for one in complaints)


def test_messages_hold_no_control_characters_of_the_file():
    (only,) = _complaints(SMALL + '"\\e[31m\\u202ered": 1\n')

    assert only.message().isprintable()


def test_a_proxy_from_the_environment_is_looked_at():
    text = SMALL + "http: {proxy: env}\n"

    assert check(text, file="queries.yaml", environ={"HTTPS_PROXY": "proxy.example:3128"}).http.proxy == "env"
    (only,) = _complaints(text, HTTPS_PROXY="http://")
    assert (only.key, only.line, only.column) == ("config.proxy_in_environment", 5, 15)


def test_a_file_is_read_from_its_path(tmp_path: Path):
    path = tmp_path / "queries.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())

    assert load(path, environ={}).brand.name == "ExampleVent"


def test_complaints_name_the_file_line_and_column(tmp_path: Path):
    path = tmp_path / "queries.yaml"
    path.write_text(SMALL + "regoin: DE\n", encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        load(path, environ={})

    assert caught.value.lines() == (f'{path}:5:1: unknown key "regoin"; did you mean "region"?',)
    assert caught.value.lines("de") == (f"{path}:5:1: unbekannter Schlüssel „regoin“; war „region“ gemeint?",)


def _answer(text: str) -> Settings | ConfigError:
    try:
        return check(text, file="queries.yaml", environ={})
    except ConfigError as error:
        return error


_KEYS = (
    *("version", "brand", "name", "sites", "accounts", "languages", "region", "timezone", "units", "title"),
    *("audiences", "queries", "find", "unit", "sources", "about", "feeds", "address", "enabled", "base"),
    *("servers", "tags", "options", "competitors", "http", "lanes", "proxy", "token", "feed", "mastodon"),
)
_ATOMS = st.text(max_size=6) | st.sampled_from(["1", "x", "https://a.example/", "de", "feed", "a AND (b"]) | st.none()
_TREES = st.recursive(
    _ATOMS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS) | st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(_KEYS), _TREES, max_size=6))
def test_whatever_tree_it_is_given_it_answers_or_complains(tree: dict[str, object]):
    text = yaml.safe_dump({"version": "1", "brand": "x", "queries": {"a": "b"}, **tree})

    answer = _answer(text)

    assert isinstance(answer, Settings) or answer.complaints
    if isinstance(answer, ConfigError):
        # The query language says its own sentences; they are looked at in its own room.
        ours = [one for one in answer.complaints if one.key.startswith("config.")]
        said = [one.message(lang) for one in ours for lang in ("en", "de")]
        assert said == [for_terminal(clean_line(line)) for line in said]


@given(st.text())
def test_whatever_text_it_is_given_it_answers_or_complains(text: str):
    answer = _answer(text)

    assert isinstance(answer, Settings) or answer.complaints


def test_how_long_things_are_kept_is_read():
    settings = check(
        f"{SMALL}keep:\n  authors: 90\n  texts: never\n  sources: {{feed: 30, hackernews: never}}\n",
        file="queries.yaml",
        environ={},
    )

    assert settings.keep == Keep(authors=90, texts=None, sources={"feed": 30, "hackernews": None})


@pytest.mark.parametrize(
    "written", ["keep: {authors: 0}", "keep: {texts: soon}", "keep: {sources: {fed: 3}}", "keep: {mails: 3}"]
)
def test_a_wrong_period_is_told(written: str):
    assert len(_complaints(f"{SMALL}{written}\n")) == 1


def test_colleagues_come_from_the_file_and_from_beside_it(tmp_path: Path):
    (tmp_path / "names.txt").write_text("# the team\nAda Beispiel\n\nBo Muster  # left in May\nAda Beispiel\n", "utf-8")
    text = f"{SMALL}colleagues: [Cleo Probe]\ncolleagues_file: names.txt\nteam: {{people: 4}}\n"

    settings = check(text, file=str(tmp_path / "queries.yaml"), environ={})

    assert settings.colleagues == ("Cleo Probe", "Ada Beispiel", "Bo Muster")
    assert not settings.team.is_countable
    with pytest.raises(ConfigError) as caught:
        check(text, file=str(tmp_path / "elsewhere" / "queries.yaml"), environ={})
    assert [one.key for one in caught.value.complaints] == ["config.no_colleagues_file"]
