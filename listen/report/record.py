"""A report as it is kept beside its pages: the canonical figures, what they came from, and fingerprints of both."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from listen.errors import UsageError
from listen.report.value import Figure, Measure, Origin, Report, Section
from listen.window import Window

__all__ = ["SCHEMA", "Record", "figures_print", "read_record", "record_text", "rounded"]

SCHEMA = "listen.report/1"

_DIGITS = 9
_NO_FILES: Mapping[str, str] = MappingProxyType({})


def rounded(value: float | None) -> float | int | None:
    """Return a value as every file writes it: whole numbers whole, others with nine digits."""
    if value is None:
        return None
    short = round(float(value), _DIGITS)
    return int(short) if short.is_integer() else short


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was written.

    Attributes:
        made_with: version of listen.
        figures: as in the report, values rounded.
        fingerprint: of the figures, as it was written.
        origin: what they were computed from.
        files: SHA-256 of the pages, by name.
        earlier: that of the pages which these were to replace, so that a broken-off writing is recognised.
    """

    now: datetime
    timezone: str
    window: Window
    unit_name: str | None
    lang: str
    made_with: str
    figures: tuple[Figure, ...]
    fingerprint: str
    origin: Origin
    files: Mapping[str, str] = field(default_factory=lambda: _NO_FILES)
    earlier: Mapping[str, str] = field(default_factory=lambda: _NO_FILES)

    @property
    def is_intact(self) -> bool:
        """Return whether the figures are those that the fingerprint was made of."""
        return figures_print(self.figures) == self.fingerprint


def _figure(one: Figure) -> dict[str, object]:
    return {
        "section": one.section.value,
        "of": one.of,
        "what": one.what,
        "day": None if one.day is None else one.day.isoformat(),
        "value": rounded(one.value),
        "low": rounded(one.low),
        "high": rounded(one.high),
        "unit": one.measure.value,
        "is_small": one.is_small,
        "mentions": list(one.mentions),
        "more": one.more,
    }


def figures_print(figures: Sequence[Figure]) -> str:
    """Return the fingerprint of figures: the same for the same values and mentions, in the same order."""
    text = json.dumps([_figure(one) for one in figures], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def record_text(
    report: Report,
    *,
    lang: str,
    made_with: str,
    files: Mapping[str, str] = _NO_FILES,
    earlier: Mapping[str, str] = _NO_FILES,
) -> str:
    """Return the text of `report-….json`.

    Args:
        report: what is recorded.
        lang: language of the pages.
        made_with: version of listen.
        files, earlier: SHA-256 by name, of the pages and of those they replace.
    """
    said = {
        "schema": SCHEMA,
        "made_with": made_with,
        "brand": report.brand,
        "unit": report.unit_name,
        "since": report.window.since.isoformat(),
        "until": report.window.last.isoformat(),
        "timezone": report.timezone,
        "now": report.now.astimezone(UTC).isoformat(),
        "lang": lang,
        "fingerprint": figures_print(report.figures),
        "origin": {
            "settings": report.origin.settings,
            "judgements": report.origin.judgements,
            "learned": report.origin.learned,
            "total": report.origin.total,
        },
        "files": dict(files),
        "earlier": dict(earlier),
        "figures": [_figure(one) for one in report.figures],
    }
    head = json.dumps({key: value for key, value in said.items() if key != "figures"}, ensure_ascii=False, indent=1)
    lines = ",\n".join(f"  {json.dumps(one, ensure_ascii=False)}" for one in (_figure(f) for f in report.figures))
    return f'{head[:-2]},\n "figures": [\n{lines}\n ]\n}}\n'


def read_record(text: str, *, name: str) -> Record:
    """Return what `record_text` wrote.

    Raises:
        UsageError: if it is no such text; `name` is what the file is called.
    """
    try:
        said = json.loads(text)
        if said["schema"] != SCHEMA:
            raise UsageError("report.not_ours", name=name)
        return _record(said)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise UsageError("report.not_ours", name=name) from error


def _record(said: Mapping[str, Any]) -> Record:
    origin = said["origin"]
    return Record(
        now=datetime.fromisoformat(said["now"]).astimezone(UTC),
        timezone=str(said["timezone"]),
        window=Window(
            since=date.fromisoformat(said["since"]), until=date.fromisoformat(said["until"]) + timedelta(days=1)
        ),
        unit_name=None if said["unit"] is None else str(said["unit"]),
        lang=str(said["lang"]),
        made_with=str(said["made_with"]),
        figures=tuple(map(_read_figure, said["figures"])),
        fingerprint=str(said["fingerprint"]),
        origin=Origin(
            settings=str(origin["settings"]),
            judgements=int(origin["judgements"]),
            learned=None if origin["learned"] is None else str(origin["learned"]),
            total=int(origin["total"]),
        ),
        files=_prints(said["files"]),
        earlier=_prints(said["earlier"]),
    )


def _prints(said: Mapping[str, Any]) -> Mapping[str, str]:
    return MappingProxyType({str(name): str(print_) for name, print_ in said.items()})


def _read_figure(said: Mapping[str, Any]) -> Figure:
    return Figure(
        section=Section(said["section"]),
        of=None if said["of"] is None else str(said["of"]),
        what=str(said["what"]),
        day=None if said["day"] is None else date.fromisoformat(said["day"]),
        value=_number(said["value"]),
        low=_number(said["low"]),
        high=_number(said["high"]),
        measure=Measure(said["unit"]),
        mentions=tuple(int(number) for number in said["mentions"]),
        more=int(said["more"]),
        is_small=bool(said["is_small"]),
    )


def _number(said: Any) -> float | None:
    return None if said is None else float(said)
