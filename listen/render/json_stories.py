"""Stories and themes as JSON; the manners are those of `listen.render.json`."""

from listen.render.json import mention_json
from listen.story import Story, Telling

__all__ = ["story_json"]

Json = dict[str, object]


def story_json(story: Story) -> Json:
    """Return a story with all its tellings, the original first."""
    return {
        "schema": "listen.story/1",
        "id": story.number,
        "asked": story.asked,
        "original": story.original.id,
        "first_at": story.original.published_at,
        "last_at": story.tellings[-1].mention.published_at,
        "authors_known": story.authors,
        "days": [{"day": day, "mentions": count} for day, count in story.days],
        "by_source": dict(story.sources),
        "by_label": {"unscored" if label is None else label.value: count for label, count in story.labels},
        "reactions": [{"name": one.name, "total": one.total, "places": one.places} for one in story.reactions],
        "tellings": [_telling(one) for one in story.tellings],
    }


def _telling(telling: Telling) -> Json:
    return {
        "after_s": int(telling.after.total_seconds()),
        "way": None if telling.way is None else telling.way.value,
        "copy_of": telling.of,
        "share": None if telling.share is None else round(telling.share, 2),
        "own_words": telling.own,
        "words_kept": telling.kept,
        "words_whole": telling.whole,
        "has_other_title": telling.has_other_title,
        "mention": mention_json(telling.mention),
    }
