"""A third language is one file: `fr.json`, with a sentence for each key; what it lacks is said in English.

    {"language": "fr", "phrases": {"digest.title": {"en": "Digest", "text": "À lire"}, "story.this": "celle-ci"}}

The English beside is for the translator and is not read. A sentence has the fields of the English one, no others;
in `KEY.one` the number may be missing, and `KEY.few`, `KEY.many` and so on may stand beside `KEY.other`.
"""

import json
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from listen.phrases import LANGUAGES, helps, metavars, rooms, table

__all__ = ["BrokenLanguageError", "Flaw", "Language", "english", "read_language", "template_text"]

_MOST_BYTES = 4 * 1024 * 1024
_NAME = re.compile(r"[a-z]{2,3}")
_CATEGORY = re.compile(r"\.(zero|one|two|few|many|other)$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_OF_HELP = ("help", "metavar", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What is wrong with a file of sentences.

    Attributes:
        name: the phrase that says it: `tongue.NAME`.
        key: of the sentence; "" for the file as a whole.
        what: what is wrong about it: a field, a reason.
    """

    name: str
    key: str = ""
    what: str = ""


class BrokenLanguageError(ValueError):
    """A file that cannot be spoken; carries every flaw at once."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        super().__init__(flaws[0].name)
        self.flaws = flaws


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What a file holds.

    Attributes:
        name: its tag, without a country.
        phrases: sentences by full key.
        missing: keys that are said in English.
        unknown: keys that nobody says.
    """

    name: str
    phrases: Mapping[str, str]
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def english(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return every English sentence by its full key, with `more` (the help texts, which stand in the code)."""
    found = {f"{room}.{name}": text for room in rooms() for name, text in table(LANGUAGES[0], room).items()}
    return {**found, **(more or {})}


def read_language(path: Path, known: Mapping[str, str]) -> Language:
    """Read and check a file.

    Args:
        path: JSON in UTF-8.
        known: English sentences by key, as far as the caller has them at hand (`english`).

    Raises:
        BrokenLanguageError: it cannot be read, or a sentence has wrong fields.
    """
    name, written = _loaded(path)
    phrases: dict[str, str] = {}
    unknown: list[str] = []
    flaws: list[Flaw] = []
    for key, value in written.items():
        text = value.get("text") if isinstance(value, dict) else value
        if text is None or text == "":
            continue
        if not isinstance(text, str):
            flaws.append(Flaw(name="no_text", key=key))
            continue
        model = known.get(key, known.get(_CATEGORY.sub(".other", key)))
        if model is None and key.partition(".")[0] not in _OF_HELP:
            unknown.append(key)
            continue
        if model is None:
            unknown.append(key)
            model = text
        flaw = _flaw(key, text, model)
        if flaw is None:
            phrases[key] = text
        else:
            flaws.append(flaw)
    if flaws:
        raise BrokenLanguageError(tuple(flaws))
    return Language(
        name=name,
        phrases=phrases,
        missing=tuple(key for key in known if key not in phrases),
        unknown=tuple(unknown),
    )


def _loaded(path: Path) -> tuple[str, Mapping[str, object]]:
    try:
        size = path.stat().st_size
        raw = {} if size > _MOST_BYTES else json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_once)
    except OSError as error:
        raise BrokenLanguageError((Flaw(name="cannot_read", what=error.strerror or ""),)) from error
    except BrokenLanguageError:
        raise
    except (ValueError, RecursionError) as error:
        where = f"{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else "UTF-8"
        raise BrokenLanguageError((Flaw(name="no_json", what=where),)) from error
    if size > _MOST_BYTES:
        raise BrokenLanguageError((Flaw(name="too_big"),))
    if not isinstance(raw, dict) or not isinstance(raw.get("phrases"), dict):
        raise BrokenLanguageError((Flaw(name="no_phrases"),))
    name = raw.get("language")
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        raise BrokenLanguageError((Flaw(name="no_language"),))
    if name in LANGUAGES:
        raise BrokenLanguageError((Flaw(name="has_it", what=name),))
    return name, raw["phrases"]


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise BrokenLanguageError((Flaw(name="twice", key=key),))
        found[key] = value
    return found


def _flaw(key: str, text: str, model: str) -> Flaw | None:
    """Return what is wrong with one sentence beside its English one."""
    if _CONTROL.search(text):
        return Flaw(name="control", key=key)
    if key.partition(".")[0] in _OF_HELP:  # shown as it stands
        return None
    try:
        mine = _fields(text)
    except ValueError:
        return Flaw(name="braces", key=key)
    theirs = _fields(model)
    wrong = sorted(mine - theirs)
    if wrong:
        return Flaw(name="wrong_field", key=key, what=wrong[0])
    lacks = sorted(theirs - mine - {"n"})
    return Flaw(name="lacks_field", key=key, what=lacks[0]) if lacks else None


def _fields(text: str) -> set[str]:
    """Return the fields of a sentence, each with what stands in its braces beside its name."""
    return {
        f"{name}{f'!{conversion}' if conversion else ''}{f':{spec}' if spec else ''}"
        for _, name, spec, conversion in string.Formatter().parse(text)
        if name is not None
    }


def template_text(name: str, known: Mapping[str, str], beside: str | None, had: Mapping[str, str]) -> str:
    """Return the file for a translator: each English sentence, one in a second language, and what there is already.

    Args:
        name: the language to be.
        known: English sentences by key (`english`).
        beside: a second language to show; None for English alone.
        had: sentences of the language that exist; their plural forms that English lacks stay, too.
    """
    phrases: dict[str, dict[str, str]] = {}
    for key, text in known.items():
        room, _, rest = key.partition(".")
        shown = {"en": text}
        if beside is not None:
            second = {"help": helps, "metavar": metavars}.get(room, lambda lang, room=room: table(lang, room))(beside)
            if rest in second:
                shown[beside] = second[rest]
        phrases[key] = {**shown, "text": had.get(key, "")}
    for key, text in had.items():
        phrases.setdefault(key, {"text": text})
    return f"{json.dumps({'language': name, 'phrases': phrases}, ensure_ascii=False, indent=1)}\n"
