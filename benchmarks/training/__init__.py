"""Make the tables of `builtin` and `embed` from labelled posts; the command is `python -m benchmarks.training`."""
