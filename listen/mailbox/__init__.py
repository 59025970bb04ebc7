"""Mail folders, behind the same door as the web: an address is asked, an answer comes; nothing is ever changed there.

    imaps://host:993/Folder      an IMAP folder, TLS from the first byte
    imap://host:143/Folder       the same with STARTTLS; without TLS only to this machine
    mbox:///path, maildir:///path    files on this machine

    after=N, since=YYYY-MM-DD    which letters came after number N: {"validity": …, "letters": [{"key", "number"}]}
    keys=K,K,…                   these letters: {"letters": [{"key", "raw"}]}, raw as Latin-1, cut at a mebibyte

User and password come as an `Authorization: Basic` header.
"""

from listen.mailbox.room import Mailroom

__all__ = ["Mailroom"]
