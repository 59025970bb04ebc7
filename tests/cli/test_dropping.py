"""What is not about us is left out, and never without a trace: list, digest, show and query health say so."""

import json

from tests.cli.conftest import Desk, Web, rss


def fetched(desk: Desk, web: Web, *texts: str) -> Desk:
    """Write a queries.yaml with an `about:`, and fetch the texts."""
    web.answers["/feed"] = (200, rss(*texts))
    desk.write("/feed")
    text = desk.config.read_text(encoding="utf-8").replace(
        "  brand: 'examplevent*'\n",
        "  brand:\n    find: examplevent*\n"
        "    about: ExampleVent is the maker of the ducts for ventilation, not the circus.\n",
    )
    desk.config.write_text(text, encoding="utf-8")
    assert desk.call("fetch").code == 0
    return desk


CIRCUS = "The circus ExampleVent has pitched its big tent behind the old school in the village again"
OURS = "The new ExampleVent ducts are in the loft now and we can finally sleep through the night again"


def test_what_is_dropped_is_listed_with_its_reason_and_counted(desk: Desk, web: Web):
    fetched(desk, web, CIRCUS, OURS)

    listed = desk.call("list", "--json")
    left_out = desk.call("list", "--dropped", "--json")
    digest = desk.call("digest", "--json")

    assert [one["text"] for one in json.loads(listed.out)["mentions"]] == [OURS]
    (theirs,) = json.loads(left_out.out)["mentions"]
    assert (theirs["text"], theirs["dropped"]) == (CIRCUS, "namesake_about")
    assert theirs["relevance"]["finding"]["name"] == "namesake"
    read = json.loads(digest.out)
    assert (read["totals"]["mentions"], read["coverage"]["dropped"]) == (1, 1)
    assert json.loads(desk.call("export", "--format", "json", "--dropped").out)[0]["dropped"] == "namesake_about"
    assert "circus" in desk.call("search", "circus", "--dropped").out
    assert "circus" not in desk.call("search", "circus").out


def test_the_digest_names_what_was_left_out_and_shows_it(desk: Desk, web: Web):
    fetched(desk, web, CIRCUS, OURS)

    digest = desk.call("digest")
    dropped = desk.call("digest", "--dropped")
    german = desk.call("digest", "--dropped", LISTEN_LANG="de")
    as_json = json.loads(desk.call("digest", "--dropped", "--json").out)
    markdown = desk.call("digest", "--dropped", "--format", "markdown")

    assert "1 mention is left out as not about us: listen digest --dropped" in digest.out
    assert "1  Not about us: it speaks of what the query's about: rules out" in dropped.out
    assert "circus" in dropped.out
    assert "Ohne Zeile in der Tageslese" in german.out
    assert "1  Weniger Punkte, als eine Zeile braucht" in german.out
    assert (as_json["schema"], as_json["total"]["count"]) == ("listen.dropped/1", 2)
    assert [one["rule"] for one in as_json["reasons"]] == ["dropped", "points"]
    assert as_json["reasons"][0]["reason"] == "namesake_about"
    assert "## 1 not about us: it speaks of" in markdown.out


def test_show_says_why(desk: Desk, web: Web):
    fetched(desk, web, CIRCUS)
    number = json.loads(desk.call("list", "--dropped", "--json").out)["mentions"][0]["id"]

    shown = desk.call("show", str(number))

    assert "left out: it speaks of what the query's about: rules out" in shown.out
    assert "circus −0.75" in shown.out


def test_nothing_dropped_is_said_too(desk: Desk, web: Web):
    fetched(desk, web, OURS)

    assert "1  Worth fewer points than a line takes" in desk.call("digest", "--dropped").out
    assert "left out" not in desk.call("digest").out


def test_unknown_intents_and_regions_are_refused_with_a_suggestion(desk: Desk, web: Web):
    fetched(desk, web, OURS)

    for words, said in (
        (("list", "--intent", "questoin"), 'did you mean "question"?'),
        (("digest", "--hide", "advert,job_adv"), 'did you mean "job_ad"?'),
        (("digest", "--hide", "complaint"), "these are known: advert"),
        (("export", "--region", "Atlantis"), "ISO 3166"),
        (("list", "--region", "Germny"), 'did you mean "DE"?'),
        (("search", "duct", "--region", "DE-XX"), "ISO 3166"),
    ):
        ended = desk.call(*words)
        assert (ended.code, ended.out) == (2, ""), words
        assert said in ended.err

    assert desk.call("list", "--intent", "Job-Ad", "--region", "de-nw").code == 0


def test_query_health_prints_text_and_json_and_refuses_what_it_does_not_know(desk: Desk, web: Web):
    fetched(desk, web, CIRCUS, OURS)

    text = desk.call("query", "health")
    german = desk.call("query", "health", "--query", "brand", "--days", "7", LISTEN_LANG="de")
    read = json.loads(desk.call("query", "health", "--json").out)

    assert (text.code, text.err) == (0, "")
    assert "1 mention, 1 left out" in text.out
    assert "Zustand der Suchaufträge" in german.out
    assert read["schema"] == "listen.health/1"
    assert [one["name"] for one in read["queries"]] == ["brand"]
    assert desk.call("query", "health", "--query", "brnd").code == 2


def test_marks_change_what_is_listed_and_undoing_them_changes_it_back(desk: Desk, web: Web):
    from datetime import UTC, datetime

    from listen.protocols import Judgement, Subject
    from listen.store.opening import open_store

    ours = [f"ExampleVent ducts in the loft, {word}" for word in ("quiet", "dripping", "cheap", "too stiff")]
    theirs = [f"ExampleVent kernel {word} on my board" for word in ("panics", "boots", "patch", "firmware", "driver")]
    web.answers["/feed"] = (200, rss(*ours, *theirs))
    desk.write("/feed")
    assert desk.call("fetch").code == 0
    numbers = {one["text"]: one["id"] for one in json.loads(desk.call("list", "--json").out)["mentions"]}
    now = datetime.now(UTC)
    marks = [(text, "ours") for text in ours[:3]] + [(text, "not_ours") for text in theirs[:4]]

    store = open_store(desk.database, now=now, read_only=False)
    made = [
        store.judge(Judgement(mention_id=numbers[text], about=Subject.RELEVANCE, verdict=verdict, judged_on=now.date()))
        for text, verdict in marks
    ]
    store.close()
    assert desk.call("score", "--again").code == 0
    after = {
        one["text"]: one["dropped"] for one in json.loads(desk.call("list", "--dropped", "--json").out)["mentions"]
    }

    store = open_store(desk.database, now=now, read_only=False)
    for number in made:
        store.unjudge(number)
    store.close()
    assert desk.call("score", "--again").code == 0
    undone = json.loads(desk.call("list", "--dropped", "--json").out)["mentions"]

    assert after == {**dict.fromkeys(theirs[:4], "not_ours"), theirs[4]: "namesake_learned"}
    assert undone == []
