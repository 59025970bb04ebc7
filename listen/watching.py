"""What comes back after our answers: their threads are asked now and then, and what is new is judged and kept."""

from datetime import datetime, timedelta

from listen.dialogue import Answer

__all__ = ["is_due"]

_OFTEN, _SELDOM = timedelta(hours=5, minutes=30), timedelta(hours=20)
_FRESH_DAYS = 3


def is_due(answer: Answer, *, now: datetime) -> bool:
    """Return whether the thread of an answer is to be asked: about four times a day at first, later once."""
    if answer.watched_at is None:
        return True
    age = now.date() - answer.answered_on
    return answer.watched_at + (_OFTEN if age < timedelta(days=_FRESH_DAYS) else _SELDOM) <= now
