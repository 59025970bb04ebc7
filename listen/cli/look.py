"""Commands about one mention or one query: show, open, query test."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.health import query_health
from listen.cli.session import Session
from listen.cli.unmasking import Unmasked
from listen.errors import SourceError, UsageError

if TYPE_CHECKING:
    from listen.dialogue import Thread
    from listen.model import Mention
    from listen.store.sqlite import SqliteStore

__all__ = ["add_to"]

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the mention, as lists show it.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(show)
    app.command("open")(open_)
    queries = typer.Typer(
        help="Try expressions on what is stored, and look after the saved ones.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    queries.command("test")(query_test)
    queries.command("health")(query_health)
    app.add_typer(queries, name="query")


def _mention(store: "SqliteStore", number: int) -> "Mention":
    found = store.mention(number)
    if found is None:
        raise UsageError("command.no_mention", number=number)
    return found


def show(
    context: typer.Context,
    number: Number,
    thread: Annotated[
        bool, typer.Option("--thread", help="Ask the channel for the conversation around it, and show that, too.")
    ] = False,
    unmasked: Unmasked = False,
    as_json: Json = False,
) -> None:
    """Show one mention whole: text, matches, sentiment with evidence, story, history.

    With --thread the channel is asked once for what it answers and for what came after it; nothing of that is stored.

    Examples:
      listen show 42
      listen show 42 --thread
    """
    session: Session = context.obj
    from listen.masking import everywhere

    mask = session.mask(unmasked=unmasked)
    with session.store() as store:
        mention = mask.mention(_mention(store, number))
        story = everywhere(tuple(store.story(mention.story_id)), mask) if mention.story_id is not None else ()
        scores = store.scores(number)
        story_id = mention.story_id or number
        dealing = store.desk.dealings([story_id], now=session.now).get(story_id)
        notes, answers = store.desk.notes(number), store.desk.answers_to(number)
    ours = {one.native_id for one in answers if one.native_id is not None}
    around = everywhere(_conversation(session, mention), mask) if thread else None
    if as_json:
        from listen.render.conversation_json import thread_json
        from listen.render.json import dumps, mention_json

        more = {"thread": None if around is None else thread_json(around, ours=ours)} if thread else {}
        session.write(dumps({**mention_json(mention), **more}))
        return
    from listen.render.terminal.dealt import known_lines
    from listen.render.terminal.mention import mention_lines

    screen = session.screen()
    queries = {query.name: query for query in session.settings.queries}
    lines = mention_lines(mention, screen, story=story, scores=scores, queries=queries)
    known = known_lines(dealing, notes, answers, screen)
    session.show(lines, screen=screen)
    if known:
        session.write("")
        session.show(known, screen=screen)
    if around is not None:
        from rich.text import Text

        from listen.render.terminal.conversation import conversation_lines

        session.show([Text(), *conversation_lines(around, screen, ours=ours)], screen=screen)


def _conversation(session: Session, mention: "Mention") -> "Thread | None":
    """Ask the mention's channel; where there is nothing to show, say why, and go on."""
    from listen.conversation import conversation
    from listen.wiring import metered, network, source_at, source_names

    name, number = mention.post.source, mention.id
    found = None
    try:
        # The channel may be that of a plug-in which is gone.
        if name in source_names():
            source = source_at(name, session.asking)
            with network(session.settings, session.environ) as door:
                found = conversation(source, mention, metered(door, session.database, clock=lambda: session.now))
    except SourceError as error:
        session.tell(session.say("conversation.failed", why=error.message(session.lang)))
        return None
    if found is None:
        session.tell(session.say("conversation.none", channel=name, number=number))
    return found


def open_(context: typer.Context, number: Number) -> None:
    """Open one mention in the browser.

    Prints the address too, for a machine without one.

    Examples:
      listen open 42
    """
    session: Session = context.obj
    from listen.text.urls import safe_link

    with session.store() as store:
        mention = _mention(store, number)
    link = safe_link(mention.post.url) if mention.post.url else None
    if link is None:
        raise UsageError("command.no_link", number=number)
    session.write(link)
    if not sys.stdout.isatty():
        return
    import webbrowser

    if not webbrowser.open(link):
        session.tell(session.say("command.no_browser"))


def query_test(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="QUERY", help="Name of a saved query.")] = None,
    expression: Annotated[
        str | None, typer.Option("-e", "--expression", metavar="EXPRESSION", help="An expression to try instead.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="LINES", min=1, help="Mentions shown of each kind.")] = 10,
    as_json: Json = False,
) -> None:
    """Run an expression over what is stored: hits, and what it gains and loses against the saved one.

    Examples:
      listen query test brand
      listen query test brand -e 'examplevent* NOT job*'
      listen query test -e '"flex pipe" NEAR/5 loud'
    """
    session: Session = context.obj
    from listen.masking import everywhere
    from listen.query.language import parse
    from listen.selection import select
    from listen.trial import trial

    if name is None and expression is None:
        raise UsageError("command.query_or_expression")
    if expression is not None:
        parse(expression)  # what is wrong with it is said before anything is looked for
    saved = select(session.settings, queries=(name,))[0] if name is not None else None
    with session.store() as store:
        tried = everywhere(trial(store, saved, expression, keep=limit), session.mask())
    if as_json:
        from listen.render.json import dumps, listing_json

        session.write(
            dumps(
                {
                    "schema": "listen.trial/1",
                    "read": tried.read,
                    "hits": tried.hits,
                    "gained": tried.gained,
                    "lost": tried.lost,
                    "examples": {
                        "hits": listing_json(tried.hit_examples),
                        "gained": listing_json(tried.gained_examples),
                        "lost": listing_json(tried.lost_examples),
                    },
                }
            )
        )
        return
    from listen.render.terminal.listing import listing_lines

    screen = session.screen()
    session.write(session.say("command.trial_hits", n=tried.hits, read=tried.read))
    if saved is None or expression is None:
        session.show(listing_lines(tried.hit_examples, screen), screen=screen)
        return
    session.write(session.say("command.trial_gained", n=tried.gained))
    session.show(listing_lines(tried.gained_examples, screen), screen=screen)
    session.write(session.say("command.trial_lost", n=tried.lost))
    session.show(listing_lines(tried.lost_examples, screen), screen=screen)
