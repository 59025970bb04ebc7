"""Figures as sentences: what made a spike, praise against criticism, shares with what chance may have done."""

from collections.abc import Sequence

from rich.text import Text

from listen.figures import Behind, Standing
from listen.metrics import Interval, Part, Reputation, Shift, Spike, Usual
from listen.model import Mention
from listen.render import foreign, speech
from listen.render.cells import Lines, cut, fold, indent, table
from listen.render.screen import Screen

__all__ = [
    "behind_sentences",
    "hanging",
    "is_told",
    "opinions_counted",
    "share_lines",
    "share_note",
    "spike_notes",
    "standing_sentences",
    "usual_sentence",
]

_NAME_CELLS = 24
_TITLE_CHARACTERS = 90
_LEAST_OPINIONS = 5
"""Of fewer stories with an opinion a row shows no balance: it would be talk about single posts."""


def hanging(sign: str, text: str, screen: Screen, *, style: str = "") -> Lines:
    """Return a sentence folded behind its sign."""
    folded = fold(Text(text), screen.width - len(sign))
    return [
        Text.assemble((sign, style), line) if number == 0 else Text.assemble(" " * len(sign), line)
        for number, line in enumerate(folded)
    ]


def spike_notes(spike: Spike, screen: Screen) -> str:
    """Return in brackets how many times the usual a spike is, and whether it is small; "" when there is nothing."""
    notes = []
    if spike.times is not None:
        notes.append(screen.say("digest.spike_times", times=speech.times(spike.times, screen.lang)))
    if spike.is_small:
        notes.append(screen.say("digest.spike_small"))
    return f" ({', '.join(notes)})" if notes else ""


def behind_sentences(behind: Behind | None, screen: Screen) -> list[str]:
    """Return a sentence for each loud story of a day, and one for all others; none when it was not looked for."""
    if behind is None:
        return []
    if not behind.told:
        return [screen.say("figures.no_story", n=behind.mentions, stories=screen.number(behind.stories))]
    said = []
    for one in behind.told:
        key = "figures.told_own" if one.first.is_own else "figures.told"
        said.append(screen.say(key, n=one.mentions, number=f"#{one.first.id}", title=_title(one.first, screen)))
    if behind.rest:
        said.append(screen.say("figures.others", n=behind.rest, stories=screen.number(behind.single)))
    return said


def _title(mention: Mention, screen: Screen) -> str:
    """Return a story's headline, or how its text begins."""
    title = foreign.headline(mention, screen)
    shown = (foreign.snippet(mention, screen) if title is None else title).plain.strip()
    if not shown:
        return foreign.plain(mention.post.place or mention.post.source, screen)
    if len(shown) <= _TITLE_CHARACTERS:
        return shown
    kept = shown[:_TITLE_CHARACTERS]
    return f"{kept[: kept.rfind(' ')] if ' ' in kept else kept}{screen.show(' …')}"


def is_told(found: Reputation | None) -> bool:
    """Say whether a row of a table shows this balance."""
    return found is not None and found.opinions >= _LEAST_OPINIONS


def opinions_counted(found: Reputation, screen: Screen) -> str:
    """Return how many stories praise, criticise, do both; in words."""
    said = [screen.say("figures.praise", n=found.praise), screen.say("figures.criticism", n=found.criticism)]
    if found.mixed:
        said.append(screen.say("figures.mixed", n=found.mixed))
    return ", ".join(said)


def standing_sentences(standing: Standing, screen: Screen) -> list[str]:
    """Return the balance with what it is made of, what chance may do to it, and what it was before."""
    found = standing.now
    low, high = (_points(end, screen) for end in (found.interval.low, found.interval.high))
    key = "figures.chance_small" if found.is_small else "figures.chance"
    said = [
        screen.say("figures.balance", balance=_points(found.balance, screen), opinions=opinions_counted(found, screen)),
        screen.say(key, n=found.opinions, low=low, high=high),
    ]
    if standing.shift is not None:
        before = _points(standing.shift.before, screen)
        said.append(screen.say(f"figures.shift_{standing.shift.change.value}", before=before))
    return said


def _points(balance: float, screen: Screen) -> str:
    return screen.show(speech.points(balance, screen.lang))


def usual_sentence(usual: Usual, screen: Screen) -> str:
    """Return how a usual was made."""
    return screen.say(f"figures.usual_{usual.method.value}", n=usual.history_days)


def share_note(parts: Sequence[Part], shift: Shift | None, screen: Screen) -> str:
    """Return what stands under the shares: our share before, and whether the numbers are small; may be empty."""
    notes = []
    if shift is not None:
        before = screen.show(speech.percent(shift.before, screen.lang))
        notes.append(screen.say(f"figures.share_{shift.change.value}", before=before))
    if parts and parts[0].is_small:
        notes.append(screen.say("figures.share_small"))
    return "; ".join(notes)


def share_lines(parts: tuple[Part, ...], screen: Screen, *, shift: Shift | None = None) -> Lines:
    """Return one line a brand: share, what chance allows, stories, bar; and below it what it was before."""
    cells = min(40, screen.width // 3)
    rows = []
    for place, part in enumerate(parts):
        style = "bold" if place == 0 else ""
        name = cut(foreign.one_line(part.name, screen, style), _NAME_CELLS, more=screen.show("…"))
        rows.append(
            [
                name,
                Text(screen.show(speech.percent(part.share, screen.lang)), style=style),
                Text(_range(part.interval, screen), style="dim"),
                Text(screen.number(part.count)),
                Text(screen.bar(part.share, cells=cells)),
            ]
        )
    lines = table(rows, right=frozenset({1, 2, 3}))
    note = share_note(parts, shift, screen)
    if note:
        lines.extend(Text(line.plain, style="dim") for line in fold(Text(note), max(20, screen.width - 2)))
    return indent(lines, 2)


def _range(interval: Interval, screen: Screen) -> str:
    return f"({screen.show(speech.percents(interval.low, interval.high, screen.lang))})"
