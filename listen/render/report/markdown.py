"""A report as Markdown: for a wiki, a mail, a repository; the same words and tables as the page."""

from collections.abc import Iterator

from listen.model import Mention
from listen.render import speech
from listen.render.markdown.writing import escaped, heading, item, link, row
from listen.render.report.outline import Cell, Outline, Part, Table
from listen.render.report.wording import Wording
from listen.text.urls import shown_host

__all__ = ["report_markdown"]

_QUOTE_CHARACTERS = 340
_TITLE_CHARACTERS = 90
_CITED_CHARACTERS = 200


def report_markdown(said: Outline) -> str:
    """Return the report as Markdown."""
    words = said.wording
    lines = [heading(escaped(said.title), 1), f"{escaped(said.subject)}  ", f"{escaped(said.made)}\n"]
    lines += [item(f"**{escaped(one.text)}** {escaped(one.name)}", escaped(one.note)) for one in said.tiles]
    for part in said.parts:
        lines += ["", *_part(words, part)]
    lines += ["", heading(escaped(words.say("mentions_cited")), 2), *_cited(words)]
    return "\n".join(lines) + "\n"


def _part(words: Wording, part: Part) -> Iterator[str]:
    yield heading(escaped(part.title), 2)
    for line in part.lead:
        yield item(escaped(line)) if part.key == "lessons" else f"{escaped(line)}  "
    for table in part.tables:
        yield ""
        yield f"{escaped(table.caption)}\n"
        yield from _table(table)
    for quotes in part.quotes:
        yield ""
        yield heading(escaped(quotes.title), 3)
        yield from (_quote(words, one) for one in quotes.mentions)
    if part.notes:
        yield ""
        yield from (f"{escaped(note)}  " for note in part.notes)


def _table(table: Table) -> Iterator[str]:
    yield row([escaped(name) for name in table.head])
    yield row(["---", *["---:"] * (len(table.head) - 1)])
    for cells in table.rows:
        yield row([_cell(cell) for cell in cells])


def _cell(cell: Cell) -> str:
    """Return a cell; behind a figure stand numbers of the mentions that it counts."""
    figure = cell.figure
    if figure is None or not figure.mentions:
        return escaped(cell.text)
    return f"[{escaped(cell.text)}](#mention-{figure.mentions[0]})"


def _quote(words: Wording, mention: Mention) -> str:
    text = escaped(words.shortened(mention.post.text or mention.post.title or "", _QUOTE_CHARACTERS))
    place = escaped(words.plain(mention.post.place or mention.post.source))
    return f"> {text}  \n> [\\#{mention.id}](#mention-{mention.id}) {place}, {speech.day(mention.day, words.lang)}\n"


def _cited(words: Wording) -> Iterator[str]:
    for number, mention in words.report.cited.items():
        post = mention.post
        title = escaped(words.shortened(post.title, _TITLE_CHARACTERS)) if post.title else ""
        body = escaped(words.shortened(post.text, _CITED_CHARACTERS) or words.say("no_text"))
        host = shown_host(post.url) if post.url else None
        where = f", {link(escaped(words.say('origin_at', host=host)), post.url)}" if host else ""
        place = escaped(words.plain(post.place or post.source))
        meta = f"{place}, {speech.day(mention.day, words.lang)}, {escaped(words.tone(mention))}{where}"
        yield item(f'<a id="mention-{number}"></a>**\\#{number}** {title}'.rstrip(), f"{body}  ", meta)
