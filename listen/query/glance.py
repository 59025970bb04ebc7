"""A glance at raw markup: can any query hold for the post that will be made of it?

Most of what a feed brings is about something else. Turning it into a post costs twenty times as much as this glance,
which never says no where the matcher would say yes: it looks for the same anchors, but anywhere, also inside of words,
attributes and addresses, and in both readings of a tag: as a gap between words, and as nothing.
"""

import html
import re
from collections.abc import Sequence

from listen.query.anchors import HostAnchor, WordAnchor, anchors
from listen.query.index import WORDS_ONLY, automaton
from listen.query.tree import Node
from listen.query.view import hosts_of
from listen.text.fold import FOLD_LIMIT, fold

__all__ = ["Glance"]

_CONNECTORS = b"-_"
_TAG = re.compile("<[^>]*>")
# UTF-8 that was taken for Latin-1: a source may repair it, so nothing can be said before.
_MOJIBAKE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]")
_UNESCAPED_TIMES = 2
"""Once for XML, once for the HTML in it."""


class Glance:
    """Made once from all expressions; may be shared by threads."""

    def __init__(self, trees: Sequence[Node]) -> None:
        words: set[bytes] = set()
        self._hosts: set[str] = set()
        self._is_blind = False
        for tree in trees:
            for anchor in anchors(tree) or (None,):
                match anchor:
                    case WordAnchor(is_author=False):
                        words.add(anchor.text.encode())
                    case HostAnchor() if not _is_coded(anchor.host):
                        self._hosts.add(anchor.host)
                        words.add(anchor.host.encode().translate(WORDS_ONLY, _CONNECTORS))
                    case _:
                        # A pattern, a language, a source, or an author whom the post may have from its feed.
                        self._is_blind = True
        self._words = automaton(sorted(words))

    def __call__(self, markup: bytes, address: str) -> bool:
        """Return False only when no expression can hold for a post made of `markup`.

        Args:
            markup: one item as it came, UTF-8.
            address: where it came from; relative links begin there.
        """
        if self._is_blind or self._words is None or len(markup) > FOLD_LIMIT // 2:
            return True
        if self._hosts and any(host in self._hosts for host in hosts_of(address)):
            return True
        text = markup.decode("utf-8", "replace").replace("<![CDATA[", "").replace("]]>", "")
        for _ in range(_UNESCAPED_TIMES):
            if "&" in text:
                text = html.unescape(text)
        if not text.isascii() and _MOJIBAKE.search(text):
            return True
        both = f"{text}\n{_TAG.sub('', text)}"
        folded = both if both.isascii() else fold(both)
        return bool(self._words.find_matches_as_indexes(folded.encode().translate(WORDS_ONLY, _CONNECTORS)))


def _is_coded(host: str) -> bool:
    """Say whether `host` is written in ASCII for letters beyond it; markup may hold either form."""
    return "xn--" in host
