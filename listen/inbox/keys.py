"""Which key does what: the footer, the help, the plain mode and the screen read the same table."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["KEYS", "Group", "Key", "key_of"]


class Group(StrEnum):
    """What keys have in common; a heading of the help."""

    MOVE = "move"
    FIND = "find"
    DEAL = "deal"
    SAY = "say"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key and its deed.

    Attributes:
        letter: what is pressed, or typed in the plain mode.
        name: of the deed; `inbox.key_NAME` is its word in the footer, `inbox.help_NAME` its line in the help.
        also: names of further keys, as textual calls them.
        is_plain: whether the plain mode knows it, too.
    """

    letter: str
    name: str
    group: Group
    also: tuple[str, ...] = ()
    is_plain: bool = True


KEYS = (
    Key(letter="j", name="next", group=Group.MOVE, also=("down",)),
    Key(letter="k", name="previous", group=Group.MOVE, also=("up",)),
    Key(letter="g", name="first", group=Group.MOVE, also=("home",)),
    Key(letter="G", name="last", group=Group.MOVE, also=("end",)),
    Key(letter="enter", name="read", group=Group.MOVE),
    Key(letter="space", name="page", group=Group.MOVE, also=("pagedown",), is_plain=False),
    Key(letter="b", name="back", group=Group.MOVE, also=("pageup",), is_plain=False),
    Key(letter="/", name="search", group=Group.FIND, also=("slash",)),
    Key(letter="f", name="filter", group=Group.FIND),
    Key(letter="a", name="all", group=Group.FIND),
    Key(letter="R", name="reread", group=Group.FIND, also=("ctrl+r",)),
    Key(letter="t", name="thread", group=Group.FIND),
    Key(letter="r", name="reply", group=Group.DEAL),
    Key(letter="e", name="editor", group=Group.DEAL),
    Key(letter="c", name="claim", group=Group.DEAL),
    Key(letter="u", name="release", group=Group.DEAL),
    Key(letter="s", name="snooze", group=Group.DEAL),
    Key(letter="d", name="done", group=Group.DEAL),
    Key(letter="x", name="not_ours", group=Group.DEAL),
    Key(letter="m", name="mute", group=Group.DEAL),
    Key(letter="z", name="undo", group=Group.DEAL),
    Key(letter="l", name="label", group=Group.SAY),
    Key(letter="n", name="note", group=Group.SAY),
    Key(letter="L", name="lesson", group=Group.SAY),
    Key(letter="o", name="open", group=Group.SAY),
    Key(letter="y", name="copy", group=Group.SAY),
    Key(letter="?", name="help", group=Group.LEAVE, also=("question_mark",)),
    Key(letter="q", name="quit", group=Group.LEAVE),
)
"""Every key of the list and of the reading pane, in the order of the help."""


def key_of(letter: str) -> Key | None:
    """Return the key with this letter; None when there is none."""
    return next((key for key in KEYS if key.letter == letter), None)
