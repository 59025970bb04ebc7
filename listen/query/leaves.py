"""What a single word, phrase, pattern or field value of an expression means."""

import re
from typing import Any

from listen.query.patterns import PATTERN_LIMIT, UnsafePatternError, compile_pattern
from listen.query.tree import Domain, Field, Language, Origin, Part, Pattern, Term
from listen.text.fold import fold
from listen.text.urls import host_of

__all__ = ["LeafError", "domain", "language", "origin", "pattern", "term"]

_STAR = "*"
_LETTERS_WITH_STAR = 2
_CHUNK = re.compile(r"[0-9a-z\x80-\U0010ffff_-]+")
_PIECE = re.compile(r"[^_-]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_CODE = re.compile(r"[a-z]{2,3}")
_PATH_LIMIT = 200
_PHRASE_LIMIT = 50


class LeafError(Exception):
    """A leaf that means nothing; the parser adds the place."""

    def __init__(self, key: str, *, suggestion: str | None = None, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.suggestion = suggestion
        self.values = values


def term(text: str, field: Field | None, *, is_phrase: bool, is_exact: bool, start: int, end: int) -> Term:
    """Return what a word or phrase looks for.

    Args:
        text: as typed, NFC, without quotes.
        field: `title`, `author`, `tag`, or None.
        is_phrase: it stood in quotes; `#` and `@` are then ordinary characters.
        is_exact: `=` stood before it.
        start: its place in the expression.
        end: exclusive.

    Raises:
        LeafError: if nothing is left to look for, or a star stands where it means nothing.
    """
    sign = text[:1] if not is_phrase and text[:1] in {"#", "@"} and field is None else ""
    body = text[len(sign) :]
    chunks = [chunk for word in body.split() for chunk in _chunks(word)]
    if len(chunks) > _PHRASE_LIMIT:
        raise LeafError("query.phrase_long", limit=_PHRASE_LIMIT)
    if not chunks:
        raise LeafError("query.nothing_to_find", word=text)
    return Term(
        parts=tuple(chunks),
        written=body.replace(_STAR, "").strip(),
        exact=" ".join(body.replace(_STAR, "").split()) if is_exact else None,
        is_handle=sign == "@",
        field=Field.TAG if sign == "#" else field,
        start=start,
        end=end,
    )


def _chunks(word: str) -> list[Part]:
    """Return the parts of what stands between two blanks: `O'Neill-Rohr*` are three."""
    inner = word.strip(_STAR)
    if _STAR in inner:
        raise LeafError("query.star_inside", suggestion=f"{inner.partition(_STAR)[0]}{_STAR}", word=word)
    pieces = [
        (piece.group(), number > 0)
        for chunk in _CHUNK.finditer(fold(inner))
        for number, piece in enumerate(_PIECE.finditer(chunk.group()))
    ]
    if not pieces:
        if _STAR in word:
            raise LeafError("query.star_alone", word=word)
        return []
    is_open_left, is_open_right = word.startswith(_STAR), word.endswith(_STAR)
    if (is_open_left or is_open_right) and sum(len(piece) for piece, _ in pieces) < _LETTERS_WITH_STAR:
        raise LeafError("query.star_short", word=word, n=_LETTERS_WITH_STAR)
    last = len(pieces) - 1
    return [
        Part(
            text=piece,
            is_open_left=is_open_left and number == 0,
            is_open_right=is_open_right and number == last,
            may_join=may_join,
        )
        for number, (piece, may_join) in enumerate(pieces)
    ]


def pattern(text: str, field: Field | None, *, start: int, end: int) -> Pattern:
    """Return a regular expression that is known to be safe.

    Raises:
        LeafError: if it is too long, RE2 refuses it, it fits every post, or the field has no text.
    """
    if field not in {None, Field.TITLE, Field.AUTHOR}:
        raise LeafError("query.pattern_field", name=field)
    if len(text) > PATTERN_LIMIT:
        raise LeafError("query.pattern_long", limit=PATTERN_LIMIT)
    expression = text.replace("\\/", "/")
    try:
        compiled = compile_pattern(expression)
    except UnsafePatternError as error:
        raise LeafError(_key_of(str(error)), why=str(error)) from error
    if compiled.search("") is not None:
        raise LeafError("query.pattern_everything")
    return Pattern(expression=expression, field=field, start=start, end=end)


_KEYS: tuple[tuple[str, str], ...] = (
    ("invalid perl operator", "query.pattern_look_around"),
    ("invalid escape sequence", "query.pattern_escape"),
    ("too large", "query.pattern_costly"),
    ("repetition size", "query.pattern_costly"),
)


def _key_of(reason: str) -> str:
    return next((key for sign, key in _KEYS if sign in reason), "query.pattern_invalid")


def domain(text: str, field: Field, *, start: int, end: int) -> Domain:
    """Return the place that `site:` or `link:` names; scheme, `www.`, `*.`, a port and a trailing slash do not count.

    Raises:
        LeafError: if it is no host name.
    """
    bare = _SCHEME.sub("", text.strip(), count=1).removeprefix("*.").lstrip(".")
    place, slash, path = bare.partition("/")
    host = (host_of(f"https://{place}") or "").removeprefix("www.").rstrip(".")
    if not host or (path and field is Field.SITE) or len(path) > _PATH_LIMIT:
        raise LeafError("query.bad_host", suggestion=_host_suggestion(host, field), word=text, name=field)
    return Domain(
        host=host,
        path=(slash + path).rstrip("/"),
        written=text,
        field=field,
        start=start,
        end=end,
    )


def _host_suggestion(host: str, field: Field) -> str | None:
    return f"{field}:{host}" if host else None


# Languages as people write them; used only to suggest the code.
_LANGUAGES = {
    "deutsch": "de", "german": "de", "ger": "de", "deu": "de", "englisch": "en", "english": "en", "eng": "en",
    "französisch": "fr", "french": "fr", "fra": "fr", "italienisch": "it", "italian": "it", "ita": "it",
    "spanisch": "es", "spanish": "es", "spa": "es", "niederländisch": "nl", "dutch": "nl", "polnisch": "pl",
    "polish": "pl",
}  # fmt: skip


def language(text: str, *, start: int, end: int) -> Language:
    """Return the language that `lang:` names.

    Raises:
        LeafError: if it is no two- or three-letter code.
    """
    code = text.strip().lower()
    meant = _LANGUAGES.get(code) or (code[:2] if re.fullmatch(r"[a-z]{2}[-_][a-z]{2}", code) else None)
    if meant is not None or _CODE.fullmatch(code) is None:
        raise LeafError("query.bad_language", suggestion=None if meant is None else f"lang:{meant}", word=text)
    return Language(code=code, start=start, end=end)


def origin(text: str, *, start: int, end: int) -> Origin:
    """Return the source that `source:` names; whether it exists is for those to say who know all sources.

    Raises:
        LeafError: if it is no single word.
    """
    name = text.strip().lower()
    if not name or any(letter.isspace() or letter == _STAR for letter in name):
        raise LeafError("query.bad_source", word=text)
    return Origin(name=name, start=start, end=end)
