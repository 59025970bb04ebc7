"""The index of all queries' anchors: one look at a post says which queries can hold for it at all."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ahocorasick_rs import BytesAhoCorasick, Implementation

from listen.model import Post
from listen.query.anchors import FromAnchor, HostAnchor, PatternAnchor, WordAnchor, anchors
from listen.query.patterns import PatternIndex
from listen.query.tree import Node
from listen.query.view import hosts_of
from listen.text.fold import FOLD_LIMIT, fold

__all__ = ["WORDS_ONLY", "QueryIndex", "automaton"]

_LETTERS = b"0123456789abcdefghijklmnopqrstuvwxyz"
_BLANK = 0x20
_CONNECTORS = b"-_"
_INNER_EDGE = re.compile(r"[-_#@]")
_FIRST_BEYOND_ASCII = 0x80
# ASCII letters become small, ASCII signs become blanks, bytes of other letters stay: with the connectors taken out,
# that is `FoldedText.words` in UTF-8.
WORDS_ONLY = bytes(
    letter if letter in _LETTERS or letter >= _FIRST_BEYOND_ASCII else _BLANK for letter in bytes(range(256)).lower()
)
"""What makes words of folded UTF-8, with `-` and `_` taken out at the same time."""

# Automata with all transitions written out are the fastest and the largest; beyond this many bytes of words, the
# smaller kind keeps the memory in bounds.
_DFA_BYTES = 200_000


class QueryIndex:
    """Finds the trees that can hold for a post.

    The cost of a look grows with the post and with what is in it, not with the number of trees; only trees of which
    nothing is certain (`lang:de` alone) are named for every post.
    """

    def __init__(self, trees: Sequence[Node]) -> None:
        words: dict[str, list[tuple[int, bool, bool]]] = defaultdict(list)
        self._sites: dict[str, list[int]] = defaultdict(list)
        self._links: dict[str, list[int]] = defaultdict(list)
        self._sources: dict[str, list[int]] = defaultdict(list)
        patterns: dict[str, list[int]] = defaultdict(list)
        self._always: list[int] = []
        self._has_authors = False
        for number, tree in enumerate(trees):
            certain = anchors(tree)
            if certain is None:
                self._always.append(number)
                continue
            for anchor in certain:
                match anchor:
                    case WordAnchor():
                        words[anchor.text].append((number, not anchor.is_open_left, not anchor.is_open_right))
                        self._has_authors |= anchor.is_author
                    case HostAnchor():
                        (self._links if anchor.is_link else self._sites)[anchor.host].append(number)
                    case PatternAnchor():
                        patterns[anchor.expression].append(number)
                    case FromAnchor():
                        self._sources[anchor.source].append(number)
        self._owners = list(words.values())
        self._words = automaton([word.encode() for word in words])
        self._pattern_owners = list(patterns.values())
        self._patterns = PatternIndex(list(patterns)) if patterns else None

    def candidates(self, post: Post) -> Iterable[int]:
        """Return the numbers of the trees that can hold for `post`, each once, in no order."""
        found = set(self._always)
        self._by_word(post, found)
        if self._sources:
            found.update(self._sources.get(post.source.lower(), ()))
        if self._sites:
            for address in (post.url, post.author_url):
                if address is not None:
                    _add_owners(self._sites, address, found)
        if self._links:
            for link in post.links:
                _add_owners(self._links, link, found)
        if self._patterns is not None:
            self._by_pattern(self._patterns, post, found)
        return found

    def _by_pattern(self, patterns: PatternIndex, post: Post, found: set[int]) -> None:
        for text in (post.title, post.text, post.author):
            if text:
                for number in patterns.candidates(text[:FOLD_LIMIT]):
                    found.update(self._pattern_owners[number])

    def _by_word(self, post: Post, found: set[int]) -> None:
        if self._words is None:
            return
        folded = _folded(post, has_author=self._has_authors)
        words = folded.encode().translate(WORDS_ONLY, _CONNECTORS)
        hits = self._words.find_matches_as_indexes(words, overlapping=True)
        if not hits:
            return
        # Where hyphens, hashtags or other scripts make edges inside a word, the tree itself must decide.
        has_inner_edges = bool(post.tags) or not folded.isascii() or _INNER_EDGE.search(folded) is not None
        end_of_words = len(words)
        for number, start, end in hits:
            is_open_left = has_inner_edges or start == 0 or words[start - 1] == _BLANK
            is_open_right = has_inner_edges or end == end_of_words or words[end] == _BLANK
            for owner, must_begin, must_end in self._owners[number]:
                if (is_open_left or not must_begin) and (is_open_right or not must_end):
                    found.add(owner)


def automaton(words: Sequence[bytes]) -> BytesAhoCorasick | None:
    """Return what finds all `words` in one pass; None when there are none."""
    if not words:
        return None
    is_small = sum(map(len, words)) <= _DFA_BYTES
    kind = Implementation.DFA if is_small else Implementation.ContiguousNFA
    return BytesAhoCorasick(words, implementation=kind)


def _add_owners(owners: dict[str, list[int]], address: str, found: set[int]) -> None:
    for host in hosts_of(address):
        if host in owners:
            found.update(owners[host])


def _folded(post: Post, *, has_author: bool) -> str:
    """Return everything in which words are looked for, folded; of links the hosts."""
    texts = [post.text]
    if post.title:
        texts.append(post.title)
    if post.tags:
        texts.extend(post.tags)
    if post.links:
        texts.extend(link.split("/", 3)[2] for link in post.links if link.count("/") > 1)
    if has_author and post.author:
        texts.append(post.author)
    text = "\n".join(texts)
    if text.isascii():
        return text
    return fold(text) if len(text) <= FOLD_LIMIT else "\n".join(map(fold, texts))
