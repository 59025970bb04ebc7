"""Transcripts of episodes (podcast namespace): subtitles, JSON or plain text; and the passages in which words fall."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from listen.text.clean import clean_line
from listen.text.html import to_text

__all__ = ["Line", "passages", "read_transcript"]

_MOST_LINES = 50_000
_MOST_PASSAGES = 20
_CUE = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,]\d{1,3}\s*-->")
_VOICE = re.compile(r"<[^<>]{0,200}>")


@dataclass(frozen=True, slots=True)
class Line:
    """What is said, and when: seconds from the start; None when the transcript does not say."""

    at_s: int | None
    text: str


def read_transcript(body: bytes) -> tuple[Line, ...]:
    """Read a transcript in any of the usual forms; what it is shows in itself, for servers name it wrongly."""
    text = body.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] in ("{", "["):
        return _from_json(text)
    if "-->" in text:
        return _from_cues(text)
    if text.lstrip()[:1] == "<":
        text = to_text(text)
    lines = (clean_line(line) for line in text.splitlines()[:_MOST_LINES])
    return tuple(Line(None, line) for line in lines if line)


def passages(lines: Sequence[Line], words: Sequence[str]) -> str:
    """Return the lines in which one of `words` falls, each with its neighbours and its time; "" when none does."""
    wanted = [word.casefold() for word in words if word]
    hits = [number for number, line in enumerate(lines) if any(word in line.text.casefold() for word in wanted)]
    parts: list[str] = []
    end = -1
    for number in hits[:_MOST_PASSAGES]:
        if number <= end:
            continue
        first, last = max(number - 1, end + 1), min(number + 1, len(lines) - 1)
        said = " ".join(line.text for line in lines[first : last + 1])
        at_s = lines[first].at_s
        parts.append(said if at_s is None else f"[{at_s // 60}:{at_s % 60:02}] {said}")
        end = last
    return "\n".join(parts)


def _from_json(text: str) -> tuple[Line, ...]:
    try:
        outer = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    segments = outer.get("segments") if isinstance(outer, dict) else outer
    lines = []
    for segment in segments[:_MOST_LINES] if isinstance(segments, list) else ():
        said = (segment.get("body") or segment.get("text")) if isinstance(segment, dict) else None
        if not isinstance(said, str) or not (line := clean_line(said)):
            continue
        start = segment.get("startTime", segment.get("start"))
        is_time = isinstance(start, int | float) and not isinstance(start, bool) and 0 <= start < 1e6  # noqa: PLR2004
        lines.append(Line(int(start) if is_time else None, line))
    return tuple(lines)


def _from_cues(text: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    at_s: int | None = None
    for raw in text.splitlines()[: _MOST_LINES * 4]:
        cue = _CUE.match(raw.strip())
        if cue is not None:
            hours, minutes, seconds = (int(part or 0) for part in cue.groups())
            at_s = hours * 3600 + minutes * 60 + seconds
            continue
        said = clean_line(unescape(_VOICE.sub("", raw)))
        # Before the first cue stands the heading; numbers alone count the cues.
        if at_s is not None and said and not said.isdigit():
            lines.append(Line(at_s, said))
    return tuple(lines)
