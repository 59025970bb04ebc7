"""One story: its days, its numbers, and every place where it was told, the original first."""

from datetime import date, timedelta

from rich.cells import cell_len
from rich.text import Text

from listen.folding import Kin
from listen.render import foreign, speech
from listen.render.cells import Lines, cut, ends, fitting, fold, indent, table
from listen.render.screen import LABEL_STYLES, Screen
from listen.story import Known, Story, Telling

__all__ = ["TELLINGS_SHOWN", "story_lines"]

TELLINGS_SHOWN = 20
"""Places named when nobody asks for more."""

_LONGEST_LINE = 100
_MARGIN = 4
_BAR_CELLS = 30
_BARS_UP_TO = 10
_OWN_LINES = 2
_ALL = 0.98
_HOUR_S = 3_600
_DAY_S = 86_400


def story_lines(story: Story, screen: Screen, *, limit: int = TELLINGS_SHOWN) -> Lines:
    """Return a whole story; at most `limit` of its tellings, the one that was asked for always among them."""
    lines = [*_title(story, screen), Text(), *_facts(story, screen)]
    if len(story.tellings) == 1:
        lines.extend([Text(), *fold(Text(screen.say("story.alone")), screen.width)])
    else:
        lines.extend([Text(), *_days(story, screen)])
    for telling in _shown(story, limit):
        lines.extend([Text(), *_telling(telling, story, screen)])
    rest = len(story.tellings) - len(_shown(story, limit))
    if rest:
        lines.extend([Text(), Text(screen.say("story.more", n=rest), style="dim")])
    return fitting(lines, screen.width, more=screen.show("…"))


def _shown(story: Story, limit: int) -> tuple[Telling, ...]:
    shown = story.tellings[: max(limit, 1)]
    asked = next((one for one in story.tellings if one.mention.id == story.asked), None)
    return shown if asked is None or asked in shown else (*shown[:-1], asked)


def _title(story: Story, screen: Screen) -> Lines:
    number = Text.assemble((screen.say("story.title"), "bold"), f"  #{story.number}")
    what = fold(_what(story, screen), min(screen.width, _LONGEST_LINE), lines=2, more=screen.show("…"))
    told = Text(screen.say("story.told", n=len(story.tellings)), style="dim")
    return [ends(number, told, screen.width), *what]


def _what(story: Story, screen: Screen) -> Text:
    what = foreign.headline(story.original, screen) or foreign.snippet(story.original, screen)
    what.stylize("bold")
    return what


def _facts(story: Story, screen: Screen) -> Lines:
    separator = screen.show(" · ")
    sources = [f"{foreign.plain(name, screen)} {screen.number(count)}" for name, count in story.sources]
    rows = [
        ("when", _when(story, screen)),
        ("sources", Text(separator.join(sources))),
        ("authors", Text(screen.say("story.authors_known", n=story.authors))),
        ("feels", _feels(story, screen)),
        ("reactions", _reactions(story, screen)),
        ("reach", _reach(story, screen)),
    ]  # fmt: skip
    names = [screen.say(f"story.{key}") for key, _ in rows]
    width = max(map(cell_len, names)) + 2
    lines: Lines = []
    for name, (_, value) in zip(names, rows, strict=True):
        block = fold(value, max(20, min(screen.width, _LONGEST_LINE) - width))
        first = Text.assemble((name, "dim"), " " * (width - cell_len(name)), block[0])
        lines.extend([first, *indent(block[1:], width)])
    return lines


def _when(story: Story, screen: Screen) -> Text:
    first = speech.moment(story.original.published_at, screen.lang, zone=screen.zone)
    if not story.lasted:
        return Text(screen.show(first))
    last = speech.moment(story.tellings[-1].mention.published_at, screen.lang, zone=screen.zone)
    return Text(screen.show(f"{first} – {last}"))


def _feels(story: Story, screen: Screen) -> Text:
    parts = [
        Text(f"{screen.sign(label)} {screen.number(count)} {screen.word(label)}", style=LABEL_STYLES[label])
        for label, count in story.labels
    ]
    return Text("   ").join(parts)


def _reactions(story: Story, screen: Screen) -> Text:
    counted = [one for one in story.reactions if one.name != "views"]
    told = [_counted(one, len(story.tellings), screen) for one in counted]
    return Text(", ".join(told) or screen.say("story.nothing_counted"))


def _counted(known: Known, places: int, screen: Screen) -> str:
    total = screen.say(f"render.{known.name}", n=known.total)
    if known.places == places:
        return total
    return screen.say("story.counted_by", n=known.places, total=total, places=places)


def _reach(story: Story, screen: Screen) -> Text:
    views = next((one for one in story.reactions if one.name == "views"), None)
    if views is None:
        return Text(screen.say("story.reach_unknown"))
    if views.places == len(story.tellings):
        return Text(screen.say("story.views_everywhere", total=views.total))
    return Text(screen.say("story.views", n=views.places, total=views.total))


def _days(story: Story, screen: Screen) -> Lines:
    """Return a bar a day; one line of steps when there are many days."""
    counts = tuple(count for _, count in story.days)
    if len(counts) > _BARS_UP_TO:
        first, last = (speech.short_day(story.days[place][0], screen.lang) for place in (0, -1))
        room = max(1, screen.width - cell_len(first) - cell_len(last) - 2)
        return [Text(f"{screen.show(first)} {screen.sparkline(counts[:room])} {screen.show(last)}")]
    most = max(counts)
    rows = [
        [
            Text(_day(day, screen), style="dim"),
            Text(screen.number(count)),
            Text(screen.bar(count / most, cells=min(_BAR_CELLS, screen.width // 3))),
        ]
        for day, count in story.days
    ]  # fmt: skip
    return table(rows, right=frozenset({1}))


def _day(day: date, screen: Screen) -> str:
    return screen.show(f"{speech.short_weekday(day, screen.lang)} {speech.short_day(day, screen.lang)}")


def _telling(telling: Telling, story: Story, screen: Screen) -> Lines:
    mention = telling.mention
    number = foreign.linked(Text(f"#{mention.id}"), mention.post.url, screen)
    if mention.id == story.asked and len(story.tellings) > 1:
        number = Text.assemble((f"({screen.say('story.this')})", "dim"), "  ", number)
    is_original = telling is story.tellings[0]
    after = screen.say("story.original") if is_original else _after(telling.after, screen)
    head = Text.assemble((after, "bold"), "  ", foreign.voice_of(mention.post, screen))
    lines = [ends(head, number, min(screen.width, _LONGEST_LINE))]
    room = max(20, min(screen.width, _LONGEST_LINE) - _MARGIN)
    if not is_original:
        lines.extend(indent(fold(Text(_way(telling, story, screen)), room), _MARGIN))
    lines.extend(indent(_own(telling, room, screen), _MARGIN))
    counted = _said_reactions(telling, screen)
    if counted:
        lines.append(Text(" " * _MARGIN).append(counted, style="dim"))
    return lines


def _after(span: timedelta, screen: Screen) -> str:
    seconds = span.total_seconds()
    if seconds < 60:  # noqa: PLR2004 - less than a minute
        return screen.say("story.at_once")
    if seconds < _HOUR_S:
        said = screen.say("story.span_minutes", n=int(seconds // 60))
    elif seconds < 2 * _DAY_S:
        said = screen.say("story.span_hours", n=int(seconds // _HOUR_S))
    else:
        said = screen.say("story.span_days", n=int(seconds // _DAY_S))
    return screen.say("story.after", span=said)


def _way(telling: Telling, story: Story, screen: Screen) -> str:
    """Return what makes a telling a copy, with its evidence."""
    said = [_named(telling, screen)]
    if telling.of is not None and telling.of != story.original.id:
        said.append(screen.say("story.of", number=telling.of))
    if telling.has_other_title and telling.way is not Kin.HEADLINE:
        said.append(screen.say("story.other_title"))
    return ", ".join(said)


def _named(telling: Telling, screen: Screen) -> str:
    if telling.way is None:
        return screen.say("story.by_hand")
    if telling.way is Kin.CUT and telling.kept is not None and telling.whole is not None:
        return screen.say("story.cut", kept=telling.kept, whole=telling.whole)
    if telling.way is Kin.EDITED and telling.share is not None and telling.share >= _ALL:
        return screen.say("story.same_text")
    if telling.way is Kin.EDITED and telling.share is not None:
        percent = screen.show(speech.percent(telling.share, screen.lang))
        return screen.say("story.edited_share", percent=percent)
    if telling.way is Kin.HEADLINE and telling.has_other_title:
        return screen.say("story.headline_other")
    return screen.say(f"story.{telling.way.value}")


def _own(telling: Telling, room: int, screen: Screen) -> Lines:
    lines: Lines = []
    if telling.has_other_title and telling.mention.post.title:
        lines = fold(
            foreign.one_line(telling.mention.post.title, screen, "italic"), room, lines=1, more=screen.show("…")
        )
    if telling.own and telling.way is not Kin.EDITED:
        words = foreign.plain(telling.own, screen)
        lines = [
            *lines,
            *fold(Text(screen.say("story.own_words", words=words)), room, lines=_OWN_LINES, more=screen.show("…")),
        ]
    return [cut(line, room, more=screen.show("…")) for line in lines]


def _said_reactions(telling: Telling, screen: Screen) -> str:
    counted = telling.mention.post.engagement
    return ", ".join(
        screen.say(f"render.{name}", n=value)
        for name in ("likes", "shares", "replies", "views", "score")
        if (value := getattr(counted, name)) is not None
    )
