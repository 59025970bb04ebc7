"""A post's words, without what others put around them: repost marks, lead-ins, datelines, sources, addresses."""

import re
from dataclasses import dataclass

from listen.text.urls import canonical

__all__ = ["CUT", "NEAR_FROM_WORDS", "UNTITLED", "PostWords", "read_words"]

CUT = 1
"""Mark: the source cut the text off and says so."""

UNTITLED = 2
"""Mark: the post has no title."""

NEAR_FROM_WORDS = 25
"""Below this many words one other word can turn the meaning, so shorter texts fold only when they agree throughout."""

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
# Already in `canonical` form: nothing to do for most feeds.
_PLAIN_ADDRESS = re.compile(
    r"https://[a-z][a-z0-9]{0,30}(?:\.[a-z][a-z0-9]{0,30}){1,4}(?:/[\w~-]{1,120}){1,12}", re.ASCII
)
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


@dataclass(slots=True)
class PostWords:
    """What a post says, in lower case and UTF-8, which is what everything after it works with.

    Attributes:
        everything: all words; signs or an address when there are none. Empty when there is nothing at all.
        headline: the title's words without its source; those of a short post that has no title.
        body: the text's words without a repeated title.
        marks: `CUT`, `UNTITLED`.
        address: canonical, when it stands for this post alone.
    """

    everything: list[bytes]
    headline: list[bytes]
    body: list[bytes]
    marks: int
    address: str | None


def read_words(title: str | None, text: str, url: str | None) -> PostWords:
    """Return a post's words; bounded whatever its length."""
    body_text = text[:_TEXT_LOOKED_AT]
    title_text = title[:_TITLE_LOOKED_AT] if title else ""
    title_text = _without_frame(title_text)
    framed = _without_frame(body_text)
    body, is_cut = _body(framed, is_whole=len(text) <= _TEXT_LOOKED_AT)
    title_words = _words(title_text)
    marks = CUT if is_cut else 0
    if title_words:
        if body[: len(title_words)] == title_words:
            body = body[len(title_words) :]
        source = _AT_SOURCE.search(title_text)
        headline = title_words[: len(title_words) - len(_words(source.group()))] if source else title_words
    else:
        # A post without a title, as social networks have them, may be nothing but somebody's headline.
        marks |= UNTITLED
        headline = body if len(body) <= _HEADLINE_UP_TO_WORDS and not is_cut else []
    everything = title_words + body
    if len(everything) < NEAR_FROM_WORDS:
        # "ist da :)" and "ist da :(" are not the same.
        everything = everything + [sign.encode() for sign in _SMILEY.findall(framed)]
    # Signs or an address alone are compared as they stand.
    everything = everything or (title_text + body_text).encode("utf-8", "replace").split()
    return PostWords(everything, headline, body, marks, _address(url))


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


def _without_frame(text: str) -> str:
    """Return `text` without what others put around it: repost marks, lead-ins, agency's dateline, addresses."""
    if "RT" in text[:8] or "♻" in text[:8]:
        text = _after(_REPOST, text)
    beginning = text[:40]
    if ":" in beginning or "-" in beginning or "–" in beginning or "|" in beginning or ")" in beginning:
        text = _after(_DATELINE, _after(_LEAD_IN, text))
    return _ADDRESS.sub(" ", text) if "://" in text or "www." in text else text


def _after(frame: re.Pattern[str], text: str) -> str:
    """Return what follows a frame at the beginning; `sub` would look for the beginning in the whole text."""
    found = frame.match(text)
    return text[found.end() :] if found else text


def _address(url: str | None) -> str | None:
    """Return an address that stands for one post alone; None for a home page or a place within a page."""
    if url is None or "#" in url:
        return None
    form = url if _PLAIN_ADDRESS.fullmatch(url) else canonical(url)
    return form if form is not None and form.count("/") > 2 else None  # noqa: PLR2004 - https://host has two
