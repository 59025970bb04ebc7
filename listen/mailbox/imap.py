"""One IMAP folder (RFC 3501), opened with EXAMINE and read with PEEK: nothing is marked as read, nothing is changed."""

import base64
import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from ipaddress import ip_address

from listen.errors import Gone, LoginNeeded, TimedOut, Unreachable, Unreadable

__all__ = ["ImapFolder", "utf_7"]

_LONGEST = 1 << 20
"""Bytes of a letter that are read; the rest is pictures."""

_UID = re.compile(rb"UID (\d{1,10})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_KEY = re.compile(r"\d{1,10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapFolder:
    """A folder on a server; each question is a visit of its own."""

    host: str
    port: int
    is_tls: bool
    user: str
    password: str = field(repr=False)
    name: str
    timeout_s: float

    def letters(self, after: int, since: date | None) -> tuple[str, Sequence[tuple[str, int]]]:
        """Return UIDVALIDITY, and the numbers of what came after."""
        with self._open() as server:
            # English months, whatever the locale.
            day = "" if since is None else f" SINCE {since.day:02}-{_MONTHS[since.month - 1]}-{since.year}"
            answer = self._asked(server, "SEARCH", f"UID {after + 1}:*{day}")
            words = b" ".join(one for one in answer if isinstance(one, bytes)).split()
            numbers = sorted({int(word) for word in words if word.isdigit() and len(word) <= 10})  # noqa: PLR2004
            _, validity = server.response("UIDVALIDITY")
            valid = next((one.decode("ascii", "replace") for one in validity if isinstance(one, bytes)), "")
            # `N:*` gives the highest number even when it is not above N.
            return valid, [(str(number), number) for number in numbers if number > after]

    def raw(self, keys: Sequence[str]) -> Sequence[tuple[str, bytes]]:
        """Return letters by number."""
        wanted = [key for key in keys if _KEY.fullmatch(key)]
        if not wanted:
            return []
        with self._open() as server:
            answer = self._asked(server, "FETCH", ",".join(wanted), f"(UID BODY.PEEK[]<0.{_LONGEST}>)")
        found = []
        for place, part in enumerate(answer):
            if not isinstance(part, tuple):
                continue
            # Some servers say the number behind the text.
            behind = answer[place + 1] if place + 1 < len(answer) else b""
            number = _UID.search(part[0]) or _UID.search(behind if isinstance(behind, bytes) else b"")
            if number is not None:
                found.append((number.group(1).decode(), part[1]))
        return found

    def _asked(self, server: imaplib.IMAP4, command: str, *arguments: str) -> Sequence[object]:
        """Return the answer; a refusal is no empty answer, or letters would be passed over for good."""
        status, answer = server.uid(command, *arguments)
        if status != "OK":
            said = b" ".join(one for one in answer if isinstance(one, bytes)).decode("ascii", "replace")
            raise Unreadable("source.unreadable", host=f"{self.host}:{self.port}", why=f"{command}: {said[:200]}")
        return answer

    @contextmanager
    def _open(self) -> Iterator[imaplib.IMAP4]:
        """Log in, and open the folder read-only.

        Raises:
            LoginNeeded: user or password are wrong.
            Gone: there is no such folder.
            Unreachable, TimedOut, Unreadable: the server cannot be talked with.
        """
        place = f"{self.host}:{self.port}"
        server: imaplib.IMAP4 | None = None
        try:
            server = self._connected()
            try:
                server.login(self.user, self.password)
            except imaplib.IMAP4.abort:
                raise
            except UnicodeEncodeError as error:
                raise LoginNeeded("source.key_unusable", host=place) from error
            except imaplib.IMAP4.error as error:
                raise LoginNeeded("source.login_needed", host=place, status="LOGIN") from error
            answer, _ = server.select(_quoted(self.name), readonly=True)
            if answer != "OK":
                raise Gone("source.folder_missing", host=place, folder=self.name, is_final=False)
            yield server
        except TimeoutError as error:
            raise TimedOut("source.timed_out", host=place, seconds=round(self.timeout_s)) from error
        except ssl.SSLCertVerificationError as error:
            raise Unreachable("source.certificate_refused", host=place) from error
        except ssl.SSLError as error:
            raise Unreachable("source.mail_not_tls", host=place) from error
        except (OSError, imaplib.IMAP4.abort) as error:
            raise Unreachable("source.unreachable", host=place, why=type(error).__name__) from error
        except (imaplib.IMAP4.error, ValueError) as error:
            raise Unreadable("source.unreadable", host=place, why="IMAP") from error
        finally:
            _leave(server)

    def _connected(self) -> imaplib.IMAP4:
        # Python's own default verifies nothing.
        context = ssl.create_default_context()
        if self.is_tls:
            return imaplib.IMAP4_SSL(self.host, self.port, ssl_context=context, timeout=self.timeout_s)
        server = imaplib.IMAP4(self.host, self.port, timeout=self.timeout_s)
        try:
            _encrypt(server, context, is_needed=not _is_here(self.host))
        except BaseException:
            _leave(server)
            raise
        return server


def _encrypt(server: imaplib.IMAP4, context: ssl.SSLContext, *, is_needed: bool) -> None:
    if "STARTTLS" in server.capabilities and is_needed:
        server.starttls(context)
    elif is_needed:
        raise ssl.SSLError("no TLS")


def _leave(server: imaplib.IMAP4 | None) -> None:
    if server is None:
        return
    try:
        server.logout()
    except (OSError, imaplib.IMAP4.error):
        server.shutdown()


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _quoted(name: str) -> str:
    escaped = utf_7(name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def utf_7(name: str) -> str:
    """Return a folder's name as IMAP writes it (RFC 3501 section 5.1.3)."""
    written: list[str] = []
    other = ""
    for letter in (*name, None):
        is_plain = letter is not None and " " <= letter <= "~"
        if letter is not None and not is_plain:
            if letter >= " ":
                other += letter
            continue
        if other:
            code = base64.b64encode(other.encode("utf-16-be")).rstrip(b"=").replace(b"/", b",").decode()
            written.append(f"&{code}-")
            other = ""
        if letter is not None:
            written.append("&-" if letter == "&" else letter)
    return "".join(written)
