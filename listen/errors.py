"""What `listen` can report as a failure, and the exit codes.

The tree (every leaf carries a phrase key, so that it can be said in German and in English):

    ListenError
    ├── UsageError              2  asked for something that does not exist
    ├── ConfigError             5  queries.yaml cannot be used; carries every complaint at once
    ├── ExpressionError         5  a query's expression cannot be read; carries the position
    ├── SourceError             3/7  one stream failed; a result, never the end of a run
    │   ├── Unreachable            no connection, name unknown, TLS, broken transfer, server error
    │   ├── TimedOut               the total time of a request was used up
    │   ├── RateLimited            asked to wait; says until when
    │   ├── LoginNeeded         4  a key is missing, wrong, expired or revoked
    │   ├── QueryRefused           the service rejects what was asked; stays so until edited
    │   ├── Gone                   404 or 410
    │   ├── Blocked                bot wall, consent page, HTML where data was due
    │   ├── Unreadable             an answer of unknown shape
    │   ├── TooBig                 more bytes, pages or redirects than allowed
    │   ├── AddressRefused         an address inside the company's network, or no web address
    │   └── Unsent                 an answer did not go out; the service certainly has not got it
    ├── AnalyzerError              an analyzer's package is missing or broke
    ├── StoreError              8  the database cannot be used
    │   ├── ForeignDatabase        the file belongs to another program
    │   ├── NewerDatabase          written by a newer listen
    │   ├── MissingDatabase        nothing was collected yet
    │   ├── DamagedDatabase        SQLite finds it malformed
    │   ├── BusyDatabase           locked for too long
    │   └── UnwritableDatabase     no space, read-only, no such folder
    ├── Held                   12  somebody is answering that mention
    ├── OutcomeUnknown         13  an answer was sent, and nobody knows yet whether it arrived
    ├── OutputError             1  a file given with --out cannot be written
    └── LockHeld                6  another run is at work
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from listen.phrases import say

__all__ = [
    "AddressRefused",
    "AnalyzerError",
    "Blocked",
    "BusyDatabase",
    "Complaint",
    "ConfigError",
    "DamagedDatabase",
    "ExitCode",
    "ExpressionError",
    "ForeignDatabase",
    "Gone",
    "Held",
    "ListenError",
    "LockHeld",
    "LoginNeeded",
    "MissingDatabase",
    "NewerDatabase",
    "OutcomeUnknown",
    "OutputError",
    "QueryRefused",
    "RateLimited",
    "SourceError",
    "StoreError",
    "TimedOut",
    "TooBig",
    "Unreachable",
    "Unreadable",
    "Unsent",
    "UnwritableDatabase",
    "UsageError",
]


class ExitCode(IntEnum):
    """What a command's end means to the shell that called it."""

    OK = 0
    BUG = 1
    USAGE = 2
    PARTLY = 3
    LOGIN = 4
    CONFIG = 5
    LOCKED = 6
    NOTHING = 7
    DATABASE = 8
    TO_DO = 10
    BELOW = 11
    HELD = 12
    UNKNOWN = 13
    INTERRUPTED = 130
    TERMINATED = 143


class ListenError(Exception):
    """A failure that a person can understand: a phrase key, its values, and a hint.

    Args:
        key: the phrase that says what happened and why (see `listen.phrases`).
        hint: the phrase that says what to do; `key + ".hint"` when that exists and none is given.
        **values: what the phrases are filled with. Never keys, tokens or the text of a post.
    """

    exit_code: ExitCode = ExitCode.BUG

    def __init__(self, key: str, *, hint: str | None = None, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.hint_key = hint if hint is not None else f"{key}.hint"
        self.values = values

    def message(self, lang: str = "en") -> str:
        """Return what happened and why, one line, without a full stop."""
        return say(self.key, lang, **self.values)

    def hint(self, lang: str = "en") -> str | None:
        """Return the next step, or None when there is nothing to do."""
        return say(self.hint_key, lang, default=None, **self.values)

    def __str__(self) -> str:
        return self.message("en")


class UsageError(ListenError):
    """Something was asked for that does not exist or does not fit."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One thing that is wrong in a configuration file.

    Attributes:
        line: 1-based; None when the file as a whole is meant.
        column: 1-based; None likewise.
        path: the dotted key, e.g. `queries.brand.find`; "" for the whole file.
        key: phrase that says what is wrong and what was expected.
        values: what the phrase is filled with.
        suggestion: what was probably meant; None when nothing is near.
    """

    line: int | None
    column: int | None
    path: str
    key: str
    values: tuple[tuple[str, object], ...] = ()
    suggestion: str | None = None

    def message(self, lang: str = "en") -> str:
        """Return the complaint without file name and line; with "did you mean" where we know."""
        text: str = say(self.key, lang, **dict(self.values))
        if self.suggestion is not None:
            text += say("config.suggestion", lang, suggestion=self.suggestion)
        return text


class ConfigError(ListenError):
    """The configuration cannot be used; `complaints` holds every reason, in file order."""

    exit_code = ExitCode.CONFIG

    def __init__(self, file: str, complaints: tuple[Complaint, ...]) -> None:
        super().__init__("config.invalid", file=file, n=len(complaints))
        self.file = file
        self.complaints = complaints

    def lines(self, lang: str = "en") -> tuple[str, ...]:
        """Return one line a complaint: `queries.yaml:LINE:COLUMN: what is wrong`."""
        return tuple(
            ":".join(str(part) for part in (self.file, one.line, one.column) if part is not None)
            + ": "
            + one.message(lang)
            for one in self.complaints
        )


class ExpressionError(ListenError):
    """A query's expression cannot be read.

    Attributes:
        expression: the whole expression.
        start, end: where in it (characters, 0-based, end exclusive).
        suggestion: what was probably meant, or None.
    """

    exit_code = ExitCode.CONFIG

    def __init__(
        self, key: str, *, expression: str, start: int, end: int, suggestion: str | None = None, **values: object
    ) -> None:
        super().__init__(key, hint=None, **values)
        self.expression = expression
        self.start = start
        self.end = end
        self.suggestion = suggestion

    def picture(self) -> str:
        """Return the expression with a line of carets under the place."""
        return f"{self.expression}\n{' ' * self.start}{'^' * max(1, self.end - self.start)}"


class SourceError(ListenError):
    """One stream could not be read.

    Attributes:
        retry_at: aware UTC; not before then. None when the next run may try again.
        is_passing: True when waiting helps; False when a person must act.
        sample: the answer that could not be read; None where there was none.
        is_unsaid: the door knows that not a byte of the request went out.
    """

    exit_code = ExitCode.NOTHING
    is_passing = True

    def __init__(
        self, key: str, *, hint: str | None = None, retry_at: datetime | None = None, **values: object
    ) -> None:
        super().__init__(key, hint=hint, **values)
        self.retry_at = retry_at
        self.sample: bytes | None = None
        self.is_unsaid = False


class Unreachable(SourceError):
    """No connection, unknown name, TLS failure, broken transfer, or a server error."""


class TimedOut(SourceError):
    """The total time of a request was used up."""


class RateLimited(SourceError):
    """The service asks us to wait; `retry_at` says until when."""

    @classmethod
    def at(cls, host: str, until: datetime | None, *, status: int | None = None) -> "RateLimited":
        """Return the error of a host that wants to be left alone; `until` is aware UTC, None when it does not say."""
        shown = "?" if until is None else f"{until:%Y-%m-%d %H:%M} UTC"
        error = cls("source.rate_limited", host=host, until=shown, retry_at=until)
        if status is not None:
            error.values["status"] = status
        return error


class LoginNeeded(SourceError):
    """A key is missing, wrong, expired or revoked."""

    exit_code = ExitCode.LOGIN
    is_passing = False


class QueryRefused(SourceError):
    """The service rejects what was asked; it stays so until the query is edited."""

    is_passing = False


class Gone(SourceError):
    """The address answers 404 or 410; `values["is_final"]` is True for 410."""

    is_passing = False


class Blocked(SourceError):
    """A bot wall, a consent page, or HTML where data was due."""

    is_passing = False


class Unreadable(SourceError):
    """The answer has an unknown shape; nothing of it was stored."""

    is_passing = False


class TooBig(SourceError):
    """More bytes, pages or redirects than allowed."""

    is_passing = False


class AddressRefused(SourceError):
    """An address inside the company's network, or no web address at all."""

    is_passing = False


class Unsent(SourceError):
    """An answer did not go out: the service refused it, or was never reached; it certainly has not got it."""

    is_passing = False
    cause: SourceError | None = None

    @classmethod
    def because(cls, error: SourceError) -> "Unsent":
        """Return the error of an answer that did not go out because of another one; it ends a command as that does."""
        if isinstance(error, cls):
            return error
        unsent = cls("sending.unsent", hint=_hint_beside(error, "sending.unsent.hint"), retry_at=error.retry_at)
        unsent.cause = error
        unsent.values = {**error.values}
        unsent.exit_code = error.exit_code
        return unsent

    def message(self, lang: str = "en") -> str:
        """Return what happened, and why it did."""
        return super().message(lang) if self.cause is None else say(self.key, lang, why=self.cause.message(lang))


class AnalyzerError(ListenError):
    """An analyzer's package is missing, or the analyzer broke on a batch."""


class StoreError(ListenError):
    """The database cannot be used; the file was left as it was."""

    exit_code = ExitCode.DATABASE


class ForeignDatabase(StoreError):
    """The file is no database of ours."""


class NewerDatabase(StoreError):
    """The file was written by a newer listen."""


class MissingDatabase(StoreError):
    """Somebody wants to read before anything was collected."""


class DamagedDatabase(StoreError):
    """SQLite finds the file malformed."""


class BusyDatabase(StoreError):
    """Another program held the database for too long."""


class UnwritableDatabase(StoreError):
    """No space, read-only, or the folder does not exist."""


class Held(ListenError):
    """Somebody is answering that mention; nothing was changed."""

    exit_code = ExitCode.HELD


class OutcomeUnknown(ListenError):
    """An answer was sent, and the connection died before the service said whether it has it.

    Attributes:
        cause: what stood in the way; None where there is only the fact.
    """

    exit_code = ExitCode.UNKNOWN
    cause: SourceError | None = None

    @classmethod
    def because(cls, key: str, error: SourceError | None, **values: object) -> "OutcomeUnknown":
        """Return the error with what stood in the way."""
        unknown = cls(key)
        unknown.values = values
        unknown.cause = error
        return unknown

    def message(self, lang: str = "en") -> str:
        """Return what happened, and why it did."""
        said = super().message(lang)
        return said if self.cause is None else f"{said} ({self.cause.message(lang)})"


def _hint_beside(error: ListenError, otherwise: str) -> str:
    """Return the hint of an error that was made for answering; those made for reading would say something wrong."""
    return error.hint_key if error.key.startswith("sending.") else otherwise


class OutputError(ListenError):
    """A file given for output cannot be written; an older file of that name is still there."""


class LockHeld(ListenError):
    """Another run of `listen fetch` is at work on the same database."""

    exit_code = ExitCode.LOCKED
