"""The top of every command: options for all, and every way in which a command can end."""

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from inspect import cleandoc
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from listen import __version__
from listen.cli import (
    answer,
    catch,
    collect,
    connect,
    deal,
    explain,
    inbox,
    judge,
    keep,
    look,
    me,
    noting,
    read,
    start,
    stories,
)
from listen.cli.session import Session, language_of
from listen.errors import ConfigError, ExitCode, ExpressionError, ListenError, OutputError

__all__ = ["app", "run"]

_EPILOG = """\
Exit codes: 0 done, also when nothing was new · 1 a bug of ours · 2 usage · 3 partly collected ·
4 login or key missing · 5 queries.yaml invalid · 6 another run holds the lock ·
7 nothing could be collected · 8 the database cannot be used ·
10 something to do (digest --exit-code) · 11 not good enough (eval --fail-under) ·
12 somebody is answering it · 13 not known yet whether an answer arrived · 130 interrupted.
"""

app = typer.Typer(
    name="listen",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"listen {__version__}")
        raise typer.Exit


@app.callback(epilog=_EPILOG)
def listen(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Which queries.yaml; else LISTEN_CONFIG, ./queries.yaml, the user's own."),
    ] = None,
    db: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Which database; else LISTEN_DB, the user's own.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="de|en", help="Language to speak; else LISTEN_LANG, the locale's.")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show technical causes of failures.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Hear what the open web says about your brand, and join the dialogue.

    `listen fetch` asks every source and keeps what is new, `listen digest` shows what to read and answer today,
    `listen export` feeds the reports. `listen demo` shows all of it without keys and without internet.
    The options below may stand before or behind the command.
    """
    del version
    context.obj = Session(
        environ=os.environ,
        lang=language_of(os.environ, lang),
        config_option=config,
        database_option=db,
        is_debug=debug,
    )


def _keep_lines(group: typer.Typer) -> None:
    """Let examples stay lines: without the mark, help texts are poured into paragraphs."""
    for command in group.registered_commands:
        if command.callback is not None and command.callback.__doc__:
            command.help = cleandoc(command.callback.__doc__).replace("\n\nExamples:", "\n\n\b\nExamples:")
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            _keep_lines(inner.typer_instance)


for room in (
    answer, inbox, collect, connect, catch, read, look, explain, stories, deal, noting, judge, me, keep, start,
):  # fmt: skip
    room.add_to(app)
_keep_lines(app)


_ANYWHERE = {"--config": True, "--db": True, "--lang": True, "--debug": False}
"""Options of `listen` itself that may also stand behind the command; True where a value follows."""


def _sorted_out(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the options for all in front, up to a `--`."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest.extend((word, *words))
            break
        name, equals, _ = word.partition("=")
        if name not in _ANYWHERE:
            rest.append(word)
            continue
        front.append(word)
        if _ANYWHERE[name] and not equals:
            front.extend(value for value in (next(words, None),) if value is not None)
    return [*front, *rest]


def _on_terminate(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(ExitCode.TERMINATED)


def run(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code. Never shows a traceback without `--debug`."""
    for stream in (sys.stdout, sys.stderr):
        # A locale that cannot write a letter shall not end a command.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    is_debug = "--debug" in arguments
    lang = language_of(os.environ, _after("--lang", arguments))
    signal.signal(signal.SIGTERM, _on_terminate)
    try:
        try:
            app(_sorted_out(arguments), prog_name="listen")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else ExitCode.OK if end.code is None else ExitCode.BUG
        else:
            code = ExitCode.OK
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has what they wanted; the interpreter must not try to flush the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except ListenError as error:
        return _told(error, lang, is_debug=is_debug)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _told(OutputError("command.cannot_write", why=error.strerror or ""), lang, is_debug=is_debug)
    except Exception as error:  # noqa: BLE001  the very top: a bug of ours is one sentence, too
        return _told(ListenError("command.bug", kind=type(error).__name__), lang, is_debug=is_debug)
    return int(code)


def _after(option: str, arguments: Sequence[str]) -> str | None:
    for place, word in enumerate(arguments):
        if word == option and place + 1 < len(arguments):
            return arguments[place + 1]
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return None


def _told(error: ListenError, lang: str, *, is_debug: bool) -> int:
    """Say what happened, why, and what to do; return the exit code."""
    from listen.text.clean import for_terminal

    if isinstance(error, ConfigError):
        said = list(error.lines(lang))
    elif isinstance(error, ExpressionError):
        said = [f"listen: {error.message(lang)}", *error.picture().splitlines()]
    else:
        said = [f"listen: {error.message(lang)}"]
    hint = error.hint(lang)
    if hint is not None:
        said.append(f"  {hint}")
    sys.stderr.write("".join(f"{for_terminal(line)}\n" for line in said))
    if is_debug:
        sys.stderr.write("".join(traceback.format_exception(error.__context__ or error)))
    return int(error.exit_code)
