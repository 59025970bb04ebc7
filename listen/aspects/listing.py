"""The list of aspects: what the package ships, and what a business unit writes instead or besides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

__all__ = ["SHIPPED", "AspectComplaint", "merged", "read", "shipped"]

SHIPPED = (
    "price", "service", "delivery", "availability", "assembly", "quality", "tightness", "noise", "airflow", "smell",
    "looks", "documentation", "sustainability", "warranty", "website",
)  # fmt: skip
"""The aspects that come with the package, in the order in which they are shown; their phrases stand in `aspect`."""

_NAME_LIMIT = 40
_WORD_LIMIT = 60
_WORDS_LIMIT = 500
_ASPECTS_LIMIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectComplaint:
    """What is wrong with a list of aspects.

    Attributes:
        key: the phrase that says it (`aspect.…`).
        aspect: the one it is about; "" for the list as a whole.
        word: the word it is about; "" for the aspect as a whole.
    """

    key: str
    aspect: str = ""
    word: str = ""


@cache
def shipped() -> Mapping[str, tuple[str, ...]]:
    """Return the shipped words by aspect, German and English in one; read once a process."""
    text = files("listen.aspects").joinpath("shipped.tsv").read_text(encoding="utf-8")
    return MappingProxyType(read(text.splitlines()))


def read(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the words by aspect from rows of aspect, language and words (parted by commas); `#` begins a remark."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if line.strip() and not line.startswith("#"):
            aspect, _, words = line.split("\t")
            some = tuple(word for part in words.split(",") if (word := " ".join(part.split())))
            found[aspect] = found.get(aspect, ()) + some
    return found


def merged(
    written: Mapping[str, Sequence[str]] | None, base: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[dict[str, tuple[str, ...]], tuple[AspectComplaint, ...]]:
    """Return the list that is meant by what a person wrote, and what is wrong with it.

    An aspect that is written down gets these words besides the shipped ones; with `only` as its first word, instead
    of them; with no words at all it is left out. New names are new aspects, shown by their names.

    Args:
        written: words by aspect, as in queries.yaml; None for nothing.
        base: what it changes; the shipped list when not given.

    Returns:
        The merged list, the written aspects in force even where others have complaints; and the complaints, none when
        all is well.
    """
    result = dict(shipped() if base is None else base)
    complaints: list[AspectComplaint] = []
    for name, words in (written or {}).items():
        aspect = " ".join(name.split())
        if not aspect or len(aspect) > _NAME_LIMIT or not aspect.isprintable():
            complaints.append(AspectComplaint(key="aspect.name_invalid", aspect=name[:_NAME_LIMIT]))
            continue
        if len(words) > _WORDS_LIMIT or (aspect not in result and len(result) >= _ASPECTS_LIMIT):
            complaints.append(AspectComplaint(key="aspect.too_many", aspect=aspect))
            continue
        good, bad = _sorted_out(words)
        complaints += [AspectComplaint(key="aspect.word_invalid", aspect=aspect, word=word) for word in bad]
        if not words:
            result.pop(aspect, None)
        elif good and good[0] == "only":
            result[aspect] = tuple(good[1:])
        else:
            result[aspect] = tuple(dict.fromkeys((*result.get(aspect, ()), *good)))
    return result, tuple(complaints)


def _sorted_out(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words that can be looked up, and those that cannot: no letter, too long, or `*` inside a word."""
    good: list[str] = []
    bad: list[str] = []
    for written in words:
        word = " ".join(written.split())
        parts = word.split()
        is_good = (
            0 < len(word) <= _WORD_LIMIT
            and all(any(letter.isalnum() for letter in part) and "*" not in part.strip("*") for part in parts)
            # A star in front stands for the beginning of a compound; it makes no sense inside a phrase.
            and (len(parts) == 1 or not any(part.startswith("*") for part in parts))
        )
        (good if is_good else bad).append(word[:_WORD_LIMIT])
    return good, bad
