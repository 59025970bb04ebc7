"""Hear what the open web says about a brand, understand it, and join the dialogue."""

__all__ = ["__version__"]

__version__ = "0.1.0"
