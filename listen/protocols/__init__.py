"""The seams: what a source, an analyzer, a store and the network door promise to everyone else."""

from listen.protocols.analysis import Analyzer, Identified, LanguageIdentifier, Scorer, Sure, TargetScorer, Taught
from listen.protocols.channel import (
    Account,
    Answering,
    Choosy,
    Granting,
    Interest,
    Rechecking,
    Source,
    Threaded,
)
from listen.protocols.desk import Desk, Pocket
from listen.protocols.network import Answer, Expect, Fetcher, Request, Validators
from listen.protocols.outbox import Outbox
from listen.protocols.storage import Store
from listen.records import (
    DayStories,
    Delivery,
    Entry,
    Filter,
    Judgement,
    Known,
    Learned,
    Order,
    Retold,
    Run,
    SaveCounts,
    Scored,
    StoryPart,
    StreamState,
    Subject,
    Volume,
)

__all__ = [
    "Account",
    "Analyzer",
    "Answer",
    "Answering",
    "Choosy",
    "DayStories",
    "Delivery",
    "Desk",
    "Entry",
    "Expect",
    "Fetcher",
    "Filter",
    "Granting",
    "Identified",
    "Interest",
    "Judgement",
    "Known",
    "LanguageIdentifier",
    "Learned",
    "Order",
<<<<<<< HEAD
    "Outbox",
=======
    "Pocket",
>>>>>>> desk
    "Rechecking",
    "Request",
    "Retold",
    "Run",
    "SaveCounts",
    "Scored",
    "Scorer",
    "Source",
    "Store",
    "StoryPart",
    "StreamState",
    "Subject",
    "Sure",
    "TargetScorer",
    "Taught",
    "Threaded",
    "Validators",
    "Volume",
]
