"""The facts of the privacy sheet for programs."""

from typing import Any

from listen.privacy import Facts

__all__ = ["facts_json"]


def facts_json(facts: Facts) -> dict[str, Any]:
    """Return the facts."""
    keep = facts.keep
    return {
        "schema": "listen.privacy/1",
        "brand": facts.brand,
        "read_at": facts.now,
        "keep_days": {
            "authors": keep.authors,
            "texts": keep.texts,
            "mentions": keep.mentions,
            "answers": keep.answers,
        },
        "sources": [
            {
                "name": one.name,
                "title": one.title,
                "is_on": one.is_on,
                "posts": one.posts,
                "keep_days": one.days,
                "terms_allow_days": one.ceiling,
            }
            for one in facts.sources
        ],
        "hosts": list(facts.hosts),
        "files": [
            {"path": one.path, "owner": one.owner, "mode": one.mode, "is_open_to_others": one.is_open_to_others}
            for one in facts.files
        ],
        "recipients": list(facts.recipients),
        "team": {"people": facts.people, "is_counted": facts.is_team_counted},
        "masked_colleagues": facts.colleagues,
        "overdue": facts.overdue,
        "tables": [
            {
                "name": one.name,
                "group": None if one.group is None else one.group.value,
                "rows": one.rows,
                "columns": dict(one.columns),
            }
            for one in facts.tables
        ],
    }
