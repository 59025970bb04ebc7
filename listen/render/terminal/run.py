"""What a run of `fetch` came to, and what one would ask."""

from collections import defaultdict
from collections.abc import Sequence

from rich.text import Text

from listen.fetch import Planned, StreamResult, summary
from listen.render import foreign, speech
from listen.render.cells import Lines, cut, fitting, fold, indent, table
from listen.render.screen import Screen
from listen.render.terminal import phrasing
from listen.render.terminal.coverage import note

__all__ = ["plan_lines", "problem_line", "run_lines"]

_TOLD = 10


def run_lines(results: Sequence[StreamResult], screen: Screen) -> Lines:
    """Return a line a source, then what went wrong and why, then one sentence for the whole run."""
    if not results:
        return fold(Text(screen.say("run.nothing_to_ask")), screen.width)
    by_source: defaultdict[str, list[StreamResult]] = defaultdict(list)
    for result in results:
        by_source[result.stream.source].append(result)
    rows = [[Text(screen.say(f"run.{name}") if name else "", style="dim") for name in _HEAD]]
    rows.extend(_row(source, found, screen) for source, found in by_source.items())
    lines = table(rows, right=frozenset({2, 3, 4, 5}))
    problems = _problems(results, screen)
    if problems:
        lines.append(Text())
    for problem in problems[:_TOLD]:
        lines.extend(note("!", problem, screen, "yellow"))
    if len(problems) > _TOLD:
        lines.append(Text(f"  {screen.say('run.more_problems', n=len(problems) - _TOLD)}"))
    return fitting([*lines, Text(), *_sum(results, screen)], screen.width, more=screen.show("…"))


_HEAD = ("", "source", "streams", "seen", "new", "changed")


def _row(source: str, results: Sequence[StreamResult], screen: Screen) -> list[Text]:
    total = summary(results)
    sign = Text("!", style="bold yellow") if total.failed else Text(screen.show("·"), style="dim")
    read = screen.number(total.streams)
    if total.failed:
        read = screen.say("run.of", read=total.streams - total.failed, streams=total.streams)
    return [
        sign,
        foreign.one_line(source, screen),
        Text(read),
        Text(screen.number(total.seen)),
        Text(screen.number(total.new), style="bold" if total.new else ""),
        Text(screen.number(total.changed)),
    ]


def _problems(results: Sequence[StreamResult], screen: Screen) -> list[str]:
    """Return a line a problem; streams that fail for one and the same reason share it."""
    shared: defaultdict[tuple[str, str], list[StreamResult]] = defaultdict(list)
    for number, result in enumerate(results):
        error = result.error
        reason = ("", str(number)) if error is None else (error.key, str(sorted(error.values.items())))
        shared[reason].append(result)
    lines: list[str] = []
    for alike in shared.values():
        told = problem_line(alike[0], screen)
        if len(alike) > 1 and told:
            place = screen.say("run.streams_of", n=len(alike), source=foreign.plain(alike[0].stream.source, screen))
            gaps = (line for one in alike for line in problem_line(one, screen)[1:])
            told = (_failure(alike[0], place, screen), *gaps)
        lines.extend(told)
    return lines


def _failure(result: StreamResult, place: str, screen: Screen) -> str:
    """Say why a stream failed, and what to do."""
    if result.error is None:
        return screen.say("run.waits", place=place)
    why = phrasing.why(result.error.key, result.error.values.items(), screen)
    text = screen.say("digest.failing", place=place, why=why)
    hint = result.error.hint(screen.lang)
    return text if hint is None else f"{text}; {foreign.plain(hint, screen)}"


def problem_line(result: StreamResult, screen: Screen) -> tuple[str, ...]:
    """Return what a person should know of one stream's result: failure with hint, gap; empty when all is well."""
    place = foreign.plain(result.stream.place or result.stream.key, screen)
    told = []
    if result.error is not None:
        told.append(_failure(result, place, screen))
    elif result.has_failed:
        told.append(screen.say("run.waits", place=place))
    if result.gap is not None:
        missed = result.gap.missed
        key = "digest.gap" if missed is None else "digest.gap_missed"
        told.append(screen.say(key, place=place, **({} if missed is None else {"count": missed})))
    return tuple(told)


def _sum(results: Sequence[StreamResult], screen: Screen) -> Lines:
    total = summary(results)
    if total.streams and total.failed == total.streams:
        return fold(Text(screen.say("run.nothing_collected"), style="bold"), screen.width)
    said = screen.say("run.new_mentions", n=total.new) if total.new else screen.say("run.no_news")
    if total.failed:
        said = f"{said} {screen.say('run.failed', n=total.failed)}"
    if total.skipped:
        said = f"{said} {screen.say('run.skipped', n=total.skipped)}"
    return fold(Text(said, style="bold"), screen.width)


def plan_lines(planned: Sequence[Planned], screen: Screen) -> Lines:
    """Return every stream that would be asked, by source, with its address and the queries it serves."""
    if not planned:
        return fold(Text(screen.say("run.nothing_to_ask")), screen.width)
    by_source: defaultdict[str, list[Planned]] = defaultdict(list)
    for one in planned:
        by_source[one.stream.source].append(one)
    lines: Lines = []
    for source, found in by_source.items():
        count = screen.say("run.streams_counted", n=len(found))
        lines.append(Text.assemble((foreign.plain(source, screen), "bold"), "  ", (count, "dim")))
        for one in found:
            lines.extend(indent(_planned(one, screen), 2))
        lines.append(Text())
    return [*lines, *fold(Text(screen.say("run.would_ask", n=len(planned)), style="bold"), screen.width)]


def _planned(one: Planned, screen: Screen) -> Lines:
    more = screen.show("…")
    stream = one.stream
    asked = foreign.one_line(stream.place or stream.term or stream.key, screen)
    served = speech.listed((foreign.plain(name, screen) for name in stream.queries), screen.lang) or screen.say(
        "run.all_queries"
    )
    address = foreign.linked(Text(foreign.plain(stream.address, screen), style="dim"), stream.address, screen)
    first = Text.assemble(asked, "  ", (screen.say("run.serves", queries=served), "dim"))
    return [cut(first, screen.width - 2, more=more), *indent([cut(address, screen.width - 4, more=more)], 2)]
