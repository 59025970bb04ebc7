"""Whether a word is the name of a brand or product: one that is asked for, or one that is written like a name."""

import re
from collections.abc import Collection
from functools import lru_cache

from listen.text.level import level

__all__ = ["Names"]

_ENOUGH = 4
_CAMEL = re.compile(r"[A-Z]?[a-z]{1,20}[A-Z][A-Za-z]{0,20}")
_CAPITALS = re.compile(r"[A-Z]{3,12}")
_NO_BRANDS = frozenset(
    "din dena bafa kfw kwl geg eu usa uk pdf faq rss app dhl ups dpd gls diy hvac erv hrv bim ceo tga shk ard zdf "  # noqa: SIM905
    "osb pvc "
    "hdpe epp epdm led lcd usb wlan diy asap imho fyi omg lol wtf btw afaik youtube linkedin facebook instagram "
    "whatsapp "
    "github tiktok gmbh und oder der die das and the not but for all new one co2 bad wc".split()
)
_NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "  # noqa: SIM905
    "september "
    "october november december christmas easter english german french google amazon ebay dn ok tv pc i'm i've i'd i'll "
    "it's that's europe germany canada us".split()
)
# What a brand is compared with when it is not named.
_STAND_INS = re.compile(
    r"(?:konkurrenz|wettbewerb|vorgänger|original|billig|noname|no-name|baumarkt|china|standard|kunststoffrohr|"
    r"wickelfalz|spiro|edelstahl|competit|predecessor|original|generic|stock|oem|galvani[sz]ed|rigid|pvc|metal|plastic)"
)


class Names:
    """The names that are asked for.

    Args:
        names: of our brand and of competitors, as people write them; case and accents do not matter.
        language: of the text; German writes every noun with a capital.
    """

    __slots__ = ("_known", "_language", "_written")

    def __init__(self, names: Collection[str], language: str | None) -> None:
        self._known = frozenset(level(name) for name in names)
        self._language = language
        known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
        choices = f"(?i:{known})|{_CAMEL.pattern}" if known else _CAMEL.pattern
        self._written = re.compile(rf"(?<![\w@#/.])(?:{choices}|{_CAPITALS.pattern})(?!\w)")

    @classmethod
    @lru_cache(maxsize=64)
    def of(cls, names: tuple[str, ...], language: str | None) -> "Names":
        """Return the names; made once for each set and language."""
        return cls(names, language)

    def is_sure(self, word: str) -> bool:
        """Return True for a known name and for what is written like one: `OtherVent`, `ACME`."""
        plain = level(word).removesuffix("'s").split("-", 1)[0]
        if plain in self._known:
            return True
        if plain in _NO_BRANDS:
            return False
        return _CAMEL.fullmatch(word) is not None or _CAPITALS.fullmatch(word) is not None

    def sure_ones(self, shown: str) -> list[tuple[int, int]]:
        """Return where different names stand for the first time, in order; at most four."""
        seen: dict[str, tuple[int, int]] = {}
        for found in self._written.finditer(shown):
            word = found.group()
            if self.is_sure(word):
                seen.setdefault(level(word), found.span())
                if len(seen) == _ENOUGH:
                    break
        return list(seen.values())

    def may_be(self, word: str) -> bool:
        """Return True where a word could be a name; in German any noun could."""
        return word[:1].isupper() and level(word) not in _NO_NAMES

    def is_compared(self, word: str) -> bool:
        """Return True for what somebody compares a brand with."""
        if self.is_sure(word) or _STAND_INS.match(level(word)) is not None:
            return True
        return self._language not in {"de", None} and self.may_be(word)
