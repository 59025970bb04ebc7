"""Why a mention is understood as it is, and why it stands in the digest where it does, or does not stand there."""

from listen.digest import Rule
from listen.explaining.collecting import explain
from listen.explaining.placing import DIGEST_DAYS, place_in
from listen.explaining.value import Explained, Heard, Judged, Place, Ranked, Section, Sought

__all__ = [
    "DIGEST_DAYS",
    "Explained",
    "Heard",
    "Judged",
    "Place",
    "Ranked",
    "Rule",
    "Section",
    "Sought",
    "explain",
    "place_in",
]
