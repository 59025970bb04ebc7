"""The JSON schema for editors and the reference page, both made from the model that checks the file."""

import json
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from listen.config.shape import (
    AnsweringShape,
    BrandShape,
    CoolingShape,
    FeedShape,
    FileShape,
    HandOnShape,
    HttpShape,
    QueryShape,
    SourceShape,
    UnitShape,
)
from listen.config.venues import VenueShape, VenuesShape, load_venues

__all__ = ["SCHEMA_FILE", "reference", "schema", "schema_text", "venues_reference"]

SCHEMA_FILE = "queries.schema.json"
"""Name of the generated file; it lies in `listen/config/` and goes with every installation."""


def schema() -> dict[str, object]:
    """Return the JSON schema (draft 2020-12) of queries.yaml.

    Looser than the check in one way: names are compared, addresses asked for and expressions parsed by `load` only.
    """
    made = FileShape.model_json_schema(mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "queries.yaml of listen",
        **{key: value for key, value in made.items() if key != "title"},
    }


def schema_text() -> str:
    """Return the schema as it stands in the generated file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


_SECTIONS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("brand", BrandShape),
    ("units.NAME", UnitShape),
    ("queries.NAME", QueryShape),
    ("feeds[]", FeedShape),
    ("sources.NAME", SourceShape),
    ("answering", AnsweringShape),
    ("answering.hand_on", HandOnShape),
    ("answering.cooling_off", CoolingShape),
    ("http", HttpShape),
)


def reference() -> str:
    """Return `docs/reference/queries-yaml.md`."""
    lines = [
        "# queries.yaml",
        "",
        "<!-- Generated from listen/config/shape.py; do not edit. -->",
        "",
        "Every key, in the order of the file.",
        "A key that is not listed here is an error, and so is a key that stands twice.",
        "Texts are taken as written: `NO`, `0123`, `12:30` and dates stay what they are.",
        "A text needs quotes when it begins with one of `* & ! @ % # [ ] { } | >` or contains a colon and a blank.",
        "",
        "## The whole file",
        "",
        *_table(FileShape),
    ]
    for title, shape in _SECTIONS:
        doc = " ".join((shape.__doc__ or "").split())
        lines += ["", f"## {title}", "", doc, "", *_table(shape)]
    return "\n".join(lines) + "\n"


def venues_reference() -> str:
    """Return `docs/reference/venues-yaml.md`."""
    lines = [
        "# venues.yaml",
        "",
        "<!-- Generated from listen/config/venues.py; do not edit. -->",
        "",
        "House rules of venues, beside `queries.yaml`; `listen reply` shows them and holds drafts against them.",
        "listen comes with entries of its own. A file of yours adds to them and replaces those of the same name.",
        "Where several entries fit a post, the most precise one counts: place before host before source.",
        "",
    ]
    for title, shape in (("The whole file", VenuesShape), ("venues.NAME", VenueShape)):
        doc = " ".join((shape.__doc__ or "").split())
        lines += [f"## {title}", "", doc, "", *_table(shape), ""]
    return "\n".join([*lines, *_shipped()]) + "\n"


def _shipped() -> Iterator[str]:
    yield "## What listen comes with"
    yield ""
    yield "| Name | Title | Companies | Links | Note | Checked |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for one in load_venues(None):
        yield (
            f"| `{one.name}` | {one.title} | {one.companies} | {one.links} | {one.note('en') or ''} "
            f"| {one.checked or ''} |"
        )


def _table(shape: type[BaseModel]) -> Iterator[str]:
    yield "| Key | What it holds | Default | Meaning |"
    yield "| --- | --- | --- | --- |"
    for name, field in shape.model_fields.items():
        meaning = (field.description or "").replace("|", "\\|")
        yield f"| `{name}` | {_kind(field.annotation)} | {_default(field)} | {meaning} |"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.default
    if value is None or value in ([], {}) or isinstance(value, BaseModel):
        return ""
    return f"`{json.dumps(value)}`{_bounds(field)}"


def _bounds(field: FieldInfo) -> str:
    """Return the range of a number: ` (1 … 64)`; nothing for anything else."""
    low = [
        getattr(one, name) for one in field.metadata for name in ("gt", "ge") if getattr(one, name, None) is not None
    ]
    high = [
        getattr(one, name) for one in field.metadata for name in ("lt", "le") if getattr(one, name, None) is not None
    ]
    return f" ({low[0]} … {high[0]})" if low and high else ""


_WORDS = {str: "text", int: "number", float: "number", bool: "true or false", BrandShape: "table"}


def _kind(annotation: object) -> str:
    """Return a type as people say it: `list of texts`."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(arguments[0])
    if origin in {Union, UnionType}:
        return _kind(arguments[0])
    if origin is Literal:
        return f"`{arguments[0]}`"
    if origin is list:
        return f"list of {_kind(arguments[0])}s"
    if origin is dict:
        return f"table: name → {_kind(arguments[1])}"
    return _WORDS.get(annotation, "table") if isinstance(annotation, type) else "text"
