"""How the reading pane looks: the whole text, what we make of it, what happened to it, the conversation around it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from listen.brand import Query, Settings
from listen.dialogue import Answer, AnswerState, Reply, SideNote, Thread
from listen.inbox.lines import standing_words, unit_of
from listen.inbox.state import Row, standing
from listen.model import Mention
from listen.personal import Me
from listen.protocols import Store
from listen.ranking import dealt_terms, reader_terms
from listen.render import foreign, speech
from listen.render.cells import Lines, fitting, fold, indent
from listen.render.screen import LABEL_STYLES, Screen
from listen.render.terminal.conversation import conversation_lines
from listen.render.terminal.mention import copies, facts, feels, rank

__all__ = ["Details", "details_of", "page_lines"]

_LONGEST_LINE = 92
_SAID_LINES = 12
_NO_RULES: tuple[str, ...] = ()
_NOBODY = Me()


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a reading pane needs besides the row.

    Attributes:
        story: all mentions of the story, oldest first.
        notes: on the mention, oldest first.
        answers: to the mention, oldest first, each with what came back.
    """

    story: tuple[Mention, ...] = ()
    notes: tuple[SideNote, ...] = ()
    answers: tuple[tuple[Answer, tuple[Reply, ...]], ...] = ()


def details_of(store: Store, row: Row) -> Details:
    """Read what the reading pane of one mention needs; a few questions that an index answers."""
    desk = store.desk
    answers = desk.answers_to(row.number)
    return Details(
        story=tuple(store.story(row.story)) if row.places else (),
        notes=tuple(desk.notes(row.number)),
        answers=tuple((one, tuple(desk.replies_to(one.id or 0))) for one in answers),
    )


def page_lines(
    row: Row,
    details: Details,
    screen: Screen,
    *,
    settings: Settings,
    thread: Thread | None = None,
    thread_told: str | None = None,
    rules: Sequence[str] = _NO_RULES,
    me: Me = _NOBODY,
) -> Lines:
    """Return everything that a person needs to decide and to answer.

    Args:
        row: which mention.
        details: read for it.
        screen: where.
        settings: for the terms of its priority and the title of its unit.
        thread: the conversation, once it was asked for.
        thread_told: what is said in its place while it is asked for, or when it cannot be had.
        rules: house rules of the venue, in words.
        me: the person's own settings, for the terms that they make.
    """
    mention = row.mention
    queries = {query.name: query for query in settings.queries}
    room = min(screen.width, _LONGEST_LINE)
    lines: Lines = []
    how, until = standing(row, screen.now)
    if words := standing_words(how, until, screen):
        lines += [*fold(Text(words[:1].upper() + words[1:], style="bold"), room), Text()]
    title = foreign.headline(mention, screen, has_signs=True)
    if title is not None:
        title.stylize("bold")
        lines += fold(title, room)
    lines += fold(_who(row, screen, settings), room)
    lines += fold(foreign.address(mention.post.url, screen), screen.width)
    lines.append(Text())
    if mention.post.text:
        lines += fold(foreign.whole(mention, screen), room)
    else:
        lines.append(Text(screen.say("render.no_text", source=foreign.plain(mention.post.source, screen)), style="dim"))
    lines.append(Text())
    ours = {one.native_id for one, _ in details.answers if one.native_id is not None}
    lines += _thread(thread, thread_told, screen, room, ours)
    lines += _answers(details, screen, room)
    lines += _notes(details, screen, room)
    lines += facts(_told(row, details, screen, queries, rules=rules, me=me), screen)
    return fitting(lines, screen.width, more=screen.show("…"))


def _who(row: Row, screen: Screen, settings: Settings) -> Text:
    parts = [foreign.voice_of(row.mention.post, screen), Text(foreign.plain(row.mention.post.source, screen))]
    parts.append(Text(screen.age(row.mention.published_at)))
    if (unit := unit_of(row, settings)) is not None:
        parts.append(Text(foreign.plain(unit, screen)))
    parts.append(Text(speech.minutes(row.minutes, screen.lang)))
    return Text(screen.show(" · "), style="dim").join(parts)


def _told(
    row: Row,
    details: Details,
    screen: Screen,
    queries: Mapping[str, Query],
    *,
    rules: Sequence[str],
    me: Me,
) -> list[tuple[str, Sequence[Text]]]:
    mention = row.mention
    besides = (*dealt_terms(row.dealing), *reader_terms(mention, me=me, queries=queries))
    feeling = feels(mention, screen)
    if aspects := _aspects(mention, screen):
        feeling.append(aspects)
    return [
        ("show_feels", feeling),
        ("show_rank", rank(mention, screen, queries, besides=besides)),
        ("show_rules", [Text(rule) for rule in rules]),
        ("show_story", copies(mention, details.story, screen)),
    ]


def _aspects(mention: Mention, screen: Screen) -> Text | None:
    """Return what the opinions are about, each with the sign of its label; None where nothing is known."""
    if mention.sentiment is None:
        return None
    told: dict[str, Text] = {}
    for opinion in mention.sentiment.opinions:
        for aspect in opinion.aspects:
            name = foreign.plain(_aspect(aspect, screen), screen)
            told[f"{aspect} {opinion.label}"] = Text(
                f"{screen.sign(opinion.label)} {name}", style=LABEL_STYLES[opinion.label]
            )
    return Text(", ").join(told.values()) if told else None


def _aspect(aspect: str, screen: Screen) -> str:
    try:
        return screen.say(f"aspect.{aspect}")
    except KeyError:  # one of the person's own
        return aspect


def _thread(thread: Thread | None, told: str | None, screen: Screen, room: int, ours: Collection[str]) -> Lines:
    if thread is None and told is None:
        return []
    lines: Lines = [Text(screen.say("inbox.thread"), style="bold")]
    if thread is None:
        return [*lines, *indent(fold(Text(foreign.plain(told or "", screen), style="dim"), room - 2), 2), Text()]
    return [*lines, *conversation_lines(thread, screen, ours=ours), Text()]


def _answers(details: Details, screen: Screen, room: int) -> Lines:
    lines: Lines = []
    for answer, replies in details.answers:
        state = screen.say(f"inbox.answer_{answer.state.value}", day=speech.day(answer.answered_on, screen.lang))
        style = "bold" if answer.state in (AnswerState.POSTED, AnswerState.RECORDED) else "bold yellow"
        lines += fold(Text(state, style=style), room)
        if answer.text:
            lines += indent(fold(Text(foreign.plain(answer.text, screen)), room - 2, lines=_SAID_LINES), 2)
        if answer.url is not None:
            lines += indent(fold(foreign.address(answer.url, screen), room - 2), 2)
        for reply in replies:
            lines += indent(_reply(reply, screen, room - 4), 4)
        lines.append(Text())
    return lines


def _reply(reply: Reply, screen: Screen, room: int) -> Lines:
    who = screen.say("inbox.reply_by_asker" if reply.is_asker else "inbox.reply_by_other")
    head = [f"{screen.sign(reply.label)} {who}", screen.age(reply.published_at)]
    if reply.author:
        head.insert(1, foreign.plain(reply.author, screen))
    said = [name for name, is_it in (("thanks", reply.is_thanks), ("solved", reply.is_solved)) if is_it]
    head += [screen.say(f"inbox.reply_{name}") for name in said]
    text = Text(foreign.plain(reply.text, screen))
    return [
        Text(screen.show(" · ").join(head), style=f"bold {LABEL_STYLES[reply.label]}".strip()),
        *fold(text, room, lines=_SAID_LINES, more=screen.show("…")),
    ]


def _notes(details: Details, screen: Screen, room: int) -> Lines:
    lines: Lines = []
    for note in details.notes:
        day = speech.day(note.noted_on, screen.lang)
        lines += fold(Text(screen.say("inbox.note_of", day=day, text=foreign.plain(note.text, screen))), room)
    return [*lines, Text()] if lines else []
