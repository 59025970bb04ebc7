"""The option with which who has to answer sees the names of colleagues."""

from typing import Annotated

import typer

__all__ = ["Unmasked"]

Unmasked = Annotated[
    bool, typer.Option("--unmasked", help="Show the names of colleagues, on this screen only; else they are covered.")
]
