"""Reports: the figures of a week or a month, each with the mentions behind it, and the proof of them."""

from listen.report.building import build
from listen.report.period import Period, period_of
from listen.report.value import (
    Answers,
    Figure,
    Measure,
    Origin,
    Quoted,
    Report,
    Section,
)

__all__ = [
    "Answers",
    "Figure",
    "Measure",
    "Origin",
    "Period",
    "Quoted",
    "Report",
    "Section",
    "build",
    "period_of",
]
