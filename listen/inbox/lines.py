"""How the list looks: two lines a mention, a heading over what is worth the time and over the rest, bars around it."""

from collections.abc import Mapping
from datetime import datetime

from rich.text import Text

from listen.brand import Settings
from listen.inbox.deeds import Told
from listen.inbox.keys import KEYS, Group
from listen.inbox.state import Inbox, Row, Standing, Wanted, standing
from listen.render import foreign, speech
from listen.render.cells import Lines, cut, ends, fitting, fold
from listen.render.screen import LABEL_STYLES, Screen
from listen.render.terminal import phrasing

__all__ = [
    "ROW_LINES",
    "facts_of",
    "footer_line",
    "help_lines",
    "is_question",
    "row_lines",
    "says_of",
    "section_line",
    "standing_words",
    "title_line",
    "told_line",
    "unit_of",
    "wanted_words",
]

ROW_LINES = 2
_MARGIN = 2
_TITLE_CELLS = 20
_FOOTER = ("reply", "claim", "snooze", "done", "search", "undo", "filter", "not_ours", "mute", "note", "help", "quit")
_ASKING = ("question", "buying")


def row_lines(row: Row, screen: Screen, *, is_selected: bool, settings: Settings) -> Lines:
    """Return the two lines of a mention: what it says with its number; label, age, place, minutes, how it stands.

    Signs and words carry everything; colours only repeat them.
    """
    more = screen.show("…")
    mention = row.mention
    how, until = standing(row, screen.now)
    is_quiet = how not in (Standing.OPEN, Standing.MINE)
    sign = "?" if is_question(row) else screen.sign(mention.label)
    label_style = "cyan" if is_question(row) else LABEL_STYLES[mention.label]
    says = says_of(row, screen)
    says.style = "dim" if is_quiet else ""
    mark = Text(f"{screen.show('▌') if screen.is_unicode else '>'}" if is_selected else " ", style="bold cyan")
    first = Text.assemble(mark, (f"{sign} ", f"bold {label_style}".strip()), cut(says, screen.width, more=more))
    number = Text(f"#{row.number}", style="bold" if is_selected else "dim")
    facts = Text(screen.show(" · ")).join(facts_of(row, screen, settings))
    facts.style = "dim"
    stands = standing_words(how, until, screen)
    second = Text.assemble(mark if is_selected else " ", " " * _MARGIN)
    second.append_text(_padded(facts, stands, screen.width - _MARGIN - 1, screen))
    first = ends(cut(first, screen.width - number.cell_len - 2, more=more), number, screen.width)
    lines = fitting([first, second], screen.width, more=more)
    for line in lines:
        line.pad_right(max(0, screen.width - line.cell_len))
        if is_selected:
            line.stylize("bold")
    return lines


def says_of(row: Row, screen: Screen) -> Text:
    """Return the first words: the beginning of the title, then the text from shortly before it names the brand."""
    mention = row.mention
    title, text = foreign.headline(mention, screen), foreign.snippet(mention, screen)
    if not text.plain.strip():
        source = foreign.plain(mention.post.source, screen)
        return title or Text(screen.say("render.no_text", source=source))
    if title is None:
        return text
    room = max(_TITLE_CELLS, screen.width * 2 // 5)
    return Text(screen.show(" – ")).join([cut(title, room, more=screen.show("…")), text])


def _padded(facts: Text, stands: str, width: int, screen: Screen) -> Text:
    more = screen.show("…")
    if not stands:
        return cut(facts, width, more=more)
    return ends(cut(facts, max(1, width - len(stands) - 2), more=more), Text(stands, style="bold not dim"), width)


def is_question(row: Row) -> bool:
    """Return whether somebody asks for something; that is told by a sign of its own."""
    return bool(row.reasons) and row.reasons[0].key.startswith(_ASKING)


def facts_of(row: Row, screen: Screen, settings: Settings) -> list[Text]:
    """Return label, age, channel, minutes, copies and unit of a mention, each in its words."""
    mention = row.mention
    word = Text(screen.word(mention.label), style=f"not dim {LABEL_STYLES[mention.label]}".strip())
    told = [word, Text(screen.age(mention.published_at)), Text(foreign.plain(mention.post.source, screen))]
    told.append(Text(speech.minutes(row.minutes, screen.lang)))
    if row.places:
        told.append(Text(screen.say("render.places", n=row.places)))
    if (unit := unit_of(row, settings)) is not None:
        told.append(Text(foreign.plain(unit, screen)))
    return told


def unit_of(row: Row, settings: Settings) -> str | None:
    """Return the title of the first unit whose query found the mention; None when it is everyone's."""
    units = {query.name: query.unit for query in settings.queries}
    titles = {unit.name: unit.title for unit in settings.units}
    named = (units.get(match.query) for match in row.mention.matches)
    return next((titles.get(name, name) for name in named if name is not None), None)


def standing_words(how: Standing, until: datetime | None, screen: Screen) -> str:
    """Return how a mention stands, in words; empty for an open one."""
    if how is Standing.OPEN:
        return ""
    if until is None:
        return screen.say(f"inbox.is_{how.value}")
    local = until.astimezone(screen.zone)
    if how is Standing.MINE or local.date() == screen.today:
        shown = screen.clock(until)
    else:
        shown = f"{speech.weekday(local.date(), screen.lang)[:2]} {speech.short_day(local.date(), screen.lang)}"
    return screen.say(f"inbox.is_{how.value}", until=screen.show(shown))


def section_line(row: Row, inbox: Inbox, screen: Screen) -> Text:
    """Return the heading over the part of the list that begins with `row`."""
    if inbox.wanted.words:
        key = "inbox.section_found"
    elif row.is_line:
        key = "inbox.section_lines"
    else:
        key = "inbox.section_rest" if any(one.is_line for one in inbox.rows[:1]) else "inbox.section_all"
    return cut(Text(screen.say(key), style="bold underline" if screen.has_styles else ""), screen.width)


def wanted_words(wanted: Wanted, screen: Screen, settings: Settings) -> str:
    """Return the filters in words; empty when everything is shown."""
    titles = {unit.name: unit.title for unit in settings.units}
    told = []
    if wanted.words:
        told.append(screen.say("inbox.wanted_words", words=foreign.plain(wanted.words, screen)))
    if wanted.unit is not None:
        told.append(foreign.plain(titles.get(wanted.unit, wanted.unit), screen))
    if wanted.audience is not None:
        told.append(foreign.plain(wanted.audience, screen))
    told += [phrasing.language(code, screen) for code in wanted.languages]
    told += [foreign.plain(source, screen) for source in wanted.sources]
    told += [screen.word(label) for label in wanted.labels]
    if wanted.is_all:
        told.append(screen.say("inbox.wanted_all"))
    return screen.show(" · ").join(told)


def title_line(inbox: Inbox, screen: Screen, settings: Settings) -> Text:
    """Return the top line: whose inbox, what is left in, and where in the list one stands."""
    name = Text.assemble(
        (screen.say("inbox.title"), "bold"), "  ", foreign.one_line(settings.brand.name, screen, "bold")
    )
    if wanted := wanted_words(inbox.wanted, screen, settings):
        name.append(f"  {screen.say('inbox.only', what=wanted)}")
    if not inbox.rows:
        return cut(name, screen.width, more=screen.show("…"))
    total = screen.number(len(inbox.rows))
    if not inbox.is_whole:
        total = screen.say("inbox.and_more", n=len(inbox.rows))
    place = Text(screen.say("inbox.place", at=inbox.at + 1, of=total), style="dim")
    return ends(name, place, screen.width)


def told_line(told: Told, screen: Screen) -> str:
    """Return what a deed says of itself, as one clean line."""
    values: dict[str, object] = {
        name: foreign.plain(value, screen) if isinstance(value, str) else value for name, value in told.values
    }
    if told.until is not None:
        local = told.until.astimezone(screen.zone)
        is_today = local.date() == screen.today
        clock = screen.clock(told.until)
        values["until"] = clock if is_today else speech.moment(told.until, screen.lang, zone=screen.zone)
    if told.number is not None:
        values["number"] = f"#{told.number}"
    said = screen.say(f"inbox.{told.key}", **values)
    return said if told.undo is None else f"{said} {screen.say('inbox.undo_by_key')}"


def footer_line(screen: Screen, *, names: tuple[str, ...] = _FOOTER) -> Text:
    """Return the keys that matter most, as many as fit; help and the way out always do."""
    by_name = {key.name: key for key in KEYS}
    parts = []
    for name in names:
        key = by_name[name]
        parts.append(Text.assemble((key.letter, "bold"), " ", (screen.say(f"inbox.key_{name}"), "dim")))
    last = parts[-2:]
    kept: list[Text] = []
    room = screen.width - sum(part.cell_len + 2 for part in last)
    for part in parts[:-2]:
        if part.cell_len + 2 > room:
            break
        kept.append(part)
        room -= part.cell_len + 2
    return cut(Text("  ").join([*kept, *last]), screen.width)


def help_lines(screen: Screen, *, is_plain: bool = False) -> Lines:
    """Return every key with what it does, by groups."""
    told: Lines = []
    for group in Group:
        keys = [key for key in KEYS if key.group is group and (key.is_plain or not is_plain)]
        if not keys:
            continue
        if told:
            told.append(Text())
        told.append(Text(screen.say(f"inbox.group_{group.value}"), style="bold"))
        for key in keys:
            names = _names(key.letter, key.also, screen, is_plain=is_plain)
            lines = fold(Text(screen.say(f"inbox.help_{key.name}")), max(20, screen.width - 16))
            told.append(Text.assemble((f"{names:<14}", "bold"), "  ", lines[0]))
            told += [Text(" " * 16).append_text(line) for line in lines[1:]]
    return told


_NAMED: Mapping[str, str] = {
    "down": "↓", "up": "↑", "home": "Home", "end": "End", "pagedown": "PgDn", "pageup": "PgUp", "ctrl+r": "^R",
}  # fmt: skip


def _names(letter: str, also: tuple[str, ...], screen: Screen, *, is_plain: bool) -> str:
    named = [
        screen.say("inbox.enter") if letter == "enter" else screen.say("inbox.space") if letter == "space" else letter
    ]
    if not is_plain:
        named += [screen.show(_NAMED[name]) for name in also if name in _NAMED and screen.is_unicode]
    return " ".join(named)
