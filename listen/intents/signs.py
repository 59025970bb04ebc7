"""Signs that are no wording: "(m/w/d)", walls of hashtags, prices with an address, who publishes and where."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from listen.model import Post
from listen.reading import Reading
from listen.text.level import level

__all__ = ["Sign", "signs_about", "signs_within"]

_GENDERS = re.compile(
    r"\(\s?(?:[mwfdxhki]|gn|all genders|div|divers)\s?(?:[/|,*.]\s?(?:[mwfdxhkiv]|gn|div|divers)\s?){1,3}\)"
    r"|(?<!\w)[mwfd]\s?/\s?[mwfd]\s?/\s?[mwfdxi](?!\w)|\*in\b(?=[^.!?\n]{0,40}(?:gesucht|vollzeit|teilzeit))"
)
_JOB_TAGS = re.compile(
    r"#(?:stellenangebot\w*|jobangebot\w*|wirsuchendich|wirstellenein|stellenanzeige|hiring|nowhiring|werehiring"
    r"|vacancy|jobalert|"
    r"ausbildungsplatz\w*|jobs)(?!\w)"
)
_SEEKING_TAGS = re.compile(
    r"#(?:jobsuche|stellengesuch|opentowork|jobsearch|ausbildungsplatzsuche|praktikumgesucht)(?!\w)"
)
_SALE_TAGS = re.compile(
    r"#(?:anzeige|werbung|ad|sponsored|sale|deal|deals|rabatt|angebot|angebote|schnäppchen|blackfriday|affiliate"
    r"|discount|offer|"
    r"promotion|giveaway|gewinnspiel)(?!\w)"
)
_COUPON_TAGS = re.compile(r"#(?:gutschein\w*|rabattcode|coupon\w*|promocode|vouchers?)(?!\w)")
_TAG = re.compile(r"#\w{2,40}")
_WORDS = re.compile(r"\w{2,40}")
_PRICE = re.compile(r"(?<![\w.,])(?:\d{1,5}(?:[.,]\d{2})?\s?(?:€|eur\b|euro\b)|[$£€]\s?\d{1,5}(?:[.,]\d{2})?)")
_PERCENT_OFF = re.compile(
    r"(?<![\w.,])-?\s?\d{1,2}\s?(?:%|prozent|percent)\s?(?:rabatt|nachlass|off\b|auf alles|auf das gesamte|sparen"
    r"|reduziert|günstiger|discount"
    r"|de reduction|de descuento|di sconto|de desconto|korting|rabatu)"
)
_CODE = re.compile(
    r"(?<!\w)(?:[cC]ode|CODE|[kK]od|[gG]utschein|[cC]oupon|[vV]oucher)\W{1,4}([A-Z]{3,}[A-Z0-9]{1,14}"
    r"|[A-Z]{2,}\d{1,4})(?!\w)"
)
_TOKEN = re.compile(r"(?<![\w-])(?:[A-Z]{4,12}\d{1,3})(?![\w-])")
_AT_TILL = re.compile(
    r"checkout|warenkorb|beim bezahlen|an der kasse|(?:%|prozent|percent|bucks?|euro?|€|\$)[^.!?]{0,24}(?:off|auf"
    r"|rabatt|sparen|discount)|saves? you"
)
_COUPON_WORDS = re.compile(
    r"%|prozent|percent|rabatt|gutschein|spar|save|off(?!\w)|discount|coupon|voucher|promo|reduc|descuento|sconto"
    r"|desconto|korting"
)
_LEAST_TAGS = 6
_TAGS_PART = 0.45

_NEWS_SOURCES = frozenset({"googlenews", "gdelt", "gnews", "newsapi", "bingnews"})
_PRESS_NAMES = re.compile(
    r"(?<!\w)(?:\w{0,24}(?:zeitung|tageblatt|anzeiger|nachrichten|rundschau|kurier|presse|bote|echo|blatt"
    r"|volksstimme|merkur|"
    r"morgenpost|abendblatt|allgemeine|stadtanzeiger|presseportal|tagesspiegel|wochenblatt|landbote)|times|herald"
    r"|gazette|"
    r"tribune|guardian|telegraph|observer|post-dispatch|newswire|business wire|pr newswire|globenewswire|reuters"
    r"|bloomberg|"
    r"spiegel|stern|focus|handelsblatt|tagesschau|heise|t-online|n-tv|faz|taz|ndr|wdr|mdr|swr|zdf|dpa|bbc|cnn|le monde|"
    r"corriere|el pais|publico|gazeta|daily \w+|press release\w*|pressemitteilung\w*|pressebox|openpr"
    r"|lokalnachrichten)(?!\w)"
)
_DATELINE = re.compile(
    r"(?:\A|\n)\s*(?:[^\W\d][\w./-]{1,30}[ ,/]{1,3}){0,4}(?:\w{3,9}\.? \d{1,2}\s?)?"
    r"(?:\((?:dpa|ots|afp|ap|reuters|epd|kna|sid|pts|apa|prnewswire|business wire|ansa|efe|lusa|anp"
    r"|pap)(?:[-/][\w/-]{1,20})?\)"
    r"|/prnewswire/|\(?(?:dpa|ots|afp|reuters)\)?\s?[-:/])"
)
_JOB_PLACES = re.compile(
    r"(?<!\w)(?:stellenmarkt|jobbörse|jobs?|jobboard|stellenanzeigen|stepstone|indeed|azubi\w*|ausbildung\w*"
    r"|karriere\w*|career\w*|"
    r"vacancies|arbeitsagentur|monster|xing jobs|lehrstellen\w*)(?!\w)"
)
_COUPON_PLACES = re.compile(
    r"(?<!\w)(?:gutschein\w*|coupon\w*|voucher\w*|rabatt\w*|mydealz|deals?|hotukdeals)(?!\w)|r/\w*deals"
)
_BOT_NAMES = re.compile(
    r"(?<![^\W_])(?:\w{0,24}(?:rss|news|feed|auto|mod|wetter|reminder)[-_ ]?bot|bot|\w{1,24}[-_ ]bot|automoderator"
    r"|rss[-_ ]?feed|"
    r"\w{1,24}bot(?=@)|feed2toot|dlvr\.it|ifttt|crosspost(?:er)?|rss|bots)(?![^\W_])"
)
_BOT_WORDS = re.compile(
    r"i am a bot|i'm a bot|beep boop|this action was performed automatically|this is an automated"
    r"|automated (?:message|post|reply)|"
    r"ich bin ein bot|dies(?:er beitrag|e nachricht)? (?:ist|wurde) (?:automatisch|maschinell)"
    r"|automatisch (?:erstellt|generiert|"
    r"gepostet|veröffentlicht)|automatische (?:nachricht|meldung)|je suis un bot|sono un bot|soy un bot|sou um bot"
    r"|ik ben een bot"
)
_MARKED = re.compile(
    r"(?:\A|\n)\s*[(\[*-]{0,2}\s?(?:anzeige|werbung|unbezahlte werbung|ad|sponsored|advertisement|publicidad"
    r"|pubblicita)\s?[:|)\]*-]"
)
_SHOUT = re.compile(r"(?:➡️?|👉|🛒|🔥|💥|⬇️?|🎁|🤩)")
_ELSEWHERE = -1
_ENOUGH = 4
"""Places of one sign that are told; more add nothing."""


class Sign(NamedTuple):
    """A sign of an intent; start and end are -1 where `word` stands in another field of the post."""

    intent: str
    start: int
    end: int
    weight: float
    word: str = ""


# What must stand in a text before a pattern is tried: in most texts nothing does.
_GUARDED: tuple[tuple[tuple[str, ...], re.Pattern[str], str, float], ...] = (
    (("/", "*in", "|"), _GENDERS, "job_ad", 0.95),
    (("#",), _JOB_TAGS, "job_ad", 0.75),
    (("#",), _SEEKING_TAGS, "job_seeking", 0.9),
    (("#",), _SALE_TAGS, "advert", 0.72),
    (("#",), _COUPON_TAGS, "coupon", 0.8),
    (("anzeige", "werbung", "ad:", "spons", "publi", "advert"), _MARKED, "advert", 0.85),
    (("%", "prozent", "percent"), _PERCENT_OFF, "coupon", 0.62),
    (("bot", "autom", "maschinell"), _BOT_WORDS, "bot", 0.92),
)
_CODE_WORDS = re.compile("code|gutschein|coupon|voucher|kod")
_MONEY = re.compile(r"[€$£]|eur")
_DATELINE_SIGNS = re.compile(r"\(| - |/pr")
_DATELINE_WITHIN = 200


_ANY_GUARD = re.compile("|".join(sorted({re.escape(word) for row in _GUARDED for word in row[0]})))


def signs_within(reading: Reading) -> Iterator[Sign]:
    """Yield the signs that stand in the text."""
    plain = reading.plain
    seen = set(_ANY_GUARD.findall(plain))
    for words, pattern, intent, weight in _GUARDED if seen else ():
        if not seen.isdisjoint(words):
            for found in islice(pattern.finditer(plain), _ENOUGH):
                yield Sign(intent, *found.span(), weight)
    if "#" in plain:
        yield from _wall(reading)
    yield from _codes(reading)
    if _MONEY.search(plain):
        yield from _priced(reading)
    if _DATELINE_SIGNS.search(plain, 0, _DATELINE_WITHIN):
        yield from _dateline(reading)


def _codes(reading: Reading) -> Iterator[Sign]:
    """A code beside a word for it, or one that is to be typed at the till; "Fehler, Code E12" gives nobody a rebate."""
    plain = reading.plain
    if _CODE_WORDS.search(plain) and _COUPON_WORDS.search(plain):
        found = _CODE.search(reading.shown)
        if found is not None:
            yield Sign("coupon", *found.span(), 0.9)
    typed = _TOKEN.search(reading.shown)
    if typed is not None and _AT_TILL.search(plain):
        yield Sign("coupon", *typed.span(), 0.85)


def _dateline(reading: Reading) -> Iterator[Sign]:
    """The place and the agency with which a report begins, in the title or in the text behind it."""
    plain = reading.plain
    found = _DATELINE.search(plain, 0, min(len(plain), reading.title_end + _DATELINE_WITHIN))
    if found is not None:
        yield Sign("news", found.start() + (plain[found.start()] == "\n"), found.end(), 0.9)


def _wall(reading: Reading) -> Iterator[Sign]:
    """A post that is mostly hashtags and leads somewhere."""
    tags = list(_TAG.finditer(reading.plain))
    if len(tags) >= _LEAST_TAGS:
        words = len(_WORDS.findall(reading.plain))
        if len(tags) >= _TAGS_PART * words:
            leads = "http" in reading.shown or "www." in reading.shown
            sells = leads and (_SALE_TAGS.search(reading.plain) or _PRICE.search(reading.plain)) is not None
            yield Sign("advert", tags[0].start(), tags[-1].end(), 0.8 if sells else 0.52 if leads else 0.4)


def _priced(reading: Reading) -> Iterator[Sign]:
    """A price beside an address or a shouting sign: somebody sells."""
    found = _PRICE.search(reading.plain)
    if found is None:
        return
    leads = "http" in reading.shown or "www." in reading.shown
    shouts = _SHOUT.search(reading.shown) is not None
    if leads or shouts:
        yield Sign("advert", *found.span(), 0.55 if leads and shouts else 0.35)


def signs_about(post: Post) -> Iterator[Sign]:
    """Yield the signs that stand beside the text: the source, the place, the author."""
    if post.is_bot:
        yield Sign("bot", _ELSEWHERE, _ELSEWHERE, 0.98, post.author or post.source)
    elif post.author:
        author = level(post.author)
        if _BOT_NAMES.search(author):
            yield Sign("bot", _ELSEWHERE, _ELSEWHERE, 0.85, post.author)
    if post.source in _NEWS_SOURCES:
        yield Sign("news", _ELSEWHERE, _ELSEWHERE, 0.9, post.place or post.source)
    elif post.place:
        place = level(post.place)
        if _PRESS_NAMES.search(place) and post.reply_to_id is None:
            yield Sign("news", _ELSEWHERE, _ELSEWHERE, 0.85, post.place)
        if _JOB_PLACES.search(place):
            yield Sign("job_ad", _ELSEWHERE, _ELSEWHERE, 0.45, post.place)
        if _COUPON_PLACES.search(place):
            yield Sign("coupon", _ELSEWHERE, _ELSEWHERE, 0.45, post.place)
