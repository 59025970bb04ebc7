"""Commands with which people say what is right, and see how often listen is: correct, eval."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.session import Session
from listen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from listen.correcting import Correction
    from listen.store.sqlite import SqliteStore
    from listen.understand import Understanding

__all__ = ["add_to"]

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]

_LEARNED_AT_ONCE = 400
"""With more judgements than that, learning takes a while and is left to the next fetch."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(correct)
    app.command("eval")(eval_)


def correct(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(metavar="NUMBER", help="Number of the mention.")] = None,
    label: Annotated[
        str | None, typer.Option("--label", metavar="LABEL", help="What is right: praise, criticism, neutral, mixed.")
    ] = None,
    right: Annotated[bool, typer.Option("--right", help="Seen, and listen is right: that teaches, too.")] = False,
    ours: Annotated[bool, typer.Option("--ours", help="It is about us.")] = False,
    not_ours: Annotated[bool, typer.Option("--not-ours", help="It is about something else of that name.")] = False,
    language: Annotated[
        str | None, typer.Option("--language", metavar="CODE", help="The language it is in: de, en, nl …")
    ] = None,
    same_story: Annotated[
        int | None, typer.Option("--same-story", metavar="NUMBER", help="It tells the same story as that mention.")
    ] = None,
    not_same_story: Annotated[
        bool, typer.Option("--not-same-story", help="It tells another story than those it was folded with.")
    ] = False,
    because: Annotated[str | None, typer.Option("--because", metavar="TEXT", help="The reason, one line.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was last said of this mention.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List everything that was said.")] = False,
    as_json: Json = False,
) -> None:
    """Say what is right about a mention, or that listen is right.

    Kept beside what listen said, never in its place; nobody is named, and no time but the day. What is said is in
    charge at once, and listen learns from it; listen digest says what that came to.

    Examples:
      listen correct 42 --label criticism --because "sounds friendly, is a complaint"
      listen correct 42 --right
      listen correct 42 --not-ours
      listen correct 42 --same-story 17
      listen correct 42 --undo
      listen correct --list
    """
    session: Session = context.obj
    is_saying = bool(
        right or ours or not_ours or not_same_story or undo or because is not None
        or label is not None or language is not None or same_story is not None
    )  # fmt: skip
    if list_:
        if number is not None or is_saying:
            raise UsageError("judge.list_alone")
        _list(session, as_json=as_json)
        return
    if number is None:
        raise UsageError("judge.which")
    from listen.correcting import Wish
    from listen.correcting import correct as carry_out
    from listen.correcting import undo as take_back
    from listen.wiring import understanding

    if ours and not_ours:
        raise UsageError("judge.ours_and_not_ours")
    wish = Wish(
        label=None if label is None else label.strip().casefold(),
        is_right=right,
        is_ours=True if ours else False if not_ours else None,
        language=None if language is None else language.strip().casefold(),
        beside=same_story,
        is_apart=not_same_story,
        because=because,
    )
    if undo and wish != Wish():
        raise UsageError("judge.undo_alone")
    if not session.database.exists():
        with session.store():  # says what is missing; opened for writing, an empty database would begin
            pass
    with session.store(read_only=False) as store:
        parts = understanding(session.settings, store)
        _learn_quickly(session, store, parts)
        if undo:
            done = take_back(store, lambda: understanding(session.settings, store), number)
        else:
            done = carry_out(store, parts, number, wish, today=session.now.date())
        _learn_quickly(session, store, parts)
    _tell(session, done, as_json=as_json)


def _learn_quickly(session: Session, store: "SqliteStore", parts: "Understanding") -> None:
    """Learn when that is a matter of a moment; mentions feel it with the next fetch."""
    from listen.lessons import catch_up
    from listen.window import day_of

    today = day_of(session.now, session.zone)
    catch_up(store, parts, today=today, most=_LEARNED_AT_ONCE, is_renewing=False)


def _tell(session: Session, done: "Correction", *, as_json: bool) -> None:
    if as_json:
        from listen.render.json import dumps
        from listen.render.judged_json import correction_json

        session.write(dumps(correction_json(done)))
        return
    from listen.render.terminal.judged import correction_lines

    screen = session.screen()
    session.show(correction_lines(done, screen), screen=screen)


def _list(session: Session, *, as_json: bool) -> None:
    with session.store() as store:
        said = store.judgements()
    if as_json:
        from listen.render.json import dumps
        from listen.render.judged_json import judgements_json

        session.write(dumps(judgements_json(said)))
        return
    from listen.render.terminal.judged import judgement_lines

    screen = session.screen()
    session.show(judgement_lines(said, screen), screen=screen)


def eval_(
    context: typer.Context,
    query: Annotated[
        list[str] | None, typer.Option("--query", metavar="QUERY", help="Only this query; repeatable.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="FILE", help="Labelled texts (TSV or CSV) instead of judgements.")
    ] = None,
    analyzer: Annotated[
        str | None, typer.Option("--analyzer", metavar="NAME", help="With --data: which one; else the language's own.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="CODE", help="With --data: of rows that do not say theirs.")
    ] = None,
    fail_under: Annotated[
        float | None,
        typer.Option("--fail-under", metavar="SHARE", min=0, max=1, help="Leave with 11 when macro-F1 is below: 0.7."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Recompute how often listen is right: against your judgements, or a file.

    For each label and query: precision, recall, what is taken for what, how much is decided at all, and whether the
    stated confidence is as often right as it says. What was learned is held only against judgements that it was not
    learned from. Reads only.

    Examples:
      listen eval
      listen eval --query brand --fail-under 0.6
      listen eval --data posts.tsv --language de

    Exit codes: 0 done · 2 the file has no row that can be read · 11 macro-F1 below --fail-under, or nothing to show
    that it is not.
    """
    session: Session = context.obj
    if data is None and (analyzer is not None or language is not None):
        raise UsageError("evaluation.needs_data")
    if data is not None and query:
        raise UsageError("evaluation.no_query_with_data")
    score = (
        _against_people(session, query or [], as_json=as_json)
        if data is None
        else _against_file(session, data, analyzer, language, as_json=as_json)
    )
    if fail_under is not None and (score is None or score < fail_under):
        shown = "–" if score is None else f"{score:.3f}"
        session.tell(session.say("evaluation.below", score=shown, least=f"{fail_under:.3f}"))
        raise typer.Exit(ExitCode.BELOW)
    if data is not None and score is None:
        raise UsageError("evaluation.unreadable", path=data)


def _against_people(session: Session, queries: list[str], *, as_json: bool) -> float | None:
    """Show what people's judgements say; return macro-F1, None without judgements."""
    from listen.evaluating import against_people
    from listen.selection import select
    from listen.wiring import understanding

    if queries:
        select(session.settings, queries=queries)
    with session.store() as store:
        found = against_people(store, understanding(session.settings), queries=queries)
    if as_json:
        from listen.render.json import dumps
        from listen.render.judged_json import against_people_json

        session.write(dumps(against_people_json(found)))
    else:
        from listen.render.terminal.evaluation import against_people_lines

        screen = session.screen()
        session.show(against_people_lines(found, screen), screen=screen)
    return found.now.macro_f1


def _against_file(
    session: Session, path: Path, analyzer: str | None, language: str | None, *, as_json: bool
) -> float | None:
    """Show what a file says; return macro-F1 with every label forced, None when no row could be read."""
    from listen.evaluating import against_file
    from listen.evaluation import rows_of
    from listen.text.languages import is_language
    from listen.wiring import analyzer_at

    code = (language or "en").strip().casefold()
    if not is_language(code):
        raise UsageError("judge.unknown_language", name=code)
    analyzers, name = analyzer_at(analyzer, code)
    try:
        with path.open("rb") as file:
            found = against_file(rows_of(file), analyzers, language=code)
    except OSError as error:
        raise UsageError("command.cannot_read", path=path, why=error.strerror or type(error).__name__) from error
    for broken in found.broken.values():
        session.tell(broken.message(session.lang))
    if as_json:
        from listen.render.json import dumps
        from listen.render.judged_json import against_file_json

        session.write(dumps(against_file_json(found)))
    else:
        from listen.render.terminal.evaluation import against_file_lines, skipped_lines

        screen = session.screen()
        session.show(against_file_lines(found, screen), screen=screen)
        side = session.screen(sys.stderr)
        session.show(skipped_lines(found, side), sys.stderr, screen=side)
    figures = found.analyzers.get(name)
    return None if figures is None else figures.forced_macro_f1
