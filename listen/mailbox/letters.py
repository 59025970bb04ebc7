"""A letter, read: who, when, what about, which text; whatever its bytes are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses, parseaddr
from hashlib import blake2b

from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import to_text

__all__ = ["Letter", "read_letter"]

_MOST_PARTS = 100
_MOST_RECIPIENTS = 20
_LONGEST_HEADER = 4_000
_FEW_WORDS = 200
"""Letters of a plain part below which the HTML part is looked at, too: "this mail needs HTML"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a letter says.

    Attributes:
        identity: its Message-ID, else made of what it says; the same wherever the letter lies.
        subject: one line; None without one.
        sender: the name shown; None when there is only an address, which is nobody's business.
        domain: of the sender's address, lower case; "" when there is none.
        group: the mailing list, as it calls itself; None for other letters.
        text: plain, whatever it was.
        html: as it came; "" when there is none.
        sent_at: aware UTC; None when it does not say.
    """

    identity: str
    subject: str | None
    sender: str | None
    domain: str
    group: str | None
    text: str
    html: str
    sent_at: datetime | None


def read_letter(raw: bytes) -> Letter | None:
    """Read one letter; None when nothing of it can be read."""
    try:
        return _read(raw)
    except Exception:  # noqa: BLE001  the parser of the standard library raises anything on mail that is made to hurt
        return None


def _read(raw: bytes) -> Letter | None:
    message = message_from_bytes(raw, policy=default)
    subject = _header(message, "subject")
    plain, html = _bodies(message)
    text = clean_text(plain)
    if html and len(text) < _FEW_WORDS:
        text = max(text, clean_text(to_text(html)), key=len)
    if not text and subject is None:
        return None
    name, address = parseaddr(_header(message, "from") or "")
    group = _header(message, "list-id")
    sent_at = read_date(_header(message, "date"))
    text = _without(text, _recipients(message))
    said = f"{address}\x1f{sent_at}\x1f{subject}\x1f{text}".encode("utf-8", "replace")
    return Letter(
        identity=(_header(message, "message-id") or "").strip("<> ") or blake2b(said, digest_size=16).hexdigest(),
        subject=subject,
        sender=clean_line(name) or None if "@" not in name else None,
        domain=clean_line(address.rpartition("@")[2]).lower(),
        group=None if group is None else clean_line(group.partition("<")[0].strip(' "')) or None,
        text=text,
        html=html,
        sent_at=sent_at,
    )


def _recipients(message: EmailMessage) -> set[str]:
    """Return the addresses that a letter went to; newsletters repeat them in their text."""
    said = " , ".join(filter(None, (_header(message, name) for name in ("to", "cc", "delivered-to", "x-original-to"))))
    return {address.lower() for _, address in getaddresses([said[:_LONGEST_HEADER]]) if "@" in address}


def _without(text: str, addresses: set[str]) -> str:
    for address in sorted(addresses, key=len, reverse=True)[:_MOST_RECIPIENTS]:
        text = re.sub(re.escape(address), "…", text, flags=re.IGNORECASE)
    return text


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except Exception:  # noqa: BLE001  a header that cannot be parsed is read as it stands
        value = next((said for known, said in message.raw_items() if known.lower() == name), None)
    return None if value is None else clean_line(str(value)) or None


def _bodies(message: EmailMessage) -> tuple[str, str]:
    """Return the plain text and the HTML; attachments are left alone."""
    plain: list[str] = []
    html: list[str] = []
    for part in _parts(message):
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/plain":
            plain.append(_unwrapped(_content(part), part))
        elif kind == "text/html":
            html.append(_content(part))
    return "\n".join(plain), "\n".join(html)


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number == _MOST_PARTS:
            return
        if isinstance(part, EmailMessage):
            yield part


def _content(part: EmailMessage) -> str:
    try:
        content = part.get_content()
        return content if isinstance(content, str) else ""
    except (LookupError, ValueError, KeyError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _unwrapped(text: str, part: EmailMessage) -> str:
    """Return text with the soft breaks of `format=flowed` (RFC 3676) undone."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    lines: list[str] = []
    is_open = False
    for line in text.splitlines():
        said = line.removeprefix(" ")
        if is_open and lines and not said.startswith(">"):
            lines[-1] += said
        else:
            lines.append(said)
        is_open = said.endswith(" ") and said != "-- "
    return "\n".join(lines)
