"""The answer before it goes out: the card, the draft with its advice, where it goes; and what became of it."""

from collections.abc import Sequence

from rich.text import Text

from listen.dialogue import WATCH_DAYS, Answer, AnswerState
from listen.drafting.advice import Advice, Level
from listen.drafting.checks import length_of
from listen.render import foreign, speech
from listen.render.cells import Lines, fitting, fold, indent
from listen.render.house_rules import advice_words, house_words, venue_title
from listen.render.screen import Screen
from listen.replying import Prepared

__all__ = ["advice_lines", "answered_lines", "card_lines", "house_lines", "mention_lines", "preview_lines"]

_LONGEST_LINE = 100
_MENTION_LINES = 12
_SIGNS = {Level.BLOCK: "×", Level.ADVICE: "!"}


def _room(screen: Screen) -> int:
    return min(screen.width, _LONGEST_LINE)


def mention_lines(prepared: Prepared, screen: Screen) -> Lines:
    """Return what is answered: number, who, where, how old, and its text."""
    mention, room = prepared.mention, _room(screen)
    head = Text(f"#{prepared.number}", style="bold")
    about = Text.assemble((screen.show(" · "), "dim"), foreign.voice_of(mention.post, screen))
    about.append(screen.show(f" · {screen.age(mention.published_at)}"), style="dim")
    lines = [*fold(head.append_text(about), room, lines=2, more=screen.show("…"))]
    title = foreign.headline(mention, screen)
    if title is not None:
        lines.extend(indent(fold(title, room - 2, lines=2, more=screen.show("…")), 2))
    text = foreign.whole(mention, screen)
    if text.plain.strip():
        lines.extend(indent(fold(text, room - 2, lines=_MENTION_LINES, more=screen.show("…")), 2))
    for answer in prepared.answers:
        when = screen.show(speech.day(answer.answered_on, screen.lang))
        told = Text(f"{screen.say('drafting.answered_already')} ({when}): ", style="bold")
        lines.extend(indent(fold(told.append_text(foreign.address(answer.url, screen)), room - 2), 2))
    return fitting(lines, screen.width, more=screen.show("…"))


def card_lines(prepared: Prepared, screen: Screen) -> Lines:
    """Return the card: why somebody else takes over, and how to reach them; nothing without a card."""
    card, room = prepared.card, _room(screen)
    if card is None:
        return []
    lines: Lines = [Text(screen.say("drafting.card_title"), style="bold red")]
    for reason in card.reasons:
        words = ", ".join(screen.say("render.quoted", text=foreign.plain(word, screen)) for word in reason.words)
        why = Text(f"{screen.say(f'drafting.heat_{reason.heat.value}')}: {words}")
        lines.extend(indent(fold(why, room - 2, lines=3, more=screen.show("…")), 2))
    lines.append(Text(screen.say("drafting.card_to"), style="bold"))
    for desk in card.desks:
        told = card.contacts.get(desk) or screen.say("drafting.card_no_contact", desk=desk.value)
        line = Text(f"{screen.say(f'drafting.desk_{desk.value}')}: {foreign.plain(told, screen)}")
        lines.extend(indent(fold(line, room - 2), 2))
    return fitting(lines, screen.width, more=screen.show("…"))


def house_lines(prepared: Prepared, screen: Screen) -> Lines:
    """Return the house rules of the venue."""
    venue, room = prepared.venue, _room(screen)
    title = screen.say("drafting.house_rules", venue=foreign.plain(venue_title(venue, screen.lang), screen))
    rules = screen.show(" · ".join(house_words(venue, screen.lang)))
    lines: Lines = [Text(title, style="bold"), *indent(fold(Text(rules), room - 2), 2)]
    note = venue.note(screen.lang)
    if note:
        lines.extend(indent(fold(Text(foreign.plain(note, screen), style="dim"), room - 2), 2))
    return fitting(lines, screen.width, more=screen.show("…"))


def advice_lines(advice: Sequence[Advice], text: str, screen: Screen) -> Lines:
    """Return the advice on a draft, one a line, sign and words; what holds it back first."""
    room = _room(screen)
    if not advice:
        return [Text(f"  {screen.show('✓' if screen.is_unicode else '')} {screen.say('drafting.no_advice')}".rstrip())]
    lines: Lines = []
    for one in advice:
        is_block = one.level is Level.BLOCK
        level = f"{screen.say('drafting.level_block')}: " if is_block else ""
        said = foreign.plain(advice_words(one, text, screen.lang), screen)
        sign = "x" if is_block and not screen.is_unicode else _SIGNS[one.level]
        line = Text(f"{sign} {level}{said}", style="red" if is_block else "yellow")
        lines.extend(indent(fold(line, room - 2, lines=3, more=screen.show("…")), 2))
    return lines


def preview_lines(prepared: Prepared, text: str, advice: Sequence[Advice], where: str, screen: Screen) -> Lines:
    """Return what would go out, where, how long it is, and the advice on it.

    Args:
        prepared: what is answered.
        text: the draft, clean.
        advice: on it.
        where: through which channel and as whom, a sentence.
        screen: for whom.
    """
    room = _room(screen)
    lines: Lines = [Text(screen.say("reply.title", number=str(prepared.number)), style="bold")]
    bar = screen.show("│ ")
    lines.extend(Text.assemble((f"  {bar}", "dim"), line) for line in fold(foreign.lines_of(text, screen), room - 4))
    has = length_of(text, prepared.case)
    key = "reply.length_open" if prepared.longest is None else "reply.length"
    length = screen.say(key, has=has, longest=prepared.longest or 0)
    lines.extend(indent(fold(Text(f"{where}{screen.show(' · ')}{length}", style="dim"), room - 2), 2))
    lines.extend((Text(), *house_lines(prepared, screen), Text()))
    lines.append(Text(screen.say("drafting.advice"), style="bold"))
    lines.extend(advice_lines(advice, text, screen))
    return fitting(lines, screen.width, more=screen.show("…"))


def answered_lines(answer: Answer, screen: Screen) -> Lines:
    """Return that a mention is answered, where the answer stands, and what happens next."""
    key = "reply.recorded" if answer.state is AnswerState.RECORDED else "reply.posted"
    lines: Lines = [Text(screen.say(key, number=str(answer.mention_id)), style="bold")]
    if answer.url is not None:
        lines.append(Text("  ").append_text(foreign.address(answer.url, screen)))
    lines.extend(indent(fold(Text(screen.say("reply.watched", n=WATCH_DAYS), style="dim"), _room(screen) - 2), 2))
    return fitting(lines, screen.width, more=screen.show("…"))
