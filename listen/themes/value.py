"""What a theme is, and what of a mention it is made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from listen.model import Label, Mention

__all__ = ["LEAST_VOICES", "SMALL_UNDER", "Overheard", "Remark", "Theme", "ThemeWord", "remarks"]

LEAST_VOICES = 3
"""Fewer people than this make no theme."""

SMALL_UNDER = 6
"""With fewer voices than this, chance or a circle of friends may have made it."""


class Remark(NamedTuple):
    """What of a mention themes are made of; light, because there are many."""

    id: int
    story_id: int
    author: str | None
    title: str | None
    text: str
    language: str | None
    label: Label | None
    priority: int


def remarks(mentions: "Iterable[Mention | Remark]") -> Iterator[Remark]:
    """Yield what themes need of each mention."""
    for one in mentions:
        if isinstance(one, Remark):
            yield one
            continue
        number = one.id or 0
        yield Remark(
            id=number,
            story_id=one.story_id or number,
            author=one.post.author,
            title=one.post.title,
            text=one.post.text,
            language=one.language,
            label=one.label,
            priority=one.priority,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeWord:
    """A word or phrase that comes with a theme, as people write it, and how many voices say both."""

    told_by_others: ClassVar = ("word",)

    word: str
    voices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Something that several people speak of.

    Attributes:
        key: what it is recognised by from day to day: its heaviest word, without endings.
        label: the theme in its own words: the commonest way of writing it, or the phrase in which it mostly stands.
        voices: different people (or, where nobody is named, stories) that say it. A story that stands in many places
            counts once, and so does somebody who says it often.
        usual: how many voices there usually are in so many days; None where there is nothing to compare with.
        surprise: how far this is from the usual, in standard errors of the log-odds; None without a usual.
        is_new: it was hardly heard before.
        is_small: so few voices that chance may have made it.
        words: what is said along with it, most first, at most five.
        stories: how many stories say it.
        praise, criticism: how many of these praise and criticise; the rest is neutral, mixed, unclear or not scored.
        examples: numbers of up to three mentions, those that say most of it first.
        weight: by which themes are ordered.
    """

    told_by_others: ClassVar = ("label",)

    key: str
    label: str
    voices: int
    usual: float | None
    surprise: float | None
    is_new: bool
    is_small: bool
    words: tuple[ThemeWord, ...]
    stories: int
    praise: int
    criticism: int
    examples: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overheard:
    """The themes of some days and what they rest on.

    Attributes:
        themes: heaviest first.
        voices: how many different ones there were at all; where nobody is named, a story is a voice.
        stories: how many stories were told.
        has_usual: there were earlier days to compare with.
    """

    themes: tuple[Theme, ...]
    voices: int
    stories: int
    has_usual: bool
