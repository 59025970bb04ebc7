"""Judge again what is stored: new analyzers, new versions, languages that had none."""

from collections.abc import Iterator
from itertools import islice

from listen.protocols import Filter, Store
from listen.understand import Understanding

__all__ = ["score"]

_BATCH = 500


def score(store: Store, understanding: Understanding, *, is_again: bool) -> Iterator[int]:
    """Judge stored mentions and save what came out, a batch at a time; yield how many were judged so far.

    Older analyzers' judgements stay beside the new ones; what people said stays in charge, their language too.

    Args:
        store: read and written.
        understanding: identifier and analyzers.
        is_again: judge all of them; else only those that nobody has judged.
    """
    labels = () if is_again else (None,)
    # Numbers first: what is judged leaves the "unscored", and a list must not change while it is read.
    wanted = Filter(labels=labels, is_own=None, is_dropped=None)
    numbers = [mention.id for mention in store.mentions(wanted) if mention.id is not None]
    done = 0
    left = iter(numbers)
    while some := tuple(islice(left, _BATCH)):
        found = [mention for number in some if (mention := store.mention(number)) is not None]
        done += store.rescore(understanding.scored(found))
        yield done
