"""Feeds lie about their encoding; whatever they declare, here they become UTF-8.

The rules are those by which feedparser gets real feeds right: bytes that are valid UTF-8 are UTF-8, Latin-1 is always
meant as Windows-1252, and a wrong declaration costs nobody a word. Both readers get the result, so they cannot differ.
"""

import codecs
import re
from typing import Final

__all__ = ["to_utf8"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_IN_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_IN_DOCUMENT: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")

# Only codecs from text to bytes, by their Python names; `zlib`, `idna` or `unicode_escape` are no charsets of feeds.
# What people call Latin-1 or GB 2312 is the larger set that their editor used.
_CODECS: Final = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874", "iso8859-11": "cp874", "utf-16": "utf-16",
} | {
    name: name
    for name in (
        *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *(f"cp125{number}" for number in range(9)),
        *("cp437", "cp850", "cp852", "cp866", "cp874", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "gb18030"),
        *("big5", "big5hkscs", "cp932", "cp949", "cp950", "euc_jp", "iso2022_jp", "iso2022_kr", "johab", "hz"),
    )
}  # fmt: skip
# Their bytes are ASCII, so being valid UTF-8 says nothing about them.
_SEVEN_BIT: Final = frozenset({"iso2022_jp", "iso2022_kr", "hz"})
_MOSTLY = 4


def to_utf8(body: bytes, content_type: str | None) -> bytes:
    """Return `body` in UTF-8, without a byte order mark; what cannot be decoded becomes U+FFFD.

    Args:
        body: as the server sent it.
        content_type: the header; None when there was none.
    """
    for mark, codec in _BOMS:
        if body.startswith(mark):
            cut = 0 if len(mark) == 2 and b"<" in mark else len(mark)  # noqa: PLR2004 - "<" of UTF-16 without a mark
            return body[cut:] if codec == "utf-8" and _is_utf8(body) else _recoded(body[cut:], codec)
    declared = _declared(body, content_type)
    if not _SEVEN_BIT.intersection(declared) and _is_utf8(body):
        return body
    for codec in declared:
        try:
            return body.decode(codec).encode("utf-8", "replace")
        except UnicodeDecodeError:
            continue
    # A few broken characters among many good ones: a title cut by bytes. The other way round: it never was UTF-8.
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = sum(1 for letter in text if letter > "\x7f") - broken
    return text.encode() if letters >= _MOSTLY * broken else _recoded(body, "cp1252")


def _is_utf8(body: bytes) -> bool:
    if body.isascii():
        return True
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _recoded(body: bytes, codec: str) -> bytes:
    return body.decode(codec, "replace").encode("utf-8", "replace")


def _declared(body: bytes, content_type: str | None) -> tuple[str, ...]:
    """Return the usable codecs that document and header name, in this order."""
    names = []
    in_document = _IN_DOCUMENT.search(body[:1000])
    if in_document is not None:
        names.append(in_document[1].decode("ascii"))
    in_header = _IN_HEADER.search(content_type or "")
    if in_header is not None:
        names.append(in_header[1])
    found = []
    for name in names:
        try:
            codec = _CODECS.get(codecs.lookup(name).name)
        except LookupError:
            continue
        if codec is not None:
            found.append(codec)
    return tuple(found)
