"""The digest on a terminal: calm at 80 columns, and at 160 it uses the room."""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.text import Text

from listen.digest import Aside, Digest, Examples, Line, QueryLull, QuerySpike, Voice
from listen.figures import Standing
from listen.model import Label, Mention
from listen.render import foreign, speech
from listen.render.cells import Lines, beside, cut, ends, fitting, fold, indent
from listen.render.screen import LABEL_STYLES, Screen
from listen.render.terminal.coverage import coverage_lines, note
from listen.render.terminal.figures import behind_sentences, hanging, share_lines, spike_notes, standing_sentences
from listen.render.terminal.phrasing import hidden, reason
from listen.render.terminal.returning import returned_lines

__all__ = ["aside_sentences", "digest_lines", "end_sentences", "held_until", "learning_sentences", "news"]
__all__ = ["digest_lines", "end_sentences", "learning_sentences", "news", "spike_sentence"]

_WIDE = 120
_SIDE_BY_SIDE = 64
_REASON_CELLS = 52
_LONGEST_LINE = 110
"""Cells of running text; longer lines are hard to read, however wide the terminal."""
_MARGIN = 4
_NUMBERS_TOLD = 8


def digest_lines(digest: Digest, screen: Screen) -> Lines:
    """Return the whole digest, from the title to its end and what it rests on."""
    blocks = [
        _title(digest, screen),
        _totals(digest, screen),
        _news(digest, screen),
        returned_lines(digest.returning, screen),
        _reading_list(digest, screen),
        _both_sides(digest, screen),
        _voice(digest.voice, screen),
        _standing(digest.standing, screen),
        [*_end(digest, screen), *_aside(digest, screen)],
        _learning(digest, screen),
        [*coverage_lines(digest.coverage, screen), *_hidden(digest, screen)],
    ]
    lines: Lines = []
    for block in blocks:
        if block:
            lines.extend([*block, Text()])
    return fitting(lines[:-1], screen.width, more=screen.show("…"))


def _heading(text: str) -> Text:
    return Text(text, style="bold")


def _title(digest: Digest, screen: Screen) -> Lines:
    name = Text.assemble(
        _heading(screen.say("digest.title")), screen.show("  "), foreign.one_line(digest.brand, screen, "bold")
    )
    when = f"{speech.weekday(digest.today, screen.lang)}, {speech.moment(digest.now, screen.lang, zone=screen.zone)}"
    lines = [ends(name, Text(screen.show(when), style="dim"), screen.width)]
    meant = [screen.show(speech.days_of(digest.window, screen.lang, today=digest.today))]
    if digest.unit is not None:
        meant.append(screen.say("digest.for_unit", unit=foreign.plain(digest.unit, screen)))
    if digest.queries:
        named = speech.listed((foreign.plain(name, screen) for name in digest.queries), screen.lang)
        meant.append(screen.say("digest.for_queries", queries=named))
    trend = Text()
    if digest.totals.trend:
        trend = Text.assemble(screen.sparkline(digest.totals.trend), (f" {screen.say('digest.trend')}", "dim"))
    return [*lines, ends(Text(screen.show(" · ").join(meant), style="dim"), trend, screen.width)]


def _totals(digest: Digest, screen: Screen) -> Lines:
    totals = digest.totals
    if totals.mentions:
        count = Text(screen.say("digest.mentions", n=totals.mentions), style="bold")
    else:
        count = Text(screen.say("digest.none_at_all"), style="bold")
    if totals.stories not in (0, totals.mentions):
        count.append(f" {screen.say('digest.stories', n=totals.stories)}", style="not bold")
    if totals.usual is None:
        beside_it = screen.say("digest.no_usual")
    else:
        is_running = digest.window.last == digest.today
        about = speech.about(totals.usual.count, screen.lang)
        beside_it = screen.say("digest.usual_by_now" if is_running else "digest.usual", usual=about)
    count.append(f", {beside_it}", style="not bold")
    return [*fold(count, screen.width), *_labels(digest, screen)]


def _labels(digest: Digest, screen: Screen) -> Lines:
    parts = []
    for one in digest.totals.by_label:
        if not one.mentions and one.label not in (Label.PRAISE, Label.CRITICISM):
            continue
        parts.append(
            Text(
                f"{screen.sign(one.label)} {screen.number(one.mentions)} {screen.word(one.label)}",
                style=LABEL_STYLES[one.label],
            )
        )
    if not digest.totals.mentions:
        return []
    return fold(Text("   ").join(parts), screen.width)


def news(digest: Digest, screen: Screen) -> Iterator[tuple[str, str, list[str]]]:
    """Yield sign and sentence of each spike and lull, with the sentences that say what was behind it."""
    for spike in digest.spikes:
        yield screen.show("↑"), spike_sentence(spike, screen), behind_sentences(spike.behind, screen)
    for lull in digest.lulls:
        yield screen.show("↓"), _lull(lull, screen), []


def _news(digest: Digest, screen: Screen) -> Lines:
    lines: Lines = []
    for sign, sentence, below in news(digest, screen):
        lines.extend(hanging(f"{sign} ", sentence, screen, style="bold"))
        lines.extend(line for one in below for line in hanging("  ", one, screen))
    return lines


def spike_sentence(one: QuerySpike, screen: Screen) -> str:
    """Return what a query's day was and what is usual."""
    key = "digest.spike_running" if one.is_running else "digest.spike"
    text = screen.say(
        key,
        query=foreign.plain(one.query, screen),
        day=f"{speech.weekday(one.day, screen.lang)}",
        count=one.spike.count,
        usual=speech.about(one.spike.usual, screen.lang),
    )
    return f"{text}{spike_notes(one.spike, screen)}"


def _lull(one: QueryLull, screen: Screen) -> str:
    return screen.say(
        "digest.lull",
        query=foreign.plain(one.query, screen),
        day=speech.weekday(one.day, screen.lang),
        count=one.lull.count,
        usual=speech.about(one.lull.usual, screen.lang),
    )


def _reading_list(digest: Digest, screen: Screen) -> Lines:
    heading = _heading(screen.say("digest.to_answer"))
    if not digest.lines:
        return [heading, Text(f"    {screen.say('digest.nothing_to_do')}")] if digest.totals.mentions else []
    length = screen.say("digest.line_minutes", minutes=speech.minutes(digest.minutes, screen.lang))
    lines = [ends(heading, Text(length, style="dim"), screen.width)]
    show = _wide_line if screen.width >= _WIDE else _narrow_line
    for number, line in enumerate(digest.lines, start=1):
        lines.append(Text())
        lines.extend(show(number, line, screen))
    return lines


def _reason(line: Line, screen: Screen) -> Text:
    """Return sign and words of the reasons; who asks for something has a sign of its own, whatever it feels like."""
    label = line.mention.label
    is_question = bool(line.reasons) and line.reasons[0].key.startswith(("question", "buying"))
    sign = "?" if is_question else screen.sign(label)
    words = ", ".join(reason(term, screen) for term in line.reasons)
    style = "cyan" if is_question else LABEL_STYLES[label]
    return Text(f"{sign} {words[:1].upper()}{words[1:]}", style=f"bold {style}".strip())


def _number(mention: Mention, screen: Screen) -> Text:
    return foreign.linked(Text(f"#{mention.id}", style="dim"), mention.post.url, screen)


def _speaker(line: Line, screen: Screen) -> Text:
    parts = [foreign.voice_of(line.mention.post, screen)]
    if line.places:
        parts.append(Text(screen.say("render.places", n=line.places)))
    return Text(screen.show(" · "), style="dim").join(parts)


def _held(line: Line, screen: Screen) -> Lines:
    """Return until when the reader holds it; nothing for most lines."""
    if line.held_until is None:
        return []
    return [Text(held_until(line, screen), style="bold")]


def held_until(line: Line, screen: Screen) -> str:
    """Return the words for a line that the reader holds; "" for others."""
    if line.held_until is None:
        return ""
    return screen.say("digest.yours", until=screen.clock(line.held_until))


def _flood(line: Line, screen: Screen) -> Lines:
    """Return what is said once about all that the same author wrote besides; nothing for most lines."""
    if not line.more:
        return []
    return [Text(screen.say("digest.more_by_author", n=line.more), style="bold")]


def _texts(mention: Mention, screen: Screen, *, width: int, lines: int) -> Lines:
    """Return title and beginning of the text, at most `lines` in all."""
    title = foreign.headline(mention, screen)
    text = foreign.snippet(mention, screen)
    more = screen.show("…")
    if title is None:
        return fold(text, width, lines=lines, more=more)
    top = [cut(title, width, more=more)]
    return top if not text.plain.strip() else [*top, *fold(text, width, lines=lines - 1, more=more)]


def _narrow_line(number: int, line: Line, screen: Screen) -> Iterator[Text]:
    when = Text(f"{screen.age(line.mention.published_at)}  ", style="dim")
    when.append_text(_number(line.mention, screen))
    yield ends(Text.assemble((f"{number:>2}  ", "dim"), _reason(line, screen)), when, screen.width)
    room = min(screen.width, _LONGEST_LINE) - _MARGIN
    yield from indent(_held(line, screen), _MARGIN)
    yield from indent(_texts(line.mention, screen, width=room, lines=3), _MARGIN)
    length = Text(speech.minutes(line.minutes, screen.lang), style="dim")
    who = cut(_speaker(line, screen), room - length.cell_len - 2, more=screen.show("…"))
    yield ends(indent([_dimmed(who)], _MARGIN)[0], length, screen.width)
    yield from indent(_flood(line, screen), _MARGIN)


def _dimmed(text: Text) -> Text:
    text.style = "dim"
    return text


def _wide_line(number: int, line: Line, screen: Screen) -> Iterator[Text]:
    """Yield reason and speaker in a column of their own, the text beside it."""
    more = screen.show("…")
    when = f"{screen.age(line.mention.published_at)} {screen.show('·')} {speech.minutes(line.minutes, screen.lang)}"
    left = [
        *fold(_reason(line, screen), _REASON_CELLS - _MARGIN, lines=2, more=more),
        *_held(line, screen),
        _dimmed(cut(_speaker(line, screen), _REASON_CELLS - _MARGIN, more=more)),
        Text(screen.show(when), style="dim"),
        *_flood(line, screen),
    ]
    number_text = _number(line.mention, screen)
    room = min(screen.width - _REASON_CELLS - 4 - len(number_text.plain), _LONGEST_LINE)
    right = _texts(line.mention, screen, width=room, lines=max(3, len(left)))
    left = [Text.assemble((f"{number:>2}  ", "dim"), left[0]), *indent(left[1:], _MARGIN)]
    rows = beside(left, right, width=2 * _REASON_CELLS + 2, gap=2)
    yield ends(rows[0], number_text, screen.width)
    yield from rows[1:]


def _both_sides(digest: Digest, screen: Screen) -> Lines:
    if not digest.praise.total and not digest.criticism.total:
        return []
    if screen.width < _SIDE_BY_SIDE:
        praise, criticism = (_side(one, screen, screen.width) for one in (digest.praise, digest.criticism))
        return [*praise, Text(), *criticism]
    width = min(screen.width, 2 * _LONGEST_LINE)
    column = (width - 4) // 2
    praise, criticism = (_side(one, screen, column) for one in (digest.praise, digest.criticism))
    return beside(praise, criticism, width=width)


def _side(examples: Examples, screen: Screen, width: int) -> Lines:
    """Return one label's column: how many, then examples, then which ones stand above already."""
    word = screen.word(examples.label)
    heading = f"{screen.sign(examples.label)} {word[:1].upper()}{word[1:]} {screen.number(examples.total)}"
    lines: Lines = [Text(heading, style=f"bold {LABEL_STYLES[examples.label]}".strip())]
    room = width - 2
    for mention in examples.mentions:
        lines.extend([*indent(_example(mention, screen, room), 2), Text()])
    if examples.above:
        numbers = ", ".join(f"#{number}" for number in examples.above)
        above = Text(screen.say("digest.examples_above", numbers=numbers), style="dim")
        lines.extend(indent(fold(above, room, lines=2, more=screen.show("…")), 2))
    while not lines[-1].plain:
        lines.pop()
    return lines


def _example(mention: Mention, screen: Screen, width: int) -> Lines:
    more = screen.show("…")
    text = foreign.headline(mention, screen) or foreign.snippet(mention, screen)
    number = _number(mention, screen)
    places = ""
    if mention.story_size is not None and mention.story_size > 1:
        places = f"{screen.show(' · ')}{screen.say('render.places', n=mention.story_size - 1)}"
    room = width - number.cell_len - cell_len(places) - 2
    who = cut(foreign.voice_of(mention.post, screen), room, more=more).append(places)
    return [*fold(text, width, lines=2, more=more), ends(_dimmed(who), number, width)]


def _voice(voice: Voice | None, screen: Screen) -> Lines:
    if voice is None:
        return []
    days = speech.days_of(voice.window, screen.lang, today=screen.today)
    heading = Text.assemble(_heading(screen.say("digest.voice")), (screen.show(f"  {days}"), "dim"))
    return [heading, *share_lines(voice.parts, screen, shift=voice.shift)]


def _standing(standing: Standing | None, screen: Screen) -> Lines:
    if standing is None:
        return []
    days = speech.days_of(standing.window, screen.lang, today=screen.today)
    heading = Text.assemble(_heading(screen.say("figures.standing")), (screen.show(f"  {days}"), "dim"))
    return [heading, *(line for one in standing_sentences(standing, screen) for line in hanging("  ", one, screen))]


def _hidden(digest: Digest, screen: Screen) -> Lines:
    if digest.hidden is None or not digest.hidden.mentions:
        return []
    return note(" ", hidden(digest.hidden, screen), screen)


def _end(digest: Digest, screen: Screen) -> Lines:
    """Return the sentence that says: you are through, or how much is left for another time."""
    if not digest.lines:
        return []
    sentences = list(end_sentences(digest, screen))
    return fold(Text(" ".join(sentences), style="bold"), screen.width)


def _aside(digest: Digest, screen: Screen) -> Lines:
    """Return what people are dealing with already, or have dealt with; never who."""
    return [
        line
        for sentence in aside_sentences(digest.aside, screen)
        for line in fold(Text(sentence, style="dim"), min(screen.width, _LONGEST_LINE))
    ]


def aside_sentences(aside: Aside, screen: Screen) -> list[str]:
    """Return what is in progress, by its numbers, and how many are done, snoozed and muted."""
    told = []
    if aside.in_progress:
        some = [f"#{number}" for number in aside.in_progress[:_NUMBERS_TOLD]]
        more = [screen.show("…")] if len(aside.in_progress) > _NUMBERS_TOLD else []
        told.append(screen.say("digest.in_progress", n=len(aside.in_progress), numbers=", ".join([*some, *more])))
    counts = (("done", aside.done), ("snoozed", aside.snoozed), ("muted", aside.muted))
    named = ", ".join(screen.say(f"digest.aside_{key}", count=screen.number(count)) for key, count in counts if count)
    if named:
        told.append(screen.say("digest.aside", named=named))
    return told


def _learning(digest: Digest, screen: Screen) -> Lines:
    """Return how people's judgements agree with listen, and what they may confirm."""
    lines: Lines = []
    for sentence in learning_sentences(digest, screen):
        lines.extend(fold(Text(sentence, style="dim"), min(screen.width, _LONGEST_LINE)))
    return lines


def learning_sentences(digest: Digest, screen: Screen) -> list[str]:
    """Return a sentence on the last judgements, and one that names what may be confirmed."""
    told = []
    tally = digest.tally
    if tally is not None:
        key = "digest.learned" if tally.is_used else "digest.not_learned"
        told.append(screen.say(key, n=tally.judgements, right=tally.right, before=tally.before))
    if digest.to_confirm:
        what = ", ".join(f"#{one.id} {screen.word(one.label)}" for one in digest.to_confirm)
        told.append(screen.say("digest.confirm", what=what))
    return told


def end_sentences(digest: Digest, screen: Screen) -> Iterable[str]:
    """Yield what ends the reading list: all shown, or how much is left and how to see it."""
    shown = len(digest.lines)
    if digest.budget is not None and digest.left:
        minutes = speech.minutes(digest.budget, screen.lang)
        yield f"{screen.say('digest.end_budget', shown=shown, minutes=minutes).rstrip('.')}."
    if digest.left and not digest.is_left_exact:
        yield screen.say("digest.end_many", n=digest.left)
    elif digest.left:
        yield screen.say("digest.end_more", n=digest.left)
    else:
        yield screen.say("digest.end_all", n=shown)
