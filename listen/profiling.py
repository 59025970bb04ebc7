"""What people judged becomes what `listen.relevance` knows: made anew from the judgements, before every run."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from listen.brand import Settings
from listen.protocols import Filter, Judgement, Store
from listen.records import OURS, Subject
from listen.relevance import Case, Profile
from listen.understand import case_of

__all__ = ["profile"]

_JUDGED_AT_MOST = 1_000
_BACKGROUND = 250
_BACKGROUND_DROPPED = 50


def profile(store: Store, settings: Settings) -> Profile:
    """Return what is known of every query: what its owner said, and what people made of its mentions.

    The last judgement on a mention counts. Who said what a mention feels like took it for ours. The newest thousand
    judged mentions are read, and a few hundred others of each query of which some were marked as not ours.

    Args:
        store: read from.
        settings: the queries.

    Raises:
        StoreError: if the database cannot be read.
    """
    verdicts = _verdicts(store.judgements())
    numbers = sorted(verdicts, reverse=True)[:_JUDGED_AT_MOST]
    found = [mention for number in numbers if (mention := store.mention(number)) is not None and mention.matches]
    judged = [(case_of(mention), verdicts[mention.id or 0]) for mention in found]
    noisy = {name for case, is_ours in judged if not is_ours for name in case.places}
    names = [query.name for query in settings.queries if query.competitor is None and query.name in noisy]
    return Profile.of(settings, judged, [case for name in names for case in _background(store, name, verdicts)])


def _verdicts(judgements: Iterable[Judgement]) -> dict[int, bool]:
    """Return by mention whether it is ours."""
    implied: dict[int, bool] = {}
    said: dict[int, bool] = {}
    for one in judgements:
        if one.about is Subject.RELEVANCE:
            said[one.mention_id] = one.verdict == OURS
        elif one.about is Subject.SENTIMENT:
            implied[one.mention_id] = True
    return {**implied, **said}


def _background(store: Store, name: str, judged: Mapping[int, bool]) -> Iterator[Case]:
    """Yield what one query's newest mentions look like, dropped ones among them; each for this query alone."""
    for is_dropped, limit in ((False, _BACKGROUND), (True, _BACKGROUND_DROPPED)):
        for mention in store.mentions(Filter(queries=(name,), is_dropped=is_dropped, limit=limit)):
            if mention.id not in judged:
                case = case_of(mention)
                yield replace(case, places={name: case.places.get(name, ())})
