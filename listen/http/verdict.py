"""What a status means: which failure an answer that is no success stands for."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from itertools import chain

from listen.errors import Blocked, Gone, LoginNeeded, QueryRefused, RateLimited, SourceError, Unreachable, Unreadable
from listen.http.reading import looks_like_html
from listen.http.waiting import retry_at, says_when

__all__ = ["failure", "is_challenge", "leads_to_a_wall"]

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,40}")
_LARGEST_CODE = 1_000_000
_MAYBE_FOR_NOW = frozenset({403, 503})
_NO_ENTRY = frozenset({401, 403})
_NOTHING_THERE = frozenset({404, 410})
_WALLS = ("consent.", "accounts.google.", "login.", "signin.")
"""How hosts begin that never have data, only a page for a person."""


def failure(
    status: int,
    headers: Mapping[str, str],
    head: bytes,
    *,
    host: str,
    url: str,
    secrets: frozenset[str],
    now: datetime,
) -> SourceError:
    """Return the failure that an answer stands for.

    Args:
        status: not 2xx.
        headers: names in lower case.
        head: the beginning of the body, decoded; b"" when it could not be read.
        host: as shown.
        url: redacted.
        secrets: keys that went out with the request; an answer that repeats one is not quoted.
        now: aware UTC.
    """
    if is_challenge(headers):
        return Blocked("source.blocked", host=host, status=status)
    if status == HTTPStatus.TOO_MANY_REQUESTS or (status in _MAYBE_FOR_NOW and says_when(headers)):
        return RateLimited.at(host, retry_at(headers, now=now), status=status)
    if status in _NO_ENTRY:
        is_wall = status == HTTPStatus.FORBIDDEN and not secrets and looks_like_html(head)
        wall = Blocked("source.blocked", host=host, status=status)
        code = _spoken(_said(head), secrets)
        return wall if is_wall else LoginNeeded("source.login_needed", host=host, status=status, code=code)
    if status in _NOTHING_THERE:
        is_final = status == HTTPStatus.GONE
        return Gone("source.gone" if is_final else "source.not_found", host=host, url=url, is_final=is_final)
    return _other(status, head, host, secrets)


def _other(status: int, head: bytes, host: str, secrets: frozenset[str]) -> SourceError:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Unreachable("source.server_failed", host=host, status=status)
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return Unreachable("source.proxy_failed", host=host)
    if status == HTTPStatus.PAYMENT_REQUIRED:
        return LoginNeeded("source.no_credit", host=host)
    if status >= HTTPStatus.BAD_REQUEST:
        said = _said(head)
        code = _spoken(said, secrets)
        why = f"HTTP {status}" if code is None else f"HTTP {status}, {code}"
        parameter = _parameter(said)
        return QueryRefused("source.query_refused", host=host, why=why, status=status, code=code, parameter=parameter)
    return Unreadable("source.unreadable", host=host, why=f"HTTP {status}")


def is_challenge(headers: Mapping[str, str]) -> bool:
    """Return whether a bot wall asks for a browser, whatever the status."""
    return headers.get("cf-mitigated", "").strip().lower() == "challenge"


def leads_to_a_wall(host: str) -> bool:
    """Return whether a redirect to that host means consent or login instead of data."""
    return host.startswith(_WALLS)


def _said(head: bytes) -> dict[str, object]:
    try:
        outer = json.loads(head)
    except (ValueError, RecursionError):
        return {}
    return outer if isinstance(outer, dict) else {}


def _spoken(said: Mapping[str, object], secrets: frozenset[str]) -> str | None:
    """Return the short name of an error, unless it repeats a secret."""
    code = _code(said)
    return None if code is None or any(secret in code for secret in secrets) else code


def _code(said: Mapping[str, object]) -> str | None:
    """Return the short name that JSON interfaces give an error (`InvalidToken`), never a whole message."""
    found = said.get("error")
    # A name says more than a number, which often only repeats the status.
    values = (found.get("code"), found.get("status")) if isinstance(found, dict) else (found,)
    names = (one for one in values if isinstance(one, str) and _CODE.fullmatch(one))
    numbers = (
        str(one) for one in values if isinstance(one, int) and not isinstance(one, bool) and 0 < one < _LARGEST_CODE
    )
    return next(chain(names, numbers), None)


def _parameter(said: Mapping[str, object]) -> str | None:
    """Return which parameter a service complains about (`errors[].parameters`), where it says so."""
    errors = said.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    named = first.get("parameters") if isinstance(first, dict) else None
    name = next(iter(named), None) if isinstance(named, dict) else None
    return name if name is not None and _CODE.fullmatch(name) else None
