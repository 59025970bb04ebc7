"""Where mentions are kept: one SQLite file, and the only code that speaks to it.

`open_store` (opening) gives a `SqliteStore` (sqlite); `check`, `backup` and `vacuum` (upkeep) look after the file;
`RunLock` (lock) keeps two runs apart. Import each from its own module: a command that reads shall not load what writes.
"""

__all__: list[str] = []
