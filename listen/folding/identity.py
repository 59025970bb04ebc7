"""Who wrote a post and which post it is, whatever the network, bridge or mirror that brought it.

Addresses only; nothing is asked. A post that two networks carry has the same identity in both, an author nearly the
same name.
"""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from listen.text.urls import canonical

__all__ = ["author_name", "identity", "link_forms", "place_of"]

_LONGEST = 2_000
_LEAST_NAME = 3
_LINKS_KEPT = 2
_WRAPPED_AT_MOST = 3

# Bridgy Fed: bsky.brid.gy/r/https://…, fed.brid.gy/…, bsky.brid.gy/convert/ap/at://…
_BRIDGE = re.compile(r"https?://[a-z]{2,12}\.brid\.gy/(?:convert/[a-z]{2,12}/|[a-z]{1,3}/)?(?=https?:/|at:/)")
_COLLAPSED = re.compile(r"\A(https?|at):/(?=[^/])")
# A status of X has the same number at every mirror of it (nitter and its like stand on many hosts).
_X = re.compile(r"https?://[^/]+/(?:i/web|\w{1,20})/status/(\d{15,20})(?=\Z|[/?#])")
_BLUESKY = re.compile(
    r"(?:https?://[^/]+/profile/[^/]+/post|at://[^/]+/app\.bsky\.feed\.post)/([2-7a-z]{13})(?=\Z|[/?#])"
)
_FEDIVERSE = re.compile(
    r"https?://([^/]+)/(?:@[^/]{1,300}|users/[^/]{1,300}/statuses)/(\d{6,20})(?:/activity|/embed)?/?(?=\Z|[?#])"
)
_REDDIT = re.compile(
    r"https?://[^/]+/r/\w{1,30}/comments/([a-z0-9]{4,9})(?:/[^/?#]{0,300}(?:/([a-z0-9]{5,9}))?)?/?(?=\Z|[?#])"
)
_VIDEO = re.compile(
    r"https?://(?:[^/]+/watch\?(?:[^#]{0,300}&)?v=|youtu\.be/|(?:www\.|m\.)?youtube\.com/(?:shorts|embed|live)/)"
    r"([\w-]{11})(?=\Z|[&?#/])"
)
_COMMENT_ON_VIDEO = re.compile(r"[?&]lc=")

_HANDLE_BEHIND = re.compile(r"\(@?([\w.@-]{2,100})\)\s*\Z")
_NOT_LETTERS = re.compile(r"[\W_]+")
# Names that many have: nobody is known by them.
_ANYBODY = frozenset(
    re.findall(
        r"\w+",
        "redaktion admin administrator anonym anonymous anonymer anonymernutzer deleted unbekannt unknown gast guest "
        "user nutzer team newsroom news presse press kunde customer amazonkunde googlenutzer moderator webmaster "
        "autor author dpa afp reuters epd",
    )
)


def identity(url: str | None, native_id: str | None = None) -> str | None:
    """Return which post of which network this is; None for an ordinary web address.

    Args:
        url: where a person reads it, or a link to it.
        native_id: asked when the address says nothing; some services name a post by an address (`at://…`).

    >>> identity("https://nitter.example/anna/status/1234567890123456789")
    'x:1234567890123456789'
    >>> identity("https://bsky.brid.gy/convert/ap/at://did:plc:abc/app.bsky.feed.post/3kabcdefghij2")
    'at:3kabcdefghij2'
    """
    for address in (url, native_id):
        if address is not None and (found := _identified(_unwrapped(address))) is not None:
            return found
    return None


def _unwrapped(address: str) -> str:
    """Return the address inside a bridge's one."""
    address = address[:_LONGEST]
    for _ in range(_WRAPPED_AT_MOST):
        if ".brid.gy/" not in address[:40]:
            break
        plain = unquote(address) if "%3A" in address or "%3a" in address else address
        wrapper = _BRIDGE.match(plain)
        if wrapper is None:
            break
        address = _COLLAPSED.sub(r"\1://", plain[wrapper.end() :])
    return address


def _identified(address: str) -> str | None:
    if "/status/" in address and (found := _X.match(address)):
        return f"x:{found[1]}"
    if ("/post/" in address or ".post/" in address) and (found := _BLUESKY.match(address)):
        return f"at:{found[1]}"
    if ("/@" in address or "/statuses/" in address) and (found := _FEDIVERSE.match(address)):
        return f"fediverse:{found[1].lower()}/{found[2]}"
    if "/comments/" in address and (found := _REDDIT.match(address)):
        return f"reddit:{found[2] or found[1]}"
    if ("v=" in address or "youtu" in address) and (found := _VIDEO.match(address)):
        return None if _COMMENT_ON_VIDEO.search(address) else f"video:{found[1]}"
    return None


def place_of(url: str | None, native_id: str | None) -> tuple[str | None, bool]:
    """Return the form of an address that stands for one post alone, and whether it names the post for certain.

    None for a home page, or for a place within a page. It is certain where a network numbers its posts or a bridge
    says whose post it carries; any other address may stand for a whole page.
    """
    known = identity(url, native_id)
    if known is not None:
        return known, True
    if url is None or "#" in url:
        return None, False
    inner = _unwrapped(url)
    return _page(inner), inner is not url and inner != url[:_LONGEST]


def _page(url: str) -> str | None:
    form = url if _PLAIN_ADDRESS.fullmatch(url) else canonical(url)
    return form if form is not None and form.count("/") > 2 else None  # noqa: PLR2004 - https://host has two


# Already in `canonical` form: nothing to do for most feeds.
_PLAIN_ADDRESS = re.compile(
    r"https://[a-z][a-z0-9]{0,30}(?:\.[a-z][a-z0-9]{0,30}){1,4}(?:/[\w~-]{1,120}){1,12}", re.ASCII
)


def link_forms(links: Iterable[str], own: str | None) -> list[str]:
    """Return the forms of the first two links that lead to one page each, the post's `own` form left out."""
    forms: list[str] = []
    for link in links:
        inner = _unwrapped(link)
        form = _identified(inner) or (_page(inner) if len(inner) < _LONGEST else None)
        if form is not None and form != own and form not in forms:
            forms.append(form)
            if len(forms) == _LINKS_KEPT:
                break
    return forms


def author_name(author: str | None) -> str | None:
    """Return the name by which an author is known on every network: small letters and digits; None when unknown.

    Networks write one person differently (`@anna@server.example`, `@anna.bsky.social`, `u/anna`), so this is a hint
    beside other evidence, never a proof. Names that many people have (`Redaktion`, `Gast`) are unknown.
    """
    if not author:
        return None
    name = author[:200].strip().lower()
    behind = _HANDLE_BEHIND.search(name[-110:]) if name.endswith(")") else None
    if behind is not None:
        name = f"@{behind[1].lstrip('@')}"
    name = name.removeprefix("/").removeprefix("u/")
    if name.startswith("@") or "@" in name:
        local, at, host = name.lstrip("@").partition("@")
        # Bluesky's handles are host names, and a bridge writes them before its own.
        is_host_name = not at or host.endswith("brid.gy")
        name = local.partition(".")[0] if is_host_name else local
    letters = _NOT_LETTERS.sub("", name)
    return None if len(letters) < _LEAST_NAME or letters in _ANYBODY else letters
