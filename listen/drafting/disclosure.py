"""Say for whom one works, and see whether a draft says it, in whatever words."""

import re
from collections.abc import Mapping

from listen.brand import Settings
from listen.drafting.affiliation import says
from listen.naming import Names
from listen.personal import Me
from listen.text.clean import clean_line

__all__ = ["LANGUAGES", "is_disclosed", "sentence"]

_PLAIN: Mapping[str, str] = {
    "de": "Ich arbeite bei {brand}.",
    "en": "I work for {brand}.",
    "fr": "Je travaille chez {brand}.",
    "es": "Trabajo en {brand}.",
    "it": "Lavoro per {brand}.",
    "pt": "Trabalho na {brand}.",
    "nl": "Ik werk bij {brand}.",
    "pl": "Pracuję w {brand}.",
    "sv": "Jag jobbar på {brand}.",
    "da": "Jeg arbejder hos {brand}.",
    "no": "Jeg jobber hos {brand}.",
    "cs": "Pracuji ve firmě {brand}.",
    "fi": "Olen töissä yrityksessä {brand}.",
    "hu": "A(z) {brand} munkatársa vagyok.",
    "ro": "Lucrez la {brand}.",
    "tr": "{brand} şirketinde çalışıyorum.",
}
_WITH_ROLE: Mapping[str, str] = {
    "de": "Ich arbeite bei {brand} ({role}).",
    "en": "I work for {brand} ({role}).",
    "fr": "Je travaille chez {brand} ({role}).",
    "es": "Trabajo en {brand} ({role}).",
    "it": "Lavoro per {brand} ({role}).",
    "pt": "Trabalho na {brand} ({role}).",
    "nl": "Ik werk bij {brand} ({role}).",
    "pl": "Pracuję w {brand} ({role}).",
}
"""The role stands in brackets: as people write it, whatever the grammar around it wants."""

LANGUAGES = tuple(_PLAIN)
"""Languages with a sentence of their own; the others get the English one."""

_FIELD = re.compile(r"\{(brand|role)\}")


def sentence(settings: Settings, me: Me, language: str | None) -> str:
    """Return the sentence with which an answer begins, in the language of the post.

    The organisation's own sentence counts first; where it names the role and the person has none, the built-in one
    serves. English where the language is unknown and English is read here, else the first configured language.
    """
    chosen = language or ("en" if "en" in settings.languages else settings.languages[0])
    role = clean_line(me.role) if me.role else ""
    own = settings.answering.disclosure.get(chosen)
    if own is not None and (role or "{role}" not in own):
        pattern = own
    elif role and chosen in _WITH_ROLE:
        pattern = _WITH_ROLE[chosen]
    else:
        pattern = _PLAIN.get(chosen) or settings.answering.disclosure.get("en") or _PLAIN["en"]
        if "{role}" in pattern and not role:
            pattern = _PLAIN["en"]
    values = {"brand": settings.brand.name, "role": role}
    return _FIELD.sub(lambda found: values[found.group(1)], pattern)


def is_disclosed(text: str, names: Names, template: str = "") -> bool:
    """Return whether a draft names the affiliation: the sentence that stood there, or words of one's own.

    Args:
        text: the draft.
        names: of the brand.
        template: the sentence that stood there; found when it still does, whatever its language.
    """
    wanted = " ".join(template.split())
    if wanted and wanted in " ".join(text.split()):
        return True
    return says(text, names.find(text).ours)
