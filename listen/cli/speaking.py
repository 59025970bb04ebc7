"""The help of every command in other languages than English, and the command line library's own words.

English help stands in the docstrings, and nothing here is loaded for it. For another language each command gets a
context that puts the translated texts in place at the moment when help is first written.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast

import typer

from listen.phrases import helps, metavars, say, table

__all__ = ["Refused", "agreed", "commands", "help_keys", "lines_kept", "refusal", "reworded", "speak", "translate"]

Refused = cast("type[Exception]", typer.BadParameter.__mro__[2])
"""Whatever the command line library refuses: its class has no public name."""

_EXAMPLES = re.compile(r"\n\n(?=[^\n]*:\n  )")
_EXTRA = re.compile(r"(?:^|  )\[([^\[\]]*)\]$")


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield every command and group below `group` with its path, itself first as `listen`."""
    yield " ".join(path) or "listen", group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


def lines_kept(text: str) -> str:
    """Return a help text whose examples stay lines: without the mark, they are poured into a paragraph."""
    return _EXAMPLES.sub("\n\n\b\n", text)


def help_keys(path: str, parameter: Any) -> tuple[str, ...]:
    """Return under which keys the help of one option or argument may stand, the exact one first."""
    if parameter.param_type_name == "argument":
        metavar = parameter.metavar or str(parameter.name).upper()
        return f"{path} {metavar}", f"{path} {metavar.strip('[]')}"
    longest = max(parameter.opts, key=len)
    return f"{path} {longest}", longest


def speak(root: Any, lang: str) -> None:
    """Let a tree of commands speak `lang`: in place, and not before something of it is shown."""
    if lang.partition("-")[0] == "en":
        return
    base = root.context_class
    done: list[bool] = []

    class Context(base):  # type: ignore[misc, valid-type]
        formatter_class = _formatter(base.formatter_class, lang)

        def make_formatter(self) -> Any:
            if not done:
                done.append(True)
                translate(root, lang)
            return super().make_formatter()

    for _, command in commands(root):
        command.context_class = Context


def translate(root: Any, lang: str) -> None:
    """Put the help texts of `lang` in the place of the English ones; what has none stays English."""
    if lang.partition("-")[0] == "en":
        return
    texts, words = helps(lang), metavars(lang)
    memory: dict[str, str] = {}
    everything = [(path, command, list(command.params)) for path, command in commands(root)]
    for path, _, parameters in everything:
        for parameter in parameters:
            for key in help_keys(path, parameter):
                if key in texts and parameter.help:
                    memory.setdefault(parameter.help, texts[key])
    for path, command, parameters in everything:
        command.help = lines_kept(texts[path]) if path in texts else command.help
        command.options_metavar = _metavar(command.options_metavar, words)
        if hasattr(command, "subcommand_metavar"):
            command.subcommand_metavar = _metavar(command.subcommand_metavar, words)
        if command.epilog:
            command.epilog = texts.get("epilog", command.epilog)
        for parameter in parameters:
            english = parameter.help or ""
            found = (texts[key] for key in help_keys(path, parameter) if key in texts)
            parameter.help = next(found, memory.get(english, english)) or None
            parameter.metavar = _metavar(parameter.metavar, words)


def _metavar(metavar: str | None, words: Mapping[str, str]) -> str | None:
    if metavar is None or metavar in words:
        return metavar and words[metavar]
    return re.sub(r"[A-Z]+", lambda word: words.get(word[0], word[0]), metavar)


def _formatter(base: Any, lang: str) -> Any:
    """Return a formatter whose headings, `[default: …]` and the like are said in `lang`."""

    class Formatter(base):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or f"{reworded('Usage:', lang)} ")

        def write_heading(self, heading: str) -> None:
            self.write(f"{'':>{self.current_indent}}{reworded(f'{heading}:', lang)}\n")

        def write_dl(self, rows: Any, *more: Any, **options: Any) -> None:
            super().write_dl([(first, _extra(second, lang)) for first, second in rows], *more, **options)

    return Formatter


def _extra(text: str, lang: str) -> str:
    """Return the help of a parameter with what the library adds to it in `lang`, and its own help option."""
    found = _EXTRA.search(text)
    if found is None:
        return reworded(text, lang)
    parts = "; ".join(reworded(part, lang) for part in found[1].split("; "))
    return f"{text[: found.start(1)]}{parts}]"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the library's own sentences as patterns: the English phrase is what it says, fields are its data."""
    made = []
    for name, text in table("en", "usage").items():
        parts = re.split(r"\{(\w+)\}", text)
        pattern = "".join(f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
        made.append((f"usage.{name}", re.compile(pattern, re.DOTALL)))
    return tuple(made)


def reworded(text: str, lang: str) -> str:
    """Return a sentence of the command line library in `lang`; one that is not known stays as it is."""
    if lang.partition("-")[0] == "en":
        return text
    for key, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            values = {
                name: reworded(value, lang) if name in {"why", "kind"} else value
                for name, value in found.groupdict().items()
            }
            return say(key, lang, **values)
    return text


def refusal(error: Any, lang: str) -> str:
    """Return what to show for a call that the library refuses: how it is used, where help is, what is wrong."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return f"{error.format_message()}\n"
    context = getattr(error, "ctx", None)
    lines = []
    if context is not None:
        lines.append(context.get_usage())
        if context.command.get_help_option(context) is not None:
            lines.append(reworded(f"Try '{context.command_path} {context.help_option_names[0]}' for help.", lang))
        lines.append("")
    lines.append(reworded(f"Error: {error.format_message()}", lang))
    return "".join(f"{line}\n" for line in lines)


def agreed(question: str, lang: str) -> bool:
    """Ask a person on stderr whether to go on; a `yes` in their language or in English agrees, all else does not.

    Raises:
        typer.Abort: nobody is there to answer.
    """
    sys.stderr.write(f"{say('usage.yes_no', lang, question=question)}: ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise typer.Abort
    word = answer.strip().casefold()
    return word in {*say("usage.yes", lang).split(), *say("usage.yes", "en").split()}
