"""The same for programs."""

from collections.abc import Sequence
from typing import Any

from listen.keeping import Account, HeldPost, Plan, Rechecked, Taken
from listen.render.json import mention_json
from listen.retention import Deletion, Scrubbed, Trace

__all__ = ["account_json", "deletions_json", "forget_json", "keep_json", "recheck_json"]

Json = dict[str, Any]


def keep_json(plan: Plan, taken: Sequence[Taken] | None, scrubbed: Scrubbed | None) -> Json:
    """Return what is over its time, and what of it was taken away; `taken` None for a dry run."""
    return {
        "schema": "listen.keep/1",
        "is_dry_run": taken is None,
        "stored": plan.stored,
        "due": [
            {"deed": step.deed.value, "source": step.source, "before": step.before, "posts": step.posts}
            for step in plan.steps
        ],
        "due_answers": plan.answers,
        "taken": [{"deed": one.deed.value, "source": one.source, "posts": one.posts} for one in taken or ()],
        "is_scrubbed": None if scrubbed is None else scrubbed.is_whole,
    }


def deletions_json(deletions: Sequence[Deletion]) -> Json:
    """Return the audit."""
    return {
        "schema": "listen.deletions/1",
        "deletions": [
            {"deleted_on": one.deleted_on, "deed": one.deed.value, "source": one.source, "posts": one.posts}
            for one in deletions
        ],
    }


def forget_json(trace: Trace, posts: int | None, scrubbed: Scrubbed | None, leftovers: Sequence[str]) -> Json:
    """Return what was forgotten; `posts` None for a dry run."""
    return {
        "schema": "listen.forget/1",
        "is_dry_run": posts is None,
        "found": {
            "posts": list(trace.posts),
            "replies": list(trace.replies),
            "mutes": list(trace.mutes),
        },
        "stays": {
            "shared": list(trace.shared),
            "quoting": list(trace.quoting),
            "notes": list(trace.notes),
            "lessons": list(trace.lessons),
            "answers": list(trace.answers),
        },
        "forgotten": posts,
        "is_scrubbed": None if scrubbed is None else scrubbed.is_whole,
        "leftovers": list(leftovers),
    }


def account_json(account: Account) -> Json:
    """Return everything that is held about a person."""
    return {
        "schema": "listen.access/1",
        "asked": account.asked,
        "posts": [_held(one) for one in account.posts],
        "replies": [
            {"text": one.text, "author": one.author, "url": one.url, "seen_on": one.seen_on, "label": one.label}
            for one in account.replies
        ],
        "mutes": [{"value": one.value, "until": one.until, "muted_on": one.muted_on} for one in account.mutes],
        "named_in": {
            "posts": list(account.trace.quoting),
            "notes": list(account.trace.notes),
            "lessons": list(account.trace.lessons),
            "answers": list(account.trace.answers),
        },
    }


def _held(held: HeldPost) -> Json:
    return {
        "mention": {**mention_json(held.mention), "author_url": held.mention.post.author_url},
        "is_author_hidden": held.holding.is_author_hidden,
        "is_text_shortened": held.holding.is_text_shortened,
        "scores": [
            {"analyzer": one.analyzer, "label": one.label.value, "polarity": one.polarity, "confidence": one.confidence}
            for one in held.scores
        ],
        "judgements": [
            {"about": one.about.value, "verdict": one.verdict, "because": one.because} for one in held.judgements
        ],
        "notes": [one.text for one in held.notes],
        "answers": [
            {"text": answer.text, "url": answer.url, "answered_on": answer.answered_on, "came_back": len(replies)}
            for answer, replies in held.answers
        ],
        "hidden_on": held.hidden_on,
        "shortened_on": held.shortened_on,
        "goes_on": held.goes_on,
    }


def recheck_json(checked: Rechecked) -> Json:
    """Return what sources said of stored posts."""
    return {
        "schema": "listen.recheck/1",
        "there": list(checked.there),
        "gone": list(checked.gone),
        "unknown": list(checked.unknown),
        "failed": [{"source": name, "error": error.key} for name, error in checked.failed],
    }
