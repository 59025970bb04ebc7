"""Levelling: small letters without accents, every character where it stood, so that places need no way back.

`listen.text.fold` makes `ae` of `ä` and takes out what has no width; that moves all places behind it. Rules that name
the words which decided need the places, and read a levelled text instead.
"""

import re
import unicodedata

__all__ = ["level"]

_PLAIN = re.compile("[^\x00-\x7fäöüß]")


def level(text: str) -> str:
    """Return `text` in small letters, as long as it was: accents go, `ä ö ü ß` stay, typographic signs become plain.

    Half of a surrogate pair becomes U+FFFD. Linear; letters of other scripts and emoji stay as they are. Idempotent.

    >>> level("Où est-ce que ça coûte “DÜNN”？")
    'ou est-ce que ca coute "dünn"?'
    """
    if text.isascii():
        return text.lower()
    # The only capital that becomes two characters in small letters.
    text = text.replace("İ", "I").lower()
    return _PLAIN.sub(_plain, text)


class _Letters(dict[str, str]):
    """The plain form of every letter met so far; at most as long as Unicode."""

    def __missing__(self, letter: str) -> str:
        plain = self[letter] = _plain_letter(letter)
        return plain


def _plain(found: re.Match[str]) -> str:
    return _LETTERS[found.group()]


def _plain_letter(letter: str) -> str:  # noqa: PLR0911 one row a kind of character
    if letter in _SPECIAL:
        return _SPECIAL[letter]
    category = unicodedata.category(letter)
    if category == "Cs":
        return "\ufffd"
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    if category in {"Zl", "Zp"}:
        return "\n"
    # Canonical forms part accents from letters, compatible ones make ASCII of full width.
    plain = unicodedata.normalize("NFKC", letter).lower()
    if len(plain) != 1:
        return letter
    base = unicodedata.normalize("NFD", plain)[0]
    return plain if plain in "äöüß" else base if base.isascii() else letter


_SPECIAL = {
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "…": ".",
    "؟": "?", "¿": " ", "¡": " ", "ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "a", "œ": "o",
}  # fmt: skip
_LETTERS = _Letters()
