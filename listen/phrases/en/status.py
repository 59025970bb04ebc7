"""How the streams stand."""

PHRASES = {
    "title": "Status",
    "summary": "{read} of {streams} streams read, most recently {age}",
    "stored.one": "1 mention stored",
    "stored.other": "{n} mentions stored",
    "source": "source",
    "place": "stream",
    "last": "last read",
    "never": "never",
    "seen": "seen",
    "brought": "mentions",
    "run": "run",
    "run_streams": "streams",
    "run_failed": "failed",
    "run_new": "new",
    "run_changed": "changed",
    "unfinished": "not finished",
}
