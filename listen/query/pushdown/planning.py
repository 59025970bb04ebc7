"""What of an expression a service is asked for: never less than is wanted, and as little more as the service allows.

Whatever a service cannot express is dropped from what is asked, never from what is checked here: the matcher judges
every post again. Where a superset is not possible (a service that finds whole words only, asked for `word*`), a remark
says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from listen.phrases import say
from listen.query.pushdown.spelling import FormWord, joined_forms, spellings
from listen.query.pushdown.writing import Abilities, Asked, Pushed, Writer, weight
from listen.query.tree import And, Domain, Field, Language, Near, Node, Not, Or, Origin, Pattern, Term

__all__ = ["Remark", "push_down", "push_remarks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something that the service is not asked, or may not find."""

    key: str
    values: tuple[tuple[str, object], ...] = ()

    def message(self, lang: str = "en") -> str:
        """Return the remark as one sentence."""
        return say(self.key, lang, **dict(self.values))


_Choice = frozenset[Asked]
"""All of these; the empty one asks for nothing and therefore lets everything pass."""

_ANYTHING: list[_Choice] = [frozenset()]
_CHOICES_LIMIT = 64
_FURTHER_TERMS = 2


def push_down(node: Node, abilities: Abilities) -> tuple[Pushed, ...]:
    """Return the requests whose answers together hold every post of the service for which `node` holds.

    Empty when the service cannot be asked: nothing in the expression is a word it could look for, or `source:` rules it
    out. `push_remarks` says why, and what may be missed.
    """
    return _Plan(abilities).requests(node)


def push_remarks(node: Node, abilities: Abilities) -> tuple[Remark, ...]:
    """Return what a person should know about `push_down(node, abilities)`, each once; empty when nothing is lost."""
    plan = _Plan(abilities)
    requests = plan.requests(node)
    if not requests and not plan.is_ruled_out:
        plan.remark("push_nothing")
    return tuple(plan.remarks)


class _Plan:
    """Works out one expression for one service."""

    def __init__(self, abilities: Abilities) -> None:
        self._can = abilities
        self._writer = Writer(abilities)
        self.remarks: dict[Remark, None] = {}
        self.is_ruled_out = False

    def remark(self, key: str, **values: object) -> None:
        self.remarks[Remark(key=f"query.{key}", values=tuple(values.items()))] = None

    def requests(self, node: Node) -> tuple[Pushed, ...]:
        choices = self._choices(node)
        self.is_ruled_out = not choices
        fitting = _absorbed(self._fit(choice) for choice in _absorbed(choices))
        if not all(any(not one.is_excluded for one in choice) for choice in fitting):
            return ()
        for choice in fitting:
            for one in choice:
                if one.is_weak:
                    key = "push_tag" if one.field is Field.TAG else "push_whole_words"
                    self.remark(key, word=" ".join(one.words))
        return tuple(self._writer.packed(fitting))

    def _choices(self, node: Node) -> list[_Choice]:  # noqa: PLR0911 one row a node
        match node:
            case Term():
                return self._term(node)
            case And():
                return self._both([self._choices(one) for one in node.nodes])
            case Near():
                return self._both([self._choices(node.left), self._choices(node.right)])
            case Or():
                return [choice for one in node.nodes for choice in self._choices(one)]
            case Not():
                return self._exclusion(node)
            case Origin():
                return _ANYTHING if self._can.source in {None, node.name} else []
            case Domain() | Language() | Pattern():
                return self._place(node)

    def _term(self, term: Term) -> list[_Choice]:
        if term.field in {Field.AUTHOR, Field.TAG} and term.field.value not in self._can.fields:
            return self._without_field(term)
        is_named = term.field is not None and term.field.value in self._can.fields
        asked_in = term.field if is_named else None
        forms = joined_forms(term)
        if not forms:
            return self._dropped(term.written)
        choices = []
        for form in forms:
            choices += self._form(form, asked_in)
        return choices

    def _without_field(self, term: Term) -> list[_Choice]:
        """A tag mostly stands in the text as well; an author does not."""
        if term.field is Field.AUTHOR:
            return self._dropped(f"author:{term.written}")
        return [
            frozenset({Asked(words=(spelling,), is_weak=True, field=Field.TAG)})
            for form in joined_forms(term)
            for spelling in self._spelled("".join(word.text for word in form))
            if len(spelling) >= self._can.min_letters
        ] or self._dropped(f"#{term.written}")

    def _form(self, form: tuple[FormWord, ...], asked_in: Field | None) -> list[_Choice]:
        """Return the ways to ask for the words of a term, its hyphens decided."""
        words = tuple(word.text for word in form)
        if not any(word.is_open for word in form):
            return self._words(words, asked_in)
        if len(form) > 1:
            # A star keeps the words apart for every service: they need not stand side by side then.
            return self._both([self._form((word,), asked_in) for word in form])
        can_prefix = self._can.prefix and not form[0].is_open_left
        is_weak = self._can.whole_words and not can_prefix
        return self._words(words, asked_in, is_prefix=can_prefix, is_weak=is_weak)

    def _words(
        self, words: tuple[str, ...], asked_in: Field | None, *, is_prefix: bool = False, is_weak: bool = False
    ) -> list[_Choice]:
        spelled = [self._spelled(word) for word in words]
        is_short = any(len(word) < self._can.min_letters for word in words)
        if len(words) > 1 and (is_short or prod(map(len, spelled)) > _CHOICES_LIMIT):
            return self._both([self._words((word,), asked_in) for word in words])
        if is_short:
            return _ANYTHING
        if self._can.phrase or len(words) == 1:
            return [
                frozenset({Asked(words=one, is_prefix=is_prefix, is_weak=is_weak, field=asked_in)})
                for one in product(*spelled)
            ]
        return [frozenset(Asked(words=(word,), field=asked_in) for word in one) for one in product(*spelled)]

    def _spelled(self, word: str) -> tuple[str, ...]:
        return (word,) if self._can.folds_umlauts else spellings(word)

    def _both(self, sides: Sequence[list[_Choice]]) -> list[_Choice]:
        """Return every mixture of one choice a side; when those grow too many, long sides are left out.

        A service without alternatives is asked once a choice, so there the side with the fewest sets the number.
        """
        ordered = sorted(sides, key=lambda side: (len(side), -min((_told(one) for one in side), default=0)))
        limit = _CHOICES_LIMIT
        if not self._can.or_:
            limit = next((len(side) for side in ordered if len(side) > 1), 1)
        together = _ANYTHING
        for side in ordered:
            if together == _ANYTHING or len(together) * len(side) <= limit:
                together = [first | second for first, second in product(together, side)]
        return together

    def _exclusion(self, node: Not) -> list[_Choice]:
        """Exclude plain words only, and only those that every service folds alike; anything else is checked here."""
        inner = node.node
        if isinstance(inner, Origin):
            return [] if self._can.source == inner.name else _ANYTHING
        if not isinstance(inner, Term) or inner.field is not None or not self._can.not_ or not _is_plain(inner):
            for one in _written(inner):
                self.remark("push_exclusion", word=one)
            return _ANYTHING
        words = tuple(part.text for part in inner.parts)
        if len(words) > 1 and not self._can.phrase:
            return _ANYTHING
        return [frozenset({Asked(words=words, is_excluded=True)})]

    def _place(self, node: Domain | Language | Pattern) -> list[_Choice]:
        match node:
            case Domain(host=host, path="", field=name) if name.value in self._can.fields and "." in host:
                return [frozenset({Asked(words=(host,), field=name)})]
            case Language(code=code) if Field.LANG.value in self._can.fields:
                return [frozenset({Asked(words=(code,), field=Field.LANG)})]
            case Domain():
                return self._dropped(f"{node.field}:{node.written}")
            case Language():
                return self._dropped(f"lang:{node.code}")
            case Pattern():
                return self._dropped(f"/{node.expression}/")

    def _dropped(self, written: str) -> list[_Choice]:
        self.remark("push_dropped", word=written)
        return _ANYTHING

    def _fit(self, choice: _Choice) -> _Choice:
        """Return `choice` with the parts that tell most, as many as one request takes."""
        wanted = sorted((one for one in choice if not one.is_excluded), key=weight, reverse=True)
        strong = [one for one in wanted if not one.is_weak]
        kept = (strong or wanted)[: 1 + _FURTHER_TERMS if self._can.and_ else 1]
        excluded = sorted((one for one in choice if one.is_excluded), key=weight)
        kept += excluded if self._can.and_ and kept else []
        limit = self._can.max_terms
        while len(kept) > 1 and ((limit is not None and len(kept) > limit) or self._writer.is_too_long(kept)):
            kept.pop()
        if kept and self._writer.is_too_long(kept) and len(kept[0].words) > 1:
            self.remark("push_shortened")
            kept = [Asked(words=(max(kept[0].words, key=len),), field=kept[0].field)]
        return frozenset(() if self._writer.is_too_long(kept) else kept)


def _is_plain(term: Term) -> bool:
    return (
        term.exact is None
        and not term.is_handle
        and term.written.isascii()
        and all(not (part.is_open_left or part.is_open_right or part.may_join) for part in term.parts)
    )


def _written(node: Node) -> Iterator[str]:
    match node:
        case Term():
            yield node.written
        case And() | Or():
            for one in node.nodes:
                yield from _written(one)
        case _:
            return


def _told(choice: _Choice) -> int:
    return max((weight(one)[0] for one in choice), default=0)


def _absorbed(choices: Iterable[_Choice]) -> list[_Choice]:
    """Return `choices` without those that another one covers: who asks for `a` gets `a b` as well."""
    kept: list[_Choice] = []
    for choice in sorted(dict.fromkeys(choices), key=len):
        if not any(one <= choice for one in kept):
            kept.append(choice)
    return kept
