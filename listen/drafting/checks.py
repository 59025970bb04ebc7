"""Look at a draft before it goes out: pure, fast, and asking nobody.

It advises. One thing holds a draft back, that it does not say for whom its writer works; an empty one cannot be sent.
"""

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from listen.drafting.advice import Advice, Level
from listen.drafting.disclosure import is_disclosed
from listen.drafting.length import counted
from listen.drafting.praising import goes_into, praise_of_own
from listen.drafting.promises import pledges, prices
from listen.drafting.venues import Permission, Venue
from listen.intents import Intent
from listen.model import FindingKind, Label, Mention
from listen.naming import Names
from listen.reading import analyzed_text
from listen.text.level import level
from listen.text.urls import host_of, safe_link, shown_host

__all__ = ["Case", "check", "length_of"]

_LOOKED_AT = 40_000
"""Characters of a draft that the wording checks look at; far more than any venue takes."""

_MOST = 4
"""Places of one kind that are told."""

_LINK = re.compile(
    r"\b(?:https?|ftp|javascript|data|file)://?[^\s<>\"')\]}]{1,2000}|\b(?:javascript|data"
    r"|vbscript):[^\s<>\"')\]}]{1,2000}",
    re.IGNORECASE,
)
_SHORTENERS = frozenset(
    "bit.ly tinyurl.com t.co goo.gl ow.ly is.gd buff.ly t.ly cutt.ly rebrand.ly rb.gy shorturl.at tiny.cc "  # noqa: SIM905
    "lnkd.in fb.me amzn.to youtu.be.link s.id v.gd bl.ink short.io tiny.one qr.ae adf.ly bitly.com "
    "dlvr.it trib.al ift.tt kurzelinks.de".split()
)
_MAIL = re.compile(r"(?<![\w.@/])([\w.+-]{1,64})@((?:[\w-]{1,63}\.){1,5}[a-z]{2,24})\b", re.IGNORECASE)
_SHARED_BOXES = frozenset(
    "info service support kontakt contact kundendienst kundenservice hilfe help technik sales vertrieb "  # noqa: SIM905
    "presse press office hello hallo mail team anfrage bestellung order reklamation customer "
    "customerservice care feedback datenschutz privacy".split()
)
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+\d{1,3}[ \d()/-]{6,20}\d|00\d{2}[ \d()/-]{6,20}\d|\(?0\d{2,5}\)?[ /-]{1,3}\d[\d"
    r" /-]{3,14}\d|01[567]\d{7,10})(?![\w-])"
)
_FREE_PHONE = re.compile(r"(?:\+49|0049|0|\+1|\+44)? ?\(?(?:0?800|0?180|808|888|877)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_DIGITS = range(7, 16)
_CAPITAL_RUN = re.compile(r"(?:\b[A-ZÄÖÜ]{2,}\b[ ,.!?-]{1,3}){3,}\b[A-ZÄÖÜ]{2,}\b")
_LONG_CAPITALS = re.compile(r"\b[A-ZÄÖÜ]{4,}\b")
_MANY_MARKS = re.compile(r"!{3,}|\?{3,}|(?:!\?){2,}")
_MARKUP = re.compile(
    r"</?(?:script|iframe|img|a|div|span|style|svg|object|embed|form|input|meta|link)\b[^>\n]{0,200}>?"
    r"|!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)|<@[!&]?\w{1,30}>"
    r"|(?<!\w)@(?:everyone|channel|here|all|room)\b|\{\{[^}\n]{0,200}\}\}|&#x?[0-9a-f]{2,6};",
    re.IGNORECASE,
)
_LEAST_LETTERS = 40
"""Letters of a draft from which its language can be told."""

_T = TypeVar("_T")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a draft is held against.

    Attributes:
        mention: what it answers.
        venue: where.
        names: of the brand and its competitors.
        template: what stood there before anybody wrote.
        channel: through which it goes, and whose counting counts.
        longest: characters in that counting; None without a limit.
        sites: host names of the brand's own sites.
        identify: tells the language of a text, ISO 639-1; None where it cannot, or nobody can be asked.
    """

    mention: Mention
    venue: Venue
    names: Names
    template: str = ""
    channel: str = ""
    longest: int | None = None
    sites: tuple[str, ...] = ()
    identify: Callable[[str], str | None] | None = field(default=None, repr=False, compare=False)


def check(text: str, case: Case) -> tuple[Advice, ...]:
    """Return what is to be looked at, what holds it back first, then in the order of the draft.

    Linear in the draft; of what stands behind its first 40,000 characters only the length is looked at.
    """
    if _is_empty(text, case.template):
        return (Advice(key="drafting.empty", level=Level.BLOCK),)
    looked_at = text[:_LOOKED_AT]
    plain = level(looked_at)
    found = [
        *_house(case),
        *_length(text, case),
        *_competitors(looked_at, case),
        *_praise(plain, case),
        *(_at("price", span) for span in _first(prices(plain))),
        *(_at("promise", span) for span in _first(pledges(plain))),
        *_links(looked_at, case),
        *_personal(looked_at, case),
        *_shouting(looked_at),
        *(_at("markup", one.span()) for one in _first(_MARKUP.finditer(looked_at))),
        *_language(looked_at, case),
    ]
    if not is_disclosed(looked_at, case.names, case.template):
        found.append(Advice(key="drafting.no_disclosure", level=Level.BLOCK))
    return tuple(sorted(found, key=lambda one: (one.level is not Level.BLOCK, one.span or (-1, -1), one.key)))


def _at(key: str, span: tuple[int, int], **values: object) -> Advice:
    return Advice(key=f"drafting.{key}", span=span, values=tuple(values.items()))


def _first(some: Iterator[_T]) -> Iterator[_T]:
    yield from (one for one, _ in zip(some, range(_MOST), strict=False))


def _is_empty(text: str, template: str) -> bool:
    """Say whether nobody wrote anything: blanks, or the sentence that stood there."""
    bare = _NO_WORD.sub("", text)
    return not bare or bare == _NO_WORD.sub("", template)


def _house(case: Case) -> Iterator[Advice]:
    if case.venue.companies is Permission.NO:
        yield Advice(key="drafting.venue_no", values=(("venue", case.venue.title),))
    elif case.venue.is_unknown:
        yield Advice(key="drafting.venue_unknown")


def _length(text: str, case: Case) -> Iterator[Advice]:
    limits = [one for one in (case.longest, case.venue.longest) if one is not None]
    if not limits:
        return
    longest, has = min(limits), length_of(text, case)
    if has > longest:
        yield Advice(key="drafting.too_long", values=(("has", has), ("longest", longest), ("over", has - longest)))


def length_of(text: str, case: Case) -> int:
    """Return how long an answer is as its channel counts; on Mastodon, with the name of who is answered before it."""
    author = case.mention.post.author or ""
    is_named = case.channel == "mastodon" and author.startswith("@")
    if is_named and author.casefold() not in text.casefold():
        text = f"{author} {text}"
    return counted(text, case.channel)


def _competitors(text: str, case: Case) -> Iterator[Advice]:
    for start, end in case.names.find(text).theirs[:_MOST]:
        yield _at("competitor", (start, end), name=text[start:end])


def _praise(plain: str, case: Case) -> Iterator[Advice]:
    mention = case.mention
    complains = any(one.value == Intent.COMPLAINT for one in mention.found(FindingKind.INTENT))
    if mention.label not in {Label.CRITICISM, Label.MIXED} and not complains:
        return
    span = praise_of_own(plain)
    if span is not None and not goes_into(plain, analyzed_text(mention.post), mention.language, case.names.written):
        yield _at("praise_only", span)


def _links(text: str, case: Case) -> Iterator[Advice]:
    for told, found in enumerate(_LINK.finditer(text)):
        if told == _MOST:
            return
        span = (found.start(), found.end())
        address = found.group().rstrip(".,;:!?")
        host = host_of(address)
        if case.venue.links is Permission.NO and not told:
            yield _at("link_forbidden", span, venue=case.venue.title)
        if host is not None and host.removeprefix("www.") in _SHORTENERS:
            yield _at("shortened_link", span, host=host)
        elif host is None or _is_unsafe(address, host):
            yield _at("unsafe_link", span)


def _is_unsafe(address: str, host: str) -> bool:
    """Say whether nobody outside can open it, or it shows something else than it is."""
    if safe_link(address) is None or "@" in address.partition("://")[2].partition("/")[0]:
        return True
    if host == "localhost" or "." not in host or host.endswith((".local", ".internal", ".lan", ".intranet", ".home")):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.startswith("xn--") and shown_host(address) == host
    return True


def _personal(text: str, case: Case) -> Iterator[Advice]:
    left = _MOST
    for found in _MAIL.finditer(text):
        box, host = found.group(1).lower(), found.group(2).lower()
        is_ours = any(host == site or host.endswith(f".{site}") for site in case.sites)
        if is_ours or box in _SHARED_BOXES or not left:
            continue
        left -= 1
        yield _at("personal_data", found.span(), what="mail")
    for found in _PHONE.finditer(text):
        number = found.group()
        if sum(map(str.isdigit, number)) in _DIGITS and _FREE_PHONE.match(number) is None and left:
            left -= 1
            yield _at("personal_data", found.span(), what="phone")
    for found in _IBAN.finditer(text):
        if left:
            left -= 1
            yield _at("personal_data", found.span(), what="iban")


def _shouting(text: str) -> Iterator[Advice]:
    for found in _CAPITAL_RUN.finditer(text):
        if len(_LONG_CAPITALS.findall(found.group())) > 1:
            yield _at("shouting", found.span())
            return
    marks = _MANY_MARKS.search(text)
    if marks is not None:
        yield _at("shouting", marks.span())


def _language(text: str, case: Case) -> Iterator[Advice]:
    wanted = case.mention.language
    if wanted is None or case.identify is None or sum(map(str.isalpha, text)) < _LEAST_LETTERS:
        return
    written = case.identify(text)
    if written is not None and written != wanted:
        yield Advice(key="drafting.language", values=(("written", written), ("wanted", wanted)))
