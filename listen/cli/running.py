"""The top of every command: options for all, and every way in which a command can end."""

import os
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from inspect import cleandoc
from io import StringIO
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
    digest,
    explain,
    export,
    inbox,
    judge,
    keep,
    look,
    me,
    notify,
    noting,
    phrases,
    privacy,
    read,
    report,
    start,
    stories,
)
from listen.cli.session import Session, language_of
from listen.cli.speaking import Refused, lines_kept, refusal, reworded, speak, translate
from listen.errors import ConfigError, ExitCode, ExpressionError, ListenError, OutputError

__all__ = ["app", "run"]

_EPILOG = """\
Exit codes: 0 done, also when nothing was new · 1 a bug of ours · 2 usage · 3 partly collected ·
4 login or key missing · 5 queries.yaml invalid · 6 another run holds the lock ·
7 nothing could be collected · 8 the database cannot be used ·
10 something to do (digest --exit-code) · 11 not good enough (eval --fail-under), or not the same (report --verify) ·
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
        str | None,
        typer.Option(
            metavar="LANGUAGE", help="Language, also with a country (en, de, de-AT …); else LISTEN_LANG, the locale's."
        ),
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
            command.help = lines_kept(cleandoc(command.callback.__doc__))
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            _keep_lines(inner.typer_instance)


# In the order of a day, which is the order in the help.
for room in (
    start,
    collect,
    digest,
    inbox,
    deal,
    answer,
    noting,
    me,
    read,
    look,
    explain,
    stories,
    judge,
    report,
    export,
    notify,
    connect,
    catch,
    privacy,
    keep,
    phrases,
):
    room.add_to(app)
_keep_lines(app)


_COMPLETING = "_LISTEN_COMPLETE"
"""The shell sets it when it asks how a word may go on."""

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


def _stand_in_for_closed() -> None:
    """Put something in the place of closed standard streams, so that no file of ours is opened in their place.

    What is written to a closed stdout fails, as on a full disk; what is said on a closed stderr is lost.
    """
    for number, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest number that is free
    sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8", closefd=False)


def run(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code. Never shows a traceback without `--debug`."""
    _stand_in_for_closed()
    for stream in (sys.stdout, sys.stderr):
        # A locale that cannot write a letter shall not end a command.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    is_debug = "--debug" in arguments
    chosen = _after("--lang", arguments)
    lang = language_of(os.environ, chosen)
    signal.signal(signal.SIGTERM, _on_terminate)
    try:
        phrases.learn(os.environ, chosen, is_repairing="phrases" in arguments)
        lang = language_of(os.environ, chosen)
        code = _called(arguments, lang)
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
        bug = ListenError("command.bug", kind=type(error).__name__)
        bug.__context__ = error
        return _told(bug, lang, is_debug=is_debug)
    return int(code)


def _called(arguments: Sequence[str], lang: str) -> int:
    """Let the command line library find and run the command; say in `lang` what it refuses."""
    from typer.main import get_command

    command = get_command(app)
    speak(command, lang)
    if _COMPLETING in os.environ:  # the shell shows help beside each word, and no formatter is asked
        translate(command, lang)
    try:
        with _reworded_output(arguments, lang):
            ended = command.main(_sorted_out(arguments), prog_name="listen", standalone_mode=False)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ExitCode.OK if end.code is None else ExitCode.BUG
    except typer.Abort:
        sys.stderr.write(f"\n{reworded('Aborted!', lang)}\n")
        return ExitCode.BUG
    except Refused as error:
        sys.stderr.write(refusal(error, lang))
        return int(getattr(error, "exit_code", ExitCode.USAGE))
    return ended if isinstance(ended, int) else ExitCode.OK


@contextmanager
def _reworded_output(arguments: Sequence[str], lang: str) -> Iterator[None]:
    """Let the library say in `lang` how the completion was installed: it writes that straight to stdout."""
    if "--install-completion" not in arguments:
        yield
        return
    heard = StringIO()
    try:
        with redirect_stdout(heard):
            yield
    finally:
        sys.stdout.write("".join(f"{reworded(line, lang)}\n" for line in heard.getvalue().splitlines()))


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
