"""Train what `listen` says of a brand in a text: the table `toward.table` of the analyzer `embed`.

Run: python benchmarks/train_toward.py FOLDER [--out FILE] [--report]

FOLDER holds `*.target.train.tsv` (label, start, end, text), with `*.target.val.tsv` to judge by, and
`posts.LANG.train.tsv` (label, text); labels are negative, neutral, positive. What is invented lies in `invented/`.
Needs the packages of the extra `embed`. Seeded: the same files give the same table. A tenth of the targeted texts,
chosen by the crc32 of the normalised text, is set aside and never trained on; `--report` also cross-validates on the
rest, equal sentences kept together.
"""

import argparse
import os
import re
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from listen.analyzers.aimed import inputs
from listen.analyzers.aiming import views
from listen.analyzers.states import States
from listen.analyzers.tables import table_bytes
from listen.model import Text

Floats = NDArray[np.float32]

LABELS = ("negative", "neutral", "positive")
SEED = 20_260_601
HIDDEN = 64
NETS = 2
EPOCHS = 8
BATCH = 64
RATE = 1e-3
DECAY = 1e-2
DROP_IN, DROP = 0.2, 0.5
RIDGE = 3.0
VIEWS_READ = 20
NAMES = (
    "Luftikus",
    "Norvent",
    "Aerolux",
    "Kelmo",
    "Vandor",
    "Brisk",
    "Tubex",
    "Zephyra",
    "Halden",
    "Mistral",
    "Okto",
    "Rohrix",
)
POSTS_WEIGHT, INVENTED_WEIGHT = 0.5, 3.0
_MARK = re.compile(r"<([+\-0])(\w+)>")
_PSEUDO = re.compile(r"@\w+|#\w+|(?<=\s)[A-ZÄÖÜ]\w{2,}|\w{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A text, its label towards its targets, how much it counts, and where it comes from."""

    label: int
    text: Text
    weight: float
    kind: str
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What came out: small nets (two layers with their biases each), and a linear reading of the inputs."""

    nets: list[tuple[Floats, Floats, Floats, Floats]]
    straight: Floats


def group_of(text: str) -> int:
    """Return a number that is the same for equal texts."""
    return zlib.crc32(" ".join(text.lower().split()).encode())


def targeted(path: Path) -> Iterator[Row]:
    """Yield the rows of a file with label, start, end and text."""
    language = path.name.split(".")[0]
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            label, start, end, text = line.rstrip("\n").split("\t")
            found = Text(text=text, language=language, targets=((int(start), int(end)),))
            yield Row(label=LABELS.index(label), text=found, weight=1.0, kind="news", group=group_of(text))


def posts(path: Path) -> Iterator[Row]:
    """Yield the rows of a file with label and text; a name, hashtag or long word stands in for the target."""
    language = path.name.split(".")[1]
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            label, text = line.rstrip("\n").split("\t", 1)
            places = [(found.start(), found.end()) for found in _PSEUDO.finditer(text)]
            number = group_of(text)
            target = places[number % len(places)] if places else (0, 0)
            found = Text(text=text, language=language, targets=(target,))
            yield Row(
                label=LABELS.index(label), text=found, weight=POSTS_WEIGHT, kind=f"posts.{language}", group=number
            )


def invented(path: Path, copies: int = 2) -> Iterator[Row]:
    """Yield a row for each brand in each line, under different made-up names."""
    language = path.name.split(".")[1]
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        number = group_of(line)
        for copy in range(copies):
            text, places, at = "", [], 0
            for count, mark in enumerate(_MARK.finditer(line)):
                name = NAMES[(number + 7 * copy + 3 * count) % len(NAMES)]
                text += line[at : mark.start()]
                places.append(("-0+".index(mark[1]), (len(text), len(text) + len(name))))
                text += name
                at = mark.end()
            text += line[at:]
            for label, place in places:
                found = Text(text=text, language=language, targets=(place,))
                yield Row(
                    label=label, text=found, weight=INVENTED_WEIGHT / copies, kind=f"invented.{language}", group=number
                )


def seen(rows: Sequence[Row], states: States) -> tuple[Floats, Floats]:
    """Return the views of all rows."""
    sums, meanings = [], []
    for start in range(0, len(rows), 500):
        one, two = views(states, [row.text for row in rows[start : start + 500]])
        sums.append(one.astype(np.float16))
        meanings.append(two.astype(np.float16))
    return np.concatenate(sums), np.concatenate(meanings)


def net(x: Floats, y: Floats, weight: Floats, seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Train one net of one hidden layer: dropout, Adam with decay, a rate that falls to nothing."""
    chance = np.random.default_rng(seed)
    first = (chance.standard_normal((x.shape[1], HIDDEN)) * 0.11).astype(np.float32)
    second = (chance.standard_normal((HIDDEN, 3)) * HIDDEN**-0.5).astype(np.float32)
    all_ = [first, np.zeros(HIDDEN, np.float32), second, np.zeros(3, np.float32)]
    means = [np.zeros_like(one) for one in all_]
    squares = [np.zeros_like(one) for one in all_]
    steps, step = EPOCHS * (len(x) // BATCH), 0
    for _ in range(EPOCHS):
        order = chance.permutation(len(x))
        for start in range(0, len(x) - BATCH + 1, BATCH):
            some = order[start : start + BATCH]
            given = x[some] * (chance.random((BATCH, x.shape[1]), dtype=np.float32) > DROP_IN) / np.float32(1 - DROP_IN)
            raw = given @ all_[0] + all_[1]
            kept = (chance.random(raw.shape, dtype=np.float32) > DROP) / np.float32(1 - DROP)
            hidden = np.maximum(raw, 0) * kept
            error = (shares(hidden @ all_[2] + all_[3]) - y[some]) * weight[some, None] / BATCH
            back = (error @ all_[2].T) * kept * (raw > 0)
            slopes = (given.T @ back, back.sum(0), hidden.T @ error, error.sum(0))
            step += 1
            rate = RATE * (1 - step / steps) + 1e-6
            for number, slope in enumerate(slopes):
                means[number] += 0.1 * (slope - means[number])
                squares[number] += 0.01 * (slope * slope - squares[number])
                move = means[number] / (1 - 0.9**step) / (np.sqrt(squares[number] / (1 - 0.99**step)) + 1e-6)
                if number in {0, 2}:
                    move += DECAY * all_[number]
                all_[number] -= np.float32(rate) * move
    return all_[0], all_[1], all_[2], all_[3]


def shares(scores: Floats) -> Floats:
    """Return the softmax of each row."""
    found = np.exp(scores - scores.max(axis=1, keepdims=True))
    return found / found.sum(axis=1, keepdims=True)


def nets(x: Floats, y: Floats, weight: Floats, count: int = NETS) -> list[tuple[Floats, Floats, Floats, Floats]]:
    """Train several; their scores are averaged."""
    return [net(x, y, weight, SEED + number) for number in range(count)]


def straight(x: Floats, y: Floats, weight: Floats) -> Floats:
    """Return a linear reading (inputs, 3) by ridge regression, solved over the rows: they are fewer than the inputs."""
    root = np.sqrt(weight)[:, None].astype(np.float32)
    rows = x * root
    kernel = rows @ rows.T / VIEWS_READ
    kernel[np.diag_indices(len(kernel))] += np.float32(RIDGE)
    return rows.T @ np.linalg.solve(kernel, (y - np.float32(1 / 3)) * root) / VIEWS_READ


def learned(x: Floats, y: Floats, weight: Floats, kinds: NDArray[np.str_], count: int = NETS) -> Learned:
    """Train on all rows; the linear reading on those whose target a person marked."""
    marked = ~np.char.startswith(kinds, "posts")
    return Learned(nets=nets(x, y, weight, count), straight=straight(x[marked], y[marked], weight[marked]))


def scores(trained: Learned, x: Floats) -> Floats:
    """Return the nets' averaged scores and the linear reading in one."""
    found = [np.maximum(x @ one + two, 0) @ three + four for one, two, three, four in trained.nets]
    return sum(found) / len(found) + x @ trained.straight


def macro_f1(truth: NDArray[np.int64], told: NDArray[np.int64]) -> float:
    """Return macro-F1 x 100."""
    found = []
    for label in range(3):
        both = np.sum((truth == label) & (told == label))
        found.append(2 * both / max(1, np.sum(truth == label) + np.sum(told == label)))
    return 100 * float(np.mean(found))


def temperature(raw: Floats, truth: NDArray[np.int64]) -> float:
    """Return by what scores are divided so that they are as often right as they say (least log loss)."""
    tried = np.linspace(0.5, 3.0, 51)
    losses = [-np.mean(np.log(shares(raw / one)[np.arange(len(truth)), truth] + 1e-9)) for one in tried]
    return float(tried[int(np.argmin(losses))])


def calibration_error(found: Floats, truth: NDArray[np.int64]) -> float:
    """Return the expected calibration error over ten bins."""
    sure, right = found.max(axis=1), found.argmax(axis=1) == truth
    error = 0.0
    for low in np.linspace(0, 0.9, 10):
        inside = (sure > low) & (sure <= low + 0.1)
        if inside.any():
            error += inside.mean() * abs(sure[inside].mean() - right[inside].mean())
    return float(error)


def table(trained: Learned, middle: Floats, heat: float) -> bytes:
    """Return the file: signed bytes for the first layer and the middle, small numbers for the rest."""
    nets_ = trained.nets
    first = np.concatenate([one for one, _, _, _ in nets_], axis=1)
    second = np.concatenate([three for _, _, three, _ in nets_]) / len(nets_) / heat
    direct = trained.straight / heat
    scale = float(np.abs(first).max() / 127)
    mid = float(np.abs(middle).max() / 127)
    last = float(np.abs(second).max() / 127)
    line = float(np.abs(direct).max() / 127)
    head = {
        "version": 1,
        "hidden": [round(float(one), 6) for _, two, _, _ in nets_ for one in two],
        "bias": [round(float(one), 6) for one in sum(four for _, _, _, four in nets_) / len(nets_) / heat],
    }
    return table_bytes(
        head,
        {
            "middle": (middle.shape, mid, np.round(middle / mid).astype(np.int8).tobytes()),
            "first": (first.shape, scale, np.round(first / scale).astype(np.int8).tobytes()),
            "straight": (direct.shape, line, np.round(direct / line).astype(np.int8).tobytes()),
            "second": (second.shape, last, np.round(second / last).astype(np.int8).tobytes()),
        },
    )


def rows_in(folder: Path) -> list[Row]:
    """Return all that is trained on, the set-aside tenth included."""
    found = [row for path in sorted(folder.glob("*.target.train.tsv")) for row in targeted(path)]
    found += [row for path in sorted(folder.glob("posts.*.train.tsv")) for row in posts(path)]
    return found + [
        row for path in sorted((Path(__file__).parent / "invented").glob("*.txt")) for row in invented(path)
    ]


def main() -> None:
    """Train, report and write."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--out", type=Path, default=None)
    options.add_argument("--report", action="store_true")
    asked = options.parse_args()
    began, states = time.process_time(), States()
    rows = rows_in(asked.folder)
    held = [row for path in sorted(asked.folder.glob("*.target.val.tsv")) for row in targeted(path)]
    sums, meanings = seen(rows, states)
    is_aside = np.array([row.kind == "news" and row.group % 10 == 0 for row in rows])
    middle = np.concatenate(
        [sums[~is_aside].mean(0, dtype=np.float32).ravel(), meanings[~is_aside].mean(0, dtype=np.float32).ravel()]
    )
    x = inputs(sums.astype(np.float32), meanings.astype(np.float32), middle)
    del sums, meanings
    truth = np.array([row.label for row in rows])
    y = np.eye(3, dtype=np.float32)[truth]
    weight = np.array([row.weight for row in rows], dtype=np.float32)
    kinds = np.array([row.kind for row in rows])
    print(f"{len(rows)} rows, {int(is_aside.sum())} set aside, {time.process_time() - began:.0f} s", flush=True)
    if asked.report:
        cross_validate(rows, x, y, weight, is_aside)
    trained = learned(x[~is_aside], y[~is_aside], weight[~is_aside], kinds[~is_aside])
    raw = scores(trained, x[is_aside])
    heat = temperature(raw, truth[is_aside])
    print(f"temperature {heat:.2f}")
    judge("set aside", raw / heat, truth[is_aside])
    if held:
        x_held = inputs(*(part.astype(np.float32) for part in seen(held, states)), middle)
        truth_held = np.array([row.label for row in held])
        raw = scores(trained, x_held)
        judge("val", raw / heat, truth_held)
    if asked.out:
        asked.out.write_bytes(table(trained, middle.reshape(1, -1), heat))
        print(f"{asked.out}: {asked.out.stat().st_size:,} bytes")
    print(f"{time.process_time() - began:.0f} CPU seconds; {len(set(kinds))} kinds of rows", file=sys.stderr)


def judge(name: str, raw: Floats, truth: NDArray[np.int64]) -> None:
    """Print the figures of one file."""
    error = calibration_error(shares(raw), truth)
    print(f"{name}: {len(truth)} rows, macro-F1 {macro_f1(truth, raw.argmax(1)):.1f}, error of calibration {error:.3f}")


def cross_validate(rows: Sequence[Row], x: Floats, y: Floats, weight: Floats, is_aside: NDArray[np.bool_]) -> None:
    """Print macro-F1 by kind of row, each row judged by nets that saw neither it nor its sentence."""
    fold = np.array([row.group // 10 % 5 for row in rows])
    kinds = np.array([row.kind for row in rows])
    truth = y.argmax(1)
    told = np.full(len(rows), -1)
    for number in range(5):
        judged = (fold == number) & ~is_aside
        seen_ = ~judged & ~is_aside
        told[judged] = scores(learned(x[seen_], y[seen_], weight[seen_], kinds[seen_], 1), x[judged]).argmax(1)
    for kind in sorted(set(kinds)):
        some = (kinds == kind) & (told >= 0)
        print(f"cross-validated, {kind}: {int(some.sum())} rows, macro-F1 {macro_f1(truth[some], told[some]):.1f}")


if __name__ == "__main__":
    main()
