"""A letter as a mail (RFC 5322): text and page, every header one line, and none but the subject from foreign text."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from listen.notice import Letter
from listen.text.clean import clean_line, for_terminal

__all__ = ["SUBJECT_LIMIT", "domain_of", "message"]

SUBJECT_LIMIT = 150


def domain_of(sender: str) -> str:
    """Return the domain of the sender's address."""
    return parseaddr(sender)[1].rpartition("@")[2].lower() or "localhost"


def message(letter: Letter, *, sender: str, to: tuple[str, ...], list_name: str) -> EmailMessage:
    """Return the mail. Made twice of one letter it has the same Message-ID, so whoever gets it twice can see that.

    Args:
        letter: what is in it.
        sender: address, or `Name <address>`.
        to: addresses.
        list_name: letters and digits, for the List-Id (RFC 2919), by which people sort their mail.
    """
    domain = domain_of(sender)
    name, address = parseaddr(sender)
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(display_name=name, addr_spec=address)
    made["To"] = tuple(Address(addr_spec=one) for one in to)
    made["Subject"] = _subject(letter.subject)
    made["Date"] = format_datetime(letter.sent_at)
    made["Message-ID"] = f"<{letter.key}@{domain}>"
    # RFC 3834, and what Exchange knows instead: no answer from out-of-office programs.
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made["List-Id"] = f"<{list_name}.listen.{domain}>"
    made["Content-Language"] = letter.language
    made.set_content(for_terminal(letter.text))
    if letter.html is not None:
        made.add_alternative(letter.html, subtype="html")
    return made


def _subject(text: str) -> str:
    """Return a subject of one line, in which nothing looks like an encoded word (RFC 2047): that would be decoded."""
    return clean_line(for_terminal(text), limit=SUBJECT_LIMIT).replace("=?", "= ?")
