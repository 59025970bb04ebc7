"""What a copy says that its original does not: shown to people, never used to decide."""

import re

from listen.folding.words import Item, read_words
from listen.model import Post

__all__ = ["own_words", "word_count"]

_LOOKED_AT = 3_000
_SENTENCE_END = re.compile(r"(?<=[.!?…:])\s+|\n+")
_LINK = re.compile(r"(?:https?://|www\.)\S+")


def own_words(post: Post, original: Post) -> str | None:
    """Return those sentences of a post's text that `original` does not have word by word; None when there are none.

    Addresses are left out; the order stays.
    """
    theirs = _words(original)
    own = [sentence for sentence in _sentences(post.text) if not _is_said(sentence, theirs)]
    return " ".join(own) or None


def word_count(post: Post) -> int:
    """Return how many words the text has, as far as folding looks at it (about 3,000 characters)."""
    return len(read_words(Item(None, post.text, None)).body)


def _words(post: Post) -> frozenset[bytes]:
    read = read_words(Item(post.title, post.text, None))
    return frozenset((*read.everything, *read.headline, *read.body))


def _is_said(sentence: str, words: frozenset[bytes]) -> bool:
    return words.issuperset(read_words(Item(None, sentence, None)).everything)


def _sentences(text: str) -> list[str]:
    bare = _LINK.sub(" ", text[:_LOOKED_AT])
    return [" ".join(sentence.split()) for sentence in _SENTENCE_END.split(bare) if sentence.strip()]
