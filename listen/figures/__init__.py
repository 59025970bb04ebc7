"""From what is stored to the figures of some days: opinions story by story, the voices of brands, what made a spike.

The digest and the statistics show the same figures; here they are made, once for both.
"""

from listen.figures.behind import Behind, StoryBehind, behind
from listen.figures.listening import NEW_UNTIL, RUNS_REMEMBERED, listening_since
from listen.figures.opinions import COPIES_LOOKED_AT, Standing, opinions, standing
from listen.figures.voices import rivals_of, voices

__all__ = [
    "COPIES_LOOKED_AT",
    "NEW_UNTIL",
    "RUNS_REMEMBERED",
    "Behind",
    "Standing",
    "StoryBehind",
    "behind",
    "listening_since",
    "opinions",
    "rivals_of",
    "standing",
    "voices",
]
