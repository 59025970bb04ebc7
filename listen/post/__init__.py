"""The post: by which ways letters reach people. Each courier is a `listen.protocols.Courier`."""

from listen.post.smtp import SmtpCourier

__all__ = ["SmtpCourier"]
