"""Numbers as a table with bars and a line of trend, and what they say in sentences."""

from dataclasses import dataclass, replace

from rich.text import Text

from listen.metrics import Reputation
from listen.model import Label
from listen.render import foreign, speech
from listen.render.cells import Lines, cut, ends, fitting, fold, table
from listen.render.screen import LABEL_STYLES, Screen
from listen.render.terminal.figures import (
    behind_sentences,
    hanging,
    is_told,
    share_lines,
    spike_notes,
    standing_sentences,
    usual_sentence,
)
from listen.render.terminal.phrasing import language, region
from listen.stats import LABELS, DaySpike, Per, Row, Stats

__all__ = ["day_spike_sentence", "named", "stats_lines"]

_BAR_FROM = 100
_NAME_CELLS = 24
_INTERVAL_FROM = 140


def stats_lines(stats: Stats, screen: Screen) -> Lines:
    """Return title, trend, table, opinions and share of voice; under days and weeks also what stands out."""
    lines = [*_title(stats, screen), Text(), *_table(stats, screen), *_how(stats, screen)]
    days = screen.show(speech.days_of(stats.window, screen.lang, today=screen.today))
    for one in stats.spikes if stats.per in {Per.DAY, Per.WEEK} else ():
        lines.extend([Text(), *hanging(f"{screen.show('↑')} ", day_spike_sentence(one, screen), screen, style="bold")])
        lines.extend(line for below in behind_sentences(one.behind, screen) for line in hanging("  ", below, screen))
    if stats.standing is not None:
        lines.extend([Text(), _heading(screen.say("figures.standing"), days)])
        said = standing_sentences(stats.standing, screen)
        lines.extend(line for one in said for line in hanging("  ", one, screen))
    if stats.parts:
        lines.extend([Text(), _heading(screen.say("digest.voice"), days)])
        lines.extend(share_lines(stats.parts, screen, shift=stats.shift))
    return fitting(lines, screen.width, more=screen.show("…"))


def _heading(words: str, days: str) -> Text:
    return Text.assemble((words, "bold"), (f"  {days}", "dim"))


def day_spike_sentence(one: DaySpike, screen: Screen) -> str:
    """Return a day that stands out with both its numbers."""
    text = screen.say(
        "stats.spike_running" if one.is_running else "stats.spike",
        day=f"{speech.weekday(one.day, screen.lang)}, {speech.day(one.day, screen.lang)}",
        count=one.spike.count,
        usual=speech.about(one.spike.usual, screen.lang),
    )
    return f"{text}{spike_notes(one.spike, screen)}"


def _how(stats: Stats, screen: Screen) -> Lines:
    """Return how the usual was made, or what regions rest on; nothing under other tables."""
    if stats.per is Per.REGION:
        return [Text(line.plain, style="dim") for line in fold(Text(screen.say("stats.how_region")), screen.width)]
    if stats.per is not Per.DAY:
        return []
    last = next((row.usual for row in reversed(stats.rows) if row.usual is not None), None)
    said = screen.say("figures.no_usual") if last is None else usual_sentence(last, screen)
    return [Text(line.plain, style="dim") for line in fold(Text(said), screen.width)]


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
    if stats.per in {Per.DAY, Per.WEEK} and len(counts) > 1 and any(counts):
        lines.append(Text(screen.sparkline(counts)))
    return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """What a table shows beside mentions and stories."""

    labels: tuple[Label | None, ...]
    most: int
    has_usual: bool
    has_balance: bool
    has_places: bool
    has_share: bool
    has_bars: bool
    has_words: bool = True


def _table(stats: Stats, screen: Screen) -> Lines:
    """Return the table, with as much in it as fits: bars go first, then words, the usual and the balance."""
    rows = (*stats.rows, stats.total)
    full = _Columns(
        labels=tuple(label for label in LABELS if stats.total.count(label) or label in (Label.PRAISE, Label.CRITICISM)),
        most=max((row.mentions for row in stats.rows), default=0),
        has_usual=any(row.usual is not None for row in rows),
        has_balance=any(is_told(row.reputation) for row in rows),
        has_places=any(row.by_text is not None for row in rows),
        has_share=any(row.share is not None for row in rows),
        has_bars=screen.width >= _BAR_FROM,
    )
    barless = replace(full, has_bars=False)
    wordless = replace(barless, has_words=False)
    counts = replace(wordless, has_balance=False)
    bare = replace(wordless, has_usual=False, has_places=False)
    # Where a region was told by text or by venue is its evidence, and worth more than its share of voice.
    places = [replace(counts, has_share=False)] if full.has_places else []
    tries = (full, barless, wordless, counts, *places, bare, replace(bare, has_balance=False))
    shown = full
    laid: Lines = []
    for shown in tries:
        laid = _laid(stats, shown, screen)
        if max(line.cell_len for line in laid) <= screen.width:
            break
    more = screen.show("…")
    lines = [cut(line, screen.width, more=more) for line in laid]
    if not shown.has_words:
        words = "   ".join(f"{screen.sign(label)} {screen.word(label)}" for label in shown.labels)
        lines.extend(fold(Text(words, style="dim"), screen.width))
    return lines


def _laid(stats: Stats, shown: _Columns, screen: Screen) -> Lines:
    head = [Text(""), Text(screen.say("stats.mentions"))]
    if shown.has_usual:
        head.append(Text(screen.say("stats.usual")))
    head.append(Text(screen.say("stats.stories")))
    head.extend(
        Text(f"{screen.sign(label)} {screen.word(label)}" if shown.has_words else screen.sign(label))
        for label in shown.labels
    )
    if shown.has_balance:
        head.append(Text(screen.say("stats.balance")))
    if shown.has_places:
        head.extend([Text(screen.say("stats.by_text")), Text(screen.say("stats.by_venue"))])
    if shown.has_share:
        head.append(Text(screen.say("stats.share")))
    for cell in head:
        cell.stylize("dim")
    rows = [head, *(_cells(row, stats.per, shown, screen, has_bar=shown.has_bars) for row in stats.rows)]
    if len(stats.rows) > 1:
        total = _cells(stats.total, stats.per, shown, screen, has_bar=False)
        total[0] = Text(screen.say("stats.total"))
        for cell in total:
            cell.stylize("bold")
        rows.append(total)
    return table(rows, right=frozenset(range(1, len(head))))


def _cells(row: Row, per: Per, shown: _Columns, screen: Screen, *, has_bar: bool) -> list[Text]:
    cells = [_name(row, per, screen), Text(screen.number(row.mentions))]
    if shown.has_usual:
        usual = "" if row.usual is None else speech.about(row.usual.count, screen.lang)
        cells.append(Text(usual, style="dim"))
    cells.append(Text(screen.number(row.stories)))
    for label in shown.labels:
        count = row.count(label)
        cells.append(Text(screen.number(count), style=LABEL_STYLES[label] if count else "dim"))
    if shown.has_balance:
        cells.append(_balance(row.reputation, screen))
    if shown.has_places:
        cells.extend(Text("" if count is None else screen.number(count)) for count in (row.by_text, row.by_venue))
    if shown.has_share:
        cells.append(Text("" if row.share is None else screen.show(speech.percent(row.share, screen.lang))))
    if has_bar and shown.most:
        cells.append(Text(screen.bar(row.mentions / shown.most, cells=24)))
    return cells


def _balance(found: Reputation | None, screen: Screen) -> Text:
    if found is None or not is_told(found):
        return Text("")
    said = speech.points(found.balance, screen.lang)
    if screen.width >= _INTERVAL_FROM:
        low, high = (speech.points(end, screen.lang) for end in (found.interval.low, found.interval.high))
        said = f"{said} ({low} … {high})"
    return Text(screen.show(said))


def named(row: Row, per: Per, screen: Screen) -> str:
    """Return the name of a row that is no span of days."""
    if row.name is None and per in {Per.UNIT, Per.LANGUAGE, Per.REGION}:
        return screen.say(f"stats.no_{per.value}")
    if row.name is not None and per is Per.LANGUAGE:
        return language(row.name, screen)
    if row.name is not None and per is Per.REGION:
        return region(row.name, screen)
    return "" if row.name is None else foreign.plain(row.name, screen)


def _name(row: Row, per: Per, screen: Screen) -> Text:
    if row.since is None or row.until is None:
        return cut(Text(named(row, per, screen)), _NAME_CELLS, more=screen.show("…"))
    if per is Per.WEEK:
        week = row.since.isocalendar()
        return Text(screen.say("stats.week", week=week.week, day=speech.short_day(row.since, screen.lang)))
    return Text(
        screen.show(f"{speech.short_weekday(row.since, screen.lang)} {speech.short_day(row.since, screen.lang)}")
    )
