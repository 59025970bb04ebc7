"""The schema's history: every step that ever left the house, oldest first; a step is never edited, only followed.

The steps run through the migrations of sqlite-utils, all pending ones in one transaction (`listen.store.opening`), so
this module is imported only where a database is made or brought up to date.

In the tables, `source:` marks a column that holds what the source said and `ours:` one that we worked out. A name
that a later step will take: `raw`.
"""

from sqlite_utils import Database, Migrations

from listen.store.connection import SCHEMA_VERSION

__all__ = ["MIGRATIONS", "migrate"]

MIGRATIONS = Migrations("listen")


@MIGRATIONS()
def m001_posts_matches_scores(db: Database) -> None:
    """Make the first tables: what was said, why it concerns us, how it was judged, and what was asked."""
    db.executescript("""
CREATE TABLE query_sets (
  id INTEGER PRIMARY KEY, -- ours: number of this combination of queries
  queries TEXT NOT NULL UNIQUE -- ours: names of the queries, JSON list, sorted
) STRICT;

CREATE TABLE posts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- ours: the number by which people name a mention; never used twice
  source TEXT NOT NULL, -- source: which kind of place, e.g. feed
  native_id TEXT NOT NULL, -- source: its own identifier, unique within the source
  origin TEXT NOT NULL, -- source: who vouches for it; only the same origin may change the post
  query_set_id INTEGER REFERENCES query_sets, -- ours: which queries it matches; NULL when an edit left none
  published_at TEXT NOT NULL, -- ours: UTC; the post's own date, or when it was first seen
  is_date_guessed INTEGER NOT NULL, -- ours: 1 when published_at is not the post's own
  day TEXT NOT NULL, -- ours: calendar day of published_at in the configured zone
  first_seen_at TEXT NOT NULL, -- ours: UTC; edits keep it
  edited_at TEXT, -- ours: UTC; when its text was last seen to change
  language TEXT, -- ours: identified, ISO 639-1; NULL when unsure
  language_confidence REAL, -- ours: 0 to 1
  analyzer TEXT, -- ours: whose judgement is in charge; NULL when unscored
  label TEXT, -- ours: praise, criticism, neutral, mixed, unclear; NULL when unscored
  priority INTEGER NOT NULL, -- ours: 0 to 100, without age
  is_own INTEGER NOT NULL, -- ours: 1 when the brand itself published it
  story_id INTEGER NOT NULL, -- ours: the mention that came first in its story; its own id for a first one
  is_first INTEGER NOT NULL, -- ours: 1 when it stands for its story in lists and counts
  fingerprint BLOB NOT NULL, -- ours: of what the source said, without reactions
  url_key INTEGER, -- ours: hash of the canonical form of url
  source_published_at TEXT, -- source: UTC; NULL when it gave no believable date
  published_claim TEXT, -- source: the date as written, when it was not believable
  source_edited_at TEXT, -- source: UTC; last edit, when the source says so
  language_hint TEXT, -- source: the language it claims
  likes INTEGER, -- source: as last counted; NULL when it does not say
  shares INTEGER, -- source: likewise
  replies INTEGER, -- source: likewise
  views INTEGER, -- source: likewise
  score INTEGER, -- source: likewise
  conversation_id TEXT, -- source: native identifier of the thread
  reply_to_id TEXT, -- source: native identifier of the post answered
  is_bot INTEGER NOT NULL, -- source: 1 when its author is marked as automated
  matched_by TEXT NOT NULL, -- source: queries for which the service itself found it, JSON list
  author TEXT, -- source: as shown
  author_url TEXT, -- source: the author's page
  place TEXT, -- source: the venue, e.g. the feed's title
  url TEXT, -- source: where a person reads it
  tags TEXT NOT NULL, -- source: JSON list, without #
  links TEXT NOT NULL, -- source: JSON list of addresses
  title TEXT, -- source: one line
  text TEXT NOT NULL -- source: plain text with line breaks
) STRICT;
CREATE UNIQUE INDEX posts_by_identity ON posts (source, native_id);
CREATE INDEX posts_by_address ON posts (url_key) WHERE url_key IS NOT NULL;
CREATE INDEX posts_by_time ON posts (published_at, id, query_set_id, is_own, is_first, label)
  WHERE query_set_id IS NOT NULL;
CREATE INDEX posts_by_priority ON posts (is_own, is_first, label, day, priority, published_at, id, query_set_id)
  WHERE query_set_id IS NOT NULL;
CREATE INDEX posts_copied ON posts (story_id, is_first, id) WHERE story_id <> id AND query_set_id IS NOT NULL;

CREATE TABLE matches (
  post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE, -- ours
  query TEXT NOT NULL, -- ours: name of the query
  words TEXT NOT NULL, -- ours: what matched, as written, JSON list
  spans TEXT NOT NULL, -- ours: where, JSON list of [field, start, end]
  is_by_provider INTEGER NOT NULL, -- ours: 1 when only the service could check
  PRIMARY KEY (post_id, query)
) STRICT, WITHOUT ROWID;

CREATE TABLE scores (
  post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE, -- ours
  analyzer TEXT NOT NULL, -- ours: name with version; a new version adds a row
  polarity REAL NOT NULL, -- ours: -1 against to +1 for
  subjectivity REAL, -- ours: 0 to 1; NULL where the analyzer has no notion of it
  confidence REAL NOT NULL, -- ours: 0 to 1
  label TEXT NOT NULL, -- ours: what it comes to
  evidence TEXT NOT NULL, -- ours: the words that decided, JSON list of [word, start, end, weight]
  PRIMARY KEY (post_id, analyzer)
) STRICT, WITHOUT ROWID;

CREATE TABLE fold_prints (
  story_id INTEGER PRIMARY KEY REFERENCES posts ON DELETE CASCADE, -- ours: a story that copies may join
  day TEXT NOT NULL, -- ours: of its first mention
  saved_on TEXT NOT NULL, -- ours: UTC day; old prints are dropped
  keys BLOB NOT NULL, -- ours: look-up keys, 8 bytes each
  signature BLOB NOT NULL -- ours: from which likeness is estimated
) STRICT;

CREATE TABLE fold_keys (
  key INTEGER NOT NULL, -- ours: look-up key
  story_id INTEGER NOT NULL, -- ours: a story that has it
  PRIMARY KEY (key, story_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE daily (
  day TEXT NOT NULL, -- ours: roll-up, kept in the same transaction as the posts, own posts left out
  query_set_id INTEGER NOT NULL REFERENCES query_sets, -- ours: exactly these queries
  label TEXT NOT NULL, -- ours: a label, or unscored
  mentions INTEGER NOT NULL, -- ours: how many
  stories INTEGER NOT NULL, -- ours: how many of them stand for their story
  PRIMARY KEY (day, query_set_id, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE totals (
  name TEXT PRIMARY KEY, -- ours: mentions
  amount INTEGER NOT NULL -- ours: how many, own posts included
) STRICT, WITHOUT ROWID;
INSERT INTO totals VALUES ('mentions', 0);

CREATE TABLE streams (
  key TEXT PRIMARY KEY, -- ours: the smallest thing that is asked, readable
  source TEXT NOT NULL, -- ours: which source asks it
  host TEXT NOT NULL, -- ours: who is asked
  place TEXT, -- ours: what a person calls it
  checkpoint TEXT, -- source: everything up to here is complete; NULL before that was so once
  rules TEXT, -- ours: fingerprint of the queries its posts were matched against
  moved_to TEXT, -- source: permanent new address
  failures INTEGER NOT NULL, -- ours: in a row
  failing_since TEXT, -- ours: UTC
  last_success_at TEXT, -- ours: UTC
  next_allowed_at TEXT, -- ours: UTC; not to be asked before
  error_key TEXT, -- ours: the last failure, as a phrase
  error_values TEXT NOT NULL, -- ours: what fills the phrase, JSON
  gap_since TEXT, -- ours: UTC; the last gap
  gap_until TEXT, -- ours: UTC
  gap_missed INTEGER, -- ours: at least so many posts
  gap_seen_at TEXT, -- ours: UTC
  seen INTEGER NOT NULL, -- ours: posts seen, since ever
  brought INTEGER NOT NULL -- ours: mentions brought, since ever
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY, -- ours
  started_at TEXT NOT NULL, -- ours: UTC
  ended_at TEXT, -- ours: UTC; NULL while it runs, and for one that was killed
  streams INTEGER NOT NULL, -- ours: how many were planned
  failed INTEGER NOT NULL, -- ours: how many failed
  new INTEGER NOT NULL, -- ours: mentions
  changed INTEGER NOT NULL -- ours: mentions
) STRICT;

CREATE VIRTUAL TABLE post_words USING fts5 (
  title, text, content = 'posts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO post_words (post_words, rank) VALUES ('rank', 'bm25(3.0, 1.0)');

CREATE VIEW mention_list AS
SELECT
  p.id, p.day, p.published_at, p.source, p.place, p.author, p.title, p.text, p.url, p.language,
  coalesce(p.label, 'unscored') AS label, s.polarity, s.confidence, q.queries, p.priority,
  p.likes, p.shares, p.replies, p.views, p.score, p.is_own, p.story_id, p.is_first, p.first_seen_at, p.edited_at
FROM posts p
JOIN query_sets q ON q.id = p.query_set_id
LEFT JOIN scores s ON s.post_id = p.id AND s.analyzer = p.analyzer;
""")


@MIGRATIONS()
def m002_pulses_books(db: Database) -> None:
    """Remember how often streams usually bring something, and what was spent at services that count."""
    db.executescript("""
CREATE TABLE pulses (
  stream TEXT PRIMARY KEY REFERENCES streams ON DELETE CASCADE, -- ours: key of the stream
  newest_at TEXT NOT NULL, -- source: UTC; publication of its newest post
  posts REAL NOT NULL, -- ours: so many posts came ...
  days REAL NOT NULL, -- ours: ... in so many days; what is older counts less
  longest_s REAL NOT NULL -- ours: the longest silence between two posts, in seconds
) STRICT, WITHOUT ROWID;

CREATE TABLE books (
  account TEXT NOT NULL, -- ours: what a service counts or bills, with its host
  period TEXT NOT NULL, -- ours: the day or month, in the service's zone
  spent INTEGER NOT NULL, -- ours: units
  PRIMARY KEY (account, period)
) STRICT, WITHOUT ROWID;
""")


@MIGRATIONS()
def m003_findings_judgements(db: Database) -> None:
    """Keep what was noticed in mentions and what people said of our judgements; leave dropped mentions out of lists."""
    db.executescript("""
-- The one column of `posts` that a later step added; `listen.store.describing` says what it holds.
ALTER TABLE posts ADD COLUMN dropped TEXT;

DROP VIEW mention_list;
CREATE TABLE new_scores (
  post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE, -- ours
  analyzer TEXT NOT NULL, -- ours: name with version; a new version adds a row
  polarity REAL NOT NULL, -- ours: -1 against to +1 for; towards the brand where the analyzer can tell
  subjectivity REAL, -- ours: 0 to 1; NULL where the analyzer has no notion of it
  confidence REAL NOT NULL, -- ours: 0 to 1
  label TEXT NOT NULL, -- ours: what it comes to
  evidence TEXT NOT NULL, -- ours: the words that decided, JSON list of [word, start, end, weight]
  probabilities TEXT, -- ours: of criticism, neutral and praise, JSON list
  untaught TEXT, -- ours: the same before what was learned from judgements; NULL when nothing was
  overall REAL, -- ours: polarity of the whole text, beside that towards the brand
  opinions TEXT NOT NULL, -- ours: passages on the brand, JSON: [label, start, end, polarity, confidence, aspects]
  PRIMARY KEY (post_id, analyzer)
) STRICT, WITHOUT ROWID;
INSERT INTO new_scores
  SELECT post_id, analyzer, polarity, subjectivity, confidence, label, evidence, NULL, NULL, NULL, '[]' FROM scores;
DROP TABLE scores;
ALTER TABLE new_scores RENAME TO scores;

CREATE TABLE findings (
  post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE, -- ours
  kind TEXT NOT NULL, -- ours: intent, region, relevance
  value TEXT NOT NULL, -- ours: e.g. question, DE-NW
  confidence REAL, -- ours: 0 to 1
  evidence TEXT NOT NULL, -- ours: what made it so, JSON list of [word, start, end, weight]
  PRIMARY KEY (post_id, kind, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE judgements (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- ours: to undo it
  post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE, -- ours: the mention that was judged
  about TEXT NOT NULL, -- ours: sentiment, relevance, language, story
  verdict TEXT NOT NULL, -- ours: what is right
  told TEXT, -- ours: what listen had said; NULL when it had said nothing
  analyzer TEXT, -- ours: which analyzer had said it
  because TEXT, -- ours: the reason given
  judged_on TEXT NOT NULL -- ours: UTC day; never the hour and never the person
) STRICT;
CREATE INDEX judgements_by_post ON judgements (post_id, about, id);

CREATE TABLE learned (
  about TEXT PRIMARY KEY, -- ours: sentiment, or relevance
  fingerprint TEXT NOT NULL, -- ours: of the judgements that it was made of
  weights BLOB NOT NULL, -- ours: numbers only
  report TEXT NOT NULL -- ours: how often it was right and would have been, JSON
) STRICT, WITHOUT ROWID;

DROP INDEX posts_by_time;
CREATE INDEX posts_by_time ON posts (published_at, id, query_set_id, is_own, is_first, label)
  WHERE query_set_id IS NOT NULL AND dropped IS NULL;
DROP INDEX posts_by_priority;
CREATE INDEX posts_by_priority ON posts
  (is_own, is_first, label, day, priority, published_at, id, query_set_id, story_id)
  WHERE query_set_id IS NOT NULL AND dropped IS NULL;
CREATE INDEX posts_dropped ON posts (published_at, id, query_set_id)
  WHERE query_set_id IS NOT NULL AND dropped IS NOT NULL;

CREATE VIEW mention_list AS
SELECT
  p.id, p.day, p.published_at, p.source, p.place, p.author, p.title, p.text, p.url, p.language,
  coalesce(p.label, 'unscored') AS label, s.polarity, s.confidence, q.queries, p.priority,
  p.likes, p.shares, p.replies, p.views, p.score, p.is_own, p.story_id, p.is_first, p.first_seen_at, p.edited_at,
  (SELECT group_concat(value, ', ') FROM findings f WHERE f.post_id = p.id AND f.kind = 'intent') AS intents,
  (SELECT group_concat(value, ', ') FROM findings f WHERE f.post_id = p.id AND f.kind = 'region') AS regions,
  p.dropped
FROM posts p
JOIN query_sets q ON q.id = p.query_set_id
LEFT JOIN scores s ON s.post_id = p.id AND s.analyzer = p.analyzer;
""")


@MIGRATIONS()
def m004_dialogue_privacy(db: Database) -> None:
    """Keep what becomes of mentions and what was answered, never by whom; let retention and forgetting leave marks."""
    db.executescript("""
CREATE TABLE claims (
  post_id INTEGER PRIMARY KEY REFERENCES posts ON DELETE CASCADE, -- ours: a mention that somebody is answering
  token TEXT NOT NULL, -- ours: drawn by lot for this claim alone; only who holds it has it, too
  until TEXT NOT NULL -- ours: UTC; then it falls back by itself, and the row goes
) STRICT;

CREATE TABLE dealings (
  post_id INTEGER PRIMARY KEY REFERENCES posts ON DELETE CASCADE, -- ours: a mention that is off the list
  state TEXT NOT NULL, -- ours: done, snoozed
  until TEXT, -- ours: UTC; a snoozed one comes back then
  because TEXT, -- ours: the reason given
  dealt_on TEXT NOT NULL -- ours: UTC day; never the hour and never the person
) STRICT;

CREATE TABLE answers (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- ours
  post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE, -- ours: the mention that was answered
  state TEXT NOT NULL, -- ours: sending, unknown, posted, recorded
  key TEXT NOT NULL UNIQUE, -- ours: drawn by lot; by it a service knows a second try
  channel TEXT, -- ours: the source through which it was posted; NULL when a person posted it
  text TEXT, -- ours: what was said in public; NULL when only its link is known
  native_id TEXT, -- source: its own identifier
  url TEXT, -- source: where a person reads it
  answered_on TEXT NOT NULL, -- ours: UTC day; never the hour and never the person
  watch_until TEXT, -- ours: UTC day; so long its thread is watched; NULL when it is not
  watched_at TEXT -- ours: UTC; when its thread was last asked for
) STRICT;
CREATE INDEX answers_by_post ON answers (post_id, id);
CREATE INDEX answers_by_day ON answers (answered_on, id);
CREATE INDEX answers_watched ON answers (watch_until) WHERE watch_until IS NOT NULL;

CREATE TABLE replies (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- ours
  answer_id INTEGER NOT NULL REFERENCES answers ON DELETE CASCADE, -- ours: the answer that it came after
  native_id TEXT NOT NULL, -- source: its own identifier
  is_asker INTEGER NOT NULL, -- ours: 1 when it is by who was answered
  published_at TEXT NOT NULL, -- ours: UTC; its own date, or when it was first seen
  author TEXT, -- source: as shown
  author_url TEXT, -- source: the author's page
  url TEXT, -- source: where a person reads it
  text TEXT NOT NULL, -- source: plain text with line breaks
  label TEXT, -- ours: praise, criticism, neutral, mixed, unclear; NULL when unscored
  polarity REAL, -- ours: -1 against to +1 for; NULL when unscored
  is_thanks INTEGER NOT NULL, -- ours: 1 when it says thanks
  is_solved INTEGER NOT NULL, -- ours: 1 when it says that the question is solved
  seen_on TEXT NOT NULL -- ours: UTC day when we first saw it
) STRICT;
CREATE UNIQUE INDEX replies_by_identity ON replies (answer_id, native_id);
CREATE INDEX replies_by_day ON replies (seen_on, id);

CREATE TABLE mutes (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- ours: to end it
  kind TEXT NOT NULL, -- ours: author, site, story
  value TEXT NOT NULL, -- ours: the author with the source, a host, the number of a story
  until TEXT, -- ours: UTC day on which it ends; NULL when it does not
  because TEXT, -- ours: the reason given
  muted_on TEXT NOT NULL -- ours: UTC day
) STRICT;
CREATE UNIQUE INDEX mutes_by_value ON mutes (kind, value);

CREATE TABLE notes (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- ours: to take it back
  post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE, -- ours: the mention it is about
  text TEXT NOT NULL, -- ours: what colleagues should know
  noted_on TEXT NOT NULL -- ours: UTC day; never the hour and never the person
) STRICT;
CREATE INDEX notes_by_post ON notes (post_id, id);

CREATE TABLE lessons (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- ours: to take it back
  post_id INTEGER REFERENCES posts ON DELETE SET NULL, -- ours: the mention that taught it
  topic TEXT, -- ours: what it is about, one line
  text TEXT NOT NULL, -- ours: what we learned
  learned_on TEXT NOT NULL -- ours: UTC day; never the hour and never the person
) STRICT;
CREATE INDEX lessons_by_day ON lessons (learned_on, id);

CREATE TABLE told (
  episode TEXT NOT NULL, -- ours: what people were told of, e.g. one spike of one query
  target TEXT NOT NULL, -- ours: name of the way by which they were told, as in queries.yaml
  kind TEXT NOT NULL, -- ours: digest, spike, source
  state TEXT NOT NULL, -- ours: sending, told, acknowledged, snoozed
  at TEXT NOT NULL, -- ours: UTC; when the state began
  until TEXT, -- ours: UTC; a snoozed one is told again then
  PRIMARY KEY (episode, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE salts (
  name TEXT PRIMARY KEY, -- ours: erased, pseudonym
  salt BLOB NOT NULL -- ours: drawn by lot once; makes our hashes useless elsewhere
) STRICT, WITHOUT ROWID;

CREATE TABLE erased (
  print BLOB PRIMARY KEY, -- ours: keyed hash of an author, an address or a post that must not come back
  kind TEXT NOT NULL, -- ours: author, url, post
  erased_on TEXT NOT NULL -- ours: UTC day
) STRICT, WITHOUT ROWID;

CREATE TABLE deletions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- ours
  deleted_on TEXT NOT NULL, -- ours: UTC day
  deed TEXT NOT NULL, -- ours: forgotten, gone, aged, author_hidden, text_shortened, answer_aged
  source TEXT, -- ours: of which source; NULL for several
  posts INTEGER NOT NULL -- ours: how many
) STRICT;

-- `listen.store.describing` says what it holds.
ALTER TABLE posts ADD COLUMN shed TEXT;
CREATE INDEX posts_by_first_sight ON posts (source, first_seen_at, shed, id);
""")


def migrate(db: Database) -> None:
    """Run every pending step and set the version.

    The caller has begun a transaction and ends it: all steps are kept, or none.
    """
    with db.atomic():
        MIGRATIONS.apply(db)
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
        # A step of ours that breaks references is a bug, not a state of the world.
        assert not broken, broken  # noqa: S101 - see above
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
