"""The queries.yaml for the little web."""

from listen.phrases import say

__all__ = ["queries_yaml"]

_TEXT = """\
# {written}
version: 1

brand:
  name: Luftikus
  # {own}
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
    about: {about}
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
  # {inside}
  allow_private: [127.0.0.1]
"""


def queries_yaml(base: str, lang: str = "en") -> str:
    """Return the text of the file for the little web at `base`, with remarks in `lang`."""
    remarks = {name: say(f"template.demo_{name}", lang) for name in ("written", "own", "inside", "about")}
    return _TEXT.format(base=base, **remarks)
