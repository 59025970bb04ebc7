"""An expression of the query language becomes a tree; whatever cannot be read is said with its place.

    expression = and { "OR" and }
    and        = not { ["AND"] not }
    not        = ("NOT" | "-") not | near
    near       = one { ("NEAR/n" | "ONEAR/n") one }
    one        = "(" expression ")" | field ":" one | "=" one | word | "phrase" | /pattern/

`docs/reference/query-language.md` explains it to those who write queries.
"""

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NoReturn

from listen.errors import ExpressionError
from listen.query.leaves import LeafError, domain, language, origin, pattern, term
from listen.query.tokens import Kind, Token, tokens
from listen.query.tree import And, Field, Near, Node, Not, Or, Term

__all__ = ["DEPTH_LIMIT", "EXPRESSION_LIMIT", "TERMS_LIMIT", "parse"]

EXPRESSION_LIMIT = 10_000
"""Characters of one expression."""

TERMS_LIMIT = 1_000
"""Words, phrases, patterns and field values of one expression."""

DEPTH_LIMIT = 30
"""Parentheses, exclusions and fields inside one another."""

_STARTS = frozenset({Kind.OPEN, Kind.FIELD, Kind.EXACT, Kind.WORD, Kind.PHRASE, Kind.PATTERN, Kind.NOT})
_LEAVES = frozenset({Kind.WORD, Kind.PHRASE, Kind.PATTERN})


@lru_cache(maxsize=4_096)
def parse(expression: str) -> Node:
    """Return what `expression` means.

    Raises:
        ExpressionError: if it cannot be read, or would hold for posts in which nothing of it stands; with the place
            and, where we know, what was probably meant.
    """
    if not expression.strip():
        raise ExpressionError("query.empty", expression=expression, start=0, end=len(expression))
    if len(expression) > EXPRESSION_LIMIT:
        raise ExpressionError(
            "query.too_long",
            expression=expression,
            start=EXPRESSION_LIMIT,
            end=len(expression),
            n=len(expression),
            limit=EXPRESSION_LIMIT,
        )
    node = _Parser(expression).whole()
    _refuse_without_positive(expression, node)
    return node


class _Parser:
    """Reads one expression from left to right, one token ahead."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._tokens: Sequence[Token] = tuple(tokens(expression))
        self._at = 0
        self._depth = 0
        self._leaves = 0
        self._field: Token | None = None
        self._is_exact = False

    def whole(self) -> Node:
        node = self._any()
        if self._peek().kind is Kind.CLOSE:
            self._refuse("query.stray_close", self._peek())
        return node

    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._peek()
        self._at += 1
        return token

    def _refuse(
        self, key: str, token: Token, *, end: int | None = None, suggestion: str | None = None, **values: object
    ) -> NoReturn:
        raise ExpressionError(
            key,
            expression=self._expression,
            start=token.start,
            end=token.end if end is None else end,
            suggestion=suggestion,
            **values,
        )

    def _deeper(self, read: Callable[[], Node], token: Token) -> Node:
        """Return what `read` reads; recursion happens here only, so that its depth is bounded."""
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            self._refuse("query.too_deep", token, limit=DEPTH_LIMIT)
        node = read()
        self._depth -= 1
        return node

    def _any(self) -> Node:
        nodes = [self._all()]
        while self._peek().kind is Kind.OR:
            self._operand_follows(self._take())
            nodes.append(self._all())
        return nodes[0] if len(nodes) == 1 else Or(nodes=tuple(nodes), start=nodes[0].start, end=nodes[-1].end)

    def _all(self) -> Node:
        nodes = [self._not()]
        while True:
            if self._peek().kind is Kind.AND:
                self._operand_follows(self._take())
            elif self._peek().kind not in _STARTS:
                break
            nodes.append(self._not())
        return nodes[0] if len(nodes) == 1 else And(nodes=tuple(nodes), start=nodes[0].start, end=nodes[-1].end)

    def _operand_follows(self, operator: Token) -> None:
        if self._peek().kind not in _STARTS:
            self._refuse("query.operator_alone", operator, operator=operator.text)

    def _not(self) -> Node:
        if self._peek().kind is not Kind.NOT:
            return self._near()
        operator = self._take()
        self._operand_follows(operator)
        node = self._deeper(self._not, operator)
        return Not(node=node, start=operator.start, end=node.end)

    def _near(self) -> Node:
        node = self._one()
        chained = 0
        while self._peek().kind is Kind.NEAR:
            operator = self._take()
            self._operand_follows(operator)
            right = self._one()
            for operand in (node, right):
                self._refuse_in_near(operand, operator)
            chained += 1
            if chained > DEPTH_LIMIT:
                self._refuse("query.too_deep", operator, limit=DEPTH_LIMIT)
            node = Near(
                left=node,
                right=right,
                within=operator.number,
                is_ordered=operator.is_ordered,
                start=node.start,
                end=right.end,
            )
        return node

    def _refuse_in_near(self, node: Node, operator: Token) -> None:
        """NEAR measures between words: an exclusion, a pattern, a tag or a host has no distance."""
        if isinstance(node, Or):
            for one in node.nodes:
                self._refuse_in_near(one, operator)
        elif not isinstance(node, (Term, Near)) or (isinstance(node, Term) and node.field is Field.TAG):
            raise ExpressionError(
                "query.near_operand",
                expression=self._expression,
                start=node.start,
                end=node.end,
                operator=f"{operator.text}/{operator.number}",
            )

    def _one(self) -> Node:
        token = self._take()
        match token.kind:
            case Kind.OPEN:
                return self._group(token)
            case Kind.FIELD:
                return self._in_field(token)
            case Kind.EXACT:
                return self._exact(token)
        if token.kind not in _LEAVES:
            self._refuse_instead_of_operand(token)
        return self._leaf(token)

    def _refuse_instead_of_operand(self, token: Token) -> NoReturn:
        if token.kind is Kind.END:
            self._refuse("query.operand_missing", token)
        if token.kind is Kind.CLOSE:
            self._refuse("query.stray_close", token)
        self._refuse("query.operator_alone", token, operator=token.text)

    def _group(self, opening: Token) -> Node:
        if self._peek().kind is Kind.CLOSE:
            self._refuse("query.empty_group", opening, end=self._peek().end)
        node = self._deeper(self._any, opening)
        if self._peek().kind is not Kind.CLOSE:
            self._refuse("query.open_group", opening)
        self._take()
        return node

    def _in_field(self, token: Token) -> Node:
        if self._field is not None:
            self._refuse("query.field_in_field", token, name=token.text, outer=self._field.text)
        if self._peek().start != token.end or self._peek().kind not in _LEAVES | {Kind.OPEN, Kind.EXACT}:
            self._refuse("query.field_empty", token, name=token.text)
        self._field = token
        node = self._deeper(self._one, token)
        self._field = None
        return node

    def _exact(self, token: Token) -> Node:
        if self._peek().start != token.end or self._peek().kind not in {Kind.WORD, Kind.PHRASE}:
            self._refuse("query.exact_alone", token)
        self._is_exact = True
        node = self._leaf(self._take())
        self._is_exact = False
        return node

    def _leaf(self, token: Token) -> Node:
        self._leaves += 1
        if self._leaves > TERMS_LIMIT:
            self._refuse("query.too_many_terms", token, limit=TERMS_LIMIT)
        field = None if self._field is None else Field(self._field.text)
        text = unicodedata.normalize("NFC", token.text)
        try:
            if token.kind is Kind.PATTERN:
                return pattern(text, field, start=token.start, end=token.end)
            match field:
                case Field.SITE | Field.LINK:
                    return domain(text, field, start=token.start, end=token.end)
                case Field.LANG:
                    return language(text, start=token.start, end=token.end)
                case Field.SOURCE:
                    return origin(text, start=token.start, end=token.end)
            return term(
                text,
                field,
                is_phrase=token.kind is Kind.PHRASE,
                is_exact=self._is_exact,
                start=token.start,
                end=token.end,
            )
        except LeafError as error:
            self._refuse(error.key, token, suggestion=error.suggestion, **error.values)


def _refuse_without_positive(expression: str, node: Node) -> None:
    """Refuse what would hold for a post in which nothing of the expression stands: it would collect everything."""
    culprit = _holds_for_nothing(node)
    if culprit is not None:
        key = "query.only_negative" if culprit is node or not isinstance(node, Or) else "query.or_negative"
        raise ExpressionError(key, expression=expression, start=culprit.start, end=culprit.end)


def _holds_for_nothing(node: Node) -> Node | None:
    """Return the part that makes `node` hold although nothing of it stands in the post; None when it does not."""
    match node:
        case Not():
            return node if _holds_for_nothing(node.node) is None else None
        case And():
            return node if all(_holds_for_nothing(one) is not None for one in node.nodes) else None
        case Or():
            return next((one for one in node.nodes if _holds_for_nothing(one) is not None), None)
        case _:
            return None
