"""Mastodon and servers that speak its language: what is said there, conversations, and answers."""

from listen.sources.mastodon.timelines import Mastodon

__all__ = ["Mastodon"]
