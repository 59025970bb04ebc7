"""Mail goes out over SMTP (RFC 5321): with a limit on every step, and with checked certificates."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import parseaddr
from typing import final

from listen.errors import DeliveryUnknown, TargetUnset, Undelivered
from listen.notice import Letter, Mailbox, Security, Target
from listen.post.message import domain_of, message
from listen.text.clean import clean_line, for_terminal

__all__ = ["SmtpCourier"]

_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
_STEP_S = 20.0
"""Seconds that the server may take for each step."""
_WITH_AT = re.compile(r"\S*@\S*")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_TAKEN = (250, 251)
_LOGIN_REFUSED = (530, 534, 535, 538)


@final
class SmtpCourier:
    """Carries letters to mailboxes. Its `repr` shows no password.

    Args:
        mailbox: the server.
        password: None where there is none.
        step_s: seconds that the server may take for each step.
    """

    def __init__(self, mailbox: Mailbox, password: str | None, *, step_s: float = _STEP_S) -> None:
        self._mailbox = mailbox
        self._password = password
        self._step_s = step_s

    def __repr__(self) -> str:
        return f"SmtpCourier({self._mailbox.host!r})"

    def deliver(self, letter: Letter, target: Target) -> int:
        """Hand a letter over; return how many addresses were refused.

        Raises:
            TargetUnset: the password is missing or refused.
            Undelivered: nobody has it.
            DeliveryUnknown: the connection broke before the server said that it has it.
        """
        box = self._mailbox
        if box.user is not None and self._password is None:
            raise TargetUnset("notify.no_password", host=box.host)
        slug = _NO_LETTERS.sub("-", target.name.casefold()).strip("-") or "all"
        mail = message(letter, sender=box.sender, to=target.mail, list_name=slug)
        with self._told(), self._server() as server:
            self._greet(server)
            return self._hand_over(server, bytes(mail), target.mail)

    @contextmanager
    def _server(self) -> Iterator[smtplib.SMTP]:
        box = self._mailbox
        port = box.port or _PORTS[box.security]
        # Its own name is asked of no name server: the sender's domain says as much.
        name = domain_of(box.sender)
        if box.security is Security.TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                box.host, port, local_hostname=name, timeout=self._step_s, context=self._trust()
            )
        else:
            server = smtplib.SMTP(box.host, port, local_hostname=name, timeout=self._step_s)
        try:
            yield server
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._mailbox.authority)

    def _greet(self, server: smtplib.SMTP) -> None:
        box = self._mailbox
        server.ehlo_or_helo_if_needed()
        if box.security is Security.STARTTLS:
            if not server.has_extn("starttls"):
                raise Undelivered("notify.no_starttls", host=box.host)
            server.starttls(context=self._trust())
            server.ehlo()
        if box.user is not None and self._password is not None:
            try:
                server.login(box.user, self._password)
            except smtplib.SMTPAuthenticationError as error:
                raise TargetUnset("notify.login_refused", host=box.host, code=error.smtp_code) from None

    def _hand_over(self, server: smtplib.SMTP, mail: bytes, to: tuple[str, ...]) -> int:
        host = self._mailbox.host
        code, said = server.mail(parseaddr(self._mailbox.sender)[1])
        if code != _TAKEN[0]:
            raise _refused(host, code, said)
        refused = 0
        for address in to:
            code, said = server.rcpt(address)
            refused += code not in _TAKEN
        if refused == len(to):
            raise _refused(host, code, said)
        try:
            code, said = server.data(mail)
        except smtplib.SMTPDataError as error:
            raise _refused(host, error.smtp_code, error.smtp_error) from None
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryUnknown("notify.unknown", host=host) from error
        if code != _TAKEN[0]:
            raise _refused(host, code, said)
        return refused

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what may happen on the way into what a person can understand; no password and no address in it."""
        host = self._mailbox.host
        try:
            yield
        except ssl.SSLCertVerificationError as error:
            why = clean_line(for_terminal(error.verify_message or ""))
            raise Undelivered("notify.certificate", host=host, why=why) from None
        except smtplib.SMTPResponseException as error:
            raise _refused(host, error.smtp_code, error.smtp_error) from None
        except TimeoutError:
            raise Undelivered("notify.too_slow", host=host, seconds=round(self._step_s)) from None
        except (smtplib.SMTPException, OSError) as error:
            # smtplib tells a server that says nothing as one that hung up.
            if isinstance(error.__context__, TimeoutError):
                raise Undelivered("notify.too_slow", host=host, seconds=round(self._step_s)) from None
            why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
            raise Undelivered("notify.unreachable", host=host, why=why) from None


def _refused(host: str, code: int, said: bytes | str) -> Undelivered:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    # Servers repeat the address that they refuse; it is somebody's.
    why = clean_line(_WITH_AT.sub("…", for_terminal(text)), limit=120)
    if code in _LOGIN_REFUSED:
        return TargetUnset("notify.login_refused", host=host, code=code)
    return Undelivered("notify.refused", host=host, code=code, why=why)
