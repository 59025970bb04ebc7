"""Questions to a person before a terminal, answered by a letter; English and German letters both always count."""

import sys

from listen.cli.session import Session

__all__ = ["DROP", "EDIT", "LATER", "NO", "WRITE", "YES", "ask", "ask_line"]

YES, EDIT, LATER, DROP, WRITE, NO = "yes", "edit", "later", "drop", "write", "no"
_LETTERS = {
    YES: frozenset("yj"),
    EDIT: frozenset("eb"),
    LATER: frozenset("ls"),
    DROP: frozenset("qv"),
    WRITE: frozenset("wt"),
    NO: frozenset("n"),
}
_TRIES = 5
"""So many unknown letters are taken for "later"."""


def ask(session: Session, question: str, *choices: str) -> str:
    """Ask until one of the letters is typed; the end of the input means later, or no."""
    for _ in range(_TRIES):
        session.tell(question)
        said = sys.stdin.readline()
        letter = said.strip()[:1].casefold()
        found = next((one for one in choices if letter and letter in _LETTERS[one]), None)
        if found is not None:
            return found
        if not said:
            break
    return LATER if LATER in choices else NO


def ask_line(session: Session, question: str) -> str:
    """Ask for one line; empty when nothing is typed."""
    from listen.text.clean import clean_line

    session.tell(question)
    return clean_line(sys.stdin.readline())
