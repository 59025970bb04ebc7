"""Where a word or phrase stands in a folded text: edges of words, stars, and what may stand between two words."""

import re
from collections.abc import Iterator

from listen.query.tree import Part, Term
from listen.text.fold import FoldedText, is_separator, is_unspaced

__all__ = ["places"]

_GAP_LIMIT = 8
"""Blanks and punctuation that may stand between two words of a phrase."""

_STRETCH_LIMIT = 60
"""Characters to which a star may stretch a word."""

_WORD = re.compile(r"[^\x00-,./:-@\[-^`{-\x7f]+")


def places(term: Term, folded: FoldedText) -> Iterator[tuple[int, int]]:
    """Yield (start, end) in `folded.words` wherever the parts of `term` stand one after the other."""
    first = term.parts[0]
    at = folded.words.find(first.text)
    while at >= 0:
        start = _begin(first, folded, at)
        end = None if start is None else _end(first, folded, at + len(first.text), is_last=len(term.parts) == 1)
        for number, part in enumerate(term.parts[1:], 2):
            if end is None:
                break
            end = _follow(part, folded, end, is_last=number == len(term.parts))
        if start is not None and end is not None:
            yield start, end
            at = folded.words.find(first.text, max(end, at + 1))
        else:
            at = folded.words.find(first.text, at + 1)


def _begin(part: Part, folded: FoldedText, at: int) -> int | None:
    """Return where the word begins in which `part` stands at `at`; None when it must begin there and does not."""
    if folded.is_edge(at):
        return at
    if not part.is_open_left:
        return None
    start = at
    while start > max(0, at - _STRETCH_LIMIT) and not _is_outside(folded.words[start - 1]):
        start -= 1
    return start


def _end(part: Part, folded: FoldedText, at: int, *, is_last: bool) -> int | None:
    """Return where the word ends whose known letters end at `at`; None when it goes on and must not."""
    if part.is_open_right:
        end = at
        words = folded.words
        limit = min(len(words), at + _STRETCH_LIMIT)
        while end < limit and not _is_outside(words[end]):
            end += 1
        return end
    # Inside a phrase the next part decides whether the gap is right.
    return at if not is_last or folded.is_edge(at) else None


def _is_outside(letter: str) -> bool:
    return is_separator(letter) or is_unspaced(letter)


def _follow(part: Part, folded: FoldedText, at: int, *, is_last: bool) -> int | None:
    """Return where `part` ends when it follows at `at`, behind a gap or, if it may join, without one."""
    words = folded.words
    begin = at
    while begin < len(words) and begin - at < _GAP_LIMIT and is_separator(words[begin]):
        begin += 1
    if begin == at and not part.may_join and not folded.is_edge(at):
        return None
    if words.startswith(part.text, begin):
        return _end(part, folded, begin + len(part.text), is_last=is_last)
    if part.is_open_left:
        word = _WORD.match(words, begin)
        found = -1 if word is None else words.find(part.text, begin, min(word.end(), begin + _STRETCH_LIMIT))
        if found >= 0:
            return _end(part, folded, found + len(part.text), is_last=is_last)
    return None
