"""What colleagues should know: notes on a mention, and lessons."""

from dataclasses import replace
from datetime import date

from listen.dealing.finding import mention_of, reason_of
from listen.dealing.value import Dealt, Deed
from listen.dialogue import Lesson, SideNote
from listen.errors import UsageError
from listen.protocols import Store
from listen.text.clean import clean_text

__all__ = ["lesson", "note", "unlearn", "unnote"]


def note(store: Store, number: int, text: str, *, today: date, is_dry: bool = False) -> Dealt:
    """Keep what colleagues should know of a mention.

    Raises:
        UsageError: there is no such mention, or nothing is said.
    """
    mention = mention_of(store, number)
    wanted = SideNote(mention_id=number, text=_said(text), noted_on=today)
    kept = None if is_dry else store.desk.note(wanted)
    return Dealt(deed=Deed.NOTED, mention=mention, note=replace(wanted, id=kept), is_dry=is_dry)


def unnote(store: Store, number: int, note_number: int, *, is_dry: bool = False) -> Dealt:
    """Take back a note on a mention by the note's own number.

    Raises:
        UsageError: there is no such mention, or no such note on it.
    """
    mention = mention_of(store, number)
    found = next((one for one in store.desk.notes(number) if one.id == note_number), None)
    if found is None or (not is_dry and store.desk.unnote(note_number) is None):
        raise UsageError("deal.no_note", number=note_number, mention=number)
    return Dealt(deed=Deed.UNNOTED, mention=mention, note=found, is_dry=is_dry)


def lesson(
    store: Store,
    text: str,
    *,
    today: date,
    topic: str | None = None,
    mention_id: int | None = None,
    is_dry: bool = False,
) -> Dealt:
    """Keep what we learned.

    Raises:
        UsageError: it names a mention that there is not, or nothing is said.
    """
    mention = None if mention_id is None else mention_of(store, mention_id)
    wanted = Lesson(text=_said(text), topic=reason_of(topic), mention_id=mention_id, learned_on=today)
    kept = None if is_dry else store.desk.add_lesson(wanted)
    return Dealt(deed=Deed.LEARNED, mention=mention, lesson=replace(wanted, id=kept), is_dry=is_dry)


def unlearn(store: Store, number: int, *, is_dry: bool = False) -> Dealt:
    """Take a lesson back by its own number.

    Raises:
        UsageError: there is none with that number.
    """
    found = next((one for one in store.desk.lessons(date.min, date.max) if one.id == number), None)
    if found is None or (not is_dry and store.desk.remove_lesson(number) is None):
        raise UsageError("deal.no_lesson", number=number)
    return Dealt(deed=Deed.UNLEARNED, lesson=found, is_dry=is_dry)


def _said(text: str) -> str:
    said = clean_text(text)
    if not said:
        raise UsageError("deal.nothing_said")
    return said
