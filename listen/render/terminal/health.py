"""How the queries do, on a terminal: what strikes one, what the noise has in common, what would help."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from listen.health import LEAST_NOISE, Change, Counts, Health, NoiseTerm, NoisyVoice, QueryHealth, State, Unheard
from listen.render import foreign, speech
from listen.render.cells import Lines, cut, ends, fitting, fold, indent, table
from listen.render.screen import Screen
from listen.render.terminal import phrasing

__all__ = ["health_lines"]

_IN = 2
_LONGEST_LINE = 100
_WORDS_CELLS = 30
_YAML_AT = 6
_STYLES = {State.NOISY: "bold red", State.QUIET: "bold yellow", State.CAPPED: "bold yellow", State.NEW: "bold cyan"}


def health_lines(health: Health, screen: Screen) -> Lines:
    """Return a block a query; expressions are written as YAML, whole, to be copied."""
    days = screen.show(speech.days_of(health.window, screen.lang, today=screen.today))
    lines: Lines = [ends(Text(screen.say("health.title"), style="bold"), Text(days, style="dim"), screen.width)]
    for gap in health.gaps:
        lines.extend(_said(f"! {phrasing.gap(gap, screen)}", screen, 0))
    for query in health.queries:
        lines.extend([Text(), *_query(query, health, screen)])
    return lines


def _said(text: str, screen: Screen, cells: int = _IN) -> Lines:
    return indent(fold(Text(text), min(screen.width, _LONGEST_LINE) - cells), cells)


def _query(query: QueryHealth, health: Health, screen: Screen) -> Iterator[Text]:
    name = foreign.one_line(query.query, screen, "bold")
    states = [Text(screen.say(f"health.state_{state.value}"), style=_STYLES[state]) for state in query.states]
    told = Text(screen.show(" · ")).join(states) if states else Text(screen.say("health.state_fine"), style="dim")
    yield ends(name, told, screen.width)
    yield from _said(_volume(query, screen), screen)
    yield from _said(_counts(query.counts, screen), screen)
    for gap in query.gaps:
        yield from _said(f"! {phrasing.gap(gap, screen)}", screen)
    yield from _noise(query, screen)
    for change in query.changes:
        yield from _change(change, query.counts, screen)
    if query.counts.noise and query.terms and not query.changes:
        yield from _said(screen.say("health.no_change"), screen)
    yield from _advice(query, screen)
    for one in query.unheard:
        yield from _unheard(one, health, screen)
    if State.QUIET in query.states and health.stored and not query.unheard:
        yield from _said(screen.say("health.heard_apart"), screen)


def _volume(query: QueryHealth, screen: Screen) -> str:
    said = screen.say("health.mentions", n=query.mentions)
    if query.dropped:
        said = f"{said}, {screen.say('health.dropped', n=query.dropped)}"
    if query.before is None:
        said = f"{said}; {screen.say('health.before_unknown')}"
    else:
        said = f"{said}; {screen.say('health.before', n=query.before)}"
    return f"{said}  {screen.sparkline(query.weeks)}" if any(query.weeks) else said


def _counts(counts: Counts, screen: Screen) -> str:
    if not counts.read and not counts.unseen:
        return screen.say("health.nothing_read")
    rows = (
        ("ours", counts.ours, counts.said_ours),
        ("others", counts.others, counts.said_others),
        ("doubtful", counts.doubtful, 0),
        ("unknown", counts.unknown, 0),
        ("unseen", counts.unseen, 0),
    )
    parts = []
    for key, count, marked in rows:
        if count:
            part = screen.say(f"health.{key}", n=count)
            parts.append(f"{part} ({screen.say('health.marked', count=marked)})" if marked else part)
    if not counts.is_all:
        parts.append(screen.say("health.not_all", count=counts.read + counts.unseen))
    return ", ".join(parts)


def _noise(query: QueryHealth, screen: Screen) -> Iterator[Text]:
    """Yield what the noise has in common, with both numbers, and who brings it."""
    if query.terms:
        head = [
            Text(screen.say(f"health.{key}"), style="dim")
            for key in ("words", "in_noise", "in_ours", "in_unknown", "lift")
        ]
        rows = [head, *(_term(term, screen) for term in query.terms)]
        yield from indent(fitting(table(rows, right=frozenset({1, 2, 3, 4})), screen.width - _IN), _IN)
    if query.voices:
        head = [
            Text(screen.say(f"health.{key}"), style="dim") for key in ("voices", "in_noise", "in_ours", "in_unknown")
        ]
        rows = [head, *(_voice(voice, screen) for voice in query.voices)]
        yield from indent(fitting(table(rows, right=frozenset({1, 2, 3})), screen.width - _IN), _IN)


def _term(term: NoiseTerm, screen: Screen) -> Sequence[Text]:
    times = screen.say("health.times", times=speech.times(term.lift, screen.lang))
    return (
        cut(foreign.one_line(term.words, screen), _WORDS_CELLS, more=screen.show("…")),
        Text(screen.say("health.of", count=term.noise, total=term.of_noise)),
        Text(screen.say("health.of", count=term.ours, total=term.of_ours)),
        Text(screen.say("health.of", count=term.unknown, total=term.of_unknown)),
        Text(times),
    )


def _voice(voice: NoisyVoice, screen: Screen) -> Sequence[Text]:
    return (
        cut(foreign.one_line(voice.name, screen), _WORDS_CELLS, more=screen.show("…")),
        Text(screen.number(voice.noise)),
        Text(screen.number(voice.ours)),
        Text(screen.number(voice.unknown)),
    )


def _change(change: Change, counts: Counts, screen: Screen) -> Iterator[Text]:
    said = screen.say(f"health.change_{change.kind}", words=foreign.plain(change.words, screen))
    yield Text()
    yield from indent(fold(Text(said, style="bold"), min(screen.width, _LONGEST_LINE) - _IN), _IN)
    parts = []
    if counts.others:
        parts.append(screen.say("health.effect_others", count=change.others, total=counts.others))
    if counts.doubtful:
        parts.append(screen.say("health.effect_doubtful", count=change.doubtful, total=counts.doubtful))
    if counts.ours or not counts.unknown:
        parts.append(screen.say("health.effect_ours", count=change.ours, total=counts.ours))
    if counts.unknown:
        parts.append(screen.say("health.effect_unknown", count=change.unknown, total=counts.unknown))
    yield from _said(screen.say("health.effect", parts=", ".join(parts)), screen)
    yield from _yaml(change.expression, screen)


def _yaml(expression: str, screen: Screen) -> Iterator[Text]:
    """Yield an expression as YAML that is one line again when it is read; never cut, it is there to be copied."""
    written = foreign.plain(expression, screen)
    room = min(screen.width, _LONGEST_LINE) - _YAML_AT
    if max(map(cell_len, written.split(" "))) > room:
        yield from _broken(written, room)
        return
    yield Text("    find: >-")
    yield from indent(fold(Text(written), room), _YAML_AT)


def _broken(written: str, room: int) -> Iterator[Text]:
    """Yield an expression with a word that is wider than the screen: in quotes, where a line may break anywhere."""
    yield Text('    find: "\\')
    line = ""
    for letter in written:
        piece = f"\\{letter}" if letter in '"\\' or (letter == " " and not line) else letter
        if cell_len(line + piece) >= room:
            yield Text(f"{' ' * _YAML_AT}{line}\\")
            line = f"\\{letter}" if letter in '"\\ ' else letter
        else:
            line += piece
    yield Text(f'{" " * _YAML_AT}{line}"')


def _advice(query: QueryHealth, screen: Screen) -> Iterator[Text]:
    """Yield how to come to know more, where too little is known to say anything."""
    counts = query.counts
    if counts.read and not counts.noise and not counts.said_ours and not counts.told_ours:
        yield from _said(screen.say("health.nothing_known"), screen)
        if not query.has_about:
            yield from _said(screen.say("health.no_about"), screen)
    elif counts.noise and not query.terms:
        key = "too_little" if counts.noise < LEAST_NOISE else "nothing_common"
        yield from _said(screen.say(f"health.{key}"), screen)


def _unheard(one: Unheard, health: Health, screen: Screen) -> Iterator[Text]:
    yield Text()
    words = foreign.plain(one.words, screen)
    said = screen.say("health.unheard", words=words, n=health.stored)
    yield from indent(fold(Text(said, style="bold"), min(screen.width, _LONGEST_LINE) - _IN), _IN)
    if not one.changes:
        yield from _said(screen.say("health.unheard_nothing"), screen)
    for change in one.changes:
        told = screen.say(f"health.change_{change.kind}", words=foreign.plain(change.words, screen))
        yield from _said(f"{told}: {screen.say('health.gained', n=change.gained)}", screen)
        yield from _yaml(change.expression, screen)
