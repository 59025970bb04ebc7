"""Web addresses as text: one form to recognise repeats, one that is safe to click, and the host as a person may see it.

Nothing here asks the network, and nothing raises, whatever the text.
"""

import ipaddress
import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urljoin, urlsplit

__all__ = [
    "LINK_LIMIT",
    "answer_link",
    "canonical",
    "host_of",
    "safe_link",
    "same_place",
    "shown_host",
    "unwrapped",
]

LINK_LIMIT = 2_000
"""Characters; a longer link is text, not a link."""

_SCHEMES = frozenset({"http", "https"})
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HIGHEST_PORT = 65_535

# C0, C1, blanks of every kind, backslash (browsers read it as a slash, Python does not), bidi, invisible and
# annotation characters, private surrogates, noncharacters: nothing of these belongs into an address.
_FORBIDDEN = re.compile(
    "[\x00-\x20\x7f-\xa0\\\\\u00ad\u034f\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_QUOTES = re.compile("[\"'`<>\u00ab\u00bb\u2018-\u201f\u2039\u203a\u300c-\u300f\u301d-\u301f\uff02\uff07]")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_TO_QUOTE = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]")
_TRACKING = re.compile(r"(?:utm_.*|at_.*|fbclid|gclid|mc_cid|mc_eid|oc)(?:=|\Z)", re.IGNORECASE | re.DOTALL)
_GOOGLE = re.compile(r"(?:[a-z0-9-]+\.)*google(?:\.[a-z]{2,3}){1,2}")
_WRAPPED_UNQUOTED = re.compile(r"(?:^|&)(?:url|q)=(https?://.+?)(?=&(?:ct|cd|usg|sa|rct)=|\Z)", re.IGNORECASE)
# Scripts that one word of Japanese or Korean may mix without any wish to deceive.
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})


def canonical(url: str) -> str | None:
    """Return the form under which two addresses of the same thing are equal; None when it is no web address.

    Not for clicking: the scheme is always https, fragment, tracking parameters (`utm_*`, `at_*`, `fbclid`, `gclid`,
    `mc_cid`, `mc_eid`, `oc`), default port, user and trailing slashes are gone, the host is lower-case ASCII, escapes
    are in one spelling. Idempotent.
    """
    parts = _split(url)
    if parts is None:
        return None
    host = _ascii_host(parts)
    port = _port(parts)
    if host is None or port == 0:
        return None
    shown = f"[{host}]" if ":" in host else host
    # Both defaults go, whatever the scheme: http://x:443 is nobody's second site, and https takes the place of http.
    place = shown if port in (None, 80, 443) else f"{shown}:{port}"
    path = _spelled(parts.path).rstrip("/")
    kept = "&".join(pair for pair in _spelled(parts.query).split("&") if pair and not _TRACKING.match(pair))
    return f"https://{place}{path}?{kept}" if kept else f"https://{place}{path}"


def safe_link(url: str, *, base: str | None = None) -> str | None:
    """Return an absolute http(s) link that may be clicked, or None when `url` is only text.

    No control, blank, bidi or quote character is left (quotes are escaped, with the others there is no link), no user
    name, fewer than 2,000 characters. Idempotent.

    Args:
        url: as found; blanks around it do not count.
        base: what a relative one is relative to; without it a relative one is None.
    """
    text = url[: LINK_LIMIT * 2].strip()
    if base is not None:
        try:
            text = urljoin(base, text)
        except ValueError:
            return None
    parts = _split(text)
    if parts is None or _ascii_host(parts) is None or _port(parts) == 0:
        return None
    place = parts.netloc.rpartition("@")[2].lower().removesuffix(":")
    link = parts._replace(netloc=place).geturl()
    link = _QUOTES.sub(lambda found: quote(found.group(), safe=""), link)
    return link if len(link) < LINK_LIMIT else None


def answer_link(url: str) -> str | None:
    """Return a link that a person gives as it is kept: safe to click, without tracking parameters; None when none.

    What stands behind `#` stays: in many forums it alone names the answer.
    """
    link = safe_link(url)
    if link is None:
        return None
    parts = urlsplit(link)
    kept = "&".join(pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair))
    return parts._replace(query=kept).geturl()


def same_place(one: str, other: str) -> bool:
    """Say whether two links lead to the same place of the same page."""
    form = canonical(one)
    if form is None or form != canonical(other):
        return False
    return _spelled(urlsplit(one).fragment) == _spelled(urlsplit(other).fragment)


def host_of(url: str) -> str | None:
    """Return the host in lower-case ASCII (`xn--…` for other letters), without user and port; None without one."""
    parts = _split(url)
    return None if parts is None else _ascii_host(parts)


def shown_host(url: str) -> str | None:
    """Return the host as a person may be shown it: real letters, but the ASCII form when it mixes scripts.

    `xn--…` is shown in letters under the same rule. The user in `user@host` never counts.
    """
    host = host_of(url)
    return None if host is None else _in_letters(host)


def unwrapped(url: str) -> str:
    """Return the address inside a redirect link of Google, Bing News or Talkwalker; any other one as it is."""
    for _ in range(3):
        inner = _unwrapped_once(url)
        if inner is None:
            return url
        url = inner
    return url


def _unwrapped_once(url: str) -> str | None:
    parts = _split(url)
    host = None if parts is None else _ascii_host(parts)
    if parts is None or host is None:
        return None
    names: tuple[str, ...]
    if _GOOGLE.fullmatch(host) and parts.path == "/url":
        names = ("url", "q")
    elif host in {"www.bing.com", "bing.com"} and parts.path.casefold() == "/news/apiclick.aspx":
        names = ("url",)
    elif host == "talkwalker.com" or host.endswith(".talkwalker.com"):
        names = ("url", "u")
    else:
        return None
    # Some redirectors forget to escape what they wrap; parsing as usual would then cut it at its own "&".
    bare = _WRAPPED_UNQUOTED.search(parts.query)
    if bare is not None and "?" in bare.group(1):
        found = [bare.group(1)]
    else:
        values = dict(reversed(_pairs(parts.query)))
        found = [values[name] for name in names if name in values]
    inner = next((link for link in map(safe_link, found) if link is not None), None)
    return None if inner is None or host_of(inner) == host else inner


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, max_num_fields=100)
    except ValueError:
        return []


def _split(url: str) -> SplitResult | None:
    """Return the parts of an absolute http(s) address without forbidden characters."""
    if len(url) > LINK_LIMIT * 4 or _FORBIDDEN.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.scheme in _SCHEMES and parts.netloc else None


def _port(parts: SplitResult) -> int | None:
    """Return the port; None when it is not given, 0 when it is none."""
    try:
        port = parts.port
    except ValueError:
        return 0
    return port if port is None or 1 <= port <= _HIGHEST_PORT else 0


def _ascii_host(parts: SplitResult) -> str | None:
    try:
        host = parts.hostname
    except ValueError:
        return None
    if not host:
        return None
    if "[" in parts.netloc:
        # A zone (`%eth0`) names a network card of one machine, nothing that others could ask.
        try:
            return None if "%" in host else ipaddress.IPv6Address(host).compressed
        except ValueError:
            return None
    return _ascii_name(host)


@lru_cache(maxsize=4096)
def _ascii_name(host: str) -> str | None:
    if not host.isascii():
        try:
            # IDNA 2003 is what the standard library has: two spellings of "ß" become one, which suits a comparison.
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return None
    elif "%" in host:
        return None
    return host.rstrip(".") if len(host) <= 255 and _HOST.fullmatch(host) else None  # noqa: PLR2004 (RFC 1035)


@lru_cache(maxsize=4096)
def _in_letters(host: str) -> str:
    if "xn--" not in host:
        return host
    try:
        letters = host.encode("ascii").decode("idna")
    except UnicodeError:
        return host
    is_clear = not _FORBIDDEN.search(letters) and not _QUOTES.search(letters) and len(_scripts(letters)) <= 1
    return letters if is_clear else host


def _scripts(text: str) -> set[str]:
    """Return the scripts of the letters in `text`, by the first word of their Unicode names."""
    found = set()
    for letter in text:
        if letter.isalpha():
            script = unicodedata.name(letter, "?").partition(" ")[0]
            found.add("EAST ASIAN" if script in _EAST_ASIAN else script)
        elif not letter.isascii():
            found.add("OTHER " + unicodedata.category(letter))
    return found - {"OTHER Mn", "OTHER Mc"}


def _spelled(text: str) -> str:
    """Return `text` with every escape in the one spelling of RFC 3986 section 6.2.2."""
    text = _STRAY_PERCENT.sub("%25", text)
    text = _ESCAPE.sub(_plain_or_upper, text)
    return _TO_QUOTE.sub(lambda found: quote(found.group(), safe=""), text)


def _plain_or_upper(escape: re.Match[str]) -> str:
    letter = unquote(escape.group())
    return letter if letter in _UNRESERVED else escape.group().upper()
