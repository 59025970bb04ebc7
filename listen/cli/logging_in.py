"""Logging in, to listen or to answer: what is asked for, how it is tried, and where it is kept."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import typer

from listen.cli.session import Session
from listen.errors import LoginNeeded, SourceError, UsageError

if TYPE_CHECKING:
    from listen.brand import Keys, Settings
    from listen.channel import Channel, Grant, Login
    from listen.config import KeyChain
    from listen.protocols import Answering, Fetcher, Granting

__all__ = ["Form", "form_of", "named"]

_LONGEST_LOGIN_S = 300.0


@dataclass(frozen=True, kw_only=True)
class Form:
    """One login of one channel.

    Attributes:
        login: what is asked for.
        at: the server's host where each has its own keys; None elsewhere.
        server: as the person named it.
        keys: where they are kept.
        is_to_answer: it is a person's own, for answering.
    """

    session: Session
    channel: "Channel"
    login: "Login"
    at: str | None
    server: str | None
    keys: "KeyChain"
    is_to_answer: bool

    def name(self, field: str) -> str:
        """Return under which name a field is kept."""
        return field if self.at is None else f"{field}@{self.at}"

    def typed(self) -> dict[str, str]:
        """Ask the person for every field; what was named on the command line is not asked for.

        Raises:
            UsageError: something that is needed was left empty.
        """
        session = self.session
        values = {}
        for field in self.login.fields:
            about = field.about.say(session.lang)
            if field.name == "server" and self.server is not None:
                value = self.server
            else:
                value = _ask(session, about, field.is_secret)
            if not value and not field.is_optional:
                raise UsageError("command.login_empty", name=about)
            if value:
                values[self.name(field.name)] = value
        return values

    def granted(self) -> dict[str, str]:
        """Let the person agree in the browser; return the keys.

        Raises:
            UsageError: the channel knows no such login.
            SourceError: the person or the service refused, or it could not be asked.
        """
        import secrets
        import webbrowser

        from listen.wiring import network, waiting_for_browser

        session = self.session
        source = self._source(session.asking.keys if not self.is_to_answer else self.keys)
        begin = getattr(source, "grant_to_answer" if self.is_to_answer else "grant", None)
        if begin is None:
            raise UsageError("command.no_browser_login", name=self.channel.title)
        state = secrets.token_urlsafe(24)
        with (
            network(session.settings, session.environ) as door,
            waiting_for_browser(session.say("command.browser_done"), state) as back,
        ):
            grant: Grant = begin(door, self.server, back.redirect, state)
            session.tell(session.say("command.browser_open"))
            session.tell(f"  {session.clean(grant.url)}")
            webbrowser.open(grant.url)
            code = back.code(within_s=_LONGEST_LOGIN_S, host=self.channel.title)
            end = source.granted_to_answer if self.is_to_answer else cast("Granting", source).granted  # type: ignore[attr-defined]  # it has both
            values = end(door, self.server, back.redirect, grant, code)
        return {self.name(field): value for field, value in values.items()}

    def finish(self, values: Mapping[str, str]) -> None:
        """Try the keys, and keep them unless the channel refuses them.

        Raises:
            LoginNeeded: it refuses them; nothing was kept.
        """
        session, title = self.session, self.channel.title
        try:
            who = self._tried(_Typed(values, self.keys))
        except LoginNeeded as error:
            raise LoginNeeded("command.login_refused", name=title, why=error.message(session.lang)) from error
        except SourceError as error:
            self._keep(values)
            session.tell(session.say("command.login_untested", name=title, why=error.message(session.lang)))
            return
        self._keep(values)
        said = "command.logged_in_to_answer" if self.is_to_answer else "command.logged_in"
        session.tell(session.say(said, name=title, who=who))

    def forget(self) -> None:
        """Forget the keys, sessions and tokens included."""
        session = self.session
        fields = [field.name for field in self.login.fields]
        left = []
        for key in (*map(self.name, fields), self.name("session"), self.name("token")):
            self.keys.keep(self.channel.name, key, None)
            if self.keys.place(self.channel.name, key) == "environment":
                left.append(self.keys.variable(self.channel.name, key))
        session.tell(session.say("command.logged_out", name=self.channel.title))
        for variable in left:
            session.tell(session.say("command.still_in_environment", variable=variable))

    def _tried(self, keys: "Keys") -> str:
        """Ask the service who we are.

        Raises:
            SourceError: it refuses, or cannot be asked.
        """
        from listen.wiring import metered, network

        session = self.session
        source = self._source(keys)
        ask = getattr(source, "answering_as" if self.is_to_answer else "account", None)
        if ask is None:
            return ""
        with network(session.settings, session.environ) as door:
            fetcher: Fetcher = metered(door, session.database, clock=lambda: session.now)
            return session.clean(ask(fetcher, self.server))

    def _source(self, keys: "Keys") -> "Answering":
        from listen.wiring import source_at

        settings: Settings = replace(self.session.settings, keys=keys)
        return cast("Answering", source_at(self.channel.name, settings))

    def _keep(self, values: Mapping[str, str]) -> None:
        for key, value in values.items():
            self.keys.keep(self.channel.name, key, value)


class _Typed:
    """Keys as typed just now, in front of those that are kept; keeps nothing itself but sessions."""

    def __init__(self, values: Mapping[str, str], kept: "Keys") -> None:
        self._values = dict(values)
        self._kept = kept

    def get(self, channel: str, name: str) -> str | None:  # noqa: ARG002 (the seam; one channel only)
        """Return what was typed, else nothing: an old session must not prove new keys."""
        return self._values.get(name)

    def keep(self, channel: str, name: str, value: str | None) -> None:
        """Hand a session on, so that the first fetch need not log in again."""
        if value is not None:
            self._values[name] = value
        self._kept.keep(channel, name, value)


def named(session: Session, name: str) -> "Channel":
    """Return the channel that a person means.

    Raises:
        UsageError: there is none of that name.
    """
    from listen.selection import source_named
    from listen.wiring import channels, source_names

    wanted = source_named(name, source_names())
    return next(one for one in channels(session.settings) if one.name == wanted)


def form_of(session: Session, name: str, server: str | None, *, is_to_answer: bool) -> Form:
    """Return how one logs in to a channel.

    Raises:
        UsageError: there is nothing to log in to, or it has many servers and none is named.
    """
    channel = named(session, name)
    if is_to_answer:
        from listen.wiring import answering_at

        channel = answering_at(channel.name, session.settings)
    if channel.login is None:
        raise UsageError("command.no_login", name=channel.title)
    at = _at(channel, channel.login, server)
    keys = session.answering_keys if is_to_answer else session.keys
    return Form(
        session=session,
        channel=channel,
        login=channel.login,
        at=at,
        server=server,
        keys=keys,
        is_to_answer=is_to_answer,
    )


def _at(channel: "Channel", login: "Login", server: str | None) -> str | None:
    if not login.is_per_server:
        return None
    from listen.text.urls import host_of

    at = (host_of(server) or server) if server else next(iter(channel.servers), None)
    if at is None or (server is None and len(channel.servers) > 1):
        raise UsageError("command.which_server", name=channel.name)
    return at


def _ask(session: Session, about: str, is_secret: bool) -> str:
    """Read one line; what is secret is not shown, and may come through a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return str(
        typer.prompt(session.clean(about), default="", show_default=False, hide_input=is_secret, err=True)
    ).strip()
