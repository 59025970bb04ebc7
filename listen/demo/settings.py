"""The queries.yaml for the little web."""

__all__ = ["queries_yaml"]

_TEXT = """\
# Written by listen demo: an invented brand on a little web that ran on this machine.
version: 1

brand:
  name: Luftikus
  # Posts from here are the brand's own: kept, but not listened to.
  sites: [luftikus.example]

languages: [de, en]
region: DE
timezone: Europe/Berlin

units:
  building:
    title: Wohnungslüftung
    audiences: [builders, architects]
  trade:
    title: Handwerk und Handel
    audiences: [craftsmen]
  young:
    title: Studium und Ausbildung
    audiences: [engineering students, trainees]

queries:
  brand:
    find: luftikus*
    about: The maker of ventilation pipes in Niederfelden.
  delivery:
    find: luftikus* AND (liefer* OR termin* OR deliver* OR ship*)
    unit: trade
  noise:
    find: luftikus* AND (laut OR leise* OR pfeif* OR dB OR noise OR quiet OR silencer OR Schalldämpfer)
    unit: building
  study:
    find: luftikus* AND (Bachelorarbeit OR Masterarbeit OR Lehrling* OR Ausbildung* OR thesis)
    unit: young

feeds:
  - {{address: "{base}/baublog/feed/", unit: building}}
  - {{address: "{base}/fachblatt/atom.xml", unit: trade}}
  - "{base}/kreisbote/rss.xml"
  - "{base}/luftikus/feed/"
  - "{base}/ductworks/feed.json"

sources:
  hackernews: {{base: "{base}/hn/api/v1"}}
  mastodon: {{servers: ["{base}"], tags: [lüftung]}}

competitors:
  OtherVent: othervent*

http:
  contact: demo@luftikus.example
  # The little web lives inside this machine; other private addresses stay refused.
  allow_private: [127.0.0.1]
"""


def queries_yaml(base: str) -> str:
    """Return the text of the file for the little web at `base`."""
    return _TEXT.format(base=base)
