"""Page, Markdown, CSV and workbook hold the same figures, and nothing that people wrote does anything in them."""

import csv
from dataclasses import replace
from datetime import datetime
from io import BytesIO, StringIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from openpyxl import load_workbook
from report_world import HOSTILE, NOW, built, filled

from listen.export.spreadsheet import undefused
from listen.render.report.figures_csv import COLUMNS, figures_csv
from listen.render.report.markdown import report_markdown
from listen.render.report.markup import ATTRIBUTES, ELEMENTS, Markup, link, style, tag, text
from listen.render.report.outline import outline
from listen.render.report.page import report_page
from listen.render.report.wording import Wording
from listen.render.report.workbook import report_workbook
from listen.report.record import rounded
from listen.store.opening import open_store
from listen.text.clean import for_terminal


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    store = filled(open_store(tmp_path_factory.mktemp("db") / "listen.db", now=NOW))
    made = built(store)
    store.close()
    return made


def page_of(report, lang="en"):
    return report_page(outline(Wording(report=report, lang=lang)))


def parsed(page):
    return html.document_fromstring(page)


def only_ours(page):
    """Return what is in a page that is none of our elements and attributes, and links that lead elsewhere."""
    found = []
    for one in parsed(page).iter():
        if not isinstance(one.tag, str):
            found.append(str(one))
        elif one.tag not in {name.lower() for name in ELEMENTS}:
            found.append(one.tag)
        known = {name.lower() for name in ATTRIBUTES}
        found += [name for name in one.attrib if name not in known]
        href = one.get("href")
        if href is not None and not href.startswith(("#", "https://", "http://")):
            found.append(href)
    return found


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_page_holds_only_our_elements(report, lang):
    page = page_of(report, lang)

    assert only_ours(page) == []
    assert "<script" not in page
    assert "evil.example/pixel" in page  # as text, where somebody wrote it
    assert parsed(page).get("lang") == lang


@given(st.text(max_size=300))
def test_no_text_becomes_markup(said):
    page = str(tag("p", said, class_="x"))

    (found,) = html.fragments_fromstring(page)
    assert (found.tag, list(found.attrib), len(found)) == ("p", ["class"], 0)
    assert " ".join((found.text or "").split()) == " ".join(for_terminal(said).split())


@given(st.text(max_size=200))
def test_no_address_leads_elsewhere(url):
    made = link("there", url)

    for one in html.fragments_fromstring(f"<p>{made}</p>")[0].iter("a"):
        assert one.get("href").startswith(("http://", "https://"))
        assert one.get("rel") == "noopener noreferrer nofollow"
        assert set(one.attrib) == {"href", "rel"}


@given(st.sampled_from(HOSTILE), st.sampled_from(["title", "text", "place", "author"]), st.text(max_size=80))
def test_whatever_a_post_says_the_page_is_ours(report, said, where, more):
    mention = next(iter(report.cited.values()))
    value = f"{said}{more}"
    hostile = replace(mention, post=replace(mention.post, **{where: value, "url": f"https://x.example/{more}"}))
    changed = replace(report, cited={mention.id: hostile}, brand=value, unit=value)

    assert only_ours(page_of(changed)) == []


def test_what_is_none_of_ours_cannot_be_written():
    for wrong in (
        lambda: tag("script", "x"),
        lambda: tag("p", onclick="x"),
        lambda: tag("a", "x", href="javascript:alert(1)"),
        lambda: style("</style><script>"),
    ):
        with pytest.raises(ValueError, match=r"ours|safe|ends"):
            wrong()
    assert isinstance(text("<b>"), Markup)


def test_the_page_promises_to_load_nothing(report):
    page = page_of(report)
    head = parsed(page).head

    (policy,) = [one.get("content") for one in head.iter("meta") if one.get("http-equiv")]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert "@import" not in page
    assert "url(http" not in page
    assert not [one for one in parsed(page).iter() if one.get("src")]


def test_headings_go_down_one_by_one_and_every_chart_has_words(report):
    tree = parsed(page_of(report))
    levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for chart in tree.iter("svg"):
        assert [one.tag for one in chart[:2]] == ["title", "desc"]
        assert all(one.text for one in chart[:2])
        assert chart.get("aria-labelledby") == f"{chart[0].get('id')} {chart[1].get('id')}"


def test_every_identifier_is_there_once(report):
    names = [one.get("id") for one in parsed(page_of(report)).iter() if one.get("id")]

    assert len(names) == len(set(names))


def values_of_page(report):
    tree = parsed(page_of(report))
    return {one.get("id"): one.get("value") for one in tree.iter("data") if one.get("id")}


def test_all_four_say_the_same_numbers(report):
    rows = list(csv.DictReader(StringIO(figures_csv(report), newline="")))
    page = values_of_page(report)
    book = load_workbook(BytesIO(report_workbook(outline(Wording(report=report, lang="en")))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    numbers = {cell.value for cell in cells if cell.data_type == "n"}
    markdown = report_markdown(outline(Wording(report=report, lang="en")))

    assert len(rows) == len(report.figures) > 90
    shown = 0
    for place, (figure, row) in enumerate(zip(report.figures, rows, strict=True)):
        value = rounded(figure.value)
        exact = "" if value is None else str(value)
        assert row["value"] == exact
        assert (row["section"], undefused(row["name"])) == (figure.section.value, " ".join(figure.name.split()))
        if f"f{place}" in page:
            shown += 1
            assert page[f"f{place}"] == exact
            assert value is None or value in numbers
            assert Wording(report=report, lang="en").value(figure).replace("+", "\\+") in markdown
    assert shown > 50


def test_every_figure_is_shown_as_a_number_or_drawn(report):
    page = values_of_page(report)
    hidden = {
        (one.section.value, one.what, one.day is not None)
        for place, one in enumerate(report.figures)
        if f"f{place}" not in page
    }

    # Told in a sentence, or (days of channels) drawn; all of them stand in the CSV.
    assert hidden == {
        ("volume", "stories", False),
        ("volume", "usual", False),
        ("channels", "mentions", True),
        ("lessons", "lessons", False),
    }


def test_csv_is_tidy_and_runs_nothing(report):
    text_ = figures_csv(report)

    assert text_.startswith(",".join(COLUMNS) + "\r\n")
    for row in csv.reader(StringIO(text_, newline="")):
        assert len(row) == len(COLUMNS)
        assert not row[1].startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_workbook_has_days_and_numbers_and_no_formula(report, lang):
    body = report_workbook(outline(Wording(report=report, lang=lang)))
    book = load_workbook(BytesIO(body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert any(isinstance(cell.value, datetime) for cell in cells)
    assert [cell.value for cell in cells if isinstance(cell.value, str) and "HYPERLINK" in cell.value]
    assert any(sheet._charts for sheet in book)
    assert report_workbook(outline(Wording(report=report, lang=lang))) == body


def test_markdown_says_what_people_wrote_as_text(report):
    said = report_markdown(outline(Wording(report=report, lang="de")))

    assert "<script" not in said.replace("\\<script", "")
    assert "](javascript" not in said.replace("\\](javascript", "")
    assert not [line for line in said.splitlines() if line.startswith("# ")][1:]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_names_of_colleagues_are_masked_in_every_form(report, lang):
    words = Wording(report=report, lang=lang, mask=lambda said: said.replace("loud", "▇▇▇"), is_masking=True)
    said = outline(words)
    book = load_workbook(BytesIO(report_workbook(said)))
    cells = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)

    for form in (report_page(said), report_markdown(said), cells):
        assert " loud" not in form
        assert "▇▇▇" in form


def test_german_and_english_write_numbers_in_their_own_manner(report):
    share = next(one for one in report.figures if one.what == "share")

    assert "\u00a0%" in Wording(report=report, lang="de").value(share)
    assert "23–29 Nov 2026" in page_of(report, "en")
    assert "23.–29.11.2026" in page_of(report, "de")
