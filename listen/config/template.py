"""The commented queries.yaml that `listen init` writes, in German or English."""

import re

from listen.config.schema import SCHEMA_FILE

__all__ = ["template"]

_EN = """\
# yaml-language-server: $schema={schema}
#
# What listen listens to for {title}.
#
#   listen check            looks at this file and says what would be asked; asks nobody
#   listen check --online   asks every source for one page; stores nothing
#   listen fetch            asks, and keeps what is new
#
# Keys and passwords never stand here: they come from the environment or from secrets.env beside this file.

version: 1

# Posts from these sites and accounts are your own: they are kept, but not counted as being talked about.
brand:
  name: {name}
  sites: {sites}
  # accounts:
  #   mastodon: ["@name@server"]
  #   hackernews: [name]

# Languages that people here can read, the most important first.
languages: {languages}
region: {region}
timezone: {timezone}

# Who in the house cares, and whom they talk to.
# units:
#   ventilation:
#     title: Home ventilation
#     audiences: [builders, architects, craftsmen]

# One expression a query: words, "exact phrases", AND OR NOT, parentheses, word*, NEAR/5, link:example.com.
# Case, accents and ä/ae do not matter.
# An expression that begins with a quote stands in single quotes as a whole: '"flex pipe" OR duct*'
queries:
  brand: {expression}
  # noise:
  #   find: (ventilation OR duct*) NEAR/8 (noise OR noisy OR loud)
  #   unit: ventilation
  #   sources: [feed, mastodon]
  #   about: Ventilation that is heard.

# Feeds of blogs, forums, magazines; a page that names its feed will do.
# listen init --opml FILE takes them from a feed reader.
# feeds:
#   - https://example.com/feed
#   - {{address: "https://example.org/", title: Trade magazine, unit: ventilation}}

sources:
  hackernews:
    enabled: true
  mastodon:
    enabled: true
    servers: [mastodon.social]
    tags: {tags}
  # Google allows this feed for personal, non-commercial reading only.
  googlenews:
    enabled: false

# For the share of voice only.
# competitors:
#   OtherVent: othervent*

# How answers are written (listen reply). Venues' house rules: a venues.yaml beside this file adds to them.
# answering:
#   disclosure: {{en: "I work for {{brand}}.", de: "Ich arbeite bei {{brand}}."}}
#   # Whom to tell instead of answering: insults, lawyers, journalists, accidents.
#   hand_on: {{press: press@example.com, legal: legal@example.com, safety: "+49 30 1234567"}}

# http:
#   # Servers' owners want to know whom to write to.
#   contact: you@example.com
#   # Hosts inside your own network are refused unless they are named here.
#   allow_private: [intranet.example.com]
"""

_DE = """\
# yaml-language-server: $schema={schema}
#
# Worauf listen für {title} hört.
#
#   listen check            prüft diese Datei und sagt, was gefragt würde; fragt niemanden
#   listen check --online   fragt jede Quelle nach einer Seite; speichert nichts
#   listen fetch            fragt und behält, was neu ist
#
# Schlüssel und Passwörter stehen nie hier: sie kommen aus der Umgebung oder aus secrets.env neben dieser Datei.

version: 1

# Beiträge von hier sind Ihre eigenen: sie werden behalten, zählen aber nicht als Gespräch über Sie.
brand:
  name: {name}
  sites: {sites}
  # accounts:
  #   mastodon: ["@name@server"]
  #   hackernews: [name]

# Sprachen, die hier jemand liest, die wichtigste zuerst.
languages: {languages}
region: {region}
timezone: {timezone}

# Wen im Haus es angeht, und mit wem er spricht.
# units:
#   lueftung:
#     title: Wohnraumlüftung
#     audiences: [Bauherren, Architekten, Handwerker]

# Je Suchauftrag ein Ausdruck: Wörter, "genaue Wendungen", AND OR NOT, Klammern, wort*, NEAR/5, link:example.com.
# Groß und klein, Akzente und ä/ae sind gleich.
# Beginnt ein Ausdruck mit Anführungszeichen, kommt das Ganze in einfache: '"flexibles Rohr" OR flexrohr*'
queries:
  brand: {expression}
  # geraeusche:
  #   find: (lüftung* OR lüfter*) NEAR/8 (geräusch* OR lärm OR laut OR brummt)
  #   unit: lueftung
  #   sources: [feed, mastodon]
  #   about: Lüftung, die man hört.

# Feeds von Blogs, Foren, Zeitschriften; eine Seite, die ihren Feed nennt, genügt.
# listen init --opml DATEI übernimmt sie aus einem Feedreader.
# feeds:
#   - https://example.com/feed
#   - {{address: "https://example.org/", title: Fachzeitschrift, unit: lueftung}}

sources:
  hackernews:
    enabled: true
  mastodon:
    enabled: true
    servers: [mastodon.social]
    tags: {tags}
  # Google erlaubt diesen Feed nur zum privaten, nicht gewerblichen Lesen.
  googlenews:
    enabled: false

# Nur für den Gesprächsanteil.
# competitors:
#   OtherVent: othervent*

# Wie geantwortet wird (listen reply). Hausregeln von Orten: eine venues.yaml neben dieser Datei ergänzt sie.
# answering:
#   disclosure: {{de: "Ich arbeite bei {{brand}}.", en: "I work for {{brand}}."}}
#   # Wen es stattdessen angeht: Beleidigung, Anwälte, Presse, Unfälle.
#   hand_on: {{press: presse@example.com, legal: recht@example.com, safety: "+49 30 1234567"}}

# http:
#   # Wer einen Server betreibt, will wissen, an wen er schreiben kann.
#   contact: sie@example.com
#   # Rechner im eigenen Netz werden nur gefragt, wenn sie hier stehen.
#   allow_private: [intranet.example.com]
"""


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
        lang: language of the remarks, `de` or `en`; anything else is English.
        sites: host names of the brand's own sites; links to them are looked for.
        region: ISO 3166 country.
        timezone: IANA name.
        schema: where an editor finds the JSON schema: an address, or a path from the file.
    """
    text = _DE if lang == "de" else _EN
    tag = re.sub(r"[\W_]+", "", brand).lower()
    return text.format(
        schema=schema,
        title=brand,
        name=_quoted(brand),
        sites=_flow(sites),
        languages="[de, en]" if lang == "de" else "[en, de]",
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
