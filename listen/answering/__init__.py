"""Answering through a channel, exactly once: kept before it goes out, looked for when nobody knows."""

from listen.answering.sending import PATIENCE, key_for, send, settle, unsettled

__all__ = ["PATIENCE", "key_for", "send", "settle", "unsettled"]
