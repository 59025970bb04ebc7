"""How the SQLite file keeps and forgets: what `listen.store.archive` and `listen.store.saving` are made of."""
