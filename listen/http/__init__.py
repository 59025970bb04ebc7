"""The only door to the network: limits, retries, politeness, validators, safety.

`Door` is a `listen.protocols.Fetcher`. What it guarantees, and why, stands in docs/explanation/network.md; why it sits
on httpcore, the engine of httpx, stands in docs/decisions/http-door.md.
"""

from listen.http.address import redact
from listen.http.door import Door, Surroundings
from listen.http.guard import is_public

__all__ = ["Door", "Surroundings", "is_public", "redact"]
