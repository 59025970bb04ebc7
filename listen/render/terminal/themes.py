"""Themes on a terminal: each with its numbers, its words, and mentions to read."""

from rich.text import Text

from listen.model import Label
from listen.render import foreign, speech
from listen.render.cells import Lines, ends, fitting, fold, indent
from listen.render.screen import LABEL_STYLES, Screen
from listen.talk import Talk
from listen.themes import SURPRISING, Theme

__all__ = ["themes_lines"]

_LONGEST_LINE = 100
_MARGIN = 4


def themes_lines(talk: Talk, screen: Screen) -> Lines:
    """Return title, themes and what they rest on."""
    room = min(screen.width, _LONGEST_LINE)
    lines = _title(talk, screen, room)
    for number, theme in enumerate(talk.themes, 1):
        lines.extend([Text(), *_theme(number, theme, screen, room)])
    notes = _notes(talk, screen)
    if notes:
        lines.append(Text())
    lines.extend(line for note in notes for line in fold(Text(note, style="dim"), room))
    return fitting(lines, screen.width, more=screen.show("…"))


def _title(talk: Talk, screen: Screen, room: int) -> Lines:
    name = Text.assemble((screen.say("themes.title"), "bold"), "  ", foreign.one_line(talk.brand, screen, "bold"))
    days = screen.show(speech.days_of(talk.window, screen.lang, today=screen.today))
    named = [foreign.plain(name, screen) for name in (talk.unit, *talk.queries) if name is not None]
    lines = [ends(name, Text(screen.show(" · ").join([days, *named]), style="dim"), room)]
    voices = screen.say("themes.voices", n=talk.overheard.voices)
    stories = screen.say("themes.stories", n=talk.overheard.stories)
    if not talk.overheard.has_usual:
        compared = screen.say("themes.no_usual")
    else:
        compared = screen.say("themes.compared", n=talk.blocks, days=len(talk.window.days))
    rests_on = screen.say("themes.rests_on", voices=voices, stories=stories, compared=compared)
    return [*lines, *fold(Text(rests_on), room)]


def _theme(number: int, theme: Theme, screen: Screen, room: int) -> Lines:
    label = Text.assemble((f"{number:>2}  ", "dim"), foreign.one_line(theme.label, screen, "bold"))
    lines = [ends(label, Text(_numbers(theme, screen)), room)]
    inner = room - _MARGIN
    if theme.words:
        words = ", ".join(foreign.plain(one.word, screen) for one in theme.words)
        lines.extend(
            indent(fold(Text(screen.say("themes.words", words=words)), inner, lines=2, more=screen.show("…")), _MARGIN)
        )
    examples = " ".join(f"#{one}" for one in theme.examples)
    lines.append(Text(" " * _MARGIN).append_text(ends(_balance(theme, screen), Text(examples), inner)))
    return lines


def _numbers(theme: Theme, screen: Screen) -> str:
    said = [screen.say("themes.voices_few" if theme.is_small else "themes.voices", n=theme.voices)]
    if theme.is_new:
        said.append(screen.say("themes.new"))
    elif theme.usual is not None:
        usual = screen.show(speech.about(theme.usual, screen.lang))
        said.append(screen.say(f"themes.usually{_direction(theme)}", usual=usual))
    return ", ".join(said)


def _direction(theme: Theme) -> str:
    if theme.surprise is None or abs(theme.surprise) < SURPRISING:
        return ""
    return "_more" if theme.surprise > 0 else "_less"


def _balance(theme: Theme, screen: Screen) -> Text:
    counted = [(Label.PRAISE, theme.praise), (Label.CRITICISM, theme.criticism)]
    rest = theme.stories - theme.praise - theme.criticism
    parts = [
        Text(f"{screen.sign(label)} {screen.number(count)} {screen.word(label)}", style=LABEL_STYLES[label])
        for label, count in counted
        if count
    ]
    if rest:
        parts.append(Text(screen.say("themes.others", n=rest), style="dim"))
    return Text("   ").join(parts)


def _notes(talk: Talk, screen: Screen) -> list[str]:
    notes = []
    if not talk.themes:
        notes.append(screen.say("themes.none"))
    elif talk.is_small:
        notes.append(screen.say("themes.small", n=talk.overheard.voices))
    if talk.themes:
        notes.append(screen.say("themes.next"))
    return notes
