"""People say what is right: it is in charge at once, in the next digest, undone at will, and nobody is named."""

import io
import json
import signal
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing

import pytest

from listen.cli import run
from listen.model import Label, Sentiment, Text
from tests.cli.conftest import Desk, Ended, Web, rss

POSTS = (
    "ExampleVent is awful, the worst duct ever",
    "ExampleVent is great, I love it, the best duct",
    "The ExampleVent duct in the attic of the school has been on sale since Monday in three sizes",
)


class Here(Desk):
    """A desk whose calls run in this process: a tenth of the time of one of their own."""

    def call(self, *words: str, **environ: str) -> Ended:
        written = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
        handler = signal.getsignal(signal.SIGTERM)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdout", written[0])
            patch.setattr(sys, "stderr", written[1])
            for name, value in environ.items():
                patch.setenv(name, value)
            code = run(["--config", str(self.config), "--db", str(self.database), *words])
        signal.signal(signal.SIGTERM, handler)
        for one in written:
            one.seek(0)
        return Ended(code, written[0].read(), written[1].read())


class Plain:
    """Hears a complaint in one word, praise in another, and nothing in the rest."""

    languages = frozenset({"en", "de"})

    def __init__(
        self, bad: str, good: str, *, others: tuple[float, float, float] = (0.1, 0.8, 0.1), name: str = "plain@1"
    ) -> None:
        self.name = name
        self._bad = bad
        self._good = good
        self._others = others

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        return [self._told(one.text) for one in texts]

    def _told(self, text: str) -> Sentiment:
        if self._bad in text:
            label, told = Label.CRITICISM, (0.8, 0.1, 0.1)
        elif self._good and self._good in text:
            label, told = Label.PRAISE, (0.1, 0.1, 0.8)
        else:
            label, told = Label.NEUTRAL, self._others
        return Sentiment(
            analyzer=self.name, polarity=told[2] - told[0], confidence=max(told), label=label, probabilities=told
        )


def hearing(patch: pytest.MonkeyPatch, analyzer: Plain, german: Plain | None = None) -> None:
    """Let commands judge with analyzers whose answers are known."""
    import listen.wiring

    made = listen.wiring.understanding

    def understanding(*given: object, **named: object) -> object:
        parts = made(*given, **named)
        parts.analyzers = {"en": (analyzer,), "de": (german or analyzer,)}
        return parts

    patch.setattr(listen.wiring, "understanding", understanding)


@pytest.fixture
def full(desk: Desk, web: Web, monkeypatch: pytest.MonkeyPatch) -> Desk:
    hearing(monkeypatch, Plain("worst", "best"), Plain("schlimm", "gut", name="schlicht@1"))
    desk = Here(folder=desk.folder, web=desk.web, environ=desk.environ)
    web.answers["/feed"] = (200, rss(*POSTS))
    desk.write("/feed")
    assert desk.call("fetch").code == 0
    return desk


def mentions(desk: Desk, *more: str) -> dict[int, dict]:
    return {one["id"]: one for one in json.loads(desk.call("list", "--json", *more).out)["mentions"]}


def number_of(desk: Desk, words: str) -> str:
    return next(str(number) for number, one in mentions(desk).items() if words in one["text"])


def test_a_correction_is_in_charge_at_once_and_in_the_next_digest(full: Desk):
    number = number_of(full, "worst")
    before = mentions(full)[int(number)]

    ended = full.call("correct", number, "--label", "praise", "--because", "irony,\nmeant well")
    after = mentions(full)[int(number)]
    digest = json.loads(full.call("digest", "--json").out)

    assert ended.code == 0
    assert f"#{number}: praise; listen had said criticism" in ended.out
    assert "--undo" in ended.out
    assert (before["label"], after["label"]) == ("criticism", "praise")
    assert after["sentiment"]["label"] == "criticism"
    assert after["corrected"]["label"] == "praise"
    assert after["priority"] < before["priority"]
    assert digest["totals"]["by_label"]["praise"] == 2
    assert digest["totals"]["by_label"]["criticism"] == 0
    assert digest["learning"] == {"judgements": 1, "right": 0, "before": 0, "is_used": False} or not digest["learning"]


def test_what_was_said_survives_the_next_fetch_and_a_new_score(full: Desk, web: Web):
    number = number_of(full, "worst")
    full.call("correct", number, "--label", "praise")
    priority = mentions(full)[int(number)]["priority"]
    web.answers["/feed"] = (200, rss(POSTS[0] + ", really", *POSTS[1:]))

    fetched = full.call("fetch", "--again")
    once = mentions(full)[int(number)]
    scored = full.call("score", "--again")
    twice = mentions(full)[int(number)]

    assert (fetched.code, scored.code) == (0, 0)
    assert "really" in once["text"]
    assert (once["label"], twice["label"]) == ("praise", "praise")
    assert (once["priority"], twice["priority"]) == (priority, priority)


def test_undo_takes_back_one_after_the_other(full: Desk):
    number = number_of(full, "worst")
    before = mentions(full)[int(number)]
    full.call("correct", number, "--label", "praise")
    full.call("correct", number, "--label", "neutral")

    labels = [mentions(full)[int(number)]["label"]]
    for _ in range(2):
        assert full.call("correct", number, "--undo").code == 0
        labels.append(mentions(full)[int(number)]["label"])
    nothing = full.call("correct", number, "--undo")

    assert labels == ["neutral", "praise", "criticism"]
    assert mentions(full)[int(number)] == before
    assert nothing.code == 2
    assert "nobody has said anything" in nothing.err


def test_a_confirmation_is_kept_and_changes_nothing_but_the_certainty(full: Desk):
    number = number_of(full, "worst")

    ended = full.call("correct", number, "--right")
    said = json.loads(full.call("correct", "--list", "--json").out)["judgements"]

    assert ended.code == 0
    assert f"#{number}: criticism, as listen said" in ended.out
    assert [(one["verdict"], one["told"], one["is_confirmation"]) for one in said] == [("criticism", "criticism", True)]
    assert said[0]["analyzer"] == "plain@1"


def test_not_ours_leaves_lists_and_counts_and_comes_back(full: Desk):
    number = number_of(full, "worst")

    dropped = full.call("correct", number, "--not-ours")
    without = mentions(full)
    shown = full.call("show", number)
    digest = json.loads(full.call("digest", "--json").out)
    full.call("correct", number, "--ours")
    back = mentions(full)

    assert dropped.code == 0
    assert int(number) not in without
    assert shown.code == 0
    assert digest["totals"]["mentions"] == 2
    assert int(number) in back
    assert full.call("correct", number, "--undo").code == 0
    assert int(number) not in mentions(full)
    assert full.call("correct", number, "--undo").code == 0
    assert int(number) in mentions(full)


def test_another_language_is_judged_by_its_own_analyzer_and_stays(full: Desk):
    number = number_of(full, "worst")

    ended = full.call("correct", number, "--language", "DE")
    german = mentions(full)[int(number)]
    full.call("score", "--again")
    scored = mentions(full)[int(number)]
    full.call("correct", number, "--undo")
    undone = mentions(full)[int(number)]

    assert ended.code == 0
    assert german["language"] == "de"
    assert (german["sentiment"]["analyzer"], german["label"]) == ("schlicht@1", "neutral")
    assert scored == german
    assert undone["language"] == "en"
    assert (undone["sentiment"]["analyzer"], undone["label"]) == ("plain@1", "criticism")


def test_two_stories_become_one_and_two_again(full: Desk):
    first, second = number_of(full, "worst"), number_of(full, "best")

    joined = full.call("correct", second, "--same-story", first)
    together = mentions(full)
    full.call("correct", second, "--undo")
    apart = mentions(full)
    full.call("correct", second, "--same-story", first)
    left = full.call("correct", second, "--not-same-story")
    again = mentions(full)
    alone = full.call("correct", second, "--not-same-story")

    assert joined.code == 0
    assert together[int(second)]["story"]["id"] == together[int(first)]["story"]["id"]
    assert apart[int(second)]["story"]["id"] != apart[int(first)]["story"]["id"]
    assert left.code == 0
    assert again[int(second)]["story"]["id"] != again[int(first)]["story"]["id"]
    assert alone.code == 2


def test_corrections_of_some_change_what_the_next_digest_says_of_others(
    desk: Desk, web: Web, monkeypatch: pytest.MonkeyPatch
):
    hearing(monkeypatch, Plain("whistles", "", others=(0.36, 0.42, 0.22)))
    full = Here(folder=desk.folder, web=desk.web, environ=desk.environ)
    places = ("attic", "cellar", "kitchen", "bathroom", "garage", "hall", "roof")
    loud = [f"The ExampleVent duct in the {place} whistles all through the night" for place in places]
    quiet = [f"The ExampleVent duct in the {place} of our house came loose this morning" for place in places]
    unseen = [f"This ExampleVent duct fell off the {place} wall of the office" for place in ("north", "south")]
    web.answers["/feed"] = (200, rss(*loud, *quiet, *unseen))
    full.write("/feed")
    assert full.call("fetch").code == 0
    numbers = {one["text"]: str(number) for number, one in mentions(full).items()}
    first = json.loads(full.call("digest", "--json").out)

    for text in loud:
        assert full.call("correct", numbers[text], "--right").code == 0
    for text in quiet:
        assert full.call("correct", numbers[text], "--label", "criticism").code == 0
    between = [mentions(full)[int(numbers[text])]["label"] for text in unseen]
    assert full.call("fetch").code == 0
    second = json.loads(full.call("digest", "--json").out)
    shown = full.call("digest").out
    for text in (*loud, *quiet):
        assert full.call("correct", numbers[text], "--undo").code == 0
    assert full.call("score").code == 0
    third = json.loads(full.call("digest", "--json").out)

    counted = first["totals"]["by_label"]
    assert (counted["criticism"], counted["neutral"]) == (7, 9)
    assert between == ["neutral", "neutral"]
    assert second["totals"]["by_label"]["criticism"] == 16
    assert second["learning"] == {"judgements": 14, "right": 14, "before": 7, "is_used": True}
    assert "Last 14 judgements: 14 right, before: 7" in shown
    assert third["totals"] == first["totals"]
    assert third["learning"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("correct",), "which mention"),
        (("correct", "1"), "nothing was said"),
        (("correct", "1", "--because", "x"), "nothing was said"),
        (("correct", "4711", "--label", "praise"), "no mention"),
        (("correct", "-1", "--label", "praise"), ""),
        (("correct", "99999999999999999999999", "--right"), ""),
        (("correct", "1", "--label", "angry"), "angry"),
        (("correct", "1", "--label", "unclear"), "unclear"),
        (("correct", "1", "--label", "praise", "--right"), "--right"),
        (("correct", "1", "--ours", "--not-ours"), "--not-ours"),
        (("correct", "1", "--language", "klingon"), "klingon"),
        (("correct", "1", "--language", "xx"), "xx"),
        (("correct", "1", "--same-story", "1"), "itself"),
        (("correct", "1", "--same-story", "4711"), "4711"),
        (("correct", "1", "--same-story", "2", "--not-same-story"), "--not-same-story"),
        (("correct", "1", "--not-same-story"), "no other"),
        (("correct", "1", "--undo"), "nobody"),
        (("correct", "1", "--undo", "--label", "praise"), "--undo"),
        (("correct", "1", "--list"), "--list"),
        (("correct", "--list", "--right"), "--list"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_makes_no_sense_is_said_and_nothing_is_kept(full: Desk, words: tuple[str, ...], said: str):
    ended = full.call(*words)

    assert ended.code == 2
    assert said in ended.err
    assert "Traceback" not in ended.err
    assert json.loads(full.call("correct", "--list", "--json").out)["judgements"] == []


@pytest.mark.parametrize(
    "words", [("correct", "1", "--right"), ("correct", "1", "--undo"), ("correct", "--list"), ("eval",)], ids=" ".join
)
def test_without_a_database_it_is_said_and_none_begins(desk: Desk, words: tuple[str, ...]):
    desk = Here(folder=desk.folder, web=desk.web, environ=desk.environ)
    desk.write("/feed")

    ended = desk.call(*words)

    assert ended.code == 8
    assert not desk.database.exists()


def test_messages_exist_in_german(full: Desk):
    number = number_of(full, "worst")

    wrong = full.call("correct", number, "--label", "böse", "--lang", "de")
    right = full.call("correct", number, "--label", "praise", "--lang", "de")
    said = full.call("correct", "--list", "--lang", "de")
    judged = full.call("eval", "--lang", "de")

    assert "lässt sich nicht vergeben" in wrong.err
    assert "listen hatte gesagt: Kritik" in right.out
    assert "Stimmung" in said.out
    assert "Makro-F1" in judged.out


def test_nothing_says_who_or_when_to_the_hour(full: Desk):
    number = number_of(full, "worst")

    ended = full.call(
        "correct", number, "--label", "praise", USER="kim_beispiel", LOGNAME="kim_beispiel", HOSTNAME="pc-kim-beispiel"
    )
    with closing(sqlite3.connect(full.database)) as plain:
        dump = "\n".join(plain.iterdump())
        columns = [name for _, name, *_ in plain.execute("PRAGMA table_info(judgements)")]
        (judged_on,) = plain.execute("SELECT judged_on FROM judgements").fetchone()

    assert "kim" not in ended.out + ended.err + dump
    assert columns == ["id", "post_id", "about", "verdict", "told", "analyzer", "because", "judged_on"]
    assert len(judged_on) == len("2026-11-24")


def test_hostile_reasons_reach_no_terminal(full: Desk):
    number = number_of(full, "worst")

    full.call("correct", number, "--label", "praise", "--because", "\x1b[31mred\u202e\n\x07 " + "x" * 3_000)
    said = full.call("correct", "--list")

    assert said.code == 0
    assert not {"\x1b", "\u202e", "\x07"} & set(said.out)
    assert all(len(line) <= 80 for line in said.out.splitlines())


def test_eval_counts_judgements_and_fails_a_pipeline(full: Desk):
    empty = full.call("eval")
    unproven = full.call("eval", "--fail-under", "0.1")
    full.call("correct", number_of(full, "worst"), "--right")
    full.call("correct", number_of(full, "best"), "--label", "criticism")

    good = full.call("eval", "--fail-under", "0.1")
    bad = full.call("eval", "--fail-under", "0.99")
    found = json.loads(full.call("eval", "--json").out)

    assert empty.code == 0
    assert "Nothing was judged" in empty.out
    assert unproven.code == 11
    assert good.code == 0
    assert bad.code == 11
    assert "below" in bad.err
    assert found["now"]["accuracy"]["hits"] == 1
    assert found["now"]["accuracy"]["of"] == 2
    assert found["now"]["is_small"]
    assert found["queries"][0]["query"] == "brand"


def test_eval_reads_a_file_and_tells_what_it_could_not(full: Desk):
    path = full.folder / "posts.tsv"
    rows = [
        "negative\tThis is awful and bad",
        "positive\tGreat, I love it",
        "nonsense\tx",
        "neutral\tIt is a duct",
        "x",
    ]
    path.write_bytes("\r\n".join(rows).encode("utf-8-sig"))

    ended = full.call("eval", "--data", str(path))
    found = json.loads(full.call("eval", "--data", str(path), "--json", "--language", "en").out)

    assert ended.code == 0
    assert "line 3" in ended.err
    assert "line 5" in ended.err
    assert found["rows"] == 3
    assert found["skipped"] == {"cells_missing": 1, "no_label": 1}
    assert found["majority"]["forced"]["accuracy"]["hits"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("eval", "--data", "missing.tsv"),
        ("eval", "--data", "."),
        ("eval", "--data", "queries.yaml"),
        ("eval", "--analyzer", "german"),
        ("eval", "--data", "queries.yaml", "--analyzer", "magic"),
        ("eval", "--data", "queries.yaml", "--language", "tlh"),
        ("eval", "--data", "queries.yaml", "--query", "brand"),
        ("eval", "--query", "brnd"),
        ("eval", "--fail-under", "7"),
    ],
    ids=" ".join,
)
def test_eval_refuses_what_it_cannot_do(full: Desk, words: tuple[str, ...]):
    ended = full.call(*words)

    assert ended.code == 2
    assert "Traceback" not in ended.err
