"""What is muted: authors, sites and stories that the lists leave out for a while."""

from collections.abc import Iterable

from listen.dialogue import Mute, MuteKind
from listen.model import Mention
from listen.text.urls import host_of

__all__ = ["Muted", "mutable", "site_of"]

_WWW = "www."


def mutable(mention: Mention, kind: MuteKind) -> str | None:
    """Return what a mute of this kind names to leave `mention` out; None where the mention has no such thing."""
    match kind:
        case MuteKind.AUTHOR:
            return None if not mention.post.author else f"{mention.post.source} {mention.post.author}"
        case MuteKind.SITE:
            return None if mention.post.url is None else site_of(mention.post.url)
        case MuteKind.STORY:
            number = mention.story_id if mention.story_id is not None else mention.id
            return None if number is None else str(number)


def site_of(url: str) -> str | None:
    """Return the host of an address without `www.`; None when it is no web address."""
    host = host_of(url)
    return None if host is None else host.removeprefix(_WWW)


class Muted:
    """The mutes in force, ready to be asked about many mentions."""

    def __init__(self, mutes: Iterable[Mute]) -> None:
        self._by_value = {(one.kind, one.value.casefold()): one for one in mutes}

    def __bool__(self) -> bool:
        """Return whether anything is muted at all."""
        return bool(self._by_value)

    def of(self, mention: Mention) -> Mute | None:
        """Return the mute that leaves `mention` out, or None; a site stands for its subdomains, too."""
        if not self._by_value:
            return None
        for kind in (MuteKind.STORY, MuteKind.AUTHOR):
            value = mutable(mention, kind)
            found = None if value is None else self._by_value.get((kind, value.casefold()))
            if found is not None:
                return found
        host = mutable(mention, MuteKind.SITE)
        while host:
            found = self._by_value.get((MuteKind.SITE, host))
            if found is not None:
                return found
            host = host.partition(".")[2]
        return None
