"""An expression is cut into signs and words, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from listen.errors import ExpressionError
from listen.query.tree import Field

__all__ = ["Kind", "Token", "tokens"]


class Kind(StrEnum):
    """What a token is."""

    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    NEAR = "NEAR"
    FIELD = "field"
    EXACT = "="
    WORD = "word"
    PHRASE = "phrase"
    PATTERN = "pattern"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One sign or word.

    Attributes:
        kind: what it is.
        text: a word as typed; a phrase or pattern without its quotes; an operator as typed; a field's name.
        start, end: characters of the expression, end exclusive.
        number: the n of NEAR/n; 0 elsewhere.
    """

    kind: Kind
    text: str
    start: int
    end: int
    number: int = 0

    @property
    def is_ordered(self) -> bool:
        """Return True for the ordered form of NEAR."""
        return self.text.startswith("O")


NEAR_LIMIT = 100
_FIELDS = tuple(field.value for field in Field)

# What word processors make of straight quotes; each closes with any of the others.
_QUOTES = '"“”„‟«»'
_MINUS = "-–−"
_WORD = re.compile(rf"[^\s(){_QUOTES}]+")
_FIELD = re.compile(r"([^\W\d_]+):")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_PHRASE = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")
_PATTERN = re.compile(r"/((?:[^/\\]|\\.)*)/(?=[\s()]|\Z)", re.DOTALL)
_NEAR = re.compile(r"(O?NEAR)/(\d{1,9})\Z")
_NEARLY_NEAR = re.compile(r"(O?NEAR|NAER|NERA|NEER|NEARS)(?:[/~:]?(\d*)|/.*)\Z")
_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_MEANT = {
    "ADN": "AND", "ANDD": "AND", "ANND": "AND", "AAND": "AND", "ORR": "OR", "OOR": "OR", "NTO": "NOT", "NOTT": "NOT",
    "NOOT": "NOT", "UND": "AND", "ODER": "OR", "NICHT": "NOT",
    "&&": "AND", "&": "AND", "||": "OR", "|": "OR", "!": "NOT",
}  # fmt: skip
_LOWERCASE = {
    "and": "AND", "or": "OR", "not": "NOT", "und": "AND", "oder": "OR", "nicht": "NOT",
    "And": "AND", "Or": "OR", "Not": "NOT", "Und": "AND", "Oder": "OR", "Nicht": "NOT",
}  # fmt: skip
_FIELDS_MEANT = {
    "titel": "title", "headline": "title", "intitle": "title", "überschrift": "title", "from": "author",
    "autor": "author", "verfasser": "author", "user": "author", "domain": "site", "host": "site", "seite": "site",
    "website": "site", "url": "link", "inurl": "link", "links": "link", "language": "lang", "sprache": "lang",
    "quelle": "source", "hashtag": "tag", "tags": "tag", "schlagwort": "tag",
}  # fmt: skip


def tokens(expression: str) -> Iterator[Token]:
    """Yield the tokens of `expression`, an `END` last.

    Raises:
        ExpressionError: at the first place that cannot be read.
    """
    at = 0
    value_at = None
    while at < len(expression):
        if expression[at].isspace():
            at += 1
            continue
        token = _value(expression, at) if at == value_at else _token(expression, at)
        yield token
        at = token.end
        value_at = at if token.kind is Kind.FIELD else None
    yield Token(kind=Kind.END, text="", start=len(expression), end=len(expression))


def _token(expression: str, at: int) -> Token:  # noqa: PLR0911 one row a sign
    sign = expression[at]
    if sign in "()":
        return Token(kind=Kind(sign), text=sign, start=at, end=at + 1)
    if sign in _MINUS:
        return _minus(expression, at)
    if sign in _QUOTES:
        return _phrase(expression, at)
    if sign == "/":
        return _pattern(expression, at)
    if sign == "=":
        return Token(kind=Kind.EXACT, text=sign, start=at, end=at + 1)
    if (field := _FIELD.match(expression, at)) is not None:
        return _field(expression, field)
    return _word(expression, at)


def _value(expression: str, at: int) -> Token:
    """Return what stands right behind `field:`; a plain word there is never an operator or another field."""
    word = _word_at(expression, at)
    if expression[at] in "()=/" or expression[at] in _QUOTES or expression[at] in _MINUS:
        return _token(expression, at)
    return Token(kind=Kind.WORD, text=word, start=at, end=at + len(word))


def _minus(expression: str, at: int) -> Token:
    after = expression[at + 1 : at + 2]
    if not after or after.isspace() or after in _MINUS or after == ")":
        raise ExpressionError("query.minus_alone", expression=expression, start=at, end=at + 1)
    return Token(kind=Kind.NOT, text="-", start=at, end=at + 1)


def _phrase(expression: str, at: int) -> Token:
    found = _PHRASE.match(expression, at)
    if found is None:
        raise ExpressionError("query.open_quote", expression=expression, start=at, end=len(expression))
    return Token(kind=Kind.PHRASE, text=found.group(1), start=at, end=found.end())


def _pattern(expression: str, at: int) -> Token:
    found = _PATTERN.match(expression, at)
    if found is None:
        raise ExpressionError("query.open_pattern", expression=expression, start=at, end=len(expression))
    return Token(kind=Kind.PATTERN, text=found.group(1), start=at, end=found.end())


def _field(expression: str, found: re.Match[str]) -> Token:
    name = found.group(1).lower()
    start, end = found.span()
    if _ADDRESS.match(expression, start):
        word = _word_at(expression, start)
        raise ExpressionError(
            "query.bare_address",
            expression=expression,
            start=start,
            end=start + len(word),
            suggestion=f"link:{_ADDRESS.sub('', word)}",
        )
    if name not in _FIELDS:
        near = _FIELDS_MEANT.get(name) or next(iter(get_close_matches(name, _FIELDS, n=1, cutoff=0.6)), None)
        raise ExpressionError(
            "query.unknown_field",
            expression=expression,
            start=start,
            end=end,
            suggestion=None if near is None else f"{near}:",
            name=found.group(1),
            known=", ".join(f"{one}:" for one in _FIELDS),
        )
    return Token(kind=Kind.FIELD, text=name, start=start, end=end)


def _word_at(expression: str, at: int) -> str:
    found = _WORD.match(expression, at)
    return expression[at] if found is None else found.group()


def _word(expression: str, at: int) -> Token:
    word = _word_at(expression, at)
    end = at + len(word)
    if word in _OPERATORS:
        return Token(kind=_OPERATORS[word], text=word, start=at, end=end)
    near = _NEAR.match(word)
    if near is not None and 1 <= int(near.group(2)) <= NEAR_LIMIT:
        return Token(kind=Kind.NEAR, text=near.group(1), start=at, end=end, number=int(near.group(2)))
    nearly = _NEARLY_NEAR.match(word)
    if nearly is not None:
        meant = f"{'O' if word.startswith('O') else ''}NEAR/{min(int(nearly.group(2) or 5), NEAR_LIMIT) or 1}"
        raise ExpressionError(
            "query.bad_near", expression=expression, start=at, end=end, suggestion=meant, word=word, limit=NEAR_LIMIT
        )
    for table, key in ((_MEANT, "query.misspelled_operator"), (_LOWERCASE, "query.lowercase_operator")):
        if word in table:
            raise ExpressionError(
                key, expression=expression, start=at, end=end, suggestion=table[word], word=word, meant=table[word]
            )
    return Token(kind=Kind.WORD, text=word, start=at, end=end)
