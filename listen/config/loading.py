"""queries.yaml → `Settings`, or every reason why not, in file order."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path as File
from types import MappingProxyType

from pydantic import ValidationError

from listen.aspects import merged
from listen.brand import AnsweringSettings, Brand, Competitor, Feed, HttpSettings, Query, Settings, SourceSettings, Unit
from listen.config.complaints import complain, complaints_of, shown, unknown_key
from listen.config.document import Document, List, Path, Table, read_document
from listen.config.reading import read_text
from listen.config.scalars import Scalar
from listen.config.shape import VERSION, AnsweringShape, FileShape, SourceShape
from listen.config.wording import nearest, proxy_in
from listen.errors import Complaint, ConfigError
from listen.text.urls import canonical

__all__ = ["KNOWN_SOURCES", "OptionsOf", "check", "load"]

OptionsOf = Callable[[str], Collection[str] | None]
"""Names of the options that a source declares; None for one that does not say, and may be given anything."""

_NUMBER = re.compile("[1-9][0-9]{0,8}")

KNOWN_SOURCES = ("feed", "hackernews", "mastodon", "googlenews")


def _no_options(_source: str) -> Collection[str]:
    return ()


def load(
    path: File,
    *,
    environ: Mapping[str, str],
    known_sources: Collection[str] = KNOWN_SOURCES,
    options_of: OptionsOf = _no_options,
) -> Settings:
    """Read and check the file at `path`.

    Args:
        path: a queries.yaml.
        environ: the environment; asked only for the proxy, when the file says `proxy: env`.
        known_sources: names of all sources there are, those of plug-ins included.
        options_of: asked only for sources that the file names.

    Raises:
        ConfigError: with every complaint at once, in file order.
    """
    return check(read_text(path), file=str(path), environ=environ, known_sources=known_sources, options_of=options_of)


def check(
    text: str,
    *,
    file: str,
    environ: Mapping[str, str],
    known_sources: Collection[str] = KNOWN_SOURCES,
    options_of: OptionsOf = _no_options,
) -> Settings:
    """Check the text of a queries.yaml; `file` is what the complaints call it. Else as `load`."""
    document = read_document(text)
    complaints = list(document.complaints)
    shape = None
    if not complaints or document.root is not None:
        not_ours = _not_ours(document)
        complaints += not_ours
        if not not_ours:
            shape, found = _shape(document)
            complaints += (
                *found,
                *_references(document, known_sources),
                *_options(document, known_sources, options_of),
                *_names(document),
                *(() if shape is None else _wrong_aspects(document, shape)),
                *_proxy(document, environ),
            )
    if complaints or shape is None:
        raise ConfigError(file, tuple(sorted(complaints, key=lambda one: (one.line or 0, one.column or 0))))
    return _settings(shape)


def _not_ours(document: Document) -> tuple[Complaint, ...]:
    """Tell a file of another kind or a newer version; then further complaints would only mislead."""
    if not isinstance(document.root, Table):
        return (complain(document, (), "empty_file" if document.root is None else "no_table"),)
    version = _text(document, ("version",)) or ""
    if _NUMBER.fullmatch(version) and int(version) > VERSION:
        return (complain(document, ("version",), "newer", values={"version": version, "known": VERSION}),)
    return ()


def _shape(document: Document) -> tuple[FileShape | None, tuple[Complaint, ...]]:
    try:
        return FileShape.model_validate(document.plain()), ()
    except ValidationError as error:
        return None, tuple(complaints_of(error, document, FileShape))


# The checks below read the tree and not the shape: they must also speak when the shape could not be made.


def _children(document: Document, *path: str) -> Iterator[Path]:
    node = document.node(path)
    steps: Iterable[str | int] = ()
    if isinstance(node, Table):
        steps = node.values
    elif isinstance(node, List):
        steps = range(len(node.items))
    for step in steps:
        yield (*path, step)


def _text(document: Document, path: Path) -> str | None:
    node = document.node(path)
    if not isinstance(node, Scalar) or node.is_nothing:
        return None
    return unicodedata.normalize("NFC", node.text).strip()


def _references(document: Document, known_sources: Collection[str]) -> Iterator[Complaint]:
    units = tuple(unicodedata.normalize("NFC", str(path[-1])) for path in _children(document, "units"))
    for section in ("queries", "feeds"):
        for path in _children(document, section):
            yield from _unknown(document, (*path, "unit"), units, "unknown_unit")
    for path in _children(document, "queries"):
        sources = document.node((*path, "sources"))
        for number in range(len(sources.items) if isinstance(sources, List) else 0):
            yield from _unknown(document, (*path, "sources", number), known_sources, "unknown_source")
    for path in (*_children(document, "sources"), *_children(document, "brand", "accounts")):
        name = str(path[-1])
        if name not in known_sources:
            place, guess = document.key_place(path), nearest(name, known_sources)
            yield complain(
                document, path, "unknown_source", place=place, suggestion=guess, values={"name": shown(name)}
            )


def _options(document: Document, known_sources: Collection[str], options_of: OptionsOf) -> Iterator[Complaint]:
    """Tell settings that the source does not know."""
    for path in _children(document, "sources"):
        if str(path[-1]) not in known_sources:
            continue
        for key in _children(document, *(str(step) for step in path)):
            if str(key[-1]) in SourceShape.model_fields:
                continue
            declared = options_of(str(path[-1]))
            if declared is not None and key[-1] not in declared:
                yield unknown_key(document, key, (*SourceShape.model_fields, *declared))


def _unknown(document: Document, path: Path, known: Collection[str], key: str) -> Iterator[Complaint]:
    name = _text(document, path)
    if name is not None and name not in known:
        yield complain(document, path, key, suggestion=nearest(name, known), values={"name": shown(name)})


def _names(document: Document) -> Iterator[Complaint]:
    """Tell names and addresses that are there twice; a competitor's name is a query's name too."""
    for sections in (("units",), ("queries", "competitors")):
        seen: dict[str, int] = {}
        for path in (path for section in sections for path in _children(document, section)):
            place = document.key_place(path)
            line = 0 if place is None else place.line
            name = str(path[-1])
            first = seen.setdefault(unicodedata.normalize("NFC", name).strip().casefold(), line)
            if first != line:
                yield complain(document, path, "name_twice", place=place, values={"name": shown(name), "first": first})
    addresses: dict[str, int] = {}
    for path in _children(document, "feeds"):
        at = path if _text(document, path) is not None else (*path, "address")
        address, place = _text(document, at), document.place(at)
        if address is None or place is None:
            continue
        first = addresses.setdefault(canonical(address) or address, place.line)
        if first != place.line:
            yield complain(document, at, "feed_twice", values={"first": first})


def _wrong_aspects(document: Document, shape: FileShape) -> Iterator[Complaint]:
    """Tell words of aspects that cannot be looked up."""
    sections: list[tuple[Path, Mapping[str, list[str]]]] = [(("aspects",), shape.aspects)]
    sections += [(("units", name, "aspects"), unit.aspects) for name, unit in shape.units.items()]
    for path, written in sections:
        for wrong in merged(written)[1]:
            values = {"aspect": shown(wrong.aspect), "word": shown(wrong.word or "")}
            yield complain(document, (*path, wrong.aspect), wrong.key, values=values)


def _proxy(document: Document, environ: Mapping[str, str]) -> Iterator[Complaint]:
    path = ("http", "proxy")
    if _text(document, path) == "env":
        for variable in proxy_in(environ):
            yield complain(document, path, "proxy_in_environment", values={"variable": variable})


def _settings(shape: FileShape) -> Settings:
    brand = shape.brand
    competitors = tuple(Competitor(name=name, expression=find) for name, find in shape.competitors.items())
    return Settings(
        brand=Brand(
            name=brand.name,
            accounts=MappingProxyType({source: tuple(names) for source, names in brand.accounts.items()}),
            sites=tuple(brand.sites),
        ),
        languages=tuple(dict.fromkeys(shape.languages)),
        region=shape.region,
        timezone=shape.timezone,
        units=tuple(
            Unit(name=name, title=unit.title or name, audiences=tuple(unit.audiences), aspects=_aspects(unit.aspects))
            for name, unit in shape.units.items()
        ),
        queries=(
            *_queries(shape),
            *(Query(name=c.name, expression=c.expression, competitor=c.name) for c in competitors),
        ),
        feeds=tuple(Feed(address=feed.address, title=feed.title, unit=feed.unit) for feed in shape.feeds),
        competitors=competitors,
        sources=MappingProxyType({name: _source(source) for name, source in shape.sources.items()}),
        http=HttpSettings(**{**shape.http.model_dump(), "allow_private": tuple(shape.http.allow_private)}),
        first_run_days=shape.first_run_days,
        analyzer=shape.analyzer,
        aspects=_aspects(shape.aspects),
        hide=tuple(dict.fromkeys(shape.hide)),
        answering=_answering(shape.answering),
    )


def _answering(shape: AnsweringShape) -> AnsweringSettings:
    hand_on = {desk: said for desk, said in shape.hand_on.model_dump().items() if said is not None}
    cooling_off = {kind: tuple(words) for kind, words in shape.cooling_off.model_dump().items() if words is not None}
    return AnsweringSettings(
        disclosure=MappingProxyType(dict(shape.disclosure)),
        hand_on=MappingProxyType(hand_on),
        cooling_off=MappingProxyType(cooling_off),
        second_look_minutes=shape.second_look_minutes,
    )


def _aspects(shape: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(words) for name, words in shape.items()})


def _queries(shape: FileShape) -> Iterator[Query]:
    for name, query in shape.queries.items():
        yield Query(
            name=name,
            expression=query.find,
            unit=query.unit,
            sources=tuple(dict.fromkeys(query.sources)),
            about=query.about,
        )


def _source(shape: SourceShape) -> SourceSettings:
    further = {**shape.options, **(shape.model_extra or {})}
    options: dict[str, object] = {name: tuple(values) for name, values in further.items()}
    if shape.tags:
        options["tags"] = tuple(dict.fromkeys(shape.tags))
    bases = (*((shape.base.rstrip("/"),) if shape.base else ()), *shape.servers)
    return SourceSettings(
        is_on=shape.enabled,
        bases=tuple(dict.fromkeys(bases)),
        options=MappingProxyType(options),
        pause_s=shape.pause_s,
    )
