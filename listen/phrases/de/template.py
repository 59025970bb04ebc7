"""Die queries.yaml, die `listen init` schreibt, und was in der Vorführung steht."""

PHRASES = {
    "text": """\
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

# Beiträge von hier sind deine eigenen: sie werden behalten, zählen aber nicht als Gespräch über dich.
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

# Wie lange etwas aufbewahrt wird, in Tagen; listen keep löscht, was über der Zeit ist. So ist es ohne Angabe.
# keep:
#   authors: 180
#   texts: 365
#   mentions: 1095
#   answers: 730

# Wessen Namen verdeckt werden, wo Erwähnungen gezeigt werden, und wie viele von euch zuhören.
# colleagues: [Erika Beispiel]
# team: {{people: 12}}

# Wie geantwortet wird (listen reply). Hausregeln von Orten: eine venues.yaml neben dieser Datei ergänzt sie.
# answering:
#   disclosure: {{de: "Ich arbeite bei {{brand}}.", en: "I work for {{brand}}."}}
#   # Wen es stattdessen angeht: Beleidigung, Anwälte, Presse, Unfälle.
#   hand_on: {{press: presse@example.com, legal: recht@example.com, safety: "+49 30 1234567"}}

# http:
#   # Wer einen Server betreibt, will wissen, an wen er schreiben kann.
#   contact: du@example.com
#   # Rechner im eigenen Netz werden nur gefragt, wenn sie hier stehen.
#   allow_private: [intranet.example.com]
""",
    "demo_written": "Geschrieben von listen demo: eine erfundene Marke in einem kleinen Web, das hier lief.",
    "demo_own": "Beiträge von hier sind eigene: sie werden behalten, zählen aber nicht.",
    "demo_inside": "Das kleine Web lebt auf diesem Rechner; andere private Adressen bleiben verboten.",
    "demo_about": "Der Hersteller von Lüftungsrohren in Niederfelden.",
}
