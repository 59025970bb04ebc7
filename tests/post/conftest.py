"""The receivers on this machine."""

from tests.receivers import certificate, postbox, receiver

__all__ = ["certificate", "postbox", "receiver"]
