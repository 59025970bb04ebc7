"""A mention to be answered, and what a draft is held against."""

from dataclasses import replace
from datetime import UTC, datetime

from listen.brand import Query
from listen.drafting.checks import Case
from listen.drafting.venues import Permission, Venue
from listen.model import Engagement, Finding, FindingKind, Label, Mention, Post, Sentiment
from listen.naming import Names

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
NAMES = Names("Luftikus", ("OtherVent",), (Query(name="brand", expression="luftikus* OR luftkuss"),))
OPEN = Venue(name="here", title="Here", companies=Permission.YES, links=Permission.YES)


def mention(
    text="Meine Luftikus pfeift.",
    *,
    language="de",
    label=Label.NEUTRAL,
    replies=None,
    intents=(),
    **post: object,
):
    return Mention(
        id=1,
        post=Post(
            **{
                "source": "reddit",
                "native_id": "1",
                "origin": "reddit",
                "url": "https://www.reddit.com/r/x/1",
                "title": None,
                "text": text,
                "engagement": Engagement(replies=replies),
                **post,
            }
        ),
        matches=(),
        language=language,
        sentiment=Sentiment(analyzer="said@1", polarity=0.0, confidence=0.9, label=label),
        findings=tuple(Finding(kind=FindingKind.INTENT, value=one, confidence=0.9) for one in intents),
        published_at=NOW,
        first_seen_at=NOW,
        day=NOW.date(),
    )


def case(**different: object):
    made = Case(mention=mention(), venue=OPEN, names=NAMES, channel="reddit", longest=10_000)
    return replace(made, **different)
