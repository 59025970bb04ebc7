"""Try an expression: on what is stored, or on one page of the web. Nothing is saved."""

from dataclasses import dataclass, replace

from listen.brand import Query
from listen.model import Mention, Post
from listen.protocols import Fetcher, Filter, Request, Store
from listen.query.matching import Matcher
from listen.text.clean import clean_line, clean_text
from listen.text.html import links_in, to_text
from listen.text.urls import host_of

__all__ = ["Trial", "post_at", "trial"]

_TRIED = "tried"
_SAVED = "saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What an expression finds among the stored mentions.

    Attributes:
        read: mentions looked at.
        hits: found by it.
        gained: of these, not found by the saved expression; 0 without one.
        lost: found by the saved expression and no longer.
        hit_examples, gained_examples, lost_examples: the newest of each.
    """

    read: int
    hits: int
    gained: int
    lost: int
    hit_examples: tuple[Mention, ...]
    gained_examples: tuple[Mention, ...]
    lost_examples: tuple[Mention, ...]


def trial(store: Store, saved: Query | None, expression: str | None, *, keep: int) -> Trial:
    """Run `expression`, or the saved query's own, over everything stored, in constant memory.

    Args:
        store: read from.
        saved: what to compare with; None compares with nothing.
        expression: None tries the saved one as it is.
        keep: examples of each kind.

    Raises:
        ExpressionError: if it cannot be read.
    """
    asked = expression if expression is not None or saved is None else saved.expression
    tried = Query(name=_TRIED, expression=asked or "", sources=saved.sources if saved is not None else ())
    queries = [tried] if saved is None else [tried, replace(saved, name=_SAVED)]
    matcher = Matcher(queries)
    read = hits = gained = lost = 0
    examples: dict[str, list[Mention]] = {"hits": [], "gained": [], "lost": []}

    def note(kind: str, mention: Mention) -> None:
        if len(examples[kind]) < keep:
            examples[kind].append(mention)

    for mention in store.mentions(Filter(is_own=None)):
        read += 1
        found = {match.query: match for match in matcher.match(mention.post, mention.language)}
        if _TRIED in found:
            hits += 1
            note("hits", replace(mention, matches=(found[_TRIED],)))
            if saved is not None and _SAVED not in found:
                gained += 1
                note("gained", replace(mention, matches=(found[_TRIED],)))
        elif _SAVED in found:
            lost += 1
            note("lost", mention)
    return Trial(
        read=read,
        hits=hits,
        gained=gained,
        lost=lost,
        hit_examples=tuple(examples["hits"]),
        gained_examples=tuple(examples["gained"]),
        lost_examples=tuple(examples["lost"]),
    )


def post_at(url: str, fetcher: Fetcher) -> Post:
    """Return the page at `url` as a post: its title and all its text.

    Raises:
        SourceError: it cannot be read.
    """
    answer = fetcher.get(Request(url=url))
    page = answer.body.decode("utf-8", "replace")
    head, _, rest = page.partition("</title>")
    title = head.rpartition(">")[2] if rest else ""
    return Post(
        source="feed",
        native_id=url,
        origin=host_of(url) or url,
        url=url,
        title=clean_line(to_text(title)) or None,
        text=clean_text(to_text(page)),
        links=links_in(page, base=answer.url),
    )
