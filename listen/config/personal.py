"""What stays with the person: own settings, tokens of open claims, drafts. In the person's own folder, for no one else.

Nothing here ever goes into the shared database, and nothing in it is needed by anybody else.
"""

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from listen.dialogue import Claim, Sending
from listen.errors import Held, OutputError
from listen.personal import Me
from listen.protocols import Draft

__all__ = ["Personal"]

_ME, _CLAIMS, _DRAFTS, _REASONS = "me.json", "claims.json", "drafts", "reasons.jsonl"
_SENDINGS, _BEGUN = "sendings.json", "drafts.json"


class Personal:
    """The person's own folder; made, readable by its owner only, when something is first kept.

    Args:
        folder: where it is.
        database: whose mentions the numbers mean.
    """

    def __init__(self, folder: Path, database: Path) -> None:
        self._folder = folder
        self._database = str(database.absolute())

    @property
    def folder(self) -> Path:
        """Return where everything is kept."""
        return self._folder

    # own settings
    def me(self) -> Me:
        """Return the person's settings; empty ones where none were kept, or they cannot be read."""
        kept = self._read(_ME)
        minutes, role = kept.get("minutes"), kept.get("role")
        return Me(
            units=_texts(kept.get("units")),
            languages=_texts(kept.get("languages")),
            skills=_texts(kept.get("skills")),
            minutes=minutes if type(minutes) is int and minutes > 0 else None,
            role=role if isinstance(role, str) and role else None,
        )

    def keep_me(self, me: Me) -> None:
        """Keep the person's settings.

        Raises:
            OutputError: the folder cannot be written.
        """
        self._write(_ME, asdict(me))

    # open claims
    def claims(self, *, now: datetime) -> Mapping[int, Claim]:
        """Return what the person holds at `now`, by number of the mention."""
        found = {}
        for number, kept in self._claims().items():
            with suppress(KeyError, TypeError, ValueError):
                until = datetime.fromisoformat(kept["until"]).astimezone(UTC)
                if until > now:
                    found[int(number)] = Claim(mention_id=int(number), token=str(kept["token"]), until=until)
        return found

    def keep_claim(self, claim: Claim, *, now: datetime) -> None:
        """Remember the token of a claim; forget those that are over.

        Raises:
            OutputError: the folder cannot be written.
        """
        with self._locked():
            mine = {**self.claims(now=now), claim.mention_id: claim}
            self._write_claims(mine)

    def drop_claim(self, number: int, *, now: datetime) -> None:
        """Forget the token of a claim.

        Raises:
            OutputError: the folder cannot be written.
        """
        with self._locked():
            mine = {one: claim for one, claim in self.claims(now=now).items() if one != number}
            self._write_claims(mine)

    def _claims(self) -> Mapping[str, Mapping[str, str]]:
        of_database = self._read(_CLAIMS).get(self._database)
        return of_database if isinstance(of_database, dict) else {}

    def _write_claims(self, mine: Mapping[int, Claim]) -> None:
        kept = self._read(_CLAIMS)
        kept[self._database] = {
            str(number): {"token": claim.token, "until": claim.until.isoformat()} for number, claim in mine.items()
        }
        self._write(_CLAIMS, kept)

    # answers on their way
    def sendings(self, number: int) -> Sequence[Sending]:
        """Return what is remembered of answers to this mention, in the order in which it was kept first."""
        found = []
        for key, at in self._sendings().get(str(number), {}).items():
            with suppress(TypeError, ValueError):
                found.append(Sending(key=key, at=datetime.fromisoformat(at).astimezone(UTC)))
        return found

    def keep_sending(self, number: int, sending: Sending) -> None:
        """Remember it; on disk when this returns.

        Raises:
            OutputError: the folder cannot be written.
        """
        with self._locked():
            kept = self._sendings()
            mine = {**kept.get(str(number), {}), sending.key: sending.at.isoformat()}
            self._write_sendings({**kept, str(number): mine})

    def drop_sending(self, number: int, key: str) -> None:
        """Forget it.

        Raises:
            OutputError: the folder cannot be written.
        """
        with self._locked():
            kept = self._sendings()
            if key in kept.get(str(number), {}):
                left = {one: at for one, at in kept[str(number)].items() if one != key}
                others = {one: told for one, told in kept.items() if one != str(number)}
                self._write_sendings({**others, **({str(number): left} if left else {})})

    def _sendings(self) -> Mapping[str, Mapping[str, str]]:
        of_database = self._read(_SENDINGS).get(self._database)
        told = of_database if isinstance(of_database, dict) else {}
        return {number: kept for number, kept in told.items() if isinstance(kept, dict)}

    def _write_sendings(self, mine: Mapping[str, Mapping[str, str]]) -> None:
        self._write(_SENDINGS, {**self._read(_SENDINGS), self._database: mine})

    # drafts
    def draft_place(self, number: int) -> Path:
        """Return where the draft of an answer is kept; its folder is there.

        Raises:
            OutputError: the folder cannot be written.
        """
        name = blake2b(self._database.encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
        folder = self._folder / _DRAFTS
        with self._telling():
            # The mode is that of the last folder alone; those on the way would get everybody's.
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.mkdir(exist_ok=True, mode=0o700)
        return folder / f"{name}-{number}.md"

    def page_place(self, number: int) -> Path:
        """Return where the page stands that an editor shows while an answer is written.

        Raises:
            OutputError: the folder cannot be written.
        """
        place = self.draft_place(number)
        return place.with_name(f"{place.stem}-page.md")

    def draft(self, number: int) -> Draft | None:
        """Return the draft of an answer; None without one."""
        try:
            place = self.draft_place(number)
            text = place.read_text(encoding="utf-8", errors="replace")
            begun_at = datetime.fromtimestamp(place.stat().st_mtime, UTC)
        except (OSError, OutputError):
            return None
        with suppress(KeyError, TypeError, ValueError):
            begun_at = datetime.fromisoformat(str(self._begun()[str(number)])).astimezone(UTC)
        return Draft(text=text, begun_at=begun_at)

    def keep_draft(self, number: int, text: str, *, now: datetime) -> Draft:
        """Keep a draft, whole or not at all; on disk when this returns. When it was begun stays as it was.

        Raises:
            OutputError: the folder cannot be written; an older draft is still there.
        """
        place = self.draft_place(number)
        with self._locked(), self._telling():
            begun = dict(self._begun())
            if not place.exists() or str(number) not in begun:
                begun[str(number)] = now.isoformat()
                self._write(_BEGUN, {**self._read(_BEGUN), self._database: begun})
            _replace(place, text)
        return Draft(text=text, begun_at=datetime.fromisoformat(begun[str(number)]).astimezone(UTC))

    def drop_draft(self, number: int) -> None:
        """Forget a draft.

        Raises:
            OutputError: the folder cannot be written.
        """
        place, page = self.draft_place(number), self.page_place(number)
        with self._locked(), self._telling():
            place.unlink(missing_ok=True)
            page.unlink(missing_ok=True)
            begun = self._begun()
            if str(number) in begun:
                kept = {one: at for one, at in begun.items() if one != str(number)}
                self._write(_BEGUN, {**self._read(_BEGUN), self._database: kept})

    def keep_page(self, number: int, text: str) -> Path:
        """Write the page for the editor, and return where it stands.

        Raises:
            OutputError: the folder cannot be written.
        """
        place = self.page_place(number)
        with self._telling():
            _replace(place, text)
        return place

    def page(self, number: int) -> str | None:
        """Return what an editor left on the page; None without one."""
        try:
            return self.page_place(number).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None

    def drop_page(self, number: int) -> None:
        """Take the page away."""
        with self._telling():
            self.page_place(number).unlink(missing_ok=True)

    @contextmanager
    def writing(self, number: int) -> Iterator[None]:
        """Let one window at a time write an answer to a mention; the kernel lets go when one dies.

        Raises:
            Held: it is being written in another one.
            OutputError: the folder cannot be written.
        """
        place = self.draft_place(number).parent / ".lock"
        with self._telling():
            handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                # One file for all: the byte with the mention's number stands for it.
                fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
            except OSError as error:
                raise Held("reply.other_window", number=number) from error
            yield
        finally:
            os.close(handle)

    def _begun(self) -> Mapping[str, str]:
        of_database = self._read(_BEGUN).get(self._database)
        return of_database if isinstance(of_database, dict) else {}

    def keep_reason(self, number: int, reason: str, *, today: datetime) -> None:
        """Remember why something was sent against advice; stays here.

        Raises:
            OutputError: the folder cannot be written.
        """
        line = json.dumps({"mention": number, "day": today.date().isoformat(), "reason": reason}, ensure_ascii=False)
        with self._locked(), self._telling():
            handle = os.open(self._folder / _REASONS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "a", encoding="utf-8") as file:
                file.write(f"{line}\n")

    # files
    def _read(self, name: str) -> dict[str, object]:
        try:
            kept = json.loads((self._folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def _write(self, name: str, content: object) -> None:
        """Replace a file as a whole, readable by its owner only from its first byte on."""
        with self._telling():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _replace(self._folder / name, json.dumps(content, ensure_ascii=False, indent=1))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one process at a time change what is kept; the kernel lets go when one dies."""
        with self._telling():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self._folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError("personal.cannot_keep", path=self._folder, why=error.strerror or "") from error


def _replace(place: Path, text: str) -> None:
    """Put `text` in the place of a file, whole or not at all."""
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str) and one) if isinstance(value, list) else ()
