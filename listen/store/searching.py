"""What a person types becomes literals that the full-text index understands, whatever was typed."""

import re
import sqlite3
from collections.abc import Iterator

from listen.model import Mention
from listen.protocols import Filter
from listen.store.reading import conditions, mentions_of
from listen.store.repair import sound_text

__all__ = ["expression", "search", "spellings"]

_MOST_WORDS = 32
_LETTER = re.compile(r"[^\W_]")
# "ue" after another vowel or a q is no ü: neue, Quelle.
_SPELLED_OUT = re.compile(r"(?<![aeiouäöüq])(ae|oe|ue)", re.IGNORECASE)
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
_TO_SPELLED_OUT = str.maketrans(_UMLAUTS)


def spellings(word: str) -> tuple[str, ...]:
    """Return `word` and the ways it is written with and without umlauts and ß.

    >>> spellings("Lüftung")
    ('Lüftung', 'Lueftung')
    >>> spellings("Strasse")
    ('Strasse', 'Straße')
    """
    contracted = _SPELLED_OUT.sub(lambda pair: pair.group()[0], word)
    # The index has taken the dots off: a stands for ä there.
    variants = (
        word,
        word.translate(_TO_SPELLED_OUT),
        contracted,
        word.replace("ss", "ß"),
        contracted.replace("ss", "ß"),
    )
    return tuple(dict.fromkeys(variants))


def expression(words: str) -> str | None:
    """Return the full-text expression that demands every word; None when nothing can be looked for."""
    literals = [word for word in sound_text(words).replace('"', " ").split() if _LETTER.search(word)]
    if not literals:
        return None
    return " AND ".join(
        "(" + " OR ".join(f'"{one}"' for one in spellings(word)) + ")" for word in literals[:_MOST_WORDS]
    )


def search(connection: sqlite3.Connection, words: str, wanted: Filter) -> Iterator[Mention]:
    """Yield mentions whose title or text holds all `words`, best first, newest first among equals."""
    demanded = expression(words)
    if demanded is None:
        return iter(())
    demands = conditions(connection, wanted)
    limit = -1 if wanted.limit is None else min(max(wanted.limit, 0), 2**62)
    numbers = connection.execute(
        f"SELECT p.id FROM post_words w CROSS JOIN posts p ON p.id = w.rowid"  # noqa: S608 - constant text
        f" WHERE w.post_words MATCH ? AND {demands} ORDER BY w.rank, p.published_at DESC, p.id DESC LIMIT ?",
        (demanded, *demands.values, limit),
    )
    return mentions_of(connection, (number for (number,) in numbers), with_sizes=wanted.is_folded)
