"""A digest in which colleagues' names are masked, whatever shows it afterwards."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from listen.digest import Digest, Examples, QuerySpike
from listen.model import Mention

__all__ = ["Masking", "masked", "masked_mention", "masked_spike"]

Masking = Callable[[str], str]
"""Returns a text without the names that are not to be shown."""


def masked(digest: Digest, mask: Masking | None) -> Digest:
    """Return the digest with `mask` applied to every text of others; the same one for None."""
    if mask is None:
        return digest
    return replace(
        digest,
        lines=tuple(replace(line, mention=masked_mention(line.mention, mask)) for line in digest.lines),
        praise=_examples(digest.praise, mask),
        criticism=_examples(digest.criticism, mask),
        spikes=tuple(masked_spike(one, mask) for one in digest.spikes),
        to_confirm=tuple(masked_mention(one, mask) for one in digest.to_confirm),
    )


def masked_spike(one: QuerySpike, mask: Masking) -> QuerySpike:
    """Return a spike whose stories are masked."""
    if one.behind is None:
        return one
    told = tuple(replace(story, first=masked_mention(story.first, mask)) for story in one.behind.told)
    return replace(one, behind=replace(one.behind, told=told))


def _examples(examples: Examples, mask: Masking) -> Examples:
    return replace(examples, mentions=tuple(_all(examples.mentions, mask)))


def _all(mentions: Iterable[Mention], mask: Masking) -> Iterable[Mention]:
    return (masked_mention(one, mask) for one in mentions)


def masked_mention(mention: Mention, mask: Masking) -> Mention:
    """Return a mention whose texts are masked; where one changed, its words stand elsewhere and are not marked."""
    post = mention.post
    changed = replace(
        post,
        title=None if post.title is None else mask(post.title),
        text=mask(post.text),
        author=None if post.author is None else mask(post.author),
    )
    if (changed.title, changed.text) == (post.title, post.text):
        return replace(mention, post=changed)
    return replace(mention, post=changed, matches=tuple(replace(one, spans=()) for one in mention.matches))
