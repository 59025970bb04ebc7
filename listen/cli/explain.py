"""Commands that say why: how one mention is understood, where it stands in the digest, and why it does not."""

from typing import Annotated

import typer

from listen.cli.dealt import reader_of
from listen.cli.session import Session
from listen.cli.unmasking import Unmasked

__all__ = ["add_to"]

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the mention, as lists show it.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(explain)
    app.command("why")(why)
    app.command("why-not")(why_not)


def explain(context: typer.Context, number: Number, unmasked: Unmasked = False, as_json: Json = False) -> None:
    """Say why one mention is understood as it is.

    Language, match, sentiment, what is wanted, region, relevance, story, priority and place in the digest, each with
    what made it so. Reads the local database only; changes nothing. What an older version did not note is unknown.

    Examples:
      listen explain 42
      listen explain 42 --json
    """
    session: Session = context.obj
    from listen.explaining import explain as collect
    from listen.wiring import analyzed_languages

    mask = session.mask(unmasked=unmasked)
    with session.store() as store:
        found = collect(
            store,
            session.settings,
            number,
            now=session.now,
            analyzed=analyzed_languages(session.settings),
            reader=reader_of(session, store),
            mask=mask,
        )
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_explained import explained_json

        session.write(dumps(explained_json(found)))
        return
    from listen.render.terminal.explain import explain_lines

    screen = session.screen()
    session.show(explain_lines(found, screen), screen=screen)


def why(context: typer.Context, number: Number, unmasked: Unmasked = False, as_json: Json = False) -> None:
    """Say why one mention stands where it does; the same as `listen explain`.

    Examples:
      listen why 42
    """
    explain(context, number, unmasked, as_json)


def why_not(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="URL|NUMBER", help="A stored mention's number, or an address.")],
    query: Annotated[
        list[str] | None, typer.Option("--query", metavar="QUERY", help="Only this query; repeatable.")
    ] = None,
    unmasked: Unmasked = False,
    as_json: Json = False,
) -> None:
    """Say why a post has no line in today's digest, or is not heard at all.

    For a stored mention: every rule that keeps it from a line, and what undoes it. Then for each query why it
    matches or does not. An address that is not stored is asked for once, and nothing is stored.

    Examples:
      listen why-not 42
      listen why-not https://blog.example.com/flexrohre --query brand
    """
    session: Session = context.obj
    from listen.cli.unheard import post_of, query_reasons
    from listen.masking import everywhere
    from listen.selection import select

    mask = session.mask(unmasked=unmasked)
    queries = select(session.settings, queries=tuple(query or ())) if query else session.settings.queries
    found = post_of(session, what)
    reasons = query_reasons(queries, found.post, found.language, mask)
    found = everywhere(found, mask)
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_explained import why_not_json

        session.write(dumps(why_not_json(found.mention, found.place, found.is_heard, reasons, lang=session.lang)))
        return
    from listen.render.terminal.ruling import why_not_lines

    screen = session.screen()
    session.show(why_not_lines(found.mention, found.place, found.told, reasons, screen), screen=screen)
