"""Reddit: what is said there, conversations, and answers."""

from listen.sources.reddit.searching import Reddit

__all__ = ["Reddit"]
