"""Commands about channels: which there are, and the one login for all of them (sources, login, logout, accounts)."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, cast

import typer

from listen.cli.session import Session
from listen.errors import LoginNeeded, SourceError, UsageError

if TYPE_CHECKING:
    from listen.brand import Keys
    from listen.channel import Channel, Login
    from listen.protocols import Granting

__all__ = ["add_to"]

ChannelName = Annotated[str, typer.Argument(metavar="CHANNEL", help="Name of the channel, as listen sources shows it.")]
Server = Annotated[
    str | None, typer.Option("--server", metavar="HOST", help="Which server, for channels that have many.")
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

    _named(session, name)
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

    channel = _named(session, name)
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
) -> None:
    """Log in to a channel: keys are asked for, tried at once, and kept where only you can read them.

    They go into the system's keyring when there is one, else into secrets.env beside queries.yaml. Nothing is taken
    from the command line, where others could see it. For cron, environment variables do as well; listen accounts
    names them.

    Examples:
      listen login bluesky
      listen login mastodon --server social.example --browser

    Exit codes: 0 logged in · 2 there is nothing to log in to · 4 the channel refused the keys; nothing was kept.
    """
    session: Session = context.obj
    channel, form, at = _form(session, name, server)
    if browser:
        values = {_name(field, at): value for field, value in _granted(session, channel, server).items()}
        _finish(session, channel, values, server)
        return
    session.tell(form.where.say(session.lang))
    if form.page is not None:
        session.tell(f"  {form.page}")
    typed = {
        _name(field.name, at): _ask(session, field.about.say(session.lang), field.is_secret) for field in form.fields
    }
    missing = [field for field in form.fields if not field.is_optional and not typed[_name(field.name, at)]]
    if missing:
        raise UsageError("command.login_empty", name=missing[0].about.say(session.lang))
    _finish(session, channel, {key: value for key, value in typed.items() if value}, server)


def _finish(session: Session, channel: "Channel", values: Mapping[str, str], server: str | None) -> None:
    """Try the keys, and keep them unless the channel refuses them."""
    try:
        who = _tried(session, channel, _Typed(values, session.keys), server)
    except LoginNeeded as error:
        raise LoginNeeded("command.login_refused", name=channel.title, why=error.message(session.lang)) from error
    except SourceError as error:
        _keep(session, channel.name, values)
        session.tell(session.say("command.login_untested", name=channel.title, why=error.message(session.lang)))
        return
    _keep(session, channel.name, values)
    session.tell(session.say("command.logged_in", name=channel.title, who=who))


def logout(context: typer.Context, name: ChannelName, server: Server = None) -> None:
    """Forget the keys of a channel, sessions included.

    Examples:
      listen logout bluesky
    """
    session: Session = context.obj
    channel, form, at = _form(session, name, server)
    names = [_name(field.name, at) for field in form.fields]
    left = []
    for key in (*names, _name("session", at)):
        session.keys.keep(channel.name, key, None)
        if session.keys.place(channel.name, key) == "environment":
            left.append(session.keys.variable(channel.name, key))
    session.tell(session.say("command.logged_out", name=channel.title))
    for variable in left:
        session.tell(session.say("command.still_in_environment", variable=variable))


def accounts(context: typer.Context, as_json: Json = False) -> None:
    """Show which channels we are logged in to, and where each key is kept; never the keys.

    Examples:
      listen accounts
    """
    session: Session = context.obj
    from listen.channels import kept_keys
    from listen.wiring import channels

    found = kept_keys(channels(session.settings), session.keys)
    if as_json:
        from listen.render.json import dumps, keys_json

        session.write(dumps(keys_json(found)))
        return
    from listen.render.terminal.channels import account_lines

    screen = session.screen()
    session.show(account_lines(found, screen), screen=screen)


def _granted(session: Session, channel: "Channel", server: str | None) -> Mapping[str, str]:
    """Let a person agree in the browser; return the keys."""
    import secrets
    import webbrowser

    from listen.wiring import network, source_at, waiting_for_browser

    source = cast("Granting", source_at(channel.name, session.asking))
    if not hasattr(source, "grant"):
        raise UsageError("command.no_browser_login", name=channel.title)
    state = secrets.token_urlsafe(24)
    with (
        network(session.settings, session.environ) as door,
        waiting_for_browser(session.say("command.browser_done"), state) as back,
    ):
        grant = source.grant(door, server, back.redirect, state)
        session.tell(session.say("command.browser_open"))
        session.tell(f"  {session.clean(grant.url)}")
        webbrowser.open(grant.url)
        code = back.code(within_s=_LONGEST_LOGIN_S, host=channel.title)
        return source.granted(door, server, back.redirect, grant, code)


_LONGEST_LOGIN_S = 300.0


class _Typed:
    """Keys as typed just now, in front of those that are kept; keeps nothing itself."""

    def __init__(self, values: Mapping[str, str], kept: "Keys") -> None:
        self._values = dict(values)
        self._kept = kept

    def get(self, channel: str, name: str) -> str | None:  # noqa: ARG002 (the seam; one channel only)
        """Return what was typed, else nothing: an old session must not prove new keys."""
        return self._values.get(name)

    def keep(self, channel: str, name: str, value: str | None) -> None:
        """Hand a session on, so that the first fetch need not log in again."""
        self._kept.keep(channel, name, value)


def _named(session: Session, name: str) -> "Channel":
    from listen.selection import source_named
    from listen.wiring import channels, source_names

    wanted = source_named(name, source_names())
    return next(one for one in channels(session.settings) if one.name == wanted)


def _form(session: Session, name: str, server: str | None) -> "tuple[Channel, Login, str | None]":
    """Return the channel, how one logs in to it, and the server's host where each has its own keys."""
    channel = _named(session, name)
    if channel.login is None:
        raise UsageError("command.no_login", name=channel.title)
    if not channel.login.is_per_server:
        return channel, channel.login, None
    from listen.text.urls import host_of

    at = (host_of(server) or server) if server else next(iter(channel.servers), None)
    if at is None or (server is None and len(channel.servers) > 1):
        raise UsageError("command.which_server", name=channel.name)
    return channel, channel.login, at


def _name(field: str, at: str | None) -> str:
    return field if at is None else f"{field}@{at}"


def _ask(session: Session, about: str, is_secret: bool) -> str:
    """Read one line; what is secret is not shown, and may come through a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return str(
        typer.prompt(session.clean(about), default="", show_default=False, hide_input=is_secret, err=True)
    ).strip()


def _tried(session: Session, channel: "Channel", keys: _Typed, server: str | None) -> str:
    """Ask the service who we are.

    Raises:
        SourceError: it refuses, or cannot be asked.
    """
    from listen.wiring import metered, network, source_at

    settings = replace(session.settings, keys=keys)
    source = source_at(channel.name, settings)
    account = getattr(source, "account", None)
    if account is None:
        return ""
    with network(settings, session.environ) as door:
        return session.clean(account(metered(door, session.database, clock=lambda: session.now), server))


def _keep(session: Session, channel: str, values: Mapping[str, str]) -> None:
    for key, value in values.items():
        session.keys.keep(channel, key, value)
