"""Bluesky: what is said there, conversations, and answers."""

from listen.sources.bluesky.searching import Bluesky

__all__ = ["Bluesky"]
