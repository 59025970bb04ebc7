"""Prints: what is kept of a post to recognise its copies, in at most 12 keys and 178 bytes."""

import re
import struct
import sys
from array import array
from binascii import crc_hqx
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import repeat
from operator import add, xor
from struct import Struct
from typing import NamedTuple
from zlib import adler32, crc32

from listen.folding.words import NEAR_FROM_WORDS, PostWords, read_words
from listen.model import FoldPrint

__all__ = [
    "HEADLINE_WORDS",
    "LEAD_KEPT",
    "WORD_BYTES",
    "Item",
    "Unpacked",
    "fold_print",
    "fold_prints",
    "unpacked",
    "word_bits",
]

Item = tuple[str | None, str, str | None]
"""Title, text and address of a post."""

HEADLINE_WORDS = 5
"""Fewer words than this, articles left out, are no headline that could be recognised."""

LEAD_KEPT = 32
"""First words of a text that are kept one by one."""

WORD_BYTES = 2
"""Of a word that is kept."""

_VERSION = 1
"""Of the print; a change makes stored prints of the old rule fold with nothing new."""

_TITLE_KEPT = 20
_LEAD_KEY_WORDS = 8
_ROWS = 48
_BANDS = 7
_BAND_ROWS = 4
_SEED = 20_210

_ARTICLES = frozenset(re.findall(rb"\w+", b"der die das den dem des ein eine einen einem einer eines the a an"))
_NEGATIONS = frozenset(
    re.findall(
        rb"\w+",
        b"nicht kein keine keinen keinem keiner keines nie niemals ohne nichts weder kaum "
        b"not no never without none neither nor cannot don doesn isn wasn won",
    )
)

# tag, marks, words kept of title and lead, words of the text, numbers, negations, all words, address
_HEAD = Struct("<BBBBHHHqq")
_MINIMA = Struct(f"<{_ROWS}I")
_BANDED = Struct(f"<{_BANDS * _BAND_ROWS // 2}q")
"""Four minima of 32 bits are two halves of 64: a band's key is the one xor the other."""

_HALF = 1 << 63
_IS_LITTLE = sys.byteorder == "little"


class Unpacked(NamedTuple):
    """A signature, taken apart; a tuple, because one is made for each candidate and must cost next to nothing.

    Words are compared by 16 bits each; `word_bits` tells them apart, slices of bytes are enough to see two equal.
    """

    tag: int
    marks: int
    body_words: int
    numbers: int
    negations: int
    everything: int
    address: int
    title: bytes
    lead: bytes
    likeness: bytes


def fold_print(post_title: str | None, text: str, url: str | None) -> FoldPrint:
    """Return the print of one post; `fold_prints` is quicker for many."""
    return fold_prints([(post_title, text, url)])[0]


def fold_prints(items: Sequence[Item]) -> list[FoldPrint]:
    """Return one print for each (title, text, url), in order.

    A print has at most 12 keys and 178 bytes. A post without any word or sign has no keys: it folds with nothing.
    Pure, and the same on every machine; prints of another version of the rule never look alike.
    """
    read = [read_words(*item) for item in items]
    long = [place for place, one in enumerate(read) if len(one.body) >= NEAR_FROM_WORDS]
    rows = _minima([read[place].body for place in long])
    likeness = dict(zip(long, rows, strict=True))
    return [_printed(one, likeness.get(place)) for place, one in enumerate(read)]


def _minima(bodies: Sequence[Sequence[bytes]]) -> list[list[int]]:
    """Return the MinHash of each text's pairs of neighbouring words."""
    if not bodies:
        return []
    from rensa import RMinHash

    # Two words glued are as good as two words with a blank, at a third of the price.
    pairs = [list(map(add, body, body[1:])) for body in bodies]
    rows: list[list[int]] = RMinHash.digest_matrix_from_token_sets(pairs, _ROWS, _SEED).to_rows()
    return rows


@cache
def _tag() -> int:
    """Return a byte that changes with our rule and with rensa's arithmetic: stored prints of others do not compare."""
    probe = _minima([[b"one", b"two", b"three"]])[0]
    return (crc32(repr(probe).encode()) ^ _VERSION) & 0xFF


def _printed(one: PostWords, minima: Sequence[int] | None) -> FoldPrint:
    title_words = [word for word in one.headline if word not in _ARTICLES]
    title = _short(title_words[:_TITLE_KEPT])
    lead = _short(one.body[:LEAD_KEPT])
    lengths = len(title) // WORD_BYTES, len(lead) // WORD_BYTES, min(len(one.body), 0xFFFF)
    digits = [word for word in title_words if word.isdigit()]
    negations = 0 if _NEGATIONS.isdisjoint(title_words) else _set_of(_NEGATIONS.intersection(title_words))
    everything = _long(b" ".join(one.everything)) if one.everything else 0
    address = _long(one.address.encode()) if one.address else 0
    head = _HEAD.pack(_tag(), one.marks, *lengths, _set_of(digits) if digits else 0, negations, everything, address)
    packed = _MINIMA.pack(*minima) if minima else b""
    return FoldPrint(
        keys=_keys(everything, address, title_words, one.body, packed),
        # Of each minimum its lowest byte: chance makes one in 256 equal, which moves an estimate by less than 0.01.
        signature=b"".join((head, title, lead, packed[::4])),
    )


def _keys(
    everything: int, address: int, title: Sequence[bytes], body: Sequence[bytes], packed: bytes
) -> tuple[int, ...]:
    keys = []
    if everything:
        keys.append(everything ^ 1)
    if address:
        keys.append(address ^ 2)
    if len(body) >= _LEAD_KEY_WORDS:
        keys.append(_quick(body[:_LEAD_KEY_WORDS]) ^ 3)
    if len(title) >= HEADLINE_WORDS:
        # The longest words carry the story; what editors add or drop is short.
        longest = sorted(sorted(title), key=len, reverse=True)
        keys.append(_quick(longest[:4]) ^ 4)
        if not packed:
            keys.append(_quick(longest[1:5]) ^ 5)
    if packed:
        halves = _BANDED.unpack_from(packed)
        keys.extend(map(xor, halves[::2], halves[1::2]))
    return tuple(dict.fromkeys(keys))


def _short(words: Sequence[bytes]) -> bytes:
    """Return 16 bits for each word: enough to compare word by word."""
    values = array("H", map(crc_hqx, words, repeat(0)))
    return values.tobytes() if _IS_LITTLE else struct.pack(f"<{len(values)}H", *values)


def _long(text: bytes) -> int:
    """Return 64 bits that stand for a text, signed as SQLite wants them."""
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "little", signed=True)


def _quick(words: Sequence[bytes]) -> int:
    """Return a look-up key for words. It may be met by chance now and then: what it finds is compared afterwards."""
    joined = b" ".join(words)
    return (crc32(joined) << 32 | adler32(joined)) - _HALF


def _set_of(words: Iterable[bytes]) -> int:
    """Return 16 bits that stand for a set of words, never 0: that is the empty one."""
    return crc_hqx(b" ".join(sorted(set(words))), 0) or 1


@lru_cache(maxsize=32_768)
def unpacked(signature: bytes) -> Unpacked | None:
    """Return the parts of a signature; None for bytes that are not ours."""
    if len(signature) < _HEAD.size:
        return None
    tag, marks, titles, leads, body_words, numbers, negations, everything, address = _HEAD.unpack_from(signature)
    lead_from = _HEAD.size + 2 * titles
    likeness_from = lead_from + 2 * leads
    return Unpacked(
        tag,
        marks,
        body_words,
        numbers,
        negations,
        everything,
        address,
        signature[_HEAD.size : lead_from],
        signature[lead_from:likeness_from],
        signature[likeness_from:],
    )


def word_bits(packed: bytes) -> Sequence[int]:
    """Return one number a word of `Unpacked.title` or `.lead`."""
    return memoryview(packed[: len(packed) // WORD_BYTES * WORD_BYTES]).cast("H")
