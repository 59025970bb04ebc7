"""What people talk about in some days, read from the store and compared with the days before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from listen.brand import Settings
from listen.model import Label
from listen.protocols import Filter, Order, Store
from listen.selection import select, unit_named
from listen.themes import Overheard, Remark, Theme, overhear
from listen.window import Window

__all__ = ["FEW_VOICES", "Talk", "talk"]

FEW_VOICES = 10
"""With fewer voices in all, themes say little; that is said."""

_BLOCKS = 4
_SAMPLED = 20_000
"""Mentions of an earlier window that are enough to say what is usual."""

_STABLE_FROM = 30_000
"""Mentions of a window from which one more day cannot rename anything, so that yesterday need not be asked."""

_COLUMNS = ("id", "story_id", "author", "title", "text", "language", "label", "priority")


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The themes of a window.

    Attributes:
        blocks: with how many earlier windows of the same length they are compared; 0 when listening is too young.
        mentions: how many there are in the window, copies included.
        overheard: the themes, and how many voices they rest on.
        queries, unit: what it was restricted to.
    """

    brand: str
    window: Window
    blocks: int
    mentions: int
    overheard: Overheard
    queries: tuple[str, ...] = ()
    unit: str | None = None

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Return the themes, heaviest first."""
        return self.overheard.themes

    @property
    def is_small(self) -> bool:
        """Return True when there were hardly any voices."""
        return self.overheard.voices < FEW_VOICES


def talk(
    store: Store,
    settings: Settings,
    *,
    window: Window,
    queries: tuple[str, ...] = (),
    unit: str | None = None,
    limit: int = 8,
) -> Talk:
    """Return what is talked about in `window`; own posts are left out.

    The same database and window give the same themes. So that they do not change their names from day to day, those
    of the window a day earlier are found first, and keep their names and places unless another is clearly heavier.

    Raises:
        UsageError: if a query or the unit is unknown.
        StoreError: if the database cannot be read.
    """
    chosen = tuple(query.name for query in select(settings, queries=queries, unit=unit))
    listening = _Listening(store, settings, chosen)
    overheard, blocks = listening.overhear(window, limit=limit)
    return Talk(
        brand=settings.brand.name,
        window=window,
        blocks=blocks,
        mentions=listening.count(window),
        overheard=overheard,
        queries=queries,
        unit=None if unit is None else unit_named(settings, unit).title,
    )


class _Listening:
    """Reads windows of one choice of queries."""

    def __init__(self, store: Store, settings: Settings, chosen: tuple[str, ...]) -> None:
        self._store = store
        self._chosen = chosen
        self._names = (settings.brand.name, *(one.name for one in settings.competitors))

    def count(self, window: Window) -> int:
        wanted = frozenset(self._chosen)
        volumes = self._store.volumes(window.since, window.until)
        return sum(one.mentions for one in volumes if not wanted.isdisjoint(one.queries))

    def overhear(self, window: Window, *, limit: int) -> tuple[Overheard, int]:
        if not self._chosen:
            return Overheard(themes=(), voices=0, stories=0, has_usual=False), 0
        before: Sequence[Theme] = ()
        if window.since > date.min and self.count(window) < _STABLE_FROM:
            day = timedelta(days=1)
            yesterday = Window(since=window.since - day, until=window.until - day)
            before = self._heard(yesterday, (), limit=limit)[0].themes
        return self._heard(window, before, limit=limit)

    def _heard(self, window: Window, before: Sequence[Theme], *, limit: int) -> tuple[Overheard, int]:
        earlier = self._earlier(window)
        most = max((self.count(one) for one in earlier), default=0)
        every = max(1, -(-most // _SAMPLED))
        found = overhear(
            self._remarks(window.since, window.until),
            (self._remarks(one.since, one.until, every=every) for one in earlier),
            blocks=len(earlier) / every,
            names=self._names,
            before=before,
            limit=limit,
        )
        return found, len(earlier)

    def _earlier(self, window: Window) -> list[Window]:
        """Return the earlier windows in which we were listening already; the nearest first."""
        length = window.until - window.since
        earlier = []
        for number in range(1, _BLOCKS + 1):
            if (window.since - date.min) < number * length:
                break
            earlier.append(Window(since=window.since - number * length, until=window.since - (number - 1) * length))
        while earlier and not self._store.volumes(earlier[-1].since, earlier[-1].until):
            earlier.pop()
        return earlier

    def _remarks(self, since: date, until: date, *, every: int = 1) -> Iterator[Remark]:
        """Yield the mentions of some days, oldest first; of every so many stories one."""
        wanted = Filter(queries=self._chosen, since=since, until=until, order=Order.OLDEST)
        for number, story_id, author, title, text, language, label, priority in self._store.rows(wanted, _COLUMNS):
            story = int(story_id or number or 0)
            if story % every:
                continue
            yield Remark(
                id=int(number or 0),
                story_id=story,
                author=None if author is None else str(author),
                title=None if title is None else str(title),
                text=str(text or ""),
                language=None if language is None else str(language),
                label=None if label is None else Label(str(label)),
                priority=int(priority or 0),
            )
