"""A bundle as a letter: a subject, a text for mail and chat, and a page for mail.

The text holds nothing that only a terminal shows. It is made of blocks with a blank line between them, so that a chat
with little room can have the first of them; a link always has a line of its own.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from listen.digest import Digest, Line
from listen.notice import Letter
from listen.notifying import Bundle, Episode
from listen.render import foreign, speech
from listen.render.html.digest import digest_parts, news_box
from listen.render.html.pieces import asks, reasons
from listen.render.html.style import STYLE
from listen.render.markup import Element, page, tag
from listen.render.screen import Screen
from listen.render.terminal.coverage import coverage_lines
from listen.render.terminal.digest import aside_sentences, end_sentences, news, spike_sentence
from listen.render.terminal.figures import behind_sentences
from listen.render.terminal.phrasing import failing
from listen.text.chat import for_chat, link_for_chat
from listen.text.urls import safe_link

__all__ = ["letter", "news_sentences"]

_TEXT_CHARACTERS = 200


def letter(bundle: Bundle, screen: Screen, *, brand: str) -> Letter:
    """Return the letter of a bundle.

    Args:
        bundle: what it tells.
        screen: whose language, clock and zone.
        brand: for whom we listen.
    """
    shown = bundle if bundle.digest is None else replace(bundle, digest=_digest(bundle, bundle.digest))
    told = [(news_sentences(one, screen), one) for one in shown.news]
    is_chat = bundle.target.chat is not None
    wording = _Wording(is_chat=is_chat)
    blocks = [*_news_blocks([said for said, _ in told], wording.guard)]
    if not is_chat:
        blocks = [_with_names(block, one, screen) for block, (_, one) in zip(blocks, told, strict=True)]
    if shown.digest is not None:
        blocks += _digest_blocks(shown.digest, screen, wording)
    return Letter(
        key=bundle.key,
        subject=_subject(shown, [said for said, _ in told], screen, brand),
        text="\n\n".join(blocks),
        html=None if is_chat else _page(shown, told, screen, brand),
        language=screen.lang,
        sent_at=screen.now,
    )


def _digest(bundle: Bundle, digest: Digest) -> Digest:
    """Return the digest as it goes out; what stands out is told once, by its episode where it is one."""
    is_told = any(one.spike is not None for one in bundle.news)
    return replace(digest, spikes=()) if is_told else digest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """How words and links are written for one kind of target."""

    is_chat: bool

    def guard(self, text: str) -> str:
        """Return words as one line that the target takes for nothing but words."""
        return for_chat(text) if self.is_chat else " ".join(text.split())

    def link(self, url: str | None) -> str | None:
        """Return a link that is safe to click; None without one."""
        if self.is_chat:
            return link_for_chat(url, is_at_read=False)
        return None if url is None else safe_link(url)


def news_sentences(one: Episode, screen: Screen) -> list[str]:
    """Return what is told of an episode: a sentence, and those that say what is behind it."""
    if one.spike is not None:
        return [spike_sentence(one.spike, screen), *behind_sentences(one.spike.behind, screen)]
    if one.failing is not None:
        return [failing(one.failing, screen)]
    if one.mended is not None:
        place = foreign.plain(one.mended.place or one.mended.key, screen)
        return [screen.say("notify.mended", place=place)]
    return [screen.say("digest.title")]


def _subject(bundle: Bundle, told: Sequence[list[str]], screen: Screen, brand: str) -> str:
    name = foreign.plain(brand, screen)
    if bundle.digest is not None:
        said = screen.say("notify.subject_digest", n=len(bundle.digest.lines))
        also = f" · {screen.say('notify.subject_news', n=len(told))}" if told else ""
        return f"{name}: {said}{also}"
    if len(told) == 1:
        return f"{name}: {told[0][0]}"
    return f"{name}: {screen.say('notify.subject_news', n=len(told))}"


def _news_blocks(told: Sequence[list[str]], guard: Callable[[str], str]) -> Iterator[str]:
    for first, *below in told:
        yield "\n".join((guard(first), *(f"– {guard(one)}" for one in below)))


def _with_names(block: str, one: Episode, screen: Screen) -> str:
    """Return what is told in a mail together with the command by which it is not told again."""
    if one.mended is not None:
        return block
    return f"{block}\n{screen.say('notify.how_to_ack', name=one.name)}"


def _digest_blocks(digest: Digest, screen: Screen, wording: "_Wording") -> Iterator[str]:
    guard = wording.guard
    days = speech.days_of(digest.window, screen.lang, today=digest.today)
    count = screen.say("digest.mentions", n=digest.totals.mentions)
    length = speech.minutes(digest.minutes, screen.lang)
    yield from _news_blocks([[sentence, *below] for _, sentence, below in news(digest, screen)], guard)
    brand = f"{screen.say('digest.title')} {foreign.plain(digest.brand, screen)}"
    yield guard(f"{brand} · {days} · {count}")
    yield guard(f"{screen.say('digest.to_answer')} ({screen.say('digest.line_minutes', minutes=length)})")
    for number, line in enumerate(digest.lines, start=1):
        yield _line(number, line, screen, wording)
    yield guard(" ".join([*end_sentences(digest, screen), *aside_sentences(digest.aside, screen)]))
    first, *rest = (line.plain for line in coverage_lines(digest.coverage, replace(screen, width=100_000)))
    # A chat is told what is missing; what is always so stands in the mail.
    told = [line for line in rest if not wording.is_chat or line.startswith("!")]
    if told:
        yield "\n".join((guard(first), *(f"– {guard(line.lstrip('! '))}" for line in told)))


def _line(number: int, line: Line, screen: Screen, wording: "_Wording") -> str:
    guard, mention = wording.guard, line.mention
    title, text = foreign.headline(mention, screen), foreign.snippet(mention, screen)
    sign = "?" if asks(line) else screen.sign(mention.label)
    when = speech.moment(mention.published_at, screen.lang, zone=screen.zone)
    more = [screen.say("render.places", n=line.places)] if line.places else []
    if line.more:
        more.append(screen.say("digest.more_by_author", n=line.more))
    rows = [
        f"{number}. {guard(f'{sign} {reasons(line, screen)}')}",
        "" if title is None else guard(_short(title.plain)),
        guard(_short(text.plain)),
        guard(" · ".join((foreign.voice_of(mention.post, screen).plain, when, *more, f"#{mention.id}"))),
        wording.link(mention.post.url),
    ]
    return "\n".join(row for row in rows if row)


def _short(text: str) -> str:
    plain = text.strip()
    if len(plain) <= _TEXT_CHARACTERS:
        return plain
    end = plain.rfind(" ", _TEXT_CHARACTERS // 2, _TEXT_CHARACTERS)
    return f"{plain[: end if end > 0 else _TEXT_CHARACTERS]} …"


def _page(bundle: Bundle, told: Sequence[tuple[list[str], Episode]], screen: Screen, brand: str) -> str:
    box = news_box(
        [
            (first, [*below, *([] if one.mended is not None else [screen.say("notify.how_to_ack", name=one.name)])])
            for (first, *below), one in told
        ],
        screen,
    )
    title = _subject(bundle, [said for said, _ in told], screen, brand)
    if bundle.digest is not None:
        parts: tuple[Element, ...] = digest_parts(bundle.digest, screen, before=[box])
    else:
        heading = tag("header", tag("p", "listen", class_="kicker"), tag("h1", foreign.plain(brand, screen)))
        parts = (heading, tag("main", box), tag("footer", tag("p", screen.say("page.made_by"))))
    return page(title, *parts, lang=screen.lang, style=STYLE)
