"""The command that writes reports: report."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.session import Session
from listen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from listen.render.report.wording import Wording
    from listen.report import Period, Report

__all__ = ["add_to"]


class Pages(StrEnum):
    """In what forms a report is written."""

    HTML = "html"
    MD = "md"
    CSV = "csv"
    XLSX = "xlsx"


def add_to(app: typer.Typer) -> None:
    """Add the command of this room."""
    app.command()(report)


def report(
    context: typer.Context,
    week: Annotated[
        bool, typer.Option("--week", help="The last whole week, Monday to Sunday; so when none is said.")
    ] = False,
    month: Annotated[bool, typer.Option("--month", help="The last whole month.")] = False,
    days: Annotated[
        int | None,
        typer.Option("--days", metavar="DAYS", min=1, help="The last so many whole days; today is not over."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help="As if this day were today: 2026-11-20, 20.11., monday."),
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help="Only the queries of this business unit.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FOLDER", help="Where the pages go; made if it is missing.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMATS", help="Which pages: html,md,csv,xlsx; all when not given.")
    ] = "html,md,csv,xlsx",
    force: Annotated[bool, typer.Option("--force", help="Replace pages that somebody changed, too.")] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Compute a report that is there again, and say whether it is identical.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON for programs.")] = False,
) -> None:
    """Write a report of a week, a month or some days: a page to read and print, Markdown, CSV and a workbook.

    Every figure leads to the mentions behind it. The pages work offline and hold no scripts. Beside them lies a JSON
    file with the figures and their fingerprint; --verify computes them again from the database.

    Examples:
      listen report --week --out reports
      listen report --month --out reports --format html,xlsx
      listen report --days 14 --unit ventilation --out reports
      listen report --week --out reports --verify

    Exit codes: 0 written, or identical · 11 --verify found a difference.
    """
    session: Session = context.obj
    from listen.report import period_of
    from listen.window import day_of, parse_since

    today = day_of(session.now, session.zone)
    end = today if until is None else parse_since(until, today=today)
    period = period_of(until=end, week=week, month=month, days=days)
    forms = _forms(format_)
    if verify:
        _verify(session, _folder(out), period, unit, as_json=as_json)
    elif out is None and as_json:
        session.write(_record(session, _built(session, period, unit)))
    else:
        _write(session, _folder(out), period, unit, forms=forms, is_forced=force, as_json=as_json)


def _folder(out: Path | None) -> Path:
    if out is None:
        raise UsageError("report.no_out")
    return out


def _forms(said: str) -> tuple[Pages, ...]:
    names = [name.strip() for name in said.split(",") if name.strip()]
    known = [form.value for form in Pages]
    for name in names:
        if name not in known:
            raise UsageError("report.unknown_format", name=name, known=", ".join(known))
    return tuple(Pages(name) for name in dict.fromkeys(names)) or tuple(Pages)


def _built(session: Session, period: "Period", unit: str | None) -> "Report":
    from listen.cli.collect import planned_streams
    from listen.report import build
    from listen.wiring import switched_off

    with session.store() as store:
        return build(
            store,
            session.settings,
            now=session.now,
            window=period.window,
            unit=unit,
            planned={one.stream.key for one in planned_streams(session)},
            switched_off=switched_off(session.settings),
        )


def _record(
    session: Session, built: "Report", files: dict[str, str] | None = None, earlier: dict[str, str] | None = None
) -> str:
    from listen import __version__
    from listen.report.record import record_text

    return record_text(built, lang=session.lang, made_with=__version__, files=files or {}, earlier=earlier or {})


def _write(
    session: Session,
    folder: Path,
    period: "Period",
    unit: str | None,
    *,
    forms: tuple[Pages, ...],
    is_forced: bool,
    as_json: bool,
) -> None:
    from listen.report.files import check_free, folder_for, sha, write_pages

    built = _built(session, period, unit)
    stem = period.stem(built.unit_name)
    pages = {f"{stem}.{form.value}": body for form, body in _pages(session, built, forms).items()}
    folder_for(folder)
    earlier = {} if is_forced else dict(check_free(folder, stem, pages))
    text = _record(session, built, {name: sha(body) for name, body in pages.items()}, earlier)
    write_pages(folder, (f"{stem}.json", text.encode()), pages)
    if as_json:
        session.write(text)
    for name in (*pages, f"{stem}.json"):
        session.tell(session.say("report.written", path=folder / name))


def _words(session: Session, built: "Report") -> "Wording":
    """Return how the report is said: in the language spoken, colleagues masked where a mask is there."""
    from listen.render.report.wording import Wording

    mask = session.mask()
    return Wording(report=built, lang=session.lang, mask=mask, is_masking=bool(mask))


def _pages(session: Session, built: "Report", forms: tuple[Pages, ...]) -> dict[Pages, bytes]:
    from listen.render.report.outline import outline

    said = outline(_words(session, built))
    made: dict[Pages, bytes] = {}
    for form in forms:
        if form is Pages.HTML:
            from listen.render.report.page import report_page

            made[form] = report_page(said).encode()
        elif form is Pages.MD:
            from listen.render.report.markdown import report_markdown

            made[form] = report_markdown(said).encode()
        elif form is Pages.CSV:
            from listen.render.report.figures_csv import figures_csv

            made[form] = figures_csv(built).encode()
        else:
            from listen.render.report.workbook import report_workbook

            made[form] = report_workbook(said)
    return made


def _verify(session: Session, folder: Path, period: "Period", unit: str | None, *, as_json: bool) -> None:
    from listen import __version__
    from listen.render.report.verdict import verdict_json, verdict_lines
    from listen.report import build
    from listen.report.files import prints_in, read_report
    from listen.report.verifying import verify
    from listen.selection import unit_named

    name = None if unit is None else unit_named(session.settings, unit).name
    record = read_report(folder / f"{period.stem(name)}.json")
    with session.store() as store:
        again = build(store, session.settings, now=record.now, window=record.window, unit=record.unit_name)
        verdict = verify(record, again, store, files=prints_in(folder, record.files), made_with=__version__)
    if as_json:
        from listen.render.json import dumps

        session.write(dumps(verdict_json(verdict)))
    else:
        for line in verdict_lines(verdict, again, session.lang):
            session.write(session.clean(line))
    if not verdict.is_identical:
        raise typer.Exit(ExitCode.BELOW)
