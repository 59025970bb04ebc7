"""Commands about one mention or one query: show, open, why-not, query test."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.health import query_health
from listen.cli.session import Session
from listen.cli.unmasking import Unmasked
from listen.errors import UsageError

if TYPE_CHECKING:
    from listen.model import Mention
    from listen.store.sqlite import SqliteStore

__all__ = ["add_to"]

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the mention, as lists show it.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(show)
    app.command("open")(open_)
    app.command("why-not")(why_not)
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


def show(context: typer.Context, number: Number, unmasked: Unmasked = False, as_json: Json = False) -> None:
    """Show one mention whole: text, matches, sentiment with evidence, story, history.

    Examples:
      listen show 42
    """
    session: Session = context.obj
    from listen.masking import everywhere

    mask = session.mask(unmasked=unmasked)
    with session.store() as store:
        mention = mask.mention(_mention(store, number))
        story = everywhere(tuple(store.story(mention.story_id)), mask) if mention.story_id is not None else ()
        scores = store.scores(number)
    if as_json:
        from listen.render.json import dumps, mention_json

        session.write(dumps(mention_json(mention)))
        return
    from listen.render.terminal.mention import mention_lines

    screen = session.screen()
    queries = {query.name: query for query in session.settings.queries}
    lines = mention_lines(mention, screen, story=story, scores=scores, queries=queries)
    session.show(lines, screen=screen)


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


def why_not(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="URL|NUMBER", help="A stored mention's number, or an address.")],
    query: Annotated[
        list[str] | None, typer.Option("--query", metavar="QUERY", help="Only this query; repeatable.")
    ] = None,
) -> None:
    """Say for each query why a post matches or does not.

    A mention is looked up in the database; an address that is not stored is asked for once, and nothing is stored.

    Examples:
      listen why-not 42
      listen why-not https://blog.example.com/flexrohre --query brand
    """
    session: Session = context.obj
    from listen.cli.collect import planned_streams
    from listen.query.matching import Matcher
    from listen.query.matching import why_not as reasons
    from listen.selection import select
    from listen.text.urls import host_of
    from listen.trial import post_at
    from listen.wiring import network, understanding

    queries = select(session.settings, queries=tuple(query or ())) if query else session.settings.queries
    stored = None
    if session.database.exists():
        with session.store() as store:
            stored = store.mention(int(what)) if what.isdecimal() else store.find(what)
    if stored is None and what.isdecimal():
        raise UsageError("command.no_mention", number=what)
    if stored is not None:
        post, language = stored.post, stored.language
        session.write(session.clean(session.say("command.why_stored", number=stored.id)))
    else:
        session.tell(session.say("command.why_asking", url=what))
        with network(session.settings, session.environ) as door:
            post = post_at(what, door)
        language = understanding(session.settings).language(post).language
        host = host_of(what)
        heard = any(one.stream.host == host for one in planned_streams(session))
        session.write(session.clean(session.say("command.why_heard" if heard else "command.why_deaf", host=host)))
    for one in queries:
        matches = Matcher([one]).match(post, language)
        if matches:
            words = ", ".join(matches[0].words)
            session.write(session.clean(session.say("command.why_matches", query=one.name, words=words)))
            continue
        session.write(session.clean(session.say("command.why_misses", query=one.name)))
        for reason in reasons(post, one, language):
            session.write(session.clean(f"  {reason.message(session.lang)}"))


def query_test(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[QUERY]", help="Name of a saved query.")] = None,
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
