"""What people say of things that work or fail: words that judge by themselves, read with their negations."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from listen.clauses.cutting import Clause
from listen.clauses.wording import word_set
from listen.text.fold import fold
from listen.text.lookup import Found, WordLists, words_of

__all__ = ["Cue", "cues"]

_BEFORE = 4
"""Words over which a negation reaches forward."""

_AFTER = 3
"""Words over which it reaches back: "passt mir leider nicht"."""

_TURNED = {True: 0.85, False: 0.8}
"""What is left of the strength when praise ("passt nicht") or criticism ("never a problem") is turned."""

_SUPPOSED = 0.4
"""What is left in a clause that only supposes: "wenn es undicht wird"."""

_MENDED = 0.25
"""What is left of criticism in a clause that says it was put right: "hat das defekte Teil sofort ersetzt"."""

_NOT = {
    "de": word_set("nicht nie niemals kein keine keinen keinem keiner keinerlei ohne nichts nix weder kaum null"),
    "en": word_set(
        "not no never without nothing hardly neither none zero nor isn't wasn't aren't doesn't don't didn't won't",
        "can't cannot couldn't wouldn't haven't hasn't nobody stopped",
    ),
}
_NOT_BEHIND = word_set("nicht nie kaum")
_IF = {"de": word_set("wenn falls sobald ob sollte"), "en": word_set("if whether unless when should")}
_ONLY = word_set("nur only just")
"""After a negation they lift it: "nicht nur leise", "not only quiet"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that praise or criticise.

    Attributes:
        clause: the number of the clause in which they stand.
        start, end: their place in the text, negation included.
        weight: −1.0 … +1.0; how often they alone decide, against or for.
    """

    clause: int
    start: int
    end: int
    weight: float


def cues(text: str, cut: Sequence[Clause], language: str | None) -> tuple[Cue, ...]:
    """Return the judging words in the clauses `cut` of `text`, in order; none in other languages. Linear.

    Of cues that overlap, the longest counts.

    Args:
        text: what was cut.
        cut: its clauses.
        language: ISO 639-1; German and English have lists.
    """
    if language not in _NOT or not cut:
        return ()
    lists = _lists(language)
    words = words_of(text, cut[0].start, cut[-1].end)
    starts = [one.start for one in cut]
    hits = _longest(lists.found_in(words))
    bounds: dict[int, tuple[int, int]] = {}
    firsts = [start for _, start, _ in words]
    found: list[Cue] = []
    mended: set[int] = set()
    for hit in hits:
        number = bisect_right(starts, hit.start) - 1
        if number not in bounds:
            clause = cut[number]
            bounds[number] = (bisect_right(firsts, clause.start - 1), bisect_right(firsts, clause.end - 1))
        cue = _read(words, hit, number, bounds[number], language)
        if hit.name.startswith("mended") and cue.weight > 0:
            mended.add(number)
        found.append(cue)
    return tuple(
        replace(one, weight=one.weight * _MENDED) if one.weight < 0 and one.clause in mended else one for one in found
    )


def _longest(hits: Iterable[Found]) -> list[Found]:
    """Return the hits without those that another one covers; they come in order of their places."""
    kept: list[Found] = []
    for hit in hits:
        if kept and hit.first <= kept[-1].last:
            if hit.last - hit.first > kept[-1].last - kept[-1].first:
                kept[-1] = hit
            continue
        kept.append(hit)
    return kept


def _read(
    words: Sequence[tuple[str, int, int]], hit: Found, number: int, bounds: tuple[int, int], language: str
) -> Cue:
    """Return the cue with its negation, within its clause."""
    kind, strength = hit.name.split("\t")
    is_good, weight = kind != "bad", float(strength)
    first, last = bounds
    negations, start, end = _NOT[language], hit.start, hit.end
    before = range(max(first, hit.first - _BEFORE), hit.first)
    turned = next((at for at in reversed(before) if words[at][0] in negations), None)
    if turned is not None and words[turned + 1][0] in _ONLY:
        turned = None
    if turned is None and is_good and language == "de":
        behind = range(hit.last + 1, min(last, hit.last + 1 + _AFTER))
        turned = next((at for at in behind if words[at][0] in _NOT_BEHIND), None)
    if turned is not None:
        weight *= _TURNED[is_good]
        is_good = not is_good
        start, end = min(start, words[turned][1]), max(end, words[turned][2])
    if any(words[at][0] in _IF[language] for at in range(first, min(first + 2, hit.first))):
        weight *= _SUPPOSED
    return Cue(clause=number, start=start, end=end, weight=weight if is_good else -weight)


@cache
def _lists(language: str) -> WordLists:
    """Return the judging words of one language; read once a process."""
    found: dict[str, tuple[str, ...]] = {}
    for line in files("listen.clauses").joinpath("experience.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            spoken, kind, strength, words = line.split("\t")
            if spoken == language:
                # Folded here, so that a row reads as people write; blanks inside a phrase part its words.
                found[f"{kind}\t{strength}"] = tuple(fold(part).strip() for part in words.split(","))
    return WordLists(found)
