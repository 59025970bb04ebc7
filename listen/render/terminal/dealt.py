"""What a deed did to a mention, and the lists of what was done, muted, noted and learned."""

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from listen.dealing import Dealt, Deed
from listen.dialogue import Answer, Claim, Dealing, Lesson, Mute, MuteKind, SideNote, State
from listen.model import Mention
from listen.render import foreign, speech
from listen.render.cells import Lines, cut, ends, fitting, fold, indent, table
from listen.render.screen import LABEL_STYLES, Screen

__all__ = ["claim_lines", "dealt_lines", "done_lines", "known_lines", "lesson_lines", "mute_lines", "note_lines"]

_LONGEST_LINE = 100
_TEXT_LINES = 4
_REASON_CELLS = 40


def claim_lines(
    claim: Claim,
    mention: Mention,
    screen: Screen,
    *,
    notes: Sequence[SideNote] = (),
    answers: Sequence[Answer] = (),
    is_dry: bool = False,
) -> Lines:
    """Return until when a mention is held, the mention itself, what colleagues know, and what can be done next."""
    room = min(screen.width, _LONGEST_LINE)
    key = "deal.would_claim" if is_dry else "deal.claimed"
    until = screen.clock(claim.until)
    number = foreign.linked(Text(screen.say(key, number=claim.mention_id, until=until)), mention.post.url, screen)
    until = screen.clock(claim.until)
    number = foreign.linked(Text(screen.say(key, number=str(claim.mention_id), until=until)), mention.post.url, screen)
    number.stylize("bold")
    label = Text(f"{screen.sign(mention.label)} {screen.word(mention.label)}", style=LABEL_STYLES[mention.label])
    about = Text.assemble(label, (screen.show(" · "), "dim"), (screen.age(mention.published_at), "dim"))
    about.append_text(Text(screen.show(" · "), style="dim"))
    who = foreign.voice_of(mention.post, screen)
    who.stylize("dim")
    about.append_text(who)
    lines: Lines = [number, *fold(about, room, lines=2, more=screen.show("…"))]
    title = foreign.headline(mention, screen)
    if title is not None:
        lines.extend(fold(title, room, lines=2, more=screen.show("…")))
    text = foreign.snippet(mention, screen)
    if text.plain.strip():
        lines.extend(fold(text, room, lines=_TEXT_LINES, more=screen.show("…")))
    if mention.post.url is not None:
        lines.append(foreign.address(mention.post.url, screen))
    known = known_lines(None, notes, answers, screen)
    if known:
        lines.extend([Text(), *known])
    if not is_dry:
        after = Text(screen.say("deal.claim_next", number=str(claim.mention_id)), style="dim")
        lines.extend([Text(), *fold(after, room)])
    return fitting(lines, screen.width, more=screen.show("…"))


def known_lines(dealing: Dealing | None, notes: Sequence[SideNote], answers: Sequence[Answer], screen: Screen) -> Lines:
    """Return how a mention stands, what was answered, and what colleagues wrote down; nothing where nothing is known.

    Args:
        dealing: of its story; None to say nothing of it.
        notes: on the mention, oldest first.
        answers: to the mention, oldest first.
        screen: where.
    """
    room = min(screen.width, _LONGEST_LINE)
    lines: Lines = []
    if dealing is not None and dealing.state is not State.OPEN:
        words = _state(dealing, screen)
        state = Text(f"{words[:1].upper()}{words[1:]}.", style="bold")
        if dealing.because:
            state.append(
                f" {screen.say('deal.because', because=foreign.plain(dealing.because, screen))}", style="not bold"
            )
        lines.extend(fold(state, room))
    for one in answers:
        day = screen.show(speech.day(one.answered_on, screen.lang))
        said = Text(screen.say(f"deal.answer_{one.state.value}", day=day))
        lines.extend(fold(said, room))
        if one.url is not None:
            lines.extend(indent(fold(foreign.address(one.url, screen), screen.width - 2), 2))
    for note in notes:
        head = screen.say("deal.note_of", day=screen.show(speech.day(note.noted_on, screen.lang)))
        lines.extend(fold(Text(head, style="dim"), room))
        lines.extend(
            part
            for line in note.text.splitlines()
            for part in indent(fold(Text(foreign.plain(line, screen)), room - 2), 2)
        )
    return fitting(lines, screen.width, more=screen.show("…"))


def _state(dealing: Dealing, screen: Screen) -> str:
    if dealing.until is None:
        return screen.say(f"deal.state_{dealing.state.value}")
    if dealing.state is State.CLAIMED:
        return screen.say("deal.state_claimed_until", until=screen.clock(dealing.until))
    return screen.say("deal.state_until", until=speech.moment(dealing.until, screen.lang, zone=screen.zone))


def dealt_lines(dealt: Dealt, screen: Screen) -> Lines:
    """Return what was done in a sentence, the reason, and how to take it back."""
    sentences = [_sentence(dealt, screen)]
    if dealt.is_dry:
        sentences.insert(0, screen.say("deal.dry"))
    if dealt.because:
        sentences.append(screen.say("deal.because", because=foreign.plain(dealt.because, screen)))
    lines = [Text(" ".join(sentences))]
    if dealt.answer is not None and dealt.answer.url is not None:
        lines.append(foreign.address(dealt.answer.url, screen))
    lines.extend(foreign.address(one.url, screen) for one in dealt.taken_back)
    back = None if dealt.is_dry else _back(dealt, screen)
    if back is not None:
        lines.append(Text(back, style="dim"))
    return [part for line in lines for part in fold(line, screen.width)]


def _sentence(dealt: Dealt, screen: Screen) -> str:
    values: dict[str, object] = {"number": "" if dealt.mention is None else f"#{dealt.mention.id}"}
    key = dealt.deed.value
    if dealt.answer is not None:
        key = "done_recorded" if dealt.is_new else "done_known"
    elif dealt.taken_back:
        key = "reopened_with_links"
        values["n"] = len(dealt.taken_back)
    if dealt.until is not None:
        day = speech.weekday(dealt.until.astimezone(screen.zone).date(), screen.lang)
        values["until"] = screen.show(f"{day}, {speech.moment(dealt.until, screen.lang, zone=screen.zone)}")
    if dealt.mute is not None:
        values |= {"what": _muted(dealt.mute, screen), "until": _end(dealt.mute, screen)}
    return screen.say(f"deal.{key}", **values)


def _back(dealt: Dealt, screen: Screen) -> str | None:
    """Return the command that takes a deed back; None for what cannot be taken back, or needs not."""
    number = 0 if dealt.mention is None else dealt.mention.id
    match dealt.deed:
        case Deed.SNOOZED | Deed.DONE:
            command = f"listen done {number} --undo"
        case Deed.MUTED if dealt.mute is not None:
            command = f"listen mute --end {dealt.mute.id}"
        case Deed.NOTED if dealt.note is not None:
            command = f"listen note {number} --remove {dealt.note.id}"
        case Deed.LEARNED if dealt.lesson is not None:
            command = f"listen lesson --remove {dealt.lesson.id}"
        case _:
            return None
    return screen.say("deal.take_back", command=command)


def _muted(mute: Mute, screen: Screen) -> str:
    if mute.kind is MuteKind.STORY:
        return screen.say("deal.kind_story", value=f"#{foreign.plain(mute.value, screen)}")
    if mute.kind is MuteKind.AUTHOR:
        source, _, author = mute.value.partition(" ")
        named = screen.show(f"{foreign.plain(author, screen)} ({foreign.plain(source, screen)})")
        return screen.say("deal.kind_author", value=named)
    return screen.say("deal.kind_site", value=foreign.plain(mute.value, screen))


def _end(mute: Mute, screen: Screen) -> str:
    return screen.say("deal.for_good") if mute.until is None else screen.show(speech.day(mute.until, screen.lang))


def done_lines(found: Sequence[Dealing], mentions: Mapping[int, Mention | None], screen: Screen) -> Lines:
    """Return what was done or snoozed last, newest first."""
    if not found:
        return fold(Text(screen.say("deal.none_done")), screen.width)
    lines: Lines = []
    for one in found:
        day = "" if one.dealt_on is None else speech.short_day(one.dealt_on, screen.lang)
        left = Text.assemble((f"#{one.mention_id}", "bold"), screen.show(f"  {_state(one, screen)}"))
        if one.because:
            left.append(screen.show(f" · {foreign.plain(one.because, screen)}"), style="dim")
        lines.append(ends(left, Text(screen.show(day), style="dim"), min(screen.width, _LONGEST_LINE)))
        mention = mentions.get(one.mention_id)
        if mention is not None:
            text = foreign.headline(mention, screen) or foreign.snippet(mention, screen)
            lines.extend(indent([cut(text, min(screen.width, _LONGEST_LINE) - 4, more=screen.show("…"))], 4))
    return fitting(lines, screen.width, more=screen.show("…"))


def mute_lines(found: Sequence[Mute], screen: Screen) -> Lines:
    """Return what is muted, oldest first, with the numbers that end it."""
    if not found:
        return fold(Text(screen.say("deal.none_muted")), screen.width)
    rows = [
        [
            Text(f"{one.id}"),
            Text(_muted(one, screen)),
            Text(screen.say("deal.ends", until=_end(one, screen)), style="dim"),
            cut(Text(foreign.plain(one.because or "", screen)), _REASON_CELLS, more=screen.show("…")),
        ]
        for one in found
    ]
    return fitting(table(rows, right=frozenset({0})), screen.width, more=screen.show("…"))


def note_lines(found: Sequence[SideNote], screen: Screen) -> Lines:
    """Return the notes on a mention, oldest first."""
    if not found:
        return fold(Text(screen.say("deal.none_noted")), screen.width)
    return list(_told(((one.id, one.noted_on, None, one.text) for one in found), screen))


def lesson_lines(found: Sequence[Lesson], screen: Screen) -> Lines:
    """Return what we learned, oldest first."""
    if not found:
        return fold(Text(screen.say("deal.none_learned")), screen.width)
    return list(_told(((one.id, one.learned_on, _about(one), one.text) for one in found), screen))


def _about(lesson: Lesson) -> str | None:
    named = [lesson.topic, None if lesson.mention_id is None else f"#{lesson.mention_id}"]
    return " · ".join(one for one in named if one) or None


def _told(rows: Iterator[tuple[object, object, str | None, str]], screen: Screen) -> Iterator[Text]:
    """Yield number, day and topic on a line, and the text below it."""
    for number, day, about, text in rows:
        head = Text.assemble((f"{number}", "bold"), (screen.show(f"  {speech.day(day, screen.lang)}"), "dim"))  # type: ignore[arg-type]
        if about is not None:
            head.append(screen.show(f" · {foreign.plain(about, screen)}"), style="dim")
        yield cut(head, screen.width, more=screen.show("…"))
        for line in text.splitlines():
            yield from indent(fold(Text(foreign.plain(line, screen)), min(screen.width, _LONGEST_LINE) - 4), 4)
