"""Is a mention about us, or about a namesake? `docs/explanation/relevance.md` says how it is told."""

from listen.relevance.case import Case
from listen.relevance.profile import Checked, Profile, Relevance
from listen.relevance.words import Word, stem, words_of

__all__ = ["Case", "Checked", "Profile", "Relevance", "Word", "stem", "words_of"]
