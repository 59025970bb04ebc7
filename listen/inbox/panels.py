"""How questions look: choices with their letters, filters with their ticks, the preview of an answer."""

from collections.abc import Sequence
from datetime import datetime

from rich.text import Text

from listen.brand import Settings
from listen.inbox.filtering import Choice, Kind, is_on
from listen.inbox.house import Advised, Sheet
from listen.inbox.state import Row, Wanted
from listen.model import Label
from listen.render import foreign
from listen.render.cells import Lines, cut, fold, indent
from listen.render.screen import Screen
from listen.render.terminal import phrasing

__all__ = [
    "advice_lines",
    "asked_lines",
    "card_lines",
    "choice_lines",
    "count_line",
    "filter_lines",
    "preview_lines",
    "question_lines",
]

_LONGEST_LINE = 92
_EXCERPT_LINES = 6


def _folded(text: str, screen: Screen, style: str = "") -> Lines:
    return fold(Text(text, style=style), min(screen.width, _LONGEST_LINE))


def question_lines(screen: Screen, key: str, **values: object) -> Lines:
    """Return a question, with how to answer it and how to leave below it."""
    return [
        *_folded(screen.say(f"inbox.ask_{key}", **values), screen, "bold"),
        *_folded(screen.say("inbox.ask_keys"), screen, "dim"),
    ]


def choice_lines(screen: Screen, question: str, titles: Sequence[tuple[str, str]], at: int | None) -> Lines:
    """Return a question and what can be chosen: letter and title; `at` is what Enter takes."""
    lines = _folded(question, screen, "bold")
    for place, (letter, title) in enumerate(titles):
        mark = ">" if place == at else " "
        lines.append(Text.assemble((f"{mark} {letter}", "bold"), "  ", (title, "bold" if place == at else "")))
    key = "inbox.choose_letter" if at is None else "inbox.choose_keys"
    return [cut(line, screen.width) for line in [*lines, *_folded(screen.say(key), screen, "dim")]]


def filter_lines(
    screen: Screen, settings: Settings, options: Sequence[Choice], wanted: Wanted, at: int
) -> tuple[Lines, int]:
    """Return the filters by kind, those that are set ticked; and on which line the cursor stands."""
    lines = _folded(screen.say("inbox.filter"), screen, "bold")
    cursor = 0
    kind: Kind | None = None
    for place, choice in enumerate(options):
        if choice.kind is not kind:
            kind = choice.kind
            lines.append(Text(screen.say(f"inbox.kind_{kind.value}"), style="dim"))
        if place == at:
            cursor = len(lines)
        tick = "[x]" if is_on(choice, wanted) else "[ ]"
        mark = ">" if place == at else " "
        lines.append(Text(f"{mark} {tick} {_title(choice, settings, screen)}", style="bold" if place == at else ""))
    lines += _folded(screen.say("inbox.filter_keys"), screen, "dim")
    return [cut(line, screen.width) for line in lines], cursor


def _title(choice: Choice, settings: Settings, screen: Screen) -> str:
    match choice.kind:
        case Kind.UNIT:
            titles = {unit.name: unit.title for unit in settings.units}
            return foreign.plain(titles.get(choice.value, choice.value), screen)
        case Kind.LANGUAGE:
            return phrasing.language(choice.value, screen)
        case Kind.LABEL:
            return screen.word(next((label for label in Label if label.value == choice.value), None))
        case _:
            return foreign.plain(choice.value, screen)


def asked_lines(row: Row, draft: Sheet, screen: Screen) -> Lines:
    """Return what is answered, the venue's rules and our earlier answers: what one wants in view while writing."""
    more = screen.show("…")
    room = min(screen.width, _LONGEST_LINE)
    said = foreign.headline(row.mention, screen)
    text = foreign.snippet(row.mention, screen)
    whole = text if said is None else Text(screen.show(" – ")).join([said, text])
    number = f"#{row.number} "
    lines = fold(Text(number, style="bold").append_text(foreign.voice_of(row.mention.post, screen)), room)
    lines += indent(fold(whole, room - 2, lines=_EXCERPT_LINES, more=more), 2)
    for rule in draft.rules:
        lines += fold(Text(f"{screen.show('·')} {foreign.plain(rule, screen)}", style="dim"), room)
    if draft.earlier:
        lines += fold(Text(screen.say("inbox.earlier", n=len(draft.earlier)), style="dim"), room)
        for answer in draft.earlier:
            lines += indent(fold(Text(foreign.plain(answer, screen), style="dim"), room - 2, lines=2, more=more), 2)
    return lines


def advice_lines(advice: Sequence[Advised], screen: Screen) -> Lines:
    """Return what is said of a draft: what blocks sending first; one line when there is nothing."""
    if not advice:
        return _folded(screen.say("inbox.advice_none"), screen, "dim")
    lines: Lines = []
    for one in sorted(advice, key=lambda each: not each.is_blocking):
        sign, style = ("!", "bold red") if one.is_blocking else (screen.show("·"), "yellow")
        lines += fold(
            Text.assemble((f"{sign} ", style), foreign.plain(one.text, screen)), min(screen.width, _LONGEST_LINE)
        )
    return lines


def count_line(count: int, longest: int | None, screen: Screen) -> Text:
    """Return how long a draft is against what the channel allows."""
    if longest is None:
        return Text(screen.say("inbox.count", n=count), style="dim")
    is_over = count > longest
    key = "inbox.count_over" if is_over else "inbox.count_of"
    return Text(screen.say(key, n=count, longest=longest), style="bold red" if is_over else "dim")


def preview_lines(
    draft: Sheet, text: str, advice: Sequence[Advised], screen: Screen, *, rests_until: datetime | None = None
) -> Lines:
    """Return what would be sent, where, and what is still to be said of it; and until when it rests."""
    key = "inbox.preview_copy" if draft.channel is None else "inbox.preview_post"
    channel = foreign.plain(draft.channel or "", screen)
    lines = [*_folded(screen.say(key, channel=channel, number=draft.number), screen, "bold"), Text()]
    for paragraph in text.split("\n"):
        lines += indent(_folded(foreign.plain(paragraph, screen), screen), 2) or [Text()]
    lines.append(Text())
    if advice:
        lines += [*advice_lines(advice, screen), Text()]
    is_blocked = any(one.is_blocking for one in advice)
    asked = (
        "inbox.preview_blocked" if is_blocked else "inbox.preview_ask" if draft.channel else "inbox.preview_ask_copy"
    )
    if rests_until is not None and not is_blocked:
        clock = screen.clock(rests_until)
        return [*lines, *_folded(screen.say("inbox.preview_rests", until=clock), screen, "bold")]
    return [*lines, *_folded(screen.say(asked, channel=channel), screen, "bold")]


def card_lines(card: Sequence[str], screen: Screen) -> Lines:
    """Return the card "not you, not now"."""
    head, *rest = [foreign.plain(line, screen) for line in card] or [""]
    return [
        *_folded(head, screen, "bold"),
        Text(),
        *(line for one in rest for line in _folded(one, screen)),
        Text(),
        *_folded(screen.say("inbox.card_keys"), screen, "dim"),
    ]
