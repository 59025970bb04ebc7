"""What a value under `notify` and `smtp` in queries.yaml may be; see `listen.config.wording`."""

import re
from datetime import time
from email.headerregistry import Address
from email.utils import parseaddr

from pydantic_core import PydanticCustomError

from listen.config.wording import line, nearest
from listen.notice import CHAT_PREFIX, WEEKDAYS, Quiet

__all__ = ["chat_variable", "mail_address", "quiet_hours", "quiet_of", "sender", "weekday", "weekday_number"]

_VARIABLE = re.compile(rf"{CHAT_PREFIX}[A-Z0-9_]{{1,60}}")
_SPAN = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)\s*[-–]\s*([01]?\d|2[0-4])[:.]([0-5]\d)")
_MAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?", re.ASCII | re.IGNORECASE)
_DAYS = {
    word: number
    for number, words in enumerate(
        (
            "mon monday mo montag",
            "tue tuesday di dienstag",
            "wed wednesday mi mittwoch",
            "thu thursday do donnerstag",
            "fri friday fr freitag",
            "sat saturday sa samstag sonnabend",
            "sun sunday so sonntag",
        )
    )
    for word in words.split()
}


def _wrong(key: str, *, suggestion: str | None = None, **values: object) -> PydanticCustomError:
    return PydanticCustomError(key, key, {"suggestion": suggestion, **values})


def mail_address(value: str) -> str:
    """Return `value` when it is the address of a mailbox, without a name."""
    text = line(value)
    if not _MAIL.fullmatch(text) or ".." in text:
        raise _wrong("no_mail_address", value=text)
    return text


def sender(value: str) -> str:
    """Return `value` as `address` or `Name <address>`."""
    text = line(value)
    name, address = parseaddr(text)
    mail = mail_address(address or text)
    return str(Address(display_name=name, addr_spec=mail)) if name else mail


def chat_variable(value: str) -> str:
    """Return `value` when it names a variable; the secret address itself has no place in this file."""
    text = line(value)
    if _VARIABLE.fullmatch(text):
        return text
    # Never shown: half of it may be a secret.
    if "://" in text:
        raise _wrong("chat_address", prefix=CHAT_PREFIX)
    raise _wrong("no_chat_variable", prefix=CHAT_PREFIX)


def quiet_hours(value: str) -> str:
    """Return `value` as `18:00-07:30`."""
    found = _SPAN.fullmatch(value.strip())
    if found is None or (found[3] == "24" and found[4] != "00"):
        raise _wrong("no_quiet_hours", value=line(value)[:40])
    start, end = f"{int(found[1]):02}:{found[2]}", f"{int(found[3]) % 24:02}:{found[4]}"
    if start == end:
        raise _wrong("no_quiet_hours", value=line(value)[:40])
    return f"{start}-{end}"


def quiet_of(value: str | None) -> Quiet | None:
    """Return the hours that `quiet_hours` let through."""
    if value is None:
        return None
    start, _, end = value.partition("-")
    return Quiet(start=time.fromisoformat(start), end=time.fromisoformat(end))


def weekday(value: str) -> str:
    """Return a day of the week by its short English name; German ones are understood, too."""
    number = _DAYS.get(value.strip().casefold())
    if number is None:
        raise _wrong("no_weekday", value=line(value)[:40], suggestion=nearest(value, WEEKDAYS))
    return WEEKDAYS[number]


def weekday_number(name: str) -> int:
    """Return 0 for Monday."""
    return WEEKDAYS.index(name)
