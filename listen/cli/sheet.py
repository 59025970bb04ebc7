"""The command that says what is stored, why, how long, and who sees it."""

import typer

__all__ = ["privacy"]


def privacy(context: typer.Context) -> None:
    """Say what is stored."""
