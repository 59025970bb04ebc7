"""A report as one page of HTML: complete in itself, without scripts, on screens and on paper."""

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from listen.model import Mention
from listen.render import speech
from listen.render.report import drawing
from listen.render.report.markup import Markup, joined, link, style, tag
from listen.render.report.outline import Cell, Outline, Part, Quotes, Table
from listen.render.report.style import RULES
from listen.report import Figure
from listen.report.record import rounded
from listen.text.urls import shown_host

__all__ = ["GENERATOR", "report_page"]

GENERATOR = "listen report"

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_NUMBER = re.compile(r"#([0-9]{1,12})\b")
_QUOTE_CHARACTERS = 340
_CITED_CHARACTERS = 280
_TITLE_CHARACTERS = 90
_OPEN = frozenset({"voice", "channels", "languages", "regions", "units", "audiences", "outcomes", "answers", "themes"})
"""Parts whose tables are shown at once; of the others the chart says the same."""


def report_page(said: Outline) -> str:
    """Return the whole page."""
    page = _Page(said)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="generator", content=GENERATOR),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{said.wording.plain(said.wording.report.brand)} – {said.title}"),
        style(RULES),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, page.body(), lang=said.wording.lang)}\n"


class _Page:
    """Writes one report; knows which figure has which place in the page."""

    def __init__(self, said: Outline) -> None:
        self._said = said
        self._words = said.wording
        self._report = said.wording.report
        self._places: Mapping[int, int] = {id(one): place for place, one in enumerate(self._report.figures)}
        self._shown: set[int] = set()

    def body(self) -> Markup:
        parts = [self._part(part) for part in self._said.parts]
        behind = list(self._behind())
        return tag(
            "body",
            tag("a", self._words.say("skip"), class_="skip", href="#report"),
            tag("div", self._header(), tag("main", *parts, *behind, id="report"), class_="wrap"),
            tag("footer", tag("div", tag("p", self._said.made, class_="made"), class_="wrap")),
        )

    def _header(self) -> Markup:
        tiles = [
            tag("li", tag("b", self._number(one.figure, one.text)), tag("span", one.name), tag("small", one.note))
            for one in self._said.tiles
        ]
        places = [tag("li", tag("a", part.title, href=f"#s-{part.key}")) for part in self._said.parts]
        places.append(tag("li", tag("a", self._words.say("behind"), href="#s-behind")))
        return tag(
            "header",
            tag("p", self._said.subject, class_="over"),
            tag("h1", self._said.title),
            tag("p", self._said.made, class_="made"),
            tag("ul", *tiles, class_="tiles") if tiles else None,
            tag("nav", tag("ul", *places), aria_label=self._words.say("contents")),
        )

    def _part(self, part: Part) -> Markup:
        if part.key == "lessons" and self._report.lessons:
            lead = tag("ul", *(tag("li", self._linked(line)) for line in part.lead), class_="lessons")
        else:
            lead = tag("div", *(tag("p", line) for line in part.lead), class_="lead") if part.lead else Markup()
        return tag(
            "section",
            tag("h2", part.title, id=f"s-{part.key}-h"),
            lead,
            *drawing.charts(self._words, part.key),
            *self._tables(part),
            self._quotes(part) if part.quotes else None,
            tag("div", *(tag("p", self._linked(note)) for note in part.notes), class_="notes") if part.notes else None,
            id=f"s-{part.key}",
            aria_labelledby=f"s-{part.key}-h",
        )

    def _linked(self, line: str) -> Markup:
        """Return a sentence; the numbers of cited mentions in it lead to them."""
        pieces = _NUMBER.split(line)
        numbers = [
            tag("a", f"#{one}", href=f"#m{one}") if int(one) in self._report.cited else f"#{one}"
            for one in pieces[1::2]
        ]
        return joined(piece for pair in zip_longest(pieces[::2], numbers) for piece in pair)

    def _tables(self, part: Part) -> Iterator[Markup]:
        made = [self._table(table, name=f"s-{part.key}-h", is_long=part.key == "volume") for table in part.tables]
        if part.key in _OPEN:
            yield from made
        elif made:
            yield tag("details", tag("summary", self._words.say("as_table")), *made)

    def _table(self, table: Table, *, name: str, is_long: bool) -> Markup:
        head = tag("tr", *(tag("th", column, scope="col") for column in table.head))
        rows = [
            tag("tr", tag("th", first.text, scope="row"), *(tag("td", self._cell(cell)) for cell in rest))
            for first, *rest in table.rows
        ]
        made = tag(
            "table",
            tag("caption", table.caption),
            tag("thead", head),
            tag("tbody", *rows),
            class_="long" if is_long else None,
        )
        return tag("div", made, class_="scroll", tabindex=0, role="group", aria_labelledby=name)

    def _cell(self, cell: Cell) -> Markup:
        return joined([cell.text]) if cell.figure is None else self._number(cell.figure, cell.text)

    def _number(self, figure: Figure, words: str) -> Markup:
        """Return a figure with its exact value, as a link to what stands behind it."""
        place = self._places[id(figure)]
        exact = "" if figure.value is None else _exact(figure.value)
        is_first = place not in self._shown
        self._shown.add(place)
        shown = tag("data", words, value=exact, id=f"f{place}" if is_first else None)
        return tag("a", shown, href=f"#b{place}") if figure.mentions else shown

    def _quotes(self, part: Part) -> Markup:
        looks = ("praise", "criticism")
        said = {self._words.say(f"quotes_{look}"): look for look in looks}
        return tag("div", *(self._quoted(one, said.get(one.title, "")) for one in part.quotes), class_="quotes")

    def _quoted(self, quotes: Quotes, look: str) -> Markup:
        return tag("div", tag("h3", quotes.title), *(self._quote(one) for one in quotes.mentions), class_=f"is-{look}")

    def _quote(self, mention: Mention) -> Markup:
        words = self._words
        evidence = () if mention.sentiment is None else mention.sentiment.evidence
        deciding = ", ".join(dict.fromkeys(words.plain(one.word) for one in evidence[:4]))
        meta: list[Markup | str] = [
            tag("a", f"#{mention.id}", href=f"#m{mention.id}"),
            " ",
            words.plain(mention.post.place or mention.post.source),
            ", ",
            self._day(mention),
        ]
        if deciding and mention.corrected is None:
            meta.append(f"; {words.say('decided_by', words=deciding)}")
        shown = words.shortened(mention.post.text or mention.post.title or "", _QUOTE_CHARACTERS)
        return tag("blockquote", tag("p", shown, lang=_language(mention)), tag("cite", *meta))

    def _day(self, mention: Mention) -> Markup:
        return tag("time", speech.day(mention.day, self._words.lang), datetime=mention.day.isoformat())

    def _behind(self) -> Iterator[Markup]:
        words = self._words
        groups = []
        for section in dict.fromkeys(one.section for one in self._report.figures):
            items = [self._behind_figure(one) for one in self._report.within(section) if one.mentions]
            if items:
                groups.append(tag("h3", words.say(section.value)))
                groups.append(tag("ul", *items, class_="behind"))
        yield self._section("behind", words.say("behind"), tag("p", words.say("behind_lead")), *groups)
        cited = [self._mention(one) for one in self._report.cited.values()]
        yield self._section(
            "mentions",
            words.say("mentions_cited"),
            tag("p", words.say("cited_lead")),
            tag("ul", *cited, class_="mentions"),
        )

    def _section(self, key: str, title: str, *children: Markup) -> Markup:
        heading = tag("h2", title, id=f"s-{key}-h")
        return tag("section", heading, *children, id=f"s-{key}", aria_labelledby=f"s-{key}-h")

    def _behind_figure(self, figure: Figure) -> Markup:
        place = self._places[id(figure)]
        words = self._words
        name = " · ".join(part for part in (words.name(figure), words.what(figure), words.on(figure)) if part)
        value = words.value(figure)
        shown = tag("a", value, href=f"#f{place}", title=words.say("back")) if place in self._shown else tag("b", value)
        numbers = [
            tag("a", f"#{number}", href=f"#m{number}") if number in self._report.cited else joined([f"#{number} "])
            for number in figure.mentions
        ]
        rest = words.screen.say("report.behind_more", n=figure.more) if figure.more else None
        return tag(
            "li", f"{name}: ", shown, joined(numbers), tag("span", rest, class_="n") if rest else None, id=f"b{place}"
        )

    def _mention(self, mention: Mention) -> Markup:
        words, post = self._words, mention.post
        title = words.shortened(post.title, _TITLE_CHARACTERS) if post.title else ""
        body = words.shortened(post.text, _CITED_CHARACTERS) or words.say("no_text")
        host = shown_host(post.url) if post.url else None
        where = link(words.say("origin_at", host=host), post.url) if host else None
        place = words.plain(post.place or post.source)
        meta: list[Markup | str | None] = [f"{place}, ", self._day(mention), f", {words.tone(mention)}"]
        if where is not None:
            meta += [" · ", where]
        return tag(
            "li",
            tag("p", tag("b", f"#{mention.id}"), f" {title}"),
            tag("p", body, lang=_language(mention)),
            tag("p", *meta, class_="meta"),
            id=f"m{mention.id}",
        )


def _exact(value: float) -> str:
    return str(rounded(value))


def _language(mention: Mention) -> str | None:
    code = mention.language
    return code if code is not None and code.isascii() and code.isalpha() and len(code) == 2 else None  # noqa: PLR2004
