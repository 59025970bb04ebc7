"""Telling: the day's digest, days that stand out and sources that fail reach people where they are, once."""

from listen.notifying.telling import Telling, acknowledge, notify, snooze
from listen.notifying.value import Bundle, Delivered, Episode

__all__ = ["Bundle", "Delivered", "Episode", "Telling", "acknowledge", "notify", "snooze"]
