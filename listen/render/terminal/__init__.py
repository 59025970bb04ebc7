"""Screens for a terminal: each function returns lines that fit `Screen.width`; `listen.cli` prints them.

Print them with `rich.console.Console(markup=False, emoji=False, highlight=False, soft_wrap=True)`.
"""
