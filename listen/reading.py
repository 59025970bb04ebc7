"""What of a post is read: its analyzed text, and in it the writer's own words, every character where it stood.

All evidence counts the characters of `analyzed_text`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from listen.model import Match, Post
from listen.text.level import level

__all__ = ["LOOKED_AT", "Reading", "Sentence", "analyzed_text", "matched_places", "read"]

_TITLE_END = "\n"

LOOKED_AT = 4_000
"""Characters; what somebody wants stands early, and a bound keeps long texts cheap."""

_LINK = re.compile(r"(?:https?://|www\.)\S+")
_CALLED = re.compile(r"(?<!\w)@\w[\w@.-]{0,80}")
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
# What forums put around the words of others; a blank line or the closing mark ends them.
_QUOTED_BLOCK = re.compile(
    r"^[ \t]*(?:zitat (?:von|aus)|quote from|quoting|originally posted by)\b.*(?:\n.*\S.*){0,20}", re.MULTILINE
)
_BRACKETED = re.compile(r"\[quote\b[^\]\n]{0,200}\].*?\[/quote\]", re.DOTALL)
_BRACKETS_END = "[/quote]"
_QUOTING = re.compile(r"^[ \t]*>|zitat|quot(?:e from|ing)|originally", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?\n]{1,4000}[.!?]{0,8}|[.!?]{1,8}")
_NOT_A_SPACE = re.compile(r"[^\n]")
# Their dots end no sentence.
_SHORTENED = re.compile(
    r"(?<!\w)(?:ca|z|b|d|h|u|a|bzw|inkl|evtl|ggf|nr|dr|std|stk|mind|max|vgl|zzgl|bspw|sog|approx|mr|mrs|st|e\.g|i\.e"
    r"|incl|lfd|gem|abs)\.(?= )"
)
_REPLY_TITLE = re.compile(r"\s*(?:re|aw|antw|antwort)\s*:", re.IGNORECASE)


def analyzed_text(post: Post) -> str:
    """Return title and text as one; evidence offsets count its characters."""
    if post.title is None or post.text.startswith(post.title):
        return post.text or post.title or ""
    return f"{post.title}{_TITLE_END}{post.text}" if post.text else post.title


def matched_places(post: Post, matches: Iterable[Match]) -> tuple[tuple[int, int], ...]:
    """Return where matches stand in `analyzed_text(post)`, in order, each once; those beyond it are left out."""
    text = analyzed_text(post)
    offsets = {"title": 0, "text": len(text) - len(post.text)}
    places = {
        (span.start + offsets[span.field], span.end + offsets[span.field])
        for match in matches
        for span in match.spans
        if span.field in offsets and 0 <= span.start < span.end
    }
    return tuple(sorted(place for place in places if place[1] <= len(text)))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the levelled text, its mark included."""

    start: int
    end: int
    words: str

    @property
    def asks(self) -> bool:
        """Return True when it ends with a question mark."""
        return "?" in self.words[-8:] and self.words.rstrip("!.").endswith("?")


@dataclass(slots=True)
class Reading:
    """A post's own words.

    Attributes:
        shown: the text, cut at `LOOKED_AT`.
        plain: `shown` levelled, as long as it; addresses, called names and the words of others are blank.
        title_end: so many characters are its title; 0 without one.
    """

    shown: str
    plain: str
    title_end: int
    _sentences: list[Sentence] | None = field(default=None)

    @property
    def sentences(self) -> list[Sentence]:
        """Return the sentences, in order; made when first asked for."""
        if self._sentences is None:
            self._sentences = [
                Sentence(found.start(), found.end(), found.group()) for found in _SENTENCE.finditer(self.plain)
            ]
        return self._sentences

    def sentence_at(self, at: int) -> Sentence:
        """Return the sentence in which the character `at` stands."""
        starts = [one.start for one in self.sentences]
        return self.sentences[max(0, bisect_right(starts, at) - 1)]

    def is_in_title(self, at: int) -> bool:
        """Return True where the title stands."""
        return at < self.title_end


def read(post: Post, text: str) -> Reading:
    """Return `text`, which is `analyzed_text(post)`, as the rules read it."""
    shown = text[:LOOKED_AT]
    plain = level(shown)
    title_end = len(post.title) if post.title and shown.startswith(post.title) else 0
    if "http" in plain or "www." in plain:
        plain = _LINK.sub(_blank, plain)
    if ". " in plain:
        plain = _SHORTENED.sub(_undotted, plain)
    if "@" in plain:
        plain = _CALLED.sub(_blank, plain)
    if _QUOTING.search(plain):
        plain = _QUOTED_LINE.sub(_empty, _QUOTED_BLOCK.sub(_empty, plain))
    closed = plain.rfind(_BRACKETS_END) + len(_BRACKETS_END)
    if closed >= len(_BRACKETS_END):
        plain = _BRACKETED.sub(_empty, plain[:closed]) + plain[closed:]
    if title_end and title_end < len(shown) and (post.reply_to_id is not None or _REPLY_TITLE.match(shown)):
        # The title is that of the thread: somebody else's words.
        plain = " " * (title_end - 1) + "\n" + plain[title_end:]
    return Reading(shown, plain, min(title_end, len(shown)))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _undotted(found: re.Match[str]) -> str:
    return found.group()[:-1] + " "


def _empty(found: re.Match[str]) -> str:
    return _NOT_A_SPACE.sub("\n", found.group())
