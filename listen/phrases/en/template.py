"""The queries.yaml that `listen init` writes, and what stands in that of the demo."""

PHRASES = {
    "text": """\
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

# How long things are kept, in days; listen keep takes away what is over its time. These are the defaults.
# keep:
#   authors: 180
#   texts: 365
#   mentions: 1095
#   answers: 730

# Colleagues whose names are covered wherever mentions are shown, and how many of you listen.
# colleagues: [Jane Example]
# team: {{people: 12}}

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
""",
    "demo_written": "Written by listen demo: an invented brand on a little web that ran on this machine.",
    "demo_own": "Posts from here are the brand's own: kept, but not listened to.",
    "demo_inside": "The little web lives inside this machine; other private addresses stay refused.",
    "demo_about": "The maker of ventilation pipes in Niederfelden.",
}
