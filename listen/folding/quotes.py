"""Passages of a short post that may be somebody else's: what stands in quotation marks, or all but one sentence."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

__all__ = ["EGO", "LEAST_QUOTE", "MOST_OWN_WORDS", "quoted"]

LEAST_QUOTE = 7
"""Words; fewer are no quotation that could be recognised."""

MOST_OWN_WORDS = 20
"""With more words of one's own beside it, a quotation is an occasion, not the post."""

_LONGEST_WORDS = 110
_QUOTES_KEPT = 3
_MARKED_AT_MOST = 3

EGO = frozenset(
    b"ich mein meine meinem meinen meiner meines mir mich wir uns unser unsere unserem unseren unserer "
    b"i my me mine we our us myself moi mon mes nous notre mio mia noi nostro yo mis nosotros nuestro ik mijn wij onze "
    b"meu minha nossa".split()
)
"""Who says one of these beside a quotation speaks of something that happened to them: that is a post of its own."""

_MARKED = re.compile('[„“”"«»‹›]([^„“”"«»‹›]{30,900})[„“”"«»‹›]')
_FIRST_END = re.compile(r"[.!?:…]{1,9}[\"“”»«)\]]?\s|\n|\s[-–—|]\s")
_RETOLD = re.compile(r"\s(?:RT|MT|via|QT)\s@[\w.@-]{1,100}:?\s")

Words = Callable[[str], list[bytes]]


def quoted(text: str, body: Sequence[bytes], words: Words) -> list[tuple[bytes, ...]]:
    """Return the passages of a post that may be a quotation, as words; marked ones first, at most three.

    Args:
        text: without what others put around it.
        body: its words.
        words: how words are taken from a text.

    Each has at least seven words and leaves one to twenty words of one's own, none of them "I" or "we".
    """
    if not LEAST_QUOTE < len(body) <= _LONGEST_WORDS:
        return []
    found: dict[tuple[bytes, ...], None] = {}
    for start, end in _stretches(text, len(body), words):
        own = len(body) - (end - start)
        if end - start < LEAST_QUOTE or not 0 < own <= MOST_OWN_WORDS:
            continue
        if EGO.isdisjoint(body[:start]) and EGO.isdisjoint(body[end:]):
            found[tuple(body[start:end])] = None
    return list(found)[:_QUOTES_KEPT]


def _stretches(text: str, length: int, words: Words) -> Iterator[tuple[int, int]]:
    """Yield (first word, word after the last) of what may be quoted. Ends fall between words, so counts add up."""
    for marked in islice(_MARKED.finditer(text), _MARKED_AT_MOST):
        before = len(words(text[: marked.start()]))
        yield before, before + len(words(marked[1]))
    retold = _RETOLD.search(text)
    if retold is not None:
        yield len(words(text[: retold.end()])), length
    ends = [found.end() for found in _FIRST_END.finditer(text)]
    if ends:
        yield len(words(text[: ends[0]])), length
        # The last sentence's end may be the text's own end.
        last = next((end for end in reversed(ends) if text[end:].strip()), None)
        if last is not None:
            yield 0, length - len(words(text[last:]))
    line = text.find("\n")
    if line >= 0:
        yield len(words(text[:line])), length
        yield 0, length - len(words(text[text.rstrip().rfind("\n") + 1 :]))
