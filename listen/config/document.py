"""A YAML text as a tree that knows where everything stands; scalars stay text as written.

PyYAML only scans and parses here. Its constructors would turn `NO`, `0123`, `12:30` and dates into something else, and
its composer follows aliases without a bound; the events are put together by our own few lines instead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from listen.config.scalars import Place, Scalar, position
from listen.errors import Complaint

__all__ = ["Document", "List", "Node", "Path", "Table", "dotted", "read_document"]

MAX_DEPTH = 20
MAX_NODES = 100_000
MAX_ALIASES = 100

# What YAML 1.1 (section 5.1) does not allow: C0 and C1 but tab, line breaks and NEL; what is no character.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")

Path: TypeAlias = tuple[str | int, ...]


@dataclass(slots=True, kw_only=True)
class Table:
    """A mapping: keys with their own places, values in file order; `end_line` is where its brace closes, if any."""

    place: Place
    end_line: int = 0
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: "dict[str, Node]" = field(default_factory=dict)
    size: int = 1
    height: int = 1


@dataclass(slots=True, kw_only=True)
class List:
    """A sequence; `is_flow` when it is written as `[a, b]`, and then `end_line` is where its bracket closes."""

    place: Place
    is_flow: bool = False
    end_line: int = 0
    items: "list[Node]" = field(default_factory=list)
    size: int = 1
    height: int = 1


Node: TypeAlias = Scalar | Table | List


def dotted(path: Path) -> str:
    """Return `path` as people write it: `feeds[0].address`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed file: its tree (None when it is empty or broken) and what is wrong with it as YAML."""

    root: Node | None
    complaints: tuple[Complaint, ...]

    def node(self, path: Path) -> Node | None:
        """Return the node at `path`, or None."""
        node = self.root
        for step in path:
            if isinstance(node, Table) and isinstance(step, str):
                node = node.values.get(step)
            elif isinstance(node, List) and isinstance(step, int):
                node = node.items[step] if step < len(node.items) else None
            else:
                return None
        return node

    def place(self, path: Path) -> Place | None:
        """Return where the value at `path` stands, or the nearest thing around it; None for the file as a whole."""
        for end in range(len(path), 0, -1):
            node = self.node(path[:end])
            if node is not None:
                # The key says more than the first line of the value below it, unless the value stands beside it.
                key = self.key_place(path[:end])
                return key if key is not None and not isinstance(node, Scalar) else node.place
        return None

    def key_place(self, path: Path) -> Place | None:
        """Return where the last key of `path` stands; None when it is no key."""
        around = self.node(path[:-1]) if path else None
        if isinstance(around, Table) and path[-1] in around.keys:
            return around.keys[str(path[-1])].place
        return None

    def plain(self) -> object:
        """Return the tree as dicts, lists, text and None (`~`, `null` and nothing at all are None)."""
        return None if self.root is None else _plain(self.root)


def _plain(node: Node) -> object:
    if isinstance(node, Table):
        return {key: _plain(value) for key, value in node.values.items()}
    if isinstance(node, List):
        return [_plain(item) for item in node.items]
    return None if node.is_nothing else node.text


def read_document(text: str) -> Document:
    """Return `text` as a tree with places. Never raises; a text that is no YAML has no tree and one complaint."""
    forbidden = _FORBIDDEN.search(text)
    if forbidden is not None:
        return Document(root=None, complaints=(_forbidden(text, forbidden.start()),))
    builder = _Builder(text)
    try:
        builder.build(_events(text))
    except _StopReading as stop:
        return Document(root=None, complaints=(*builder.complaints, stop.complaint))
    except yaml.MarkedYAMLError as error:
        return Document(root=None, complaints=(*builder.complaints, _broken(error, text)))
    return Document(root=builder.root, complaints=tuple(builder.complaints))


def _forbidden(text: str, at: int) -> Complaint:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    values = (("code", f"U+{ord(text[at]):04X}"),)
    return Complaint(line=line, column=column, path="", key="config.control", values=values)


def _events(text: str) -> Iterator[yaml.Event]:
    # The C parser is fifty times faster; the other one serves where PyYAML was built without it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.parse(text, Loader=loader)


class _StopReading(Exception):  # noqa: N818 - it is a way out, not an error
    """Reading on makes no sense."""

    def __init__(self, place: Place, key: str, **values: object) -> None:
        super().__init__(key)
        self.complaint = Complaint(line=place.line, column=place.column, path="", key=key, values=tuple(values.items()))


class _Builder:
    """Puts events together, with bounds on depth, aliases and what they multiply."""

    def __init__(self, text: str) -> None:
        self.lines = tuple(re.split("[\n\x85\u2028\u2029]", text))
        self.root: Node | None = None
        self.complaints: list[Complaint] = []
        self._open: list[Table | List] = []
        self._keys: list[Scalar | None] = []
        self._in_flow: list[bool] = []
        self._anchors: dict[str, Node | None] = {}
        self._open_anchors: list[str | None] = []
        self._aliases = 0
        self._nodes = 0
        self._documents = 0

    def build(self, events: Iterator[yaml.Event]) -> None:
        """Read all events."""
        for event in events:
            line, column = position(event.start_mark)
            place = Place(line=line + 1, column=column + 1)
            if isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    raise _StopReading(place, "config.two_documents")
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close(line + 1)
            elif isinstance(event, yaml.AliasEvent):
                self._put(self._known(event, place))
            elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
                self._take(event, place)

    def _take(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place) -> None:
        if event.tag is not None:
            raise _StopReading(place, "config.tag", tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            scalar = Scalar.of(event, self.lines)
            self._remember(event.anchor, scalar)
            self._put(scalar)
            return
        node: Table | List = Table(place=place)
        if isinstance(event, yaml.SequenceStartEvent):
            node = List(place=place, is_flow=bool(event.flow_style))
        if len(self._open) >= MAX_DEPTH:
            raise _StopReading(place, "config.too_deep", limit=MAX_DEPTH)
        # None while it is open: an alias inside would make it its own child.
        self._remember(event.anchor, None)
        self._open.append(node)
        self._in_flow.append(bool(event.flow_style))
        self._keys.append(None)
        self._open_anchors.append(event.anchor)

    def _remember(self, anchor: str | None, node: Node | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = node

    def _known(self, event: yaml.AliasEvent, place: Place) -> Node:
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            raise _StopReading(place, "config.too_many_aliases", limit=MAX_ALIASES)
        if event.anchor not in self._anchors:
            raise _StopReading(place, "config.unknown_alias", name=event.anchor)
        node = self._anchors[event.anchor]
        if node is None:
            raise _StopReading(place, "config.alias_of_itself", name=event.anchor)
        if len(self._open) + node.height > MAX_DEPTH:
            raise _StopReading(place, "config.too_deep", limit=MAX_DEPTH)
        return node

    def _close(self, line: int) -> None:
        node = self._open.pop()
        if self._in_flow.pop():
            node.end_line = line
        self._keys.pop()
        anchor = self._open_anchors.pop()
        self._remember(anchor, node)
        self._put(node)

    def _put(self, node: Node) -> None:
        self._nodes += node.size
        if self._nodes > MAX_NODES:
            raise _StopReading(node.place, "config.too_much", limit=MAX_NODES)
        if not self._open:
            self.root = node
            return
        around = self._open[-1]
        if isinstance(around, List):
            around.items.append(node)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = self._key(node)
            return
        else:
            self._keys[-1] = None
            self._enter(around, key, node)
        around.size += node.size
        around.height = max(around.height, node.height + 1)

    def _key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            raise _StopReading(node.place, "config.key_is_no_text")
        if node.text == "<<" and node.is_plain:
            raise _StopReading(node.place, "config.merge_key")
        return node

    def _enter(self, table: Table, key: Scalar, node: Node) -> None:
        if key.text in table.keys:
            first = table.keys[key.text].place.line
            values = (("name", key.text), ("first", first))
            self.complaints.append(
                Complaint(
                    line=key.place.line,
                    column=key.place.column,
                    path=key.text,
                    key="config.duplicate_key",
                    values=values,
                )
            )
            return
        table.keys[key.text] = key
        table.values[key.text] = node


_ON_AFTER_QUOTE = re.compile(r"""^[^#'"]*:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*[^\s#,\]}]""")


def _broken(error: yaml.MarkedYAMLError, text: str) -> Complaint:
    """Return what a person can do about a text that is no YAML, as far as we can guess it."""
    problem, context = error.problem or "", error.context or ""
    lines = text.split("\n")
    line, column = position(error.problem_mark or error.context_mark)
    behind = _behind_quote(lines, line)
    values: tuple[tuple[str, object], ...] = ()
    if "quoted scalar" in context and "end of stream" in problem:
        key, (line, column) = "config.open_quote", position(error.context_mark)
    elif behind is not None:
        key, (line, column) = "config.after_quote", behind
    elif "cannot start any token" in problem:
        char = lines[line][column : column + 1] if line < len(lines) else ""
        key, values = ("config.tab", ()) if char == "\t" else ("config.needs_quotes", (("char", char),))
    elif "mapping values are not allowed" in problem:
        key = "config.colon"
    elif "could not find expected ':'" in problem:
        key = "config.no_colon"
    else:
        key, values = "config.broken", (("why", problem),)
    return Complaint(line=line + 1, column=column + 1, path="", key=key, values=values)


def _behind_quote(lines: list[str], line: int) -> tuple[int, int] | None:
    """Return where text goes on behind a closing quote, in this line or the one before: `find: "a" OR "b"`."""
    for number in (line, line - 1):
        found = _ON_AFTER_QUOTE.match(lines[number]) if 0 <= number < len(lines) else None
        if found is not None:
            return number, found.end() - 1
    return None
