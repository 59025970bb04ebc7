"""What there is to be told: episodes, and bundles of them that go out as one letter."""

from dataclasses import dataclass
from datetime import date, datetime

from listen.digest import Digest, Failing, QuerySpike
from listen.errors import ListenError
from listen.notice import Letter, Target, Topic
from listen.protocols import StreamState

__all__ = ["Bundle", "Delivered", "Episode"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """Something that people are told of once, however long it lasts. One of the last four is given.

    Attributes:
        name: the same as long as it lasts; letters, digits and dashes, nothing foreign in it.
        digest_day: the day whose digest is due.
        spike: the strongest day of a query that stands out.
        failing: a source that fails.
        mended: a source that works again; `mends` is the name under which its failure was told.
    """

    name: str
    topic: Topic
    digest_day: date | None = None
    spike: QuerySpike | None = None
    failing: Failing | None = None
    mended: StreamState | None = None
    mends: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What goes to one target as one letter.

    Attributes:
        key: made of the target and of what was in the bundle when it first went out.
        episodes: news first, the digest last.
        digest: where it is among the episodes.
        is_repeat: an earlier try was cut off, and may have arrived.
    """

    key: str
    target: Target
    episodes: tuple[Episode, ...]
    digest: Digest | None = None
    is_repeat: bool = False

    @property
    def news(self) -> tuple[Episode, ...]:
        """Return what is no digest."""
        return tuple(one for one in self.episodes if one.digest_day is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What a bundle came to.

    Attributes:
        letter: None when it could not even be written.
        is_sent: False on a trial, and after a failure.
        refused: so many of the target's addresses did not take it.
        error: why nobody has it.
        waits_until: aware UTC: the target is not told before; then there is no bundle.
    """

    target: Target
    bundle: Bundle | None = None
    letter: Letter | None = None
    is_sent: bool = False
    refused: int = 0
    error: ListenError | None = None
    waits_until: datetime | None = None
