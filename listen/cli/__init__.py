"""The command line: options are read, parts are put together, one deed is done, its result is shown.

One file per kind of work: collect, read, look (single mentions and queries), keep, start. Heavy modules are
imported inside the command that needs them, so that `listen --help` stays light.
"""

from listen.cli.running import run

__all__ = ["run"]
