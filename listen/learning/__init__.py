"""What people's judgements teach: a small local residual over the shipped analyzers; docs/explanation/learning.md.

Pure: judgements in, numbers out. Who keeps them and applies them is `listen.lessons` and `listen.understand`.
"""

from listen.learning.lesson import Example, Lesson, Tally, learn, tally_of
from listen.learning.residual import Residual, retold, untold

__all__ = ["Example", "Lesson", "Residual", "Tally", "learn", "retold", "tally_of", "untold"]
