"""What keeps a mention from a line of the digest, in sentences, and what undoes it."""

from collections.abc import Iterator

from listen.digest import Rule
from listen.explaining import Place
from listen.model import Mention
from listen.render import foreign, speech
from listen.render.screen import Screen

__all__ = ["place_rule", "undoing"]


def place_rule(rule: Rule, place: Place, mention: Mention, screen: Screen, *, why: str = "") -> str:
    """Return one rule as a sentence.

    Args:
        rule: which one.
        place: where the mention stands, with what is needed to say it.
        mention: which one.
        screen: where.
        why: the sentence for why it is not about us, where it is not.
    """
    text = screen.say(
        f"explain.rule_{rule.value}",
        day=speech.day(mention.day, screen.lang),
        why=why,
        number=f"{place.leader}",
        points=place.points,
        needed=place.needed,
        until=_until(rule, place, screen),
    )
    because = _because(rule, place)
    return (
        text if because is None else f"{text} {screen.say('explain.because', because=foreign.plain(because, screen))}"
    )


def _until(rule: Rule, place: Place, screen: Screen) -> str:
    """Return when it ends by itself; "" where it does not."""
    if rule is Rule.MUTED and place.mute is not None:
        if place.mute.until is None:
            return screen.say("explain.for_good")
        return screen.show(speech.day(place.mute.until, screen.lang))
    if place.dealing is None or place.dealing.until is None:
        return ""
    if rule is Rule.CLAIMED:
        return speech.clock(place.dealing.until, screen.zone)
    return screen.show(speech.moment(place.dealing.until, screen.lang, zone=screen.zone))


def _because(rule: Rule, place: Place) -> str | None:
    if rule is Rule.MUTED and place.mute is not None:
        return place.mute.because
    if rule in (Rule.DONE, Rule.SNOOZED) and place.dealing is not None:
        return place.dealing.because
    return None


def undoing(place: Place, mention: Mention) -> Iterator[str]:
    """Yield the commands that put a mention back, one for each rule that can be undone."""
    for rule in place.rules:
        match rule:
            case Rule.DROPPED:
                yield f"listen correct {mention.id} --ours"
            case Rule.MUTED if place.mute is not None:
                yield f"listen mute --end {place.mute.id}"
            case Rule.DONE | Rule.SNOOZED if place.dealing is not None:
                yield f"listen done {place.dealing.mention_id} --undo"
            case Rule.OUTSIDE:
                yield f"listen digest --since {mention.day.isoformat()} --all"
            case Rule.BUDGET | Rule.ROOM | Rule.AUTHOR:
                yield "listen digest --all"
            case _:
                pass
