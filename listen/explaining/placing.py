"""Where a mention stands in the digest of some days: the digest is built, and looked through."""

from collections.abc import Collection, Iterator
from datetime import datetime

from listen.brand import Settings
from listen.digest import Digest, build
from listen.digest.choosing import WORTH
from listen.explaining.value import Place, Rule, Section
from listen.model import FindingKind, Mention
from listen.protocols import Store
from listen.ranking import aged
from listen.story import Story
from listen.window import Window

__all__ = ["DIGEST_DAYS", "leader_of", "place_in"]

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
) -> Place:
    """Return where `mention` stands in the digest of `window` as built at `now`, and what rule put it there.

    What the digest shows decides, not a second opinion: the rules only say why it is not among the lines.
    """
    digest = build(store, settings, now=now, window=window, analyzed=analyzed, hide=settings.hide)
    spikes = tuple(
        one.query
        for one in digest.spikes
        if one.behind is not None and any(told.first.story_id == mention.story_id for told in one.behind.told)
    )
    number = next((place for place, line in enumerate(digest.lines, 1) if line.mention.id == mention.id), None)
    is_inside = window.since <= mention.day < window.until
    is_counted = is_inside and _is_ours(mention, settings) and not mention.is_own and mention.dropped is None
    points = aged(mention, now=now)
    if number is not None:
        return Place(
            window=window, section=Section.LINE, number=number, points=points,
            counted=mention.label, is_counted=is_counted, spikes=spikes,
        )  # fmt: skip
    leader = leader_of(mention, story)
    rule = next(_against(mention, settings, digest, window, leader=leader, points=points))
    return Place(
        window=window,
        section=_section(mention, digest, is_counted=is_counted, is_named=bool(spikes)),
        rule=rule,
        leader=leader if rule is Rule.COPY else None,
        needed=WORTH if rule is Rule.POINTS else None,
        points=points,
        counted=mention.label,
        is_counted=is_counted,
        spikes=spikes,
    )


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


def _against(
    mention: Mention, settings: Settings, digest: Digest, window: Window, *, leader: int | None, points: int
) -> Iterator[Rule]:
    """Yield what keeps it from a line, the first reason first; always at least one."""
    known = {query.name: query for query in settings.queries}
    matched = [known[match.query] for match in mention.matches if match.query in known]
    if mention.dropped is not None:
        yield Rule.DROPPED
    if mention.is_own:
        yield Rule.OWN
    if not matched:
        yield Rule.UNMATCHED
    if matched and all(query.competitor is not None for query in matched):
        yield Rule.RIVAL
    if not window.since <= mention.day < window.until:
        yield Rule.OUTSIDE
    if leader is not None:
        yield Rule.COPY
    if any(one.value in settings.hide for one in mention.found(FindingKind.INTENT)):
        yield Rule.HIDDEN
    if points < WORTH or mention.priority < WORTH:
        yield Rule.POINTS
    if any(line.more and _is_same_author(line.mention, mention) for line in digest.lines):
        yield Rule.AUTHOR
    yield Rule.ROOM


def _is_same_author(one: Mention, other: Mention) -> bool:
    return (one.post.source, one.post.author or one.post.place or one.post.origin) == (
        other.post.source,
        other.post.author or other.post.place or other.post.origin,
    )


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
