"""Sentences of a report that other views say too: coverage, how it was counted, how a share changed."""

from listen.metrics import Method, Part
from listen.render import speech
from listen.render.report.wording import Wording
from listen.render.terminal import phrasing
from listen.render.terminal.figures import share_note
from listen.report import Section
from listen.report.record import figures_print

__all__ = ["coverage_sentences", "method_sentences", "sentence", "voice_note"]

_NAMED = 8
"""Streams named one by one."""


def sentence(text: str) -> str:
    """Return a line of the terminal as a sentence."""
    said = text[:1].upper() + text[1:]
    return said if said.endswith((".", "?", "!")) else f"{said}."


def coverage_sentences(words: Wording) -> tuple[str, ...]:
    """Return what was not heard: streams that failed or were silent, gaps, channels that are off."""
    found, screen = words.report.heard.coverage, words.screen
    said = [words.say("read", read=found.read, streams=found.streams)]
    said.extend(phrasing.failing(one, screen) for one in found.failing[:_NAMED])
    if len(found.failing) > _NAMED:
        said.append(screen.say("digest.more_failing", n=len(found.failing) - _NAMED))
    said.extend(phrasing.silent(one, screen) for one in found.silent[:_NAMED])
    said.extend(phrasing.gap(one, screen) for one in found.gaps[:_NAMED])
    if len(found.gaps) > _NAMED:
        said.append(screen.say("digest.more_gaps", n=len(found.gaps) - _NAMED))
    began = None if found.listening_since is None else found.listening_since.astimezone(screen.zone).date()
    if began is not None and began >= words.report.window.since:
        said.append(screen.say("digest.first_run", day=speech.day(began, screen.lang)))
    if found.switched_off:
        said.append(phrasing.off(found.switched_off, screen))
    said.append(screen.say("digest.cannot_see"))
    return tuple(sentence(words.plain(one)) for one in said)


def method_sentences(words: Wording) -> tuple[str, ...]:
    """Return how the figures were made, and how they can be checked."""
    heard = words.report.heard
    said = [words.say("method_whole", zone=words.report.timezone), words.say("method_story")]
    if heard.usual_method is None:
        said.append(sentence(words.screen.say("figures.no_usual")))
    else:
        key = "usual_weekday" if heard.usual_method is Method.WEEKDAY else "usual_mean"
        said.append(sentence(words.screen.say(f"figures.{key}", n=heard.usual_days)))
    said.extend(words.say(key) for key in ("method_feeling", "method_chance", "small_rows", "method_voices"))
    if words.is_masking:
        said.append(words.say("method_masked"))
    said.append(words.say("method_checked"))
    said.append(words.say("method_origin", fingerprint=figures_print(words.report.figures)))
    return tuple(said)


def voice_note(words: Wording) -> tuple[str, ...]:
    """Return our share against as many days before, where that is known."""
    shares = [one for one in words.report.within(Section.VOICE) if one.what == "share"]
    counts = {one.of: int(one.value or 0) for one in words.report.within(Section.VOICE) if one.what == "stories"}
    whole = sum(counts.values())
    parts = [Part(name=one.of or "", count=counts.get(one.of, 0), whole=whole) for one in shares]
    note = share_note(parts, words.report.shift, words.screen) if parts and whole else ""
    return (sentence(note),) if note else ()
