"""What stands beside the draft in an editor: mention, house rules, earlier answers, advice; every line marked."""

from collections.abc import Iterator, Sequence

from listen.drafting.advice import Advice, Level
from listen.drafting.page import aside
from listen.phrases import say
from listen.render import speech
from listen.render.house_rules import advice_words, house_words, venue_title
from listen.replying import Prepared

__all__ = ["asides"]

_INDENT = "    "
_MOST_OF_MENTION = 4_000
_MOST_OF_ANSWER = 700


def asides(prepared: Prepared, advice: Sequence[Advice], text: str, lang: str) -> tuple[str, ...]:
    """Return the lines beside a draft, ready for `listen.drafting.page.page`.

    Args:
        prepared: what is answered.
        advice: on the draft as it stands; empty when nobody wrote anything yet.
        text: the draft.
        lang: language spoken.
    """
    return tuple(_lines(prepared, advice, text, lang))


def _lines(prepared: Prepared, advice: Sequence[Advice], text: str, lang: str) -> Iterator[str]:
    yield from aside(say("drafting.page_how", lang))
    if advice:
        yield from _title(say("drafting.advice", lang))
        for one in advice:
            level = say(f"drafting.level_{'block' if one.level is Level.BLOCK else 'advice'}", lang)
            yield from aside(f"{level}: {advice_words(one, text, lang)}", indent=_INDENT)
    post = prepared.mention.post
    yield from _title(f"{say('drafting.mention', lang)} #{prepared.number}")
    who = " · ".join(part for part in (post.author, post.place, post.url) if part)
    yield from aside(who, indent=_INDENT)
    yield from aside("", indent=_INDENT)
    if post.title and not post.text.startswith(post.title):
        yield from aside(post.title, indent=_INDENT)
    yield from aside(post.text[:_MOST_OF_MENTION], indent=_INDENT)
    yield from _title(say("drafting.house_rules", lang, venue=venue_title(prepared.venue, lang)))
    for words in house_words(prepared.venue, lang):
        yield from aside(f"- {words}", indent=_INDENT)
    note = prepared.venue.note(lang)
    if note:
        yield from aside(note, indent=_INDENT)
    if prepared.answers:
        yield from _title(say("drafting.answered_already", lang))
        for answer in prepared.answers:
            yield from aside(f"{speech.day(answer.answered_on, lang)}: {answer.url or ''}", indent=_INDENT)
            yield from aside((answer.text or "")[:_MOST_OF_ANSWER], indent=_INDENT * 2)
    if prepared.earlier:
        yield from _title(say("drafting.earlier", lang))
        for before in prepared.earlier:
            shared, when = ", ".join(before.shared), speech.day(before.answer.answered_on, lang)
            yield from aside(say("drafting.earlier_about", lang, day=when, shared=shared), indent=_INDENT)
            yield from aside((before.answer.text or "")[:_MOST_OF_ANSWER], indent=_INDENT * 2)


def _title(words: str) -> tuple[str, ...]:
    return (*aside(""), *aside(words))
