"""The body of an answer: bounded while it is decoded, and proven complete."""

import re
import zlib
from collections.abc import Iterable
from typing import Final

from listen.errors import Blocked, SourceError, TooBig, Unreachable, Unreadable
from listen.protocols import Expect

__all__ = ["check_kind", "looks_like_html", "read_body", "read_head", "size"]

GZIP_MEMBERS = 1_000
"""In one body; more is an attempt to keep us busy with nothing."""

HEAD_BYTES = 16 * 1024
"""Of a failure's body: enough to tell a web page from a message, and to read an error's short name."""

_GZIP: Final = 16 + zlib.MAX_WBITS
_FORMATS = {"": False, "identity": False, "gzip": True, "x-gzip": True}
_BEGINS_LIKE_HTML = re.compile(
    rb"(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_FEED_ROOT = re.compile(rb"<(?:rss|feed|(?:\w{1,20}:)?RDF)[\s>]", re.IGNORECASE)
_SNIFFED = 4_096


def read_body(chunks: Iterable[bytes], *, encoding: str, limit: int, host: str) -> bytes:
    """Return the decoded body.

    Args:
        chunks: as they came over the wire; everything the iteration raises passes through.
        encoding: the Content-Encoding header; only gzip was asked for.
        limit: bytes, of what came and of what it decodes to.
        host: for messages.

    Raises:
        Unreadable: for an encoding that was not asked for.
        TooBig: as soon as the limit is passed.
        Unreachable: if a compressed body is cut short or garbled.
    """
    is_gzip = _FORMATS.get(encoding.strip().lower())
    if is_gzip is None:
        named = "".join(
            letter for letter in encoding[:30] if letter.isascii() and (letter.isalnum() or letter in ",- ")
        )
        raise Unreadable("source.unreadable", host=host, why=f"Content-Encoding: {named}")
    body = _gunzipped(chunks, limit, host) if is_gzip else _plain(chunks, limit, host)
    return bytes(body)


def _plain(chunks: Iterable[bytes], limit: int, host: str) -> bytearray:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise _too_big(limit, host)
    return body


def _gunzipped(chunks: Iterable[bytes], limit: int, host: str) -> bytearray:
    body = bytearray()
    decoder = zlib.decompressobj(_GZIP)
    members = 1
    came = 0
    try:
        for chunk in chunks:
            came += len(chunk)
            rest = chunk
            while rest:
                if decoder.eof:
                    # Another member may follow; zeros between them are padding.
                    rest = rest.lstrip(b"\0")
                    if not rest:
                        break
                    members += 1
                    if members > GZIP_MEMBERS:
                        raise Unreachable("source.broken", host=host, why="gzip")
                    decoder = zlib.decompressobj(_GZIP)
                # One byte more than allowed, so that passing the limit is seen; never 0, which means "no limit".
                body += decoder.decompress(rest, limit + 1 - len(body))
                rest = decoder.unused_data
                if len(body) > limit or came > limit:
                    raise _too_big(limit, host)
    except zlib.error as error:
        raise Unreachable("source.broken", host=host, why="gzip") from error
    # An empty body is complete without a decoder ever having begun.
    if came and not decoder.eof:
        raise Unreachable("source.broken", host=host, why="gzip")
    return body


def read_head(chunks: Iterable[bytes], *, encoding: str) -> bytes:
    """Return the beginning of a body, decoded as far as that works; what `chunks` raises passes through."""
    head = bytearray()
    decoder = zlib.decompressobj(_GZIP) if _FORMATS.get(encoding.strip().lower()) else None
    try:
        for chunk in chunks:
            head += chunk if decoder is None else decoder.decompress(chunk, HEAD_BYTES)
            if len(head) >= HEAD_BYTES:
                break
    except zlib.error:
        pass
    return bytes(head[:HEAD_BYTES])


def check_kind(body: bytes, *, expect: Expect, content_type: str, host: str) -> None:
    """Refuse a web page where data was due.

    Real feeds come as `text/html` too, so a feed is judged by its first bytes alone.

    Raises:
        Blocked: if it is a web page.
    """
    if expect is Expect.JSON:
        is_page = looks_like_html(body) or ("html" in content_type.lower() and body.lstrip()[:1] not in (b"{", b"["))
    else:
        is_page = expect is Expect.FEED and looks_like_html(body)
    if is_page:
        blocked = Blocked("source.blocked", host=host)
        blocked.sample = body
        raise blocked


def looks_like_html(body: bytes) -> bool:
    """Return whether the first bytes are those of a web page and of no feed; UTF-16 is seen through."""
    # Nothing but ASCII decides, so the zeros of UTF-16 can simply go.
    head = body[:_SNIFFED].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return _BEGINS_LIKE_HTML.match(head) is not None and _FEED_ROOT.search(head) is None


def size(limit: int) -> str:
    """Return a number of bytes as a person writes it."""
    for unit, bytes_in_it in (("MiB", 1 << 20), ("KiB", 1 << 10)):
        if limit >= bytes_in_it:
            return f"{limit / bytes_in_it:.3g} {unit}"
    return f"{limit} B"


def _too_big(limit: int, host: str) -> SourceError:
    return TooBig("source.too_big", host=host, limit=size(limit))
