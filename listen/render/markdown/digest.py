"""The digest as Markdown: the same order and the same words as on a terminal."""

from collections.abc import Iterator

from listen.digest import Digest, Examples, Line
from listen.model import Mention
from listen.ranking import Term
from listen.render import speech
from listen.render.markdown.returning import returned_markdown
from listen.render.markdown.tables import share_table
from listen.render.markdown.writing import escaped, heading, item, link, shortened
from listen.render.screen import Screen
from listen.render.terminal.coverage import coverage_lines
from listen.render.terminal.digest import aside_sentences, end_sentences, held_until, learning_sentences, news
from listen.render.terminal.figures import share_note, standing_sentences
from listen.render.terminal.phrasing import hidden, reason

__all__ = ["digest_markdown"]

_TEXT_CHARACTERS = 280


def digest_markdown(digest: Digest, screen: Screen) -> str:
    """Return the whole digest; `screen.width` does not matter."""
    blocks = [
        [heading(f"{screen.say('digest.title')} {escaped(digest.brand)}", 1), _when(digest, screen)],
        _totals(digest, screen),
        [
            item(escaped(sentence), *(f"- {escaped(one)}" for one in below))
            for _, sentence, below in news(digest, screen)
        ],
        returned_markdown(digest.returning, screen),
        _reading_list(digest, screen),
        [line for examples in (digest.praise, digest.criticism) for line in _side(examples, screen)],
        _voice(digest, screen),
        _standing(digest, screen),
        [f"**{escaped(' '.join(end_sentences(digest, screen)))}**"] if digest.lines else [],
        [item(escaped(sentence)) for sentence in aside_sentences(digest.aside, screen)],
        [item(escaped(sentence)) for sentence in learning_sentences(digest, screen)],
        _coverage(digest, screen),
    ]
    return "\n\n".join("\n".join(block).rstrip("\n") for block in blocks if block) + "\n"


def _when(digest: Digest, screen: Screen) -> str:
    weekday = speech.weekday(digest.today, screen.lang)
    moment = speech.moment(digest.now, screen.lang, zone=screen.zone)
    meant = speech.days_of(digest.window, screen.lang, today=digest.today)
    named = [] if digest.unit is None else [screen.say("digest.for_unit", unit=digest.unit)]
    if digest.queries:
        named.append(screen.say("digest.for_queries", queries=", ".join(digest.queries)))
    return escaped(" · ".join([f"{weekday}, {moment}", meant, *named]))


def _totals(digest: Digest, screen: Screen) -> list[str]:
    totals = digest.totals
    if not totals.mentions:
        return [f"**{screen.say('digest.none_at_all')}**"]
    said = f"**{screen.say('digest.mentions', n=totals.mentions)}**"
    if totals.usual is None:
        beside = screen.say("digest.no_usual")
    else:
        key = "digest.usual_by_now" if digest.window.last == digest.today else "digest.usual"
        beside = screen.say(key, usual=speech.about(totals.usual.count, screen.lang))
    counts = [f"{screen.number(one.mentions)} {screen.word(one.label)}" for one in totals.by_label if one.mentions]
    return [f"{said}, {beside}: {', '.join(counts)}."]


def _reasons(terms: tuple[Term, ...], screen: Screen) -> str:
    words = ", ".join(reason(term, screen) for term in terms)
    return escaped(f"{words[:1].upper()}{words[1:]}")


def _reading_list(digest: Digest, screen: Screen) -> list[str]:
    lines = [heading(screen.say("digest.to_answer"), 2)]
    if not digest.lines:
        return [*lines, screen.say("digest.nothing_to_do")] if digest.totals.mentions else []
    return [*lines, *(_line(number, line, screen) for number, line in enumerate(digest.lines, start=1))]


def _line(number: int, line: Line, screen: Screen) -> str:
    mention = line.mention
    length = speech.minutes(line.minutes, screen.lang)
    about = ", ".join((screen.age(mention.published_at), escaped(length), f"#{mention.id}"))
    first = f"{number}. **{_reasons(line.reasons, screen)}** ({about})  "
    who = [_who(mention)]
    if line.places:
        who.append(screen.say("render.places", n=line.places))
    if line.more:
        who.append(screen.say("digest.more_by_author", n=line.more))
    if line.held_until is not None:
        who.insert(0, f"**{escaped(held_until(line, screen))}**")
    return "\n".join([first, f"   {_says(mention)}  ", f"   {' · '.join(who)}", ""])


def _who(mention: Mention) -> str:
    post = mention.post
    names = dict.fromkeys(escaped(name) for name in (post.author, post.place) if name)
    return " · ".join(names) or escaped(post.source)


def _says(mention: Mention) -> str:
    post = mention.post
    if post.title:
        text = shortened(post.text.removeprefix(post.title), _TEXT_CHARACTERS)
        linked = link(escaped(post.title), post.url)
        return f"{linked}: {text}" if text else linked
    return link(shortened(post.text, _TEXT_CHARACTERS), post.url)


def _side(examples: Examples, screen: Screen) -> Iterator[str]:
    if not examples.total:
        return
    word = screen.word(examples.label)
    yield heading(f"{screen.sign(examples.label)} {word[:1].upper()}{word[1:]} {screen.number(examples.total)}", 2)
    for mention in examples.mentions:
        yield item(f"{_says(mention)} ({_who(mention)}, #{mention.id})")
    if examples.above:
        numbers = ", ".join(f"#{number}" for number in examples.above)
        yield item(screen.say("digest.examples_above", numbers=numbers))
    yield ""


def _voice(digest: Digest, screen: Screen) -> list[str]:
    voice = digest.voice
    if voice is None:
        return []
    days = speech.days_of(voice.window, screen.lang, today=digest.today)
    note = share_note(voice.parts, voice.shift, screen)
    below = ["", escaped(note)] if note else []
    return [heading(screen.say("digest.voice"), 2), *share_table(voice.parts, days, screen), *below]


def _standing(digest: Digest, screen: Screen) -> list[str]:
    if digest.standing is None:
        return []
    days = speech.days_of(digest.standing.window, screen.lang, today=digest.today)
    sentences = [item(escaped(one)) for one in standing_sentences(digest.standing, screen)]
    return [heading(f"{screen.say('figures.standing')}, {escaped(days)}", 2), *sentences]


def _coverage(digest: Digest, screen: Screen) -> list[str]:
    wide = Screen(now=screen.now, zone=screen.zone, lang=screen.lang, width=100_000)
    first, *rest = coverage_lines(digest.coverage, wide)
    lines = [line.plain.strip() for line in rest]
    if digest.hidden is not None and digest.hidden.mentions:
        lines.append(hidden(digest.hidden, wide))
    return [heading(first.plain, 2), *(item(escaped(line)) for line in lines)]
