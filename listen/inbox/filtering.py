"""The filters one can choose from, as a list to be ticked; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from listen.brand import Settings
from listen.inbox.state import Inbox, Wanted
from listen.model import Label

__all__ = ["Choice", "Kind", "choices", "is_on", "toggled"]

_UNSCORED = "unscored"


class Kind(StrEnum):
    """By what can be filtered."""

    UNIT = "unit"
    AUDIENCE = "audience"
    LANGUAGE = "language"
    SOURCE = "source"
    LABEL = "label"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One filter: `value` is a name of its kind."""

    kind: Kind
    value: str


def choices(settings: Settings, inbox: Inbox) -> tuple[Choice, ...]:
    """Return what can be filtered by: units and audiences of the settings, languages and channels of what was read."""
    audiences = dict.fromkeys(name for unit in settings.units for name in unit.audiences)
    languages = dict.fromkeys(
        (*settings.languages, *inbox.wanted.languages, *(row.mention.language for row in inbox.rows))
    )
    sources = sorted({*inbox.wanted.sources, *(row.mention.post.source for row in inbox.rows)})
    return (
        *(Choice(kind=Kind.UNIT, value=unit.name) for unit in settings.units),
        *(Choice(kind=Kind.AUDIENCE, value=name) for name in audiences),
        *(Choice(kind=Kind.LANGUAGE, value=code) for code in languages if code is not None),
        *(Choice(kind=Kind.SOURCE, value=name) for name in sources),
        *(Choice(kind=Kind.LABEL, value=name) for name in (*Label, _UNSCORED)),
    )


def is_on(choice: Choice, wanted: Wanted) -> bool:
    """Return whether a filter is set."""
    match choice.kind:
        case Kind.UNIT:
            return wanted.unit == choice.value
        case Kind.AUDIENCE:
            return wanted.audience == choice.value
        case Kind.LANGUAGE:
            return choice.value in wanted.languages
        case Kind.SOURCE:
            return choice.value in wanted.sources
        case Kind.LABEL:
            return _label(choice.value) in wanted.labels
    return False


def toggled(choice: Choice, wanted: Wanted) -> Wanted:
    """Return the filters with one of them set or taken away; of units and audiences there is one at a time."""
    match choice.kind:
        case Kind.UNIT:
            return replace(wanted, unit=None if wanted.unit == choice.value else choice.value)
        case Kind.AUDIENCE:
            return replace(wanted, audience=None if wanted.audience == choice.value else choice.value)
        case Kind.LANGUAGE:
            return replace(wanted, languages=_turned(choice.value, wanted.languages))
        case Kind.SOURCE:
            return replace(wanted, sources=_turned(choice.value, wanted.sources))
        case Kind.LABEL:
            label = _label(choice.value)
            kept = tuple(one for one in wanted.labels if one is not label)
            return replace(wanted, labels=kept if label in wanted.labels else (*kept, label))
    return wanted


def _turned(value: str, among: Sequence[str]) -> tuple[str, ...]:
    kept = tuple(one for one in among if one != value)
    return kept if value in among else (*kept, value)


def _label(name: str) -> Label | None:
    return None if name == _UNSCORED else Label(name)
