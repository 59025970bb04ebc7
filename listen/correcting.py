"""A person says what is right about a mention: kept beside what listen said, in charge at once, taken back at will."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from listen.errors import UsageError
from listen.model import Label, Mention
from listen.protocols import Judgement, Store, Subject
from listen.records import NOT_OURS, OURS
from listen.text.clean import clean_line
from listen.text.languages import is_language
from listen.understand import Understanding

__all__ = ["LABELS", "Correction", "Wish", "correct", "undo"]

LABELS = (Label.PRAISE, Label.CRITICISM, Label.NEUTRAL, Label.MIXED)
"""What a person can say; *unclear* is what listen says when it does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person says of one mention; None and False where nothing is said.

    Attributes:
        label: praise, criticism, neutral or mixed.
        is_right: what listen says of the sentiment is right; of a dropped mention, that it is not about us.
        is_ours: whether it is about us.
        language: ISO 639-1.
        beside: number of a mention that tells the same story.
        is_apart: it tells the story of no other mention.
        because: the reason, one line.
    """

    label: str | None = None
    is_right: bool = False
    is_ours: bool | None = None
    language: str | None = None
    beside: int | None = None
    is_apart: bool = False
    because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a correction did: the mention before and after, what was kept, and what was taken back."""

    before: Mention
    after: Mention
    kept: tuple[Judgement, ...] = ()
    undone: Judgement | None = None


def correct(store: Store, understanding: Understanding, number: int, wish: Wish, *, today: date) -> Correction:
    """Keep what a person says of a mention and carry it out.

    The original stays. Nothing is kept of who said it, and no time but the day. Each judgement is kept whole or not at
    all; when it is interrupted between two of them, the same call does the rest.

    Args:
        store: read and written.
        understanding: judges the mention anew where a language changes; works out its priority.
        number: of the mention.
        wish: what is said.
        today: UTC day.

    Raises:
        UsageError: there is no such mention, or what is said makes no sense; then nothing is kept.
    """
    before = _mention(store, number)
    label = _label(wish, before)
    is_ours = _is_ours(wish, before)
    _check(wish, label=label, is_ours=is_ours)
    because = None if wish.because is None else clean_line(wish.because) or None
    said = _Saying(store, before, today=today, because=because)
    _check_story(store, before, wish)
    if wish.language is not None:
        said.add(Subject.LANGUAGE, wish.language, told=said.told_before(Subject.LANGUAGE, before.language))
    if label is not None:
        sentiment = before.sentiment
        told = None if sentiment is None else sentiment.label.value
        said.add(Subject.SENTIMENT, label.value, told=told, analyzer=None if sentiment is None else sentiment.analyzer)
    if is_ours is not None:
        worked_out = OURS if before.dropped is None else NOT_OURS
        told = said.told_before(Subject.RELEVANCE, worked_out)
        said.add(Subject.RELEVANCE, OURS if is_ours else NOT_OURS, told=told)
    if wish.language is not None or label is not None or is_ours is not None:
        store.rescore(understanding.scored([_mention(store, number)]))
    if wish.beside is not None:
        _put_beside(store, said, before, wish.beside)
    elif wish.is_apart:
        _put_apart(store, said, before)
    return Correction(before=before, after=_mention(store, number), kept=tuple(said.kept))


class _Saying:
    """One call's judgements on one mention."""

    def __init__(self, store: Store, mention: Mention, *, today: date, because: str | None) -> None:
        self._store = store
        self._mention = mention
        self._today = today
        self._because = because
        self.kept: list[Judgement] = []

    def told_before(self, about: Subject, now: str | None) -> str | None:
        """Return what listen itself had said: `now`, unless a person has already put something else in its place."""
        earlier = self._last(about)
        return now if earlier is None else earlier.told

    def _last(self, about: Subject) -> Judgement | None:
        earlier = [one for one in self._store.judgements() if one.mention_id == self._mention.id and one.about is about]
        return earlier[-1] if earlier else None

    def add(self, about: Subject, verdict: str, *, told: str | None, analyzer: str | None = None) -> None:
        """Keep a judgement; what was just said the same, with the same reason, is not said twice."""
        last = self._last(about)
        if last is not None and (last.verdict, last.told, last.because) == (verdict, told, self._because):
            self.kept.append(last)
            return
        judgement = Judgement(
            mention_id=self._mention.id or 0,
            about=about,
            verdict=verdict,
            told=told,
            analyzer=analyzer,
            because=self._because,
            judged_on=self._today,
        )
        self.kept.append(replace(judgement, id=self._store.judge(judgement)))


def _mention(store: Store, number: int) -> Mention:
    found = store.mention(number) if number > 0 else None
    if found is None:
        raise UsageError("command.no_mention", number=number)
    return found


def _label(wish: Wish, mention: Mention) -> Label | None:
    """Return the label that is said; for a confirmation, the one that listen had said."""
    if wish.is_right and wish.label is not None:
        raise UsageError("judge.label_and_right")
    if wish.label is not None:
        if wish.label not in LABELS:
            raise UsageError("judge.unknown_label", name=wish.label)
        return Label(wish.label)
    if not wish.is_right or mention.dropped is not None:
        return None
    if mention.sentiment is None:
        raise UsageError("judge.nothing_said", number=mention.id)
    if mention.sentiment.label is Label.UNCLEAR:
        raise UsageError("judge.unclear", number=mention.id)
    return mention.sentiment.label


def _is_ours(wish: Wish, mention: Mention) -> bool | None:
    if wish.is_right and mention.dropped is not None:
        if wish.is_ours:
            raise UsageError("judge.right_and_ours", number=mention.id)
        return False
    return wish.is_ours


def _check(wish: Wish, *, label: Label | None, is_ours: bool | None) -> None:
    if wish.beside is not None and wish.is_apart:
        raise UsageError("judge.same_and_not")
    if label is None and is_ours is None and wish.language is None and wish.beside is None and not wish.is_apart:
        raise UsageError("judge.nothing")
    if wish.language is not None and not is_language(wish.language):
        raise UsageError("judge.unknown_language", name=wish.language)


def _check_story(store: Store, mention: Mention, wish: Wish) -> None:
    if wish.beside is not None:
        if wish.beside == mention.id:
            raise UsageError("judge.same_number", number=mention.id)
        _mention(store, wish.beside)
    if wish.is_apart and not _others(store, mention):
        raise UsageError("judge.alone", number=mention.id)


def _others(store: Store, mention: Mention) -> list[int]:
    """Return the numbers of the other mentions that tell the same story, in order."""
    if mention.story_id is None:
        return []
    return sorted(one.id or 0 for one in store.story(mention.story_id) if one.id != mention.id)


def _put_beside(store: Store, said: _Saying, mention: Mention, number: int) -> None:
    """Let a mention tell the story of another one; when it stands for a story, its copies come along."""
    other = _mention(store, number)
    said.add(Subject.STORY, str(other.story_id), told=str(mention.story_id))
    if other.story_id != mention.story_id:
        store.move(mention.id or 0, beside=number, with_story=mention.story_id == mention.id)


def _put_apart(store: Store, said: _Saying, mention: Mention) -> None:
    """Let a mention tell a story of its own; what was told of it is one of those that stay together."""
    stay = _others(store, mention)
    told = mention.story_id if mention.story_id != mention.id else stay[0]
    said.add(Subject.STORY, str(mention.id), told=str(told))
    store.move(mention.id or 0, beside=None)


def undo(store: Store, understanding: Callable[[], Understanding], number: int) -> Correction:
    """Take back what was last said of a mention; what it had hidden is worked out anew.

    Args:
        store: read and written.
        understanding: asked for when the judgement is gone, since its parts learn from those that are there.
        number: of the mention.

    Raises:
        UsageError: there is no such mention, or nothing was said of it.
    """
    before = _mention(store, number)
    said = [one for one in store.judgements() if one.mention_id == number]
    if not said:
        raise UsageError("judge.nothing_to_undo", number=number)
    undone = store.unjudge(said[-1].id or 0)
    if undone is not None and undone.about is Subject.STORY:
        _move_back(store, undone)
    else:
        store.rescore(understanding().scored([_mention(store, number)]))
    return Correction(before=before, after=_mention(store, number), undone=undone)


def _move_back(store: Store, undone: Judgement) -> None:
    """Put a mention where it was before a judgement on its story."""
    number, told = undone.mention_id, _number(undone.told)
    if told is None or undone.is_confirmation:
        return
    if told == number:
        left = _mention(store, number).story_id
        store.move(number, beside=None)
        _call_copies(store, number, left)
    elif told > number:
        # It stood for a story that goes by another number since it left.
        store.move(told, beside=number, with_story=True)
    else:
        store.move(number, beside=told)


def _call_copies(store: Store, number: int, story_id: int | None) -> None:
    """Let the copies that came along with a mention go back with it: those that folding itself would put there."""
    from listen.folding import is_same_story, post_prints

    if story_id is None or story_id == number:
        return
    mention = _mention(store, number)
    others = [one for one in store.story(story_id) if one.id not in {number, story_id}]
    told = (mention, *others)
    own, *prints = post_prints([one.post for one in told], [one.language for one in told])
    for other, print_ in zip(others, prints, strict=True):
        if is_same_story(own, print_):
            store.move(other.id or 0, beside=number)


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 19 else None  # noqa: PLR2004
