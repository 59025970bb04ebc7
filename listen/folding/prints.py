"""Prints: what is kept of a post to recognise its copies, in at most 15 keys and 400 bytes."""

import re
import struct
import sys
from array import array
from binascii import crc_hqx
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import combinations, repeat
from operator import add, xor
from struct import Struct
from typing import NamedTuple
from zlib import adler32, crc32

from listen.folding.words import NEAR_FROM_WORDS, OFFER, PERSONAL, UNTITLED, Item, PostWords, read_words
from listen.model import FoldPrint, Post

__all__ = [
    "HEADLINE_WORDS",
    "LEAD_KEPT",
    "VOICE_KEPT",
    "WORD_BYTES",
    "Item",
    "Unpacked",
    "fold_print",
    "fold_prints",
    "is_readable",
    "post_prints",
    "signatures",
    "unpacked",
    "word_bits",
]


HEADLINE_WORDS = 5
"""Fewer words than this, articles left out, are no headline that could be recognised."""

LEAD_KEPT = 32
"""First words of an article that are kept one by one."""

VOICE_KEPT = 96
"""First words kept where people speak for themselves: there one other word is another complaint."""

WORD_BYTES = 2
"""Of a word that is kept."""

_VERSION = 2
"""Of the print; a change makes stored prints of the old rule fold with nothing new."""

_TITLE_KEPT = 20
_LEAD_KEY_WORDS = 8
_LONGEST_WORDS = 5
_ROWS = 48
_BANDS = 7
_BAND_ROWS = 4
_SEED = 20_210
_LEAST_FIGURES = 3
_FIGURE_DIGITS = 2
_NO_DIGITS = bytes(set(range(256)).difference(b"0123456789 "))

_ARTICLES = frozenset(re.findall(rb"\w+", b"der die das den dem des ein eine einen einem einer eines the a an"))
_NEGATIONS = frozenset(
    re.findall(
        rb"\w+",
        b"nicht kein keine keinen keinem keiner keines nie niemals ohne nichts weder kaum "
        b"not no never without none neither nor cannot don doesn isn wasn won",
    )
)
_SERIES = frozenset(
    b"woche kw week wk teil part folge episode ep ausgabe issue nr nummer number band volume vol kapitel chapter "
    b"lektion lesson tag day runde round spieltag bestellung bestellnummer auftrag order ticket".split()
)
"""Beside a number they say which one of many alike is meant."""

# tag, marks, words kept of title and lead, links and quotations kept, language; words of the text, numbers, place in a
# series, negations; author, core, figures, site; all words, address
_HEAD = Struct("<BBBBBBHHHHIIIIqq")
_MINIMA = Struct(f"<{_ROWS}I")
_BANDED = Struct(f"<{_BANDS * _BAND_ROWS // 2}q")
"""Four minima of 32 bits are two halves of 64: a band's key is the one xor the other."""

_HALF = 1 << 63
_LOW = 0xFFFF_FFFF
_IS_LITTLE = sys.byteorder == "little"


class Unpacked(NamedTuple):
    """A signature, taken apart; a tuple, because one is made for each candidate and must cost next to nothing.

    Words are compared by 16 bits each; `word_bits` tells them apart, slices of bytes are enough to see two equal.
    `links` and `quotes` are numbers like `address` and `everything`. 0 is always "none" or "unknown".
    """

    marks: int
    language: int
    body_words: int
    numbers: int
    series: int
    negations: int
    author: int
    core: int
    figures: int
    site: int
    everything: int
    address: int
    title: bytes
    lead: bytes
    links: tuple[int, ...]
    quotes: tuple[int, ...]
    likeness: bytes


def fold_print(post_title: str | None, text: str, url: str | None) -> FoldPrint:
    """Return the print of one post; `fold_prints` is quicker for many, `post_prints` knows more of them."""
    return fold_prints([(post_title, text, url)])[0]


def post_prints(posts: Sequence[Post], languages: Sequence[str | None] | None = None) -> list[FoldPrint]:
    """Return one print a post, in order.

    Args:
        posts: as the sources gave them.
        languages: as identified, one a post; None when they are not known.
    """
    spoken = repeat(None, len(posts)) if languages is None else languages
    return fold_prints(
        [
            Item(one.title, one.text, one.url, one.author, one.links or None, one.native_id, language)
            for one, language in zip(posts, spoken, strict=True)
        ]
    )


def fold_prints(items: Sequence[Item | tuple[str | None, str, str | None]]) -> list[FoldPrint]:
    """Return one print for each post, in order.

    A print has at most 15 keys and 400 bytes. A post without any word or sign has no keys: it folds with nothing.
    Pure, and the same on every machine; prints of another version of the rule never look alike.
    """
    read = [read_words(one if isinstance(one, Item) else Item(*one)) for one in items]
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


def is_readable(signature: bytes) -> bool:
    """Say whether a stored signature is of this version of the rule."""
    return len(signature) >= _HEAD.size and signature[0] == _tag()


def _printed(one: PostWords, minima: Sequence[int] | None) -> FoldPrint:
    title_words = [word for word in one.headline if word not in _ARTICLES]
    title = _short(title_words[:_TITLE_KEPT])
    is_voice = one.marks & (UNTITLED | PERSONAL | OFFER) or (one.author and len(one.body) <= VOICE_KEPT)
    lead = _short(one.body[: VOICE_KEPT if is_voice else LEAD_KEPT])
    digits = [word for word in title_words if word.isdigit()]
    negations = 0 if _NEGATIONS.isdisjoint(title_words) else _set_of(_NEGATIONS.intersection(title_words))
    joined = b" ".join(one.everything)
    everything = _long(joined) if joined else 0
    core = _core(one, everything)
    address = _long(one.address.encode("utf-8", "replace")) if one.address else 0
    links = [_long(link.encode("utf-8", "replace")) for link in one.links]
    # A long text has its bands as well, and a key is what storing a post costs most.
    quotes = [_long(b" ".join(quote)) for quote in one.quotes[: 2 if minima else 3]]
    figures = _figures(joined)
    head = _HEAD.pack(
        _tag(),
        one.marks,
        len(title) // WORD_BYTES,
        len(lead) // WORD_BYTES,
        len(links) << 4 | len(quotes),
        _byte_of(one.language),
        min(len(one.body), 0xFFFF),
        _set_of(digits) if digits else 0,
        _place_in_series(one.everything),
        negations,
        crc32(one.author.encode("utf-8", "replace")) if one.author else 0,
        core & _LOW,
        _wide_set_of(figures) if figures else 0,
        _site(one),
        everything,
        address,
    )
    packed = _MINIMA.pack(*minima) if minima else b""
    extras = struct.pack(f"<{len(links) + len(quotes)}q", *links, *quotes)
    return FoldPrint(
        keys=_keys(one, title_words, packed, everything=everything, core=core, address=address, links=links,
                   quotes=quotes, figures=figures),
        # Of each minimum its lowest byte: chance makes one in 256 equal, which moves an estimate by less than 0.01.
        signature=b"".join((head, title, lead, extras, packed[::4])),
    )  # fmt: skip


def _core(one: PostWords, everything: int) -> int:
    """Return what stands for the text itself: without hashtags and handles, without a title.

    0 for a few words, and for long texts with a title, which are compared otherwise.
    """
    if one.marks & UNTITLED:
        words = one.everything if one.core is None else one.core
    else:
        words = one.body if len(one.body) < NEAR_FROM_WORDS else []
    if len(words) < HEADLINE_WORDS:
        return 0
    return everything if words is one.everything else _long(b" ".join(words))


def _figures(joined: bytes) -> list[bytes]:
    """Return the numbers of a text, sorted, each once: two languages write them alike."""
    # To delete all other bytes takes a fifth of the time that a pattern does.
    return sorted({number for number in joined.translate(None, _NO_DIGITS).split() if len(number) >= _FIGURE_DIGITS})


def _site(one: PostWords) -> int:
    """Return what stands for the publisher: the host of an article. A network's host tells nothing."""
    if one.marks & UNTITLED or one.address is None or not one.address.startswith("https://"):
        return 0
    return crc32(one.address.split("/", 3)[2].encode("utf-8", "replace"))


def _keys(
    one: PostWords,
    title: Sequence[bytes],
    packed: bytes,
    *,
    everything: int,
    core: int,
    address: int,
    links: Sequence[int],
    quotes: Sequence[int],
    figures: Sequence[bytes],
) -> tuple[int, ...]:
    body, is_untitled = one.body, one.marks & UNTITLED
    keys = []
    if everything:
        # A quotation is looked up where the whole text of its original is, a link where its page's address is.
        keys.append(everything ^ 1)
        if core and core != everything and is_untitled:
            keys.append(core ^ 1)
        keys.extend([quote ^ 1 for quote in quotes])
    if address:
        keys.append(address ^ 2)
    keys.extend([link ^ 2 for link in links])
    if len(body) >= _LEAD_KEY_WORDS:
        keys.append(_quick(body[:_LEAD_KEY_WORDS]) ^ 3)
    if len(title) >= HEADLINE_WORDS:
        # The longest words carry the story; what editors add or drop is short, or is one word of them.
        keys.extend(_headline_keys(title, is_alone=not packed and not is_untitled))
    if is_untitled and quotes and not packed:
        # Somebody's headline with a sentence of one's own.
        keys.extend(_headline_keys([word for word in one.quotes[0] if word not in _ARTICLES], is_alone=False))
    if packed:
        halves = _BANDED.unpack_from(packed)
        keys.extend(map(xor, halves[::2], halves[1::2]))
    if len(figures) >= _LEAST_FIGURES and one.language is not None and not is_untitled:
        keys.append(_quick(figures) ^ 6)
    return tuple(dict.fromkeys(keys))


def _headline_keys(title: Sequence[bytes], *, is_alone: bool) -> list[int]:
    """Return keys for the four longest words, and where nothing else would find it, for any four of the longest five.

    One word that an editor adds leaves at least one of these five alone.
    """
    longest = sorted(sorted(title), key=len, reverse=True)[:_LONGEST_WORDS]
    if not is_alone or len(longest) < _LONGEST_WORDS:
        return [_quick(longest[:4]) ^ 4]
    return [_quick(four) ^ 4 for four in combinations(longest, 4)]


def _place_in_series(words: Sequence[bytes]) -> int:
    """Return 16 bits for "week 31", "part 2", "order 4711"; 0 where nothing of the kind is said."""
    if _SERIES.isdisjoint(words):
        return 0
    found = [
        number
        for before, number, after in zip((b"", *words), words, (*words[1:], b""), strict=False)
        if number.isdigit() and (before in _SERIES or after in _SERIES)
    ]
    return _set_of(found) if found else 0


def _byte_of(language: str | None) -> int:
    return crc32(language.encode("utf-8", "replace")) % 0xFF + 1 if language else 0


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


def signatures(packed: bytes) -> list[bytes]:
    """Return the signatures that were laid end to end; those of another version of the rule are left out.

    A story may be known by several of its posts; each signature says how long it is.
    """
    found = []
    while is_readable(packed):
        _, _, titles, leads, extras, _, body_words = _HEAD.unpack_from(packed)[:7]
        size = _HEAD.size + WORD_BYTES * (titles + leads) + 8 * ((extras >> 4) + (extras & 15))
        size += _ROWS if body_words >= NEAR_FROM_WORDS else 0
        found.append(packed[:size])
        packed = packed[size:]
    return found


def _wide_set_of(words: Iterable[bytes]) -> int:
    return crc32(b" ".join(sorted(set(words)))) or 1


@lru_cache(maxsize=32_768)
def unpacked(signature: bytes) -> Unpacked | None:
    """Return the parts of a signature; None for bytes that are not ours, or of another version."""
    if not is_readable(signature):
        return None
    _, marks, titles, leads, extras, language, *counts, everything, address = _HEAD.unpack_from(signature)
    lead_from = _HEAD.size + WORD_BYTES * titles
    extras_from = lead_from + WORD_BYTES * leads
    numbers = signature[extras_from : extras_from + 8 * ((extras >> 4) + (extras & 15))]
    others = struct.unpack(f"<{len(numbers) // 8}q", numbers[: len(numbers) // 8 * 8])
    return Unpacked._make(
        (
            marks,
            language,
            *counts,
            everything,
            address,
            signature[_HEAD.size : lead_from],
            signature[lead_from:extras_from],
            others[: extras >> 4],
            others[extras >> 4 :],
            signature[extras_from + len(numbers) : extras_from + len(numbers) + _ROWS],
        )
    )


def word_bits(packed: bytes) -> Sequence[int]:
    """Return one number a word of `Unpacked.title` or `.lead`."""
    return memoryview(packed[: len(packed) // WORD_BYTES * WORD_BYTES]).cast("H")
