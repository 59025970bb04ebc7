"""Same story, several places: a small print of each post, and the rule that tells copies by their prints.

Precision comes first: two posts that merely speak of the same thing stay apart, short ones fold only when they say the
same words. What was considered and measured stands in docs/decisions/folding.md.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add, eq, xor
from struct import Struct
from zlib import crc32

from listen.model import FoldPrint
from listen.text.urls import canonical

__all__ = ["Folder", "fold_print", "fold_prints", "is_same_story"]

Item = tuple[str | None, str, str | None]
"""Title, text and address of a post."""

_VERSION = 1
_TEXT_LOOKED_AT = 3_000
_TITLE_LOOKED_AT = 400

_TITLE_KEPT = 20
_LEAD_KEPT = 32
_ROWS = 48
_BANDS = 7
_BAND_ROWS = 4
_SEED = 20_210

_NEAR_FROM_WORDS = 25
"""Below this many words one other word can turn the meaning, so shorter texts fold only when they agree throughout."""

_NEAR_LIKENESS = 0.65
_SAME_WORDS = 0.35
_SAME_ADDRESS_LIKENESS = 0.2
_HEADLINE_WORDS = 5
_STRONG_HEADLINE_WORDS = 7
_ADDED_WORDS = 2
_CUT_WORDS = 12
_MARKED_CUT_WORDS = 8
_LEAD_KEY_WORDS = 8
_STORIES_A_KEY = 8
"""A key that more stories share tells nothing: it comes from a footer or a series' frame, and would cost the square."""

_BODY_WORDS = 8
"""A text of fewer words beside a title says nothing against the title's testimony."""

# In UTF-8, where it costs nothing to see that a text has none: U+0080-00BF, U+2000-207F, U+3000-303F, selectors.
_SIGNS = re.compile(rb"\xc2[\x80-\xbf]|\xe2[\x80\x81][\x80-\xbf]|\xe3\x80[\x80-\xbf]|\xef\xb8[\x80-\x8f]")
_EMOJI = re.compile(rb"\xe2[\x82-\xaf][\x80-\xbf]|\xf0\x9f[\x80-\xbf]{2}")
_SMILEY = re.compile(r"[:;=8][-o^']?[()\[\]DPp/|]|<3")
_BLANKED = bytes(
    code if code >= 0x80 or chr(code).isalnum() or chr(code) == "_" else 0x20  # noqa: PLR2004 - the end of ASCII
    for code in range(256)
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
# Already in `canonical` form: nothing to do for most feeds.
_PLAIN_ADDRESS = re.compile(r"https://[a-z][a-z0-9]{0,40}\.[a-z0-9.]{0,60}[a-z](?:/[\w.~-]*[\w~-]){1,12}", re.ASCII)
_REPOST = re.compile(r"\A(?:RT\s+@[\w.@-]+:?\s+|♻️?\s*@?[\w.@-]+:?\s+)+")
_LEAD_IN = re.compile(
    r"\A(?:\W*\b(?:UPDATE|EILMELDUNG|EIL|BREAKING(?:\s+NEWS)?|KORREKTUR|CORRECTION|ROUNDUP|WDH|EXKLUSIV|EXCLUSIVE|VIDEO|"
    r"PRESSEMITTEILUNG|PRESS\s+RELEASE|NEWS|AKTUELL|JUST\s+IN|RE|AW|FW|FWD|WG|dpa(?:-\w+)?|ots)\b(?:\s*\d+)?"
    r"\s*(?:[:|/–—-]+|\)\s*[:–—-]*)\s*)+",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"\A(?:[A-ZÄÖÜ][\w./-]{1,30}[ ,/]{1,2}){0,4}"
    r"\(?(?:dpa|ots|afp|AFP|ap|AP|Reuters|reuters|epd|KNA|sid|SID|pts|APA|PRNewswire)(?:[-/][\w/-]{1,20})?\)?\s*[-–—:]+\s*"
)
# " - Handelsblatt", " | example.org": as aggregators write it; a few well-known names begin in lower case.
_AT_SOURCE = re.compile(
    r"\s+(?:[-–—|·»]|::)\s+(?=[A-ZÄÖÜ]|\S+\.\w|n-tv\b|taz\b|heise\b|t-online\b|tagesschau\b|manager\b)"
    r"[\w.&'’-]+(?:\s[\w.&'’-]+){0,3}\s*\Z"
)
_CUT_OFF = re.compile(
    r"\s*\[?\(?(?:…|\.\.\.)\]?\)?\s*(?:\W*(?:weiterlesen|mehr lesen|mehr|read more|more|continue reading)\W*)?\Z",
    re.IGNORECASE,
)
_ARTICLES = frozenset(re.findall(r"\w+", "der die das den dem des ein eine einen einem einer eines the a an"))
_NEGATIONS = frozenset(
    re.findall(
        r"\w+",
        "nicht kein keine keinen keinem keiner keines nie niemals ohne nichts weder kaum "
        "not no never without none neither nor cannot don doesn isn wasn won",
    )
)

_CUT = 1
_UNTITLED = 2
# tag, marks, words kept of title and lead, words of the text, numbers, negations, all words, address
_HEAD = Struct("<BBBBHHHQQ")


@dataclass(slots=True)
class _Read:
    """A post's words, before they become a print."""

    everything: list[str]
    title: list[str]
    body: list[str]
    marks: int
    address: str | None


@dataclass(frozen=True, slots=True)
class _Print:
    """A signature, unpacked."""

    tag: int
    marks: int
    body_words: int
    numbers: int
    negations: int
    everything: int
    address: int
    title: "array[int]"
    lead: "array[int]"
    likeness: "array[int]"


def fold_print(post_title: str | None, text: str, url: str | None) -> FoldPrint:
    """Return the print of one post; `fold_prints` is quicker for many."""
    return fold_prints([(post_title, text, url)])[0]


def fold_prints(items: Sequence[Item]) -> list[FoldPrint]:
    """Return one print for each (title, text, url), in order.

    A print has at most 12 keys and 226 bytes. A post without any word or sign has no keys: it folds with nothing.
    Pure, and the same on every machine; prints of another version of the rule never look alike.
    """
    read = [_read(*item) for item in items]
    long = [place for place, one in enumerate(read) if len(one.body) >= _NEAR_FROM_WORDS]
    rows = _minima([read[place].body for place in long])
    likeness = dict(zip(long, rows, strict=True))
    return [_printed(one, likeness.get(place)) for place, one in enumerate(read)]


def _minima(bodies: Sequence[Sequence[str]]) -> list[list[int]]:
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
    probe = _minima([["one", "two", "three"]])[0]
    return (crc32(repr(probe).encode()) ^ _VERSION) & 0xFF


def _read(title: str | None, text: str, url: str | None) -> _Read:
    body_text = text[:_TEXT_LOOKED_AT]
    title_text = title[:_TITLE_LOOKED_AT] if title else ""
    title_text = _without_frame(title_text)
    framed = _without_frame(body_text)
    body, is_cut = _body(framed, is_whole=len(text) <= _TEXT_LOOKED_AT)
    title_words = _words(title_text)
    marks = _CUT if is_cut else 0
    if title_words:
        if body[: len(title_words)] == title_words:
            body = body[len(title_words) :]
        source = _AT_SOURCE.search(title_text)
        headline = _words(title_text[: source.start()]) if source else title_words
    else:
        # A post without a title, as social networks have them, may be nothing but somebody's headline.
        marks |= _UNTITLED
        headline = body if len(body) <= _TITLE_KEPT and not is_cut else []
    everything = title_words + body
    if len(everything) < _NEAR_FROM_WORDS:
        # "ist da :)" and "ist da :(" are not the same.
        everything = everything + _SMILEY.findall(framed)
    # Signs or an address alone are compared as they stand.
    everything = everything or (title_text + body_text).encode("utf-8", "replace").decode().split()
    return _Read(everything, headline, body, marks, _address(url))


def _body(text: str, *, is_whole: bool) -> tuple[list[str], bool]:
    """Return a text's words, and whether its source cut it off; half a last word goes."""
    cut = _CUT_OFF.search(text, max(0, len(text) - 40)) if is_whole else None
    words = _words(text[: cut.start()] if cut else text)
    if cut is None or len(words) < _MARKED_CUT_WORDS:
        return words, False
    return words[:-1], True


def _words(text: str) -> list[str]:
    """Return the words and emoji of `text`, case folded. Blanking bytes is several times as fast as `re.findall`."""
    # The cleaner at the door lets no lone surrogate through; a caller might.
    data = text.casefold().encode("utf-8", "replace")
    if not text.isascii():
        if b"\xe2" in data or b"\xc2" in data or b"\xe3" in data or b"\xef" in data:
            data = _SIGNS.sub(b" ", data)
        if b"\xf0" in data or b"\xe2" in data:
            data = _EMOJI.sub(rb" \g<0> ", data)
    return data.translate(_BLANKED).decode().split()


def _without_frame(text: str) -> str:
    """Return `text` without what others put around it: repost marks, lead-ins, agency's dateline, addresses."""
    if "RT" in text[:8] or "♻" in text[:8]:
        text = _REPOST.sub("", text)
    if ":" in text[:40] or "-" in text[:40] or "–" in text[:40] or "|" in text[:40] or ")" in text[:40]:
        text = _DATELINE.sub("", _LEAD_IN.sub("", text))
    return _ADDRESS.sub(" ", text) if "://" in text or "www." in text else text


def _address(url: str | None) -> str | None:
    """Return an address that stands for one post alone; None for a home page or a place within a page."""
    if url is None or "#" in url:
        return None
    form = url if _PLAIN_ADDRESS.fullmatch(url) else canonical(url)
    return form if form is not None and form.count("/") > 2 else None  # noqa: PLR2004 - https://host has two


def _printed(one: _Read, minima: Sequence[int] | None) -> FoldPrint:
    title_words = [word for word in one.title if word not in _ARTICLES]
    title = _short(title_words[:_TITLE_KEPT])
    lead = _short(one.body[:_LEAD_KEPT])
    numbers = _set_of([word for word in title_words if word.isdecimal()])
    negations = _set_of(_NEGATIONS.intersection(title_words))
    everything = _long(" ".join(one.everything)) if one.everything else 0
    address = _long(one.address) if one.address else 0
    head = _HEAD.pack(
        _tag(), one.marks, len(title), len(lead), min(len(one.body), 0xFFFF), numbers, negations, everything, address
    )
    near = array("H", [value & 0xFFFF for value in minima]) if minima else array("H")
    return FoldPrint(
        keys=_keys(everything, address, title_words, one.body, minima),
        signature=b"".join((head, _bytes(title), _bytes(lead), _bytes(near))),
    )


def _keys(
    everything: int, address: int, title: Sequence[str], body: Sequence[str], minima: Sequence[int] | None
) -> tuple[int, ...]:
    keys = []
    if everything:
        keys.append((everything ^ 1) - _HALF)
    if address:
        keys.append((address ^ 2) - _HALF)
    if len(body) >= _BODY_WORDS:
        keys.append((_long(" ".join(body[:_LEAD_KEY_WORDS])) ^ 3) - _HALF)
    if len(title) >= _HEADLINE_WORDS:
        # The longest words carry the story; what editors add or drop is short.
        longest = sorted(sorted(title), key=len, reverse=True)
        keys.append((_long(" ".join(title)) ^ 4) - _HALF)
        keys.append((_long(" ".join(longest[:4])) ^ 5) - _HALF)
        if minima is None:
            keys.append((_long(" ".join(longest[1:5])) ^ 6) - _HALF)
    if minima is not None:
        halves = _SIGNED_PAIRS.unpack(_BANDED.pack(*minima[: _BANDS * _BAND_ROWS]))
        keys.extend(map(xor, halves[::2], halves[1::2]))
    return tuple(dict.fromkeys(keys))


def _short(words: Sequence[str]) -> "array[int]":
    """Return 16 bits for each word: enough to compare word by word."""
    return array("H", [crc32(word) & 0xFFFF for word in " ".join(words).encode().split()])


def _long(text: str) -> int:
    encoded = text.encode()
    return crc32(encoded) << 32 | crc32(encoded, 0x5BD1E995)


def _set_of(words: Iterable[str]) -> int:
    """Return 16 bits that stand for a set of words; 0 for the empty one."""
    found = sorted(set(words))
    return (crc32(" ".join(found).encode()) & 0xFFFF) or 1 if found else 0


def _bytes(values: "array[int]") -> bytes:
    if values.itemsize != 2 or not _IS_LITTLE:  # noqa: PLR2004 - bytes of an unsigned short
        return b"".join(value.to_bytes(2, "little") for value in values)
    return values.tobytes()


_HALF = 1 << 63
_BANDED = Struct(f"<{_BANDS * _BAND_ROWS}I")
_SIGNED_PAIRS = Struct(f"<{_BANDS * 2}q")
"""Four minima of 32 bits are two halves of 64: a band's key is the one xor the other, signed as SQLite wants it."""

_IS_LITTLE = array("H", [1]).tobytes() == b"\x01\x00"


@lru_cache(maxsize=32_768)
def _unpacked(signature: bytes) -> _Print | None:
    """Return the parts of a signature; None for bytes that are not ours."""
    if len(signature) < _HEAD.size:
        return None
    tag, marks, titles, leads, body_words, numbers, negations, everything, address = _HEAD.unpack_from(signature)
    values = array("H", [])
    values.frombytes(signature[_HEAD.size : len(signature) - len(signature) % 2])
    return _Print(
        tag=tag,
        marks=marks,
        body_words=body_words,
        numbers=numbers,
        negations=negations,
        everything=everything,
        address=address,
        title=values[:titles],
        lead=values[titles : titles + leads],
        likeness=values[titles + leads :],
    )


def is_same_story(a: FoldPrint, b: FoldPrint) -> bool:
    """Say whether two posts tell the same story. Symmetric; a post with any word is the same as itself."""
    if not a.keys or not b.keys:
        return False
    return _is_same(_unpacked(a.signature), _unpacked(b.signature))


def _is_same(one: _Print | None, other: _Print | None) -> bool:
    if one is None or other is None or one.tag != other.tag:
        return False
    if one.everything == other.everything:
        return True
    if one.numbers and other.numbers and one.numbers != other.numbers:
        # Week 31 and week 32 of a series, test marks, prices: same frame, other story.
        return False
    likeness = _likeness(one, other)
    if likeness >= _NEAR_LIKENESS or _is_cut_copy(one, other):
        return True
    if one.address and one.address == other.address:
        return likeness >= _SAME_ADDRESS_LIKENESS or _overlap(one.title, other.title) >= 0.5  # noqa: PLR2004
    return _is_same_headline(one, other)


def _likeness(one: _Print, other: _Print) -> float:
    """Return the estimated part of word pairs that two long texts share; 0.0 when one is short."""
    if not one.likeness or len(one.likeness) != len(other.likeness):
        return 0.0
    shared: int = sum(map(eq, one.likeness, other.likeness))
    return shared / len(one.likeness)


def _is_cut_copy(one: _Print, other: _Print) -> bool:
    """Say whether one text is the beginning of the other."""
    short, long = (one, other) if one.body_words <= other.body_words else (other, one)
    is_marked = bool(short.marks & _CUT)
    if short.body_words < (_MARKED_CUT_WORDS if is_marked else _CUT_WORDS):
        return False
    if short.body_words > _LEAD_KEPT and not is_marked:
        # Only the beginning is on record: a newsletter's greeting would do.
        return False
    return short.lead == long.lead[: len(short.lead)]


def _is_same_headline(one: _Print, other: _Print) -> bool:
    short, long = (one, other) if len(one.title) <= len(other.title) else (other, one)
    if len(short.title) < _HEADLINE_WORDS or one.negations != other.negations or one.numbers != other.numbers:
        return False
    if short.title != long.title and not (
        len(short.title) >= _STRONG_HEADLINE_WORDS
        and len(long.title) - len(short.title) <= _ADDED_WORDS
        and _is_within(short.title, long.title)
    ):
        return False
    if not (_has_body(one) and _has_body(other)):
        return True
    # A series keeps its headline; the same story in other words still shares some.
    return len(short.title) > _HEADLINE_WORDS and _overlap(one.lead, other.lead) >= _SAME_WORDS


def _has_body(one: _Print) -> bool:
    return one.body_words >= _BODY_WORDS and not one.marks & _UNTITLED


def _is_within(short: Sequence[int], long: Sequence[int]) -> bool:
    """Say whether all of `short` stands in `long`, in order."""
    rest = iter(long)
    return all(word in rest for word in short)


def _overlap(one: Sequence[int], other: Sequence[int]) -> float:
    words, others = set(one), set(other)
    return len(words & others) / len(words | others) if words or others else 0.0


class Folder:
    """Finds the story of each post in memory: the earliest story of which it is a copy, or a new one.

    Posts are compared with the first of a story, never with later copies, so that a chain of small changes does not
    end in another story.
    """

    def __init__(self) -> None:
        self._firsts: list[bytes] = []
        # One number for most keys, a list for the few that several stories share: a list for each would cost more
        # than everything else here.
        self._by_key: dict[int, int | list[int]] = {}

    def fold(self, print_: FoldPrint) -> int:
        """Return the number of the post's story, counted from 0; a new one when it is no copy."""
        for story in self._candidates(print_.keys):
            if _is_same(_unpacked(self._firsts[story]), _unpacked(print_.signature)):
                return story
        story = len(self._firsts)
        self._firsts.append(print_.signature)
        for key in print_.keys:
            others = self._by_key.setdefault(key, story)
            if isinstance(others, list):
                if len(others) < _STORIES_A_KEY:
                    others.append(story)
            elif others != story:
                self._by_key[key] = [others, story]
        return story

    def _candidates(self, keys: Iterable[int]) -> list[int]:
        """Return the stories that share a key, earliest first."""
        found: set[int] = set()
        for key in keys:
            stories = self._by_key.get(key)
            if isinstance(stories, int):
                found.add(stories)
            elif stories is not None:
                found.update(stories)
        return sorted(found)
