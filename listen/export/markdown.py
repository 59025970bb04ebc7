"""Mentions as a page of Markdown: a heading a day, a paragraph a mention; foreign text cannot become markup."""

import re
from collections.abc import Iterable, Mapping
from typing import TextIO

from listen.columns import COLUMNS, Cell, Row
from listen.export.letters import writable
from listen.phrases import say
from listen.text.clean import for_terminal

__all__ = ["write_markdown"]

# What means something anywhere in a line, and what does so at its beginning only (CommonMark 0.31; @ for chats).
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#|~&!@])")
_AT_BEGIN = re.compile(r"^(?:([0-9]{1,9})(?=[.)](?: |$))|(?=[-+=]))")
_EXCERPT = 500


def write_markdown(rows: Iterable[Row], out: TextIO, *, lang: str = "en") -> int:
    """Write `rows` in their order; a new heading whenever the day changes. Return how many.

    Texts are cut at 500 characters: a page is for reading, whole texts are in the other formats.
    """
    out.write(f"# {say('export.title', lang)}\n")
    day: Cell = None
    count = 0
    for row in rows:
        count += 1
        cells = dict(zip(COLUMNS, row, strict=True))
        if cells["day"] != day:
            day = cells["day"]
            out.write(f"\n## {_escaped(day)}\n")
        out.write(writable(_paragraph(cells, lang)))
    if not count:
        out.write(f"\n{say('export.nothing', lang)}\n")
    return count


def _paragraph(cells: Mapping[str, Cell], lang: str) -> str:
    text = str(cells["text"] or "")
    title = str(cells["title"] or "") or _cut(text, 80) or say("export.untitled", lang)
    label = say(f"export.label_{cells['label'] or 'unscored'}", lang)
    queries = str(cells["queries"] or "").replace("\n", ", ")
    about = (cells["author"], cells["place"] or cells["source"], label, queries)
    parts = [f"\n### {_linked(title, cells['url'])}\n", " · ".join(_escaped(part) for part in about if part)]
    if text and (cells["title"] or len(text) > len(title)):
        parts.append("\n> " + _escaped(_cut(text, _EXCERPT)))
    return "\n".join(parts) + "\n"


def _linked(title: str, url: Cell) -> str:
    """Return a link when the address is a clean web address, else the title alone."""
    is_clean = isinstance(url, str) and re.fullmatch(r"https?://[^\s<>\"'`\x00-\x20]+", url) is not None
    return f"[{_escaped(title)}](<{url}>)" if is_clean else _escaped(title)


def _cut(text: str, limit: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _escaped(value: Cell) -> str:
    """Return foreign text as one line in which no character means anything to Markdown or HTML, or to a screen."""
    line = " ".join(for_terminal(str(value)).split())
    return _AT_BEGIN.sub(r"\1\\", _MARKUP.sub(r"\\\1", line))
