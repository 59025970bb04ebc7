"""What comes back after our answers: their threads are asked now and then, and what is new is judged and kept.

A part of `fetch`, built like `listen.recheck`: one stream a channel, asked beside all others; what it brings are no
mentions but replies. Our own answers are never replies, and a reply that wants somebody puts the mention back on the
list.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from listen.brand import Brand, Query
from listen.conversation import can_show, conversation
from listen.decide import is_own
from listen.dialogue import Answer, Reply, Thread
from listen.errors import Gone, SourceError, Unreadable
from listen.intents.closing import closing
from listen.lanes import Asked
from listen.model import Mention, Page, Post, Stream
from listen.protocols import Fetcher, Source, Store, StreamState
from listen.standing import is_due as is_stream_due
from listen.text.urls import canonical
from listen.understand import Understanding

__all__ = ["Returns", "came_after", "is_due", "watches"]

_OFTEN, _SELDOM = timedelta(hours=5, minutes=30), timedelta(hours=20)
_FRESH_DAYS = 3
_MOST = 60
"""Threads of one channel in one run; the longest unseen come first, so the others are next."""

_LONGEST = 4_000


def is_due(answer: Answer, *, now: datetime) -> bool:
    """Return whether the thread of an answer is to be asked: about four times a day at first, later once."""
    if answer.watched_at is None:
        return True
    age = now.astimezone(UTC).date() - answer.answered_on
    return answer.watched_at + (_OFTEN if age < timedelta(days=_FRESH_DAYS) else _SELDOM) <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watched:
    """A mention and those of our answers to it that are due; `known` are all of our answers to it."""

    mention: Mention
    answers: tuple[Answer, ...]
    known: tuple[Answer, ...]


@dataclass(slots=True)
class _Threads:
    """The conversations around our answers in one channel, as a stream of pages, one a mention; implements `Source`."""

    name: str
    source: Source
    watched: tuple[_Watched, ...]
    is_on_by_default: bool = False

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:  # noqa: ARG002 (it is made for its stream)
        """Yield nothing: what was answered, not what is wanted, decides."""
        return ()

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:  # noqa: ARG002
        """Yield one page a mention, in order: what came after each of its answers, told apart by `Returns`.

        A thread that cannot be had keeps no other one back; when none can, that is a failure.
        """
        failure: SourceError | None = None
        had = 0
        for one in self.watched:
            try:
                posts = tuple(self._after(one, fetcher))
            except (Gone, Unreadable):
                posts = ()
            except SourceError as error:
                failure = failure or error
                yield Page(posts=(), skipped=1)
                continue
            had += 1
            yield Page(posts=posts, seen=len(posts))
        if failure is not None and not had:
            raise failure
        yield Page(posts=(), checkpoint="watched")

    def _after(self, one: _Watched, fetcher: Fetcher) -> Iterator[Post]:
        """Yield what came after our answers to one mention; each says with `conversation_id` which answer that was."""
        around = conversation(self.source, one.mention, fetcher)
        for answer in one.answers:
            found = None if around is None else came_after(around, answer, one.mention)
            if found is None:
                # The channel did not show our answer there: ask for what is around it.
                own = _as_post(answer, one.mention)
                nearby = conversation(self.source, replace(one.mention, post=own), fetcher)
                found = () if nearby is None else nearby.replies
            yield from (replace(post, conversation_id=str(answer.id)) for post in found)


def _as_post(answer: Answer, mention: Mention) -> Post:
    address = answer.url or ""
    return Post(
        source=mention.post.source,
        native_id=answer.native_id or address,
        origin=mention.post.origin,
        url=answer.url,
        title=None,
        text=answer.text or "",
        conversation_id=mention.post.conversation_id,
    )


def came_after(thread: Thread, answer: Answer, mention: Mention) -> tuple[Post, ...] | None:
    """Return what came after our answer in the thread of its mention; None when the answer is not to be seen there.

    That is what answers it, or answers that; and what the asker said later on, wherever. Whoever wrote our answer
    does not come back to it.
    """
    own = next((post for post in thread.replies if _is_answer(post, answer)), None)
    if own is None:
        return None
    above = {post.native_id: post.reply_to_id for post in thread.replies}
    return tuple(
        post
        for post in thread.replies
        if post is not own
        and not (post.author is not None and _is_same(post, own.author, own.author_url))
        and (
            _leads_to(own.native_id, post.native_id, above)
            or (_is_same(post, mention.post.author, mention.post.author_url) and _is_later(post, own))
        )
    )


def _is_by_us(post: Post, answer: Answer) -> bool:
    """Return whether the address of our answer shows that its author is this one's, too."""
    page = None if post.author_url is None else post.author_url.rstrip("/")
    return page is not None and answer.url is not None and answer.url.startswith(f"{page}/")


def _is_answer(post: Post, answer: Answer) -> bool:
    if answer.native_id is not None and post.native_id == answer.native_id:
        return True
    return answer.url is not None and post.url is not None and canonical(post.url) == canonical(answer.url)


def _is_same(post: Post, author: str | None, author_url: str | None) -> bool:
    if author_url is not None and post.author_url is not None:
        return author_url == post.author_url
    return author is not None and post.author is not None and author.casefold() == post.author.casefold()


def _is_later(post: Post, own: Post) -> bool:
    return post.published_at is not None and own.published_at is not None and post.published_at > own.published_at


def _leads_to(own: str, name: str, above: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    at = above.get(name)
    while at is not None and at not in seen:
        if at == own:
            return True
        seen.add(at)
        at = above.get(at)
    return False


@dataclass(slots=True)
class Returns:
    """Turns what the streams of `watches` bring into kept replies.

    Attributes:
        by_stream: what is watched, by key of the stream; pages come in this order.
    """

    store: Store
    understanding: Understanding
    brand: Brand
    by_stream: dict[str, tuple[_Watched, ...]] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)

    def take(self, stream: Stream, page: Page, *, now: datetime) -> int:
        """Keep what one page brought; return how many replies were new."""
        place = self._places.get(stream.key, 0)
        self._places[stream.key] = place + 1
        if page.skipped or page.checkpoint is not None:
            return 0  # it could not be had, and is asked again; or all of them were
        watched = self.by_stream[stream.key][place]
        ours = {name for one in watched.known for name in (one.native_id, one.url) if name is not None}
        seen: set[str] = set()
        new = 0
        for answer in watched.answers:
            posts = [
                post
                for post in page.posts
                if post.conversation_id == str(answer.id)
                and post.native_id not in seen
                and not {post.native_id, post.url} & ours
                and not _is_by_us(post, answer)
                and not is_own(post, self.brand)
            ]
            seen.update(post.native_id for post in posts)
            new += self._keep(answer, watched.mention, posts, now)
        return new

    def _keep(self, answer: Answer, mention: Mention, posts: Sequence[Post], now: datetime) -> int:
        number = answer.id or 0
        known = {reply.native_id for reply in self.store.desk.replies_to(number)}
        replies = self._judged(answer, mention, posts, now)
        new = self.store.desk.keep_replies(number, replies, now=now)
        if any(reply.native_id not in known and _wants_somebody(reply) for reply in replies):
            self.store.desk.reopen(answer.mention_id)
        return new

    def _judged(self, answer: Answer, mention: Mention, posts: Sequence[Post], now: datetime) -> list[Reply]:
        if not posts:
            return []
        heard = [
            Mention(
                post=post,
                matches=(),
                published_at=post.published_at or now,
                first_seen_at=now,
                day=now.date(),
            )
            for post in posts
        ]
        replies = []
        for one in self.understanding.judge(heard):
            post = one.post
            said = closing(post.text)
            replies.append(
                Reply(
                    answer_id=answer.id or 0,
                    native_id=post.native_id,
                    is_asker=_is_same(post, mention.post.author, mention.post.author_url),
                    published_at=one.published_at,
                    author=post.author,
                    author_url=post.author_url,
                    url=post.url,
                    text=(post.text or post.title or "")[:_LONGEST],
                    label=one.label,
                    polarity=None if one.sentiment is None else one.sentiment.polarity,
                    is_thanks=said.is_thanks,
                    is_solved=said.is_solved,
                    seen_on=now.astimezone(UTC).date(),
                )
            )
        return replies


def _wants_somebody(reply: Reply) -> bool:
    """Return whether a reply is more than the end of the talk: thanks and "solved" want nobody."""
    return not (reply.is_solved or (reply.is_thanks and "?" not in reply.text))


def watches(
    asked: Iterable[tuple[Source, Stream]],
    returns: Returns,
    states: Mapping[str, StreamState],
    *,
    now: datetime,
) -> Iterator[Asked]:
    """Yield what is to be asked for replies: one stream for each channel that can show conversations.

    Args:
        asked: what this run plans to ask; replies are looked for in these channels.
        returns: where what comes is to go; told what is watched.
        states: how the streams stand, by key.
        now: aware UTC.
    """
    due = [one for one in returns.store.desk.watched(today=now.astimezone(UTC).date()) if is_due(one, now=now)]
    if not due:
        return
    first = {source.name: (source, stream) for source, stream in reversed(tuple(asked))}
    for name, (source, stream) in first.items():
        key = f"{name} replies"
        state = states.get(key)
        if not can_show(source) or (state is not None and not is_stream_due(state, now)):
            continue
        watched = tuple(_of_channel(name, due, returns.store))[:_MOST]
        if not watched:
            continue
        returns.by_stream[key] = watched
        yield Asked(
            source=_Threads(name, source, watched),
            stream=Stream(source=name, key=key, host=stream.host, address=stream.address, place=name),
            checkpoint=None,
        )


def _of_channel(name: str, due: Collection[Answer], store: Store) -> Iterator[_Watched]:
    by_mention: dict[int, list[Answer]] = {}
    for answer in due:
        by_mention.setdefault(answer.mention_id, []).append(answer)
    for number, answers in by_mention.items():
        mention = store.mention(number)
        if mention is not None and mention.post.source == name:
            yield _Watched(mention=mention, answers=tuple(answers), known=tuple(store.desk.answers_to(number)))
