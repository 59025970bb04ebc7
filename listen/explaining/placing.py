"""Where a mention stands in the digest of some days: the digest is built, and looked through."""

from collections.abc import Collection
from datetime import datetime

from listen.brand import Settings
from listen.dialogue import Dealing
from listen.digest import NOBODY, Digest, Reader, Rule, build
from listen.digest.choosing import WORTH
from listen.digest.rules import against
from listen.explaining.value import Place, Section
from listen.model import Mention
from listen.muting import Muted
from listen.protocols import Store
from listen.ranking import Term, aged, dealt_terms, reader_terms
from listen.story import Story
from listen.window import Window

__all__ = ["DIGEST_DAYS", "besides_of", "leader_of", "place_in"]

DIGEST_DAYS = 2
"""Days of a digest without options: yesterday and today."""


def place_in(
    store: Store,
    settings: Settings,
    mention: Mention,
    story: Story,
    *,
    window: Window,
    now: datetime,
    analyzed: Collection[str] = (),
    reader: Reader = NOBODY,
) -> Place:
    """Return where `mention` stands in the digest of `window` as built at `now`, and what rule put it there.

    What the digest shows decides, not a second opinion: the rules only say why it is not among the lines.
    """
    digest = build(
        store,
        settings,
        now=now,
        window=window,
        minutes=reader.me.minutes,
        analyzed=analyzed,
        hide=settings.hide,
        reader=reader,
    )
    spikes = tuple(
        one.query
        for one in digest.spikes
        if one.behind is not None and any(told.first.story_id == mention.story_id for told in one.behind.told)
    )
    number = next((place for place, line in enumerate(digest.lines, 1) if line.mention.id == mention.id), None)
    is_inside = window.since <= mention.day < window.until
    is_counted = is_inside and _is_ours(mention, settings) and not mention.is_own and mention.dropped is None
    dealing = store.desk.dealings([mention.story_id or mention.id or 0], now=now).get(
        mention.story_id or mention.id or 0
    )
    mute = Muted(store.desk.mutes(today=now.date())).of(mention)
    besides = besides_of(mention, dealing, reader, settings)
    points = aged(mention, now=now, besides=besides)
    if number is not None:
        return Place(
            window=window, section=Section.LINE, number=number, points=points,
            counted=mention.label, is_counted=is_counted, spikes=spikes, mute=mute, dealing=dealing,
        )  # fmt: skip
    leader = leader_of(mention, story)
    rules = tuple(against(mention, settings, digest, points=points, leader=leader, mute=mute, dealing=dealing))
    return Place(
        window=window,
        section=_section(mention, digest, is_counted=is_counted, is_named=bool(spikes)),
        rule=rules[0],
        rules=rules,
        leader=leader if Rule.COPY in rules else None,
        needed=WORTH if Rule.POINTS in rules else None,
        points=points,
        counted=mention.label,
        is_counted=is_counted,
        spikes=spikes,
        mute=mute,
        dealing=dealing,
    )


def besides_of(mention: Mention, dealing: Dealing | None, reader: Reader, settings: Settings) -> tuple[Term, ...]:
    """Return the terms that are not stored, as the digest adds them."""
    queries = {query.name: query for query in settings.queries}
    return (*dealt_terms(dealing), *reader_terms(mention, me=reader.me, queries=queries))


def _is_ours(mention: Mention, settings: Settings) -> bool:
    ours = {query.name for query in settings.queries if query.competitor is None}
    return any(match.query in ours for match in mention.matches)


def _section(mention: Mention, digest: Digest, *, is_counted: bool, is_named: bool) -> Section:
    for examples, section in ((digest.praise, Section.PRAISE), (digest.criticism, Section.CRITICISM)):
        if any(one.id == mention.id for one in examples.mentions):
            return section
    if is_named and is_counted:
        return Section.SPIKE
    return Section.COUNTED if is_counted else Section.NOWHERE


def leader_of(mention: Mention, story: Story) -> int | None:
    """Return who stands for the story of `mention` in lists; None when it does so itself.

    The rule is the store's: whoever was published earlier, stands in the same lists and matches all that it matches.
    """
    names = {match.query for match in mention.matches}
    for telling in story.tellings:
        other = telling.mention
        if other.id == mention.id:
            return None
        is_near = other.is_own == mention.is_own and (other.dropped is None) == (mention.dropped is None)
        if is_near and names <= {match.query for match in other.matches}:
            return other.id
    return None
