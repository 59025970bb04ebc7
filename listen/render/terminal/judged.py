"""What a correction did, and everything that was said so far."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from listen.correcting import Correction
from listen.model import Label
from listen.protocols import Judgement, Subject
from listen.records import NOT_OURS, OURS
from listen.render import foreign, speech
from listen.render.cells import Lines, cut, fitting, fold, table
from listen.render.screen import Screen
from listen.render.terminal import phrasing

__all__ = ["correction_lines", "judgement_lines"]

_LABELS = {label.value: label for label in Label}
_BECAUSE_CELLS = 60


def correction_lines(done: Correction, screen: Screen) -> Lines:
    """Return what was kept or taken back, what it changed, and how to take it back."""
    mention = f"#{done.after.id}"
    told = [_undone(done, screen)] if done.undone is not None else [_kept(one, mention, screen) for one in done.kept]
    if any(one.about is Subject.LANGUAGE for one in done.kept) and done.after.label is not done.before.label:
        told.append(screen.say("judge.language_feels", label=screen.word(done.after.label)))
    if done.before.priority != done.after.priority:
        told.append(screen.say("judge.priority", before=done.before.priority, after=done.after.priority))
    lines = [Text(one) for one in told]
    if done.kept:
        lines.append(Text(screen.say("judge.take_back", number=str(done.after.id)), style="dim"))
    return fitting(lines, screen.width, more=screen.show("…"))


def _kept(judgement: Judgement, mention: str, screen: Screen) -> str:
    match judgement.about:
        case Subject.SENTIMENT:
            key = "judge.label_confirmed" if judgement.is_confirmation else "judge.label_given"
        case Subject.RELEVANCE:
            key = f"judge.{judgement.verdict}_{'confirmed' if judgement.is_confirmation else 'given'}"
        case Subject.LANGUAGE:
            key = "judge.language_confirmed" if judgement.is_confirmation else "judge.language_given"
        case Subject.STORY:
            return _story(judgement, mention, screen)
    verdict, told = (_said(judgement.about, said, screen) for said in (judgement.verdict, judgement.told))
    return screen.say(key, mention=mention, verdict=verdict, told=told)


def _story(judgement: Judgement, mention: str, screen: Screen) -> str:
    if judgement.verdict == str(judgement.mention_id):
        return screen.say("judge.story_left", mention=mention)
    key = "judge.story_confirmed" if judgement.is_confirmation else "judge.story_joined"
    return screen.say(key, mention=mention, story=f"#{judgement.verdict}")


def _undone(done: Correction, screen: Screen) -> str:
    mention = f"#{done.after.id}"
    about = Subject.SENTIMENT if done.undone is None else done.undone.about
    match about:
        case Subject.SENTIMENT:
            return screen.say("judge.undone", mention=mention, label=screen.word(done.after.label))
        case Subject.RELEVANCE:
            return screen.say("judge.undone_relevance", mention=mention)
        case Subject.LANGUAGE:
            language = phrasing.language(done.after.language, screen)
            return screen.say("judge.undone_language", mention=mention, language=language)
        case Subject.STORY:
            return screen.say("judge.undone_story", mention=mention, story=f"#{done.after.story_id}")


def _said(about: Subject, said: str | None, screen: Screen) -> str:
    """Return a verdict in words; None is *nothing*."""
    if about is Subject.SENTIMENT:
        return screen.word(None if said is None else _LABELS.get(said))
    if said is None:
        return screen.say("judge.unsaid")
    if about is Subject.RELEVANCE:
        return screen.say(f"judge.{said}") if said in {OURS, NOT_OURS} else foreign.plain(said, screen)
    if about is Subject.LANGUAGE:
        return phrasing.language(said, screen)
    return f"#{foreign.plain(said, screen)}"


def judgement_lines(said: Sequence[Judgement], screen: Screen) -> Iterator[Text]:
    """Yield a line for each judgement, oldest first, and how many found listen right."""
    if not said:
        yield from fold(Text(screen.say("judge.list_empty")), screen.width)
        yield from fold(Text(screen.say("judge.list_hint"), style="dim"), screen.width)
        return
    rows = [
        [
            Text(screen.show(speech.short_day(one.judged_on, screen.lang)), style="dim"),
            Text(f"#{one.mention_id}"),
            Text(screen.say(f"judge.about_{one.about.value}")),
            Text(_said(one.about, one.verdict, screen)),
            Text(_against(one, screen), style="dim"),
            cut(Text(foreign.plain(one.because or "", screen)), _BECAUSE_CELLS, more=screen.show("…")),
        ]
        for one in said
    ]
    yield from fitting(table(rows), screen.width, more=screen.show("…"))
    right = sum(one.is_confirmation for one in said)
    yield from fold(Text(screen.say("judge.list_ends", n=len(said), right=right), style="bold"), screen.width)


def _against(one: Judgement, screen: Screen) -> str:
    if one.is_confirmation:
        return screen.say("judge.was_right")
    return screen.say("judge.was_told", told=_said(one.about, one.told, screen))
