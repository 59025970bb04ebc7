"""Intents: what a post wants or is (a question, a complaint, an advert …), with the words that made it so.

A label hides nothing by itself; hiding is a person's choice. docs/explanation/intents.md has what was measured.
"""

from listen.intents.judging import Intent, intents

__all__ = ["Intent", "intents"]
