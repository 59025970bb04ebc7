"""An invented language: every English sentence in ⟦brackets⟧. What stands outside of them was never to be said."""

import io
import json
import re
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from listen.cli import run
from listen.cli.phrases import everything_english

LANG = "qps"
LONG = ("template.text",)
"""Whole files: brackets around them would make them unreadable for programs."""


def write_language(path: Path) -> None:
    """Write the file of the invented language."""
    phrases = {key: text if key in LONG else f"⟦{text}⟧" for key, text in everything_english().items()}
    path.write_text(json.dumps({"language": LANG, "phrases": phrases}, ensure_ascii=False), encoding="utf-8")


def called(*words: str) -> tuple[int, str, str]:
    """Call `listen` inside this process; return exit code, stdout and stderr."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with patch("sys.stdin", io.StringIO("")), redirect_stdout(out), redirect_stderr(err):
        code = run(list(words))
        out.flush()
        err.flush()
    return code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode()  # type: ignore[attr-defined]


def outside(text: str) -> str:
    """Return what stands in no brackets, however deep they nest."""
    before = None
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    return text


def words(text: str) -> list[str]:
    """Return the words of a text, in lower case; numbers and signs are none."""
    whole = re.sub(r"https?://\S+|[^\W_]+…", " ", text.casefold())  # addresses, and words that were cut
    return re.findall(r"[^\W\d_]{2,}", whole)


def strange(text: str, data: Iterable[str]) -> list[str]:
    """Return the words outside of brackets that do not come from the data; the last of a line may be cut."""
    known = set(data)
    found = []
    for line in outside(text).splitlines():
        said = words(line)
        if said and any(word.startswith(said[-1]) for word in known):
            said.pop()
        found.extend(word for word in said if word not in known)
    return found
