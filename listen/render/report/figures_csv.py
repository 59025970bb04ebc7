"""The figures alone as CSV, one a line, for programs and spreadsheets; safe as every CSV of ours."""

import csv
from io import StringIO

from listen.export.letters import without_controls, writable
from listen.export.spreadsheet import defused
from listen.report import Figure, Report
from listen.report.record import rounded

__all__ = ["COLUMNS", "figures_csv"]

COLUMNS = ("section", "name", "day", "value", "low", "high", "unit", "mentions")
"""Names of the columns: the same in every language, for programs."""


def figures_csv(report: Report) -> str:
    """Return every figure on a line of its own: tidy data, numbers with a point, unknown is empty.

    `mentions` holds numbers of mentions behind the figure, parted by blanks, and `+N` for those not named.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(one) for one in report.figures)
    return writable(out.getvalue())


def _row(one: Figure) -> tuple[object, ...]:
    behind = [str(number) for number in one.mentions] + ([f"+{one.more}"] if one.more and one.mentions else [])
    numbers = (rounded(value) for value in (one.value, one.low, one.high))
    return (
        one.section.value,
        defused(" ".join(without_controls(one.name).split())),
        "" if one.day is None else one.day.isoformat(),
        *("" if value is None else value for value in numbers),
        one.measure.value,
        " ".join(behind),
    )
