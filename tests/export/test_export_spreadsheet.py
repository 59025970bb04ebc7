"""CSV: no cell is a formula, nothing is lost, Python and a German Excel read the same posts."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.columns import COLUMNS, COUNTS, FLAGS, RATIOS, Cell, Row
from listen.export import Format, read_csv, write_rows
from listen.export.spreadsheet import defused, undefused

NUMBERS = COUNTS | FLAGS | RATIOS


def row(**cells: Cell) -> Row:
    """Return a row with these cells, all others unknown."""
    return tuple(cells.get(name) for name in COLUMNS)


def written(*rows: Row, excel: bool = False, raw: bool = False) -> str:
    out = io.StringIO(newline="")
    assert write_rows(rows, out, Format.CSV, excel=excel, raw=raw) == len(rows)
    return out.getvalue()


def cells_of(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "\nx", "|cmd", "＝1", "＋1", "－1", "＠a"),
        *(" =1", "\xa0=1", "\ufeff=1", "\u200b=1", "\u2003 =1", "\0=1", "'=1", "''' =1", "+49 5241 4010", "-", "--"),
        *("-5 °C", "=", "@anna", "- Punkt", "-5\n", "+1,2,3", '=HYPERLINK("https://a.example")', "- 5"),
    ],
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str):
    assert defused(text) == f"'{text}"
    assert undefused(defused(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "-5", "+3", "-0.5", "-0,5", "1e5", "-1.5E-7", "a=b", "'quoted'", "'", "''", "a -b", "Rohr-Set", "3-4", "·x"],
)
def test_plain_numbers_and_ordinary_texts_stay(text: str):
    assert defused(text) == text
    assert undefused(text) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n|＝－ \xa0\ufeff\u200b\0" + "a1.,")) | st.text())
def test_defusing_any_text_can_be_undone(text: str):
    assert undefused(defused(text)) == text
    assert defused(text) in {text, f"'{text}"}


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n|＝－ \xa0\ufeff\u200b\0a1.,")))
def test_no_defused_text_begins_a_formula(text: str):
    begins = re.match("[ \xa0\ufeff\u200b\0]*[=+@\t\r\n|＝－-]", defused(text))

    assert begins is None or re.fullmatch(r"[+-]?\d+([.,]\d+)?", text) is not None


_CLEAN = st.text(
    alphabet=st.characters(
        codec="utf-8", exclude_categories=["Cs"], exclude_characters=[*map(chr, range(9)), "\x0b", "\x0c"]
    ).filter(lambda char: not (0xE <= ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0))
    | st.sampled_from("\"'=+-@,;\n\r\t")
)
_ROWS = st.builds(
    lambda texts, numbers: tuple(
        (numbers.pop() if numbers else None) if name in NUMBERS else (texts.pop() if texts else None)
        for name in COLUMNS
    ),
    st.lists(st.none() | _CLEAN, max_size=18),
    st.lists(
        st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False), max_size=12
    ),
)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


@given(st.lists(_ROWS, max_size=4))
def test_whatever_is_written_is_read_back_letter_for_letter(rows: list[Row]):
    found = list(read_csv(io.StringIO(written(*rows), newline="")))

    assert found == [dict(zip(COLUMNS, map(_text, one), strict=True)) for one in rows]


@given(st.lists(_ROWS, max_size=3))
def test_texts_survive_the_way_through_excel_too(rows: list[Row]):
    found = list(read_csv(io.StringIO(written(*rows, excel=True), newline=""), excel=True))

    kept = [name for name in COLUMNS if name not in RATIOS and not name.endswith("_at")]
    assert [[one[name] for name in kept] for one in found] == [
        [_text(cell) for name, cell in zip(COLUMNS, one, strict=True) if name in kept] for one in rows
    ]


@given(st.lists(_ROWS, min_size=1, max_size=3), st.booleans())
def test_no_cell_of_any_file_is_a_formula(rows: list[Row], excel: bool):
    found = cells_of(written(*rows, excel=excel).removeprefix("\ufeff"), ";" if excel else ",")

    cells = [cell for one in found for cell in one.values()]
    assert [
        cell
        for cell in cells
        if re.match(r"\s*[=+@|＝＋＠-]", cell) and not re.fullmatch(r"[+-]?[\d.,]+(e[+-]?\d+)?", cell)
    ] == []


@given(st.lists(_ROWS, max_size=5))
def test_raw_is_what_the_csv_module_reads(rows: list[Row]):
    found = [list(one.values()) for one in cells_of(written(*rows, raw=True))]

    assert found == [list(map(_text, one)) for one in rows]


def test_a_post_is_one_record_however_many_lines_it_has():
    text = written(row(id=1, text='one\n\ntwo "three"\nfour, five;'), row(id=2, text="x"))

    assert [one["id"] for one in cells_of(text)] == ["1", "2"]
    assert text.count("\r\n") == 3


def test_many_rows_are_written_whatever_the_batch():
    count = 1000

    found = cells_of(written(*(row(id=number, text="=x" if number == 700 else "x") for number in range(count))))

    assert [one["id"] for one in found] == [str(number) for number in range(count)]
    assert [number for number, one in enumerate(found) if one["text"] != "x"] == [700]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\x1b[31mred\x07", "[31mred", id="escape sequence"),
        pytest.param("\x9b31mred", "31mred", id="C1"),
        pytest.param("\x01=1+1", "'=1+1", id="a control that hides a formula"),
        pytest.param("' \x7f=1+1", "'' =1+1", id="one behind an apostrophe"),
        pytest.param("half \ud83d", "half �", id="half a character"),
        pytest.param("a\0b", "ab", id="NUL"),
    ],
)
def test_what_an_older_version_stored_is_cleaned_on_the_way_out(text: str, expected: str):
    (found,) = cells_of(written(row(id=1, text=text)))

    assert found["text"] == expected


def test_raw_keeps_controls_and_formulas_but_is_still_utf8():
    text = written(row(text="=\x1b\ud83d"), raw=True)

    assert text.encode().decode() == text
    assert "=\x1b�" in text


def test_a_german_excel_gets_what_it_reads_with_a_double_click():
    text = written(
        row(
            id=7,
            day="2026-11-23",
            published_at="2026-11-23T07:00:00Z",
            title="Grün; gut",
            polarity=-0.25,
            confidence=1.0,
        ),
        excel=True,
    )

    assert text.startswith("\ufeffid;day;")
    (found,) = cells_of(text.removeprefix("\ufeff"), ";")
    assert found["published_at"] == "2026-11-23 07:00:00"
    assert (found["polarity"], found["confidence"]) == ("-0,25", "1,0")
    assert found["title"] == "Grün; gut"


def test_the_first_line_names_the_columns():
    assert written() == ",".join(COLUMNS) + "\r\n"
