"""The checkpoint of a feed: what has to be remembered so that the next reading is cheap and loses nothing.

Opaque to everyone else. A checkpoint that cannot be read counts as none.
"""

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

from listen.protocols import Validators
from listen.sources.feed.posts import Trust
from listen.sources.feed.reading import PRINT_BYTES

__all__ = ["READER", "Mark", "Record", "read_mark", "written"]

READER = 1
"""Goes up when items are read differently, so that an unchanged feed is asked for and read once more."""

_RECORDS_LIMIT = 6_000
_VALIDATOR_LIMIT = 1_000


class Record(NamedTuple):
    """What is remembered of an item: three fingerprints.

    Attributes:
        slice: of its bytes; the same bytes need not be read again.
        identity: of the identifier under which it was delivered.
        content: of link, title and text; shows that only the identifier changed.
    """

    slice: bytes
    identity: bytes
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far a feed was read.

    Attributes:
        validators: to make the next request conditional.
        body: fingerprint of the whole answer.
        records: items seen, newest window first; at least two windows.
        newest: newest believable date seen, aware UTC.
        found: the feed's own address, where a page was configured.
        moved_to: where the last answers said that the feed has moved for good, and how many in a row said so.
        moved_times: see `moved_to`.
        trust: which mark of its items tells them apart.
        is_expired: the feed said that it will never change again.
    """

    validators: Validators | None = None
    body: str | None = None
    records: tuple[Record, ...] = ()
    newest: datetime | None = None
    found: str | None = None
    moved_to: str | None = None
    moved_times: int = 0
    trust: Trust = Trust.ID
    is_expired: bool = False

    def with_window(self, window: Iterable[Record]) -> "Mark":
        """Return the mark with `window` in front, and as many of the older records behind it."""
        current = tuple(window)
        slices = {record.slice for record in current}
        older = tuple(record for record in self.records if record.slice not in slices)
        keep = min(2 * len(current) + 50, _RECORDS_LIMIT)
        return replace(self, records=(current + older)[: max(keep, len(current))])


def written(mark: Mark) -> str:
    """Return `mark` as text."""
    validators = mark.validators or Validators()
    values = {
        "v": READER,
        "etag": _short(validators.etag),
        "modified": _short(validators.last_modified),
        "body": mark.body,
        "newest": None if mark.newest is None else mark.newest.isoformat(),
        "found": mark.found,
        "moved": mark.moved_to,
        "times": mark.moved_times or None,
        "trust": int(mark.trust) or None,
        "expired": mark.is_expired or None,
        "items": base64.b64encode(b"".join(part for record in mark.records for part in record)).decode(),
    }
    return json.dumps({name: value for name, value in values.items() if value is not None}, separators=(",", ":"))


def read_mark(checkpoint: str | None) -> Mark | None:
    """Return the mark that `written` wrote, or None when there is none or it cannot be read."""
    if checkpoint is None:
        return None
    try:
        values = json.loads(checkpoint)
        raw = base64.b64decode(values["items"], validate=True)
        newest = values.get("newest")
        is_current = values["v"] == READER
        validators = Validators(etag=values.get("etag"), last_modified=values.get("modified"))
        return Mark(
            validators=validators if is_current and validators != Validators() else None,
            body=values.get("body") if is_current else None,
            records=_records(raw),
            newest=None if newest is None else datetime.fromisoformat(newest).astimezone(UTC),
            found=values.get("found"),
            moved_to=values.get("moved"),
            moved_times=int(values.get("times", 0)),
            trust=Trust(values.get("trust", 0)),
            is_expired=bool(values.get("expired")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        return None


def _records(raw: bytes) -> tuple[Record, ...]:
    size = PRINT_BYTES
    return tuple(
        Record(raw[at : at + size], raw[at + size : at + 2 * size], raw[at + 2 * size : at + 3 * size])
        for at in range(0, len(raw) - 3 * size + 1, 3 * size)
    )


def _short(validator: str | None) -> str | None:
    return validator if validator is not None and len(validator) <= _VALIDATOR_LIMIT else None
