"""Put together what is known of one mention: a few reads, and the rules asked again."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from listen.brand import Query, Settings
from listen.digest import NOBODY, Reader
from listen.errors import UsageError
from listen.explaining.placing import DIGEST_DAYS, besides_of, leader_of, place_in
from listen.explaining.value import Explained, Heard, Judged, Ranked, Sought
from listen.masking import NO_MASK, Mask, everywhere
from listen.model import Label, Mention, Probabilities, Sentiment
from listen.protocols import Store
from listen.ranking import age_term, terms
from listen.reading import analyzed_text, matched_places
from listen.story import spread
from listen.window import Window, day_of, last_days

__all__ = ["explain"]


def explain(
    store: Store,
    settings: Settings,
    number: int,
    *,
    now: datetime,
    analyzed: Collection[str] = (),
    reader: Reader = NOBODY,
    mask: Mask = NO_MASK,
) -> Explained:
    """Return everything that is known of a mention, each with what made it so. Reads only.

    Args:
        store: read from.
        settings: for whom.
        number: which mention.
        now: aware UTC.
        analyzed: languages that an analyzer is there for.
        reader: who asks; today's digest is theirs.
        mask: covers names in all that is returned; nothing is judged by what it made.

    Raises:
        UsageError: if there is no such mention.
        StoreError: if the database cannot be read.
    """
    mention = store.mention(number)
    if mention is None:
        raise UsageError("command.no_mention", number=number)
    zone = ZoneInfo(settings.timezone)
    today = day_of(now, zone)
    queries = {query.name: query for query in settings.queries}
    told = store.story(mention.story_id) if mention.story_id is not None else ()
    story = spread(told or (mention,), asked=number)
    telling = next((one for one in story.tellings if one.mention.id == number), story.tellings[0])
    window = last_days(DIGEST_DAYS, today=today)
    # The evening of its own day: then the digest had all of it.
    own_window = Window(since=mention.day, until=mention.day + timedelta(days=1))
    is_past = not window.since <= mention.day < window.until and mention.day < today
    evening = _evening(mention, zone)
    place = place_in(store, settings, mention, story, window=window, now=now, analyzed=analyzed, reader=reader)
    besides = besides_of(mention, place.dealing, reader, settings)
    shown = mask.mention(mention)
    scores = [_masked(one, mention, mask) for one in store.scores(number)]
    explained = Explained(
        mention=shown,
        text=analyzed_text(shown.post),
        targets=_targets(shown),
        heard=_heard(mention),
        sought=tuple(
            Sought(
                match=match,
                query=queries.get(match.query),
                unit=_unit(queries.get(match.query), settings),
                fields=tuple(dict.fromkeys(span.field for span in match.spans)),
            )
            for match in shown.matches
        ),
        judged=_judged(shown, scores),
        ranked=Ranked(
            terms=terms(mention, queries=queries),
            age=age_term(mention, now=now),
            stored=mention.priority,
            besides=besides,
            today=place.points,
        ),
        story=story,
        telling=telling,
        judgements=tuple(one for one in store.judgements() if one.mention_id == number),
        place=place,
        then=place_in(store, settings, mention, story, window=own_window, now=evening, analyzed=analyzed)
        if is_past
        else None,
        leader=leader_of(mention, story),
        today=today,
    )
    # What is masked already stays as it is: the word that covers a name is nobody's.
    return everywhere(explained, mask)


def _masked(score: Sentiment, mention: Mention, mask: Mask) -> Sentiment:
    """Return another analyzer's answer as it fits the masked text."""
    return mask.mention(replace(mention, sentiment=score)).sentiment or score


def _unit(query: Query | None, settings: Settings) -> str | None:
    return None if query is None else next((one.title for one in settings.units if one.name == query.unit), None)


def _evening(mention: Mention, zone: ZoneInfo) -> datetime:
    return datetime.combine(mention.day + timedelta(days=1), time(), zone).astimezone(UTC) - timedelta(minutes=1)


def _targets(mention: Mention) -> tuple[tuple[int, int], ...]:
    """Return where the matches stand in what the analyzers read, in order, overlaps joined."""
    joined: list[tuple[int, int]] = []
    for start, end in matched_places(mention.post, mention.matches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _heard(mention: Mention) -> Heard:
    claimed = mention.post.language_hint
    code = _code(claimed)
    agrees = None if code is None or mention.language is None else code == mention.language
    return Heard(
        language=mention.language,
        confidence=mention.language_confidence,
        claimed=claimed,
        agrees=agrees,
        is_said=mention.corrected_language is not None,
    )


def _code(claimed: str | None) -> str | None:
    """Return the language of a claim like `de`, `de-AT` or `DE_de`; None of anything else."""
    if claimed is None:
        return None
    code = claimed.strip().replace("_", "-").partition("-")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None  # noqa: PLR2004 - ISO 639-1


def _judged(mention: Mention, scores: Sequence[Sentiment]) -> Judged:
    sentiment = mention.sentiment
    text = analyzed_text(mention.post)
    before = _likeliest(None if sentiment is None else sentiment.untaught)
    return Judged(
        label=mention.label,
        sentiment=sentiment,
        is_placed=sentiment is not None
        and all(text[one.start : one.end].casefold() == one.word.casefold() for one in sentiment.evidence),
        untaught=before,
        is_turned=before is not None
        and before is not _likeliest(None if sentiment is None else sentiment.probabilities),
        others=tuple(
            sorted(
                (one for one in scores if sentiment is None or one.analyzer != sentiment.analyzer),
                key=lambda one: one.analyzer,
            )
        ),
        corrected=mention.corrected,
    )


def _likeliest(probabilities: Probabilities | None) -> Label | None:
    if probabilities is None:
        return None
    criticism, neutral, praise = probabilities
    if max(criticism, praise) <= neutral:
        return Label.NEUTRAL
    return Label.CRITICISM if criticism >= praise else Label.PRAISE
