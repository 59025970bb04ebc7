"""venues.yaml: the house rules of venues, shipped with listen and added to by a file beside queries.yaml."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from listen.config import wording
from listen.config.complaints import complain, complaints_of
from listen.config.document import Table, read_document
from listen.config.reading import read_text
from listen.drafting.venues import Permission, Venue, Venues
from listen.errors import Complaint, ConfigError
from listen.text.urls import safe_link

__all__ = ["VENUES_FILE", "VenueShape", "VenuesShape", "check_venues", "load_venues"]

VENUES_FILE = "venues.yaml"
"""Name of the file beside queries.yaml."""

_BUILT_IN = "venues.yaml"

Line = Annotated[str, AfterValidator(wording.line), Field(min_length=1)]
Name = Annotated[str, AfterValidator(wording.name)]
Host = Annotated[str, AfterValidator(wording.host)]
Language = Annotated[str, AfterValidator(wording.language)]
Allowed = Annotated[str, AfterValidator(wording.permission), Field(json_schema_extra={"enum": list(Permission)})]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class VenueShape(_Shape):
    """Where one answers, and what is to be kept to there."""

    title: Annotated[Line, Field(description="How people call it.")]
    sources: Annotated[list[Line], Field(description="Names of the sources whose posts stand there.")] = []
    hosts: Annotated[list[Host], Field(description="Its host names; subdomains are meant too.")] = []
    places: Annotated[
        list[Line], Field(description="What the source calls the place: `r/HVAC`; counts before hosts and sources.")
    ] = []
    companies: Annotated[
        Allowed, Field(description="Whether companies may answer: `yes`, `some`, `no`, `unknown`: look first.")
    ] = "unknown"
    links: Annotated[Allowed, Field(description="Whether an answer may have links; likewise.")] = "unknown"
    name: Annotated[bool | None, Field(description="Whether its rules want the affiliation named.")] = None
    longest: Annotated[int | None, Field(ge=1, le=1_000_000, description="Characters an answer may have.")] = None
    note: Annotated[
        dict[Language, Line],
        BeforeValidator(lambda value: {"en": value} if isinstance(value, str) else value),
        Field(description="What else is to be known, by language; a text alone is English."),
    ] = {}
    rules: Annotated[str | None, AfterValidator(wording.address), Field(description="Address of the rules.")] = None
    checked: Annotated[Line | None, Field(description="When somebody last looked.")] = None


class VenuesShape(_Shape):
    """A whole venues.yaml."""

    version: Annotated[
        Literal[1],
        BeforeValidator(lambda value: 1 if value == "1" else value),
        Field(description="Version of this format; 1."),
    ]
    venues: Annotated[
        dict[Name, VenueShape],
        Field(
            description="By name; one that listen knows already is replaced as a whole, `default` serves for the rest."
        ),
    ] = {}


def load_venues(path: Path | None) -> Venues:
    """Return the house rules: those that came with listen, with those of the file at `path` in their place.

    Args:
        path: a venues.yaml; None, or one that is not there, adds nothing.

    Raises:
        ConfigError: with every complaint at once, in file order.
    """
    entries = {one.name: one for one in _built_in()}
    if path is not None and path.exists():
        entries |= {one.name: one for one in check_venues(read_text(path), file=str(path))}
    return Venues(entries.values())


@cache
def _built_in() -> tuple[Venue, ...]:
    text = files("listen.config").joinpath(_BUILT_IN).read_text(encoding="utf-8")
    return check_venues(text, file=_BUILT_IN)


def check_venues(text: str, *, file: str) -> tuple[Venue, ...]:
    """Return what the text of a venues.yaml says; `file` is what complaints call it.

    Raises:
        ConfigError: with every complaint at once, in file order.
    """
    document = read_document(text)
    complaints: list[Complaint] = list(document.complaints)
    if not complaints and not isinstance(document.root, Table):
        complaints.append(complain(document, (), "empty_file" if document.root is None else "no_table"))
    shape = None
    if not complaints:
        try:
            shape = VenuesShape.model_validate(document.plain())
        except ValidationError as error:
            complaints += complaints_of(error, document, VenuesShape)
    if complaints or shape is None:
        raise ConfigError(file, tuple(sorted(complaints, key=lambda one: (one.line or 0, one.column or 0))))
    return tuple(_venue(name, one) for name, one in shape.venues.items())


def _venue(name: str, shape: VenueShape) -> Venue:
    return Venue(
        name=name,
        title=shape.title,
        sources=tuple(shape.sources),
        hosts=tuple(shape.hosts),
        places=tuple(shape.places),
        companies=Permission(shape.companies),
        links=Permission(shape.links),
        is_name_required=shape.name,
        longest=shape.longest,
        notes=MappingProxyType(dict(shape.note)),
        rules=None if shape.rules is None else safe_link(shape.rules),
        checked=shape.checked,
    )
