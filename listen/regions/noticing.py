"""Where a post comes from or is about, by what it says and where it stands; unknown stays unknown."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from listen.model import Evidence, Finding, FindingKind, Post
from listen.reading import Reading, read
from listen.regions.places import Found, Place, Places, country_of, load
from listen.regions.venue import by_venue
from listen.text.level import level

__all__ = ["regions"]

_LEAST = 0.25
"""Below this nothing is said."""
_MOST = 0.97
_COUNTED = 3
_EVIDENCE = 4
_ELSEWHERE = -1
_ALONE = 0.52
"""What a name is worth that stands alone."""
_BEFORE = 48
"""Characters before a name that are looked at."""
_MOST_FOUND = 60
"""Names of places that are weighed in one text; a timetable is not a region."""

_AT_HOME = re.compile(
    r"(?<!\w)(?:(?:wohn\w*|leb\w*|bau\w*|sitz\w*|arbeit\w*|wir|ich|hier|uns|projekt|baustelle|haus|neubau|altbau"
    r"|wohnung|betrieb|"
    r"efh|standort|werk|büro|kunde\w*|firma|händler|installateur|monteur) (?:sind |bin |ist |steht )?(?:hier )?(?:in"
    r"|aus|bei|nahe)"
    r"|komm\w* aus|(?:live|living|based|located|here|we're|i'm|house|home|dealer|supplier|project|building|office"
    r"|shop|work\w*|"
    r"plant|moved) (?:in|near|from|to)|(?:j'habite|habite|basé\w*|ici) (?:a|en)|vivo (?:en|a|in)|abito a|woon in"
    r"|mieszkam w)"
    r"(?: der| dem| den| the)?(?: \w{1,14})? ?\Z"
)
_THERE = re.compile(
    r"(?<!\w)(?:in|im|aus|bei|nahe|nähe|raum|großraum|kreis|landkreis|region|stadt|bezirk|kanton|rund um|ort"
    r"|standort|plz|umkreis|"
    r"from|near|around|at|across|throughout|a|en|au|aux|de|da|do|w|z|we|te|uit|em|no|na|nach|über|to|into|for|für"
    r"|outside|through)"
    r"(?: der| dem| den| des| von| the| la| le| los)?"
    r"(?: (?:schönen|raum|großraum|kreis|nähe|stadt|region|nähe von|central|greater|downtown|north|south|east|west"
    r"|northern|southern|"
    r"eastern|western|nord|süd|nördlich\w*|südlich\w*|ganz|rural|sunny))?[ \"'(]{1,2}\Z"
)
_WEAK = re.compile(
    r"(?<!\w)(?:nach|über|to|into|for|für|de|da|do|a|z|through)(?: der| dem| die| the| la)?[ \"'(]{1,2}\Z"
)
# In English these are prepositions, in Portuguese or Polish too; before a place that is also a word they are no cue.
_CLEAR = re.compile(
    r"(?<!\w)(?:in|aus|bei|nahe|nähe|raum|großraum|kreis|landkreis|stadt|standort|umkreis|near|from|en|rund um|uit)"
    r"(?: von| der| the)?[ \"'(]{1,2}\Z"
)
_LINKED = re.compile(r"(?<!\w)(?:gmbh|ag|kg|kgaa|mbh|se|ohg|e\.v\.|ltd|inc|llc|bv|spa|sarl|s\.a\.)[,.]? ?\Z")
_CLUB = re.compile(
    r"(?<!\w)(?:fc|sv|sc|tsv|vfl|vfb|tus|fsv|msv|rb|sg|borussia|eintracht|arminia|bayer|werder|fortuna|hansa|dynamo"
    r"|energie|hertha|ac|inter|"
    r"real|atletico|herr|frau|dr\.|prof\.|mr|mrs|mr\.|mrs\.|ms|familie) ?\Z"
)
_HOUSE = re.compile(
    r"(?<!\w)(?:universität|uni|hochschule|fh|th|tu|stadtwerke|messe|flughafen|landgericht|amtsgericht"
    r"|handwerkskammer|ihk|university of|port of) \Z"
)
_POSTAL = re.compile(r"(?<![\w.,-])(?:(?:de?|a|ch|plz)[- ])?(\d{4,5}),? \Z")
_ROUND = re.compile(
    r"[ -]{0,2}(?:und umgebung|umgebung|umland|area|region|raum|county|metro|\(nrw\)|, (?:germany|deutschland|usa|uk"
    r"|nrw|bayern|austria))"
)
_OF_TOWN = re.compile(
    r" (?:raum|region|umland|gegend|innenstadt|altstadt|norden|süden|osten|westen|straße|baustelle|land|bahnhof"
    r"|stadtrat|rathaus|handwerk\w*)(?!\w)"
)
_DATELINE = re.compile(r"\s{0,2}[(/,-]")
_HALL = re.compile(r" ?(?:\d|[a-z](?!\w))")
_ORIGINS = frozenset({"CN", "TW", "IN", "VN", "TR", "BD", "PK"})
"""Where goods come from: "aus China" tells of a pipe, not of a person."""
_GOODS = re.compile(r"(?<!\w)(?:aus|from|made in|imported from|billig\w*|ware|import\w*)(?: \w{1,10})? ?\Z")

_PHONE = re.compile(r"(?<![\w+])(?:\+|00)(\d{1,3})[\s()/.-]{0,3}(?:\(0\)\s?)?\d(?:[\s()/.-]{0,2}\d){5,13}(?!\w)")
_PREFIXES = {
    "49": ("DE",), "43": ("AT",), "41": ("CH",), "33": ("FR",), "39": ("IT",), "34": ("ES",), "31": ("NL",),
    "32": ("BE",), "48": ("PL",), "44": ("GB",), "45": ("DK",), "46": ("SE",), "47": ("NO",), "36": ("HU",),
    "30": ("GR",), "90": ("TR",), "351": ("PT",), "352": ("LU",), "353": ("IE",), "358": ("FI",), "420": ("CZ",),
    "421": ("SK",), "385": ("HR",), "386": ("SI",), "61": ("AU",), "64": ("NZ",), "81": ("JP",), "86": ("CN",),
    "91": ("IN",), "55": ("BR",), "52": ("MX",), "27": ("ZA",), "1": ("US", "CA"),
}  # fmt: skip
_POSTAL_ALONE = re.compile(
    r"(?<![\w-])(?:d-(\d{5})|plz:? ?(\d{5})|(\d{5}) deutschland|a-(\d{4})|ch-(\d{4}))(?![\w.,]\d)(?!\w)"
)


@dataclass(slots=True)
class _Candidate:
    """A region and what speaks for it."""

    evidence: list[Evidence] = field(default_factory=list)

    @property
    def confidence(self) -> float:
        doubt = 1.0
        for place, one in enumerate(self.evidence[:_COUNTED]):
            doubt *= 1.0 - one.weight * (1.0 if place == 0 else 0.5)
        return min(_MOST, 1.0 - doubt)


def regions(post: Post, text: str, *, names: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return where `post` comes from or what place it is about, surest first; empty when unknown.

    Args:
        post: for the venue: the host of its address and what its place is called. Its author is not looked at.
        text: `listen.reading.analyzed_text(post)`; evidence counts its characters.
        names: of our brand and of competitors: the town behind a company's name is the company's.

    Returns:
        Findings of kind REGION: ISO 3166-1 alpha-2 (`AT`) or ISO 3166-2 (`DE-NW`), with a confidence of 0.25 … 0.97;
        `listen.regions.by_region` counts those from 0.5 on. Evidence of the venue has no place in the text (−1).
        Several candidates are several findings; a country is left out where its own state is surer.
        The language is no evidence. Never raises on any text; linear; the first 4,000 characters are read.
    """
    reading = read(post, text)
    places = load()
    found: dict[str, _Candidate] = {}
    known = frozenset(level(name) for name in names)
    for code, evidence in (*_in_text(reading, places, known), *_numbered(reading), *_at_venue(post, places)):
        found.setdefault(code, _Candidate()).evidence.append(evidence)
    for candidate in found.values():
        candidate.evidence.sort(key=lambda one: -one.weight)
    _lift(found)
    surest = sorted(((one.confidence, code, one) for code, one in found.items()), key=lambda one: (-one[0], one[1]))
    return tuple(
        Finding(
            kind=FindingKind.REGION, value=code, confidence=round(sure, 3), evidence=tuple(one.evidence[:_EVIDENCE])
        )
        for sure, code, one in surest
        if sure >= _LEAST
    )


def _lift(found: dict[str, _Candidate]) -> None:
    """Let what speaks for a country speak for the one state of it that was named."""
    for country in [code for code in found if "-" not in code]:
        states = [code for code in found if code != country and country_of(code) == country]
        if len(states) == 1 and found[states[0]].confidence >= 0.5 * found[country].confidence:
            state = found[states[0]]
            support = [
                Evidence(word=one.word, start=one.start, end=one.end, weight=round(0.5 * one.weight, 3))
                for one in found[country].evidence
            ]
            state.evidence = [*state.evidence, *support]
            del found[country]


def _in_text(reading: Reading, places: Places, names: frozenset[str]) -> Iterator[tuple[str, Evidence]]:
    for number, found in enumerate(places.find(reading.plain)):
        if number == _MOST_FOUND:
            return
        meanings = [place for place in found.places if place.code != "-"]
        if len(meanings) < len(found.places):
            continue
        for place in meanings:
            weight = _weight(reading, found, place, names)
            if len(meanings) > 1:
                weight *= 0.6
            if weight:
                word = reading.shown[found.start : found.end]
                yield place.code, Evidence(word=word, start=found.start, end=found.end, weight=round(weight, 3))


def _weight(reading: Reading, found: Found, place: Place, names: frozenset[str]) -> float:  # noqa: PLR0911 one row a cue
    """Return how often a name that stands so is the region; 0.0 where it says nothing."""
    plain, shown = reading.plain, reading.shown
    before = plain[max(0, found.start - _BEFORE) : found.start]
    is_tag = before.endswith("#")
    is_written = shown[found.start].isupper() or is_tag
    if place.is_adjective:
        return 0.7 if is_written and not place.needs_cue and _OF_TOWN.match(plain, found.end) else 0.0
    postal = _POSTAL.search(before)
    if postal is not None and (country_of(place.code) == "DE") == (len(postal.group(1)) == 5) and is_written:  # noqa: PLR2004
        return 0.95
    if not is_written:
        return 0.6 if not place.needs_cue and _CLEAR.search(before) else 0.0
    if _CLUB.search(before) or (place.code in _ORIGINS and _GOODS.search(before)):
        return 0.0 if place.needs_cue else 0.3
    last = before.rstrip().rpartition(" ")[2]
    if last in names or _LINKED.search(before):
        return 0.32
    if place.needs_cue:
        if _HALL.match(plain, found.end) and place.code == "DE-ST":
            return 0.0
        return 0.85 if _AT_HOME.search(before) else 0.75 if _CLEAR.search(before) else 0.0
    weight = _of_clear_name(plain, found, before, is_tag=is_tag)
    # Countries are talked about; towns are where somebody is.
    return min(weight, 0.45) if weight == _ALONE and place.kind == "country" else weight


def _of_clear_name(plain: str, found: Found, before: str, *, is_tag: bool) -> float:
    if _AT_HOME.search(before):
        return 0.9
    if _WEAK.search(before):
        return 0.68
    if _THERE.search(before) or _ROUND.match(plain, found.end):
        return 0.82
    if _HOUSE.search(before):
        return 0.6
    if not before.strip() and _DATELINE.match(plain, found.end):
        return 0.75
    return 0.6 if is_tag else _ALONE


def _numbered(reading: Reading) -> Iterator[tuple[str, Evidence]]:
    """Yield what phone numbers and postal codes with a country say."""
    plain = reading.plain
    if "+" in plain or "00" in plain:
        for found in list(_PHONE.finditer(plain))[:_COUNTED]:
            codes = next((_PREFIXES[found.group(1)[:n]] for n in (3, 2, 1) if found.group(1)[:n] in _PREFIXES), ())
            for code in codes:
                yield code, _evidence(reading, found.start(), found.end(), 0.8 if len(codes) == 1 else 0.45)
    if "d-" in plain or "plz" in plain or "deutschland" in plain or "a-" in plain or "ch-" in plain:
        for found in list(_POSTAL_ALONE.finditer(plain))[:_COUNTED]:
            german = found.group(1) or found.group(2) or found.group(3)
            code = "DE" if german else "AT" if found.group(4) else "CH"
            yield code, _evidence(reading, found.start(), found.end(), 0.85)


def _at_venue(post: Post, places: Places) -> Iterator[tuple[str, Evidence]]:
    for code, weight, word in by_venue(post, places):
        yield code, Evidence(word=word, start=_ELSEWHERE, end=_ELSEWHERE, weight=weight)


def _evidence(reading: Reading, start: int, end: int, weight: float) -> Evidence:
    return Evidence(word=reading.shown[start:end], start=start, end=end, weight=weight)
