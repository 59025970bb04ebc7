"""The commented queries.yaml that `listen init` writes, with remarks in the language spoken."""

import re

from listen.config.schema import SCHEMA_FILE
from listen.phrases import say, words_of

__all__ = ["template"]


def template(
    brand: str,
    *,
    lang: str = "en",
    sites: tuple[str, ...] = (),
    region: str = "DE",
    timezone: str = "Europe/Berlin",
    schema: str = SCHEMA_FILE,
) -> str:
    """Return a commented queries.yaml for `brand`, ready to be loaded.

    Args:
        brand: one line, as people write it, with at least one letter or digit.
        lang: language of the remarks, like `de` or `en-GB`; anything unknown is English.
        sites: host names of the brand's own sites; links to them are looked for.
        region: ISO 3166 country.
        timezone: IANA name.
        schema: where an editor finds the JSON schema: an address, or a path from the file.
    """
    tag = re.sub(r"[\W_]+", "", brand).lower()
    return say(
        "template.text",
        lang,
        schema=schema,
        title=brand,
        name=_quoted(brand),
        sites=_flow(sites),
        languages="[de, en]" if words_of(lang) == "de" else "[en, de]",
        region=_quoted(region),
        timezone=_quoted(timezone),
        expression=_quoted(_expression(brand, sites)),
        tags=_flow((tag,) if tag else ()),
    )


def _expression(brand: str, sites: tuple[str, ...]) -> str:
    # Quotes of every kind, brackets and the like mean something in an expression; they rarely belong to a name.
    words = re.sub(r"[^\w'&+.-]", " ", brand).split()
    is_word = len(words) == 1 and re.fullmatch(r"\w{3,}", words[0]) is not None
    found = f"{words[0]}*" if is_word else f'"{" ".join(words)}"'
    return " OR ".join((found, *(f"link:{site}" for site in sites)))


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _flow(values: tuple[str, ...]) -> str:
    return "[" + ", ".join(_quoted(value) for value in values) + "]"
