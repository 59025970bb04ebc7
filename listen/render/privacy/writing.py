"""A document as lines for the screen, as Markdown, and as one HTML page that asks nobody for anything."""

import re
from collections.abc import Iterator
from html import escape

from rich.text import Text

from listen.render.cells import Lines, fold
from listen.render.privacy.document import Document, Part, Points, Table
from listen.render.screen import Screen

__all__ = ["html", "markdown", "terminal"]

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#])")

_NUMBER = re.compile(r"0|[1-9][0-9.,]*")

_STYLE = """\
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.7rem}h2{font-size:1.25rem;margin-top:2rem;border-bottom:1px solid #8886}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}
caption{text-align:left;font-weight:600;padding:.6rem 0 .2rem}
th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid #8884}
td,tbody th{overflow-wrap:anywhere}
@media print{body{max-width:none;margin:0}h2,caption{break-after:avoid}tr{break-inside:avoid}}
"""


def terminal(document: Document, screen: Screen) -> Lines:
    """Return the document as lines."""
    lines = fold(Text(screen.show(document.title), style="bold"), screen.width)
    for part in document.parts:
        lines += [Text(), *_terminal_part(part, screen)]
    for section in document.sections:
        lines += [Text(), *fold(Text(screen.show(section.title), style="bold"), screen.width)]
        for part in section.parts:
            lines += _terminal_part(part, screen)
    return lines


def _terminal_part(part: Part, screen: Screen) -> Lines:
    if isinstance(part, str):
        return fold(Text(screen.show(part)), screen.width)
    if isinstance(part, Points):
        return [line for item in part.items for line in _hanging(Text(screen.show("– ")), item, screen, indent=2)]
    caption = Text(screen.show(part.caption), style="dim")
    lines: Lines = [Text(), *fold(caption, screen.width)] if part.caption else []
    for name, *rest in part.rows:
        told = screen.show(" · ").join(
            _told(cell, head) for cell, head in zip(rest, part.head[1:], strict=True) if cell
        )
        lines += _hanging(Text(screen.show(f"{name}: "), style="dim"), told, screen, indent=2)
    return lines


def _told(cell: str, head: str) -> str:
    """Return a cell as it is read without its head: a bare number says what it counts."""
    return f"{cell} {head}" if _NUMBER.fullmatch(cell) else cell


def _hanging(head: Text, text: str, screen: Screen, *, indent: int) -> Lines:
    """Return lines of which all but the first stand in by `indent`."""
    whole = Text("").append_text(head).append(screen.show(text))
    first, *rest = fold(whole, screen.width) or [Text()]
    if not rest:
        return [first]
    left = whole[len(first.plain) :]
    left = left[len(left.plain) - len(left.plain.lstrip()) :]
    return [first, *(Text(" " * indent).append_text(line) for line in fold(left, max(16, screen.width - indent)))]


def markdown(document: Document) -> str:
    """Return the document as Markdown."""
    lines = [f"# {_plain(document.title)}"]
    for part in document.parts:
        lines += ["", *_markdown_part(part)]
    for section in document.sections:
        lines += ["", f"## {_plain(section.title)}"]
        for part in section.parts:
            lines += ["", *_markdown_part(part)]
    return "\n".join(lines) + "\n"


def _markdown_part(part: Part) -> Iterator[str]:
    if isinstance(part, str):
        yield _plain(part)
    elif isinstance(part, Points):
        yield from (f"- {_plain(item)}" for item in part.items)
    else:
        if part.caption:
            yield from (f"**{_plain(part.caption)}**", "")
        yield f"| {' | '.join(map(_plain, part.head))} |"
        yield f"|{'---|' * len(part.head)}"
        yield from (f"| {' | '.join(map(_plain, row))} |" for row in part.rows)


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def html(document: Document, lang: str) -> str:
    """Return the document as a page of its own: nothing is loaded, nothing runs, everything is escaped."""
    body = [f"<h1>{escape(document.title)}</h1>", *map(_html_part, document.parts)]
    for section in document.sections:
        body += [f"<h2>{escape(section.title)}</h2>", *map(_html_part, section.parts)]
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(document.title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def _html_part(part: Part) -> str:
    if isinstance(part, str):
        return f"<p>{escape(part)}</p>"
    if isinstance(part, Points):
        return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in part.items)}</ul>"
    return _html_table(part)


def _html_table(table: Table) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for name, *rest in table.rows
    )
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
