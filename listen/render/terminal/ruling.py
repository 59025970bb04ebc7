"""What keeps a mention from a line of the digest, in sentences, and what undoes it."""

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from listen.digest import Rule
from listen.explaining import Place
from listen.model import Mention
from listen.query.whynot import Reason
from listen.render import foreign, speech
from listen.render.cells import Lines, fold, indent
from listen.render.screen import Screen
from listen.render.terminal import phrasing

__all__ = ["place_rule", "undoing", "why_not_lines"]


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
        return screen.clock(place.dealing.until)
    return screen.show(speech.moment(place.dealing.until, screen.lang, zone=screen.zone))


def _because(rule: Rule, place: Place) -> str | None:
    if rule is Rule.MUTED and place.mute is not None:
        return place.mute.because
    if rule in (Rule.DONE, Rule.SNOOZED) and place.dealing is not None:
        return place.dealing.because
    return None


def why_not_lines(
    mention: Mention | None,
    place: Place | None,
    told: str,
    queries: Iterable[tuple[str, tuple[str, ...] | None, Sequence[Reason]]],
    screen: Screen,
) -> Lines:
    """Return where a post stands, every rule that keeps it from a line, what undoes it, and what each query says.

    Args:
        mention: None when it is not stored.
        place: where it stands in today's digest; None when it is not stored.
        told: whether it is stored, or could have been heard.
        queries: name, the words by which it matches (None when it does not), and why it does not.
        screen: where.
    """
    lines: Lines = fold(foreign.one_line(told, screen), screen.width)
    if mention is not None and place is not None:
        lines.extend(_place_lines(mention, place, screen))
    lines.append(Text())
    for name, words, reasons in queries:
        if words is not None:
            said = screen.say("command.why_matches", query=name, words=", ".join(words))
            lines.extend(fold(foreign.one_line(said, screen), screen.width))
            continue
        lines.extend(fold(foreign.one_line(screen.say("command.why_misses", query=name), screen), screen.width))
        for one in reasons:
            lines.extend(indent(fold(foreign.one_line(one.message(screen.lang), screen), screen.width - 2), 2))
    return lines


def _place_lines(mention: Mention, place: Place, screen: Screen) -> Lines:
    if place.number is not None:
        return fold(Text(screen.say("explain.has_line", number=str(place.number))), screen.width)
    why = "" if mention.dropped is None else phrasing.dropped(mention.dropped, screen)
    lines: Lines = fold(Text(screen.say("explain.no_line"), style="bold"), screen.width)
    for rule in place.rules:
        said = Text(place_rule(rule, place, mention, screen, why=why))
        first, *rest = fold(said, screen.width - 2)
        lines.extend([Text.assemble("- ", first), *indent(rest, 2)])
    commands = list(dict.fromkeys(undoing(place, mention)))
    if commands:
        lines.extend(fold(Text(screen.say("explain.undoing"), style="dim"), screen.width))
        lines.extend(one for command in commands for one in indent(fold(Text(command), screen.width - 2), 2))
    return lines


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
