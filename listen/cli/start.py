"""Commands for the beginning and for doubt: demo, init, feeds, doctor, paths."""

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.session import Session
from listen.errors import ExitCode, ListenError, UsageError

if TYPE_CHECKING:
    from listen.brand import Feed

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(demo)
    app.command()(init)
    feeds = typer.Typer(help="Hand lists of feeds in and out (OPML).", no_args_is_help=True, rich_markup_mode=None)
    feeds.command("find")(feeds_find)
    feeds.command("import")(feeds_import)
    feeds.command("export")(feeds_export)
    app.add_typer(feeds, name="feeds")
    app.command()(doctor)
    app.command()(paths)


def demo(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Option("--dir", metavar="FOLDER", help="Where to put it; else a new temporary folder.")
    ] = None,
) -> None:
    """See it work, without keys and without internet.

    Starts a little web on this machine (an invented brand, invented people), asks it twice with the very fetch that
    asks the real one, and prints the digest. Tells where it put things and what to type next.

    Examples:
      listen demo
      listen --lang de demo
    """
    session: Session = context.obj
    from listen.demo.settings import queries_yaml
    from listen.demo.web import DemoWeb

    place = (folder or Path(tempfile.mkdtemp(prefix="listen-demo-"))).absolute()
    place.mkdir(parents=True, exist_ok=True)
    inside = Session(
        environ=session.environ,
        lang=session.lang,
        config_option=place / "queries.yaml",
        database_option=place / "listen.db",
        is_debug=session.is_debug,
    )
    if inside.database.exists():
        raise UsageError("command.demo_exists", path=place)
    with DemoWeb(inside.now) as web:
        inside.config.write_text(queries_yaml(web.base, inside.lang), encoding="utf-8")
        inside.tell(inside.say("command.demo_started", base=web.base))
        first = _demo_fetch(inside)
        again = _demo_fetch(inside)
    _demo_digest(inside)
    inside.write("")
    inside.write(inside.say("command.demo_twice", first=first, again=again))
    inside.write(inside.say("command.demo_place", path=place))
    options = f"--config {inside.config} --db {inside.database}"
    for command in ("digest --days 10", "list --label criticism", "show 1", "stats --days 10", "export --out demo.csv"):
        inside.write(f"  {_program()} {options} {command}")
    inside.write(inside.say("command.demo_next", program=_program()))


def _program() -> str:
    """Return how the person called us, so that what we print can be typed."""
    name = Path(sys.argv[0])
    if name.name != "listen":
        return f"{sys.executable} -m listen"
    with suppress(ValueError, OSError):
        near = os.path.relpath(name)
        return near if os.sep in near and len(near) < len(str(name)) else str(name)
    return str(name)


def _demo_fetch(inside: Session) -> int:
    """Run one fetch of the demo and say what came; return how many mentions were new."""
    from listen.cli.collect import planned_streams, run_fetch
    from listen.fetch import summary
    from listen.render.terminal.run import run_lines

    results = run_fetch(inside, planned_streams(inside))
    screen = inside.screen(sys.stderr)
    inside.show(run_lines(results, screen), sys.stderr, screen=screen)
    return summary(results).new


def _demo_digest(inside: Session) -> None:
    from listen.cli.collect import planned_streams
    from listen.cli.read import window_of
    from listen.digest import build
    from listen.render.terminal.digest import digest_lines
    from listen.wiring import analyzed_languages, switched_off

    with inside.store() as store:
        built = build(
            store,
            inside.settings,
            now=inside.now,
            window=window_of(inside, None, None, default_days=2),
            planned={one.stream.key for one in planned_streams(inside)},
            switched_off=switched_off(inside.settings),
            analyzed=analyzed_languages(inside.settings),
        )
    screen = inside.screen()
    inside.write("")
    inside.show(digest_lines(built, screen), screen=screen)


def init(
    context: typer.Context,
    brand: Annotated[str, typer.Argument(metavar="BRAND", help="The brand's name, as people write it.")],
    site: Annotated[
        list[str] | None, typer.Option("--site", metavar="HOST", help="A site of the brand's own; repeatable.")
    ] = None,
    region: Annotated[str, typer.Option("--region", metavar="COUNTRY", help="ISO 3166 country.")] = "DE",
    timezone: Annotated[str, typer.Option("--timezone", metavar="ZONE", help="IANA zone.")] = "Europe/Berlin",
    opml: Annotated[Path | None, typer.Option("--opml", metavar="FILE", help="Feeds to begin with.")] = None,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Where to write it.")] = Path("queries.yaml"),
) -> None:
    """Write a commented queries.yaml for a brand.

    Never overwrites a file.

    Examples:
      listen init ExampleVent --site examplevent.com
      listen init "Example Vent" --opml feeds.opml --out queries.yaml
    """
    session: Session = context.obj
    from importlib.resources import files

    from listen.config import SCHEMA_FILE, add_feeds, check, template
    from listen.export import atomic_file
    from listen.wiring import source_names

    if out.exists():
        raise UsageError("command.file_exists", path=out)
    if not any(letter.isalnum() for letter in brand) or len(brand.splitlines()) != 1:
        raise UsageError("command.brand_invalid")
    schema = out.parent / "queries.schema.json"
    text = template(
        brand, lang=session.lang, sites=tuple(site or ()), region=region, timezone=timezone, schema=schema.name
    )
    if opml is not None:
        text = add_feeds(text, _opml(opml))
    check(text, file=str(out), environ=session.environ, known_sources=source_names())
    with atomic_file(out) as file:
        file.write(text)
    with atomic_file(schema) as file:
        file.write(files("listen.config").joinpath(Path(SCHEMA_FILE).name).read_text(encoding="utf-8"))
    session.tell(session.say("command.initialised", path=out))


def _opml(path: Path) -> tuple["Feed", ...]:
    from listen.opml import read_opml

    try:
        body = path.read_bytes()
    except OSError as error:
        raise UsageError("command.cannot_read", path=path, why=error.strerror) from error
    return read_opml(body)


def feeds_find(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="A page's address.")],
) -> None:
    """Print the feeds that a page offers, one a line: address, tab, title. Stores nothing.

    Examples:
      listen feeds find https://blog.example.com
    """
    session: Session = context.obj
    from listen.wiring import feeds_at, network

    with network(session.settings, session.environ) as door:
        found = feeds_at(url, door)
    if not found:
        raise UsageError("command.no_feeds", url=url)
    for feed in found:
        session.write(session.clean(f"{feed.address}\t{feed.title or ''}"))


def feeds_import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file, as feed readers export it.")],
) -> None:
    """Add the feeds of an OPML file to queries.yaml; comments stay, nothing is added twice.

    Examples:
      listen feeds import feeds.opml
    """
    session: Session = context.obj
    from listen.config import add_feeds
    from listen.export import atomic_file

    before = len(session.settings.feeds)
    text = session.config.read_text(encoding="utf-8")
    changed = add_feeds(text, _opml(file), file=str(session.config))
    if changed != text:
        with atomic_file(session.config) as out:
            out.write(changed)
    del session.settings
    session.tell(session.say("command.feeds_added", n=len(session.settings.feeds) - before, path=session.config))


def feeds_export(context: typer.Context) -> None:
    """Print the feeds of queries.yaml as OPML.

    Examples:
      listen feeds export > feeds.opml
    """
    session: Session = context.obj
    from listen.opml import write_opml

    session.write(write_opml(session.settings.feeds, title=session.settings.brand.name, now=session.now))


def doctor(context: typer.Context) -> None:
    """Look at everything that a run needs: files, packages, database, analyzers. Asks nobody.

    Exit codes: 0 all is well · 5 queries.yaml invalid · 8 the database cannot be used.
    """
    session: Session = context.obj
    from listen.cli.collect import planned_streams
    from listen.store.upkeep import check as check_database
    from listen.wiring import analyzed_languages, understanding

    worst = ExitCode.OK

    def line(is_well: bool, key: str, **values: object) -> None:
        session.write(session.clean(f"{'ok' if is_well else '!!'}  {session.say(key, **values)}"))

    try:
        count = len(planned_streams(session))
        line(True, "command.doctor_config", path=session.config, n=count)
    except ListenError as error:
        worst = error.exit_code
        line(False, "command.doctor_broken", why=error.message(session.lang))
    if session.database.exists():
        try:
            findings = check_database(session.database)
            key = "command.doctor_database" if findings else "command.db_whole"
            line(not findings, key, path=session.database, n=len(findings))
            worst = ExitCode.DATABASE if findings else worst
        except ListenError as error:
            worst = error.exit_code
            line(False, "command.doctor_broken", why=error.message(session.lang))
    else:
        line(True, "command.doctor_no_database", path=session.database)
    if worst is not ExitCode.CONFIG:
        from listen.model import Text

        parts = understanding(session.settings)
        spoken = analyzed_languages(session.settings)
        parts.sentiments([Text(text="gut good", language=language) for language in spoken])
        for broken in parts.complaints():
            line(False, "command.doctor_broken", why=broken.message(session.lang))
        if not parts.broken:
            line(True, "command.doctor_analyzers", languages=session.listed(spoken))
    raise typer.Exit(worst)


def paths(context: typer.Context) -> None:
    """Print which files are used, one a line: name, tab, path."""
    session: Session = context.obj
    from listen.config import SECRETS_FILE

    for name, path in (
        ("config", session.config.absolute()),
        ("secrets", session.config.absolute().parent / SECRETS_FILE),
        ("database", session.database.absolute()),
        ("lock", session.database.absolute().with_name(f"{session.database.name}.lock")),
    ):
        session.write(f"{name}\t{path}")
