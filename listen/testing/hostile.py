"""Answers that no source may stumble over: what services, proxies and bad days really send instead of data."""

import json
import random
from collections.abc import Iterator

__all__ = ["NO_ANSWERS", "cut", "damaged", "spoiled"]

NO_ANSWERS: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \r\n\t ",
    "null": b"null",
    "a number": b"7",
    "a text": b'"try again later"',
    "a login page": b"<!DOCTYPE html><html><head><title>Log in</title></head><body><form></form></body></html>",
    "half a page": b"<html><body><p>Sorry",
    "random bytes": random.Random(7).randbytes(4096),  # noqa: S311 - the same bytes every time, on purpose
    "another encoding": "\ufeff{}".encode("utf-16"),
    "a deep list": b"[" * 100_000,
    "a deep tree": b"<a>" * 100_000,
    "a long number": b"1" * 5_000,
    "zeros": b"\0" * 1_000,
}
"""By name: bodies that came with a 200 and are an answer of no service at all."""

_WRONG_VALUES: tuple[object, ...] = (None, True, -1, 2**62, 10**30, 1e300, "", "nonsense", [], [None], {}, {"a": 1})
_NO_POSTS: tuple[object, ...] = (None, 7, [], {})
_NOTHING = object()
_MOST_PLACES = 150
_FLIPS = 60
_TOP = 2

_Path = tuple[str | int, ...]


def cut(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the beginning of an answer, with a name each: the connection broke, and nobody noticed."""
    for tenth in range(1, 10):
        yield f"cut after {tenth} tenths", body[: len(body) * tenth // 10]
    yield "cut before the last byte", body.rstrip()[:-1]


def spoiled(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a JSON answer with one object in a list at the top replaced by something else, with a name each.

    Nothing for answers that are no JSON.
    """
    for path, value in _read(body):
        is_at_the_top = len(path) <= _TOP and path and isinstance(path[-1], int)
        if is_at_the_top and isinstance(value, dict):
            for other in _NO_POSTS:
                yield f"{_name(path)} is {other!r}", _changed(body, path, other)


def damaged(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what may become of a good answer on its way, with a name each: cut, garbled, of another shape.

    The same for the same `body`: a failure can be looked at again.
    """
    yield from cut(body)
    chance = random.Random(len(body))  # noqa: S311 - the same damage every time, on purpose
    for number in range(_FLIPS if body else 0):
        garbled = bytearray(body)
        for _ in range(1 + number % 5):
            garbled[chance.randrange(len(garbled))] = chance.randrange(256)
        yield f"garbled, number {number}", bytes(garbled)
    for path, _ in list(_read(body))[:_MOST_PLACES]:
        for value in _WRONG_VALUES:
            yield f"{_name(path)} is {value!r}", _changed(body, path, value)
        yield f"{_name(path)} is missing", _changed(body, path, _NOTHING)


def _read(body: bytes) -> Iterator[tuple[_Path, object]]:
    """Yield every value of a JSON answer with the way to it; nothing when it is no JSON."""
    try:
        whole = json.loads(body)
    except (ValueError, RecursionError):
        return
    yield from _places(whole, ())


def _places(value: object, path: _Path) -> Iterator[tuple[_Path, object]]:
    """Yield what is in `value`; of a list only the first, second and last, which may stand apart."""
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = [(place, value[place]) for place in sorted({0, 1, len(value) - 1} & set(range(len(value))))]
    else:
        return
    for key, one in inner:
        yield (*path, key), one
        yield from _places(one, (*path, key))


def _name(path: _Path) -> str:
    return "/".join(map(str, path))


def _changed(body: bytes, path: _Path, value: object) -> bytes:
    """Return the answer with another value at the end of `path`, or without it."""
    whole = holder = json.loads(body)
    for key in path[:-1]:
        holder = holder[key]
    if value is _NOTHING:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return json.dumps(whole).encode()
