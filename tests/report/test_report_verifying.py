"""A report can be computed again: identical, or which figures differ and why; and it never replaces somebody's work."""

import json
import os
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from report_world import NOW, SETTINGS, built, filled

from listen.errors import OutputError, UsageError
from listen.export import atomic_bytes
from listen.model import Label
from listen.records import Judgement, Subject
from listen.render.report.verdict import verdict_json, verdict_lines
from listen.report.files import check_free, folder_for, prints_in, read_report, sha, write_pages
from listen.report.record import figures_print, read_record, record_text
from listen.report.verifying import verify
from listen.store.opening import open_store


@pytest.fixture
def store(tmp_path):
    made = filled(open_store(tmp_path / "listen.db", now=NOW))
    yield made
    made.close()


def recorded(report, *, files=None, earlier=None):
    text = record_text(report, lang="en", made_with="1", files=files or {}, earlier=earlier or {})
    return read_record(text, name="report.json")


def again(store, record, settings=SETTINGS, *, files=None, version="1"):
    return verify(record, built(store, settings), store, files=files or {}, made_with=version)


def test_what_was_written_is_read_back(store):
    report = built(store)
    record = recorded(report, files={"a.html": "x"}, earlier={"a.html": "y"})

    assert record.is_intact
    assert figures_print(report.figures) == record.fingerprint == figures_print(record.figures)
    assert (record.window, record.now, record.files, record.earlier) == (
        report.window,
        report.now,
        {"a.html": "x"},
        {"a.html": "y"},
    )


def test_the_same_database_gives_the_same_report(store):
    found = again(store, recorded(built(store)))

    assert found.is_identical
    assert found.compared > 90
    assert (found.differences, found.reasons) == ((), ())


def test_a_correction_is_told_with_the_figures_that_it_moves(store):
    record = recorded(built(store))
    number = record.figures[0].mentions[0]
    store.judge(
        Judgement(
            mention_id=number, about=Subject.SENTIMENT, verdict="praise", told="criticism", judged_on=date(2026, 12, 1)
        )
    )

    found = again(store, record)

    assert not found.is_identical
    assert {"praise", "criticism"} <= {one.figure.what for one in found.differences if one.is_value}
    assert [one.key for one in found.reasons] == ["corrected"]
    assert all(one.was is not None and one.now is not None for one in found.differences)


def test_late_arrivals_are_told(store):
    record = recorded(built(store))
    late = built(filled(store, mentions=[replace(one, post=replace(one.post, source="late")) for one in _some()]))

    found = verify(record, late, store, files={}, made_with="1")

    assert "later" in [one.key for one in found.reasons]
    assert any(one.was is None for one in found.differences)


def _some():
    from report_world import posts

    return posts()[:3]


def test_other_settings_are_told(store):
    record = recorded(built(store))
    fewer = replace(SETTINGS, queries=tuple(one for one in SETTINGS.queries if one.name != "OtherVent"))

    found = again(store, record, fewer)

    assert [one.key for one in found.reasons] == ["settings"]
    assert {one.figure.section.value for one in found.differences} == {"voice"}


def test_another_version_is_told_only_where_something_differs(store):
    record = recorded(built(store))

    assert again(store, record, version="2").reasons == ()


def test_an_edited_record_is_not_intact(store):
    text = record_text(built(store), lang="en", made_with="1")
    said = json.loads(text)
    said["figures"][0]["value"] += 1

    found = again(store, read_record(json.dumps(said), name="x"))

    assert not found.is_intact
    assert not found.is_identical
    assert "edited" in [one.key for one in found.reasons]


def test_changed_and_missing_pages_are_told(store):
    record = recorded(built(store), files={"a.html": "1", "b.md": "2"})

    found = again(store, record, files={"a.html": "other", "b.md": None})

    assert (found.changed, found.missing) == (("a.html",), ("b.md",))
    assert not found.is_identical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"schema": "listen.report/2"}',
        '{"schema": "listen.report/1"}',
        "[" * 100_000,
        '{"schema":1}',
    ],
)
def test_what_is_no_record_is_refused(text):
    with pytest.raises(UsageError) as caught:
        read_record(text, name="x.json")

    assert caught.value.key == "report.not_ours"


def keys_in(value):
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


def test_every_key_is_documented(store):
    reference = (Path(__file__).parents[2] / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    text = record_text(built(store), lang="en", made_with="1")
    record = read_record(text.replace('"value": 0', '"value": 1'), name="x")
    said = [json.loads(text), verdict_json(again(store, record, version="2"))]

    assert {key for key in keys_in(said) if f"`{key}`" not in reference} == set()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_verdict_is_told_in_both_languages(store, lang):
    record = recorded(built(store), files={"a.html": "1"})
    number = record.figures[0].mentions[0]
    store.judge(
        Judgement(mention_id=number, about=Subject.SENTIMENT, verdict="praise", told=None, judged_on=date(2026, 12, 1))
    )

    lines = list(verdict_lines(again(store, record, version="2"), built(store), lang))

    assert lines[0].startswith({"de": "Verschieden: ", "en": "Different: "}[lang])
    assert any("a.html" in line for line in lines)
    assert any("2" in line and "listen 1" in line for line in lines)
    assert len(lines) < 40


# files


def test_pages_are_written_and_may_be_written_again(tmp_path, store):
    folder = folder_for(tmp_path / "a" / "b")
    pages = {"report-x.html": b"one"}
    record = record_text(built(store), lang="en", made_with="1", files={"report-x.html": sha(b"one")})

    write_pages(folder, ("report-x.json", record.encode()), pages)

    assert (folder / "report-x.html").read_bytes() == b"one"
    assert check_free(folder, "report-x", pages) == {"report-x.html": sha(b"one")}
    assert read_report(folder / "report-x.json").is_intact
    assert folder.stat().st_mode & 0o777 == 0o700 & ~os.umask(os.umask(0))


def test_what_somebody_changed_stays(tmp_path, store):
    record = record_text(built(store), lang="en", made_with="1", files={"r.md": sha(b"one")})
    write_pages(tmp_path, ("r.json", record.encode()), {"r.md": b"one"})
    (tmp_path / "r.md").write_bytes(b"one, and my notes")

    with pytest.raises(OutputError) as caught:
        check_free(tmp_path, "r", {"r.md": b"two"})

    assert caught.value.key == "report.in_the_way"
    assert (tmp_path / "r.md").read_bytes() == b"one, and my notes"


def test_what_is_not_ours_stays(tmp_path):
    (tmp_path / "r.html").write_text("somebody's")
    with pytest.raises(OutputError):
        check_free(tmp_path, "r", {"r.html": b""})
    (tmp_path / "q.json").write_text("{}")
    with pytest.raises(OutputError):
        check_free(tmp_path, "q", {"q.html": b""})


def test_a_writing_that_was_broken_off_can_be_done_again(tmp_path, store):
    """Killed between record and pages: the old pages are known as ours by `earlier`."""
    report = built(store)
    old = record_text(report, lang="en", made_with="1", files={"r.md": sha(b"one")})
    write_pages(tmp_path, ("r.json", old.encode()), {"r.md": b"one"})
    earlier = check_free(tmp_path, "r", {"r.md": b"two"})
    new = record_text(report, lang="en", made_with="1", files={"r.md": sha(b"two")}, earlier=earlier)
    write_pages(tmp_path, ("r.json", new.encode()), {})

    assert check_free(tmp_path, "r", {"r.md": b"two"}) == {"r.md": sha(b"one")}


@pytest.mark.parametrize("written", range(4))
def test_broken_off_after_any_page_it_can_be_done_again(tmp_path, store, monkeypatch, written):
    """Whatever was written when somebody pulled the plug, each page is old or new, and all count as ours."""
    report = built(store)

    def texts(body):
        pages = dict.fromkeys(("r.html", "r.md", "r.csv"), body)
        earlier = check_free(tmp_path, "r", pages)
        prints = {name: sha(one) for name, one in pages.items()}
        text = record_text(report, lang="en", made_with="1", files=prints, earlier=earlier)
        return ("r.json", text.encode()), pages

    write_pages(tmp_path, *texts(b"old"))
    done = []

    @contextmanager
    def dying(path):
        if len(done) == written:
            raise KeyboardInterrupt
        with atomic_bytes(path) as file:
            yield file
        done.append(path)

    monkeypatch.setattr("listen.report.files.atomic_bytes", dying)
    with pytest.raises(KeyboardInterrupt):
        write_pages(tmp_path, *texts(b"new"))
    monkeypatch.undo()

    assert {(tmp_path / name).read_bytes() for name in ("r.html", "r.md", "r.csv")} <= {b"old", b"new"}
    write_pages(tmp_path, *texts(b"newer"))
    assert {path.read_bytes() for path in tmp_path.glob("r.[hmc]*")} == {b"newer"}


def test_a_record_cannot_make_us_read_elsewhere(tmp_path):
    (tmp_path / "secret").write_text("x")
    folder = tmp_path / "reports"
    folder.mkdir()

    assert prints_in(folder, {"../secret": ""}) == {"../secret": None}


def test_a_file_in_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(OutputError) as caught:
        folder_for(tmp_path / "file")

    assert caught.value.key == "report.no_folder"


def test_labels_are_as_they_were_said(store):
    assert {one.label for one in built(store).cited.values()} >= {Label.PRAISE, Label.CRITICISM}
