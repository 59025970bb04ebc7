"""Adding by hand and importing files, as a person calls it."""

import json

from listen.errors import ExitCode

PAGE = (
    200,
    b"<html><body><article><p>ExampleVent pipes are loud, says this page, at some length.</p></article></body></html>",
)


def listed(desk):
    return [json.loads(line) for line in desk.call("list", "--json").out.splitlines() if line.strip()]


def test_a_page_is_added_once(desk, web):
    desk.write("/feed")
    web.answers["/page"] = PAGE

    first = desk.call("add", f"{web.base}/page")
    again = desk.call("add", f"{web.base}/page")

    assert (first.code, again.code) == (ExitCode.OK, ExitCode.OK)
    assert "mention 1" in first.err
    assert "known already" in again.err
    assert web.asked.count("/page") == 1


def test_what_stands_in_no_web_is_added_too_and_found_again(desk):
    desk.write("/feed")

    desk.call("add", "--text", "So quiet that nobody believed it", "--place", "Trade fair")
    found = desk.call("search", "quiet").out

    assert "Trade fair" in found
    assert "hand" in desk.call("export", "--format", "csv").out


def test_closed_worlds_want_a_pasted_text(desk):
    desk.write("/feed")

    ended = desk.call("add", "https://www.linkedin.com/posts/1")

    assert ended.code == ExitCode.USAGE
    assert "--text -" in ended.err


def test_a_page_that_is_not_there_is_told(desk, web):
    desk.write("/feed")

    ended = desk.call("add", f"{web.base}/missing")

    assert ended.code == ExitCode.NOTHING
    assert "404" in ended.err


def test_an_import_adds_nothing_twice_and_nothing_that_a_source_brought(desk, web):
    from tests.cli.conftest import rss

    desk.write("/feed")
    web.answers["/feed"] = (200, rss("ExampleVent is loud"))
    desk.call("fetch")
    (desk.folder / "in.csv").write_text(
        "url,title,text\nhttps://forum.example/0,Post 0,ExampleVent is loud\n"
        "https://b.example/1,New,ExampleVent again\nhttps://b.example/2,Other,nothing of ours\n"
    )

    first, again = desk.call("import", "in.csv"), desk.call("import", "in.csv")

    assert "1 new" in first.err
    assert "0 new" in again.err
    assert desk.call("export", "--format", "jsonl").out.count("\n") == 2


def test_an_export_goes_into_an_empty_database_and_twice_changes_nothing(desk, web):
    desk.write("/feed")
    web.answers["/page"] = PAGE
    desk.call("add", f"{web.base}/page")
    desk.call("export", "--format", "csv", "-o", "all.csv")
    desk.database.unlink()

    assert "1 new" in desk.call("import", "all.csv").err
    again = desk.call("import", "all.csv").err
    assert "0 new, 0 changed" in again


def test_columns_that_say_nothing_are_named(desk):
    desk.write("/feed")
    (desk.folder / "in.csv").write_text("Foo,Bar\nx,y\n")

    ended = desk.call("import", "in.csv")

    assert ended.code == ExitCode.USAGE
    assert "Foo, Bar" in ended.err


def test_what_could_not_be_read_is_kept_for_a_report(desk, web):
    desk.write("/feed")
    web.answers["/feed"] = (200, b"<html><body>Please consent. Mail kim@firm.example</body></html>")

    desk.call("fetch")
    sample = desk.call("sources", "sample", "feed")

    assert "Please consent" in sample.out
    assert "firm.example" not in sample.out
    assert desk.call("sources", "sample", "mastodon").out == ""


def test_old_mail_is_imported_once(desk):
    desk.write("/feed")
    letters = "".join(
        f"From k@firm.example Tue Nov 24 07:00:00 2026\nFrom: Kim <k@firm.example>\nSubject: No. {number}\n"
        f"Message-ID: <{number}@x>\n\nExampleVent is loud\n\n"
        for number in range(3)
    )
    (desk.folder / "old.mbox").write_text(letters)

    first, again = desk.call("import", "old.mbox"), desk.call("import", "old.mbox")

    assert "3 new" in first.err
    assert "0 new, 0 changed" in again.err
    assert "k@firm" not in desk.call("export", "--format", "jsonl").out
