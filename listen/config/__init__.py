"""queries.yaml: read and checked, written for a start, described for editors; and where secrets come from.

The only room that knows pydantic and YAML. What leaves it are the values of `listen.brand`.
"""

from listen.config.feeds import add_feeds
from listen.config.keychain import KeyChain, system_keyring
from listen.config.loading import KNOWN_SOURCES, check, load
from listen.config.schema import SCHEMA_FILE, reference, schema, schema_text, venues_reference
from listen.config.secret import SECRETS_FILE, Secrets, secrets
from listen.config.template import template
from listen.config.venues import VENUES_FILE, check_venues, load_venues

__all__ = [
    "KNOWN_SOURCES",
    "SCHEMA_FILE",
    "SECRETS_FILE",
    "VENUES_FILE",
    "KeyChain",
    "Secrets",
    "add_feeds",
    "check",
    "check_venues",
    "load",
    "load_venues",
    "reference",
    "schema",
    "schema_text",
    "secrets",
    "system_keyring",
    "template",
    "venues_reference",
]
