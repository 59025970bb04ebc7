"""How stories stand with those who deal with mentions: one indexed read for all the stories of a screen."""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from listen.dialogue import Dealing, State
from listen.store.desk_rows import dealing_of
from listen.store.repair import sound_int
from listen.store.rows import stamp

__all__ = ["dealings"]

# The mentions of the stories asked for: who stands for them by number, their copies by the index `posts_copied`.
_TOLD = """
WITH asked AS (SELECT value AS story_id FROM json_each(?)),
told AS (
  SELECT p.id, p.story_id FROM asked JOIN posts p ON p.id = asked.story_id
  UNION
  SELECT p.id, p.story_id FROM asked JOIN posts p
    ON p.story_id = asked.story_id AND p.story_id <> p.id AND p.query_set_id IS NOT NULL
)
"""
_STATES = f"""{_TOLD}
SELECT told.story_id, told.id, 'claimed', c.until, NULL, NULL FROM told JOIN claims c ON c.post_id = told.id
WHERE c.until > ?
UNION ALL
SELECT told.story_id, told.id, d.state, d.until, d.because, d.dealt_on FROM told JOIN dealings d ON d.post_id = told.id
WHERE d.until IS NULL OR d.until > ?
"""  # noqa: S608 - constant text
_ANSWERS = f"""{_TOLD}
SELECT told.story_id, min(told.id), count(*),
  sum((SELECT count(*) FROM replies r WHERE r.answer_id = a.id)),
  sum((SELECT count(*) FROM replies r WHERE r.answer_id = a.id AND r.is_thanks))
FROM told JOIN answers a ON a.post_id = told.id AND a.state IN ('posted', 'recorded') GROUP BY told.story_id
"""  # noqa: S608 - constant text
_WEIGHT = {State.OPEN: 0, State.SNOOZED: 1, State.DONE: 2, State.CLAIMED: 3}


def dealings(connection: sqlite3.Connection, story_ids: Collection[int], *, now: datetime) -> dict[int, Dealing]:
    """Return how these stories stand, by number; see `listen.protocols.Desk.dealings`."""
    asked = json.dumps([sound_int(number) for number in story_ids])
    found: dict[int, Dealing] = {}
    for row in connection.execute(_STATES, (asked, stamp(now), stamp(now))):
        one = dealing_of(row)
        have = found.get(one.story_id)
        if have is None or (_WEIGHT[have.state], have.mention_id) < (_WEIGHT[one.state], one.mention_id):
            found[one.story_id] = one
    for story_id, number, answers, replies, thanks in connection.execute(_ANSWERS, (asked,)):
        have = found.get(story_id) or Dealing(story_id=story_id, mention_id=number)
        found[story_id] = replace(have, answers=answers, replies=replies, thanks=thanks)
    return found
