"""Lists, statistics and status as Markdown tables."""

from collections.abc import Iterable, Sequence

from listen.digest import Coverage
from listen.metrics import Part
from listen.model import Mention
from listen.protocols import StreamState
from listen.render import speech
from listen.render.markdown.writing import escaped, heading, item, link, shortened, table
from listen.render.screen import Screen
from listen.render.terminal.coverage import coverage_lines
from listen.render.terminal.figures import behind_sentences, is_told, share_note, standing_sentences
from listen.render.terminal.stats import day_spike_sentence, named
from listen.stats import LABELS, Per, Row, Stats

__all__ = ["listing_markdown", "share_table", "stats_markdown", "status_markdown"]

_TEXT_CHARACTERS = 160


def listing_markdown(mentions: Iterable[Mention], screen: Screen) -> str:
    """Return one item a mention: link, who, when, label, number."""
    lines = []
    for mention in mentions:
        post = mention.post
        said = link(shortened(post.title or post.text or post.source, _TEXT_CHARACTERS), post.url)
        who = escaped(post.author or post.place or post.source)
        when = speech.moment(mention.published_at, screen.lang, zone=screen.zone)
        lines.append(item(f"{said}  ", f"{who} · {escaped(when)} · {screen.word(mention.label)} · #{mention.id}"))
    return "".join(f"{screen.show(line)}\n" for line in lines)


def stats_markdown(stats: Stats, screen: Screen) -> str:
    """Return the table of numbers with its heading, what stands out, opinions, and the share of voice."""
    days = speech.days_of(stats.window, screen.lang, today=screen.today)
    head = [screen.say(f"stats.per_{stats.per.value}"), screen.say("stats.mentions"), screen.say("stats.stories")]
    head.extend(screen.word(label) for label in LABELS)
    head.extend([screen.say("stats.balance"), screen.say("stats.share")])
    rows = [head, *(_row(row, stats.per, screen) for row in stats.rows), _row(stats.total, stats.per, screen)]
    rows[-1][0] = screen.say("stats.total")
    lines = [heading(f"{screen.say('stats.title')} {escaped(stats.brand)}, {escaped(days)}", 1)]
    lines.extend(table(rows, screen=screen))
    if stats.spikes and stats.per in {Per.DAY, Per.WEEK}:
        lines.extend(["", heading(screen.say("stats.spikes"), 2)])
        lines.extend(
            item(
                escaped(day_spike_sentence(one, screen)),
                *(f"- {escaped(below)}" for below in behind_sentences(one.behind, screen)),
            )
            for one in stats.spikes
        )
    if stats.standing is not None:
        lines.extend(["", heading(screen.say("figures.standing"), 2)])
        lines.extend(item(escaped(one)) for one in standing_sentences(stats.standing, screen))
    if stats.parts:
        note = share_note(stats.parts, stats.shift, screen)
        lines.extend(["", heading(screen.say("digest.voice"), 2), *share_table(stats.parts, days, screen)])
        lines.extend(["", escaped(note)] if note else [])
    return "\n".join(lines) + "\n"


def share_table(parts: Sequence[Part], days: str, screen: Screen) -> list[str]:
    """Return every brand's share with what chance allows and the stories counted."""
    rows = [[escaped(days), screen.say("digest.share"), screen.say("stats.chance"), screen.say("stats.stories")]]
    for part in parts:
        span = speech.percents(part.interval.low, part.interval.high, screen.lang)
        share = speech.percent(part.share, screen.lang)
        rows.append([escaped(part.name), share, span, screen.number(part.count)])
    return table(rows, screen=screen)


def _row(row: Row, per: Per, screen: Screen) -> list[str]:
    if row.since is None:
        name = escaped(named(row, per, screen))
    elif per is Per.WEEK:
        day = speech.short_day(row.since, screen.lang)
        name = screen.say("stats.week", week=row.since.isocalendar().week, day=day)
    else:
        name = row.since.isoformat()
    share = "" if row.share is None else speech.percent(row.share, screen.lang)
    found = row.reputation
    balance = speech.points(found.balance, screen.lang) if found is not None and is_told(found) else ""
    counts = [row.mentions, row.stories, *(row.count(label) for label in LABELS)]
    return [name, *(screen.number(count) for count in counts), balance, share]


def status_markdown(states: Sequence[StreamState], coverage: Coverage, screen: Screen, *, total: int) -> str:
    """Return how the streams stand: a table, then what fails and what cannot be seen."""
    head = [screen.say(f"status.{name}") for name in ("place", "source", "last", "seen", "brought")]
    rows = [head]
    for state in sorted(states, key=lambda one: (one.error_key is None, one.key)):
        last = screen.say("status.never") if state.last_success_at is None else screen.age(state.last_success_at)
        counts = (screen.number(state.seen), screen.number(state.brought))
        rows.append([escaped(state.place or state.key), escaped(state.source), last, *counts])
    wide = Screen(now=screen.now, zone=screen.zone, lang=screen.lang, width=100_000)
    first, *rest = coverage_lines(coverage, wide)
    lines = [
        heading(screen.say("status.title"), 1),
        screen.say("status.stored", n=total),
        "",
        *table(rows, screen=screen),
    ]
    lines.extend(["", heading(first.plain, 2), *(item(escaped(line.plain.strip())) for line in rest)])
    return "\n".join(lines) + "\n"
