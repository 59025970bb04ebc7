"""What we make of a matched post: its language, its sentiment, its worth, its place among copies."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from listen.brand import Query
from listen.errors import AnalyzerError
from listen.folding import post_prints
from listen.intents import intents
from listen.model import FindingKind, Match, Mention, Post, Sentiment, Text
from listen.naming import Names
from listen.protocols import Analyzer, Entry, Identified, LanguageIdentifier
from listen.ranking import priority
from listen.reading import analyzed_text
from listen.regions import regions
from listen.relevance import Case, Profile
from listen.text.urls import host_of

__all__ = ["Understanding", "analyzed_text", "case_of"]

_TITLE_END = "\n"


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


def case_of(mention: Mention) -> Case:
    """Return what is looked at of a mention to say whether it is about us."""
    post = mention.post
    return Case(
        text=analyzed_text(post),
        language=mention.language,
        places={match.query: _targets(post, [match]) for match in mention.matches},
        host=host_of(post.url) if post.url else None,
        author=post.author,
        links=post.links,
    )


def _overlaps(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


@dataclass(slots=True, kw_only=True)
class Understanding:
    """Language identifier and analyzers, one a language; made once a run.

    Attributes:
        identifier: tells languages.
        analyzers: by ISO 639-1 language; a language that is missing stays unscored.
        queries: the saved ones by name; what a mention is worth depends on whose query it matched.
        relevance: says whether mentions are about us; None says nothing.
        names: what the brand and its competitors are called; None where every match is taken for the brand.
        broken: analyzers that turned out to be unusable in this run, with the reason.
    """

    identifier: LanguageIdentifier
    analyzers: Mapping[str, Analyzer]
    queries: Mapping[str, Query]
    relevance: Profile | None = None
    names: Names | None = None
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
        sentiments = self.sentiments([self.text(one) for one in spoken])
        scored = [replace(one, sentiment=answer) for one, answer in zip(spoken, sentiments, strict=True)]
        noticed = [self._noticed(one) for one in scored]
        return [replace(one, priority=priority(one, queries=self.queries)) for one in noticed]

    def _noticed(self, mention: Mention) -> Mention:
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
        matched = _targets(mention.post, mention.matches)
        if self.names is None:
            return Text(text=text, language=mention.language, targets=matched)
        named = self.names.find(text)
        targets = named.ours or matched
        others = tuple(span for span in named.theirs if not _overlaps(span, targets))
        return Text(text=text, language=mention.language, targets=targets, others=others)

    def entries(self, mentions: Sequence[Mention]) -> list[Entry]:
        """Return the mentions judged and ready to be saved, in order."""
        judged = self.judge(mentions)
        prints = post_prints([one.post for one in judged], [one.language for one in judged])
        return [Entry(mention=one, fold=fold) for one, fold in zip(judged, prints, strict=True)]
