"""The digest as a page, and as the page in a mail: the same order and the same words as on a terminal."""

from collections.abc import Iterator, Sequence

from listen.digest import Digest, Examples, Line
from listen.model import Label
from listen.render import foreign, speech
from listen.render.html import pieces
from listen.render.html.style import STYLE
from listen.render.markup import Element, Node, page, tag
from listen.render.screen import Screen
from listen.render.terminal.coverage import coverage_lines
from listen.render.terminal.digest import aside_sentences, end_sentences, held_until, learning_sentences, news
from listen.render.terminal.figures import share_note, standing_sentences
from listen.render.terminal.phrasing import hidden

__all__ = ["digest_html", "digest_parts", "news_box"]


def digest_html(digest: Digest, screen: Screen) -> str:
    """Return the whole digest as a page that needs nothing but itself.

    Args:
        digest: what it shows.
        screen: whose language, clock and zone; its width does not matter.
    """
    title = f"{screen.say('digest.title')} {digest.brand}"
    parts = digest_parts(digest, screen)
    return page(foreign.plain(title, screen), *parts, lang=screen.lang, style=STYLE)


def digest_parts(digest: Digest, screen: Screen, *, before: Sequence[Node] = ()) -> tuple[Element, ...]:
    """Return head, main part and foot; `before` stands between the title and the digest."""
    main = [
        *before,
        news_box([(sentence, below) for _, sentence, below in news(digest, screen)], screen),
        _totals(digest, screen),
        _reading_list(digest, screen),
        *(_side(one, screen) for one in (digest.praise, digest.criticism)),
        _voice(digest, screen),
        _standing(digest, screen),
        tag("p", " ".join(end_sentences(digest, screen)), class_="end") if digest.lines else None,
        [tag("p", one, class_="note") for one in aside_sentences(digest.aside, screen)],
        [tag("p", one, class_="note") for one in learning_sentences(digest, screen)],
        _coverage(digest, screen),
    ]
    return (
        tag(
            "header",
            tag("p", screen.say("digest.title"), class_="kicker"),
            tag("h1", foreign.plain(digest.brand, screen)),
            tag("p", _when(digest, screen), class_="meta"),
        ),
        tag("main", main),
        tag("footer", tag("p", screen.say("page.made_by"))),
    )


def _when(digest: Digest, screen: Screen) -> Iterator[Node]:
    yield f"{speech.weekday(digest.today, screen.lang)}, "
    yield pieces.told_at(digest.now, screen)
    meant = [speech.days_of(digest.window, screen.lang, today=digest.today)]
    if digest.unit is not None:
        meant.append(screen.say("digest.for_unit", unit=foreign.plain(digest.unit, screen)))
    if digest.queries:
        named = ", ".join(foreign.plain(name, screen) for name in digest.queries)
        meant.append(screen.say("digest.for_queries", queries=named))
    yield "".join(f" · {one}" for one in meant)


def news_box(told: Sequence[tuple[str, Sequence[str]]], screen: Screen) -> Element | None:
    """Return what stands out, with the sentences that say what was behind it; None when nothing does."""
    if not told:
        return None
    items = (
        tag("li", tag("strong", sentence), (tag("p", one, class_="note") for one in below)) for sentence, below in told
    )
    return tag("section", tag("ul", items), class_="news", aria_label=screen.say("page.news"))


def _totals(digest: Digest, screen: Screen) -> Element:
    totals = digest.totals
    if not totals.mentions:
        count = screen.say("digest.none_at_all")
    else:
        count = screen.say("digest.mentions", n=totals.mentions)
    beside = (
        [f" {screen.say('digest.stories', n=totals.stories)}"] if totals.stories not in (0, totals.mentions) else []
    )
    if totals.usual is None:
        beside.append(f", {screen.say('digest.no_usual')}")
    else:
        key = "digest.usual_by_now" if digest.window.last == digest.today else "digest.usual"
        beside.append(f", {screen.say(key, usual=speech.about(totals.usual.count, screen.lang))}")
    labels = [
        tag("li", tag("span", f"{screen.sign(one.label)} {screen.number(one.mentions)} {screen.word(one.label)}",
                      class_=f"word {pieces.label_class(one.label)}"))
        for one in totals.by_label
        if one.mentions or one.label in {Label.PRAISE, Label.CRITICISM}
    ]  # fmt: skip
    trend = None
    if totals.trend:
        said = f"{screen.say('digest.trend')}: {', '.join(screen.number(one) for one in totals.trend)}"
        bars = tag("span", screen.sparkline(totals.trend), class_="trend", role="img", aria_label=said)
        trend = tag("p", bars, f" {screen.say('digest.trend')}", class_="note")
    return tag(
        "section",
        tag("p", tag("strong", count), beside, class_="total"),
        tag("ul", labels, class_="labels") if totals.mentions else None,
        trend,
        aria_label=screen.say("page.numbers"),
    )


def _reading_list(digest: Digest, screen: Screen) -> Element | None:
    if not digest.lines:
        if not digest.totals.mentions:
            return None
        return tag("section", tag("h2", screen.say("digest.to_answer")), tag("p", screen.say("digest.nothing_to_do")))
    length = screen.say("digest.line_minutes", minutes=speech.minutes(digest.minutes, screen.lang))
    return tag(
        "section",
        tag("h2", screen.say("digest.to_answer"), " ", tag("span", f"· {length}", class_="meta")),
        tag(
            "ol", (tag("li", _line(number, one, screen)) for number, one in enumerate(digest.lines, 1)), class_="lines"
        ),
    )


def _line(number: int, line: Line, screen: Screen) -> Element:
    mention = line.mention
    title, text = pieces.says(mention, screen)
    is_question = pieces.asks(line)
    sign = "?" if is_question else screen.sign(mention.label)
    more = [screen.say("render.places", n=line.places)] if line.places else []
    if line.more:
        more.append(screen.say("digest.more_by_author", n=line.more))
    if line.held_until is not None:
        more.append(held_until(line, screen))
    return tag(
        "article",
        tag("p", f"{number} · {sign} {pieces.reasons(line, screen)}", class_="reason"),
        tag("h3", title),
        tag("p", text) if text is not None else None,
        pieces.who(mention, screen, *more),
        class_=f"line {'asks' if is_question else pieces.label_class(mention.label)}",
    )


def _side(examples: Examples, screen: Screen) -> Element | None:
    if not examples.total:
        return None
    word = screen.word(examples.label)
    heading = f"{screen.sign(examples.label)} {word[:1].upper()}{word[1:]} {screen.number(examples.total)}"
    items: list[Node] = []
    for mention in examples.mentions:
        title, text = pieces.says(mention, screen)
        below = None if pieces.has_title(mention, screen) or text is None else tag("p", text)
        items.append([title, below, pieces.who(mention, screen)])
    if examples.above:
        numbers = ", ".join(f"#{number}" for number in examples.above)
        items.append(tag("span", screen.say("digest.examples_above", numbers=numbers), class_="meta"))
    return tag("section", tag("h2", heading), pieces.listed(items))


def _voice(digest: Digest, screen: Screen) -> Element | None:
    voice = digest.voice
    if voice is None:
        return None
    days = speech.days_of(voice.window, screen.lang, today=digest.today)
    note = share_note(voice.parts, voice.shift, screen)
    return tag(
        "section",
        tag("h2", screen.say("digest.voice")),
        pieces.shares(voice.parts, days, screen),
        tag("p", note, class_="note") if note else None,
    )


def _standing(digest: Digest, screen: Screen) -> Element | None:
    if digest.standing is None:
        return None
    days = speech.days_of(digest.standing.window, screen.lang, today=digest.today)
    heading = tag("h2", screen.say("figures.standing"), " ", tag("span", f"· {days}", class_="meta"))
    return tag("section", heading, pieces.listed(standing_sentences(digest.standing, screen)))


def _coverage(digest: Digest, screen: Screen) -> Element:
    wide = Screen(now=screen.now, zone=screen.zone, lang=screen.lang, width=100_000)
    first, *rest = coverage_lines(digest.coverage, wide)
    lines = [line.plain.strip() for line in rest]
    if digest.hidden is not None and digest.hidden.mentions:
        lines.append(hidden(digest.hidden, wide))
    return tag("section", tag("h2", first.plain), pieces.listed(lines), class_="note")
