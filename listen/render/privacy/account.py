"""What is held about a person, as a text that can be sent to that person."""

from collections.abc import Iterator
from datetime import date

from rich.text import Text

from listen.keeping import Account, HeldPost
from listen.model import Finding, FindingKind
from listen.phrases import say
from listen.render import foreign, speech
from listen.render.cells import Lines, fold
from listen.render.screen import Screen
from listen.render.terminal import phrasing

__all__ = ["account_lines"]


def account_lines(account: Account, screen: Screen) -> Lines:
    """Return everything that is held; every word of a post stands in it."""
    asked = foreign.plain(account.asked, screen)
    lines: Lines = [Text(screen.say("keeping.account_title", name=asked), style="bold")]
    if account.trace.is_empty:
        lines += fold(Text(screen.say("keeping.account_nothing")), screen.width)
    for post in account.posts:
        lines += [Text(), *_post(post, screen)]
    for reply in account.replies:
        day = speech.day(reply.seen_on, screen.lang)
        lines += [Text(), Text(screen.say("keeping.account_reply", day=day), style="bold")]
        lines += _indented(foreign.plain(reply.text, screen), screen)
        if reply.url:
            lines += _row("keeping.account_url", foreign.plain(reply.url, screen), screen)
    for mute in account.mutes:
        until = screen.say("keeping.account_never") if mute.until is None else speech.day(mute.until, screen.lang)
        lines += [Text(), Text(screen.say("keeping.account_mute", day=until))]
    named = [one for one in account.trace.quoting if one not in account.trace.posts]
    if named:
        numbers = ", ".join(map(str, named))
        lines += [
            Text(),
            *fold(Text(screen.say("keeping.account_quoting", n=len(named), numbers=numbers)), screen.width),
        ]
    return lines


def _post(held: HeldPost, screen: Screen) -> Lines:
    mention, post = held.mention, held.mention.post
    said = speech.day(mention.published_at.date(), screen.lang)
    source = foreign.plain(post.source, screen)
    lines: Lines = [
        Text(screen.say("keeping.account_post", number=str(mention.id), source=source, day=said), style="bold")
    ]
    for key, value in (*_published(held, screen), *_known(held, screen), *_ours(held, screen)):
        if value:
            lines += _row(f"keeping.account_{key}", value, screen)
    return [*lines, *_row("keeping.account_stay", _stay(held, screen), screen)]


def _published(held: HeldPost, screen: Screen) -> Iterator[tuple[str, str]]:
    post = held.mention.post
    for key, value in (
        ("url", post.url),
        ("author", post.author),
        ("page", post.author_url),
        ("place", post.place),
        ("title_of", post.title),
        ("text", post.text),
    ):
        yield key, foreign.plain(value or "", screen)


def _known(held: HeldPost, screen: Screen) -> Iterator[tuple[str, str]]:
    if held.holding.is_author_hidden:
        yield "state", screen.say("keeping.account_hidden")
    if held.holding.is_text_shortened:
        yield "state", screen.say("keeping.account_shortened")
    yield "since", speech.day(held.holding.first_seen_at.date(), screen.lang)
    for score in held.scores:
        yield "score", f"{screen.word(score.label)} ({foreign.plain(score.analyzer, screen)})"
    yield "noticed", ", ".join(_finding(one, screen) for one in held.mention.findings)
    yield "queries", ", ".join(foreign.plain(match.query, screen) for match in held.mention.matches)


def _ours(held: HeldPost, screen: Screen) -> Iterator[tuple[str, str]]:
    for note in held.notes:
        yield "note", foreign.plain(note.text, screen)
    for judgement in held.judgements:
        yield "judgement", foreign.plain(f"{judgement.about.value}: {judgement.verdict}", screen)
    for answer, replies in held.answers:
        told = foreign.plain(answer.text or answer.url or "", screen)
        yield "answer", f"{speech.day(answer.answered_on, screen.lang)}: {told}"
        for reply in replies:
            yield "back", foreign.plain(reply.text, screen)


def _finding(one: Finding, screen: Screen) -> str:
    if one.kind is FindingKind.REGION:
        return phrasing.region(one.value, screen)
    key = "intent" if one.kind is FindingKind.INTENT else "relevance"
    return say(f"{key}.{one.value}", screen.lang, default=None) or foreign.plain(one.value, screen)


def _stay(held: HeldPost, screen: Screen) -> str:
    def said(key: str, day: date | None) -> list[str]:
        return [] if day is None else [screen.say(key, day=speech.day(day, screen.lang))]

    ends = [
        *said("keeping.account_hidden_on", held.hidden_on),
        *said("keeping.account_shortened_on", held.shortened_on),
        *(said("keeping.account_goes_on", held.goes_on) or [screen.say("keeping.account_stays")]),
    ]
    return ", ".join(ends)


def _row(key: str, value: str, screen: Screen) -> Lines:
    return _indented(f"{screen.say(key)}: {value}", screen)


def _indented(value: str, screen: Screen) -> Lines:
    return [Text("  ").append_text(line) for line in fold(Text(value), max(16, screen.width - 2))]
