"""The feed source: asks each configured feed, and hands on what is new in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from listen.brand import Query, Settings
from listen.errors import Blocked, Gone, LoginNeeded, QueryRefused, SourceError, TooBig, Unreachable, Unreadable
from listen.model import Gap, Page, Stream
from listen.protocols import Answer, Fetcher, Interest, Request, Validators
from listen.sources.feed.discovery import ACCEPT, candidates, is_page, usual_places
from listen.sources.feed.mark import Mark, read_mark, written
from listen.sources.feed.posts import Place, scope_of
from listen.sources.feed.reading import Reading, fingerprint, read
from listen.sources.feed.window import Memory, Window, sifted
from listen.text.clean import clean_line
from listen.text.html import to_text
from listen.text.urls import host_of, safe_link

__all__ = ["FeedSource"]

_NAME: Final = "feed"
_MOST_PAGES = 10
_MOST_CANDIDATES = 3
_SURE_AFTER = 3
"""Runs in a row that have to say the same before a permanent move is believed without a known post."""


class FeedSource:
    """Posts of the configured feeds.

    Args:
        settings: the whole configuration; only its feeds count.
        now: the clock.
    """

    name = _NAME
    is_on_by_default = True

    def __init__(self, settings: Settings, *, now: Callable[[], datetime] | None = None) -> None:
        self._settings = settings
        self._now = now or (lambda: datetime.now(UTC))
        self._interest: Interest | None = None

    def choose(self, interest: Interest) -> None:
        """Leave out never seen items of which `interest` says that they cannot match."""
        self._interest = interest

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a feed; it is read whole, and once, however many queries look here."""
        if not queries:
            return
        seen = set()
        for feed in self._settings.feeds:
            if feed.address not in seen:
                seen.add(feed.address)
                yield Stream(
                    source=_NAME,
                    key=f"{_NAME} {feed.address}",
                    host=_place(feed.address),
                    address=feed.address,
                    place=feed.title,
                )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask `stream` and yield its pages, newest first as feeds are.

        A feed is one page, but for the first reading and after a gap: then older pages are asked for where the feed
        or WordPress offers them.

        Raises:
            SourceError: also when the address is a web page that names no feed, or what came is no feed.
        """
        visit = _Visit(stream, read_mark(checkpoint), fetcher, since=since, now=self._now(), interest=self._interest)
        yield from visit.pages()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An answer that is a feed, and the feed's own address where it was found by way of a page."""

    answer: Answer
    reading: Reading
    address: str | None = None


class _Visit:
    """One reading of one stream."""

    def __init__(
        self,
        stream: Stream,
        mark: Mark | None,
        fetcher: Fetcher,
        *,
        since: datetime,
        now: datetime,
        interest: Interest | None,
    ) -> None:
        self._stream = stream
        self._origin = stream.key.removeprefix(f"{_NAME} ")
        self._is_first = mark is None
        self._may_discover = mark is None
        self._mark = mark or Mark()
        self._memory = Memory(mark)
        self._fetcher = fetcher
        self._since = since
        self._now = now
        self._interest = interest

    def pages(self) -> Iterator[Page]:
        answer = self._asked()
        if answer.is_unchanged or self._is_same(answer):
            yield self._unchanged(answer)
        else:
            found = self._feed(answer)
            yield from self._read(found)
            if found.reading.document.is_expired:
                raise self._gone()
            return
        if self._mark.is_expired:
            raise self._gone()

    def _asked(self) -> Answer:
        mark = self._mark
        if mark.found is not None:
            try:
                return self._get(mark.found, mark.validators)
            except Gone:
                # The page may name another feed by now.
                self._mark = mark = replace(mark, found=None, validators=None, body=None)
                self._may_discover = True
        return self._get(self._stream.address, mark.validators)

    def _get(self, address: str, validators: Validators | None = None) -> Answer:
        return self._fetcher.get(Request(url=address, headers={"Accept": ACCEPT}, validators=validators))

    def _is_same(self, answer: Answer) -> bool:
        return self._mark.body is not None and self._mark.body == _body_print(answer)

    def _unchanged(self, answer: Answer) -> Page:
        has_known = bool(self._mark.records) and not answer.is_unchanged
        mark, moved_to = self._moved(answer, self._mark, has_known=has_known)
        mark = replace(mark, validators=answer.validators or mark.validators)
        return Page(posts=(), checkpoint=written(mark), moved_to=moved_to, is_unchanged=True)

    def _feed(self, answer: Answer) -> _Found:
        """Return the feed that `answer` is, or that the page it is leads to."""
        reading = self._reading(answer)
        if reading is not None:
            if reading.is_cut and not reading.entries:
                raise Unreachable("feed.cut_short", host=_host(answer.url))
            return _Found(answer=answer, reading=reading, address=self._mark.found)
        host = _host(answer.url)
        if not is_page(answer.body):
            raise Unreadable("feed.not_a_feed" if answer.body.strip() else "feed.empty", host=host)
        if not self._may_discover:
            # It was a feed: now it is a bot wall, a consent page or a site that was built anew.
            raise Blocked("source.blocked", host=host)
        return self._discovered(answer)

    def _reading(self, answer: Answer) -> Reading | None:
        interest, memory = self._interest, self._memory

        def passes(markup: bytes, raw_id: str) -> bool:
            return interest is not None and memory.is_new(raw_id) and not interest(markup, answer.url)

        return read(
            answer.body,
            content_type=answer.headers.get("content-type"),
            known=memory.by_slice,
            passes=None if interest is None else passes,
        )

    def _discovered(self, page: Answer) -> _Found:
        named = candidates(page)
        for candidate in named[:_MOST_CANDIDATES]:
            answer = self._get(candidate.address)
            reading = self._reading(answer)
            if reading is not None:
                return _Found(answer=answer, reading=reading, address=candidate.address)
        for answer, reading in () if named else usual_places(page.url, self._fetcher):
            return _Found(answer=answer, reading=reading, address=answer.url)
        raise Unreadable("feed.no_feed", host=_host(page.url), url=page.url)

    def _read(self, found: _Found) -> Iterator[Page]:
        window = self._sifted(found.answer, found.reading)
        mark = self._marked(found, window)
        mark, moved_to = self._moved(found.answer, mark, has_known=window.known > 0)
        seen = len(found.reading.entries)
        is_gap = bool(self._memory.identities) and seen > 0 and window.known == 0
        first = Page(posts=window.posts, seen=seen, skipped=found.reading.skipped + window.skipped, moved_to=moved_to)
        self._memory.add(window.records)
        older = self._older(found, window, is_gap=is_gap) if self._is_first or is_gap else iter(())
        waiting, records, oldest = first, list(window.records), window.oldest
        for page, further in older:
            yield waiting
            waiting = page
            records += further.records
            is_gap = is_gap and further.known == 0
            oldest = min((when for when in (oldest, further.oldest) if when is not None), default=None)
        gap = Gap(since=self._mark.newest, until=oldest) if is_gap else None
        yield replace(waiting, checkpoint=written(mark.with_window(records)), gap=gap)

    def _older(self, found: _Found, window: Window, *, is_gap: bool) -> Iterator[tuple[Page, Window]]:
        """Ask for older pages until what is wanted was reached, or the feed has no more."""
        answer, reading = found.answer, found.reading
        visited = {answer.url}
        for number in range(2, _MOST_PAGES + 1):
            if not reading.entries or not self._wants_more(window, is_gap=is_gap):
                return
            address = _next_address(answer, reading, number)
            if address is None or address in visited:
                return
            visited.add(address)
            further = self._further(address)
            if further is None:
                return
            answer, reading = further
            before = len(self._memory.identities)
            known = {record.identity for record in self._mark.records}
            window = self._sifted(answer, reading)
            window = replace(window, known=sum(record.identity in known for record in window.records))
            self._memory.add(window.records)
            yield Page(posts=window.posts, seen=len(reading.entries), skipped=reading.skipped + window.skipped), window
            if len(self._memory.identities) == before:
                # The same page again: the server knows nothing of pages.
                return

    def _wants_more(self, window: Window, *, is_gap: bool) -> bool:
        if is_gap:
            return window.known == 0
        return window.oldest is not None and window.oldest > self._since

    def _further(self, address: str) -> tuple[Answer, Reading] | None:
        """Return an older page; None when there is none, which servers say in many ways."""
        try:
            answer = self._get(address)
        except (Gone, Blocked, Unreadable, TooBig, QueryRefused, LoginNeeded):
            return None
        except Unreachable as error:
            if error.key == "source.server_failed":
                return None
            raise
        reading = self._reading(answer)
        return None if reading is None else (answer, reading)

    def _sifted(self, answer: Answer, reading: Reading) -> Window:
        document = reading.document
        title = self._stream.place
        if title is None and document.title is not None:
            title = clean_line(to_text(document.title)) or None
        place = Place(
            source=_NAME,
            scope=scope_of(self._origin),
            origin=self._origin,
            address=answer.url,
            title=title,
            language=document.language,
            author=document.author,
            now=self._now,
        )
        return sifted(reading.entries, self._memory, place, since=self._since if self._is_first else None)

    def _marked(self, found: _Found, window: Window) -> Mark:
        """Return the mark after the newest page, its records left to be filled."""
        newest = max((when for when in (self._mark.newest, window.newest) if when is not None), default=None)
        mark = replace(
            self._mark,
            newest=newest,
            found=found.address,
            trust=window.trust,
            is_expired=found.reading.document.is_expired,
        )
        if found.reading.is_cut:
            # Not to be taken for the whole next time.
            return mark
        return replace(mark, validators=found.answer.validators, body=_body_print(found.answer))

    def _moved(self, answer: Answer, mark: Mark, *, has_known: bool) -> tuple[Mark, str | None]:
        """Count how often a permanent move was announced; return the new address once it is to be believed.

        Expired domains and captive portals announce moves too: a known post proves it, else three runs in a row.
        """
        target = answer.moved_to
        if target is None:
            return replace(mark, moved_to=None, moved_times=0), None
        times = mark.moved_times + 1 if mark.moved_to == target else 1
        mark = replace(mark, moved_to=target, moved_times=times)
        if not has_known and times < _SURE_AFTER:
            return mark, None
        if mark.found is not None:
            # What moved is not what is configured: only we have to know.
            return replace(mark, found=target, moved_to=None, moved_times=0), None
        return mark, target

    def _gone(self) -> SourceError:
        return Gone("source.gone", host=self._stream.host, url=self._stream.address, is_final=True)


def _body_print(answer: Answer) -> str:
    return fingerprint(answer.body).hex()


def _host(address: str) -> str:
    return host_of(address) or address


def _place(address: str) -> str:
    """Return the host that is asked, with its port where it is unusual."""
    host = _host(address)
    try:
        port = urlsplit(address).port
    except ValueError:
        return host
    return host if port in {None, 80, 443} else f"{host}:{port}"


def _next_address(answer: Answer, reading: Reading, number: int) -> str | None:
    """Return where page `number` is, on the same host; None when nobody says."""
    document = reading.document
    if document.next_address is not None:
        address = safe_link(document.next_address, base=answer.url)
        return address if address is not None and host_of(address) == host_of(answer.url) else None
    if "wordpress" not in (document.generator or "").lower():
        return None
    parts = urlsplit(answer.url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "paged"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("paged", str(number))]), fragment=""))
