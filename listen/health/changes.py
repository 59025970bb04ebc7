"""Other expressions that would have left out the noise, each tried on the stored mentions with the real matcher."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from listen.brand import Query
from listen.errors import ExpressionError
from listen.health.reading import LEAST_NOISE, Noise, Sorted
from listen.health.value import Change, NoiseTerm, NoisyVoice, Voice
from listen.model import Mention
from listen.query.language import parse
from listen.query.matching import Matcher
from listen.query.tree import And, Near, Node, Not, Or, Term
from listen.reading import analyzed_text
from listen.relevance import stem, words_of
from listen.relevance.words import is_content

__all__ = ["changes", "is_valid", "narrowed", "quoted", "tried"]

_TOLD = 5
_TOGETHER = 6
_FORMS = 4
_DEMANDED = 8
_NEAR = 10
_MAY_LOSE_ONE_IN = 20
"""A change may lose one mention of the rest for so many that it leaves out."""
_WORTH = 0.3
_NO_QUOTES = str.maketrans(dict.fromkeys('"“”„‟«»', " "))
"""All that the query language takes for quotes."""


def quoted(words: str) -> str:
    """Return words as an operand of an expression: in quotes where they are several, or mean something else bare."""
    bare = " ".join(words.translate(_NO_QUOTES).split())
    if " " not in bare:
        try:
            if isinstance(parse(bare), Term):
                return bare
        except ExpressionError:
            pass
    return f'"{bare}"'


def is_valid(expression: str) -> bool:
    """Say whether an expression can be read."""
    try:
        parse(expression)
    except ExpressionError:
        return False
    return True


def narrowed(expression: str, addition: str) -> str:
    """Return `expression` with something more demanded or excluded of all of it."""
    whole = " ".join(expression.split())
    return f"{f'({whole})' if isinstance(parse(expression), Or) else whole} {addition}"


def changes(
    query: Query, found: Sorted, noise: Noise, terms: Sequence[NoiseTerm], voices: Sequence[NoisyVoice]
) -> tuple[Change, ...]:
    """Return the changes that would have helped most, at most five, best first.

    Only such as lose nothing that a person marked as ours, hardly anything else that is ours, and of what is unknown a
    far smaller part than of the noise.
    """
    if len(found.noise) < LEAST_NOISE:
        return ()
    options = [*_exclusions(query.expression, noise, terms), *_voices(query.expression, voices)]
    options += [*_demands(query.expression, found), *_spellings(query.expression, found)]
    helpful = [one for one in tried(query, options, found) if _helps(one, found)]
    helpful.sort(
        key=lambda one: (-one.others - one.doubtful, one.ours, one.unknown, len(one.expression), one.expression)
    )
    return tuple(_apart(helpful)[:_TOLD])


def _helps(change: Change, found: Sorted) -> bool:
    left_out = change.others + change.doubtful
    is_rare_elsewhere = change.unknown * len(found.noise) * 2 <= left_out * len(found.unknown)
    return left_out >= LEAST_NOISE and change.ours * _MAY_LOSE_ONE_IN <= left_out and is_rare_elsewhere


def _apart(found: Iterable[Change]) -> list[Change]:
    """Leave out changes that do exactly what a shorter or better one does."""
    kept: dict[tuple[str, int, int, int], Change] = {}
    for one in found:
        kept.setdefault((one.kind if one.kind != "exclude" else "", one.others, one.doubtful, one.ours), one)
    return list(kept.values())


def tried(query: Query, options: Iterable[Change], found: Sorted) -> Iterator[Change]:
    """Yield the valid options with their effect; those that lose what a person marked as ours are left out."""
    valid = [one for one in dict.fromkeys(options) if is_valid(one.expression)]
    if not valid:
        return
    named = {str(number): one for number, one in enumerate(valid)}
    matcher = Matcher(
        [Query(name=name, expression=one.expression, sources=query.sources) for name, one in named.items()]
    )
    lost: dict[str, Counter[str]] = {name: Counter() for name in named}
    for group in ("others", "doubtful", "ours", "unknown"):
        for mention in getattr(found, group):
            kept = {match.query for match in matcher.match(mention.post, mention.language)}
            for name in named.keys() - kept:
                lost[name][group] += 1
                lost[name]["marked"] += mention.id in found.marked
    for name, one in named.items():
        counts = lost[name]
        if not counts["marked"]:
            yield replace(
                one,
                others=counts["others"],
                doubtful=counts["doubtful"],
                ours=counts["ours"],
                unknown=counts["unknown"],
            )


def _exclusions(expression: str, noise: Noise, terms: Sequence[NoiseTerm]) -> Iterator[Change]:
    """Yield the exclusion of each noisy word alone, then of the fewest that leave out most together."""
    keys = [" ".join(stem(word) for word in term.words.split()) for term in terms]
    for key in keys:
        yield _without(expression, [key], noise)
    chosen: list[str] = []
    covered: set[int] = set()
    while len(chosen) < _TOGETHER:
        clean = [key for key in keys if key not in chosen and not noise.is_ours_too(key)]
        best = max(clean, key=lambda key: len(noise.in_noise[key] - covered), default=None)
        if best is None or len(noise.in_noise[best] - covered) < 2:  # noqa: PLR2004 - one more is chance
            break
        chosen.append(best)
        covered |= noise.in_noise[best]
        if len(chosen) > 1:
            yield _without(expression, chosen, noise)


def _without(expression: str, keys: Sequence[str], noise: Noise) -> Change:
    forms = [quoted(form) for key in keys for form in noise.written(key)[:_FORMS]]
    excluded = forms[0] if len(forms) == 1 else f"({' OR '.join(forms)})"
    words = ", ".join(noise.written(key)[0] for key in keys)
    return Change(kind="exclude", words=words, expression=narrowed(expression, f"NOT {excluded}"))


def _voices(expression: str, voices: Sequence[NoisyVoice]) -> Iterator[Change]:
    for voice in voices:
        operand = f"site:{voice.name}" if voice.kind is Voice.SITE else f"author:{quoted(voice.name)}"
        yield Change(
            kind=f"exclude_{voice.kind.value}", words=voice.name, expression=narrowed(expression, f"NOT {operand}")
        )


def _demands(expression: str, found: Sorted) -> Iterator[Change]:
    """Yield the demand for one of our own words, anywhere or near the name."""
    words = _own_words(found)
    if not words:
        return
    demanded = " OR ".join(words)
    told = ", ".join(words)
    yield Change(kind="demand", words=told, expression=narrowed(expression, f"({demanded})"))
    tree = parse(expression)
    if _has_distance(tree):
        whole = " ".join(expression.split())
        side = f"({whole})" if isinstance(tree, Or) else whole
        near = f"{side} NEAR/{_NEAR} ({demanded})"
        yield Change(kind="near", words=told, expression=near)


def _has_distance(node: Node) -> bool:
    match node:
        case Term():
            return node.field is None
        case Or():
            return all(_has_distance(one) for one in node.nodes)
        case _:
            return isinstance(node, Near)


def _own_words(found: Sorted) -> list[str]:
    """Return the fewest words, as `word*`, one of which stands in nearly all that is ours and hardly in the noise."""
    in_ours: dict[str, set[int]] = {}
    for place, mention in enumerate(found.ours):
        for key in _stems(mention):
            in_ours.setdefault(key, set()).add(place)
    in_noise: Counter[str] = Counter(key for mention in found.noise for key in _stems(mention))
    clean = {key: places for key, places in in_ours.items() if in_noise[key] * _MAY_LOSE_ONE_IN <= len(places)}
    chosen: list[str] = []
    covered: set[int] = set()
    while len(chosen) < _DEMANDED:
        best = max(clean, key=lambda key: (len(clean[key] - covered), key), default=None)
        if best is None or len(clean[best] - covered) < LEAST_NOISE:
            break
        chosen.append(best)
        covered |= clean[best]
    return [f"{key}*" for key in chosen]


def _stems(mention: Mention) -> set[str]:
    words = words_of(analyzed_text(mention.post))
    return {stem(word.written) for word in words if is_content(word.written) and len(word.written) > LEAST_NOISE}


def _spellings(expression: str, found: Sorted) -> Iterator[Change]:
    """Yield the expression with a name only as the brand writes it: `=Arc`, where `arc` is noise."""
    forms: dict[int, Counter[str]] = {}
    terms = [term for term in _names(parse(expression)) if term.exact is None]
    for number, term in enumerate(terms):
        folded = term.parts[0].text
        forms[number] = Counter(
            word
            for mention in [*found.ours, *found.unknown]
            for match in mention.matches
            for word in match.words
            if word.casefold() == folded
        )
    for number, term in enumerate(terms):
        usual = next((form for form, _ in forms[number].most_common(1) if not form.islower()), None)
        if usual is not None:
            exact = f"={usual}{'*' if term.parts[-1].is_open_right else ''}"
            changed = f"{expression[: term.start]}{exact}{expression[term.end :]}"
            yield Change(kind="spelling", words=usual, expression=" ".join(changed.split()))


def _names(node: Node) -> Iterator[Term]:
    """Yield the wanted single words, in order."""
    match node:
        case Term() if len(node.parts) == 1 and node.field is None and not node.is_handle:
            yield node
        case And() | Or():
            for one in node.nodes:
                yield from _names(one)
        case Not():
            return
