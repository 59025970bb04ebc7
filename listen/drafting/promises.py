"""Prices and promises in a draft: what an employee should not give away in public, in levelled German and English."""

import re
from collections.abc import Iterator

__all__ = ["pledges", "prices"]

_MOST = 5

_PRICE = re.compile(
    r"(?<![\w.,])\d{1,5} (?:bucks|quid|eier|tacken)\b|\b(?:with|mit) (?:my|our|meinem|unserem|dem) (?:code"
    r"|rabattcode|gutschein\w*)\b|"
    r"(?<![\w.,])\d{1,3}(?:[.,' ]?\d{3}){0,2}(?:[.,]\d{1,2}|,-)?\s?(?:€|euro?\b|eur\b|chf\b|franken\b|dollars?\b"
    r"|usd\b|pounds?\b|gbp\b|cents?\b(?! ?/)|£|\$|zł)"
    r"|(?:€|\$|£|eur |chf |usd )\s?\d{1,3}(?:[.,']?\d{3}){0,2}(?:[.,]\d{1,2})?"
    r"|\b\d{1,2}\s?(?:%|prozent|percent)\s?(?:rabatt|nachlass|skonto|off\b|discount|billiger|günstiger|cheaper)"
    r"|\b(?:rabatt|discount) (?:von|of) \d{1,2}\s?(?:%|prozent|percent)"
    r"|\b(?:kostenlos\w{0,2}|kostenfrei\w{0,2}|gratis|umsonst|unentgeltlich\w{0,2}|auf kulanz|auf unsere kosten)\b"
    r"|\b(?:free of charge|for free|free (?:replacement|repair|of cost|unit|sample|upgrade|shipping|of any cost)"
    r"|at no (?:extra )?(?:cost|charge)|on the house"
    r"|gutscheine?\b|voucher|coupon)\b"
)
_DAY = (
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|morgen|übermorgen|heute abend|ende"
    r" (?:der|nächster|dieser) woche|(?:nächste|"
    r"kommende|diese)[rn]? woche|ende des monats|monatsende|jahresende|januar|februar|märz|april|mai|juni|juli"
    r"|august|september|oktober|november|dezember"
    r"|weihnachten|ostern|\d{1,2}\.\s?(?:\d{1,2}\.|[a-zä]{3,9}))"
)
_DATE = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|next (?:week|month)|the end of"
    r" (?:the|this) (?:week|month|year)|january"
    r"|february|march|april|may|june|july|august|september|october|november|december|christmas|easter)"
)
_GIVES = (
    r"(?:ersetz|erstatt|tausch|liefer|schick|send|reparier|zahl|übernehm|übernimm|bring|komm|überweis"
    r"|vergüt|behandel|löse|lös|kümmer|erled|nehm\w* zurück)"
)
_PLEDGE = re.compile(
    rf"\b(?:ab|im|am) {_DAY}\b[^.!?\n]{{0,20}}\b(?:gibt es|kommt|haben wir|liefern wir|erscheint)\b|\b(?:zahlen"
    r"|erstatten|überweisen|ersetzen|tauschen) (?:wir|ich) (?:dir|euch|ihnen|das|es)\b|"
    r"\b(?:du|ihr|sie) (?:bekommst|bekommt|bekommen|kriegst|kriegt|kriegen|erhältst|erhaltet"
    r"|erhalten)\b[^.!?\n]{0,40}\b(?:neue[srn]?|ersatz\w*|geld|gutschrift|erstattung|rabatt|termin)\b|"
    rf"\b(?:monteur|techniker|kollege|kollegin|jemand)\w{{0,2}} (?:kommt|ist|meldet sich"
    rf"|ruft)\b[^.!?\n]{{0,30}}\b{_DAY}|"
    r"\b(?:technician|engineer|colleague|someone|somebody|fitter) will (?:be|come|call|visit|ring"
    rf"|arrive)\b[^.!?\n]{{0,40}}\b{_DATE}\b|"
    r"\b(?:ich|wir) (?:\w{1,12} )?(?:versprech|garantier|sicher[en]* (?:dir|euch|ihnen) zu|verbürg)\w*"
    r"|\b(?:versprech|garantier|zugesichert|zugesagt)\w* (?:ich|wir|dir|euch|ihnen|dass)\b|\bversprochen\b(?!\?)"
    r"|\bgarantiert\b|\bgarantieren\b"
    r"|\bgeld zurück\b|\bgeld-zurück\b"
    rf"|\b(?:ich|wir) (?:\w{{1,12}} ){{0,3}}?{_GIVES}\w*(?: [\wäöüß]{{1,16}}){{0,6}}? (?:bis|noch|am|spätestens"
    rf"|ab|im|in) (?:zum |den |dem |der )?{_DAY}"
    rf"|\b(?:bis|spätestens) (?:zum |am |kommenden |nächsten )?{_DAY}\b[^.!?\n]{{0,60}}\b{_GIVES}\w*"
    r"|\b(?:wir|ich) (?:ersetzen|ersetze|erstatten|erstatte|tauschen|tausche) (?:dir|euch|ihnen|das|den|die|es"
    r"|alles)\b"
    r"|\b(?:version|gerät|modell|update|ersatzteil|lieferung|monteur|techniker"
    rf"|paket)\b[^.!?\n]{{0,40}}\b(?:kommt|erscheint|ist|wird|sind)\b[^.!?\n]{{0,30}}"
    rf"\b(?:im|am|bis|ab|noch|zum) (?:zum )?{_DAY}"
    rf"|\bist (?:bis|am|ab) (?:zum )?{_DAY} (?:da|bei dir|bei ihnen|fertig|lieferbar|repariert)\b"
    r"|\b(?:we|i)(?:'ll| will| shall| hereby| can| do)? (?:\w{1,12} )?(?:guarantee|promise|pledge|assure you)\b"
    r"|\bguaranteed\b|\bmoney[- ]back\b|\byou have my word\b"
    r"|\b(?:we|i)(?:'ll| will| are going to|'re going to) (?:\w{1,12} )?(?:refund|reimburse|replace|compensate"
    r"|exchange|pay|credit|cover)\b"
    r"|\byou(?:'ll| will| are going to) (?:get|receive|have) (?:a |an |your |the )?(?:\w{1,12} )?(?:refund"
    r"|replacement|new|free|money|credit|part|unit|delivery)\b"
    rf"|\b(?:we|i|it)(?:'ll| will) [^.!?\n]{{0,50}}\b(?:by|on|before|until|no later than|next) {_DATE}\b"
    rf"|\b(?:version|model|update|part|unit|delivery|release|shipment)\b[^.!?\n]{{0,40}}\b(?:ships|arrives|comes"
    rf"|is due|will be|launches|available)\b[^.!?\n]{{0,30}}"
    rf"\b(?:by|in|on|from) {_DATE}\b"
    r"|\bwill never (?:leak|break|fail|rust|clog)\b"
)
_TAKEN_BACK = re.compile(
    r"\b(?:nicht|nichts|kein\w{0,2}|ohne|weder|ob|wenn|leider|can't|cannot|can not|couldn't|won't|not|no|never"
    r"|without|unable to|if|whether|don't|didn't)\b"
)
_TAKEN_BACK_BEHIND = re.compile(r"\b(?:nicht|nichts|kein\w{0,2})\b")
_CLAUSE = re.compile(r"[,;:.!?\n]")
_BEFORE = 40


def prices(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where a price, a rebate or a gift stands in levelled text, at most five."""
    yield from _found(_PRICE, plain)


def pledges(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where something is promised in levelled text, at most five; "I cannot promise" promises nothing."""
    yield from _found(_PLEDGE, plain)


def _found(pattern: re.Pattern[str], plain: str) -> Iterator[tuple[int, int]]:
    left = _MOST
    for found in pattern.finditer(plain):
        # A number stays a price, whatever stands before it; "nicht kostenlos" gives nothing away.
        if plain[found.start()] not in "0123456789€$£" and _is_taken_back(plain, found.start(), found.end()):
            continue
        yield found.span()
        left -= 1
        if not left:
            return


def _is_taken_back(plain: str, start: int, end: int) -> bool:
    first = max(0, start - _BEFORE)
    border = max((one.end() for one in _CLAUSE.finditer(plain, first, start)), default=first)
    if _TAKEN_BACK.search(plain, border, end) is not None:
        return True
    stop = _CLAUSE.search(plain, end, end + _BEFORE)
    return (
        _TAKEN_BACK_BEHIND.search(plain, end, min(len(plain), end + _BEFORE) if stop is None else stop.start())
        is not None
    )
