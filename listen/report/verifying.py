"""Whether a report still says what the database says; and if not, which figures differ and why that may be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from listen.protocols import Store
from listen.report.record import Record, rounded
from listen.report.value import Figure, Origin, Report, Section

__all__ = ["Difference", "Reason", "Verdict", "verify"]

_DIALOGUE = frozenset({Section.ANSWERS, Section.OUTCOMES, Section.LESSONS})
"""Sections that go on growing after the days they are about: answers come later, and people come back."""

_Key = tuple[str, str | None, str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure that comes out otherwise.

    Attributes:
        was, now: None when the report, or the database, has no such figure.
        is_value: False when only the mentions named behind it differ.
    """

    was: Figure | None
    now: Figure | None
    is_value: bool = True

    @property
    def figure(self) -> Figure:
        """Return the figure meant."""
        found = self.was or self.now
        assert found is not None  # noqa: S101 - one of them is there
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why figures may differ: the phrase `report.because_KEY`, and what fills it."""

    key: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of looking again.

    Attributes:
        compared: how many figures were compared.
        differences: in the order of the report.
        reasons: why that may be; empty where nothing differs, or nobody knows.
        is_intact: the record holds the figures that it was written with.
        changed, missing: names of pages that were changed since, or are gone.
    """

    compared: int
    differences: tuple[Difference, ...] = ()
    reasons: tuple[Reason, ...] = ()
    is_intact: bool = True
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_identical(self) -> bool:
        """Return whether the database gives the same figures, and the report is as it was written."""
        return self.is_intact and not (self.differences or self.changed or self.missing)


def verify(record: Record, again: Report, store: Store, *, files: Mapping[str, str | None], made_with: str) -> Verdict:
    """Compare a record with the report that was built again for the same days, unit and moment.

    Args:
        record: what was written.
        again: the same report, built anew.
        store: asked which of the cited mentions are still there.
        files: SHA-256 of the recorded pages as they are now, by name; None for a page that is gone.
        made_with: version of listen now.
    """
    differences = tuple(_differences(record, again))
    return Verdict(
        compared=len(record.figures),
        differences=differences,
        reasons=tuple(_reasons(record, again, store, made_with, differences)) if differences else (),
        is_intact=record.is_intact,
        changed=tuple(name for name, print_ in record.files.items() if files.get(name) not in {print_, None}),
        missing=tuple(name for name in record.files if files.get(name) is None),
    )


def _key(one: Figure) -> _Key:
    return (one.section.value, one.of, one.what, one.day)


def _values(one: Figure) -> tuple[object, ...]:
    return (rounded(one.value), rounded(one.low), rounded(one.high), one.measure)


def _differences(record: Record, again: Report) -> list[Difference]:
    before = {_key(one): one for one in record.figures}
    after = {_key(one): one for one in again.figures}
    found = []
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        if was is None or now is None or _values(was) != _values(now):
            found.append(Difference(was=was, now=now))
        elif (was.mentions, was.more, was.is_small) != (now.mentions, now.more, now.is_small):
            found.append(Difference(was=was, now=now, is_value=False))
    return found


def _reasons(
    record: Record, again: Report, store: Store, made_with: str, differences: Sequence[Difference]
) -> list[Reason]:
    before, after = record.origin, again.origin
    found = []
    cited = {number for one in record.figures for number in one.mentions}
    gone = sum(number not in again.cited and store.mention(number) is None for number in cited)
    if gone:
        found.append(Reason(key="gone", values=MappingProxyType({"n": gone})))
    if after.total > before.total:
        found.append(Reason(key="later", values=MappingProxyType({"n": after.total - before.total})))
    elif after.total < before.total:
        found.append(Reason(key="fewer", values=MappingProxyType({"n": before.total - after.total})))
    if after.judgements != before.judgements:
        found.append(Reason(key="corrected", values=MappingProxyType({"n": after.judgements - before.judgements})))
    if any(one.figure.section in _DIALOGUE for one in differences):
        found.append(Reason(key="dialogue"))
    found.extend(Reason(key=key) for key in _changes(before, after))
    if record.made_with != made_with:
        found.append(Reason(key="version", values=MappingProxyType({"was": record.made_with, "now": made_with})))
    if not record.is_intact:
        found.append(Reason(key="edited"))
    return found


def _changes(before: Origin, after: Origin) -> list[str]:
    changes = []
    if before.settings != after.settings:
        changes.append("settings")
    if before.learned != after.learned:
        changes.append("learned")
    return changes
