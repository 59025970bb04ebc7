"""How long a text is as each service counts it, and how long an answer may be there."""

import re
import unicodedata
from collections.abc import Mapping

__all__ = ["counted", "graphemes", "longest_in"]

_LONGEST: Mapping[str, int] = {
    "mastodon": 500,
    "bluesky": 300,
    "reddit": 10_000,
    "lemmy": 10_000,
    "x": 280,
    "threads": 500,
    "discourse": 32_000,
    "stackexchange": 600,
    "youtube": 10_000,
    "github": 65_536,
    "telegram": 4_096,
}
"""Characters of an answer where a server says nothing else. Stack Exchange: of a comment."""

_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,2000}")
_SHORTENED = 23
"""So much every address counts at Mastodon and X, however long it is."""

_HANDLE = re.compile(r"(?<![\w/])@(\w{1,64})@[\w.-]{1,255}\w")

# Unicode annex 29, as far as letters, marks and emoji go: what belongs to the character before it, and what joins.
_JOINER = "\u200d"
_PICTURES = re.compile("[\u00a9\u00ae\u203c\u2049\u2122-\u3299\U0001f000-\U0001faff]")
_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)
_VOWELS = range(0x1160, 0x1200)

# What X counts once; everything else counts twice (twitter-text, configuration 3).
_LIGHT = re.compile("[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")


def longest_in(channel: str) -> int | None:
    """Return how many characters an answer may have in a channel, as it counts them; None without a limit."""
    return _LONGEST.get(channel)


def counted(text: str, channel: str) -> int:
    """Return how long `text` is as the channel counts it. Linear."""
    match channel:
        case "mastodon":
            shorter = _HANDLE.sub(r"@\1", _ADDRESS.sub("x" * _SHORTENED, text))
            return graphemes(shorter)
        case "bluesky" | "threads":
            return graphemes(text)
        case "x":
            return _weighed(_ADDRESS.sub("x" * _SHORTENED, text))
        case _:
            return len(text)


def _weighed(text: str) -> int:
    """Return the length at X: an emoji counts two, however many code points it has."""
    return sum(1 if len(one) == 1 and _LIGHT.match(one) else 2 for one in _clusters(unicodedata.normalize("NFC", text)))


def graphemes(text: str) -> int:
    r"""Return how many characters a person sees: a family of emoji is one, and so is a letter with its accents.

    >>> graphemes("ab\u0301c👩‍👩‍👧🇩🇪👍🏽")
    6
    """
    return sum(1 for _ in _clusters(text)) if not text.isascii() else len(text) - text.count("\r\n")


def _clusters(text: str) -> list[str]:
    made: list[str] = []
    flags = 0
    for letter in text:
        number = ord(letter)
        flags = flags + 1 if number in _FLAGS else 0
        if made and _goes_on(made[-1], letter, number, flags):
            made[-1] = (made[-1] + letter)[:64]
        else:
            made.append(letter)
    return made


def _goes_on(before: str, letter: str, number: int, flags: int) -> bool:
    if letter == "\n":
        return before == "\r"
    if before[-1] in "\r\n":
        return False
    if letter == _JOINER or number in _TONES or number in _TAGS or number in _VOWELS:
        return True
    if unicodedata.category(letter) in {"Mn", "Me", "Mc"}:
        return True
    if before[-1] == _JOINER:
        return _PICTURES.match(letter) is not None and _PICTURES.match(before) is not None
    return number in _FLAGS and flags % 2 == 0
