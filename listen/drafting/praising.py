"""Whether a draft only praises its own house where somebody complains; in levelled German and English."""

import re
from collections.abc import Iterable

from listen.drafting.subjects import subjects

__all__ = ["goes_into", "praise_of_own"]

_PRAISE = re.compile(
    r"\b(?:beste[rnms]?|bestes|führend\w*|hervorragend\w*|ausgezeichnet\w*|großartig\w*|erstklassig\w*|spitzen\w*"
    r"|top-?\w*|höchste[rnms]?|höchster|einzigartig\w*"
    r"|begeister\w*|lieben|bewährt\w*|zuverlässig\w*|qualität|premium|marktführer\w*|preisgekrönt\w*|zufrieden\w*"
    r"|unschlagbar\w*|perfekt\w*|stolz|super|toll\w*"
    r"|innovativ\w*|modernste\w*|weltklasse|made in germany"
    r"|best|leading|excellent|outstanding|great|fantastic|amazing|superb|first-class|world-class|award-winning"
    r"|proud|love|loves|loved|premium|quality|reliable"
    r"|trusted|top-notch|unbeatable|perfect|innovative|state of the art|happy customers|satisfied customers"
    r"|wonderful|brilliant)\b"
)
_GOES_INTO = re.compile(
    r"\b(?:tut (?:mir|uns) leid|sorry|entschuldig\w*|bedauer\w*|verzeih\w*|ärgerlich|nicht in ordnung|darf nicht"
    r" (?:sein|passieren)|nicht sein|verstehe (?:deinen|den|ihren|"
    r"euren) (?:ärger|frust)|du hast recht|sie haben recht|stimmt|schreib(?:t|en sie)? (?:mir|uns)|schick(?:t|en"
    r" sie)? (?:mir|uns)|melde dich|melden sie sich|ich sehe nach"
    r"|ich schaue|ich frage|ich kläre|ich prüfe|wir prüfen|wir klären|prüf\w*|liegt (?:oft |meist |meistens "
    r"|vermutlich |wohl )?(?:an|daran)|ursache\w*|grund dafür|hilft|"
    r"versuch\w*|probier\w*|kannst du|können sie|könnt ihr|welche[sr]?|seit wann"
    r"|apologi[sz]e|apologies|regret|should not (?:be|happen|have)|shouldn't|not (?:how|what) it should"
    r"|understand (?:your|the) (?:frustration|anger)|you(?:'re| are) right|send me"
    r"|message me|dm me|let me (?:know|check|look)|i(?:'ll| will) (?:look|check|ask|find)|look into|could you|can"
    r" you|which (?:model|version|size)|usually (?:comes|means)|cause[ds]?"
    r"|because|try|fix|check)\b"
)

_ENOUGH = 5


def praise_of_own(plain: str) -> tuple[int, int] | None:
    """Return where praise stands first in a levelled draft; None without any."""
    found = _PRAISE.search(plain)
    return None if found is None else found.span()


def goes_into(plain: str, complaint: str, language: str | None, names: Iterable[str]) -> bool:
    """Return whether a draft goes into what was complained of: it asks, regrets, explains, or takes up its words."""
    if "?" in plain or _GOES_INTO.search(plain) is not None:
        return True
    return not _beginnings(complaint, language, names).isdisjoint(_beginnings(plain, language, names))


def _beginnings(text: str, language: str | None, names: Iterable[str]) -> frozenset[str]:
    """Return how the subjects of a text begin: `pfeift` and `Pfeifen` are one here."""
    return frozenset(one[:_ENOUGH] for one in subjects(text, language, names))
