"""The labelled posts of a folder, and the tenth that is set aside before anything is tried."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

LABELS = ("negative", "neutral", "positive")

_NAME = re.compile(r"(?:(?P<domain>[a-z]+)\.)?(?P<language>[a-z]{2})\.(?P<part>train|val)\.tsv")
_BLANKS = re.compile(r"\s+")
_ASIDE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """Texts with their labels, 0 … 2."""

    texts: tuple[str, ...]
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.texts)

    def __add__(self, other: "Posts") -> "Posts":
        return Posts(texts=self.texts + other.texts, labels=np.concatenate([self.labels, other.labels]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """One domain in one language: `train` without the tenth that is set `aside`, and `val`."""

    train: Posts
    aside: Posts
    val: Posts


def read_corpora(folder: Path) -> dict[tuple[str, str], Corpus]:
    """Return the corpora of a folder by (domain, language), in order.

    Files are named `DOMAIN.LANGUAGE.train.tsv` and `DOMAIN.LANGUAGE.val.tsv` and have `label<TAB>text` a line; a file
    without a domain is `plain`. Other files are passed over.
    """
    found: dict[tuple[str, str], dict[str, Posts]] = {}
    for path in sorted(folder.iterdir()):
        name = _NAME.fullmatch(path.name)
        if name is not None:
            key = (name["domain"] or "plain", name["language"])
            found.setdefault(key, {})[name["part"]] = _read(path)
    corpora = {}
    for key, parts in found.items():
        train, aside = _apart(parts.get("train", _posts([])))
        corpora[key] = Corpus(train=train, aside=aside, val=parts.get("val", _posts([])))
    return corpora


def _read(path: Path) -> Posts:
    rows = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            label, _, text = line.rstrip("\n").partition("\t")
            if label in LABELS and text and "\t" not in text:
                rows.append((text, LABELS.index(label)))
    return _posts(rows)


def _posts(rows: Sequence[tuple[str, int]]) -> Posts:
    return Posts(texts=tuple(text for text, _ in rows), labels=np.array([label for _, label in rows], dtype=int))


def _apart(posts: Posts) -> tuple[Posts, Posts]:
    """Return the posts without a tenth, and the tenth: by checksum of the text, whatever the order of the file."""
    rows = list(zip(posts.texts, map(int, posts.labels), strict=True))
    aside = [_is_aside(text) for text, _ in rows]
    return (
        _posts([row for row, is_aside in zip(rows, aside, strict=True) if not is_aside]),
        _posts([row for row, is_aside in zip(rows, aside, strict=True) if is_aside]),
    )


def _is_aside(text: str) -> bool:
    return zlib.crc32(_BLANKS.sub(" ", text.casefold()).strip().encode()) % _ASIDE == 0


def some(posts: Posts, most: int) -> Posts:
    """Return at most so many of the posts, chosen by checksum."""
    rows = sorted(zip(posts.texts, map(int, posts.labels), strict=True), key=lambda row: zlib.crc32(row[0].encode()))
    return _posts(rows[:most])
