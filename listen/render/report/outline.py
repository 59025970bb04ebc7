"""What a report says, part by part, in words and tables: the same for every form in which it is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from listen.figures import Behind
from listen.model import Mention
from listen.render import speech
from listen.render.report.telling import coverage_sentences, method_sentences, sentence, voice_note
from listen.render.report.wording import NOTHING, Wording
from listen.render.terminal.figures import behind_sentences, is_told, standing_sentences
from listen.report import Figure, Measure, Report, Section

__all__ = ["Cell", "Outline", "Part", "Quotes", "Table", "Tile", "outline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table: its words, and the figure they say, where it is one."""

    text: str
    figure: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the first column names the row, all others are numbers.

    Attributes:
        caption: what it shows.
        head: names of the columns.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """Some mentions that stand for a label."""

    title: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a report.

    Attributes:
        key: name of its section, or `coverage`, `method`.
        lead: sentences, one a line.
        notes: sentences that stand after everything, smaller.
    """

    key: str
    title: str
    lead: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    quotes: tuple[Quotes, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One of the few figures that stand at the top: its value, what it is, and what it is to be compared with."""

    figure: Figure
    text: str
    name: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A whole report in words and tables."""

    wording: Wording
    title: str
    subject: str
    made: str
    tiles: tuple[Tile, ...]
    parts: tuple[Part, ...]


_BY_ROW = ("mentions", "stories", "praise", "criticism", "balance")


def outline(words: Wording) -> Outline:
    """Return what the report says."""
    report = words.report
    brand = words.plain(report.brand)
    unit = None if report.unit is None else words.plain(report.unit)
    when = speech.moment(report.now, words.lang, zone=words.screen.zone)
    return Outline(
        wording=words,
        title=words.title(),
        subject=words.say("subject", brand=brand)
        if unit is None
        else words.say("subject_unit", brand=brand, unit=unit),
        made=words.say("made", when=when, days=words.days(), zone=report.timezone),
        tiles=tuple(_tiles(words)),
        parts=tuple(_parts(words)),
    )


def _tiles(words: Wording) -> Iterator[Tile]:
    report = words.report
    mentions, usual = report.figure(Section.VOLUME, "mentions"), report.figure(Section.VOLUME, "usual")
    if mentions is not None:
        note = "" if usual is None or usual.value is None else words.say("tile_usual", usual=words.value(usual))
        yield Tile(figure=mentions, text=words.value(mentions), name=words.say("tile_mentions"), note=note)
    ours = next((one for one in report.within(Section.VOICE) if one.what == "share"), None)
    answered = report.figure(Section.ANSWERS, "share answered")
    for figure, name in (
        (report.figure(Section.OPINION, "balance"), "tile_balance"),
        (ours, "tile_share"),
        (answered, "tile_answered"),
    ):
        if figure is None or figure.low is None or figure.high is None:
            continue
        low, high = (words.number(end, figure.measure) for end in (figure.low, figure.high))
        note = words.say("tile_span", low=low, high=high)
        yield Tile(figure=figure, text=words.value(figure), name=words.say(name), note=note)


def _parts(words: Wording) -> Iterator[Part]:
    report = words.report
    yield _volume(words)
    yield _opinion(words)
    yield _aspects(words)
    yield _themes(words)
    yield _voice(words)
    yield _rows(words, Section.CHANNELS, "col_channel")
    yield _rows(words, Section.LANGUAGES, "col_language")
    yield _regions(words)
    for section, column in ((Section.UNITS, "col_unit"), (Section.AUDIENCES, "col_audience")):
        if report.within(section):
            yield _rows(words, section, column, lead=(words.say("groups_lead"),))
    yield _answers(words)
    if report.answers.is_shown:
        yield _outcomes(words)
    yield _lessons(words)
    yield Part(key="coverage", title=words.say("coverage"), lead=coverage_sentences(words))
    yield Part(key="method", title=words.say("method"), lead=method_sentences(words))


def _cell(words: Wording, figure: Figure | None) -> Cell:
    return Cell(text="") if figure is None else Cell(text=words.value(figure), figure=figure)


def _span(words: Wording, figure: Figure | None) -> Cell:
    return Cell(text="" if figure is None else words.span(figure))


def _volume(words: Wording) -> Part:
    report = words.report
    mentions, stories = report.figure(Section.VOLUME, "mentions"), report.figure(Section.VOLUME, "stories")
    usual = report.figure(Section.VOLUME, "usual")
    if mentions is None or stories is None or not mentions.value:
        return Part(key="volume", title=words.say("volume"), lead=(words.say("nothing"),), tables=(_days(words),))
    said = words.screen.say("report.said", n=int(mentions.value))
    lead = [words.screen.say("report.told", n=int(stories.value or 0), mentions=said)]
    if usual is None or usual.value is None or usual.low is None or usual.high is None:
        lead.append(words.say("no_usual"))
    else:
        key = "more" if mentions.value > usual.high else "less" if mentions.value < usual.low else "same"
        spread = words.number(usual.high - usual.value, Measure.MENTIONS)
        lead.append(words.say(f"usual_{key}", usual=words.value(usual), spread=spread))
    if mentions.is_small:
        lead.append(words.say("small"))
    return Part(
        key="volume",
        title=words.say("volume"),
        lead=tuple(lead),
        tables=(_days(words),),
        notes=tuple(_spikes(words)) or (words.say("no_spikes"),),
    )


def _days(words: Wording) -> Table:
    days = [one for one in words.report.within(Section.VOLUME) if one.day is not None]
    usual = {one.day: one for one in days if one.what == "usual"}
    rows = [
        (
            Cell(text=words.on(one)),
            _cell(words, one),
            _cell(words, usual.get(one.day)),
            _span(words, usual.get(one.day)),
        )
        for one in days
        if one.what == "mentions"
    ]
    return _table(words, "volume", ("col_day", "col_mentions", "col_usual", "col_usually"), rows)


def _spikes(words: Wording) -> Iterator[str]:
    for one in words.report.spikes:
        weekday = speech.weekday(one.day, words.lang)
        day = f"{weekday}, {speech.day(one.day, words.lang)}"
        count = str(speech.counted(one.spike.count, words.lang))
        first = words.say("spike", day=day, count=count, usual=speech.about(one.spike.usual, words.lang))
        behind = map(words.plain, behind_sentences(_masked(words, one.behind), words.screen))
        yield " ".join((first, *map(sentence, behind)))


def _masked(words: Wording, found: Behind | None) -> Behind | None:
    """Return what made a spike with colleagues masked before any headline is cut."""
    if found is None:
        return None
    told = tuple(replace(one, first=words.masked(one.first)) for one in found.told)
    return replace(found, told=told)


def _table(words: Wording, caption: str, head: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(caption=words.say(caption), head=tuple(words.say(name) for name in head), rows=tuple(rows))


def _opinion(words: Wording) -> Part:
    report = words.report
    found = report.within(Section.OPINION)
    labels = [one for one in found if one.what in {"praise", "criticism", "mixed", "neutral", "unclear", "unscored"}]
    lead: tuple[str, ...] = (words.say("no_opinion"),)
    if report.standing is not None:
        first, *rest = standing_sentences(report.standing, words.screen)
        lead = (sentence(first), *map(sentence, rest)) if is_told(report.standing.now) else (sentence(first),)
    counted = _table(
        words,
        "labels",
        ("col_label", "col_mentions"),
        [(Cell(text=words.what(one)), _cell(words, one)) for one in labels],
    )
    stories = [one for one in found if one not in labels]
    other = _table(
        words,
        "chart_balance",
        ("col_what", "col_figure", "col_chance"),
        [(Cell(text=words.what(one)), _cell(words, one), _span(words, one)) for one in stories],
    )
    quotes = (
        Quotes(title=words.say("quotes_praise"), mentions=report.quoted.praise),
        Quotes(title=words.say("quotes_criticism"), mentions=report.quoted.criticism),
    )
    return Part(
        key="opinion",
        title=words.say("opinion"),
        lead=lead,
        tables=(counted, *((other,) if stories else ())),
        quotes=tuple(one for one in quotes if one.mentions),
    )


def _grouped(report: Report, section: Section) -> dict[str | None, dict[str, Figure]]:
    """Return the figures of a section by row and by what they count; those of the whole window."""
    found: dict[str | None, dict[str, Figure]] = {}
    for one in report.within(section):
        if one.day is None:
            found.setdefault(one.of, {})[one.what] = one
    return found


def _cells(words: Wording, row: dict[str, Figure], columns: Iterable[str]) -> tuple[Cell, ...]:
    return tuple(_cell(words, row.get(name)) for name in columns)


def _aspects(words: Wording) -> Part:
    rows = [
        (Cell(text=words.of(Section.ASPECTS, of)), *_cells(words, row, ("praise", "criticism")))
        for of, row in _grouped(words.report, Section.ASPECTS).items()
    ]
    table = _table(words, "aspects", ("col_aspect", "col_praise", "col_criticism"), rows)
    lead = words.say("aspects_lead" if rows else "no_aspects")
    return Part(key="aspects", title=words.say("aspects"), lead=(lead,), tables=(table,) if rows else ())


def _themes(words: Wording) -> Part:
    report = words.report
    columns = ("voices", "usual", "stories", "praise", "criticism")
    new = {theme.label for theme in report.themes if theme.is_new}
    few = {theme.label for theme in report.themes if theme.is_small}
    rows = []
    for of, row in _grouped(report, Section.THEMES).items():
        marks = [words.say(key) for key, some in (("theme_new", new), ("few", few)) if of in some]
        name = words.of(Section.THEMES, of)
        rows.append((Cell(text=f"{name} ({', '.join(marks)})" if marks else name), *_cells(words, row, columns)))
    if not rows:
        return Part(key="themes", title=words.say("themes"), lead=(words.say("no_themes"),))
    compared = (
        words.screen.say("report.compared", n=report.heard.blocks)
        if report.heard.blocks
        else words.say("compared_none")
    )
    head = ("col_theme", "col_voices", "col_usually", "col_stories", "col_praise", "col_criticism")
    voices = str(speech.counted(report.heard.voices, words.lang))
    return Part(
        key="themes",
        title=words.say("themes"),
        lead=(words.say("themes_lead", voices=voices, compared=compared),),
        tables=(_table(words, "themes", head, rows),),
    )


def _voice(words: Wording) -> Part:
    rows = [
        (
            Cell(text=words.of(Section.VOICE, of)),
            *_cells(words, row, ("stories", "share")),
            _span(words, row.get("share")),
        )
        for of, row in _grouped(words.report, Section.VOICE).items()
    ]
    if not rows:
        return Part(key="voice", title=words.say("voice"), lead=(words.say("no_voice"),))
    return Part(
        key="voice",
        title=words.say("voice"),
        lead=(words.say("voice_lead"), *voice_note(words)),
        tables=(_table(words, "voice", ("col_brand", "col_stories", "col_share", "col_chance"), rows),),
    )


def _rows(
    words: Wording, section: Section, column: str, *, lead: tuple[str, ...] = (), more: tuple[str, ...] = ()
) -> Part:
    """Return a part of rows that all have the same columns."""
    found = _grouped(words.report, section)
    rows = [
        (
            Cell(text=words.of(section, of)),
            *_cells(words, row, _BY_ROW[:-1]),
            _cell(words, row["balance"]) if "balance" in row else Cell(text=NOTHING),
            _span(words, row.get("balance")),
            *_cells(words, row, more),
        )
        for of, row in found.items()
    ]
    head = (
        column,
        *(f"col_{name}" for name in _BY_ROW),
        "col_chance",
        *(f"col_{name.replace(' ', '_')}" for name in more),
    )
    return Part(
        key=section.value,
        title=words.say(section.value),
        lead=lead if rows else (words.say("nothing"),),
        tables=(_table(words, section.value, head, rows),) if rows else (),
    )


def _regions(words: Wording) -> Part:
    found = _grouped(words.report, Section.REGIONS)
    unknown = int(found[None]["stories"].value or 0) if None in found else 0
    total = sum(int(row["stories"].value or 0) for row in found.values())
    lead = (words.say("regions_lead", n=unknown, total=total),) if total else ()
    return _rows(words, Section.REGIONS, "col_region", lead=lead, more=("by text", "by venue"))


def _answers(words: Wording) -> Part:
    report = words.report
    title = words.say("answers")
    if not report.answers.is_shown:
        key = "answers_hidden" if report.unit is None else "answers_unit"
        return Part(key="answers", title=title, lead=(words.say(key),))
    found = {one.what: one for one in report.within(Section.ANSWERS)}
    if not found["wanted"].value:
        return Part(key="answers", title=title, lead=(words.say("answers_none"),))
    waits = [one for name, one in found.items() if name in {"same_day", "next_day", "few_days", "longer"}]
    others = [one for name, one in found.items() if one not in waits]
    answered, wanted = words.value(found["answered"]), words.value(found["wanted"])
    return Part(
        key="answers",
        title=title,
        lead=(words.say("answers_lead", answered=answered, wanted=wanted), words.say("waits_lead")),
        tables=(
            _table(
                words,
                "answers",
                ("col_what", "col_figure", "col_chance"),
                [(Cell(text=words.what(one)), _cell(words, one), _span(words, one)) for one in others],
            ),
            _table(
                words,
                "chart_waits",
                ("col_answer", "col_answers"),
                [(Cell(text=words.say(one.what)), _cell(words, one)) for one in waits],
            ),
        ),
    )


def _outcomes(words: Wording) -> Part:
    columns = ("answers", "came back", "thanked", "solved", "tone before", "tone after")
    rows = [
        (Cell(text=words.of(Section.OUTCOMES, of)), *_cells(words, row, columns))
        for of, row in _grouped(words.report, Section.OUTCOMES).items()
    ]
    head = ("col_topic", *(f"col_{name.replace(' ', '_')}" for name in columns))
    return Part(
        key="outcomes",
        title=words.say("outcomes"),
        lead=(words.say("outcomes_lead" if rows else "no_outcomes"),),
        tables=(_table(words, "outcomes", head, rows),) if rows else (),
    )


def _lessons(words: Wording) -> Part:
    lessons = words.report.lessons
    said = []
    for one in lessons:
        topic = "" if one.topic is None else f"{words.aspect(one.topic)}: "
        number = "" if one.mention_id is None else f" (#{one.mention_id})"
        said.append(f"{topic}{words.plain(one.text)}{number}")
    return Part(key="lessons", title=words.say("lessons"), lead=tuple(said) or (words.say("no_lessons"),))
