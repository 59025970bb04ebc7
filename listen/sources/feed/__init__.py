"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1, broken ones too."""

from listen.sources.feed.asking import FeedSource
from listen.sources.feed.discovery import Candidate, discover

__all__ = ["Candidate", "FeedSource", "discover"]
