"""What the venue says of the region: a host's country, a subreddit, a newspaper named after its town.

Only where something was published counts, never who published it: nothing is read from profiles.
"""

import re
from collections.abc import Iterator

from listen.model import Post
from listen.regions.places import Found, Places
from listen.text.level import level

__all__ = ["by_venue"]

_HOST = re.compile(r"https?://(?:[^/@\s]{0,80}@)?([^/:?#\s]{3,200})")
_BARE_HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}")
# Country domains that are used as such. Those sold to everyone (.io, .co, .me, .tv, .ai, .ch is not one) are left out.
_DOMAINS = {
    "at": "AT", "be": "BE", "bg": "BG", "ch": "CH", "cz": "CZ", "de": "DE", "dk": "DK", "ee": "EE", "es": "ES",
    "fi": "FI", "fr": "FR", "gr": "GR", "hr": "HR", "hu": "HU", "ie": "IE", "it": "IT", "li": "LI", "lt": "LT",
    "lu": "LU", "lv": "LV", "nl": "NL", "no": "NO", "pl": "PL", "pt": "PT", "ro": "RO", "rs": "RS", "se": "SE",
    "si": "SI", "sk": "SK", "tr": "TR", "uk": "GB", "ua": "UA", "ru": "RU", "au": "AU", "nz": "NZ", "ca": "CA",
    "br": "BR", "mx": "MX", "ar": "AR", "cl": "CL", "jp": "JP", "kr": "KR", "cn": "CN", "in": "IN", "za": "ZA",
    "il": "IL", "sg": "SG", "berlin": "DE-BE", "hamburg": "DE-HH", "bayern": "DE-BY", "nrw": "DE-NW",
    "koeln": "DE-NW", "cologne": "DE-NW", "ruhr": "DE-NW", "saarland": "DE-SL", "wien": "AT-9", "tirol": "AT-7",
    "swiss": "CH", "zuerich": "CH-ZH", "paris": "FR", "london": "GB", "amsterdam": "NL", "brussels": "BE",
}  # fmt: skip
# Shorteners and services of the whole world that happen to have such a domain.
_WORLDWIDE = frozenset(
    "youtu.be redd.it pin.it lnkd.in spoti.fi flic.kr amzn.in bsky.brid.gy pixelfed.de mas.to chaos.social mastodon.de "  # noqa: SIM905
    "troet.cafe disroot.org tumblr.de telegra.ph".split()
)
_COUNTRY_WEIGHT = 0.62
_NAME_WEIGHT = 0.68
_SUBREDDIT = re.compile(r"r/(\w{2,30})")
_SUBREDDITS = {
    "de": "DE", "germany": "DE", "deutschland": "DE", "ich_iel": "DE", "finanzen": "DE", "arbeitsleben": "DE",
    "fragreddit": "DE", "hausbau": "DE", "bauen": "DE", "heimwerken": "DE", "handwerker": "DE",
    "selbermachen": "DE", "germany_jobs": "DE", "austria": "AT", "oesterreich": "AT", "switzerland": "CH",
    "schweiz": "CH", "unitedkingdom": "GB", "ukpersonalfinance": "GB", "diyuk": "GB", "askuk": "GB",
    "canada": "CA", "thenetherlands": "NL", "france": "FR", "italy": "IT", "spain": "ES", "poland": "PL",
    "polska": "PL", "belgium": "BE", "sweden": "SE", "australia": "AU", "ireland": "IE", "nrw": "DE-NW",
    "owl": "DE-NW", "ruhrgebiet": "DE-NW", "munich": "DE-BY", "cologne": "DE-NW", "wien": "AT-9",
}  # fmt: skip
_APP_STORE = re.compile(r"(?:app ?store|podcasts?|itunes)\s([a-z]{2})(?!\w)")


def by_venue(post: Post, places: Places) -> Iterator[tuple[str, float, str]]:
    """Yield code, weight and the words of the venue that say so."""
    host = _host(post)
    if host is not None and host not in _WORLDWIDE:
        last = host.rpartition(".")[2]
        if last in _DOMAINS:
            yield _DOMAINS[last], _COUNTRY_WEIGHT, host
        # `muenchen.social`, `gueterslohblog.example`: a label of its own counts, a part of a word does not.
        yield from _named(host.rpartition(".")[0].replace(".", " ").replace("-", " "), places, host, 0.55)
    if not post.place:
        return
    place = level(post.place[:200])
    if place == host:
        return
    subreddit = _SUBREDDIT.fullmatch(place)
    if subreddit is not None:
        if subreddit.group(1) in _SUBREDDITS:
            yield _SUBREDDITS[subreddit.group(1)], _NAME_WEIGHT, post.place
        else:
            yield from _named(subreddit.group(1).replace("_", " "), places, post.place, _NAME_WEIGHT)
        return
    shop = _APP_STORE.match(place)
    if shop is not None:
        if shop.group(1).upper() in places.names:
            yield shop.group(1).upper(), 0.85, post.place
        return
    yield from _named(place, places, post.place, _NAME_WEIGHT)


def _named(words: str, places: Places, shown: str, weight: float) -> Iterator[tuple[str, float, str]]:
    for found in places.find(words):
        for place in _meant(found):
            yield place, weight, shown


def _meant(found: Found) -> list[str]:
    return [place.code for place in found.places if place.code != "-" and (not place.needs_cue or place.is_adjective)]


def _host(post: Post) -> str | None:
    if post.url is not None:
        found = _HOST.match(post.url.lower())
        host = None if found is None else found.group(1).removeprefix("www.")
    else:
        host = post.origin.lower() if _BARE_HOST.fullmatch(post.origin.lower()) else None
    return host
