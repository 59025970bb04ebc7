"""Fit the numbers of a residual: multinomial logistic regression with an offset, by L-BFGS, in plain Python.

Deterministic: the same rows in the same order give the same numbers, and `learn` puts them in order. Sums run over
lists at the speed of C (`sum(map(list.__getitem__, …))`), so 2,500 judgements take seconds without numpy.

Nocedal & Wright, Numerical Optimization (2006), algorithms 7.4 and 3.1.
"""

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log
from operator import add, mul, sub
from struct import Struct
from typing import TypeVar

from listen.learning.residual import Residual, Three

__all__ = ["Penalties", "Row", "fitted"]

_STEPS = 40
_REMEMBERED = 6
_HALVINGS = 12
_ENOUGH = 1e-2
"""The gradient has become so small against its first size that more steps change no label."""

_FOUR_BYTES = Struct("<f")

_LEAST_AT_HOME = 5
"""Judgements from which a home (a language in a query) is learned of; where fewer were made, nothing changes."""

_MANY = 400
"""Rows from which a word has to stand in two of them: one alone teaches only its own row, and there are many."""

_Vector = list[float]
_Key = TypeVar("_Key", int, str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One judgement, ready to be fitted.

    Attributes:
        base: logarithms of the analyzer's probabilities.
        target: what is right: one 1.0, or halves for *mixed*.
        weight: how much it counts.
        words: numbers of its words; its size is one, however many there are.
        homes: where it is at home.
    """

    base: Three
    target: Three
    weight: float
    words: tuple[int, ...]
    homes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalties:
    """How dear it is to leave the shipped model: L2, one for each kind of number; None does not touch that kind."""

    scale: float | None
    homes: float
    words: float | None


class _Problem:
    """Loss and gradient over a flat vector: for each class the words, then the homes; last the scale."""

    def __init__(self, rows: Sequence[Row], penalties: Penalties) -> None:
        self.penalties = penalties
        self.rows = rows
        least = 1 if len(rows) < _MANY else 2
        heard = (word for row in rows for word in row.words) if penalties.words is not None else ()
        self.words = _often(heard, least)
        self.homes = _often((home for row in rows for home in row.homes), _LEAST_AT_HOME)
        places = {word: place for place, word in enumerate(self.words)}
        home_places = {home: place for place, home in enumerate(self.homes)}
        self.ids = [tuple(places[word] for word in row.words if word in places) for row in rows]
        self.norms = [len(row.words) ** -0.5 if row.words else 0.0 for row in rows]
        self.home_ids = [tuple(home_places[home] for home in row.homes if home in home_places) for row in rows]
        self.parts = [1.0 / len(row.homes) if row.homes else 0.0 for row in rows]
        self.where = _turned(self.ids, len(self.words))
        self.home_where = _turned(self.home_ids, len(self.homes))
        self.size = 3 * (len(self.words) + len(self.homes)) + 1
        self.dear = [
            *(3 * len(self.words) * [penalties.words or 0.0]),
            *(3 * len(self.homes) * [penalties.homes]),
            penalties.scale or 0.0,
        ]

    def steepness(self) -> _Vector:
        """Return an upper bound of each number's curvature, against which steps are measured."""
        weights = [row.weight for row in self.rows]
        of_words = [weight * norm * norm * 0.25 for weight, norm in zip(weights, self.norms, strict=True)]
        of_homes = [weight * part * part * 0.25 for weight, part in zip(weights, self.parts, strict=True)]
        words = [sum(map(of_words.__getitem__, rows)) for rows in self.where]
        homes = [sum(map(of_homes.__getitem__, rows)) for rows in self.home_where]
        scale = sum(row.weight * sum(one * one for one in row.base) * 0.25 for row in self.rows)
        return [bound + dear + 1e-9 for bound, dear in zip([*(3 * words), *(3 * homes), scale], self.dear, strict=True)]

    def look(self, at: _Vector) -> tuple[float, _Vector]:
        """Return the loss and its gradient at `at`."""
        word_count, home_count = len(self.words), len(self.homes)
        scale = 1.0 + at[-1]
        columns = []
        for which in range(3):
            of_words = at[which * word_count : (which + 1) * word_count].__getitem__
            begin = 3 * word_count + which * home_count
            of_homes = at[begin : begin + home_count].__getitem__
            columns.append(
                [
                    scale * row.base[which] + norm * sum(map(of_words, ids)) + part * sum(map(of_homes, homes))
                    for row, norm, ids, part, homes in zip(
                        self.rows, self.norms, self.ids, self.parts, self.home_ids, strict=True
                    )
                ]
            )
        loss, slopes = _losses(self.rows, columns)
        gradient: _Vector = []
        for slope in slopes:
            pulled = list(map(mul, slope, self.norms)).__getitem__
            gradient += [sum(map(pulled, rows)) for rows in self.where]
        for slope in slopes:
            pulled = list(map(mul, slope, self.parts)).__getitem__
            gradient += [sum(map(pulled, rows)) for rows in self.home_where]
        tilt = 0.0
        if self.penalties.scale is not None:
            tilt = sum(
                sum(slope[at_row] * row.base[which] for which, slope in enumerate(slopes))
                for at_row, row in enumerate(self.rows)
            )
        gradient.append(tilt)
        held = list(map(mul, self.dear, at))
        return loss + 0.5 * _dot(held, at), list(map(add, gradient, held))


def _often(found: Iterable[_Key], least: int) -> list[_Key]:
    """Return in order what was found so many times at least."""
    return sorted(one for one, count in Counter(found).items() if count >= least)


def _turned(rows: Sequence[Sequence[int]], count: int) -> list[list[int]]:
    """Return for each column the rows that have it."""
    found: list[list[int]] = [[] for _ in range(count)]
    for number, row in enumerate(rows):
        for column in row:
            found[column].append(number)
    return found


def _losses(rows: Sequence[Row], columns: Sequence[_Vector]) -> tuple[float, tuple[_Vector, _Vector, _Vector]]:
    """Return the summed loss, and for each class how far every row is off."""
    loss = 0.0
    off: tuple[_Vector, _Vector, _Vector] = ([], [], [])
    for row, first, second, third in zip(rows, *columns, strict=True):
        highest = max(first, second, third)
        one, two, three = exp(first - highest), exp(second - highest), exp(third - highest)
        whole = one + two + three
        aim, weight = row.target, row.weight
        loss += weight * (highest + log(whole) - aim[0] * first - aim[1] * second - aim[2] * third)
        off[0].append(weight * (one / whole - aim[0]))
        off[1].append(weight * (two / whole - aim[1]))
        off[2].append(weight * (three / whole - aim[2]))
    return loss, off


def _dot(one: _Vector, other: _Vector) -> float:
    product: float = sum(map(mul, one, other))
    return product


def fitted(rows: Sequence[Row], penalties: Penalties) -> Residual:
    """Return the residual that fits `rows` best under `penalties`; what it holds fits into its packed form."""
    problem = _Problem(rows, penalties)
    found = _lowest(problem)
    word_count, home_count = len(problem.words), len(problem.homes)

    def threes(begin: int, count: int) -> list[Three]:
        return [
            (_short(found[begin + at]), _short(found[begin + count + at]), _short(found[begin + 2 * count + at]))
            for at in range(count)
        ]

    return Residual(
        scale=max(-0.9, min(found[-1], 10.0)),
        homes=dict(zip(problem.homes, threes(3 * word_count, home_count), strict=True)),
        words=dict(zip(problem.words, threes(0, word_count), strict=True)),
    )


def _short(value: float) -> float:
    """Return what is left of a number in four bytes, the form in which it is kept."""
    short: float = _FOUR_BYTES.unpack(_FOUR_BYTES.pack(value))[0]
    return short


def _lowest(problem: _Problem) -> _Vector:
    """Return where the loss is lowest: L-BFGS, measured by the steepness, with halved steps."""
    at: _Vector = [0.0] * problem.size
    ease = [1.0 / one for one in problem.steepness()]
    loss, gradient = problem.look(at)
    first = _dot(gradient, list(map(mul, gradient, ease)))
    past: deque[tuple[_Vector, _Vector, float]] = deque(maxlen=_REMEMBERED)
    for _ in range(_STEPS):
        if _dot(gradient, list(map(mul, gradient, ease))) <= _ENOUGH * _ENOUGH * first:
            break
        way = _way(gradient, past, ease)
        slope = _dot(way, gradient)
        length = 1.0
        for _ in range(_HALVINGS):
            there = [here + length * step for here, step in zip(at, way, strict=True)]
            new_loss, new_gradient = problem.look(there)
            if new_loss <= loss + 1e-4 * length * slope:
                break
            length *= 0.5
        else:
            break
        moved, turned = list(map(sub, there, at)), list(map(sub, new_gradient, gradient))
        curve = _dot(moved, turned)
        if curve > 0:
            past.append((moved, turned, 1.0 / curve))
        at, loss, gradient = there, new_loss, new_gradient
    return at


def _way(gradient: _Vector, past: Sequence[tuple[_Vector, _Vector, float]], ease: _Vector) -> _Vector:
    """Return the direction in which to go down."""
    way = [-one for one in gradient]
    used = []
    for moved, turned, inverse in reversed(past):
        part = inverse * _dot(moved, way)
        used.append(part)
        way = [one - part * other for one, other in zip(way, turned, strict=True)]
    way = list(map(mul, way, ease))
    if past:
        moved, turned, inverse = past[-1]
        # The bounds of the curvature are generous; the last step showed by how much.
        easier = 1.0 / (inverse * _dot(turned, list(map(mul, turned, ease))))
        way = [one * easier for one in way]
    for (moved, turned, inverse), part in zip(past, reversed(used), strict=True):
        back = part - inverse * _dot(turned, way)
        way = [one + back * other for one, other in zip(way, moved, strict=True)]
    return way
