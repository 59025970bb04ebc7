"""What people did with mentions, as JSON; the shapes stand in docs/reference/json.md. Never a token, never who."""

from collections.abc import Sequence

from listen.dealing import Dealt
from listen.dialogue import Answer, Claim, Dealing, Lesson, Mute, SideNote
from listen.model import Mention
from listen.render.json import mention_json
from listen.render.json_figures import Json

__all__ = [
    "answer_json",
    "claim_json",
    "dealing_json",
    "dealings_json",
    "dealt_json",
    "lessons_json",
    "mute_json",
    "mutes_json",
    "notes_json",
]


def dealing_json(dealing: Dealing) -> Json:
    """Return how a story stands."""
    return {
        "story": dealing.story_id,
        "mention": dealing.mention_id,
        "state": dealing.state.value,
        "until": dealing.until,
        "because": dealing.because,
        "dealt_on": dealing.dealt_on,
        "answers": dealing.answers,
        "replies": dealing.replies,
        "thanks": dealing.thanks,
    }


def mute_json(mute: Mute) -> Json:
    """Return one mute."""
    return {
        "id": mute.id,
        "kind": mute.kind.value,
        "value": mute.value,
        "until": mute.until,
        "because": mute.because,
        "muted_on": mute.muted_on,
    }


def answer_json(answer: Answer) -> Json:
    """Return one public answer."""
    return {
        "id": answer.id,
        "mention": answer.mention_id,
        "state": answer.state.value,
        "channel": answer.channel,
        "url": answer.url,
        "text": answer.text,
        "answered_on": answer.answered_on,
        "watch_until": answer.watch_until,
    }


def _note(note: SideNote) -> Json:
    return {"id": note.id, "mention": note.mention_id, "text": note.text, "noted_on": note.noted_on}


def _lesson(lesson: Lesson) -> Json:
    return {
        "id": lesson.id,
        "text": lesson.text,
        "topic": lesson.topic,
        "mention": lesson.mention_id,
        "learned_on": lesson.learned_on,
    }


def claim_json(claim: Claim, mention: Mention, *, is_dry: bool = False) -> Json:
    """Return a claim; its token stays with the person."""
    return {
        "schema": "listen.claim/1",
        "is_dry_run": is_dry,
        "until": claim.until,
        "mention": mention_json(mention),
    }


def dealt_json(dealt: Dealt) -> Json:
    """Return what a deed did."""
    return {
        "schema": "listen.dealt/1",
        "deed": dealt.deed.value,
        "is_dry_run": dealt.is_dry,
        "is_new": dealt.is_new,
        "mention": None if dealt.mention is None else dealt.mention.id,
        "until": dealt.until,
        "because": dealt.because,
        "answer": None if dealt.answer is None else answer_json(dealt.answer),
        "taken_back": [answer_json(one) for one in dealt.taken_back],
        "mute": None if dealt.mute is None else mute_json(dealt.mute),
        "note": None if dealt.note is None else _note(dealt.note),
        "lesson": None if dealt.lesson is None else _lesson(dealt.lesson),
    }


def dealings_json(found: Sequence[Dealing]) -> Json:
    """Return what was done or snoozed last, newest first."""
    return {"schema": "listen.dealings/1", "dealings": [dealing_json(one) for one in found]}


def mutes_json(found: Sequence[Mute]) -> Json:
    """Return what is muted, oldest first."""
    return {"schema": "listen.mutes/1", "mutes": [mute_json(one) for one in found]}


def notes_json(found: Sequence[SideNote]) -> Json:
    """Return the notes on a mention, oldest first."""
    return {"schema": "listen.notes/1", "notes": [_note(one) for one in found]}


def lessons_json(found: Sequence[Lesson]) -> Json:
    """Return what we learned, oldest first."""
    return {"schema": "listen.lessons/1", "lessons": [_lesson(one) for one in found]}
