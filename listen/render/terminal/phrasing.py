"""Small sentences that several screens need: reasons, coverage, failures, languages."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from listen.digest import DroppedFor, Failing, GapSeen, Hidden, SilentStream
from listen.phrases import reason as reason_said
from listen.phrases import say
from listen.ranking import Term
from listen.regions import region_name
from listen.render import foreign, speech
from listen.render.screen import Screen

__all__ = [
    "dropped",
    "failing",
    "gap",
    "hidden",
    "language",
    "off",
    "reason",
    "region",
    "silent",
    "whole_reason",
    "why",
]


def language(code: str | None, screen: Screen) -> str:
    """Return a language's name, or its code when we have no name for it."""
    if code is None:
        return screen.say("render.language_unknown")
    named = say(f"render.language_{code}", screen.lang, default=None)
    return screen.show(named if named is not None else foreign.plain(code, screen))


def dropped(reason: str, screen: Screen) -> str:
    """Return why a mention is left out; the bare key when this version does not know it."""
    told = say(f"relevance.{reason}", screen.lang, default=None)
    return screen.show(told) if told is not None else foreign.plain(reason, screen)


def dropped_for(group: DroppedFor, screen: Screen) -> str:
    """Return the heading of what one rule left out."""
    if group.reason is not None:
        return screen.say("relevance.not_about_us", why=dropped(group.reason, screen))
    return screen.say(f"relevance.rule_{group.rule.value}")


def hidden(one: Hidden, screen: Screen) -> str:
    """Return how many mentions the reader did not want to see, of which kinds, and how to see them."""
    named = ", ".join(
        f"{screen.say(f'intent.{intent}')} {screen.number(count)}" for intent, count in one.by_intent if count
    )
    options = " ".join(f"--intent {intent}" for intent, count in one.by_intent if count)
    return screen.say("digest.hidden", n=one.mentions, named=named, options=options)


def region(code: str, screen: Screen) -> str:
    """Return a region as people call it; its ISO 3166 code when we have no name for it."""
    return screen.show(foreign.plain(region_name(code, screen.lang), screen))


def reason(term: Term, screen: Screen) -> str:
    """Return the words for one term."""
    values = {
        name: foreign.plain(value, screen) if isinstance(value, str) else value for name, value in term.values.items()
    }
    if "language" in values:
        values["language"] = language(str(values["language"]), screen)
    return screen.say(f"ranking.{term.key}", **values)


def whole_reason(term: Term, screen: Screen) -> str:
    """Return the words for one term, with who changed it: a person, or what was learned of people."""
    by = term.values.get("by")
    said = reason(term, screen)
    return said if by is None else screen.say(f"ranking.by_{by}", reason=said)


def why(key: str, values: Iterable[tuple[str, object]], screen: Screen) -> str:
    """Return a stored failure as a sentence; the bare key when this version does not know it."""
    shown = {
        name: foreign.plain(reason_said(value, screen.lang) if name == "why" else value, screen)
        if isinstance(value, str)
        else value
        for name, value in values
    }
    try:
        return screen.say(key, **shown)
    except KeyError:  # stored by another version, whose phrase or fields were different
        return key


def failing(one: Failing, screen: Screen) -> str:
    """Return one line about a stream that fails: since when, why, and when it is asked again."""
    place = foreign.plain(one.place, screen)
    # A stored "until" is in no particular zone or form; ours is.
    values = {**one.error_values, **({} if one.waits_until is None else {"until": _time(one.waits_until, screen)})}
    text = why(one.error_key, values.items(), screen)
    if one.since is None or one.error_key == "source.rate_limited":
        return screen.say("digest.failing", place=place, why=text)
    span = speech.lasting(one.since, screen.lang, now=screen.now)
    return screen.say("digest.failing_since", place=place, span=span, why=text)


def _time(when: datetime, screen: Screen) -> str:
    if when.astimezone(screen.zone).date() == screen.today:
        return screen.clock(when)
    return speech.moment(when, screen.lang, zone=screen.zone)


def gap(one: GapSeen, screen: Screen) -> str:
    """Return one line about posts that a service had and did not give."""
    place = foreign.plain(one.place, screen)
    if one.missed is None:
        text = screen.say("digest.gap", place=place)
    else:
        text = screen.say("digest.gap_missed", place=place, count=one.missed)
    if one.since is None or one.until is None:
        return text
    since, until = (speech.moment(when, screen.lang, zone=screen.zone) for when in (one.since, one.until))
    return screen.say("digest.gap_between", gap=text, since=since, until=until)


def silent(one: SilentStream, screen: Screen) -> str:
    """Return one line about a stream that answers and brings nothing."""
    span = speech.lasting(one.since, screen.lang, now=screen.now)
    usual = screen.number(max(1, round(one.usual)))
    return screen.say("digest.silent", place=foreign.plain(one.place, screen), span=span, usual=usual)


_OFF_NAMED = 4


def off(names: Sequence[str], screen: Screen) -> str:
    """Return which channels are switched off; only how many where there are many."""
    if len(names) > _OFF_NAMED:
        return screen.say("digest.many_off", n=len(names))
    return screen.say(
        "digest.switched_off", sources=speech.listed((foreign.plain(name, screen) for name in names), screen.lang)
    )
