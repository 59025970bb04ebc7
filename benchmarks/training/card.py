"""The model card, made of the figures of a training run: docs/reference/model-card.md."""

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.training.figures import EDGES

_LABELS = ("criticism", "neutral", "praise")
_BAR = 20


def card(figures: Path, tables: Path) -> str:
    """Return the card as Markdown: the words of `card.md` beside this file, filled with the figures of a folder."""
    found: dict[str, Any] = {one.stem: json.loads(one.read_text()) for one in sorted(figures.glob("*.json"))}
    text = Path(__file__).with_name("card.md").read_text(encoding="utf-8")
    for mark, part in {
        "{posts}": _posts(found),
        "{scores}": _scores(found),
        "{labels}": _labels(found),
        "{calibration}": _calibration(found),
        "{reliability}": _reliability(found),
        "{curve}": _curve(found),
        "{sizes}": _sizes(tables),
        "{further_builtin}": _further(found, "builtin"),
        "{further_embed}": _further(found, "embed"),
    }.items():
        text = text.replace(mark, part)
    return text


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _posts(found: Mapping[str, Any]) -> str:
    parts = ("train", "aside", "val")
    return _rows(
        ["language", "learned from", "set aside", "val"],
        [[language, *(f"{one['posts'][part]:,}" for part in parts)] for language, one in found.items()],
    )


def _scores(found: Mapping[str, Any]) -> str:
    names = ("TextBlob", "VADER", "TF-IDF + regression")
    rows = []
    for language, one in found.items():
        row = [language]
        for analyzer in ("builtin", "embed"):
            judged = one["analyzers"][analyzer]
            row += [f"{judged['folds']:.1f}", f"**{judged['val']:.1f}**", f"{judged['aside']:.1f}"]
        rows.append(
            row + [f"{one['baselines'][name]['val']:.1f} / {one['baselines'][name]['aside']:.1f}" for name in names]
        )
    head = [
        "",
        "builtin: folds",
        "val",
        "aside",
        "embed: folds",
        "val",
        "aside",
        *(f"{name}: val / aside" for name in names),
    ]
    return _rows(head, rows)


def _further(found: Mapping[str, Any], analyzer: str) -> str:
    values = [one["analyzers"][analyzer]["further"] for one in found.values()]
    return ", ".join(f"{value:.1f}" for value in values if value is not None) or "no figure"


def _labels(found: Mapping[str, Any]) -> str:
    rows = []
    for language, one in found.items():
        for analyzer, judged in one["analyzers"].items():
            wrong = judged["confusion"]
            rows.append(
                [
                    f"{language}, {analyzer}",
                    *(f"{value:.0f}" for value in judged["by_label"]),
                    f"{wrong[0][2]} of {sum(wrong[0])}",
                    f"{wrong[2][0]} of {sum(wrong[2])}",
                ]
            )
    return _rows(
        ["", *(f"F1 {label}" for label in _LABELS), "criticism called praise", "praise called criticism"], rows
    )


def _calibration(found: Mapping[str, Any]) -> str:
    return _rows(
        ["ECE", *found],
        [
            [analyzer, *(f"{one['analyzers'][analyzer]['error']:.3f}" for one in found.values())]
            for analyzer in ("builtin", "embed")
        ],
    )


def _reliability(found: Mapping[str, Any]) -> str:
    """Return a diagram in letters, all languages together: a bar for what was right, a mark for what was said."""
    lines = []
    for analyzer in ("builtin", "embed"):
        lines.append(f"{analyzer:<9} confidence     posts   said  right")
        for at, (low, high) in enumerate(pairwise(EDGES)):
            bins = [one["analyzers"][analyzer]["reliability"][at] for one in found.values()]
            count = sum(one[0] for one in bins)
            if count:
                said = sum(one[0] * one[1] for one in bins) / count
                right = sum(one[0] * one[2] for one in bins) / count
                bar = list("█" * round(right * _BAR) + "·" * (_BAR - round(right * _BAR)))
                bar[min(_BAR - 1, round(said * _BAR))] = "|"
                span = f"{low:.2f} … {min(high, 1):.2f}"
                lines.append(f"          {span} {count:>7,}   {said:.2f}   {right:.2f}  {''.join(bar)}")
    return "```text\n" + "\n".join(lines) + "\n```"


def _curve(found: Mapping[str, Any]) -> str:
    rows = []
    for analyzer in ("builtin", "embed"):
        for language, one in found.items():
            curve = one["analyzers"][analyzer]["curve"]
            rows.append([f"{language}, {analyzer}", *(f"{share:.0%}: {right:.0%}" for _, share, right in curve)])
    first = next(iter(found.values()))["analyzers"]["builtin"]["curve"]
    return _rows(["share that gets a label: of these right", *(f"from {limit:.2f}" for limit, _, _ in first)], rows)


def _sizes(tables: Path) -> str:
    sizes = {
        one.name: one.stat().st_size
        for one in sorted(tables.glob("*.table"))
        if one.name.startswith(("builtin", "embed"))
    }
    listed = ", ".join(f"`{name}` {size / 1000:,.0f} kB" for name, size in sizes.items())
    return f"{listed}; together {sum(sizes.values()) / 1e6:.1f} MB."
