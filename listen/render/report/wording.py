"""How the figures of a report are said: numbers in the language's manner, names as people call them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from listen.model import Mention
from listen.render import foreign, speech
from listen.render.screen import Screen
from listen.render.terminal import phrasing
from listen.report import Figure, Measure, Report, Section

__all__ = ["NOTHING", "Mask", "Wording", "unmasked"]

NOTHING = "–"
"""Where there is no value."""

Mask = Callable[[str], str]
"""Takes the names of colleagues out of a text."""

_WEEK = 7


def unmasked(text: str) -> str:
    """Return the text as it is."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One language's way of saying a report.

    Attributes:
        lang: `en` or `de`.
        mask: for texts of others, before anything else is done to them.
        is_masking: whether `mask` does anything; the report then says so.
    """

    report: Report
    lang: str
    mask: Mask = unmasked
    is_masking: bool = False

    @property
    def screen(self) -> Screen:
        """Return the report's surroundings as other sentences want them."""
        return Screen(now=self.report.now, zone=ZoneInfo(self.report.timezone), lang=self.lang, width=1_000)

    def say(self, key: str, **values: object) -> str:
        """Return a phrase of the room `report`."""
        return self.screen.say(f"report.{key}", **values)

    def plain(self, text: str) -> str:
        """Return foreign text as one clean line, colleagues masked."""
        return self.mask(foreign.plain(text, self.screen))

    def title(self) -> str:
        """Return what the days are called: a week, a month, or from when to when."""
        window = self.report.window
        if window.since.weekday() == 0 and len(window.days) == _WEEK:
            year, week, _ = window.since.isocalendar()
            return self.say("title_week", week=week, year=str(year))
        is_month = window.since.day == 1 and window.until == (window.since + timedelta(days=31)).replace(day=1)
        if is_month:
            month = self.say(f"month_{window.since.month}")
            return self.say("title_month", month=month, year=str(window.since.year))
        return self.days()

    def days(self) -> str:
        """Return from when to when."""
        return speech.days_of(self.report.window, self.lang, today=self.report.window.until + timedelta(days=9))

    def name(self, figure: Figure) -> str:
        """Return what a figure is counted of, as people call it; "" for all together."""
        return "" if figure.of == "" else self.of(figure.section, figure.of)

    def of(self, section: Section, of: str | None) -> str:
        """Return the name of a row of a section."""
        if of is None:
            named = {Section.UNITS: "stats.no_unit", Section.REGIONS: "stats.no_region"}
            return self.screen.say(named.get(section, "stats.no_language"))
        if section is Section.LANGUAGES:
            return phrasing.language(of, self.screen)
        if section is Section.REGIONS:
            return phrasing.region(of, self.screen)
        if section in {Section.ASPECTS, Section.OUTCOMES}:
            return self.aspect(of)
        return self.plain(of)

    def aspect(self, name: str) -> str:
        """Return a shipped aspect in the language, any other one by its name."""
        from listen.aspects import SHIPPED

        return self.screen.say(f"aspect.{name}") if name in SHIPPED else self.plain(name)

    def what(self, figure: Figure) -> str:
        """Return what a figure counts."""
        return self.say(f"what_{figure.what.replace(' ', '_')}")

    def full_name(self, figure: Figure) -> str:
        """Return the whole name of a figure: section, row, what, day."""
        named = (self.say(figure.section.value), self.name(figure), self.what(figure), self.on(figure))
        return " · ".join(part for part in named if part)

    def on(self, figure: Figure) -> str:
        """Return the figure's day; "" without one."""
        return "" if figure.day is None else speech.day(figure.day, self.lang)

    def value(self, figure: Figure) -> str:
        """Return a figure's value as a person reads it."""
        return self.number(figure.value, figure.measure)

    def number(self, value: float | None, measure: Measure) -> str:
        """Return a number of a measure as a person reads it."""
        if value is None:
            return NOTHING
        if measure is Measure.SHARE:
            return speech.percent(value, self.lang)
        if measure is Measure.BALANCE:
            return speech.points(value, self.lang)
        if measure is Measure.TONE:
            return speech.signed(value, self.lang)
        if float(value).is_integer():
            return str(speech.counted(int(value), self.lang))
        return speech.about(value, self.lang)

    def span(self, figure: Figure) -> str:
        """Return from where to where a figure may lie; "few" with it where it rests on few."""
        if figure.low is None or figure.high is None:
            return ""
        low, high = (self.number(end, figure.measure) for end in (figure.low, figure.high))
        said = self.say("span", low=low, high=high)
        return f"{said} ({self.say('few')})" if figure.is_small else said

    def tone(self, mention: Mention) -> str:
        """Return a mention's label."""
        label = "unscored" if mention.label is None else mention.label.value
        return self.screen.say(f"render.label_{label}")

    def masked(self, mention: Mention) -> Mention:
        """Return a mention whose title and text do not name colleagues; what they matched is no longer marked."""
        title, body = mention.post.title, mention.post.text
        post = replace(mention.post, title=None if title is None else self.mask(title), text=self.mask(body))
        return mention if post == mention.post else replace(mention, post=post, matches=())

    def headline(self, mention: Mention, characters: int) -> str:
        """Return the title of a mention, or the beginning of its text."""
        return self.shortened(mention.post.title or mention.post.text, characters) or self.say("no_text")

    def shortened(self, text: str, characters: int) -> str:
        """Return foreign text as one clean line, cut at a blank; masked before it is cut."""
        line = self.plain(text)
        if len(line) <= characters:
            return line
        return f"{line[:characters].rpartition(' ')[0] or line[:characters]} …"
