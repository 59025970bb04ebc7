"""Files of other tools, row by row: CSV in any dialect, JSON lines, mbox. Columns are found by their names."""

import codecs
import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from listen.errors import UsageError
from listen.mailbox.files import letters_in
from listen.mailbox.letters import read_letter
from listen.model import Post
from listen.sources.hand import note_id
from listen.sources.shared.letters import posts_of
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.urls import host_of, safe_link, unwrapped

__all__ = ["FIELDS", "is_mbox", "read_letters", "read_rows"]

FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "url": ("url", "link", "permalink", "articleurl", "posturl", "weblink", "address", "adresse"),
        "title": ("title", "titel", "headline", "überschrift", "schlagzeile", "subject", "betreff"),
        "text": (
            *("text", "fulltext", "volltext", "content", "inhalt", "body", "message", "nachricht", "beitrag"),
            *("hitsentence", "snippet", "review", "bewertung", "comment", "kommentar", "mention"),
            *("description", "beschreibung"),
        ),
        "author": ("author", "autor", "autorin", "username", "influencer", "user", "from", "von", "name"),
        "date": (
            *("publishedat", "published", "createdat", "created", "datetime", "timestamp", "date", "datum"),
            *("day", "tag"),
        ),
        "time": ("time", "uhrzeit", "zeit"),
        "place": (
            *("place", "publication", "medium", "outlet", "sourcename", "site", "forum", "domain"),
            *("source", "quelle", "ort"),
        ),
        "language": ("language", "lang", "sprache"),
        "native_id": ("nativeid", "documentid", "mentionid"),
    }
)
"""What a column may be called, by what it holds; the first name that a file has is taken."""

_SAMPLE = 1 << 16
_SEPARATORS = ",;\t|"
_LONGEST_FIELD = 1 << 20
_FORMULA = frozenset("=+-@\t\r")


def read_rows(path: Path, columns: Mapping[str, str], query: str | None) -> Iterator[Post | None]:
    """Return one post a row, lazily; None for a row that holds neither text nor title.

    Args:
        path: CSV or JSON lines.
        columns: which column holds what, where the names do not say: `{"text": "Hit"}`.
        query: counts for every row, whatever it says; None when only matches are wanted.

    Raises:
        UsageError: no column holds a text or a title, or a named one does not exist.
        OSError: the file cannot be read.
    """
    rows = _objects(path) if _is_json(path) else _table(path)
    first = next(rows, None)
    if first is None:
        return iter(())
    places = _places(list(first), columns)
    return (
        _post({field: row.get(column) or "" for field, column in places.items()}, query)
        for row in chain((first,), rows)
    )


def is_mbox(path: Path) -> bool:
    """Say whether a file holds letters.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(5) == b"From "


def read_letters(path: Path, query: str | None) -> Iterator[Post | None]:
    """Yield what the letters of an mbox say, as the mail source does; None for one that cannot be read."""
    for raw in letters_in(path):
        letter = read_letter(raw)
        if letter is None:
            yield None
            continue
        for post in posts_of(letter, "hand", "hand"):
            yield replace(post, matched_by=() if query is None else (query,))


def _places(names: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    by_name = {_bare(name): name for name in reversed(names)}
    places = {}
    for field, known in FIELDS.items():
        wanted = columns.get(field)
        if wanted is not None and wanted not in names:
            raise UsageError("command.import_column", name=wanted, columns=", ".join(names[:30]))
        found = wanted or next((by_name[name] for name in known if name in by_name), None)
        if found is not None:
            places[field] = found
    if "text" not in places and "title" not in places:
        raise UsageError("command.import_no_text", columns=", ".join(names[:30]))
    return places


def _bare(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _post(said: Mapping[str, str], query: str | None) -> Post | None:
    title = clean_line(_plain(said.get("title", "")))
    text = clean_text(_plain(said.get("text", "")))
    if not title and not text:
        return None
    url = safe_link(unwrapped(said.get("url", "").strip()))
    written = clean_line(f"{said.get('date', '')} {said.get('time', '')}")
    date = read_date(written)
    identity = clean_line(said.get("native_id", "")).removeprefix("hand:")
    return Post(
        source="hand",
        native_id=identity if ":" in identity else note_id(url, f"{title}\x1f{text}\x1f{written}"),
        origin="hand",
        url=url,
        title=title or None,
        text=text,
        author=clean_line(_plain(said.get("author", ""))) or None,
        place=clean_line(said.get("place", "")) or (None if url is None else host_of(url)),
        published_at=date,
        published_claim=written if written and date is None else None,
        language_hint=clean_line(said.get("language", "")).lower()[:2] or None,
        matched_by=() if query is None else (query,),
    )


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell


def _is_json(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(_SAMPLE).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def _objects(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for line in file:
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            yield {str(name): _written(value) for name, value in row.items()} if isinstance(row, dict) else {}


def _written(value: object) -> str:
    """Return a value as a cell; lists and objects have no place in one."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None or isinstance(value, list | dict):
        return ""
    return str(value) if not isinstance(value, int) or abs(value) < 1 << 63 else ""


def _table(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding=_encoding(path), errors="replace", newline="") as file:
        head = file.readline()
        file.seek(0)
        separator = max(_SEPARATORS, key=head.count)
        reader = csv.reader(file, delimiter=separator)
        names: list[str] | None = None
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:  # one cell of a megabyte costs its row
                yield {}
                continue
            if names is None:
                names = [cell.strip() for cell in cells]
            elif any(cells):
                yield dict(zip(names, cells, strict=False))


def _encoding(path: Path) -> str:
    """Return how the file is written: by its mark, else UTF-8 when all of it is, else what Windows writes."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if start.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(_SAMPLE):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"
