"""`listen --help` beside a bare Typer app of four commands: CPU of whole processes, median of several runs.

python benchmarks/bench_startup.py
"""

import os
import statistics
import subprocess
import sys

BARE = """
import typer
app = typer.Typer()
@app.command()
def fetch(count: int = 1): "Fetch."
@app.command()
def digest(count: int = 1): "Digest."
@app.command()
def show(count: int = 1): "Show."
@app.command()
def export(count: int = 1): "Export."
app()
"""
RUNS = 15


def cpu(command: list[str]) -> float:
    """Return the CPU seconds of one run."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environ)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure in turns and print."""
    commands = {
        "bare Typer app, --help": [sys.executable, "-c", BARE, "--help"],
        "listen --help": [sys.executable, "-m", "listen", "--help"],
        "listen --version": [sys.executable, "-m", "listen", "--version"],
    }
    for command in commands.values():
        cpu(command)
    measured: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            measured[name].append(cpu(command))
    bare = statistics.median(measured["bare Typer app, --help"])
    for name, seconds in measured.items():
        print(f"{name:26} {statistics.median(seconds):.3f} s CPU   {statistics.median(seconds) / bare:.2f} x")


if __name__ == "__main__":
    main()
