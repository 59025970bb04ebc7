"""How often listen is right, as tables that fit into 80 columns."""

from collections.abc import Sequence

from rich.text import Text

from listen.evaluating import AgainstFile, AgainstPeople
from listen.evaluation import Figures, LabelFigures, Part
from listen.model import Label
from listen.render import foreign, speech
from listen.render.cells import Lines, fitting, fold, indent, table
from listen.render.screen import Screen
from listen.render.terminal import phrasing

__all__ = ["against_file_lines", "against_people_lines", "skipped_lines"]

_INDENT = 2
_BAD_ROWS_TOLD = 5
_TOLD = (Label.CRITICISM, Label.NEUTRAL, Label.PRAISE, Label.MIXED, Label.UNCLEAR, None)


def against_people_lines(found: AgainstPeople, screen: Screen) -> Lines:
    """Return what people's judgements say: in all, by label, by query, and what learning came to."""
    lines: Lines = [_heading("evaluation.title_people", screen)]
    if not found.now.answers and not found.relevance.of and not found.language.of:
        told = [Text(screen.say("evaluation.nothing_judged"))]
        told.append(Text(screen.say("evaluation.nothing_judged_hint"), style="dim"))
        return [line for text in (*lines, *told) for line in fold(text, screen.width)]
    if found.now.answers:
        lines.extend(_basis(screen.say("evaluation.rests_on", n=found.now.answers), found.now, screen))
        columns = ("macro_f1", "accuracy", "covered", "accuracy_covered", "calibration")
        rows = [_names(columns, screen)]
        for key, figures in (("then", found.told), ("untaught", found.untaught), ("now", found.now)):
            rows.append([Text(screen.say(f"evaluation.{key}")), *_overall(figures, screen)])
        lines.extend([Text(), *indent(table(rows, right=frozenset(range(1, 6))), _INDENT)])
        lines.extend(_details(found.now, screen))
        lines.extend([Text(), *fold(Text(_learned(found, screen)), screen.width)])
    for key, part in (("relevance", found.relevance), ("language_right", found.language)):
        if part.of:
            lines.append(Text(screen.say(f"evaluation.{key}", right=part.hits, n=part.of)))
    if found.queries:
        lines.extend([Text(), *_by_query(found, screen)])
    return fitting(lines, screen.width, more=screen.show("…"))


def against_file_lines(found: AgainstFile, screen: Screen) -> Lines:
    """Return what a file says of an analyzer, beside TextBlob and beside saying the most frequent label every time."""
    name = next(iter(found.analyzers), "–")
    lines: Lines = [_heading("evaluation.title_file", screen, name=foreign.plain(name, screen))]
    if not found.rows or not found.analyzers:
        return fitting([*lines, Text(screen.say("evaluation.no_rows"))], screen.width, more=screen.show("…"))
    languages = ", ".join(phrasing.language(one, screen) for one in found.languages[:_BAD_ROWS_TOLD])
    first = found.analyzers[name]
    lines.extend(_basis(screen.say("evaluation.rows", n=found.rows, languages=languages), first, screen))
    columns = ("forced_f1", "forced", "covered", "accuracy_covered", "calibration")
    rows = [_names(columns, screen)]
    for one, figures in found.analyzers.items():
        rows.append([Text(foreign.plain(one, screen)), *_overall(figures, screen, is_forced=True)])
    rows.append(
        [Text(screen.say("evaluation.majority")), *_overall(found.majority, screen, is_forced=True)[:2]],
    )
    lines.extend([Text(), *indent(table(rows, right=frozenset(range(1, 6))), _INDENT)])
    lines.extend(indent(fold(Text(screen.say("evaluation.forced_note"), style="dim"), screen.width - 2), _INDENT))
    lines.extend(_details(first, screen))
    return fitting(lines, screen.width, more=screen.show("…"))


def skipped_lines(found: AgainstFile, screen: Screen) -> Lines:
    """Return which rows of a file could not be read, the first of them with their lines."""
    count = sum(count for why, count in found.skipped.items() if why != "no_utf8")
    lines: Lines = [Text(screen.say("evaluation.skipped", n=count))] if count else []
    for one in found.bad[:_BAD_ROWS_TOLD]:
        why = screen.say(f"evaluation.why_{one.why}")
        lines.append(Text(f"  {screen.say('evaluation.bad_row', line=one.line, why=why)}"))
    more = sum(found.skipped.values()) - min(len(found.bad), _BAD_ROWS_TOLD)
    if more > 0:
        lines.append(Text(f"  {screen.say('evaluation.bad_more', n=more)}"))
    return fitting(lines, screen.width, more=screen.show("…"))


def _heading(key: str, screen: Screen, **values: object) -> Text:
    return Text(screen.say(key, **values), style="bold")


def _basis(said: str, figures: Figures, screen: Screen) -> Lines:
    if not figures.is_small:
        return [Text(said, style="dim")]
    return fold(Text(f"{said}: {screen.say('evaluation.small')}", style="dim"), screen.width)


def _names(keys: Sequence[str], screen: Screen) -> list[Text]:
    return [Text(), *(Text(screen.say(f"evaluation.{key}"), style="dim") for key in keys)]


def _overall(figures: Figures, screen: Screen, *, is_forced: bool = False) -> list[Text]:
    f1 = figures.forced_macro_f1 if is_forced else figures.macro_f1
    right = figures.forced if is_forced else figures.accuracy
    return [
        Text(_number(f1, screen)),
        Text(_share(right, screen)),
        Text(_share(figures.covered, screen, has_interval=False)),
        Text(_share(figures.accuracy_covered, screen)),
        Text(_number(figures.calibration_error, screen)),
    ]


def _number(value: float | None, screen: Screen) -> str:
    return screen.show("–") if value is None else screen.show(speech.signed(value, screen.lang)[1:])


def _share(part: Part, screen: Screen, *, has_interval: bool = True) -> str:
    """Return a share; where it rests on few, with its interval."""
    if part.share is None:
        return screen.show("–")
    said = speech.percent(part.share, screen.lang)
    if has_interval and part.is_small:
        low, high = part.interval
        said += f" ({100 * low:.0f}–{100 * high:.0f})"
    return screen.show(said)


def _details(figures: Figures, screen: Screen) -> Lines:
    return [
        Text(),
        *indent(table(_label_rows(figures.labels, screen), right=frozenset(range(1, 5))), _INDENT),
        Text(),
        _heading("evaluation.confusion", screen),
        *indent(table(_confusion_rows(figures, screen), right=frozenset(range(1, 7))), _INDENT),
        *_reliability(figures, screen),
    ]


def _label_rows(labels: Sequence[LabelFigures], screen: Screen) -> list[list[Text]]:
    keys = ("label", "precision", "recall", "f1", "count")
    found = [
        [
            Text(screen.word(one.label)),
            Text(_share(one.precision, screen)),
            Text(_share(one.recall, screen)),
            Text(_number(one.f1, screen)),
            Text(screen.number(one.recall.of)),
        ]
        for one in labels
    ]
    return [[Text(screen.say(f"evaluation.{key}"), style="dim") for key in keys], *found]


def _confusion_rows(figures: Figures, screen: Screen) -> list[list[Text]]:
    told = [one for one in _TOLD if any(said is one for _, said in figures.confusion)]
    rows = [
        [
            Text(screen.say("evaluation.is_so"), style="dim"),
            *(Text(screen.say("evaluation.told_so", label=screen.word(one)), style="dim") for one in told),
        ]
    ]
    for one in figures.labels:
        counts = [figures.confusion.get((one.label, said), 0) for said in told]
        rows.append([Text(screen.word(one.label)), *(Text(screen.number(count)) for count in counts)])
    return rows


def _reliability(figures: Figures, screen: Screen) -> Lines:
    if not figures.bins:
        return []
    keys = ("confidence", "share_right", "count")
    rows = [[Text(), *(Text(screen.say(f"evaluation.{key}"), style="dim") for key in keys)]]
    for one in figures.bins:
        span = screen.say(
            "evaluation.sure_from_to",
            low=speech.decimal(one.low, screen.lang),
            high=speech.decimal(one.high, screen.lang),
        )
        rows.append(
            [
                Text(span),
                Text(screen.show(speech.percent(one.confidence, screen.lang))),
                Text(_share(one.right, screen)),
                Text(screen.number(one.right.of)),
            ]
        )
    return [
        Text(),
        _heading("evaluation.reliability", screen),
        *indent(table(rows, right=frozenset(range(1, 4))), _INDENT),
    ]


def _learned(found: AgainstPeople, screen: Screen) -> str:
    lesson = found.lesson
    shares = {
        name: "" if scores is None else screen.show(speech.percent(scores.accuracy, screen.lang))
        for name, scores in (("before", lesson.before), ("after", lesson.after))
    }
    return screen.say(f"evaluation.learned_{lesson.why}", n=lesson.judgements, **shares)


def _by_query(found: AgainstPeople, screen: Screen) -> Lines:
    keys = ("query", "judged", "macro_f1", "accuracy", "ours_right", "language_column")
    rows = [[Text(screen.say(f"evaluation.{key}"), style="dim") for key in keys]]
    rows.extend(
        [
            Text(foreign.plain(one.query, screen)),
            Text(screen.number(one.sentiment.answers)),
            Text(_number(one.sentiment.macro_f1, screen)),
            Text(_share(one.sentiment.accuracy, screen)),
            *(
                Text(f"{part.hits}/{part.of}" if part.of else screen.show("–"))
                for part in (one.relevance, one.language)
            ),
        ]
        for one in found.queries
    )
    return [_heading("evaluation.queries", screen), *indent(table(rows, right=frozenset(range(1, 6))), _INDENT)]
