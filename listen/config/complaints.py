"""What pydantic found wrong, said with line, column, key and "did you mean"."""

import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType, UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from listen.config.document import Document, Path, dotted
from listen.config.scalars import Place, Scalar
from listen.config.wording import nearest
from listen.errors import Complaint, ExpressionError
from listen.text.clean import clean_line, for_terminal

__all__ = ["complain", "complaints_of", "looks_secret", "shown", "unknown_key"]

_SECRET = re.compile(r"(?i)(?:^|[_-])(?:token|password|passwort|passwd|secret|api_?key|key|credentials?|bearer)s?$")

_KEYS: Mapping[str, str] = {
    "string_type": "expected_text",
    "list_type": "expected_list",
    "dict_type": "expected_table",
    "model_type": "expected_table",
    "model_attributes_type": "expected_table",
    "bool_type": "expected_yes_no",
    "bool_parsing": "expected_yes_no",
    "int_type": "expected_number",
    "int_parsing": "expected_number",
    "int_parsing_size": "expected_number",
    "int_from_float": "expected_number",
    "float_type": "expected_number",
    "float_parsing": "expected_number",
    "finite_number": "expected_number",
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
    "too_short": "empty",
    "string_too_short": "empty",
}
_LIMITS = ("gt", "ge", "lt", "le")


def looks_secret(key: str) -> bool:
    """Return True when a key's name says that a secret stands behind it."""
    return _SECRET.search(key) is not None


def shown(text: str) -> str:
    """Return a piece of the file fit for a message."""
    return for_terminal(clean_line(text, limit=80))


def complain(
    document: Document,
    path: Path,
    key: str,
    *,
    place: Place | None = None,
    suggestion: str | None = None,
    values: Mapping[str, object] = MappingProxyType({}),
) -> Complaint:
    """Return a complaint about what stands at `path`; `place` where it is known better than by the path."""
    at = place if place is not None else document.place(path)
    return Complaint(
        line=None if at is None else at.line,
        column=None if at is None else at.column,
        path=dotted(path),
        key=key if "." in key else f"config.{key}",
        values=tuple(values.items()),
        suggestion=suggestion,
    )


def complaints_of(error: ValidationError, document: Document, model: type[BaseModel]) -> Iterator[Complaint]:
    """Yield one complaint for each finding."""
    for found in error.errors(include_url=False, include_input=False):
        path = tuple(step for step in found["loc"] if step != "[key]")
        if found["type"] == "extra_forbidden":
            yield unknown_key(document, path, _fields(model, path[:-1]))
        elif found["type"] == "missing":
            yield _missing(document, path)
        elif found["type"] == "expression":
            yield _bad_expression(document, path, found["ctx"]["error"])
        else:
            is_key = found["loc"][-1:] == ("[key]",)
            yield _wrong_value(document, path, found, place=document.key_place(path) if is_key else None)


def unknown_key(document: Document, path: Path, known: Collection[str]) -> Complaint:
    """Return a complaint about a key that means nothing there; `known` are those that would."""
    key, around = str(path[-1]), path[:-1]
    place = document.key_place(path)
    if looks_secret(key):
        variable = "_".join(["LISTEN", *(str(step) for step in path[-2:])])
        variable = re.sub(r"\W+", "_", variable).upper()
        return complain(document, path, "secret", place=place, values={"name": shown(key), "variable": variable})
    suggestion = nearest(key, known)
    phrase = "unknown_key" if around else "unknown_key_at_top"
    values = {"name": shown(key), "where": shown(dotted(around))}
    return complain(document, path, phrase, place=place, suggestion=suggestion, values=values)


def _fields(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """Return the keys that may stand at `path`."""
    kind: object = model
    for step in path:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            kind = _bare(kind.model_fields[str(step)].annotation)
        else:
            # A dict or a list: whatever the step is called, its values all have one shape.
            kind = _bare(get_args(kind)[-1])
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return ()
    return tuple(field.alias or name for name, field in kind.model_fields.items())


def _bare(annotation: object) -> object:
    """Return the type without `Annotated` and `| None`."""
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        annotation = get_args(annotation)[0]
    return annotation


def _missing(document: Document, path: Path) -> Complaint:
    around = path[:-1]
    phrase = "missing" if around else "missing_at_top"
    place = document.key_place(path) or document.key_place(around)
    return complain(document, path, phrase, place=place, values={"name": path[-1], "where": shown(dotted(around))})


def _bad_expression(document: Document, path: Path, error: ExpressionError) -> Complaint:
    node = document.node(path) or document.node(path[:-1])
    place = node.place_of(error.start) if isinstance(node, Scalar) else None
    return complain(document, path, error.key, place=place, suggestion=error.suggestion, values=error.values)


def _wrong_value(document: Document, path: Path, found: ErrorDetails, *, place: Place | None) -> Complaint:
    context = dict(found.get("ctx", {}))
    node = document.node(path)
    if isinstance(node, Scalar) and node.is_nothing:
        return complain(document, path, "nothing", values={"name": shown(dotted(path))})
    suggestion = context.pop("suggestion", None)
    values = {key: value for key, value in context.items() if key not in _LIMITS}
    values["limit"] = next((context[key] for key in _LIMITS if key in context), context.get("limit"))
    key = _KEYS.get(found["type"], found["type"])
    values["name"] = shown(dotted(path))
    return complain(document, path, key, place=place, suggestion=suggestion, values=values)
