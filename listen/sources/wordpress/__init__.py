"""WordPress: posts and comments of sites, conversations, and answers."""

from listen.sources.wordpress.searching import WordPress

__all__ = ["WordPress"]
