"""What is known of each query, ready to say of a mention whether it is about us."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import final

from listen.brand import Settings
from listen.model import Evidence, Finding, FindingKind
from listen.query.view import hosts_of
from listen.relevance.case import Case
from listen.relevance.meaning import Meaning, meanings_of
from listen.relevance.shape import LINK, PERSON, Sign, signs_of
from listen.relevance.weighing import CUSTOMER, SILENT, Judged, Weights, total
from listen.relevance.wordlists import CUSTOMER_WORDS
from listen.relevance.words import Word, is_content, parts_of, stem, words_of
from listen.text.fold import fold

__all__ = ["DOUBTFUL", "NAMESAKE", "OURS", "REASONS", "Checked", "Profile", "Relevance"]

OURS, DOUBTFUL, NAMESAKE = "ours", "doubtful", "namesake"
"""What a finding can say; no finding means that nothing is known."""

BY_ABOUT, BY_PERSON, BY_LEARNING = "namesake_about", "namesake_person", "namesake_learned"
REASONS = (BY_ABOUT, BY_PERSON, BY_LEARNING)
"""Why a mention is dropped without anybody's having said so: phrases of the room `relevance`."""

_OURS_FROM = 0.7
_DOUBTFUL_UNTIL = -1.0
_NAMESAKE_UNTIL = -1.5
_DROPPED_UNTIL = -2.5
_CUTS = (_DROPPED_UNTIL, _NAMESAKE_UNTIL)
_ROOM = 0.3
_SURELY_OURS = 2.0
_SPEAKS_FROM = 0.4
_VETO_FROM = 0.5
_EVIDENCE = 6
_FULL = 4.0
_NO_WORDS = "\x00<>"
"""Marks of signs that are spellings, places and neighbours; a function word beside a name proves little."""
_REMEMBERED = 50_000
_HOST, _AUTHOR = "\x00host ", "\x00author "
_VETO = frozenset({"about", "expression", "competitor"})

_Found = dict[str, Sign]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """What can be said of one mention.

    Attributes:
        finding: kind RELEVANCE, value `ours`, `doubtful` or `namesake`; its confidence is how surely that is so (of a
            doubtful one: how surely it is not about us). None where nothing is known.
        dropped: one of `REASONS`; None where it is kept.
    """

    finding: Finding | None = None
    dropped: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How the judgements on one query's mentions were checked, each as if it had not been made.

    Attributes:
        judged: so many; copies count once.
        before: told right by the owner's words alone.
        after: told right with what was learned from the others.
        is_used: what was learned is used, because it is not worse.
    """

    judged: int
    before: int
    after: int
    is_used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Query:
    """What is known of one query.

    Attributes:
        cuts: score from which downwards a mention may be dropped by what was learned, where one word of it speaks
            against us, and where several do.
    """

    meaning: Meaning
    weights: Weights
    untaught: Weights
    cuts: tuple[float, float] = _CUTS
    checked: Checked | None = None


@final
class Profile:
    """Says of mentions whether they are about us; made once a run, the same from the same queries and judgements.

    Attributes:
        checked: what the judgements are worth, by query; queries without any are absent.
    """

    def __init__(self, *, ours: frozenset[str], sites: frozenset[str], vocabulary: frozenset[str]) -> None:
        self._queries: Mapping[str, _Query] = {}
        self._ours = ours
        self._sites = sites
        self._vocabulary = vocabulary
        self._keys: tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]] = ({}, {})
        self.checked: Mapping[str, Checked] = {}

    @classmethod
    def of(
        cls, settings: Settings, judged: Iterable[tuple[Case, bool]] = (), background: Iterable[Case] = ()
    ) -> "Profile":
        """Return what is known.

        Args:
            settings: queries, units, competitors, brand.
            judged: mentions with what was last said of each: True for ours. Their order is of no account.
            background: some mentions of the same queries that nobody judged: what is usual in them tells nothing.
        """
        meanings = meanings_of(settings)
        seen: list[tuple[Case, bool | None]] = [*judged, *((case, None) for case in background)]
        by_query: dict[str, list[tuple[Case, bool | None]]] = {}
        for case, is_ours in seen:
            for name in case.places:
                if name in meanings:
                    by_query.setdefault(name, []).append((case, is_ours))
        vocabulary = {word for meaning in meanings.values() for word in (*meaning.ours, *meaning.others)}
        vocabulary.update(next((meaning.trade for meaning in meanings.values()), ()))
        for name, cases in by_query.items():
            for case, is_ours in cases:
                if is_ours is not None:
                    vocabulary |= _content(case, meanings[name])
        profile = cls(ours=frozenset(meanings), sites=frozenset(settings.brand.sites), vocabulary=frozenset(vocabulary))
        profile._learn(meanings, by_query)
        return profile

    def _learn(
        self, meanings: Mapping[str, Meaning], by_query: Mapping[str, Sequence[tuple[Case, bool | None]]]
    ) -> None:
        queries = {}
        for name, meaning in meanings.items():
            # Copies of one text in one place say one thing, so each counts once.
            cases = {
                Judged(
                    signs=frozenset(self._seen(case, name, meaning, words_of(case.text))),
                    language=case.language,
                    is_ours=is_ours,
                )
                for case, is_ours in by_query.get(name, ())
            }
            judged = tuple(one for one in cases if one.is_ours is not None)
            unsaid = tuple(one for one in cases if one.is_ours is None)
            if judged or meaning.has_about:
                queries[name] = _checked(Weights(meaning=meaning, judged=judged, background=unsaid))
        self._queries = queries
        self.checked = {name: query.checked for name, query in queries.items() if query.checked is not None}

    def judge(self, case: Case) -> Relevance:
        """Say whether a mention is about us; linear in its first characters, never raises on any text.

        One that belongs to several queries is dropped only where each of them says so, and a query of ours of which
        nothing is known says no such thing.
        """
        mine = [name for name in case.places if name in self._ours]
        known = [name for name in mine if name in self._queries]
        if not known:
            return Relevance()
        words = words_of(case.text)
        told = [self._judge(case, name, words) for name in known]
        _, best = max(told, key=lambda one: one[0])
        if len(known) < len(mine) or any(one.dropped is None for _, one in told):
            return replace(best, dropped=None)
        return best

    def _judge(self, case: Case, name: str, words: Sequence[Word]) -> tuple[float, Relevance]:
        query = self._queries[name]
        seen = self._seen(case, name, query.meaning, words)
        weighed = [(weight, key) for key in seen if key != SILENT and (weight := query.weights.weight(key))]
        if not weighed:
            return 0.0, Relevance()
        score = query.weights.score(seen)
        value = OURS if score > 0 else NAMESAKE if score <= _NAMESAKE_UNTIL else DOUBTFUL
        if _DOUBTFUL_UNTIL < score < _OURS_FROM:
            return score, Relevance()
        # Of equal ones the first in the text: the same evidence every time.
        weighed.sort(key=lambda one: (-abs(one[0]), seen[one[1]].start, one[1]))
        finding = Finding(
            kind=FindingKind.RELEVANCE,
            value=value,
            confidence=round(1 / (1 + exp(-abs(score))), 3),
            evidence=tuple(_evidence(seen[key], weight) for weight, key in weighed[:_EVIDENCE]),
        )
        return score, Relevance(finding=finding, dropped=self._dropped(case, name, score, seen))

    def _dropped(self, case: Case, name: str, score: float, seen: _Found) -> str | None:
        """Return why a mention is dropped: only where enough speaks against it, and nothing said for us."""
        query = self._queries[name]
        weights, meaning = query.weights, query.meaning
        if not case.places[name] or score > _NAMESAKE_UNTIL:
            return None
        if any(_said_for_us(key, meaning) and weights.weight(key) >= _VETO_FROM for key in seen):
            return None
        return self._dropped_by_rule(case, query, seen) or self._dropped_by_learning(case, query, score, seen)

    @staticmethod
    def _dropped_by_rule(case: Case, query: _Query, seen: _Found) -> str | None:
        """Return what the owner's words say; in another language than theirs they say nothing."""
        meaning = query.meaning
        if case.language is None or case.language != meaning.language or query.untaught.score(seen) > _DROPPED_UNTIL:
            return None
        if any(key in meaning.others and query.weights.weight(key) <= _NAMESAKE_UNTIL for key in seen):
            return BY_ABOUT
        if PERSON in seen and query.weights.weight(PERSON) <= _NAMESAKE_UNTIL:
            return BY_PERSON
        return None

    @staticmethod
    def _dropped_by_learning(case: Case, query: _Query, score: float, seen: _Found) -> str | None:
        """Return whether what people judged speaks clearly enough against us, a word of the text with it.

        Spellings, neighbours, hosts and authors alone drop nothing.
        """
        weights = query.weights
        if not weights.is_taught or not weights.knows(case.language):
            return None
        # Both halves of a compound are one word.
        speaking = {seen[key].start for key in seen if _speaks(key, weights.weight(key))}
        return BY_LEARNING if speaking and score <= query.cuts[len(speaking) > 1] else None

    def _seen(self, case: Case, name: str, meaning: Meaning, words: Sequence[Word]) -> _Found:
        """Return every sign of a mention that may weigh something, with the first place that shows it."""
        places = case.places[name]
        found: _Found = {}
        known = self._keys[case.language == "de"]
        for word in words:
            keys = known.get(word.written)
            if keys is None:
                keys = self._keys_of(word.written, is_german=case.language == "de")
            if keys and not _is_within(word, places) and not meaning.is_name(word.written):
                for key in keys:
                    found.setdefault(key, Sign(key, *word))
        if CUSTOMER not in found and not any(map(meaning.kind, found)):
            found[SILENT] = Sign(SILENT, "–", -1, -1)
        for sign in (*signs_of(case.text, words, places, meaning, language=case.language), *self._around(case)):
            found[sign.key] = sign
        return found

    def _around(self, case: Case) -> Iterator[Sign]:
        """Yield what stands outside the text: where, by whom, whether it links to us."""
        for mark, value in ((_HOST, case.host), (_AUTHOR, case.author)):
            if value:
                yield Sign(mark + value.lower(), value, -1, -1)
        if self._sites and case.links:
            link = next((one for one in case.links if not self._sites.isdisjoint(hosts_of(one))), None)
            if link is not None:
                yield Sign(LINK, link, -1, -1)

    def _keys_of(self, written: str, *, is_german: bool) -> tuple[str, ...]:
        """Return what a word may weigh as: itself, a part of it that is known, a customer's word."""
        known = self._keys[is_german]
        if len(known) >= _REMEMBERED:
            known.clear()
        keys = []
        if is_content(written):
            whole = stem(written)
            options = (whole, *parts_of(whole)) if is_german else (whole,)
            keys = [one for one in dict.fromkeys(options) if one in self._vocabulary]
        if fold(written) in CUSTOMER_WORDS:
            keys.append(CUSTOMER)
        known[written] = tuple(keys)
        return known[written]


def _checked(weights: Weights) -> _Query:
    """Return a query with its judgements used as far as they are worth it."""
    untaught = replace(weights, is_taught=False)
    if not weights.judged:
        return _Query(meaning=weights.meaning, weights=untaught, untaught=untaught)
    unseen = {one: weights.without(one) for one in weights.judged}
    before = sum((untaught.score(one.signs) >= 0) is one.is_ours for one in weights.judged)
    after = sum((total(found.values()) >= 0) is one.is_ours for one, found in unseen.items())
    is_used = weights.has_both and after >= before
    checked = Checked(judged=len(weights.judged), before=before, after=after, is_used=is_used)
    if not is_used:
        return _Query(meaning=weights.meaning, weights=untaught, untaught=untaught, checked=checked)
    ours = [found for one, found in unseen.items() if one.is_ours]
    ours.extend(
        {sign: weights.weight(sign) for sign in one.signs}
        for one in weights.background
        if untaught.score(one.signs) >= _SURELY_OURS
    )
    return _Query(meaning=weights.meaning, weights=weights, untaught=untaught, cuts=_cuts(ours), checked=checked)


def _cuts(ours: Iterable[Mapping[str, float]]) -> tuple[float, float]:
    """Return the cuts at which none of our mentions would have been dropped, had nobody said whose it is.

    Args:
        ours: the weights of each one's signs: those that people marked, and those that the owner's words call ours.
    """
    one_word, more_words = _CUTS
    for weights in ours:
        speaking = sum(_speaks(sign, weight) for sign, weight in weights.items())
        score = total(weights.values()) - _ROOM
        if speaking:
            one_word = min(one_word, score)
        if speaking > 1:
            more_words = min(more_words, score)
    return one_word, more_words


def _speaks(sign: str, weight: float) -> bool:
    """Say whether a sign is a word of the text that speaks against us."""
    return sign[0] not in _NO_WORDS and weight <= -_SPEAKS_FROM


def _content(case: Case, meaning: Meaning) -> set[str]:
    return {
        stem(word.written)
        for word in words_of(case.text)
        if is_content(word.written) and not meaning.is_name(word.written)
    }


def _is_within(word: Word, places: Sequence[tuple[int, int]]) -> bool:
    return any(start < word.end and word.start < end for start, end in places)


def _said_for_us(key: str, meaning: Meaning) -> bool:
    return key == LINK or meaning.ours.get(key) in _VETO


def _evidence(sign: Sign, weight: float) -> Evidence:
    return Evidence(word=sign.word, start=sign.start, end=sign.end, weight=round(max(-1.0, weight / _FULL), 3))
