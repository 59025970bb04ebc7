"""Which analyzer is in charge of a language, and who serves where its package is missing; loads nothing early."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from listen.aspects import Aspects, merged
from listen.brand import Settings
from listen.protocols import Analyzer

__all__ = ["IN_TURN", "LANGUAGES", "analyzers", "unit_aspects"]

IN_TURN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "builtin": ("builtin", "textblob"),
        "embed": ("embed", "builtin", "textblob"),
        "textblob": ("textblob",),
        "vader": ("vader", "textblob"),
    }
)
"""Who is asked, by the name in queries.yaml: the first that knows the language and can be loaded."""

LANGUAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "builtin": ("de", "en", "es", "fr", "it", "pt"),
        "embed": ("de", "en", "es", "fr", "it", "nl", "pl", "pt"),
        "textblob": ("en",),
        "vader": ("en",),
    }
)
"""What each of them knows, said here so that asking for it loads none of them."""


def _builtin(aspects: Aspects) -> Analyzer:
    from listen.analyzers.builtin import Builtin
    from listen.analyzers.toward import Toward

    return Toward(Builtin(), aspects=aspects)


def _embed(aspects: Aspects) -> Analyzer:
    from listen.analyzers.aimed import Aimed
    from listen.analyzers.embed import Embed
    from listen.analyzers.states import States
    from listen.analyzers.toward import Toward

    # One encoder for both: it takes a second to load, and 150 MB.
    states = States()
    return Toward(Embed(states), learned=Aimed(states), aspects=aspects)


def _textblob(_aspects: Aspects) -> Analyzer:
    from listen.analyzers.textblob import TextBlobAnalyzer

    return TextBlobAnalyzer()


def _vader(_aspects: Aspects) -> Analyzer:
    from listen.analyzers.vader import Vader

    return Vader()


_MAKERS: Mapping[str, Callable[[Aspects], Analyzer]] = MappingProxyType(
    {"builtin": _builtin, "embed": _embed, "textblob": _textblob, "vader": _vader}
)


def analyzers(name: str, words: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[Analyzer, ...]]:
    """Return the analyzers of each language, in the order in which they are asked.

    Args:
        name: of the one in charge, a key of `IN_TURN`.
        words: aspects as a person wrote them, on top of the shipped ones.
    """
    aspects = Aspects(merged(words)[0])
    found: dict[str, tuple[Analyzer, ...]] = {}
    for one in IN_TURN[name]:
        analyzer = _MAKERS[one](aspects)
        for language in LANGUAGES[one]:
            found[language] = (*found.get(language, ()), analyzer)
    return found


def unit_aspects(settings: Settings) -> Mapping[str, Aspects]:
    """Return the aspects of the units that have words of their own for them, by the unit's name."""
    base = merged(settings.aspects)[0]
    return {unit.name: Aspects(merged(unit.aspects, base)[0]) for unit in settings.units if unit.aspects}
