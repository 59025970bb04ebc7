"""Folding: two writings of the same word become the same characters, and every place can be found back.

Folded away are letter case, German umlauts and ß (`Lüftung` = `Lueftung`), accents (`Café` = `Cafe`), Unicode forms
(composed, decomposed, full-width, mathematical letters), soft hyphens and everything of zero width. Typographic
punctuation becomes a plain relative or a blank. Letters of different scripts stay different: a Cyrillic `а` is never a
Latin `a`, so look-alikes are not the brand. `docs/explanation/matching.md` says why for each.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

__all__ = ["FOLD_LIMIT", "FoldedText", "fold", "is_mark", "is_separator", "is_unspaced"]

FOLD_LIMIT = 20_000
"""Characters that are looked at; the cleaner cuts there too, this is the second fence."""

_CLUSTER_LIMIT = 9
_ASCII = bytes(range(0x80))
# So many different letters are replaced one after the other; more of them in one pass.
_FEW = 8
_HALF_MARKS = frozenset("\uff9e\uff9f")
_NON_ASCII = re.compile("[^\x00-\x7f]+")
_CONNECTORS = "-_"
_CONNECTOR = re.compile("[-_]")
_IRREGULAR = re.compile("[^\x00-\x7f]|[-_]")
# Blocks with several combining classes: sorting a long run of them is quadratic, so long runs never reach it. The
# half-width voicing marks of kana are letters to NFC and marks to everyone else.
_CLUSTERED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0730-\u074a\u07eb-\u07f3"
    "\u0816-\u082d\u0898-\u0902\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f]{9}|[\uff9e\uff9f]"
)
# Marks that writers leave out or add at will: accents, Hebrew points, Arabic vowel signs and the tatweel. The vowel
# signs of Indic scripts and Thai are letters in all but name and stay.
_OPTIONAL_MARK = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U000e0100-\U000e01ef\u180b-\u180d\u180f\u115f\u1160\u3164\uffa0]"
)
# Scripts written without blanks between words, or (Korean) with endings glued on: any two letters may part there.
_UNSPACED_CLASS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\uaa60-\uaadf"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u30ff\u3105-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7fb\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_UNSPACED = re.compile(f"[{_UNSPACED_CLASS}]")
_WORD = re.compile(rf"[{_UNSPACED_CLASS}]|[^\x00-,./:-@\[-^`{{-\x7f{_UNSPACED_CLASS}]+")
_TAG_IN_TEXT = re.compile(r"(?<=[#@\uff03\uff20])[^\s\x00-/:-@\[-^`{-\x7f]+")
_TAG_SIGN = re.compile("[#@\uff03\uff20]")
_TAG_LINE = re.compile(r"[^\n]+")
_CHANGE = re.compile(r"(?<=[a-zß-öø-ÿ0-9])(?=[A-ZÀ-ÖØ-Þ])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_SPECIAL = {
    "æ": "ae", "œ": "oe", "ø": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŧ": "t",
    "ς": "σ", "ё": "е", "™": " ", "℠": " ", "®": " ", "©": " ", "℗": " ", "°": " ",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
    "\xa0": " ", "…": "...",
}  # fmt: skip
_UMLAUTS = frozenset("aou")
_DIAERESIS = "\u0308"
_EMOJI_FROM = 0x1F000


def fold(text: str) -> str:
    """Return `text` as it is compared. Idempotent; NFC and NFD of a text fold alike.

    ASCII punctuation stays, so that callers decide what parts words. Cut at `FOLD_LIMIT` characters.
    """
    text = text[:FOLD_LIMIT]
    if text.isascii():
        return text.lower()
    folded = _in_small_letters(text)
    if folded.isascii():
        return folded
    others = _beyond_ascii(folded)
    if not _is_composed(folded, others):
        return "".join(_fold_cluster(cluster) for _, _, cluster in _clusters(text))
    letters = set(others)
    if len(letters) > _FEW:
        return _NON_ASCII.sub(_fold_run, folded)
    # Folding a letter twice changes nothing, so the order of the letters is of no account.
    for letter in letters:
        folded = folded.replace(letter, _LETTERS[letter])
    return folded


def _beyond_ascii(text: str) -> str:
    """Return `text` without its ASCII characters; a quarter of the time that a pattern takes."""
    return text.encode(errors="surrogatepass").translate(None, _ASCII).decode(errors="surrogatepass")


def _is_composed(text: str, others: str) -> bool:
    """Return True where every letter can be folded for itself.

    Args:
        text: all of it.
        others: its characters beyond ASCII; a run of marks in `text` is one in there too, and far sooner found.
    """
    is_clustered = _CLUSTERED.search(others) is not None and _CLUSTERED.search(text) is not None
    return not is_clustered and unicodedata.is_normalized("NFC", text)


class _Letters(dict[str, str]):
    """The folded form of every letter met so far; at most as long as Unicode."""

    def __missing__(self, letter: str) -> str:
        folded = self[letter] = _fold_letter(letter)
        return folded


def _fold_run(run: re.Match[str]) -> str:
    return "".join(map(_LETTERS.__getitem__, run.group()))


def _fold_letter(letter: str) -> str:  # noqa: PLR0911 one row a kind of character
    if letter in _SPECIAL:
        return _SPECIAL[letter]
    if _OPTIONAL_MARK.match(letter):
        return ""
    category = unicodedata.category(letter)
    if category == "Cf":
        return ""
    if category == "Pd":
        return "-"
    if category == "Pc":
        return "_"
    plain = unicodedata.normalize("NFKC", letter).lower().replace("\u0307", "")
    if plain != letter:
        return "".join(part if part.isascii() else _LETTERS[part] for part in plain)
    if category[0] in "PZC" or category in {"Sm", "Sc"} or (category == "Sk" and ord(letter) < _EMOJI_FROM):
        return " "
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    if marks and (base.isascii() or "\u00c0" <= base <= "\u024f" or "\u0370" <= base <= "\u03ff"):
        bare = base if base.isascii() else _LETTERS[base]
        return bare + "e" if base in _UMLAUTS and marks[0] == _DIAERESIS else bare
    return letter


_LETTERS = _Letters()


def _clusters(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, composed) for each letter with the marks that belong to it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and (is_mark(text[at]) or "\u1160" <= text[at] <= "\u11ff" or text[at] in _HALF_MARKS):
            continue
        cluster = text[start : min(at, start + _CLUSTER_LIMIT)]
        yield start, at, unicodedata.normalize("NFKC" if cluster[-1:] in _HALF_MARKS else "NFC", cluster)
        start = at


def _fold_cluster(cluster: str) -> str:
    return "".join(letter if letter.isascii() else _LETTERS[letter] for letter in cluster.lower())


def _in_small_letters(text: str) -> str:
    """Return `text` in small letters without the commonest others; that alone makes most German posts ASCII.

    Replacing one letter in the whole text takes a tenth of a microsecond, a table for each letter twenty.
    """
    text = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    if not text.isascii():
        text = text.replace("Ä", "ae").replace("Ö", "oe").replace("Ü", "ue")
        text = text.replace("–", "-").replace("„", '"').replace("“", '"').replace("’", "'")
    return text.lower()


def is_separator(letter: str) -> bool:
    """Return True for what parts words: after folding that is ASCII punctuation and blanks, without `-` and `_`."""
    return letter.isascii() and not letter.isalnum() and letter not in _CONNECTORS


def is_mark(letter: str) -> bool:
    """Return True for a sign that belongs to the letter before it."""
    return not letter.isascii() and unicodedata.category(letter)[0] == "M"


def is_unspaced(letter: str) -> bool:
    """Return True where the script puts no blanks between words, and for emoji: each is a word of its own."""
    if letter.isascii():
        return False
    return _UNSPACED.match(letter) is not None or unicodedata.category(letter) in {"So", "Sk"}


class FoldedText:
    """A text with its folded words, from which every place leads back to the original.

    Attributes:
        original: the text as written, cut at `FOLD_LIMIT`.
        words: `fold(original)` without the connectors `-` and `_`, so that `Rohr-Set` reads `rohrset`.
        cuts: places in `words` where a connector was taken out, and where a hashtag or handle changes from small to
            capital letter or between letter and digit: a word may begin or end there too.
    """

    __slots__ = ("_lengths", "_sources", "_starts", "cuts", "original", "words")

    def __init__(self, original: str, *, is_tag: bool = False) -> None:
        """Fold `original`.

        Args:
            original: one field of a post.
            is_tag: every line is a tag written without `#`.
        """
        self.original = original[:FOLD_LIMIT]
        self._starts = [0]
        self._sources = [0]
        self._lengths = [0]
        self.cuts: set[int] = set()
        text = self.original
        if text.isascii() and "-" not in text and "_" not in text:
            self.words = text.lower()
        else:
            self.words = "".join(self._pieces())
        if is_tag:
            self._cut_tags(_TAG_LINE)
        elif _TAG_SIGN.search(text) is not None:
            self._cut_tags(_TAG_IN_TEXT)

    def _pieces(self) -> Iterator[str]:
        """Yield the folded pieces and note where each irregular one came from; a length of 0 is a regular stretch."""
        text = self.original
        at = 0
        done = 0
        for start, end, cluster in self._irregular():
            if start > done:
                yield text[done:start].lower()
                at += start - done
            piece = _LETTERS[cluster] if end - start == 1 and cluster in _LETTERS else _fold_cluster(cluster)
            if _CONNECTOR.search(piece) is not None:
                piece = _CONNECTOR.sub("", piece)
                self.cuts.add(at)
            self._starts += (at, at + len(piece))
            self._sources += (start, end)
            self._lengths += (end - start, 0)
            at += len(piece)
            yield piece
            done = end
        yield text[done:].lower()

    def _irregular(self) -> Iterator[tuple[int, int, str]]:
        text = self.original
        small = _in_small_letters(text)
        if small.isascii() or _is_composed(small, _beyond_ascii(small)):
            for found in _IRREGULAR.finditer(text):
                yield found.start(), found.end(), found.group()
        else:
            for start, end, cluster in _clusters(text):
                if not text[start:end].isascii() or cluster in _CONNECTORS:
                    yield start, end, cluster

    def _cut_tags(self, pattern: re.Pattern[str]) -> None:
        for tag in pattern.finditer(self.original):
            for change in _CHANGE.finditer(tag.group()):
                self.cuts.add(self._place(tag.start() + change.start()))

    def _place(self, source: int) -> int:
        """Return where the original character `source` begins in `words`."""
        row = bisect_right(self._sources, source) - 1
        if self._lengths[row]:
            return self._starts[row]
        return self._starts[row] + source - self._sources[row]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the original characters from which `words[start:end]` came; `end` is exclusive and > `start`."""
        first = bisect_right(self._starts, start) - 1
        begin = self._sources[first] + (0 if self._lengths[first] else start - self._starts[first])
        last = bisect_right(self._starts, end - 1) - 1
        length = self._lengths[last] or end - self._starts[last]
        return begin, self._sources[last] + length

    def word_starts(self) -> list[int]:
        """Return where each word begins in the original, in order; `Rohr-Set` is one, and each unspaced letter."""
        return [self.source(word.start(), word.start() + 1)[0] for word in _WORD.finditer(self.words)]

    def is_edge(self, at: int) -> bool:
        """Return True where a word may begin or end: at blanks, cuts, and in scripts without blanks at any letter."""
        words = self.words
        if at in (0, len(words)) or at in self.cuts:
            return True
        before, after = words[at - 1], words[at]
        if is_separator(before) or is_separator(after):
            return True
        if is_mark(after):
            return False
        return is_unspaced(before) or is_unspaced(after)
