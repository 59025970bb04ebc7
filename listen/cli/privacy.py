"""Commands for what is kept, and for those who are spoken of: keep, forget, access, recheck, privacy."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listen.cli.session import Session
from listen.cli.sheet import privacy
from listen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from listen.keeping import Plan
    from listen.retention import Scrubbed

__all__ = ["add_to"]

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]
Source = Annotated[str | None, typer.Option("--source", metavar="SOURCE", help="Only there.")]

_LOG_ROWS = 1_000


def add_to(app: typer.Typer) -> None:
    """Add the commands of this room."""
    for command in (keep, forget, access, recheck, privacy):
        app.command()(command)


@contextmanager
def _alone(session: Session) -> Iterator[None]:
    """Let no other run write meanwhile."""
    from listen.store.lock import RunLock

    lock = RunLock(session.database, zone=session.zone)
    lock.acquire(0.0, now=session.now)
    try:
        yield
    finally:
        lock.release()


def _confirm(session: Session, question: str, *, otherwise: UsageError) -> bool:
    """Ask the person before the screen; raise what is to be said where nobody sits there."""
    from listen.cli.speaking import agreed

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise otherwise
    return agreed(session.clean(question), session.lang)


def _tell_scrubbed(session: Session, scrubbed: "Scrubbed") -> None:
    if not scrubbed.is_whole:
        session.tell(session.say("keeping.not_scrubbed", why=scrubbed.why or ""))


def keep(
    context: typer.Context,
    dry_run: DryRun = False,
    yes: Yes = False,
    log: Annotated[bool, typer.Option("--log", help="Show what was taken away so far: how much, never what.")] = False,
    as_json: Json = False,
) -> None:
    """Take away what is over its time, as `keep:` in queries.yaml says.

    Authors become pseudonyms (one voice stays one voice), texts are cut to what stands around the words that matched,
    old posts go with everything that hangs on them, and so do old answers and notes. Sources may allow less time than
    you do. To be run every day, behind listen fetch. Asks before more than a tenth goes at once.

    Examples:
      listen keep --dry-run
      listen fetch && listen keep
      listen keep --log
    """
    session: Session = context.obj
    from listen.keeping import carry_out, plan, summed
    from listen.render.privacy import json as programs
    from listen.render.privacy.keeping import plan_lines, taken_lines
    from listen.wiring import ceilings, samples_at

    if log:
        _show_log(session, as_json=as_json)
        return
    screen = session.screen()
    if dry_run:
        with session.store() as store:
            archive = store.archive
            planned = plan(store, session.settings.keep, ceilings(archive.sources()), now=session.now)
        if as_json:
            _write_json(session, programs.keep_json(planned, None, None))
            return
        session.show(plan_lines(planned, screen), screen=screen)
        session.tell(session.say("keeping.dry_run"))
        return
    with _alone(session), session.store(read_only=False) as store:
        archive = store.archive
        planned = plan(store, session.settings.keep, ceilings(archive.sources()), now=session.now)
        if not _is_agreed(session, planned, yes=yes):
            session.tell(session.say("keeping.not_now"))
            return
        taken = summed(carry_out(store, planned, today=session.now.date()))
        # Whatever was interrupted before, the files hold nothing of it after this.
        scrubbed = archive.scrub() if taken or planned.steps or planned.answers else None
    samples_at(session.database, session.keys).drop_old(session.now)
    if as_json:
        _write_json(session, programs.keep_json(planned, taken, scrubbed))
        return
    session.show(taken_lines(taken, screen), screen=screen)
    if not taken:
        session.tell(session.say("keeping.taken_nothing"))
    if scrubbed is not None:
        _tell_scrubbed(session, scrubbed)


def _is_agreed(session: Session, planned: "Plan", *, yes: bool) -> bool:
    if yes or not planned.is_drastic:
        return True
    numbers = {"count": planned.most, "stored": planned.stored}
    question = f"{session.say('keeping.drastic', **numbers)} {session.say('keeping.sure')}"
    return _confirm(session, question, otherwise=UsageError("keeping.drastic", hint="keeping.drastic.hint", **numbers))


def _show_log(session: Session, *, as_json: bool) -> None:
    from listen.render.privacy.json import deletions_json
    from listen.render.privacy.keeping import log_lines

    with session.store() as store:
        deletions = store.archive.deletions(_LOG_ROWS)
    if as_json:
        _write_json(session, deletions_json(deletions))
        return
    screen = session.screen()
    session.show(log_lines(deletions, screen), screen=screen)


def _write_json(session: Session, value: object) -> None:
    from listen.render.json import dumps

    session.write(dumps(value))


def forget(
    context: typer.Context,
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME|URL", help="A person: the name as shown, or their page.")
    ] = None,
    source: Source = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="The post at this address.")] = None,
    number: Annotated[
        list[int] | None, typer.Option("--number", metavar="NUMBER", help="This mention; repeatable.")
    ] = None,
    query: Annotated[
        str | None, typer.Option("--query", metavar="QUERY", help="Posts that only this query found.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORDS", help="Posts that hold all these words.")
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Forget a person or a post for good: out of the tables, the word index, the log and the free room of the file.

    Nothing of it comes back: only a keyed hash is kept, by which later finds are turned away. Posts by others that
    name the person are listed and stay, and so are backups and exports that may still hold it.

    Examples:
      listen forget --author "@ada@social.example" --dry-run
      listen forget --author https://social.example/@ada
      listen forget --url https://forum.example/t/17
      listen forget --number 42 --yes
    """
    session: Session = context.obj
    from listen.keeping import forget as carry_out
    from listen.render.privacy.json import forget_json
    from listen.render.privacy.keeping import trace_lines
    from listen.retention import Sought
    from listen.store.leftovers import drop_samples, leftovers
    from listen.wiring import samples_at

    if sum(one is not None and one != [] for one in (author, url, number, query, text)) != 1:
        raise UsageError("keeping.forget_one")
    sought = Sought(
        author=author, url=url, numbers=tuple(number or ()), query=query, words=text, source=_source(source)
    )
    screen, side = session.screen(), session.screen(sys.stderr)
    if dry_run:
        with session.store() as store:
            trace = store.archive.trace(sought)
        if as_json:
            _write_json(session, forget_json(trace, None, None, ()))
            return
        session.show(trace_lines(trace, screen), screen=screen)
        session.tell(session.say("keeping.dry_run" if not trace.is_empty else "keeping.trace_nothing"))
        return
    with _alone(session), session.store(read_only=False) as store:
        trace = store.archive.trace(sought)
        session.show(trace_lines(trace, side), sys.stderr, screen=side)
        if not yes and not _confirm(
            session, session.say("keeping.sure"), otherwise=UsageError("keeping.forget_confirm")
        ):
            session.tell(session.say("keeping.not_now"))
            return
        posts = carry_out(store, trace, today=session.now.date())
        scrubbed = store.archive.scrub()
    drop_samples(samples_at(session.database, session.keys).folder)
    drafts = session.personal.drop_drafts(trace.posts)
    # A post's address also stands in exports that leave the author out.
    vouched = (one.words[-1].removeprefix("https://") for one in trace.vouchers if one.kind != "post")
    needles = (*trace.names, *vouched, text or "")
    left = tuple(str(path) for path in leftovers(session.database, needles, beside=Path.cwd()))
    if as_json:
        _write_json(session, forget_json(trace, posts, scrubbed, left))
        return
    session.write(session.say("keeping.forgotten", n=posts) if posts else session.say("keeping.trace_nothing"))
    if trace.vouchers and not posts:
        session.write(session.say("keeping.barred"))
    if drafts:
        session.tell(session.say("keeping.drafts_gone", n=drafts))
    _tell_scrubbed(session, scrubbed)
    session.tell(session.say("keeping.leftovers" if left else "keeping.no_leftovers"))
    for path in left:
        session.write(session.clean(path))


def _source(name: str | None) -> str | None:
    if name is None:
        return None
    from listen.selection import source_named
    from listen.wiring import source_names

    return source_named(name, source_names())


def access(
    context: typer.Context,
    author: Annotated[str, typer.Option("--author", metavar="NAME|URL", help="The name as shown, or their page.")],
    source: Source = None,
    as_json: Json = False,
) -> None:
    """Show everything that is held about a person, for an answer to that person (Art. 15 GDPR).

    Posts and what was worked out of them, replies to answers of ours, our notes on them, where it is from and how long
    it will stay. Posts that are pseudonymised by now are found, too.

    Examples:
      listen access --author "@ada@social.example"
      listen access --author "Ada Beispiel" --source feed --json
    """
    session: Session = context.obj
    from listen.keeping import account
    from listen.render.privacy.account import account_lines
    from listen.render.privacy.json import account_json
    from listen.wiring import ceilings

    with session.store() as store:
        held = account(
            store,
            author,
            session.settings.keep,
            ceilings(store.archive.sources()),
            source=_source(source),
            today=session.now.date(),
        )
    if as_json:
        _write_json(session, account_json(held))
        return
    screen = session.screen()
    session.show(account_lines(held, screen), screen=screen)


def recheck(
    context: typer.Context,
    number: Annotated[list[int] | None, typer.Argument(metavar="NUMBER", help="These mentions.")] = None,
    quoted: Annotated[bool, typer.Option("--quoted", help="Those that were answered, and so may be quoted.")] = False,
    as_json: Json = False,
) -> None:
    """Ask sources whether posts are still there; what is gone where it was published goes here, too.

    Without numbers, the posts of the last 30 days of every source that can tell. listen fetch does that by itself once
    a day.

    Exit codes: 0 asked · 3 some sources could not be asked.

    Examples:
      listen recheck 42 43
      listen recheck --quoted
    """
    session: Session = context.obj
    from listen.keeping import quoted as answered
    from listen.keeping import recent
    from listen.keeping import recheck as carry_out
    from listen.render.privacy.json import recheck_json
    from listen.render.privacy.keeping import recheck_lines
    from listen.wiring import metered, network, sources

    with (
        _alone(session),
        session.store(read_only=False) as store,
        network(session.settings, session.environ) as door,
    ):
        live = sources(session.asking)
        today = session.now.date()
        can_tell = [name for name, source in live.items() if hasattr(source, "recheck")]
        numbers = tuple(number or ()) or (
            answered(store, today=today) if quoted else recent(store, can_tell, now=session.now)
        )
        fetcher = metered(door, session.database, clock=lambda: datetime.now(UTC))
        checked = carry_out(store, numbers, live, fetcher, today=today)
        if checked.gone:
            store.archive.scrub()
    if as_json:
        _write_json(session, recheck_json(checked))
    else:
        screen = session.screen()
        session.show(recheck_lines(checked, screen), screen=screen)
    for name, error in checked.failed:
        session.tell(session.say("keeping.recheck_failed", source=name, why=error.message(session.lang)))
    if checked.failed:
        raise typer.Exit(ExitCode.PARTLY)
