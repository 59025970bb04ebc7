"""Stories and themes as JSON; the manners are those of `listen.render.json`."""

from listen.render.json import mention_json
from listen.story import Story, Telling
from listen.talk import Talk
from listen.themes import Theme

__all__ = ["story_json", "talk_json"]

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


def talk_json(talk: Talk) -> Json:
    """Return the themes of a window."""
    return {
        "schema": "listen.themes/1",
        "brand": talk.brand,
        "window": {"since": talk.window.since, "until": talk.window.last},
        "queries": list(talk.queries),
        "unit": talk.unit,
        "compared_with_windows": talk.blocks,
        "mentions": talk.mentions,
        "stories": talk.overheard.stories,
        "voices": talk.overheard.voices,
        "is_small": talk.is_small,
        "themes": [_theme(one) for one in talk.themes],
    }


def _theme(theme: Theme) -> Json:
    return {
        "key": theme.key,
        "label": theme.label,
        "voices": theme.voices,
        "usual": None if theme.usual is None else round(theme.usual, 2),
        "surprise": None if theme.surprise is None else round(theme.surprise, 2),
        "is_new": theme.is_new,
        "is_small": theme.is_small,
        "words": [{"word": one.word, "voices": one.voices} for one in theme.words],
        "stories": theme.stories,
        "praise": theme.praise,
        "criticism": theme.criticism,
        "examples": list(theme.examples),
    }
