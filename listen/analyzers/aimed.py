"""Sentiment towards named targets, as a small net learned it from texts in which people had marked it."""

from collections.abc import Sequence

from listen.analyzers.aiming import VIEWS, views
from listen.analyzers.states import MEANING, WIDTH, Floats, States
from listen.analyzers.tables import Table, load_table
from listen.errors import AnalyzerError
from listen.model import Text

__all__ = ["Aimed", "inputs"]

_TABLE = "toward.table"
_BATCH = 200
_INPUTS = len(VIEWS) * (WIDTH + MEANING)

_LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "nl", "pl", "pt"})
"""The languages of ours that the sentence encoder knows."""


class Aimed:
    """Judges texts towards their targets; implements `TargetScorer`. Table and packages load with the first text.

    Args:
        states: the sentence encoder, where another analyzer has it already.
    """

    name = "aimed@1"
    languages = _LANGUAGES

    def __init__(self, states: States | None = None) -> None:
        self._states = states or States()
        self._net: _Net | None = None

    def towards(self, texts: Sequence[Text]) -> Sequence[tuple[float, float, float] | None]:
        """Return (criticism, neutral, praise) a text; None for one without targets or in another language.

        Raises:
            AnalyzerError: a package or the table is missing or damaged.
        """
        places = [at for at, one in enumerate(texts) if one.targets and one.language in self.languages]
        found: list[tuple[float, float, float] | None] = [None] * len(texts)
        if not places:
            return found
        with self._states.one_thread():
            if self._net is None:
                self._net = _opened(load_table(_TABLE))
            for start in range(0, len(places), _BATCH):
                some = places[start : start + _BATCH]
                sums, meanings = views(self._states, [texts[at] for at in some])
                for at, told in zip(some, self._net.shares(sums, meanings), strict=True):
                    found[at] = (told[0], told[1], told[2])
        return found


def inputs(sums: Floats, meanings: Floats, middle: Floats) -> Floats:
    """Return what the net reads: each view less its middle, cut to length 1, in one row a text."""
    import numpy as np

    count = len(sums)
    flat = np.concatenate([sums.reshape(count, -1), meanings.reshape(count, -1)], axis=1)
    flat -= middle
    edge = len(VIEWS) * WIDTH
    for part, width in ((flat[:, :edge], WIDTH), (flat[:, edge:], MEANING)):
        for start in range(0, part.shape[1], width):
            view = part[:, start : start + width]
            view /= np.maximum(np.sqrt(np.einsum("ij,ij->i", view, view)), 1e-6)[:, None]
    return flat


class _Net:
    """One hidden layer, and a straight way past it; what a table holds."""

    def __init__(
        self,
        *,
        middle: Floats,
        first: Floats,
        second: Floats,
        straight: Floats,
        hidden: Sequence[float],
        bias: Sequence[float],
    ) -> None:
        import numpy as np

        self._middle, self._first, self._second, self._straight = middle, first, second, straight
        self._hidden = np.asarray(hidden, dtype=np.float32)
        self._bias = np.asarray(bias, dtype=np.float32)

    def shares(self, sums: Floats, meanings: Floats) -> list[list[float]]:
        """Return three shares a text."""
        import numpy as np

        read = inputs(sums, meanings, self._middle)
        hidden = np.maximum(read @ self._first + self._hidden, 0)
        scores = hidden @ self._second + read @ self._straight + self._bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        found: list[list[float]] = (scores / scores.sum(axis=1, keepdims=True)).astype(float).tolist()
        return found


def _opened(table: Table) -> _Net:
    """Return what the table holds.

    Raises:
        AnalyzerError: it is not one of these.
    """
    import numpy as np

    arrays, head = table.arrays, table.head
    hidden, bias = head.get("hidden"), head.get("bias")
    try:
        width = arrays["first"].shape[1]
        wanted = {"middle": (1, _INPUTS), "first": (_INPUTS, width), "second": (width, 3), "straight": (_INPUTS, 3)}
        is_good = (
            all(arrays[name].shape == shape for name, shape in wanted.items())
            and _are_numbers(hidden, width)
            and _are_numbers(bias, 3)
        )
    except (KeyError, IndexError):
        is_good = False
    if not is_good:
        raise AnalyzerError("analyzer.table_damaged", table=_TABLE)
    parts = {
        name: np.frombuffer(arrays[name].steps, dtype=np.int8).astype(np.float32).reshape(arrays[name].shape)
        * np.float32(arrays[name].scale)
        for name in wanted
    }
    return _Net(
        middle=parts["middle"][0],
        first=parts["first"],
        second=parts["second"],
        straight=parts["straight"],
        hidden=hidden if isinstance(hidden, list) else [],
        bias=bias if isinstance(bias, list) else [],
    )


def _are_numbers(value: object, count: int) -> bool:
    return isinstance(value, list) and len(value) == count and all(isinstance(one, float) for one in value)
