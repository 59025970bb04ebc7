"""Discourse: what is said in forums, conversations, and answers."""

from listen.sources.discourse.searching import Discourse

__all__ = ["Discourse"]
