"""Screens of dealing with mentions, for golden files and for properties over all screens."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from reading_world import NOW, SETTINGS, ReadingStore, busy_day
from rich.text import Text

from listen.dealing import Dealt, Deed
from listen.dialogue import Answer, AnswerState, Claim, Dealing, Lesson, Mute, MuteKind, SideNote, State
from listen.digest import Reader, build
from listen.explaining import place_in
from listen.personal import Me
from listen.query.whynot import Reason
from listen.render.screen import Screen
from listen.render.terminal.dealt import (
    claim_lines,
    dealt_lines,
    done_lines,
    known_lines,
    lesson_lines,
    mute_lines,
    note_lines,
)
from listen.render.terminal.digest import digest_lines
from listen.render.terminal.me import me_lines
from listen.render.terminal.ruling import why_not_lines
from listen.story import spread
from listen.window import last_days

TODAY = date(2026, 11, 24)
UNTIL = NOW + timedelta(minutes=30)
ME = Me(units=("lueftung",), languages=("de", "en"), skills=("Baustelle", "Akustik"), minutes=16, role="Beraterin")
HOSTILE = "\x1b[31m[b]rot[/b]\u202e"

AUTHOR = Mute(id=3, kind=MuteKind.AUTHOR, value="mastodon @laut@toots.example", until=date(2026, 12, 1), muted_on=TODAY)
SITE = Mute(id=4, kind=MuteKind.SITE, value="spam.example", because=f"nur Werbung {HOSTILE}", muted_on=TODAY)
STORY = Mute(id=5, kind=MuteKind.STORY, value="1047", until=date(2026, 12, 24), because="bekannt", muted_on=TODAY)
ANSWER = Answer(
    id=1,
    mention_id=1042,
    state=AnswerState.RECORDED,
    key="k" * 32,
    url="https://bauforum.example/t/88231#9",
    answered_on=TODAY,
)
NOTE = SideNote(
    id=7, mention_id=1042, text=f"Der Planer schickt Zeichnungen.\nMontag {HOSTILE} anrufen.", noted_on=TODAY
)
LESSON = Lesson(
    id=8,
    text="Die Anleitung sagt nicht, wie man DN 125 abdichtet.",
    topic="Anleitung",
    mention_id=1042,
    learned_on=TODAY,
)


def _desk() -> ReadingStore:
    """Return the busy day with one mention in progress, one done, one snoozed and one muted."""
    store = busy_day()
    store.desk.claim(1047, "o" * 32, now=NOW, minutes=30)
    store.desk.finish(1051, because="schon gelöst", today=TODAY)
    store.desk.snooze(1039, NOW + timedelta(days=6), because=None, today=TODAY)
    store.desk.mute(Mute(kind=MuteKind.AUTHOR, value="feed familie_k", muted_on=TODAY))
    store.desk.claim(1029, "m" * 32, now=NOW, minutes=24)
    return store


def _reader() -> Reader:
    held = Claim(mention_id=1029, token="m" * 32, until=NOW + timedelta(minutes=24))
    return Reader(me=ME, held={1029: held})


def digest_of_a_person(shown: Screen) -> list[Text]:
    window = last_days(2, today=TODAY)
    built = build(_desk(), SETTINGS, now=NOW, window=window, minutes=ME.minutes, reader=_reader())
    return digest_lines(built, shown)


def dealing_screen(shown: Screen) -> list[Text]:
    """Return what each deed says, one after the other."""
    one = busy_day().mention(1042)
    assert one is not None
    snoozed = NOW + timedelta(days=6)
    deeds = [
        Dealt(deed=Deed.RELEASED, mention=one),
        Dealt(deed=Deed.SNOOZED, mention=one, until=snoozed, because=f"Fachfrau fragen {HOSTILE}"),
        Dealt(deed=Deed.DONE, mention=one, because="schon gelöst"),
        Dealt(deed=Deed.DONE, mention=one, answer=ANSWER),
        Dealt(deed=Deed.DONE, mention=one, answer=ANSWER, is_new=False),
        Dealt(deed=Deed.DONE, mention=one, is_dry=True),
        Dealt(deed=Deed.REOPENED, mention=one),
        Dealt(deed=Deed.REOPENED, mention=one, taken_back=(ANSWER, ANSWER)),
        Dealt(deed=Deed.MUTED, mention=one, mute=AUTHOR),
        Dealt(deed=Deed.UNMUTED, mute=SITE),
        Dealt(deed=Deed.NOTED, mention=one, note=NOTE),
        Dealt(deed=Deed.UNNOTED, mention=one, note=NOTE),
        Dealt(deed=Deed.LEARNED, lesson=LESSON),
        Dealt(deed=Deed.UNLEARNED, lesson=LESSON),
    ]
    claim = Claim(mention_id=1042, token="t" * 32, until=UNTIL)
    lines = [
        *claim_lines(claim, one, shown, notes=[NOTE], answers=[ANSWER]),
        Text(),
        *claim_lines(claim, one, shown, is_dry=True),
    ]
    for dealt in deeds:
        lines.extend([Text(), *dealt_lines(dealt, shown)])
    return lines


def dealt_lists_screen(shown: Screen) -> list[Text]:
    one = busy_day().mention(1042)
    dealings = [
        Dealing(story_id=1, mention_id=1042, state=State.DONE, because=f"erledigt {HOSTILE}", dealt_on=TODAY),
        Dealing(story_id=2, mention_id=9, state=State.SNOOZED, until=NOW + timedelta(days=6), dealt_on=TODAY),
    ]
    blocks = [
        done_lines(dealings, {1042: one, 9: None}, shown),
        done_lines((), {}, shown),
        known_lines(dealings[0], [NOTE], [ANSWER, replace(ANSWER, state=AnswerState.UNKNOWN, url=None)], shown),
        known_lines(replace(dealings[0], state=State.CLAIMED, until=UNTIL, because=None), (), (), shown),
        mute_lines([AUTHOR, SITE, STORY], shown),
        mute_lines((), shown),
        note_lines([NOTE], shown),
        note_lines((), shown),
        lesson_lines([LESSON], shown),
        lesson_lines((), shown),
        me_lines(ME, {"lueftung": "Lüftung"}, Path("/home/ada/.local/state/listen"), shown),
        me_lines(Me(), {}, Path("/home/ada/.local/state/listen"), shown),
    ]
    return [line for block in blocks for line in [*block, Text()]][:-1]


def why_not_screen(shown: Screen) -> list[Text]:
    store = _desk()
    lines: list[Text] = []
    reasons = (Reason(key="query.why_missing", values=(("word", "undicht"),), start=0, end=7),)
    for number in (1047, 1051, 1039, 1029, 1045):
        one = store.mention(number)
        assert one is not None
        place = place_in(
            store,
            SETTINGS,
            one,
            spread((one,), asked=number),
            window=last_days(2, today=TODAY),
            now=NOW,
            reader=_reader(),
        )
        queries = [("brand", ("ExampleVent",), ()), (f"leck {HOSTILE}", None, reasons)]
        told = shown.say("command.why_stored", number=str(number))
        lines.extend([*why_not_lines(one, place, told, queries, shown), Text()])
    return lines[:-1]


DESK_SCREENS: dict[str, Callable[[Screen], list[Text]]] = {
    "deal": dealing_screen,
    "dealt": dealt_lists_screen,
    "digest-me": digest_of_a_person,
    "why-not": why_not_screen,
}
