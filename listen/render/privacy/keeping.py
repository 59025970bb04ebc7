"""What retention and forgetting do and did, as lines."""

from collections.abc import Iterable, Sequence

from rich.text import Text

from listen.keeping import Plan, Rechecked, Taken
from listen.render import foreign, speech
from listen.render.cells import Lines, fold, table
from listen.render.screen import Screen
from listen.retention import Deed, Deletion, Trace

__all__ = ["log_lines", "plan_lines", "recheck_lines", "taken_lines", "trace_lines"]

_NUMBERS_TOLD = 12


def _listed(counts: Iterable[tuple[str | None, int]], screen: Screen) -> str:
    named = [(foreign.plain(source, screen), count) for source, count in counts if source is not None]
    return ", ".join(f"{source} {screen.number(count)}" for source, count in named)


def plan_lines(plan: Plan, screen: Screen) -> Lines:
    """Return what would be taken away."""
    lines: Lines = []
    for deed in (Deed.AGED, Deed.AUTHOR_HIDDEN, Deed.TEXT_SHORTENED):
        steps = [step for step in plan.steps if step.deed is deed]
        if steps:
            said = screen.say(f"keeping.due_{deed.value}", n=plan.posts(deed))
            lines += _line(said, _listed(((step.source, step.posts) for step in steps), screen), screen)
    if plan.answers:
        lines += _line(screen.say("keeping.due_answer_aged", n=plan.answers), "", screen)
    return lines or [Text(screen.say("keeping.nothing_due"))]


def taken_lines(taken: Sequence[Taken], screen: Screen) -> Lines:
    """Return what was taken away."""
    lines: Lines = []
    for deed in dict.fromkeys(one.deed for one in taken):
        some = [one for one in taken if one.deed is deed]
        said = screen.say(f"keeping.taken_{deed.value}", n=sum(one.posts for one in some))
        lines += _line(said, _listed(((one.source, one.posts) for one in some), screen), screen)
    return lines


def _line(said: str, detail: str, screen: Screen) -> Lines:
    line = Text(said)
    if detail:
        line.append(f"  ({detail})", style="dim")
    return fold(line, screen.width)


def log_lines(deletions: Sequence[Deletion], screen: Screen) -> Lines:
    """Return the audit: a line a day, deed and source; never what it was."""
    if not deletions:
        return [Text(screen.say("keeping.no_log"))]
    rows = [
        [
            Text(speech.day(one.deleted_on, screen.lang)),
            Text(screen.number(one.posts)),
            Text(screen.say(f"keeping.deed_{one.deed.value}")),
            Text("" if one.source is None else foreign.plain(one.source, screen), style="dim"),
        ]
        for one in deletions
    ]
    return list(table(rows, right=frozenset({0, 1})))


def trace_lines(trace: Trace, screen: Screen) -> Lines:
    """Return what is to be forgotten, and what stays although it names the person."""
    lines: Lines = []
    for key, numbers in (
        ("posts", trace.posts),
        ("replies", trace.replies),
        ("mutes", trace.mutes),
        ("shared", trace.shared),
        ("quoting", tuple(one for one in trace.quoting if one not in trace.posts)),
        ("notes", trace.notes),
        ("lessons", trace.lessons),
        ("answers", trace.answers),
    ):
        if numbers:
            lines += _line(screen.say(f"keeping.trace_{key}", n=len(numbers)), _numbers(numbers, screen), screen)
    return lines


def _numbers(numbers: Sequence[int], screen: Screen) -> str:
    told = ", ".join(str(number) for number in numbers[:_NUMBERS_TOLD])
    return f"{told} {screen.show('…')}" if len(numbers) > _NUMBERS_TOLD else told


def recheck_lines(checked: Rechecked, screen: Screen) -> Lines:
    """Return what sources said of stored posts."""
    lines: Lines = []
    for key, numbers in (("there", checked.there), ("gone", checked.gone), ("unknown", checked.unknown)):
        if numbers:
            detail = "" if key == "there" else _numbers(numbers, screen)
            lines += _line(screen.say(f"keeping.recheck_{key}", n=len(numbers)), detail, screen)
    return lines or [Text(screen.say("keeping.recheck_nothing"))]
