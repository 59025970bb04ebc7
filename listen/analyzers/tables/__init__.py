"""Trained weights, as files without code: `read_table` checks what it reads, `table_bytes` writes what it will read.

A file is the line `listen table 1`, a line of JSON and a body. The JSON holds `arrays` (name, shape, scale: signed
bytes, in this order in the body), `bytes` and `crc32` of the body before compression, and `head`: whatever the analyzer
wants to know besides. The body is compressed with zlib.
"""

import json
import math
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from listen.errors import AnalyzerError

__all__ = ["MAGIC", "Array", "Table", "load_table", "read_table", "table_bytes"]

MAGIC = b"listen table 1\n"

_LARGEST_FILE = 16 << 20
_LARGEST_HEAD = 256 << 10
_LARGEST_BODY = 32 << 20
_MOST_ARRAYS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Array:
    """Signed bytes in rows.

    Attributes:
        shape: the lengths of its dimensions, outermost first.
        scale: what one step of a byte is worth.
        steps: the bytes, row after row.
    """

    shape: tuple[int, ...]
    scale: float
    steps: "array[int]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a file holds: `head` as its trainer wrote it, and the arrays by name."""

    head: Mapping[str, object]
    arrays: Mapping[str, Array]


def load_table(name: str, place: Traversable | None = None) -> Table:
    """Return a table of the package, or of the folder `place`.

    Raises:
        AnalyzerError: it is missing or damaged.
    """
    try:
        return read_table((place or files(__name__)).joinpath(name).read_bytes())
    except (OSError, ValueError) as error:
        raise AnalyzerError("analyzer.table_damaged", table=name) from error


def read_table(raw: bytes) -> Table:
    """Read a table; nothing in it is run, nothing larger than its bounds is unpacked.

    Raises:
        ValueError: it is none, or damaged.
    """
    if not raw.startswith(MAGIC) or len(raw) > _LARGEST_FILE:
        raise ValueError("no table")
    end = raw.find(b"\n", len(MAGIC), len(MAGIC) + _LARGEST_HEAD)
    if end < 0:
        raise ValueError("a table without its first lines")
    try:
        said = json.loads(raw[len(MAGIC) : end])
        size, checksum, head, arrays = said["bytes"], said["crc32"], said["head"], said["arrays"]
        if type(size) is not int or not 0 <= size <= _LARGEST_BODY or len(arrays) > _MOST_ARRAYS:
            raise ValueError("a table that is too large")
        unpacking = zlib.decompressobj()
        # One byte more than was said shows that there is more.
        body = unpacking.decompress(raw[end + 1 :], size + 1)
        if len(body) != size or not unpacking.eof or zlib.crc32(body) != checksum or type(head) is not dict:
            raise ValueError("a damaged table")
        return Table(head=head, arrays=_arrays(arrays, body))
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError, zlib.error) as error:
        raise ValueError("a damaged table") from error


def _arrays(said: list[dict[str, object]], body: bytes) -> dict[str, Array]:
    found: dict[str, Array] = {}
    start = 0
    for one in said:
        name, shape, scale = one["name"], one["shape"], one["scale"]
        if (
            not isinstance(name, str)
            or not isinstance(shape, list)
            or not isinstance(scale, float)
            or not math.isfinite(scale)
            or not all(type(length) is int and 0 < length <= _LARGEST_BODY for length in shape)
        ):
            raise ValueError("an array of unknown form")
        end = start + math.prod(shape)
        if end > len(body):
            raise ValueError("an array that was cut off")
        found[name] = Array(shape=tuple(shape), scale=scale, steps=array("b", body[start:end]))
        start = end
    if start != len(body):
        raise ValueError("a table with more than its arrays")
    return found


def table_bytes(head: Mapping[str, object], arrays: Mapping[str, tuple[tuple[int, ...], float, bytes]]) -> bytes:
    """Return the file of a table: `arrays` are shape, scale and signed bytes by name. Equal input, equal bytes."""
    body = b"".join(steps for _, _, steps in arrays.values())
    said = {
        "bytes": len(body),
        "crc32": zlib.crc32(body),
        "arrays": [
            {"name": name, "shape": list(shape), "scale": float(scale)} for name, (shape, scale, _) in arrays.items()
        ],
        "head": head,
    }
    return MAGIC + json.dumps(said, ensure_ascii=True, sort_keys=True).encode() + b"\n" + zlib.compress(body, 9)
