"""How well the saved queries find what they should: too much, too little, cut off, and what would help."""

from listen.health.looking import health
from listen.health.reading import LEAST_NOISE
from listen.health.value import Change, Counts, Health, NoiseTerm, NoisyVoice, QueryHealth, State, Unheard, Voice

__all__ = [
    "LEAST_NOISE",
    "Change",
    "Counts",
    "Health",
    "NoiseTerm",
    "NoisyVoice",
    "QueryHealth",
    "State",
    "Unheard",
    "Voice",
    "health",
]
