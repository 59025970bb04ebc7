"""Same story, several places: a small print of each post, and the rule that tells copies by their prints.

Precision comes first: two posts that merely speak of the same thing stay apart, short ones fold only when they say the
same words. What was considered and measured stands in docs/decisions/folding.md.
"""

from listen.folding.difference import own_words, word_count
from listen.folding.prints import fold_print, fold_prints, post_prints, signatures
from listen.folding.relation import Kin, kinship, shared
from listen.folding.sameness import EXACT, Folder, is_same_story
from listen.folding.words import Item

__all__ = [
    "EXACT",
    "Folder",
    "Item",
    "Kin",
    "fold_print",
    "fold_prints",
    "is_same_story",
    "kinship",
    "own_words",
    "post_prints",
    "shared",
    "signatures",
    "word_count",
]
