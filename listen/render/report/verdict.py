"""What came of computing a report again, in words and as JSON."""

from collections.abc import Iterator

from listen.render.report.wording import NOTHING, Wording
from listen.report import Figure, Report
from listen.report.record import rounded
from listen.report.verifying import Difference, Verdict

__all__ = ["verdict_json", "verdict_lines"]

_TOLD = 20


def verdict_lines(verdict: Verdict, again: Report, lang: str) -> Iterator[str]:
    """Yield what was found: identical, or which figures differ and why that may be."""
    words = Wording(report=again, lang=lang)
    found = verdict.differences
    if not found:
        yield words.screen.say("report.identical", n=verdict.compared)
    else:
        every = words.screen.number(verdict.compared)
        yield words.screen.say("report.differs", n=len(found), all=every)
        yield from (f"  {_line(words, one)}" for one in found[:_TOLD])
        if len(found) > _TOLD:
            yield f"  {words.screen.say('report.more_differ', n=len(found) - _TOLD)}"
    yield from (words.say("page_changed", name=name) for name in verdict.changed)
    yield from (words.say("page_missing", name=name) for name in verdict.missing)
    if verdict.reasons:
        yield words.say("why")
        for reason in verdict.reasons:
            yield f"  {words.say(f'because_{reason.key}', **reason.values)}"
    elif not verdict.is_intact:
        yield words.say("because_edited")


def _line(words: Wording, one: Difference) -> str:
    name = words.full_name(one.figure)
    if not one.is_value:
        return words.say("differs_cites", name=name)
    was, now = (_shown(words, figure) for figure in (one.was, one.now))
    if was == now:
        was, now = (_exact(figure) for figure in (one.was, one.now))
    return words.say("differs_value", name=name, was=was, now=now)


def _shown(words: Wording, figure: Figure | None) -> str:
    return NOTHING if figure is None else words.value(figure)


def _exact(figure: Figure | None) -> str:
    return NOTHING if figure is None else " ".join(str(rounded(one)) for one in (figure.value, figure.low, figure.high))


def verdict_json(verdict: Verdict) -> dict[str, object]:
    """Return the verdict for programs."""
    return {
        "schema": "listen.report_verdict/1",
        "is_identical": verdict.is_identical,
        "is_intact": verdict.is_intact,
        "compared": verdict.compared,
        "differences": [
            {
                "section": one.figure.section.value,
                "name": one.figure.name,
                "day": None if one.figure.day is None else one.figure.day.isoformat(),
                "was": None if one.was is None else rounded(one.was.value),
                "now": None if one.now is None else rounded(one.now.value),
                "is_value": one.is_value,
            }
            for one in verdict.differences
        ],
        "reasons": [{"key": one.key, **one.values} for one in verdict.reasons],
        "changed": list(verdict.changed),
        "missing": list(verdict.missing),
    }
