"""For whom and on what is shown: width, language, clock, and what the terminal can do. Read once, in `listen.cli`."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from listen.model import Label
from listen.phrases import say
from listen.render import speech

__all__ = ["LABEL_STYLES", "Screen"]

LABEL_STYLES: dict[Label | None, str] = {
    Label.PRAISE: "green",
    Label.CRITICISM: "red",
    Label.MIXED: "yellow",
    Label.NEUTRAL: "",
    Label.UNCLEAR: "",
    None: "",
}

_SIGNS: dict[Label | None, str] = {
    Label.PRAISE: "+",
    Label.CRITICISM: "−",
    Label.MIXED: "±",
    Label.NEUTRAL: "=",
    Label.UNCLEAR: "~",
    None: "○",
}

# What ASCII streams get instead; everything else loses its accents or becomes "?".
_ASCII = str.maketrans(
    {
        "−": "-", "–": "-", "—": "-", "…": "...", "·": "-", "±": "+-", "○": "o", "↑": "^", "↓": "v", "→": "->",
        "↩": "<-",
        "‹": "<", "›": ">", "„": '"', "“": '"', "”": '"', "‘": "'", "’": "'", "«": '"', "»": '"', "\u00a0": " ",
        "×": "x", "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS", "€": "EUR",
        "█": "#", "░": ".", "─": "-", "│": "|",
    }
)  # fmt: skip

_UNICODE_STEPS = "▁▂▃▄▅▆▇█"
_ASCII_STEPS = "_.-=+*%#"
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Where lines will stand.

    Attributes:
        width: cells; no line is wider.
        lang: language spoken.
        now: aware UTC, for ages.
        zone: days and clock times are meant there.
        has_styles: bold and colour reach the reader; without, matched words are marked by ‹ ›.
        has_links: the terminal understands hyperlinks (OSC 8).
        is_unicode: the stream can encode it; otherwise everything comes out as plain ASCII.
    """

    now: datetime
    zone: ZoneInfo
    width: int = 80
    lang: str = "en"
    has_styles: bool = False
    has_links: bool = False
    is_unicode: bool = True

    @property
    def today(self) -> date:
        """Return the calendar day of `now`."""
        return self.now.astimezone(self.zone).date()

    def show(self, text: str) -> str:
        """Return `text` as the stream can hold it."""
        if self.is_unicode or text.isascii():
            return text
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_ASCII))
        bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
        return bare.encode("ascii", "replace").decode("ascii")

    def say(self, key: str, **values: object) -> str:
        """Return a phrase; whole numbers in the language's manner."""
        spoken = {
            name: speech.counted(value, self.lang) if type(value) is int else value for name, value in values.items()
        }
        return self.show(say(key, self.lang, **spoken))

    def number(self, count: int) -> str:
        """Return a whole number in the language's manner."""
        return str(speech.counted(count, self.lang))

    def sign(self, label: Label | None) -> str:
        """Return the sign that stands beside a label's word; one cell (two for mixed in ASCII)."""
        return self.show(_SIGNS[label])

    def word(self, label: Label | None) -> str:
        """Return a label's word; `None` is *unscored*."""
        return self.say(f"render.label_{'unscored' if label is None else label.value}")

    def age(self, when: datetime) -> str:
        """Return how long ago `when` was."""
        return self.show(speech.age(when, self.lang, now=self.now, zone=self.zone))

    def sparkline(self, counts: tuple[int, ...]) -> str:
        """Return one character a number, as high as the number; the tallest is full. Empty for no numbers."""
        steps = _UNICODE_STEPS if self.is_unicode else _ASCII_STEPS
        top = max(counts, default=0)
        if not top:
            return steps[0] * len(counts)
        return "".join(steps[-(-count * (len(steps) - 1) // top)] for count in counts)

    def bar(self, share: float, *, cells: int) -> str:
        """Return a bar that fills `share` (0.0 … 1.0) of `cells`; never empty for a share above zero."""
        if not self.is_unicode:
            full = round(share * cells)
            return "#" * (max(full, 1) if share > 0 else 0)
        eighths = round(min(1.0, max(0.0, share)) * cells * 8)
        if share > 0:
            eighths = max(eighths, 1)
        return "█" * (eighths // 8) + _EIGHTHS[eighths % 8]
