"""A text seen from its targets: the numbers from which sentiment towards them is learned and read.

Ten views of one pass over the text (`listen.analyzers.states`): whole, clause, window, the target itself, what stands
left and right of it, three words on each side, and two that fade with the distance. Each view is the sum of its tokens'
states and what the encoder makes of that sum.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from listen.analyzers.states import BEGIN, END, WIDTH, Floats, States
from listen.clauses import Owner, clauses, owned
from listen.model import Text

__all__ = ["VIEWS", "views"]

VIEWS = ("whole", "clause", "window", "target", "left", "right", "just left", "just right", "near", "around")
"""The views, in order."""

_LIMIT = 4_000
_WINDOW, _CLOSE = 5, 3
"""Words on each side of the target."""

_REACH = 300
"""Characters in which they are looked for."""

_NEAR, _AROUND = 4.0, 12.0
"""Tokens after which a fading view has fallen to 1/e."""

_MOST_TOKENS = 600
_MOST_TARGETS = 20
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Aim:
    """A text's tokens, where each stands (begin and end of its piece), and the spans of the views."""

    tokens: list[int]
    begins: list[int]
    ends: list[int]
    targets: tuple[tuple[int, int], ...]
    clauses: tuple[tuple[int, int], ...]
    windows: tuple[tuple[int, int], ...]
    close: tuple[tuple[int, int], ...]


def views(states: States, texts: Sequence[Text]) -> tuple[Floats, Floats]:
    """Return the views of texts that have targets: (texts, views, 1280) sums and (texts, views, 512) meanings.

    Raises:
        AnalyzerError: the encoder's package is missing.
    """
    import numpy as np

    sums = np.zeros((len(texts), len(VIEWS), WIDTH), dtype=np.float32)
    counts = np.zeros((len(texts), len(VIEWS)), dtype=np.float32)
    aims = [_aimed(states, one) for one in texts]
    for place, (aim, found) in enumerate(zip(aims, states.states([aim.tokens for aim in aims]), strict=True)):
        shares = _shares(aim)
        sums[place] = shares @ found
        counts[place] = shares.sum(axis=1)
    meanings = states.meanings(sums.reshape(-1, WIDTH), counts.reshape(-1)).reshape(len(texts), len(VIEWS), -1)
    return sums / np.sqrt(np.maximum(counts, 1.0))[:, :, None], meanings


def _aimed(states: States, one: Text) -> _Aim:
    text = one.text[:_LIMIT]
    targets = tuple((start, min(end, len(text))) for start, end in one.targets if start < len(text))[:_MOST_TARGETS]
    if not targets:
        targets = ((0, 0),)
    cut = clauses(text, one.language, names=(*targets, *one.others))
    own = [
        (part.clause.start, part.clause.end)
        for part in owned(text, cut, targets=targets, others=one.others, language=one.language)
        if part.owner in {Owner.OURS, Owner.BOTH}
    ]
    windows = tuple(_words_around(text, target, _WINDOW) for target in targets)
    close = tuple(_words_around(text, target, _CLOSE) for target in targets)
    edges = sorted({0, len(text), *(edge for span in (*targets, *own, *windows, *close) for edge in span)})
    pieces = list(pairwise(edges))
    tokens, begins, ends = [BEGIN], [-1], [-1]
    for (begin, end), found in zip(pieces, states.tokens([text[begin:end] for begin, end in pieces]), strict=True):
        # Begin and end around the target are what tells it from its neighbours.
        marked = [BEGIN, *found, END] if (begin, end) in targets else found
        tokens += marked
        begins += [begin] * len(marked)
        ends += [end] * len(marked)
        if len(tokens) > _MOST_TOKENS:
            break
    tokens.append(END)
    begins.append(-1)
    ends.append(-1)
    return _Aim(tokens, begins, ends, targets, tuple(own), windows, close)


def _words_around(text: str, target: tuple[int, int], count: int) -> tuple[int, int]:
    low, high = max(0, target[0] - _REACH), min(len(text), target[1] + _REACH)
    before = [word.start() for word in _WORD.finditer(text, low, target[0])]
    after = [word.end() for word in _WORD.finditer(text, target[1], high)]
    return (
        before[-count] if len(before) >= count else low,
        after[count - 1] if len(after) >= count else high,
    )


def _shares(aim: _Aim) -> Floats:
    """Return how much of each token each view holds: (views, tokens)."""
    import numpy as np

    begins, ends = np.asarray(aim.begins), np.asarray(aim.ends)
    is_text = begins >= 0
    is_target = _within(begins, ends, aim.targets)
    first, last = min(start for start, _ in aim.targets), max(end for _, end in aim.targets)
    places = np.flatnonzero(is_target)
    count = len(begins)
    if len(places):
        at = np.searchsorted(places, np.arange(count))
        before = places[np.maximum(at - 1, 0)]
        after = places[np.minimum(at, len(places) - 1)]
        distance = np.minimum(np.abs(np.arange(count) - before), np.abs(after - np.arange(count)))
    else:
        distance = np.full(count, count)
    close = _within(begins, ends, aim.close)
    return np.stack(
        [
            np.ones(count, dtype=bool),
            _within(begins, ends, aim.clauses),
            _within(begins, ends, aim.windows),
            is_target,
            is_text & (ends <= first),
            is_text & (begins >= last),
            close & (ends <= first),
            close & (begins >= last),
            np.exp(-distance / _NEAR),
            np.exp(-distance / _AROUND),
        ]
    ).astype(np.float32)


def _within(begins: Floats, ends: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
    import numpy as np

    found = np.zeros(len(begins), dtype=bool)
    for start, end in spans:
        found |= (begins >= start) & (ends <= end)
    return found
