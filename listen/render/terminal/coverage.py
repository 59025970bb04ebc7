"""What a digest rests on: what was read, what fails, what cannot be seen."""

from rich.text import Text

from listen.digest import Coverage
from listen.render import speech
from listen.render.cells import Lines, fold
from listen.render.screen import Screen
from listen.render.terminal import phrasing

__all__ = ["coverage_lines", "note"]

_TOLD = 5
_LANGUAGES_TOLD = 4
_WARNING = "yellow"


def note(sign: str, text: str, screen: Screen, style: str = "") -> Lines:
    """Return a sentence with a sign in front; folded lines stand under its first word."""
    folded = fold(Text(text), screen.width - 2)
    return [Text.assemble((f"{sign} " if number == 0 else "  ", style), line) for number, line in enumerate(folded)]


def coverage_lines(coverage: Coverage, screen: Screen) -> Lines:
    """Return the coverage block with its heading."""
    lines: Lines = [Text(screen.say("digest.coverage"), style="bold")]
    last = coverage.last_run
    if last is None:
        return [*lines, *note(" ", screen.say("digest.never_fetched"), screen)]
    age = screen.age(last.started_at)
    if coverage.is_old:
        lines.extend(note("!", screen.say("digest.old", age=age), screen, _WARNING))
    if coverage.streams:
        said = screen.say("digest.read", read=coverage.read, streams=coverage.streams, age=age)
    else:
        said = screen.say("digest.read_none", age=age)
    lines.extend(note(" ", said, screen))
    for warning in _warnings(coverage, screen):
        lines.extend(note("!", warning, screen, _WARNING))
    for remark in _remarks(coverage, screen):
        lines.extend(note(" ", remark, screen))
    return lines


def _warnings(coverage: Coverage, screen: Screen) -> list[str]:
    told = [phrasing.failing(one, screen) for one in coverage.failing[:_TOLD]]
    if len(coverage.failing) > _TOLD:
        told.append(screen.say("digest.more_failing", n=len(coverage.failing) - _TOLD))
    told.extend(phrasing.silent(one, screen) for one in coverage.silent[:_TOLD])
    told.extend(phrasing.gap(one, screen) for one in coverage.gaps[:_TOLD])
    if len(coverage.gaps) > _TOLD:
        told.append(screen.say("digest.more_gaps", n=len(coverage.gaps) - _TOLD))
    return told


def _remarks(coverage: Coverage, screen: Screen) -> list[str]:
    told = []
    if coverage.waiting:
        told.append(screen.say("digest.waiting", n=coverage.waiting))
    if coverage.is_new and coverage.listening_since is not None:
        since = coverage.listening_since.astimezone(screen.zone).date()
        told.append(screen.say("digest.first_run", day=speech.day(since, screen.lang)))
    if coverage.unscored is not None:
        told.append(_unscored(coverage.unscored.mentions, coverage.unscored.languages, screen))
    if coverage.dropped:
        told.append(screen.say("digest.left_out", n=coverage.dropped))
    unseen = screen.say("digest.cannot_see")
    if coverage.switched_off:
        unseen = f"{unseen}; {phrasing.off(coverage.switched_off, screen)}"
    return [*told, unseen]


def _unscored(count: int, languages: tuple[str | None, ...], screen: Screen) -> str:
    named = [phrasing.language(code, screen) for code in languages[:_LANGUAGES_TOLD] if code is not None]
    if not named:
        return screen.say("digest.unscored_unsaid", n=count)
    return screen.say("digest.unscored", n=count, languages=speech.listed(named, screen.lang))
