"""What a service can be asked, and how a request to it is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from listen.query.tree import Field

__all__ = ["Abilities", "Asked", "Pushed", "Writer", "weight"]

_OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a service's own search understands; the defaults are the least that any has.

    Attributes:
        source: the source's name; settles `source:`.
        phrase: `"two words"` side by side.
        and_: several words in one request, all of them wanted.
        or_: alternatives in one request.
        not_: exclusion with the meaning that we give it (whole words, in the text that we also see). Leave it off when
            unsure.
        groups: alternatives of several words, in parentheses.
        prefix: `word*`.
        whole_words: False where the service finds parts of words, too.
        folds_umlauts: ä is ae and é is e for the service.
        min_letters: shorter words are ignored or refused.
        max_terms: words and phrases in one request; None for any number.
        max_length: characters of one request; None for any number.
        fields: how a field is asked for, `{}` stands for the value: `{"site": "site:{}"}`. A title is asked for as
            plain words unless it is named here.
        or_sign, not_sign: how it writes them.
        or_brackets: alternatives as a whole stand in parentheses.
    """

    source: str | None = None
    phrase: bool = False
    and_: bool = True
    or_: bool = False
    not_: bool = False
    groups: bool = False
    prefix: bool = False
    whole_words: bool = True
    folds_umlauts: bool = False
    min_letters: int = 1
    max_terms: int | None = None
    max_length: int | None = None
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    or_sign: str = " OR "
    not_sign: str = "-"
    or_brackets: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing a service is asked for.

    Attributes:
        words: one word, or the words of a phrase.
        is_prefix: longer words count, too.
        is_excluded: posts with it are not wanted.
        is_weak: the service may find less than is meant; asked only where nothing better is there.
        field: the field it is asked in; None for anywhere.
    """

    words: tuple[str, ...]
    is_prefix: bool = False
    is_excluded: bool = False
    is_weak: bool = False
    field: Field | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """One request.

    Attributes:
        text: as the service wants it written, not yet encoded for an address.
        alternatives: what `text` says: any of them, each with all its parts.
    """

    text: str
    alternatives: tuple[tuple[Asked, ...], ...]


class Writer:
    """Writes requests for one service."""

    def __init__(self, abilities: Abilities) -> None:
        self._can = abilities

    def is_too_long(self, choice: Iterable[Asked]) -> bool:
        """Return True when one alternative alone is longer than a request may be."""
        # Two more for the parentheses of a group.
        return self._can.max_length is not None and len(self.written(choice)) + 2 > self._can.max_length

    def packed(self, choices: Iterable[Iterable[Asked]]) -> Iterator[Pushed]:
        """Yield requests, each with as many alternatives as it takes."""
        waiting: list[tuple[Asked, ...]] = []
        for choice in choices:
            ordered = tuple(sorted(choice, key=lambda one: (one.is_excluded, -weight(one)[0], one.words)))
            if not self._can.or_ or (len(ordered) > 1 and not self._can.groups):
                yield Pushed(text=self.written(ordered), alternatives=(ordered,))
            elif waiting and not self._has_room((*waiting, ordered)):
                yield self._together(waiting)
                waiting = [ordered]
            else:
                waiting.append(ordered)
        if waiting:
            yield self._together(waiting)

    def _has_room(self, alternatives: Sequence[tuple[Asked, ...]]) -> bool:
        terms = sum(map(len, alternatives))
        length = len(self._together(alternatives).text)
        return (self._can.max_terms is None or terms <= self._can.max_terms) and (
            self._can.max_length is None or length <= self._can.max_length
        )

    def _together(self, alternatives: Sequence[tuple[Asked, ...]]) -> Pushed:
        if len(alternatives) == 1:
            return Pushed(text=self.written(alternatives[0]), alternatives=tuple(alternatives))
        texts = [f"({self.written(one)})" if len(one) > 1 else self.written(one) for one in alternatives]
        text = self._can.or_sign.join(texts)
        return Pushed(text=f"({text})" if self._can.or_brackets else text, alternatives=tuple(alternatives))

    def written(self, choice: Iterable[Asked]) -> str:
        """Return one alternative."""
        return " ".join(map(self._one, choice))

    def _one(self, one: Asked) -> str:
        words = [word.lower() if word in _OPERATORS else word for word in one.words]
        text = f'"{" ".join(words)}"' if len(words) > 1 else words[0]
        if one.is_prefix:
            text += "*"
        template = None if one.field is None else self._can.fields.get(one.field.value)
        if template is not None:
            text = template.format(text)
        return f"{self._can.not_sign}{text}" if one.is_excluded else text


def weight(one: Asked) -> tuple[int, tuple[str, ...]]:
    """Return how much `one` tells: phrases before words, long before short."""
    return len(one.words) * 100 + sum(map(len, one.words)), one.words
