"""Lemmy: what is said there, conversations, and answers."""

from listen.sources.lemmy.searching import Lemmy

__all__ = ["Lemmy"]
