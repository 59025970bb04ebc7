"""Which charts a part of the report has, made from its figures."""

from collections.abc import Iterator, Sequence
from datetime import date

from listen.render import speech
from listen.render.report import charts as chart
from listen.render.report.charts import Bar, Day, Dot, Pair, Said
from listen.render.report.markup import Markup, tag
from listen.render.report.wording import Wording
from listen.report import Figure, Section

__all__ = ["charts"]

_LOUDEST_NAMED = 2
_ASPECTS_DRAWN = 12
_TICKS = 8


def charts(words: Wording, key: str) -> Iterator[Markup]:
    """Yield the charts of a part; none where there is nothing to show."""
    drawn = {
        "volume": _volume,
        "opinion": _opinion,
        "aspects": _aspects,
        "voice": _voice,
        "channels": _channels,
        "answers": _waits,
    }.get(key)
    if drawn is not None:
        yield from drawn(words)


def _said(words: Wording, key: str) -> Said:
    return Said(key=f"c-{key}", title=words.say(f"chart_{key}"), desc=words.say("chart_desc"))


def _framed(said: Said, drawn: Markup) -> Markup:
    """Return a chart; on a narrow screen it can be moved sideways, with keys too."""
    return tag("figure", drawn, class_="chart", tabindex=0, role="group", aria_label=said.title)


def _volume(words: Wording) -> Iterator[Markup]:
    figures = [one for one in words.report.within(Section.VOLUME) if one.day is not None]
    counts = {one.day: one for one in figures if one.what == "mentions" and one.day is not None}
    if not any(one.value for one in counts.values()):
        return
    usual = {one.day: one for one in figures if one.what == "usual"}
    loud = {one.day for one in words.report.spikes[:_LOUDEST_NAMED]}
    days = [_day(words, day, one, usual.get(day), is_loud=day in loud) for day, one in counts.items()]
    most = max(counts.values(), key=lambda one: one.value or 0)
    desc = words.say(
        "chart_volume_desc",
        days=len(days),
        least=words.number(min(one.count for one in days), most.measure),
        most=words.value(most),
        day=words.on(most),
    )
    said = Said(key="c-volume", title=words.say("chart_volume"), desc=desc)
    yield _framed(said, chart.days_chart(days, said, usual=words.say("chart_usual")))


def _day(words: Wording, day: date, one: Figure, usual: Figure | None, *, is_loud: bool) -> Day:
    length = len(words.report.window.days)
    is_tick = day.weekday() == 0 if length <= 7 * _TICKS else day.day == 1
    is_tick = is_tick or length <= 2 * 7
    label = f"{words.value(one)} · {speech.short_day(day, words.lang)}" if is_loud else ""
    return Day(
        day=day,
        count=one.value or 0,
        usual=None if usual is None else usual.value,
        low=None if usual is None else usual.low,
        high=None if usual is None else usual.high,
        label=label,
        tick=speech.short_day(day, words.lang) if is_tick else "",
    )


def _opinion(words: Wording) -> Iterator[Markup]:
    report = words.report
    names = ("praise", "mixed", "neutral", "unclear", "unscored", "criticism")
    found = {one.what: one for one in report.within(Section.OPINION)}
    bars = [
        Bar(
            name=words.what(found[name]),
            count=found[name].value or 0,
            text=words.value(found[name]),
            look=name if name in {"praise", "criticism"} else "plain",
        )
        for name in names
        if name in found
    ]
    if any(one.count for one in bars):
        said = _said(words, "labels")
        yield _framed(said, chart.stacked(bars, said))
    values = [
        _dot(words, found[what], name=words.say(name), is_ring=what != "balance")
        for what, name in (("balance", "chart_now"), ("balance before", "chart_before"))
        if what in found
    ]
    if values:
        ends = (f"−100 {words.say('what_criticism')}", "0", f"+100 {words.say('what_praise')}")
        said = _said(words, "balance")
        yield _framed(said, chart.dots(values, said, least=-1, most=1, ends=ends))


def _dot(words: Wording, figure: Figure, *, name: str, is_ring: bool) -> Dot:
    value = figure.value or 0.0
    low, high = (value if end is None else end for end in (figure.low, figure.high))
    return Dot(name=name, value=value, low=low, high=high, text=words.value(figure), is_ring=is_ring)


def _aspects(words: Wording) -> Iterator[Markup]:
    rows: dict[str | None, dict[str, Figure]] = {}
    for one in words.report.within(Section.ASPECTS):
        rows.setdefault(one.of, {})[one.what] = one
    pairs = [
        Pair(
            name=_short(words.of(Section.ASPECTS, of)),
            left=row["criticism"].value or 0,
            right=row["praise"].value or 0,
            left_text=words.value(row["criticism"]),
            right_text=words.value(row["praise"]),
        )
        for of, row in list(rows.items())[:_ASPECTS_DRAWN]
    ]
    if pairs:
        left, right = words.say("what_criticism"), words.say("what_praise")
        said = _said(words, "aspects")
        yield _framed(said, chart.diverging(pairs, said, left=left, right=right))


def _short(name: str, most: int = 24) -> str:
    return name if len(name) <= most else f"{name[: most - 2].rstrip()} …"


def _voice(words: Wording) -> Iterator[Markup]:
    shares = [one for one in words.report.within(Section.VOICE) if one.what == "share"]
    values = [
        _dot(words, one, name=_short(words.of(Section.VOICE, one.of)), is_ring=place > 0)
        for place, one in enumerate(shares)
    ]
    if values:
        ends = tuple(speech.percent(end, words.lang) for end in (0.0, 0.5, 1.0))
        said = _said(words, "voice")
        yield _framed(said, chart.dots(values, said, least=0, most=1, ends=(ends[0], ends[1], ends[2])))


def _channels(words: Wording) -> Iterator[Markup]:
    by_name: dict[str | None, list[Figure]] = {}
    totals: dict[str | None, Figure] = {}
    for one in words.report.within(Section.CHANNELS):
        if one.what == "mentions" and one.day is not None:
            by_name.setdefault(one.of, []).append(one)
        elif one.what == "mentions":
            totals[one.of] = one
    if by_name:
        most = max((one.value or 0) for some in by_name.values() for one in some)
        yield tag(
            "div",
            *(_channel(words, place, totals[name], days, most) for place, (name, days) in enumerate(by_name.items())),
            class_="grid",
        )


def _channel(words: Wording, place: int, total: Figure, days: Sequence[Figure], most: float) -> Markup:
    name = words.of(Section.CHANNELS, total.of)
    said = Said(key=f"c-ch{place}", title=f"{words.say('chart_channels')}: {name}", desc=words.say("chart_desc"))
    caption = tag("figcaption", f"{name} ", tag("span", words.value(total)))
    return tag("figure", caption, chart.spark([one.value or 0 for one in days], said, most=most))


def _waits(words: Wording) -> Iterator[Markup]:
    found = {one.what: one for one in words.report.within(Section.ANSWERS)}
    names = ("same_day", "next_day", "few_days", "longer")
    bars = [
        Bar(
            name=words.say(name),
            count=found[name].value or 0,
            text=words.value(found[name]),
            look="praise" if name == "same_day" else "plain",
        )
        for name in names
        if name in found
    ]
    if any(one.count for one in bars):
        said = _said(words, "waits")
        yield _framed(said, chart.stacked(bars, said))
