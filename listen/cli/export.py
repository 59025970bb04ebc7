"""The command that hands mentions on to other programs: export."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from listen.cli.read import (
    OUT,
    By,
    Days,
    DroppedOnly,
    Intents,
    Labels,
    Own,
    Queries,
    Regions,
    Since,
    Sources,
    Unit,
    Until,
    wanted,
)
from listen.cli.session import Session

__all__ = ["add_to"]


class ExportFormat(StrEnum):
    """In what form mentions leave."""

    CSV = "csv"
    JSONL = "jsonl"
    JSON = "json"
    MD = "md"


def add_to(app: typer.Typer) -> None:
    """Add the command of this room."""
    app.command()(export)


def export(
    context: typer.Context,
    format_: Annotated[ExportFormat, typer.Option("--format", help="In what form.")] = ExportFormat.CSV,
    since: Since = None,
    until: Until = None,
    days: Days = None,
    query: Queries = None,
    unit: Unit = None,
    label: Labels = None,
    source: Sources = None,
    intent: Intents = None,
    region: Regions = None,
    own: Own = False,
    dropped: DroppedOnly = False,
    excel: Annotated[bool, typer.Option("--excel", help="CSV that opens right in a German Excel.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="For programs: formulas are not defused.")] = False,
    unmasked: Annotated[
        bool, typer.Option("--unmasked", help="With the names of colleagues; else they are covered.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help=OUT),
    ] = None,
) -> None:
    """Hand mentions on as CSV, JSON lines, JSON or Markdown.

    Streams in constant memory. Cells that a spreadsheet would run as a formula are defused. The columns are described
    in docs/reference/export-columns.md.

    Examples:
      listen export --since monday --out week.csv
      listen export --format jsonl --label criticism | jq .url
      listen export --excel --since 30d -o bericht.csv
    """
    session: Session = context.obj
    from listen.columns import COLUMNS
    from listen.export import Format, atomic_file, write_rows
    from listen.masking import Mask

    mask = Mask((), "") if unmasked else session.mask()
    chosen = wanted(
        session, since=since, until=until, days=days, query=query, unit=unit, label=label, source=source,
        intent=intent, region=region, is_own=own, is_dropped=dropped, by=By.OLDEST,
    )  # fmt: skip
    form = Format(format_.value)
    with session.store() as store:
        rows = mask.rows(store.rows(chosen, COLUMNS), COLUMNS)
        if out is not None:
            with atomic_file(out) as file:
                count = write_rows(rows, file, form, excel=excel, raw=raw, lang=session.lang)
            session.tell(session.say("command.exported", n=count, path=out))
            return
        sys.stdout.reconfigure(newline="", encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        write_rows(rows, sys.stdout, form, excel=excel, raw=raw, lang=session.lang)
