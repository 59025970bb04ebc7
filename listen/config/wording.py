"""What a single value in queries.yaml may be: lines, addresses, hosts, languages, zones, expressions.

Each check either returns the value as the rest of the program wants it, or raises a `PydanticCustomError` whose type
is the name of a phrase in `listen.phrases.*.config` and whose context fills it; `suggestion` is put aside for
"did you mean".
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from ipaddress import ip_address
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic_core import PydanticCustomError

from listen.errors import ExpressionError
from listen.query.language import parse
from listen.text.clean import clean_line, for_terminal
from listen.text.languages import LANGUAGE_CODES
from listen.text.urls import safe_link

__all__ = [
    "address",
    "expression",
    "host",
    "language",
    "line",
    "name",
    "nearest",
    "permission",
    "proxy",
    "proxy_in",
    "region",
    "sentence",
    "server",
    "tag",
    "zone",
]

MAX_LINE = 500
MAX_NAME = 80

_LANGUAGE_NAMES = {"deutsch": "de", "german": "de", "ger": "de", "deu": "de", "english": "en", "englisch": "en"}
_REGIONS = {"UK": "GB", "EN": "GB", "GER": "DE", "DEU": "DE"}
_LETTERS = 2
_PERMISSIONS = ("yes", "some", "no", "unknown")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return which of `known` was probably meant by `word`, or None when nothing is near."""
    by_fold = {one.casefold(): one for one in known}
    found = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def _wrong(key: str, *, suggestion: str | None = None, **values: object) -> PydanticCustomError:
    return PydanticCustomError(key, key, {"suggestion": suggestion, **values})


def line(value: str) -> str:
    """Return `value` as one line without anything invisible in it."""
    text = unicodedata.normalize("NFC", value[: MAX_LINE + 1]).strip()
    if not text:
        raise _wrong("empty")
    if len(text) > MAX_LINE:
        raise _wrong("too_long", limit=MAX_LINE)
    if for_terminal(clean_line(text)) != text:
        raise _wrong("no_line")
    return text


_FIELDS = re.compile(r"\{([^{}]*)\}|[{}]")


def sentence(value: str) -> str:
    """Return `value` as a line in which `{brand}` stands, and no other field but `{role}`."""
    text = line(value)
    fields = [found.group(1) for found in _FIELDS.finditer(text)]
    if "brand" not in fields:
        raise _wrong("no_brand_field")
    for name in fields:
        if name not in {"brand", "role"}:
            raise _wrong("unknown_field", field="{}" if name is None else f"{{{name}}}")
    return text


def permission(value: str) -> str:
    """Return `value` as one of the words for what a venue allows."""
    said = value.strip().casefold()
    if said not in _PERMISSIONS:
        raise _wrong("no_permission", suggestion=nearest(said, _PERMISSIONS))
    return said


def name(value: str) -> str:
    """Return `value` as a name: one line, short, and nothing that reads like a path or a list."""
    text = line(value)
    if len(text) > MAX_NAME:
        raise _wrong("too_long", limit=MAX_NAME)
    if any(char in text for char in "/\\;|,"):
        raise _wrong("no_name")
    return text


def address(value: str) -> str:
    """Return `value` when it is a web address that can be asked: absolute http(s), with a host, without a login."""
    text = value.strip()
    try:
        parts = urlsplit(text)
        is_port_usable = parts.port != 0
    except ValueError as error:
        raise _wrong("no_address", value=_shown(text)) from error
    if "@" in parts.netloc:
        raise _wrong("login_in_address")
    if safe_link(text) is None or not is_port_usable:
        guess = f"https://{text}"
        is_bare = "://" not in text and "." in text and safe_link(guess) is not None
        raise _wrong("no_address", value=_shown(text), suggestion=guess if is_bare else None)
    return text


def server(value: str) -> str:
    """Return `value` as the address of a server; a host alone is asked over https."""
    text = value.strip()
    return address(text if "://" in text else f"https://{text}").rstrip("/")


def proxy(value: str) -> str:
    """Return `value` when it is `env` or the address of a proxy."""
    return "env" if value.strip() == "env" else address(value)


def tag(value: str) -> str:
    """Return `value` as a hashtag without `#`."""
    text = line(value).lstrip("#＃")
    if not text or any(char.isspace() for char in text):
        raise _wrong("no_tag", value=_shown(value))
    return text


def _shown(text: str) -> str:
    """Return foreign text fit for a message: one short line, and no login that somebody typed into an address."""
    shown = for_terminal(clean_line(text, limit=80))
    return shown if "@" not in shown.partition("://")[2] else shown.partition("://")[0] + "://…"


def host(value: str) -> str:
    """Return `value` in lower case when it is the name or number of a host, without scheme, path and port."""
    text = value.strip().rstrip(".").lower()
    if _is_host(text.strip("[]")):
        return text.strip("[]")
    guess = None
    try:
        guess = urlsplit(text if "://" in text else f"//{text}").hostname
    except ValueError:
        guess = None
    raise _wrong("no_host", value=_shown(text), suggestion=guess if guess and _is_host(guess) else None)


def _is_host(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        labels = text.split(".")
        return len(text) <= 253 and all(  # noqa: PLR2004 - RFC 1035, section 2.3.4
            label and len(label) <= 63 and all(char.isalnum() or char in "-_" for char in label)  # noqa: PLR2004
            for label in labels
        )
    return True


def language(value: str) -> str:
    """Return `value` as an ISO 639-1 code."""
    code = value.strip().lower()
    if code in LANGUAGE_CODES:
        return code
    guess = _LANGUAGE_NAMES.get(code, code[:_LETTERS] if code[_LETTERS : _LETTERS + 1] in {"-", "_"} else "")
    raise _wrong("no_language", value=_shown(value), suggestion=guess if guess in LANGUAGE_CODES else None)


def region(value: str) -> str:
    """Return `value` as an ISO 3166 code of two letters."""
    code = value.strip().upper()
    if code in _REGIONS or not (len(code) == _LETTERS and code.isascii() and code.isalpha()):
        raise _wrong("no_region", value=_shown(value), suggestion=_REGIONS.get(code))
    return code


def zone(value: str) -> str:
    """Return `value` when it names a time zone that this machine knows."""
    text = value.strip()
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError, ImportError) as error:
        raise _wrong("no_zone", value=_shown(value), suggestion=_near_zone(text)) from error
    return text


def _near_zone(text: str) -> str | None:
    """Return the zone that was probably meant; a city alone is enough."""
    known = available_timezones()
    if "/" in text:
        return nearest(text, known)
    by_city = {zone.rpartition("/")[2]: zone for zone in sorted(known)}
    city = nearest(text.replace(" ", "_"), by_city)
    return by_city[city] if city else None


def expression(value: str) -> str:
    """Return `value` when the query language can read it."""
    if not value.strip():
        raise _wrong("empty")
    try:
        parse(value)
    except ExpressionError as error:
        raise _wrong("expression", error=error) from error
    return value


def proxy_in(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of those proxy variables in `environ` that hold no usable address."""
    wrong = []
    for variable in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        value = environ.get(variable, "").strip()
        try:
            parts = urlsplit(value if "://" in value else f"http://{value}")
            is_usable = bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_usable = False
        if value and not is_usable:
            wrong.append(variable)
    return tuple(wrong)
