"""Where one story was told: the original first, then every copy with its delay, and what made it a copy."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from listen.errors import UsageError
from listen.folding import Kin, kinship, own_words, post_prints, shared, word_count
from listen.metrics import days_between
from listen.model import Engagement, FoldPrint, Label, Mention
from listen.protocols import Store

__all__ = ["REACTIONS", "Known", "Story", "Telling", "spread", "story"]

REACTIONS = ("likes", "shares", "replies", "views", "score")
"""What sources count, in the order in which it is shown; `views` is all that is ever known of the reach."""

_GAPS_UNTIL_DAYS = 62
_LOOKED_BACK = 50
"""Earlier tellings among which the nearest is sought, when a copy is none of the original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One mention of a story.

    Attributes:
        after: how long after the original it was published; zero for the original itself.
        way: what makes it a copy; None for the original, and where nothing does any more: a person put it here, or
            one of the two was edited since.
        of: number of the mention of which it is a copy, the original where that is possible; None where `way` is.
        share: about what part of the text is the same, 0.0 … 1.0; None for short texts.
        own: what it says beside; None when nothing.
        kept, whole: words of a cut copy, and of what was cut; None for other ways.
        has_other_title: both have a title, and it is another one.
    """

    told_by_others: ClassVar = ("own",)

    mention: Mention
    after: timedelta
    way: Kin | None = None
    of: int | None = None
    share: float | None = None
    own: str | None = None
    kept: int | None = None
    whole: int | None = None
    has_other_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A sum of what sources counted: `places` of the mentions have a number, the others do not say."""

    name: str
    total: int
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story and how it spread.

    Attributes:
        asked: number of the mention that was asked for.
        number: of the story: the mention by which we met it.
        tellings: earliest published first, so the original comes first.
        days: mentions a day from the first day to the last; days without any are there when they are few.
        sources: mentions by source, most first.
        authors: how many different ones are known.
        reactions: what was counted, in the order of `REACTIONS`; those of which nothing is known are left out.
        labels: mentions by label, most first; None is *unscored*.
    """

    asked: int
    number: int
    tellings: tuple[Telling, ...]
    days: tuple[tuple[date, int], ...]
    sources: tuple[tuple[str, int], ...]
    authors: int
    reactions: tuple[Known, ...]
    labels: tuple[tuple[Label | None, int], ...]

    @property
    def original(self) -> Mention:
        """Return what was published first, of all that we heard."""
        return self.tellings[0].mention

    @property
    def lasted(self) -> timedelta:
        """Return how long after the original the last copy came."""
        return self.tellings[-1].after


def story(store: Store, number: int) -> Story:
    """Return the story that a mention tells; of one mention alone when nobody else tells it.

    Raises:
        UsageError: if there is no such mention.
        StoreError: if the database cannot be read.
    """
    mention = store.mention(number)
    if mention is None:
        raise UsageError("command.no_mention", number=number)
    story_id = mention.story_id
    told = store.story(story_id) if story_id is not None else ()
    return spread(told or (mention,), asked=number)


def spread(mentions: Sequence[Mention], *, asked: int) -> Story:
    """Return how a story spread; pure.

    Args:
        mentions: at least one, all of one story.
        asked: number of the mention that was asked for.
    """
    told = sorted(mentions, key=lambda one: (one.published_at, one.id or 0))
    days = Counter(one.day for one in told)
    since, until = min(days), max(days) + timedelta(days=1)
    shown = days_between(since, until) if (until - since).days <= _GAPS_UNTIL_DAYS else sorted(days)
    return Story(
        asked=asked,
        number=told[0].story_id or asked,
        tellings=tuple(_tellings(told)),
        days=tuple((day, days[day]) for day in shown),
        sources=_most(one.post.source for one in told),
        authors=len({one.post.author for one in told if one.post.author}),
        reactions=_reactions([one.post.engagement for one in told]),
        labels=tuple(
            sorted(Counter(one.label for one in told).items(), key=lambda row: (-row[1], str(row[0])))
        ),
    )  # fmt: skip


def _most(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda row: (-row[1], row[0])))


def _reactions(counted: Sequence[Engagement]) -> tuple[Known, ...]:
    found = []
    for name in REACTIONS:
        said = [value for one in counted if (value := getattr(one, name)) is not None]
        if said:
            found.append(Known(name=name, total=sum(said), places=len(said)))
    return tuple(found)


def _tellings(told: Sequence[Mention]) -> Iterable[Telling]:
    prints = post_prints([one.post for one in told], [one.language for one in told])
    first = told[0]
    yield Telling(mention=first, after=timedelta())
    for place in range(1, len(told)):
        yield _telling(told, prints, place)


def _telling(told: Sequence[Mention], prints: Sequence[FoldPrint], place: int) -> Telling:
    mention = told[place]
    after = mention.published_at - told[0].published_at
    for before in range(min(place, _LOOKED_BACK)):
        way = kinship(prints[before], prints[place])
        if way is None:
            continue
        source = told[before]
        short, long = sorted((word_count(source.post), word_count(mention.post))) if way is Kin.CUT else (None, None)
        return Telling(
            mention=mention,
            after=after,
            way=way,
            of=source.id,
            share=shared(prints[before], prints[place]),
            own=own_words(mention.post, source.post) if way in _WITH_OWN else None,
            kept=short,
            whole=long,
            has_other_title=_has_other_title(mention, source),
        )
    return Telling(mention=mention, after=after, has_other_title=_has_other_title(mention, told[0]))


_WITH_OWN = frozenset({Kin.QUOTE, Kin.LINK, Kin.EDITED})


def _has_other_title(one: Mention, other: Mention) -> bool:
    title, others = one.post.title, other.post.title
    return bool(title and others) and title != others
