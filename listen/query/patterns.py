"""Regular expressions that cannot run for ever: RE2, an automaton without backtracking.

The time of a search grows with pattern times text, whatever is written; what RE2 lacks for that (back-references,
look-around) is refused when the expression is read. `docs/decisions/query-language.md` names what was considered.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

__all__ = ["PATTERN_LIMIT", "PatternIndex", "UnsafePatternError", "compile_pattern", "sound"]

PATTERN_LIMIT = 500
"""Characters of one regular expression."""

_PROGRAM_LIMIT = 3_000
_MEMORY_BYTES = 1 << 20
_SET_MEMORY_BYTES = 32 << 20
_SET_SIZE = 100


class UnsafePatternError(ValueError):
    """A pattern that RE2 cannot run or that is too costly; the message is RE2's own, in English."""


def _options(memory_bytes: int) -> Any:
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.never_capture = True
    options.max_mem = memory_bytes
    return options


@lru_cache(maxsize=2_048)
def compile_pattern(expression: str) -> Any:
    """Return a compiled pattern with `search` and `finditer`, indifferent to letter case.

    Raises:
        UnsafePatternError: if RE2 refuses it or its program is too long.
    """
    import re2

    try:
        pattern = re2.compile(sound(expression), _options(_MEMORY_BYTES))
    except re2.error as error:
        raise UnsafePatternError(_reason(error)) from error
    if pattern.programsize > _PROGRAM_LIMIT:
        raise UnsafePatternError("pattern too large")
    return pattern


def _reason(error: Exception) -> str:
    """Return RE2's words: its Python door wraps them as the text of a bytes object."""
    return str(error).removeprefix("b'").removesuffix("'").removeprefix('b"').removesuffix('"')


class PatternIndex:
    """Many patterns in few automata: finding out which of them are in a text costs one pass for every hundred.

    A set that RE2 cannot build, or that ran out of memory on a text (it then finds nothing, and says so to nobody),
    names all its patterns: they are looked for one by one.
    """

    def __init__(self, expressions: Sequence[str]) -> None:
        self._sets = [_one_set(expressions[at : at + _SET_SIZE], at) for at in range(0, len(expressions), _SET_SIZE)]

    def candidates(self, text: str) -> Iterator[int]:
        """Yield the numbers of the expressions that may be found in `text`, and no other but by the rule above."""
        readable = sound(text)
        for numbers, together in self._sets:
            found = None if together is None else together.Match(readable)
            if found is None or len(numbers) not in found:
                yield from numbers
            else:
                yield from (numbers[one] for one in found if one < len(numbers))


def _one_set(expressions: Sequence[str], first: int) -> tuple[range, Any]:
    import re2

    numbers = range(first, first + len(expressions))
    together = re2.Set.SearchSet(_options(_SET_MEMORY_BYTES))
    try:
        for expression in expressions:
            together.Add(sound(expression))
        # Matches every text: the sign of life.
        together.Add("")
        together.Compile()
    except re2.error:
        return numbers, None
    return numbers, together


def sound(text: str) -> str:
    """Return `text` with lone surrogates replaced, one character for one; RE2 reads UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="replace").decode()
    return text
