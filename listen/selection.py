"""Which queries are meant, when a person names queries or a unit, or nothing at all."""

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from listen.brand import Query, Settings, Unit
from listen.errors import UsageError
from listen.model import Label
from listen.text.fold import fold

__all__ = [
    "HIDEABLE",
    "INTENTS",
    "first_of_ours",
    "intent_named",
    "labels_named",
    "region_named",
    "select",
    "source_named",
    "unit_named",
]

INTENTS = (
    "question", "complaint", "praise", "comparison", "buying", "job_seeking", "how_to", "news", "advert", "job_ad",
    "coupon", "bot",
)  # fmt: skip
"""What a mention may be found to be about (`listen.model.FindingKind.INTENT`)."""

HIDEABLE = ("advert", "bot", "coupon", "job_ad", "job_seeking", "news")
"""Intents that a digest may leave out; who asks or complains is never hidden."""


def _words(text: str) -> list[str]:
    return text.split()


_COUNTRIES = frozenset(
    _words(
        """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
    UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """
    )
)
_PART = re.compile(r"[A-Z0-9]{1,3}")
_GERMAN_PARTS = frozenset(_words("BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH"))


def select(settings: Settings, *, queries: Collection[str] = (), unit: str | None = None) -> tuple[Query, ...]:
    """Return the queries meant: those named, or all of ours; only those of one unit, when it is named.

    A competitor's query is meant only when it is named. A query without a unit belongs to everyone, so it does not
    belong to a unit's own reading list.

    Raises:
        UsageError: if a query or the unit is unknown; with a suggestion.
    """
    known = [query.name for query in settings.queries]
    for name in queries:
        if name not in known:
            raise _unknown("selection.unknown_query", name, known)
    if unit is not None:
        unit_named(settings, unit)
    return tuple(
        query
        for query in settings.queries
        if (query.name in queries if queries else query.competitor is None) and (unit is None or query.unit == unit)
    )


def first_of_ours(settings: Settings) -> str | None:
    """Return the name of the first query that is no competitor's: what counts when a person names none."""
    return next((query.name for query in settings.queries if query.competitor is None), None)


def unit_named(settings: Settings, name: str) -> Unit:
    """Return the unit called `name`.

    Raises:
        UsageError: if there is none; with a suggestion.
    """
    for unit in settings.units:
        if unit.name == name:
            return unit
    raise _unknown("selection.unknown_unit", name, [unit.name for unit in settings.units])


def source_named(name: str, known: Collection[str]) -> str:
    """Return `name` when it is a source's.

    Raises:
        UsageError: if it is none; with a suggestion.
    """
    if name in known:
        return name
    raise _unknown("selection.unknown_source", name, known)


def intent_named(name: str, known: Collection[str] = INTENTS) -> str:
    """Return the intent called `name`, however it is cut and joined: `job-ad` is `job_ad`.

    Raises:
        UsageError: if there is none, or not among `known`; with a suggestion.
    """
    meant = name.strip().lower().replace("-", "_").replace(" ", "_")
    if meant in known:
        return meant
    raise _unknown("selection.unknown_intent", name, known, near=meant, all=", ".join(known))


def labels_named(names: Iterable[str]) -> tuple[Label | None, ...]:
    """Return the labels of these names; None stands for *unscored*.

    Raises:
        UsageError: if a name is no label's.
    """
    found: list[Label | None] = []
    for name in names:
        if name == "unscored":
            found.append(None)
        elif name in set(Label):
            found.append(Label(name))
        else:
            raise UsageError("command.unknown_label", name=name)
    return tuple(found)


def region_named(name: str) -> str:
    """Return the ISO 3166 code of a region as it is stored: `de` and `Germany` are `DE`, `de-by` and `Bayern` `DE-BY`.

    Raises:
        UsageError: if it is none; with a suggestion where one is near.
    """
    meant = name.strip().upper().replace("_", "-")
    country, dash, part = meant.partition("-")
    is_part = _PART.fullmatch(part) is not None and (country != "DE" or part in _GERMAN_PARTS)
    if country in _COUNTRIES and (is_part if dash else not part):
        return meant
    named = _named_regions()
    typed = fold(name.strip())
    if typed in named:
        return named[typed]
    near = get_close_matches(typed, named, n=1, cutoff=0.75)
    if near:
        raise UsageError(
            "selection.unknown_region", hint="selection.did_you_mean", name=name, suggestion=named[near[0]]
        )
    raise UsageError("selection.unknown_region", name=name)


def _named_regions() -> dict[str, str]:
    """Return the codes of countries and states by their English and German names, folded."""
    from listen.regions.places import load

    return {fold(name): code for code, names in load().names.items() for name in names}


def _unknown(key: str, name: str, known: Iterable[str], *, near: str | None = None, **values: str) -> UsageError:
    names = tuple(known)
    found = get_close_matches(near or name, names, n=1, cutoff=0.6)
    if found:
        return UsageError(key, hint="selection.did_you_mean", name=name, suggestion=found[0], **values)
    return UsageError(key, name=name, **values)
