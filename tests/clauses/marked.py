"""Texts with their brands marked: [[ours]] and {{another}}."""

import re

_MARK = re.compile(r"\[\[(.*?)\]\]|\{\{(.*?)\}\}")

Spans = tuple[tuple[int, int], ...]


def marked(raw: str) -> tuple[str, Spans, Spans]:
    """Return the text, the spans of our brand and those of others."""
    text, ours, others, at = "", [], [], 0
    for mark in _MARK.finditer(raw):
        text += raw[at : mark.start()]
        name = mark[1] or mark[2]
        (ours if mark[1] else others).append((len(text), len(text) + len(name)))
        text += name
        at = mark.end()
    return text + raw[at:], tuple(ours), tuple(others)
