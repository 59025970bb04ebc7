"""What we make of a matched post: its language, its sentiment, its worth, its place among copies."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from listen.aspects import Aspects
from listen.brand import Query
from listen.errors import AnalyzerError
from listen.folding import post_prints
from listen.intents import intents
from listen.learning import retold
from listen.model import FindingKind, Mention, Opinion, Post, Sentiment, Text
from listen.naming import Names, overlaps
from listen.protocols import Analyzer, Entry, Identified, LanguageIdentifier, Scored, Taught
from listen.ranking import priority
from listen.reading import analyzed_text, matched_places
from listen.regions import regions
from listen.relevance import Case, Profile
from listen.text.urls import host_of

__all__ = ["LazyLanguage", "Understanding", "case_of"]

_SURE_FROM = 0.4
"""What is asked of an analyzer that does not say from when on it is sure (`listen.protocols.Sure`)."""


def case_of(mention: Mention) -> Case:
    """Return what is looked at of a mention to say whether it is about us."""
    post = mention.post
    return Case(
        text=analyzed_text(post),
        language=mention.language,
        places={match.query: matched_places(post, [match]) for match in mention.matches},
        host=host_of(post.url) if post.url else None,
        author=post.author,
        links=post.links,
    )


@dataclass(slots=True, kw_only=True)
class Understanding:
    """Language identifier and analyzers, one a language; made once a run.

    Attributes:
        identifier: tells languages.
        analyzers: by ISO 639-1 language, in the order in which they are asked: the next one serves where one is
            unusable. A language that is missing stays unscored.
        queries: the saved ones by name; what a mention is worth depends on whose query it matched.
        relevance: says whether mentions are about us; None says nothing.
        names: what the brand and its competitors are called; None where every match is taken for the brand.
        aspects: of units that have words of their own for what opinions are about, by the unit's name.
        taught: what people's judgements taught; None when nothing.
        broken: analyzers that turned out to be unusable in this run, by name and language, with the reason.
    """

    identifier: LanguageIdentifier
    analyzers: Mapping[str, Sequence[Analyzer]]
    queries: Mapping[str, Query]
    relevance: Profile | None = None
    names: Names | None = None
    aspects: Mapping[str, Aspects] = field(default_factory=lambda: MappingProxyType({}))
    taught: Taught | None = None
    broken: dict[tuple[str, str], AnalyzerError] = field(default_factory=dict)

    def complaints(self) -> tuple[AnalyzerError, ...]:
        """Return why analyzers were unusable in this run, and who served instead; each reason once."""
        told = [self._complaint(name, language, error) for (name, language), error in self.broken.items()]
        return tuple({error.message("en"): error for error in told}.values())

    def _complaint(self, name: str, language: str, error: AnalyzerError) -> AnalyzerError:
        other = self.in_charge(language)
        if other is None:
            return error
        what = error.values.get("package") or error.values.get("table") or ""
        return AnalyzerError("analyzer.replaced", name=name.partition("@")[0], what=what, other=other.name)

    def language(self, post: Post) -> Identified:
        """Return one post's language."""
        return self.identifier.identify([(analyzed_text(post), post.language_hint)])[0]

    def sentiments(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        """Return one judgement a text, in order; None is unscored."""
        by_language: defaultdict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            if text.language is not None and text.language in self.analyzers:
                by_language[text.language].append(place)
        judged: list[Sentiment | None] = [None] * len(texts)
        for language, places in by_language.items():
            answers = self._answers(language, [texts[place] for place in places])
            for place, answer in zip(places, answers, strict=True):
                judged[place] = answer
        return judged

    def _answers(self, language: str, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        """Return what the first usable analyzer of a language says."""
        for analyzer in self.analyzers[language]:
            if (analyzer.name, language) in self.broken:
                continue
            try:
                return analyzer.analyze(texts)
            except AnalyzerError as error:
                self.broken[analyzer.name, language] = error
        return [None] * len(texts)

    def judge(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the mentions with language, sentiment and priority filled in, in order.

        A language that a mention already has is kept (it was needed for matching).
        """
        asked = [mention for mention in mentions if mention.language_confidence is None]
        found = self.identifier.identify([(analyzed_text(one.post), one.post.language_hint) for one in asked])
        told = {id(mention): answer for mention, answer in zip(asked, found, strict=True)}
        spoken = [
            replace(one, language=told[id(one)].language, language_confidence=told[id(one)].confidence)
            if id(one) in told
            else one
            for one in mentions
        ]
        sentiments = self.untaught(spoken)
        scored = [
            replace(one, sentiment=self._in_words_of_units(one, self.with_learned(one, answer)))
            for one, answer in zip(spoken, sentiments, strict=True)
        ]
        noticed = [self.noticed(one) for one in scored]
        return [replace(one, priority=priority(one, queries=self.queries)) for one in noticed]

    def noticed(self, mention: Mention) -> Mention:
        """Return a mention with its intents and regions, and what is said of its relevance."""
        text, names = analyzed_text(mention.post), () if self.names is None else self.names.written
        findings = (
            *intents(mention.post, text, mention.language, mention.sentiment, names=names),
            *regions(mention.post, text, names=names),
        )
        if self.relevance is None:
            return replace(mention, findings=(*findings, *mention.found(FindingKind.RELEVANCE)))
        # What the brand itself published is never dropped.
        if mention.is_own or not mention.matches:
            return replace(mention, findings=findings, dropped=None)
        told = self.relevance.judge(case_of(mention))
        return replace(
            mention, findings=findings if told.finding is None else (*findings, told.finding), dropped=told.dropped
        )

    def text(self, mention: Mention) -> Text:
        """Return what an analyzer reads of a mention: its text, and where it speaks of the brand and of others.

        The brand's names are the targets wherever the text has one; else whatever matched (a topic, a competitor).
        """
        text = analyzed_text(mention.post)
        matched = matched_places(mention.post, mention.matches)
        if self.names is None:
            return Text(text=text, language=mention.language, targets=matched)
        named = self.names.find(text)
        targets = named.ours or matched
        others = tuple(span for span in named.theirs if not overlaps(span, targets))
        return Text(text=text, language=mention.language, targets=targets, others=others)

    def untaught(self, mentions: Sequence[Mention]) -> Sequence[Sentiment | None]:
        """Return what the analyzers themselves say of mentions with a language, in order; None is unscored."""
        return self.sentiments([self.text(one) for one in mentions])

    def _in_words_of_units(self, mention: Mention, sentiment: Sentiment | None) -> Sentiment | None:
        """Return a sentiment whose opinions are about what the mention's units would call so."""
        matched = (self.queries.get(match.query) for match in mention.matches)
        units = sorted({query.unit for query in matched if query is not None and query.unit is not None})
        own = [self.aspects[unit] for unit in units if unit in self.aspects]
        if sentiment is None or not sentiment.opinions or not own:
            return sentiment
        text = analyzed_text(mention.post)

        def reworded(one: Opinion) -> Opinion:
            named = (name for aspects in own for name in aspects.named(text, one.start, one.end))
            return replace(one, aspects=tuple(dict.fromkeys(named)))

        return replace(sentiment, opinions=tuple(map(reworded, sentiment.opinions)))

    def in_charge(self, language: str | None) -> Analyzer | None:
        """Return the first usable analyzer of a language; None when there is none."""
        asked = language or ""
        return next((one for one in self.analyzers.get(asked, ()) if (one.name, asked) not in self.broken), None)

    def sure_from(self, language: str | None) -> float:
        """Return from which confidence on the language's analyzer gives a label instead of *unclear*."""
        asked = getattr(self.in_charge(language), "sure_from", None)  # listen.protocols.Sure
        try:
            return _SURE_FROM if asked is None else float(asked(language or ""))
        except AnalyzerError:
            # A broken analyzer says so where it is asked to judge.
            return _SURE_FROM

    def with_learned(self, mention: Mention, sentiment: Sentiment | None) -> Sentiment | None:
        """Return an analyzer's own word on `mention` with what people's judgements taught."""
        if sentiment is None or sentiment.probabilities is None or self.taught is None:
            return sentiment
        told = self.taught.probabilities(
            sentiment.probabilities,
            analyzed_text(mention.post),
            language=mention.language,
            queries=[match.query for match in mention.matches],
        )
        return retold(sentiment, told, sure_from=self.sure_from(mention.language))

    def scored(self, mentions: Sequence[Mention]) -> list[Scored]:
        """Return stored mentions judged again, ready for `Store.rescore`; a language that a person said is kept."""
        asked = [
            one if one.corrected_language is not None else replace(one, language=None, language_confidence=None)
            for one in mentions
        ]
        return [
            Scored(
                id=one.id or 0,
                language=one.language,
                language_confidence=one.language_confidence,
                sentiment=one.sentiment,
                priority=one.priority,
                findings=one.findings,
                dropped=one.dropped,
            )
            for one in self.judge(asked)
        ]

    def entries(self, mentions: Sequence[Mention]) -> list[Entry]:
        """Return the mentions judged and ready to be saved, in order."""
        judged = self.judge(mentions)
        prints = post_prints([one.post for one in judged], [one.language for one in judged])
        return [Entry(mention=one, fold=fold) for one, fold in zip(judged, prints, strict=True)]


class LazyLanguage:
    """A post's language, identified only when a query asks for it; what a person said of it is not asked again."""

    def __init__(self, post: Post, understanding: Understanding, said: str | None) -> None:
        self._post = post
        self._understanding = understanding
        self.told: str | None = said
        self.confidence: float | None = None if said is None else 1.0

    def __call__(self) -> str | None:
        """Return the language; None when it cannot be told."""
        if self.confidence is None:
            answer = self._understanding.language(self._post)
            self.told, self.confidence = answer.language, answer.confidence
        return self.told
