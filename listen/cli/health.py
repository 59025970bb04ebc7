"""The command that looks after the queries: listen query health."""

from typing import Annotated

import typer

from listen.cli.session import Session

__all__ = ["query_health"]


def query_health(
    context: typer.Context,
    query: Annotated[
        list[str] | None, typer.Option("--query", metavar="QUERY", help="Only this query; repeatable.")
    ] = None,
    days: Annotated[
        int, typer.Option("--days", metavar="DAYS", min=1, max=366, help="How many days to look back, today included.")
    ] = 28,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Look for queries that are noisy, quiet or cut off, and say what would help.

    Each proposed expression was tried on the stored mentions, and is printed ready for queries.yaml. Reads the local
    database only; changes nothing.

    Examples:
      listen query health
      listen query health --query brand --days 90
    """
    session: Session = context.obj
    from listen.cli.collect import planned_streams
    from listen.health import health
    from listen.health.masked import masked
    from listen.window import day_of, last_days

    with session.store() as store:
        found = health(
            store,
            session.settings,
            now=session.now,
            window=last_days(days, today=day_of(session.now, session.zone)),
            queries=tuple(query or ()),
            streams=[one.stream for one in planned_streams(session)],
        )
    found = masked(found, session.mask())
    if as_json:
        from listen.render.json import dumps
        from listen.render.json_health import health_json

        session.write(dumps(health_json(found)))
        return
    from listen.render.terminal.health import health_lines

    screen = session.screen()
    session.show(health_lines(found, screen), screen=screen)
