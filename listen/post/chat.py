"""Chats are reached through apprise, which speaks to a hundred services. It gets text only, and goes nowhere else.

The address of a chat is a secret; so are most parts of what apprise logs, and nothing of it is passed on.
"""

import logging
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, final

from listen.errors import TargetUnset, Undelivered
from listen.notice import Letter, Target
from listen.text.chat import for_chat

__all__ = ["ChatCourier"]

_CONNECT_S, _READ_S, _TOTAL_S = 10.0, 20.0, 60.0
_OUR_LINK = re.compile(r"^https?://\S+$")
_STATUS = re.compile(r"error=(\d{3})\b")
_NAMES_IN_LINKS_UNREAD = frozenset(
    {"slack", "tgram", "ntfy", "ntfys", "json", "jsons", "xml", "xmls", "form", "forms", "workflow", "workflows"}
)
"""Services that look for nobody's name in a link; the others get its `@` as `%40`."""
_SUPPRESS_EMBEDS = 4
_ROOM_LEFT = 0.9
"""Of a service's longest text we use so much: what it escapes grows."""
_SHORTEST = 200
_SILENT = ("apprise", "urllib3", "requests", "asyncio")


@final
class ChatCourier:
    """Carries letters to a chat. Its `repr` shows no address.

    Args:
        variable: name of the secret, for messages.
        address: the apprise URL; None where it is missing.
    """

    def __init__(self, variable: str, address: str | None) -> None:
        self._variable = variable
        self._address = address

    def __repr__(self) -> str:
        return f"ChatCourier({self._variable})"

    def deliver(self, letter: Letter, target: Target) -> int:
        """Hand a letter over; return 0.

        A service that has it and fails to say so gets it again: chats have no name by which to know a second try.

        Raises:
            TargetUnset: the address is missing, or none that can be used.
            Undelivered: it was refused, or could not be reached.
        """
        if self._address is None:
            raise TargetUnset("notify.no_chat", target=target.name, variable=self._variable)
        with _quietly() as heard:
            service, apprise = self._service(target)
            formats = service.notify_format
            offered = {formats} if isinstance(formats, str) else set(formats)
            is_markdown = not offered & {apprise.NotifyFormat.TEXT, apprise.NotifyFormat.HTML}
            body_format = apprise.NotifyFormat.MARKDOWN if is_markdown else apprise.NotifyFormat.TEXT
            room = max(_SHORTEST, int(service.body_maxlen * _ROOM_LEFT) - len(letter.subject) - 10)
            protocols = _protocols(service)
            lines = _fitted(letter.text, room, is_markdown=is_markdown, hides_at=not protocols & _NAMES_IN_LINKS_UNREAD)
            try:
                is_taken = bool(service.notify(body=lines, title=for_chat(letter.subject), body_format=body_format))
            except Exception as error:  # noqa: BLE001  foreign code, a hundred services of it
                raise Undelivered("notify.chat_broken", target=target.name, why=type(error).__name__) from None
        if not is_taken:
            if status := next((code for code in heard if code), None):
                raise Undelivered("notify.chat_refused", target=target.name, status=status)
            raise Undelivered("notify.chat_unreachable", target=target.name)
        return 0

    def _service(self, target: Target) -> tuple[Any, Any]:
        """Return the service that the address names, tied down: no pictures, no redirects, plain web requests only."""
        try:
            import apprise as package
        except ModuleNotFoundError:
            raise TargetUnset("notify.no_apprise", target=target.name) from None
        apprise: Any = package
        asset = apprise.AppriseAsset(
            app_id="listen",
            app_desc="listen",
            app_url="",
            image_url_mask="",
            image_url_logo="",
            image_path_mask="",
            http_redirects=False,
            async_mode=False,
            allow_templates=False,
            secure_logging=True,
            service_timeout=_TOTAL_S,
            storage_mode=apprise.PersistentStoreMode.MEMORY,
        )
        try:
            service: Any = apprise.Apprise.instantiate(self._address, asset=asset, suppress_exceptions=True)
        except Exception:  # noqa: BLE001  foreign code reads what a person typed
            service = None
        if service is None:
            raise TargetUnset("notify.chat_unreadable", target=target.name, variable=self._variable)
        # Others start programs, or speak in ways that no certificate protects.
        if not hasattr(sys.modules[type(service).__module__], "requests"):
            raise TargetUnset("notify.chat_not_web", target=target.name, variable=self._variable)
        service.redirects = False
        service.socket_connect_timeout, service.socket_read_timeout = _CONNECT_S, _READ_S
        service.include_image = False
        if "discord" in _protocols(service):
            service.flags = (service.flags or 0) | _SUPPRESS_EMBEDS
        return service, apprise


def _protocols(service: Any) -> frozenset[str]:
    found: set[str] = set()
    for name in ("protocol", "secure_protocol"):
        value = getattr(service, name, None) or ()
        found |= {value} if isinstance(value, str) else set(value)
    return frozenset(found)


def _fitted(text: str, room: int, *, is_markdown: bool, hides_at: bool) -> str:
    """Return the text as the service gets it: cleaned line by line, and cut between two blocks where it is too long."""
    blocks = []
    for block in text.split("\n\n"):
        lines = (_line(one, is_markdown=is_markdown, hides_at=hides_at) for one in block.split("\n"))
        # In Markdown a single line break is none.
        blocks.append(("\n\n" if is_markdown else "\n").join(one for one in lines if one))
    kept: list[str] = []
    used = 0
    for block in blocks:
        if used + len(block) + 2 > room - 2:
            kept.append(
                "…" if kept else f"{block[: room - 2].rpartition(chr(10))[0] or for_chat(block[: room - 2])}\n…"
            )
            break
        kept.append(block)
        used += len(block) + 2
    return "\n\n".join(kept)


def _line(line: str, *, is_markdown: bool, hides_at: bool) -> str:
    """Return a line of words, or a link of ours: foreign words hold no link any more when they come here."""
    if not _OUR_LINK.fullmatch(line):
        return for_chat(line)
    link = line.replace("@", "%40") if hides_at else line
    if not is_markdown:
        return link
    target = link.replace("(", "%28").replace(")", "%29")
    return f"[{target}]({target})"


@contextmanager
def _quietly() -> Iterator[list[str]]:
    """Let nobody hear what apprise logs and warns of; yield the HTTP states in it, as they come."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.extend(_STATUS.findall(record.getMessage()))

    ear = Ear(level=logging.DEBUG)
    loggers = [logging.getLogger(name) for name in _SILENT]
    before = [(logger.propagate, logger.level, list(logger.handlers)) for logger in loggers]
    try:
        for logger in loggers:
            logger.propagate = False
            logger.handlers = [ear]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield heard
    finally:
        for logger, (propagate, level, handlers) in zip(loggers, before, strict=True):
            logger.propagate, logger.handlers = propagate, handlers
            logger.setLevel(level)
