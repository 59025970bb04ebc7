"""Numbers as a table with bars and a line of trend."""

from rich.text import Text

from listen.metrics import Part
from listen.model import Label
from listen.render import foreign, speech
from listen.render.cells import Lines, cut, ends, fitting, fold, indent, table
from listen.render.screen import LABEL_STYLES, Screen
from listen.stats import LABELS, Per, Row, Stats

__all__ = ["share_lines", "stats_lines"]

_BAR_FROM = 100
_NAME_CELLS = 24
_WORDED = 3


def stats_lines(stats: Stats, screen: Screen) -> Lines:
    """Return title, trend, table, totals and share of voice."""
    lines = [*_title(stats, screen), Text(), *_table(stats, screen)]
    if stats.parts:
        days = screen.show(speech.days_of(stats.window, screen.lang, today=screen.today))
        heading = Text.assemble((screen.say("digest.voice"), "bold"), (f"  {days}", "dim"))
        lines.extend([Text(), heading, *share_lines(stats.parts, screen)])
    return fitting(lines, screen.width, more=screen.show("…"))


def _title(stats: Stats, screen: Screen) -> Lines:
    brand = foreign.one_line(stats.brand, screen, "bold")
    days = screen.show(speech.days_of(stats.window, screen.lang, today=screen.today))
    per = screen.say(f"stats.per_{stats.per.value}")
    named = [name for name in (stats.unit, *stats.queries) if name is not None]
    beside = screen.show(" · ").join([days, per, *(foreign.plain(name, screen) for name in named)])
    lines = [
        ends(Text.assemble((screen.say("stats.title"), "bold"), "  ", brand), Text(beside, style="dim"), screen.width)
    ]
    counts = tuple(row.mentions for row in stats.rows)[-(screen.width - 2) :]
    if stats.per is not Per.QUERY and len(counts) > 1 and any(counts):
        lines.append(Text(screen.sparkline(counts)))
    return lines


def _table(stats: Stats, screen: Screen) -> Lines:
    has_share = any(row.share is not None for row in (*stats.rows, stats.total))
    used = [label for label in LABELS if stats.total.count(label) or label in (Label.PRAISE, Label.CRITICISM)]
    head = [Text(""), Text(screen.say("stats.mentions")), Text(screen.say("stats.stories"))]
    head.extend(Text(f"{screen.sign(label)} {screen.word(label)}") for label in used)
    if has_share:
        head.append(Text(screen.say("stats.share")))
    for cell in head:
        cell.stylize("dim")
    most = max((row.mentions for row in stats.rows), default=0)
    rows = [head]
    rows.extend(_cells(row, stats.per, used, screen, most=most, has_share=has_share) for row in stats.rows)
    if len(stats.rows) > 1:
        total = _cells(stats.total, stats.per, used, screen, most=0, has_share=has_share)
        total[0] = Text(screen.say("stats.total"))
        for cell in total:
            cell.stylize("bold")
        rows.append(total)
    numbers = 2 + len(used) + has_share
    laid = table(rows, right=frozenset(range(1, numbers + 1)))
    return _fitting(laid, rows, used, screen)


def _fitting(laid: Lines, rows: list[list[Text]], used: list[Label | None], screen: Screen) -> Lines:
    """Return the table; where it would be too wide, without bars, with signs in its head and their words below."""
    if max(line.cell_len for line in laid) <= screen.width:
        return laid
    end = _WORDED + len(used)
    signs = [Text(screen.sign(label), style="dim") for label in used]
    head = [*rows[0][:_WORDED], *signs, *rows[0][end:]]
    numbers = len(head)
    narrow = table([head, *(row[:numbers] for row in rows[1:])], right=frozenset(range(1, numbers)))
    words = "   ".join(f"{screen.sign(label)} {screen.word(label)}" for label in used)
    more = screen.show("…")
    return [*(cut(line, screen.width, more=more) for line in narrow), *fold(Text(words, style="dim"), screen.width)]


def _cells(row: Row, per: Per, used: list[Label | None], screen: Screen, *, most: int, has_share: bool) -> list[Text]:
    cells = [_name(row, per, screen), Text(screen.number(row.mentions)), Text(screen.number(row.stories))]
    for label in used:
        count = row.count(label)
        cells.append(Text(screen.number(count), style=LABEL_STYLES[label] if count else "dim"))
    if has_share:
        cells.append(Text("" if row.share is None else screen.show(speech.percent(row.share, screen.lang))))
    if most and screen.width >= _BAR_FROM:
        cells.append(Text(screen.bar(row.mentions / most, cells=24)))
    return cells


def _name(row: Row, per: Per, screen: Screen) -> Text:
    if row.query is not None:
        return foreign.one_line(row.query, screen)
    if row.since is None or row.until is None:
        return Text("")
    if per is Per.WEEK:
        week = row.since.isocalendar()
        return Text(screen.say("stats.week", week=week.week, day=speech.short_day(row.since, screen.lang)))
    return Text(screen.show(f"{speech.weekday(row.since, screen.lang)[:2]} {speech.short_day(row.since, screen.lang)}"))


def share_lines(parts: tuple[Part, ...], screen: Screen, *, note: str = "") -> Lines:
    """Return one line a brand: share, mentions, bar; `note` stands beside ours."""
    cells = min(40, screen.width // 3)
    rows = []
    for place, part in enumerate(parts):
        style = "bold" if place == 0 else ""
        name = cut(foreign.one_line(part.name, screen, style), _NAME_CELLS, more=screen.show("…"))
        rows.append(
            [
                name,
                Text(screen.show(speech.percent(part.share, screen.lang)), style=style),
                Text(screen.number(part.count)),
                Text(screen.bar(part.share, cells=cells)),
                Text(note if place == 0 else "", style="dim"),
            ]
        )
    return indent(table(rows, right=frozenset({1, 2})), 2)
