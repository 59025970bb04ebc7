"""Who was told of what, as JSON; no address and no secret is in it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from listen.notice import Target, Told
from listen.notifying import Delivered

__all__ = ["notified_json", "told_json"]

Json = dict[str, object]


def notified_json(done: Iterable[Delivered], lang: str) -> Json:
    """Return what each letter came to."""
    return {
        "schema": "listen.notify/1",
        "letters": [
            {
                "target": one.target.name,
                "is_sent": one.is_sent,
                "is_repeat": one.bundle.is_repeat,
                "subject": None if one.letter is None else one.letter.subject,
                "text": None if one.letter is None or one.is_sent else one.letter.text,
                "episodes": [{"name": episode.name, "about": episode.topic} for episode in one.bundle.episodes],
                "refused": one.refused,
                "error": None if one.error is None else one.error.key,
                "message": None if one.error is None else one.error.message(lang),
            }
            for one in (found for found in done if found.bundle is not None)
            if one.bundle is not None
        ],
        "waiting": [
            {"target": one.target.name, "until": one.waits_until} for one in done if one.waits_until is not None
        ],
    }


def told_json(targets: Iterable[Target], told: Mapping[str, Sequence[Told]], unset: Collection[str]) -> Json:
    """Return who is told of what, and what was told."""
    return {
        "schema": "listen.told/1",
        "targets": [
            {
                "name": target.name,
                "by": "chat" if target.chat else "mail",
                "is_set": target.name not in unset,
                "what": list(target.topics),
                "told": [
                    {"episode": one.episode, "about": one.kind, "state": one.state, "at": one.at, "until": one.until}
                    for one in told.get(target.name, ())
                ],
            }
            for target in targets
        ],
    }
