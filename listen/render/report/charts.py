"""Charts as inline SVG: few lines, labels beside what they name, never colour alone, and words for who cannot see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from listen.render.report.markup import Markup, joined, tag

__all__ = ["Bar", "Day", "Dot", "Pair", "Said", "days_chart", "diverging", "dots", "spark", "stacked"]

_WIDTH = 880
_LABEL = 190
_ROW = 30
_NAMED_DAYS = 14
"""So few days have each a name."""
_WIDEST_BAR = 48.0

Height = Callable[[float], float]
"""Where a count stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a chart is called, and what it shows, for those who hear it; `key` makes it unique in the page."""

    key: str
    title: str
    desc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day's bar: its count, the usual with its span (None without), and a label above it where it stands out."""

    day: date
    count: float
    usual: float | None = None
    low: float | None = None
    high: float | None = None
    label: str = ""
    tick: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A row of a chart with two sides, criticism to the left and praise to the right."""

    name: str
    left: float
    right: float
    left_text: str
    right_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A part of a stacked bar; `look` is one of `praise`, `criticism`, `plain`."""

    name: str
    count: float
    text: str
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A value with its span on a scale; `is_ring` shows it as a ring: what was before, or what is not ours."""

    name: str
    value: float
    low: float
    high: float
    text: str
    is_ring: bool = False


def _svg(said: Said, height: float, *children: Markup | None, width: float = _WIDTH) -> Markup:
    title, desc = f"{said.key}-t", f"{said.key}-d"
    return tag(
        "svg",
        tag("title", said.title, id=title),
        tag("desc", said.desc, id=desc),
        joined(children),
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_labelledby=f"{title} {desc}",
    )


def _words(x: float, y: float, words: str, *, anchor: str = "start", look: str = "") -> Markup:
    return tag("text", words, x=_n(x), y=_n(y), text_anchor=anchor, class_=look or None)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _rect(x: float, y: float, width: float, height: float, look: str, *, fill: str | None = None) -> Markup:
    return tag("rect", x=_n(x), y=_n(y), width=_n(max(0.0, width)), height=_n(max(0.0, height)), class_=look, fill=fill)


def _line(x1: float, y1: float, x2: float, y2: float, look: str) -> Markup:
    return tag("line", x1=_n(x1), y1=_n(y1), x2=_n(x2), y2=_n(y2), class_=look)


def _hatch(key: str) -> Markup:
    """Return the pattern that marks criticism, so that it is not told from praise by colour alone."""
    stripe = tag("path", d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6", class_="hatch")
    return tag("defs", tag("pattern", stripe, id=f"{key}-h", width=8, height=8, patternUnits="userSpaceOnUse"))


def days_chart(days: Sequence[Day], said: Said, *, usual: str) -> Markup:
    """Return a bar a day over the band of what is usual.

    Args:
        days: oldest first.
        said: for those who hear it.
        usual: what the band is called, written at its end.
    """
    height, top, bottom = 270.0, 34.0, 34.0
    right = 70.0
    most = max([1.0, *(one.count for one in days), *(one.high or 0 for one in days)])
    step = (_WIDTH - right) / max(1, len(days))
    floor = height - bottom

    def y(count: float) -> float:
        return floor - count / most * (floor - top)

    drawn: list[Markup | None] = [_bands(days, step, y)]
    is_short = len(days) <= _NAMED_DAYS
    for place, one in enumerate(days):
        middle = (place + 0.5) * step
        width = min(_WIDEST_BAR, step * 0.66 if step < _WIDEST_BAR else step - 10)
        look = "loud" if one.label else "bar"
        drawn.append(_rect(middle - width / 2, y(one.count), width, floor - y(one.count), look))
        if one.label:
            anchor = "start" if middle < _LABEL / 2 else "end" if middle > _WIDTH - right - _LABEL / 2 else "middle"
            drawn.append(_words(middle, y(one.count) - 8, one.label, anchor=anchor, look="strong"))
        if one.tick and is_short:
            drawn.append(_words(middle, floor + 20, one.tick, anchor="middle", look="soft"))
        elif one.tick:
            drawn.append(_line(place * step, floor, place * step, floor + 6, "axis"))
            drawn.append(_words(place * step + 4, floor + 20, one.tick, look="soft"))
    drawn.append(_usual_line(days, step, y))
    drawn.append(_line(0, floor, _WIDTH - right, floor, "rule"))
    last = next((one for one in reversed(days) if one.usual is not None), None)
    if last is not None and last.usual is not None:
        drawn.append(_words(_WIDTH - right + 8, y(last.usual) + 4, usual, look="soft"))
    return _svg(said, height, *drawn)


def _bands(days: Sequence[Day], step: float, y: Height) -> Markup:
    found = []
    for place, one in enumerate(days):
        if one.low is not None and one.high is not None:
            found.append(_rect(place * step, y(one.high), step, y(one.low) - y(one.high), "band"))
    return joined(found)


def _usual_line(days: Sequence[Day], step: float, y: Height) -> Markup | None:
    moves: list[str] = []
    for place, one in enumerate(days):
        if one.usual is not None:
            start = "L" if moves else "M"
            moves.append(f"{start}{_n(place * step)} {_n(y(one.usual))} L{_n((place + 1) * step)} {_n(y(one.usual))}")
    return tag("path", d=" ".join(moves), class_="usual") if moves else None


def stacked(bars: Sequence[Bar], said: Said) -> Markup:
    """Return one bar of parts, each named below its part; criticism is hatched."""
    whole = sum(one.count for one in bars) or 1
    x = 0.0
    narrow: list[str] = []
    drawn: list[Markup | None] = [_hatch(said.key)]
    for one in (bar for bar in bars if bar.count):
        width = one.count / whole * _WIDTH
        drawn.append(_part(one.look, said.key, x=x, y=0, width=width - 2, height=34))
        # The names of parts that are too narrow for them stand together below the bar's end, where these parts are.
        if width > 66:  # noqa: PLR2004 (the width of a word)
            drawn.append(_words(x, 54, one.name, look="soft"))
            drawn.append(_words(x, 73, one.text, look="strong"))
        else:
            narrow.append(f"{one.name} {one.text}")
        x += width
    if not narrow:
        return _svg(said, 80, *drawn)
    return _svg(said, 104, *drawn, _words(_WIDTH, 98, " · ".join(narrow), anchor="end", look="soft"))


def _part(look: str, key: str, *, x: float, y: float, width: float, height: float) -> Markup:
    if look == "criticism":
        return _rect(x + 1, y + 1, width - 2, height - 2, "criticism", fill=f"url(#{key}-h)")
    return _rect(x, y, width, height, "praise" if look == "praise" else "bar")


def diverging(pairs: Sequence[Pair], said: Said, *, left: str, right: str) -> Markup:
    """Return rows with criticism to the left, hatched, and praise to the right of one line; numbers at their ends.

    Args:
        pairs: in the order shown.
        said: for those who hear it.
        left, right: what the sides are called.
    """
    most = max([1.0, *(max(one.left, one.right) for one in pairs)])
    middle = _LABEL + (_WIDTH - _LABEL) / 2
    scale = ((_WIDTH - _LABEL) / 2 - 46) / most
    drawn: list[Markup | None] = [
        _hatch(said.key),
        _words(middle - 10, 14, left, anchor="end", look="soft"),
        _words(middle + 10, 14, right, look="soft"),
    ]
    for place, one in enumerate(pairs):
        y = 26.0 + place * _ROW
        drawn.append(_words(0, y + 15, one.name))
        if one.left:
            drawn.append(
                _part(
                    "criticism", said.key, x=middle - 2 - one.left * scale, y=y, width=one.left * scale, height=_ROW - 9
                )
            )
            drawn.append(_words(middle - 10 - one.left * scale, y + 15, one.left_text, anchor="end", look="strong"))
        if one.right:
            drawn.append(_part("praise", said.key, x=middle + 2, y=y, width=one.right * scale, height=_ROW - 9))
            drawn.append(_words(middle + 10 + one.right * scale, y + 15, one.right_text, look="strong"))
    bottom = 26.0 + len(pairs) * _ROW
    drawn.append(_line(middle, 22, middle, bottom - 4, "rule"))
    return _svg(said, bottom, *drawn)


def dots(values: Sequence[Dot], said: Said, *, least: float, most: float, ends: tuple[str, str, str]) -> Markup:
    """Return a dot a row on one scale, each with the span in which chance may put it.

    Args:
        values: in the order shown.
        said: for those who hear it.
        least, most: the ends of the scale.
        ends: what stands at the left end, in the middle and at the right end of the scale.
    """
    right = 70.0
    left = float(_LABEL)

    def x(value: float) -> float:
        return left + (value - least) / (most - least) * (_WIDTH - left - right)

    bottom = 10.0 + len(values) * (_ROW + 6)
    drawn: list[Markup | None] = [
        _line(x(place), 4, x(place), bottom, "axis") for place in (least, (least + most) / 2, most)
    ]
    for place, words in zip((least, (least + most) / 2, most), ends, strict=True):
        drawn.append(_words(x(place), bottom + 18, words, anchor="middle", look="soft"))
    for place, one in enumerate(values):
        y = 24.0 + place * (_ROW + 6)
        drawn.append(_words(0, y + 4, one.name))
        drawn.append(_line(x(one.low), y, x(one.high), y, "whisker"))
        drawn.extend(_line(x(end), y - 4, x(end), y + 4, "whisker") for end in (one.low, one.high))
        drawn.append(tag("circle", cx=_n(x(one.value)), cy=_n(y), r=6, class_="ring" if one.is_ring else "dot"))
        drawn.append(_words(_WIDTH, y + 4, one.text, anchor="end", look="strong"))
    return _svg(said, bottom + 26, *drawn)


def spark(counts: Sequence[float], said: Said, *, most: float) -> Markup:
    """Return a small chart of bars; all of one group share the scale `most`."""
    width, height = 240.0, 64.0
    step = width / max(1, len(counts))
    gap = min(2.0, step * 0.2)
    scale = (height - 2) / max(1.0, most)
    drawn = [
        _rect(place * step, height - 1 - count * scale, step - gap, ceil(count * scale), "bar")
        for place, count in enumerate(counts)
    ]
    return _svg(said, height, *drawn, _line(0, height - 0.5, width, height - 0.5, "rule"), width=width)
