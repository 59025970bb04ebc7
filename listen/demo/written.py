"""One post on the little web, before it takes the form of a service."""

from dataclasses import dataclass

__all__ = ["Written"]


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote, where, and when (hours before the demo begins).

    Attributes:
        title: None where the venue has none; of a comment, its story's.
        likes, replies: as the venue counts them; None where it does not.
        is_comment: an answer to a story (Hacker News).
    """

    place: str
    hours_ago: float
    author: str
    title: str | None
    text: str
    likes: int | None = None
    replies: int | None = None
    language: str | None = None
    is_comment: bool = False
