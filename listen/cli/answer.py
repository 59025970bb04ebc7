"""The command with which people answer: reply."""

import sys
from typing import Annotated

import typer

from listen.cli.session import Session
from listen.cli.unmasking import Unmasked
from listen.errors import UsageError

__all__ = ["add_to"]

_LONGEST_READ = 400_000


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(reply)


def reply(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the mention, as lists show it.")],
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help="The answer, instead of the editor; - reads it.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Send it without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do everything but claim and send; show it.")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Only keep the draft.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Look whether an answer arrived that was sent.")] = False,
    override: Annotated[
        str | None,
        typer.Option("--override", metavar="REASON", help="Why it is sent all the same; the reason stays with you."),
    ] = None,
    now: Annotated[bool, typer.Option("--now", help="Send it without the second look after a criticism.")] = False,
    unmasked: Unmasked = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Answer a mention: write, look at the advice, send, done.

    Takes the mention, opens your editor with the sentence that says for whom you work, the house rules of the place and
    what we said earlier, then shows what would go out and asks. Where the channel allows it, the answer is posted with
    your own login, exactly once; elsewhere the text is copied and the page opened. A draft is never lost: the same
    command goes on where you were.

    Examples:
      listen reply 42
      listen reply 42 --text "I work for Luftikus. Which model is it?" --yes
      listen reply 42 --text - --dry-run < answer.txt
      listen reply 42 --check

    Exit codes: 2 held back, or a card says not you, not now · 4 no login · 10 the draft rests ·
    12 somebody else is answering · 13 not known yet whether it arrived.
    """
    session: Session = context.obj
    _only_one(("--check", check), ("--text", text is not None))
    _only_one(("--check", check), ("--draft", draft), ("--dry-run", dry_run))
    _only_one(("--yes", yes), ("--draft", draft), ("--check", check))
    from listen.cli.answering import Talk, Wish
    from listen.cli.dealt import dealt_with

    wish = Wish(
        number=number,
        text=_given(text),
        is_sent=yes,
        is_dry=dry_run,
        is_kept_only=draft,
        override=_reason(override),
        is_now=now,
        mask=session.mask(unmasked=unmasked),
        as_json=as_json,
    )
    with dealt_with(session, is_dry=dry_run) as store:
        talk = Talk(session, store, wish)
        if check:
            talk.settle()
        else:
            talk.answer()


def _only_one(*options: tuple[str, bool]) -> None:
    given = [name for name, is_given in options if is_given]
    if len(given) > 1:
        raise UsageError("reply.only_one", one=given[0], other=given[1])


def _given(text: str | None) -> str | None:
    return sys.stdin.read(_LONGEST_READ) if text == "-" else text


def _reason(override: str | None) -> str | None:
    from listen.text.clean import clean_line

    return None if override is None else clean_line(override) or None
