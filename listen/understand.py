"""What we make of a matched post: its language, its sentiment, its worth, its place among copies."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from listen.brand import Query
from listen.errors import AnalyzerError
from listen.folding import fold_prints
from listen.learning import retold
from listen.model import Match, Mention, Post, Sentiment, Text
from listen.protocols import Analyzer, Entry, Identified, LanguageIdentifier, Scored, Taught
from listen.ranking import priority

__all__ = ["Understanding", "analyzed_text"]

_TITLE_END = "\n"
_SURE_FROM = 0.4
"""What is asked of an analyzer that does not say from when on it is sure (`listen.protocols.Sure`)."""


def analyzed_text(post: Post) -> str:
    """Return title and text as one; evidence offsets count its characters."""
    if post.title is None or post.text.startswith(post.title):
        return post.text or post.title or ""
    return f"{post.title}{_TITLE_END}{post.text}" if post.text else post.title


def _targets(post: Post, matches: Sequence[Match]) -> tuple[tuple[int, int], ...]:
    """Return where the matches stand in `analyzed_text(post)`, in order, each once."""
    joined = analyzed_text(post)
    has_title = post.title is not None and not post.text.startswith(post.title)
    offset = {"title": 0, "text": len(post.title) + len(_TITLE_END) if has_title and post.title else 0}
    places = {
        (span.start + offset[span.field], span.end + offset[span.field])
        for match in matches
        for span in match.spans
        if span.field in offset
    }
    return tuple(sorted(place for place in places if place[1] <= len(joined)))


@dataclass(slots=True, kw_only=True)
class Understanding:
    """Language identifier and analyzers, one a language; made once a run.

    Attributes:
        identifier: tells languages.
        analyzers: by ISO 639-1 language; a language that is missing stays unscored.
        queries: the saved ones by name; what a mention is worth depends on whose query it matched.
        taught: what people's judgements taught; None when nothing.
        broken: analyzers that turned out to be unusable in this run, with the reason.
    """

    identifier: LanguageIdentifier
    analyzers: Mapping[str, Analyzer]
    queries: Mapping[str, Query]
    taught: Taught | None = None
    broken: dict[str, AnalyzerError] = field(default_factory=dict)

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
            analyzer = self.analyzers[language]
            if analyzer.name in self.broken:
                continue
            try:
                answers = analyzer.analyze([texts[place] for place in places])
            except AnalyzerError as error:
                self.broken[analyzer.name] = error
                continue
            for place, answer in zip(places, answers, strict=True):
                judged[place] = answer
        return judged

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
            replace(one, sentiment=self.with_learned(one, answer))
            for one, answer in zip(spoken, sentiments, strict=True)
        ]
        return [replace(one, priority=priority(one, queries=self.queries)) for one in scored]

    def untaught(self, mentions: Sequence[Mention]) -> Sequence[Sentiment | None]:
        """Return what the analyzers themselves say of mentions with a language, in order; None is unscored."""
        return self.sentiments(
            [
                Text(text=analyzed_text(one.post), language=one.language, targets=_targets(one.post, one.matches))
                for one in mentions
            ]
        )

    def sure_from(self, language: str | None) -> float:
        """Return from which confidence on the language's analyzer gives a label instead of *unclear*."""
        asked = getattr(self.analyzers.get(language or ""), "sure_from", None)  # listen.protocols.Sure
        return _SURE_FROM if asked is None else asked(language or "")

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
        prints = fold_prints([(one.post.title, one.post.text, one.post.url) for one in judged])
        return [Entry(mention=one, fold=fold) for one, fold in zip(judged, prints, strict=True)]
