"""A post's words, without what others put around them: repost marks, lead-ins, datelines, sources, addresses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from listen.folding.identity import author_name, link_forms, place_of
from listen.folding.quotes import EGO, quoted

__all__ = [
    "CERTAIN",
    "CUT",
    "EGO_SAID",
    "NEAR_FROM_WORDS",
    "OFFER",
    "PERSONAL",
    "REPOST",
    "UNTITLED",
    "Item",
    "PostWords",
    "read_words",
]

CUT = 1
"""Mark: the source cut the text off and says so."""

UNTITLED = 2
"""Mark: the post has no title."""

REPOST = 4
"""Mark: the post says that it repeats somebody else's."""

CERTAIN = 8
"""Mark: the address names this very post, whatever the network (`listen.folding.identity`)."""

PERSONAL = 16
"""Mark: somebody speaks of themselves, as letters and reviews do; there every word counts."""

OFFER = 32
"""Mark: rebates, coupons, jobs; they say the same for every shop and every town."""

EGO_SAID = 64
"""Mark: "I" or "we" is said at least once."""

NEAR_FROM_WORDS = 25
"""Below this many words one other word can turn the meaning, so shorter texts fold only when they agree throughout."""

_LINKING_UP_TO_WORDS = 60
_LINKS_WITHIN = 3_000
_MANNER_WITHIN = 96
_I = frozenset(b"ich mein meine meinem meinen meiner mir mich i my me mine".split())
_OFFERS = frozenset(
    b"rabatt gutschein gutscheine gutscheincode rabattcode rabattaktion coupon coupons voucher promo promocode "
    b"discount sale deal deals sonderangebot schnaeppchen sparpreis "
    b"stellenangebot stellenanzeige bewerbung bewerben hiring vacancy".split()
) | {"schnäppchen".encode()}

_MANNERS = EGO | _OFFERS

_TEXT_LOOKED_AT = 3_000
_TITLE_LOOKED_AT = 400
_HEADLINE_UP_TO_WORDS = 20
_MARKED_CUT_WORDS = 8
_CUT_WITHIN = 40

# In UTF-8, where it costs nothing to see that a text has none: U+0080-00BF, U+2000-207F, U+3000-303F, selectors.
_SIGNS = re.compile(rb"\xc2[\x80-\xbf]|\xe2[\x80\x81][\x80-\xbf]|\xe3\x80[\x80-\xbf]|\xef\xb8[\x80-\x8f]")
_EMOJI = re.compile(rb"\xe2[\x82-\xaf][\x80-\xbf]|\xf0\x9f[\x80-\xbf]{2}")
# Begins with a class, not with a choice: only so does `re` skip quickly what cannot begin one.
_SMILEY = re.compile(r"[:;=8<](?:(?<!<)[-o^']?[()\[\]DPp/|]|(?<=<)3)")
_BLANKED = bytes(
    code if code >= 0x80 or chr(code).isalnum() or chr(code) == "_" else 0x20  # noqa: PLR2004 - the end of ASCII
    for code in range(256)
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_REPOST = re.compile(r"\A(?:(?:RT|MT)\s+(?:by\s+)?@[\w.@-]+:?\s+|[♻🔁]\ufe0f?\s*@?[\w.@-]+:?\s+)+")
_TAG = re.compile(r"(?<!\w)[#@][\w.@-]+")
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


class Item(NamedTuple):
    """What of a post is needed to recognise its copies; a plain tuple of the first three does, too.

    Attributes:
        links: what the source says that it links to; None looks for addresses in the text.
        language: ISO 639-1 as identified; without it a translation is not recognised.
    """

    title: str | None
    text: str
    url: str | None
    author: str | None = None
    links: Sequence[str] | None = None
    native_id: str | None = None
    language: str | None = None


@dataclass(slots=True)
class PostWords:
    """What a post says, in lower case and UTF-8, which is what everything after it works with.

    Attributes:
        everything: all words; signs or an address when there are none. Empty when there is nothing at all.
        headline: the title's words without its source; those of a short post that has no title.
        body: the text's words without a repeated title.
        marks: `CUT`, `UNTITLED`.
        address: the form under which this post alone is known; None when it has none.
        author: the name by which the author is known everywhere; None when unknown.
        core: the words without hashtags and handles; None when there are none of these.
        quotes: passages that may be somebody else's whole post.
        links: forms of the pages it links to, at most two; only of posts short enough to be nothing but a link.
        language: as identified; None when unknown.
    """

    everything: list[bytes]
    headline: list[bytes]
    body: list[bytes]
    marks: int
    address: str | None
    author: str | None = None
    core: list[bytes] | None = None
    quotes: Sequence[Sequence[bytes]] = ()
    links: Sequence[str] = ()
    language: str | None = None


def read_words(item: Item) -> PostWords:
    """Return a post's words; bounded whatever its length."""
    title, text, links = item.title, item.text, item.links
    body_text = text[:_TEXT_LOOKED_AT]
    title_text = title[:_TITLE_LOOKED_AT] if title else ""
    title_text, is_repost = _unframed(title_text)
    title_text = _without_addresses(title_text)
    unframed, is_body_repost = _unframed(body_text)
    framed = _without_addresses(unframed)
    body, is_cut = _body(framed, is_whole=len(text) <= _TEXT_LOOKED_AT)
    title_words = _words(title_text)
    marks = (CUT if is_cut else 0) | (REPOST if is_repost or is_body_repost else 0)
    core: list[bytes] | None = None
    quotes: Sequence[Sequence[bytes]] = ()
    if title_words:
        if body[: len(title_words)] == title_words:
            body = body[len(title_words) :]
        source = _AT_SOURCE.search(title_text)
        headline = title_words[: len(title_words) - len(_words(source.group()))] if source else title_words
    else:
        # A post without a title, as social networks have them, may be nothing but somebody's headline.
        marks |= UNTITLED
        headline = body if len(body) <= _HEADLINE_UP_TO_WORDS and not is_cut else []
        if "#" in framed or "@" in framed:
            core = _words(_TAG.sub(" ", framed))
        if not is_cut:
            quotes = quoted(framed, body, _words)
    everything = title_words + body
    if len(everything) < NEAR_FROM_WORDS:
        # "ist da :)" and "ist da :(" are not the same.
        smileys = [sign.encode() for sign in _SMILEY.findall(framed)]
        everything = everything + smileys
        core = core + smileys if core else core
    marks |= _manner(everything)
    # Signs or an address alone are compared as they stand.
    everything = everything or (title_text + body_text).encode("utf-8", "replace").split()
    address, is_certain = place_of(item.url, item.native_id)
    if is_certain:
        marks |= CERTAIN
    linked: Sequence[str] = ()
    if len(body) <= _LINKING_UP_TO_WORDS:
        if links is None:
            links = _ADDRESS.findall(unframed, 0, _LINKS_WITHIN) if "://" in unframed else ()
        linked = link_forms(links, address) if links else ()
    return PostWords(
        everything, headline, body, marks, address, author_name(item.author), core, quotes, linked, item.language
    )


def _manner(words: Sequence[bytes]) -> int:
    """Return the marks of how something is said: about oneself, as an offer."""
    said = words[:_MANNER_WITHIN]
    if _MANNERS.isdisjoint(said):
        return 0
    marks = 0 if EGO.isdisjoint(said) else EGO_SAID
    if sum(map(_I.__contains__, said)) > 1:
        marks |= PERSONAL
    return marks if _OFFERS.isdisjoint(said) else marks | OFFER


def _body(text: str, *, is_whole: bool) -> tuple[list[bytes], bool]:
    """Return a text's words, and whether its source cut it off; half a last word goes."""
    end = text[-_CUT_WITHIN:]
    cut = _CUT_OFF.search(text, len(text) - len(end)) if is_whole and ("…" in end or "..." in end) else None
    words = _words(text[: cut.start()] if cut else text)
    if cut is None or len(words) < _MARKED_CUT_WORDS:
        return words, False
    return words[:-1], True


def _words(text: str) -> list[bytes]:
    """Return the words and emoji of `text`, in lower case with ss for ß.

    Blanking bytes is several times as fast as `re.findall`.
    """
    # The cleaner at the door lets no lone surrogate through; a caller might.
    data = text.lower().encode("utf-8", "replace")
    if not text.isascii():
        data = data.replace(b"\xc3\x9f", b"ss")
        # First bytes of UTF-8, as numbers: a number is found several times as fast as bytes are.
        if 0xE2 in data or 0xC2 in data or 0xE3 in data or 0xEF in data:  # noqa: PLR2004 - they are what they are
            data = _SIGNS.sub(b" ", data)
        if 0xF0 in data or 0xE2 in data:  # noqa: PLR2004 - they are what they are
            data = _EMOJI.sub(rb" \g<0> ", data)
    return data.translate(_BLANKED).split()


def _unframed(text: str) -> tuple[str, bool]:
    """Return `text` without repost marks, lead-ins and an agency's dateline, and whether it was marked as a repost."""
    is_repost = False
    beginning = text[:8]
    if "RT" in beginning or "MT" in beginning or "♻" in beginning or "🔁" in beginning:
        found = _REPOST.match(text)
        if found is not None:
            text, is_repost = text[found.end() :], True
    beginning = text[:40]
    if ":" in beginning or "-" in beginning or "–" in beginning or "|" in beginning or ")" in beginning:
        text = _after(_DATELINE, _after(_LEAD_IN, text))
    return text, is_repost


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(" ", text) if "://" in text or "www." in text else text


def _after(frame: re.Pattern[str], text: str) -> str:
    """Return what follows a frame at the beginning; `sub` would look for the beginning in the whole text."""
    found = frame.match(text)
    return text[found.end() :] if found else text
