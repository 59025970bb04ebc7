"""Recompute how often listen is right: against people's judgements, or against a file of labelled texts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from listen.errors import AnalyzerError
from listen.evaluation import BadRow, Counted, Figures, Labelled, Part
from listen.learning import Lesson, learn, retold, untold
from listen.lessons import examples, last_said
from listen.model import Label, Mention, Sentiment, Text
from listen.protocols import Analyzer, Judgement, Store, Subject
from listen.understand import Understanding

__all__ = ["AgainstFile", "AgainstPeople", "QueryFigures", "against_file", "against_people"]

_BATCH = 256
_TOLD_ROWS = 20
_JUDGED = {label.value: label for label in (Label.PRAISE, Label.CRITICISM, Label.NEUTRAL, Label.MIXED)}
_LABELS = {label.value: label for label in Label}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryFigures:
    """What people found in the mentions of one query; a mention of two queries counts in both."""

    query: str
    sentiment: Figures
    relevance: Part
    language: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstPeople:
    """What listen says, held against the last word of people on each mention.

    Attributes:
        told: what it had said when each judgement was made.
        untaught: what the analyzers say now, without what was learned.
        now: what it says now; with what was learned from the *other* judgements, where learning is used.
        relevance, language: of the judgements on these, how many found listen right.
        queries: by name.
        lesson: what learning came to.
    """

    told: Figures
    untaught: Figures
    now: Figures
    relevance: Part
    language: Part
    queries: tuple[QueryFigures, ...]
    lesson: Lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstFile:
    """What analyzers say, held against a file.

    Attributes:
        analyzers: by name, in the order asked; the first is the one meant.
        majority: what saying the most frequent label of the file every time comes to.
        languages: of the rows, most frequent first.
        rows: how many could be read.
        skipped: how many could not, by reason.
        bad: the first of those, with their lines.
        broken: analyzers that could not be used.
    """

    analyzers: Mapping[str, Figures]
    majority: Figures
    languages: tuple[str | None, ...]
    rows: int
    skipped: Mapping[str, int]
    bad: tuple[BadRow, ...]
    broken: Mapping[str, AnalyzerError]


def against_people(store: Store, understanding: Understanding, *, queries: Sequence[str] = ()) -> AgainstPeople:
    """Hold what listen says against what people said. Reads only.

    Args:
        store: read from.
        understanding: says what the analyzers say today.
        queries: only mentions of these; empty for all.
    """
    about = {subject: last_said(store, subject) for subject in Subject}
    mentions = {
        number: mention
        for number in sorted({number for said in about.values() for number in said})
        if (mention := store.mention(number)) is not None
        and (not queries or any(match.query in queries for match in mention.matches))
    }
    said = {number: one for number, one in about[Subject.SENTIMENT].items() if one.verdict in _JUDGED}
    lesson = learn(examples(store, understanding, said))
    answers = {number: _answers(mentions[number], understanding, lesson) for number in said if number in mentions}
    names = sorted({match.query for mention in mentions.values() for match in mention.matches})
    by_query = {
        name: {number for number, one in mentions.items() if any(match.query == name for match in one.matches)}
        for name in names
    }
    told, untaught, now = Counted(), Counted(), Counted()
    for number, (first, last) in answers.items():
        judgement = said[number]
        told.add_label(_JUDGED[judgement.verdict], _LABELS.get(judgement.told or ""))
        untaught.add(_JUDGED[judgement.verdict], first)
        now.add(_JUDGED[judgement.verdict], last)
    return AgainstPeople(
        told=told.figures(),
        untaught=untaught.figures(),
        now=now.figures(),
        relevance=_found_right(about[Subject.RELEVANCE], mentions),
        language=_found_right(about[Subject.LANGUAGE], mentions),
        queries=tuple(
            QueryFigures(
                query=name,
                sentiment=_counted(said, {number: answers[number][1] for number in answers if number in own}),
                relevance=_found_right(about[Subject.RELEVANCE], own),
                language=_found_right(about[Subject.LANGUAGE], own),
            )
            for name, own in by_query.items()
            if not queries or name in queries
        ),
        lesson=lesson,
    )


def _answers(
    mention: Mention, understanding: Understanding, lesson: Lesson
) -> tuple[Sentiment | None, Sentiment | None]:
    """Return what the analyzer in charge says of a mention, without and with what others' judgements taught."""
    if mention.sentiment is None:
        return None, None
    sure_from = understanding.sure_from(mention.language)
    first = untold(mention.sentiment, sure_from=sure_from)
    told = lesson.told.get(mention.id or 0)
    return first, retold(first, told, sure_from=sure_from)


def _counted(said: Mapping[int, Judgement], answers: Mapping[int, Sentiment | None]) -> Figures:
    counted = Counted()
    for number, answer in answers.items():
        counted.add(_JUDGED[said[number].verdict], answer)
    return counted.figures()


def _found_right(said: Mapping[int, Judgement], numbers: Iterable[int]) -> Part:
    judged = [said[number] for number in numbers if number in said]
    return Part(hits=sum(one.is_confirmation for one in judged), of=len(judged))


def against_file(rows: Iterable[Labelled | BadRow], analyzers: Mapping[str, Analyzer], *, language: str) -> AgainstFile:
    """Hold analyzers against labelled texts; in constant memory, in batches.

    Args:
        rows: of `rows_of`.
        analyzers: by the name that is shown.
        language: ISO 639-1, of rows that do not say theirs.
    """
    counted = {name: Counted() for name in analyzers}
    broken: dict[str, AnalyzerError] = {}
    languages: Counter[str | None] = Counter()
    truths: Counter[Label] = Counter()
    skipped: Counter[str] = Counter()
    bad: list[BadRow] = []
    for batch in _batches(rows):
        good = [replace(one, language=one.language or language) for one in batch if isinstance(one, Labelled)]
        for one in batch:
            if isinstance(one, BadRow):
                skipped[one.why] += 1
                bad.extend([one] if len(bad) < _TOLD_ROWS else [])
        languages.update(one.language for one in good)
        truths.update(one.label for one in good)
        for name, analyzer in analyzers.items():
            if name not in broken:
                _count(counted[name], name, analyzer, good, broken)
    majority = Counted()
    if truths:
        # Equally frequent ones: the first in the order of the labels, so that it is the same each time.
        told = min((Label.CRITICISM, Label.NEUTRAL, Label.PRAISE), key=lambda label: -truths[label])
        for truth, count in truths.items():
            majority.add_label(truth, told, times=count)
    return AgainstFile(
        analyzers={name: one.figures() for name, one in counted.items() if name not in broken},
        majority=majority.figures(),
        languages=tuple(name for name, _ in languages.most_common()),
        rows=sum(truths.values()),
        skipped=dict(sorted(skipped.items())),
        bad=tuple(bad),
        broken=broken,
    )


def _count(
    counted: Counted, name: str, analyzer: Analyzer, good: Sequence[Labelled], broken: dict[str, AnalyzerError]
) -> None:
    """Count what `analyzer` says of texts in languages that it knows; others are unscored."""
    texts = [
        Text(text=one.text, language=one.language, targets=() if one.target is None else (one.target,))
        for one in good
        if one.language in analyzer.languages
    ]
    try:
        answers = iter(analyzer.analyze(texts))
    except AnalyzerError as error:
        broken[name] = error
        return
    for one in good:
        counted.add(one.label, next(answers) if one.language in analyzer.languages else None)


def _batches(rows: Iterable[Labelled | BadRow]) -> Iterator[list[Labelled | BadRow]]:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield batch
