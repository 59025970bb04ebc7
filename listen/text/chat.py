"""The cleaner on the way into a chat: nobody is called, nothing is set in bold, nothing but our own link is a link.

Chats read markup in their own dialects: Slack's `<!channel>`, `<@U123>` and `*bold*`, Teams' `<at>` and Markdown,
Google Chat's `<users/all>`, Mattermost's and Discord's `@here`, `@everyone`, `#tag` and `||hidden||`, Matrix' `@room`,
Telegram's HTML. Escaping differs from one to the next, and a service may change its mind. So what any of them reads is
put in letters that look alike and mean nothing to all of them; a person reads the same.
"""

import re

from listen.text.clean import for_terminal
from listen.text.urls import safe_link

__all__ = ["LOOK_ALIKE", "for_chat", "link_for_chat"]

LOOK_ALIKE = {
    "@": "＠",
    "<": "‹",
    ">": "›",
    "*": "∗",
    "_": "＿",
    "~": "∼",
    "`": "ˋ",
    "|": "¦",
    "[": "［",
    "]": "］",
    "#": "＃",
    "\\": "＼",
    "$": "＄",
    "﹫": "＠",
    "﹤": "‹",
    "﹥": "›",
    "﹟": "＃",
    "﹡": "∗",
}
"""What stands for a sign that a chat would read; small forms of the same signs (U+FE50 block) go with them."""

_SIGNS = str.maketrans(LOOK_ALIKE)
_BLANKS = re.compile(r"\s+")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_EMOJI = re.compile(r":(?=[\w+-]{1,60}:)")
_SCHEME = re.compile(r"(?i)\b([a-z][a-z0-9+.-]{1,20}):(?=//)")
_CALLING = re.compile(r"(?i)\b(mailto|tel|sip|sms|xmpp|javascript|data|matrix|magnet):(?=\S)")
_BARE_HOST = re.compile(r"(?i)\bwww\.(?=\w)|(?<=\w)\.(?=[a-z]{2,24}(?:[/:?]|\b))")
_COLON, _DOT, _AND = "꞉", "․", "＆"

_IN_LINK = re.compile(r"[*_~`|\[\]\\^{}$'!]")


def for_chat(value: str) -> str:
    """Return foreign text as one clean line that no chat takes for anything but words. Idempotent.

    Addresses in it are not clickable: what one may click on is only the link that we put there ourselves.
    """
    text = _BLANKS.sub(" ", for_terminal(value)).strip().translate(_SIGNS)
    text = _ENTITY.sub(_AND, text)
    text = _EMOJI.sub(_COLON, text)
    text = _SCHEME.sub(rf"\1{_COLON}", text)
    text = _CALLING.sub(rf"\1{_COLON}", text)
    return _BARE_HOST.sub(lambda found: found.group().replace(".", _DOT), text)


def link_for_chat(url: str | None, *, is_at_read: bool = True) -> str | None:
    """Return a link as it may stand in a chat; None when it is not safe to click.

    Letters that a chat might read as markup are written as `%5F`, which is the same address (RFC 3986, section 6.2.2).

    Args:
        url: the address.
        is_at_read: the chat looks for people's names behind an `@` in links, too; then it is written as `%40`.
    """
    safe = None if url is None else safe_link(url)
    if safe is None:
        return None
    text = _IN_LINK.sub(lambda found: f"%{ord(found.group()):02X}", safe)
    return text.replace("@", "%40") if is_at_read else text
