"""Third languages: find the file of the one that is to be spoken, check one, write one for a translator."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.session import Session
from listen.cli.speaking import commands, help_keys
from listen.errors import UsageError
from listen.phrases import LANGUAGES, add_language, languages, say, table, words_of

if TYPE_CHECKING:
    from listen.phrases.third import BrokenLanguageError, Flaw

__all__ = ["add_to", "everything_english", "learn"]

_SHOWN = 20
_LONGEST = 3


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    phrases = typer.Typer(help="Bring a third language, in one file.", no_args_is_help=True, rich_markup_mode=None)
    phrases.command("export")(phrases_export)
    phrases.command("check")(phrases_check)
    app.add_typer(phrases, name="phrases")


def learn(environ: Mapping[str, str], chosen: str | None, *, is_repairing: bool = False) -> None:
    """Take in the file of the language that is to be spoken, when that is none of those that come with `listen`.

    Looked for: LISTEN_PHRASES (a file, or a folder of files), the user's own folder `phrases`, the package.

    Args:
        environ: the environment.
        chosen: what stands behind --lang.
        is_repairing: a broken file is passed over: the command that says what is wrong with it speaks English.

    Raises:
        UsageError: a file is there and cannot be spoken, or --lang names what nobody speaks.
    """
    places = (environ.get(name) for name in ("LISTEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    wish = chosen or next((place for place in places if place), None)
    name = (wish or "").replace("_", "-").partition(".")[0].partition("-")[0].lower()
    if name in languages() or (chosen is None and not _is_name(name)):
        return
    path = next((place for place in _places(environ, name) if place.is_file()), None) if _is_name(name) else None
    if path is None:
        if chosen is not None:
            raise UsageError("tongue.unknown", name=chosen, known=", ".join(languages()))
        return
    from listen.phrases.third import BrokenLanguageError, english, read_language

    try:
        found = read_language(path, english())
    except BrokenLanguageError as broken:
        if is_repairing:
            return
        raise UsageError("tongue.broken", path=path, why=_said(broken.flaws[0], LANGUAGES[0])) from broken
    if found.name == name:
        add_language(name, found.phrases)
    elif chosen is not None:
        raise UsageError("tongue.unknown", name=chosen, known=", ".join((*languages(), found.name)))


def _is_name(name: str) -> bool:
    return name.isascii() and name.isalpha() and len(name) in range(2, _LONGEST + 1)


def _places(environ: Mapping[str, str], name: str) -> Iterable[Path]:
    import listen.phrases

    if named := environ.get("LISTEN_PHRASES"):
        yield from (Path(named), Path(named) / f"{name}.json")
    from platformdirs import user_config_path

    yield user_config_path("listen") / "phrases" / f"{name}.json"
    yield Path(listen.phrases.__file__).parent / f"{name}.json"


def everything_english() -> dict[str, str]:
    """Return all that a language has to say: the sentences, the help texts, the placeholders, the channels' words."""
    from typer.main import get_command

    from listen.cli.running import app
    from listen.phrases.third import english
    from listen.wiring import channel_words

    helps: dict[str, str] = {}
    placeholders: set[str] = set()
    for path, command in commands(get_command(app)):
        helps[f"help.{path}"] = (command.help or "").replace("\b\n", "").strip()
        if command.epilog:
            helps["help.epilog"] = " ".join(command.epilog.split())
        for parameter in command.params:
            placeholders |= set(re.findall(r"[A-Z]+", parameter.metavar or ""))
            if parameter.help and parameter.help not in helps.values():
                helps[f"help.{help_keys(path, parameter)[0]}"] = parameter.help
    helps["help.--help"] = table(LANGUAGES[0], "usage")["help_option"]
    helps |= {f"metavar.{word}": word for word in ("[OPTIONS]", "COMMAND [ARGS]...", *sorted(placeholders))}
    return english({**helps, **{f"words.{words.en}": words.en for words in channel_words()}})


def phrases_export(
    context: typer.Context,
    language: Annotated[str, typer.Argument(metavar="LANGUAGE", help="The language to be: fr, nl, nds …")],
) -> None:
    """Print the file of a third language for a translator: each sentence in English, the translation left open.

    With --lang de the German sentence stands beside. A language that is there already keeps its sentences, so the same
    command brings an older file up to date.

    Examples:
      listen phrases export fr > fr.json
      listen --lang de phrases export fr > fr.json
    """
    session: Session = context.obj
    from listen.phrases.third import template_text

    name = language.strip().lower()
    if not _is_name(name) or name in LANGUAGES:
        raise UsageError("tongue.bad_name", name=language)
    learn({**session.environ, "LISTEN_LANG": name}, None, is_repairing=True)
    beside = words_of(session.lang)
    had = {f"{room}.{key}": text for room, key, text in _spoken(name)}
    session.write(template_text(name, everything_english(), beside if beside in LANGUAGES[1:] else None, had))


def _spoken(name: str) -> Iterable[tuple[str, str, str]]:
    if name not in languages():
        return
    from listen.phrases import rooms

    for room in (*rooms(), "help", "metavar", "words"):
        for key, text in table(name, room).items():
            yield room, key, text


def phrases_check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file of a third language.")],
) -> None:
    """Say what is wrong with the file of a third language, and what it lacks.

    Examples:
      listen phrases check fr.json

    Exit codes: 0 it can be spoken, whole or in part · 2 it cannot.
    """
    session: Session = context.obj
    from listen.phrases.third import BrokenLanguageError, read_language

    known = everything_english()
    try:
        found = read_language(file, known)
    except BrokenLanguageError as broken:
        _tell_broken(session, file, broken)
        raise typer.Exit(2) from None
    count = len(known) - len(found.missing)
    key = "tongue.whole" if found.missing else "tongue.whole_all"
    session.write(session.clean(session.say(key, path=file, n=count, all=len(known))))
    for missing in found.missing[:_SHOWN]:
        session.write(session.clean(session.say("tongue.missing", name=missing)))
    if len(found.missing) > _SHOWN:
        session.write(session.say("tongue.more_missing", n=len(found.missing) - _SHOWN))
    for unknown in found.unknown:
        session.write(session.clean(session.say("tongue.unused", name=unknown)))


def _tell_broken(session: Session, file: Path, broken: "BrokenLanguageError") -> None:
    for flaw in broken.flaws:
        session.tell(session.say("tongue.broken", path=file, why=_said(flaw, session.lang)))


def _said(flaw: "Flaw", lang: str) -> str:
    from listen.phrases import reason

    why = say(f"tongue.{flaw.name}", lang, what=reason(flaw.what, lang))
    return say("tongue.flaw", lang, name=flaw.key, why=why) if flaw.key else why
