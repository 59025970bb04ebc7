"""A store that forgets everything when it ends: `listen.protocols.Store` in plain dictionaries.

For tests of what uses a store, and as the second opinion in the suite that every store has to pass. It counts and
sorts anew with each question, so what it says is simple enough to be believed.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from listen.columns import COLUMNS, Row, row_of
from listen.model import Finding, FindingKind, Label, Mention, Sentiment
from listen.protocols import (
    DayStories,
    Delivery,
    Entry,
    Filter,
    Judgement,
    Known,
    Learned,
    Order,
    Retold,
    Run,
    SaveCounts,
    Scored,
    StreamState,
    Subject,
    Volume,
)
from listen.records import NOT_OURS, OURS
from listen.testing.memory_desk import MemoryDesk
from listen.testing.stories import Stories
from listen.testing.telling import day_stories, retold
from listen.text.urls import canonical

__all__ = ["MemoryStore"]

_WORD = re.compile(r"[^\W_]+")


class MemoryStore:
    """Mentions in memory; see `listen.protocols.Store` for what each method promises."""

    def __init__(self) -> None:
        self._mentions: dict[int, Mention] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._scores: defaultdict[int, dict[str, Sentiment]] = defaultdict(dict)
        self._stories = Stories(self._mentions)
        self._streams: dict[str, StreamState] = {}
        self._runs: dict[int, Run] = {}
        self._judgements: dict[int, Judgement] = {}
        self._judged = 0
        self._learned: dict[str, Learned] = {}
        self._desk = MemoryDesk(self._mentions)

    @property
    def desk(self) -> MemoryDesk:
        """Return where people deal with these mentions."""
        return self._desk

    def begin_run(self, now: datetime) -> int:
        """Note that a run begins; return its id."""
        number = len(self._runs) + 1
        self._runs[number] = Run(id=number, started_at=now)
        return number

    def end_run(self, run: Run) -> None:
        """Note how a run ended."""
        self._runs[run.id] = replace(run, started_at=self._runs[run.id].started_at)

    def streams(self) -> Mapping[str, StreamState]:
        """Return what is remembered of every stream, by key."""
        return dict(sorted(self._streams.items()))

    def known(self, source: str, native_ids: Collection[str]) -> Mapping[str, Known]:
        """Return those of `native_ids` that are stored, by native id."""
        found = {}
        for native_id in native_ids:
            number = self._numbers.get((source, native_id))
            if number is not None:
                mention = self._mentions[number]
                found[native_id] = Known(
                    id=number,
                    origin=mention.post.origin,
                    fingerprint=mention.fingerprint,
                    engagement=mention.post.engagement,
                    queries=_queries(mention),
                    first_seen_at=mention.first_seen_at,
                    corrected=mention.corrected,
                    corrected_language=mention.corrected_language,
                )
        return found

    def save(self, deliveries: Sequence[Delivery], *, now: datetime) -> SaveCounts:  # noqa: ARG002 - the seam's
        """Save everything in `deliveries`."""
        entries = {
            (entry.mention.post.source, entry.mention.post.native_id): entry
            for delivery in deliveries
            for entry in delivery.entries
        }
        before = set(self._numbers)
        changed = sum(self._update(identity, entry) for identity, entry in entries.items() if identity in before)
        fresh = [
            (identity, entry) for identity, entry in entries.items() if identity not in before and entry.mention.matches
        ]
        first = len(self._mentions) + 1
        stories = self._stories.fold({number: entry for number, (_, entry) in enumerate(fresh, first)})
        for number, (identity, entry) in enumerate(fresh, first):
            self._insert(identity, entry, number=number, story_id=stories[number])
        folded = sum(story_id != number for number, story_id in stories.items())
        self._streams.update({delivery.state.key: delivery.state for delivery in deliveries})
        return SaveCounts(new=len(fresh), changed=changed, folded=folded)

    def _update(self, identity: tuple[str, str], entry: Entry) -> bool:
        number = self._numbers[identity]
        have = self._mentions[number]
        if have.post.origin != entry.mention.post.origin:
            return False
        self._mentions[number] = replace(
            entry.mention,
            id=number,
            matches=tuple(sorted(entry.mention.matches, key=lambda match: match.query)),
            findings=_ordered(entry.mention.findings),
            first_seen_at=have.first_seen_at,
            edited_at=entry.mention.edited_at or have.edited_at,
            story_id=have.story_id,
            story_size=None,
        )
        self._judge(number, entry.mention.sentiment)
        self._uphold(number)
        said = replace(entry.mention.post, engagement=have.post.engagement)
        return said != have.post or _queries(entry.mention) != _queries(have)

    def _insert(self, identity: tuple[str, str], entry: Entry, *, number: int, story_id: int) -> None:
        self._numbers[identity] = number
        self._mentions[number] = replace(
            entry.mention,
            id=number,
            matches=tuple(sorted(entry.mention.matches, key=lambda match: match.query)),
            findings=_ordered(entry.mention.findings),
            story_id=story_id,
            story_size=None,
        )
        self._judge(number, entry.mention.sentiment)

    def _judge(self, number: int, sentiment: Sentiment | None) -> None:
        if sentiment is not None:
            self._scores[number][sentiment.analyzer] = sentiment

    def rescore(self, rows: Iterable[Scored]) -> int:
        """Add scores, make them the ones in charge; return how many."""
        known = [row for row in rows if row.id in self._mentions]
        for row in known:
            self._mentions[row.id] = replace(
                self._mentions[row.id],
                language=row.language,
                language_confidence=row.language_confidence,
                sentiment=row.sentiment,
                priority=row.priority,
                findings=_ordered(row.findings),
                dropped=row.dropped,
            )
            self._judge(row.id, row.sentiment)
            self._uphold(row.id)
        return len(known)

    def judge(self, judgement: Judgement) -> int | None:
        """Keep what a person said and put it in charge; return its number, or None when there is no such mention."""
        if judgement.mention_id not in self._mentions:
            return None
        number = self._judged = self._judged + 1
        self._judgements[number] = replace(judgement, id=number)
        self._uphold(judgement.mention_id)
        return number

    def unjudge(self, number: int) -> Judgement | None:
        """Forget a judgement and return it, or None when there was none."""
        judgement = self._judgements.pop(number, None)
        if judgement is not None:
            if judgement.about is Subject.RELEVANCE:
                mention = self._mentions[judgement.mention_id]
                self._mentions[judgement.mention_id] = replace(mention, dropped=None)
            self._uphold(judgement.mention_id)
        return judgement

    def judgements(self) -> Sequence[Judgement]:
        """Return every judgement, oldest first."""
        return [self._judgements[number] for number in sorted(self._judgements)]

    def learn(self, about: str, fitted: Learned | None) -> None:
        """Keep what was fitted to the judgements on `about`; None forgets it."""
        if fitted is None:
            self._learned.pop(about, None)
        else:
            self._learned[about] = fitted

    def learned(self, about: str) -> Learned | None:
        """Return what was fitted last; None when nothing was."""
        return self._learned.get(about)

    def _uphold(self, number: int) -> None:
        """Put in charge what was last said of a mention."""
        last = {one.about: one.verdict for one in self.judgements() if one.mention_id == number}
        label, language, relevance = map(last.get, (Subject.SENTIMENT, Subject.LANGUAGE, Subject.RELEVANCE))
        mention = self._mentions[number]
        self._mentions[number] = replace(
            mention,
            corrected=None if label is None else Label(label),
            corrected_language=language,
            language=language or mention.language,
            language_confidence=mention.language_confidence if language is None else 1.0,
            is_ours=None if relevance is None else relevance == OURS,
            dropped=mention.dropped if relevance is None else None if relevance == OURS else NOT_OURS,
        )

    def move(self, number: int, *, beside: int | None, with_story: bool = False) -> int | None:
        """Move a mention into the story of another one, or into a story of its own; return the story's number."""
        return self._stories.move(number, beside=beside, with_story=with_story)

    def mention(self, number: int) -> Mention | None:
        """Return one mention, with `story_size`."""
        mention = self._mentions.get(number)
        return None if mention is None else self._with_size(mention)

    def _with_size(self, mention: Mention) -> Mention:
        size = sum(other.story_id == mention.story_id and bool(other.matches) for other in self._mentions.values())
        return replace(mention, story_size=size)

    def find(self, url: str) -> Mention | None:
        """Return the mention with this address, the first that came, or None."""
        wanted = canonical(url)
        if wanted is None:
            return None
        same = [one for one in self._mentions.values() if one.post.url and canonical(one.post.url) == wanted]
        listed_first = sorted(same, key=lambda one: (not one.matches, one.id))
        return self._with_size(listed_first[0]) if listed_first else None

    def mentions(self, wanted: Filter) -> Iterator[Mention]:
        """Yield the wanted mentions."""
        if wanted.order is Order.PRIORITY:
            chosen = sorted(
                self._chosen(wanted), key=lambda one: (one.priority, one.published_at, one.id), reverse=True
            )
        else:
            is_falling = wanted.order is Order.NEWEST
            chosen = sorted(self._chosen(wanted), key=lambda one: (one.published_at, one.id), reverse=is_falling)
        yield from chosen[: wanted.limit]

    def rows(self, wanted: Filter, columns: Sequence[str]) -> Iterator[Row]:
        """Yield the wanted mentions as rows of `columns`."""
        places = [COLUMNS.index(name) for name in columns]
        for mention in self.mentions(wanted):
            row = row_of(mention)
            yield tuple(row[place] for place in places)

    def _chosen(self, wanted: Filter) -> list[Mention]:
        chosen = [one for one in self._mentions.values() if _is_wanted(one, wanted)]
        if not wanted.is_folded:
            return chosen
        firsts = self._firsts()
        return [self._with_size(one) for one in chosen if one.id in firsts]

    def _firsts(self) -> set[int]:
        """Return who stands for its story: nobody published earlier in it does for every query that it matches."""
        listed = [one for one in self._mentions.values() if one.matches]
        return {
            number
            for number, one in self._mentions.items()
            if one.matches
            and not any(
                other.story_id == one.story_id
                and (other.published_at, other.id or 0) < (one.published_at, number)
                and other.is_own == one.is_own
                and (other.dropped is None) == (one.dropped is None)
                and _queries(other) >= _queries(one)
                for other in listed
            )
        }

    def search(self, words: str, wanted: Filter) -> Iterator[Mention]:
        """Yield mentions whose title or text holds all `words`; those that hold them most often first."""
        literals = [tuple(_words(word)) for word in words.replace('"', " ").split()]
        sought = [literal for literal in literals if literal]
        found = []
        for mention in self._chosen(wanted) if sought else []:
            fields = [_words(mention.post.title or ""), _words(mention.post.text)]
            counts = [sum(_count(field, literal) for field in fields) for literal in sought]
            if all(counts):
                found.append((sum(counts), mention.published_at, mention.id, mention))
        found.sort(key=lambda one: one[:3], reverse=True)
        yield from (mention for *_, mention in found[: wanted.limit])

    def story(self, story_id: int) -> Sequence[Mention]:
        """Return all mentions of a story, oldest first."""
        told = [one for one in self._mentions.values() if one.story_id == story_id and one.matches]
        return [self._with_size(one) for one in sorted(told, key=lambda one: (one.published_at, one.id))]

    def volumes(self, since: date, until: date) -> Sequence[Volume]:
        """Return mentions by day, combination of queries and label, oldest day first."""
        firsts = self._firsts()
        mentions: Counter[tuple[date, tuple[str, ...], Label | None]] = Counter()
        stories: Counter[tuple[date, tuple[str, ...], Label | None]] = Counter()
        for number, one in self._mentions.items():
            if since <= one.day < until and one.matches and not one.is_own and one.dropped is None:
                cell = (one.day, tuple(sorted(_queries(one))), one.label)
                mentions[cell] += 1
                stories[cell] += number in firsts
        cells = sorted(mentions, key=lambda cell: (cell[0], cell[1], str(cell[2])))
        return [
            Volume(day=cell[0], queries=cell[1], label=cell[2], mentions=mentions[cell], stories=stories[cell])
            for cell in cells
        ]

    def day_stories(self, day: date, queries: Collection[str], limit: int) -> DayStories:
        """Return what the mentions of `day` for `queries` tell, at most `limit` stories named."""
        wanted = Filter(queries=tuple(queries), since=day, until=day + timedelta(days=1))
        return day_stories(self._chosen(wanted) if queries else (), limit)

    def retold(self, since: date, until: date, *, limit: int | None = None) -> Sequence[Retold]:  # noqa: ARG002 - here all
        """Return the stories that began in [since, until) and have a copy with another label, or a person's word."""
        return retold(self._mentions, self._firsts(), self.judgements(), since=since, until=until)

    def total(self) -> int:
        """Return how many mentions are stored, own ones included."""
        return sum(bool(one.matches) for one in self._mentions.values())

    def runs(self, limit: int) -> Sequence[Run]:
        """Return the last runs, newest first."""
        return [self._runs[number] for number in sorted(self._runs, reverse=True)[:limit]]

    def scores(self, number: int) -> Sequence[Sentiment]:
        """Return every analyzer's judgement of one mention, the one in charge first."""
        judged = self._scores.get(number, {})
        in_charge = self._mentions[number].sentiment if judged else None
        name = None if in_charge is None else in_charge.analyzer
        return [judged[one] for one in sorted(judged, key=lambda one: (one != name, one))]

    def close(self) -> None:
        """Nothing is open."""


def _queries(mention: Mention) -> frozenset[str]:
    return frozenset(match.query for match in mention.matches)


def _is_wanted(mention: Mention, wanted: Filter) -> bool:
    return (
        bool(mention.matches)
        and (not wanted.queries or not _queries(mention).isdisjoint(wanted.queries))
        and (not wanted.sources or mention.post.source in wanted.sources)
        and (not wanted.languages or mention.language in wanted.languages)
        and (not wanted.labels or mention.label in wanted.labels)
        and (wanted.since is None or mention.day >= wanted.since)
        and (wanted.until is None or mention.day < wanted.until)
        and (not wanted.intents or any(one.value in wanted.intents for one in mention.found(FindingKind.INTENT)))
        and (not wanted.regions or any(_is_in(one.value, wanted.regions) for one in mention.found(FindingKind.REGION)))
        and (wanted.is_own is None or mention.is_own == wanted.is_own)
        and (wanted.is_dropped is None or (mention.dropped is not None) == wanted.is_dropped)
    )


def _is_in(region: str, wanted: Sequence[str]) -> bool:
    return any(region == one or region.startswith(f"{one}-") for one in wanted)


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    last = {(one.kind, one.value): one for one in findings}
    return tuple(last[key] for key in sorted(last))


def _words(text: str) -> list[str]:
    """Return the words of `text` without case and accents, ä as a, ae as a, ß as ss."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(letter)
    )
    return [re.sub("(?<![aeiouq])([aou])e", r"\1", word) for word in _WORD.findall(bare)]


def _count(words: Sequence[str], literal: tuple[str, ...]) -> int:
    length = len(literal)
    return sum(tuple(words[at : at + length]) == literal for at in range(len(words) - length + 1))
