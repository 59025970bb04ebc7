"""Commands about channels: which there are, and the one login for all of them (sources, login, logout, accounts)."""

from typing import Annotated

import typer

from listen.cli.logging_in import form_of, named
from listen.cli.session import Session
from listen.errors import UsageError

__all__ = ["add_to"]

ChannelName = Annotated[str, typer.Argument(metavar="CHANNEL", help="Name of the channel, as listen sources shows it.")]
Server = Annotated[
    str | None, typer.Option("--server", metavar="HOST", help="Which server, for channels that have many.")
]
ToAnswer = Annotated[
    bool, typer.Option("--to-answer", help="Your own login, to answer; kept with you, apart from those for listening.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    group = typer.Typer(
        help="Show every channel: ready, needs a login, or off, and why.",
        invoke_without_command=True,
        rich_markup_mode=None,
    )
    group.callback()(sources)
    group.command("test")(sources_test)
    group.command("sample")(sources_sample)
    app.add_typer(group, name="sources")
    app.command()(login)
    app.command()(logout)
    app.command()(accounts)


def sources(context: typer.Context, as_json: Json = False) -> None:
    """Show every channel: ready, needs a login, or off, and why.

    Reads queries.yaml and the database; asks nobody.

    Examples:
      listen sources
      listen sources test bluesky
    """
    if context.invoked_subcommand is not None:
        return
    session: Session = context.obj
    from listen.channels import standings
    from listen.cli.collect import planned_streams
    from listen.errors import MissingDatabase
    from listen.wiring import channels

    planned = planned_streams(session)
    try:
        with session.store() as store:
            states = tuple(store.streams().values())
    except MissingDatabase:
        states = ()
    found = standings(channels(session.settings), session.keys, [one.stream for one in planned], states)
    if as_json:
        from listen.render.json import channels_json, dumps

        session.write(dumps(channels_json(found)))
        return
    from listen.render.terminal.channels import channel_lines

    screen = session.screen()
    session.show(channel_lines(found, screen), screen=screen)


def sources_test(context: typer.Context, name: ChannelName) -> None:
    """Ask one channel for one page of each of its streams; store nothing.

    Examples:
      listen sources test hackernews

    Exit codes: 0 all is well · 2 no such channel, or nothing to ask · 3, 4 and 7 as of fetch.
    """
    session: Session = context.obj
    from listen.cli.collect import planned_streams, try_online

    named(session, name)
    streams = planned_streams(session, None, [name])
    if not streams:
        raise UsageError("command.nothing_to_ask", name=name)
    raise typer.Exit(try_online(session, streams))


def sources_sample(context: typer.Context, name: ChannelName) -> None:
    """Print the last answers of a channel that could not be read: what a bug report needs.

    Keys and mail addresses are cut out; look at it before you send it.

    Examples:
      listen sources sample telegram
    """
    session: Session = context.obj
    from listen.wiring import samples_at

    channel = named(session, name)
    found = list(samples_at(session.database, session.keys).of(channel.name))
    for sample in found:
        session.tell(str(sample.path))
        session.write(session.clean(sample.text))
    if not found:
        session.tell(session.say("command.no_samples", name=channel.title))


def login(
    context: typer.Context,
    name: ChannelName,
    server: Server = None,
    browser: Annotated[
        bool, typer.Option("--browser", help="Agree in the browser instead of copying a key, where the channel can.")
    ] = False,
    to_answer: ToAnswer = False,
) -> None:
    """Log in to a channel: keys are asked for, tried at once, and kept where only you can read them.

    They go into the system's keyring when there is one, else into secrets.env beside queries.yaml. With --to-answer
    they are your own and stay in your own folder. Nothing is taken from the command line, where others could see it.
    For cron, environment variables do as well; listen accounts names them.

    Examples:
      listen login bluesky
      listen login mastodon --server social.example --browser
      listen login mastodon --to-answer --server social.example --browser

    Exit codes: 0 logged in · 2 there is nothing to log in to · 4 the channel refused the keys; nothing was kept.
    """
    session: Session = context.obj
    form = form_of(session, name, server, is_to_answer=to_answer)
    if browser:
        form.finish(form.granted())
        return
    session.tell(form.login.where.say(session.lang))
    if form.login.page is not None:
        session.tell(f"  {form.login.page}")
    form.finish(form.typed())


def logout(context: typer.Context, name: ChannelName, server: Server = None, to_answer: ToAnswer = False) -> None:
    """Forget the keys of a channel, sessions included.

    Examples:
      listen logout bluesky
      listen logout bluesky --to-answer
    """
    form_of(context.obj, name, server, is_to_answer=to_answer).forget()


def accounts(context: typer.Context, as_json: Json = False) -> None:
    """Show which channels we are logged in to, to listen and to answer, and where each key is kept; never the keys.

    Examples:
      listen accounts
    """
    session: Session = context.obj
    from listen.channels import kept_keys
    from listen.wiring import answering_at, answering_channels, channels

    found = kept_keys(channels(session.settings), session.keys)
    own = kept_keys(
        [answering_at(name, session.settings) for name in answering_channels()],
        session.answering_keys,
        is_to_answer=True,
    )
    if as_json:
        from listen.render.json import dumps, keys_json

        session.write(dumps(keys_json([*found, *own])))
        return
    from listen.render.terminal.channels import account_lines

    screen = session.screen()
    session.show(account_lines(found, screen, own=own), screen=screen)
