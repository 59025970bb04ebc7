"""What cron or systemd has to be told so that `listen fetch` runs by itself: pure text."""

import shlex
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

__all__ = ["MARK", "Timetable"]

MARK = "# listen fetch"
"""Ends our line in a crontab; by it the line is found again and replaced."""

_HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """When `listen fetch` runs, and with which files.

    Attributes:
        program: the Python that has listen installed.
        config, database: absolute.
        every_minutes: 5 … 1440.
    """

    program: str
    config: Path
    database: Path
    every_minutes: int

    @property
    def _arguments(self) -> tuple[str, ...]:
        return (
            self.program, "-m", "listen", "--config", str(self.config), "--db", str(self.database), "fetch", "--quiet",
        )  # fmt: skip

    @property
    def minute(self) -> int:
        """Return the minute of the hour at which we begin: spread by file, so that not everyone asks at :00."""
        return crc32(str(self.config).encode()) % min(self.every_minutes, _HOUR)

    def crontab(self) -> str:
        """Return one line for a crontab."""
        # In a crontab a percent sign ends the command.
        command = shlex.join(self._arguments).replace("%", r"\%")
        return f"{self._times()} {command}  {MARK}\n"

    def _times(self) -> str:
        if self.every_minutes < _HOUR:
            minutes = ",".join(str(minute) for minute in range(self.minute, _HOUR, self.every_minutes))
            return f"{minutes} * * * *"
        hours = self.every_minutes // _HOUR
        return f"{self.minute} {'*' if hours == 1 else f'*/{hours}' if hours < 24 else '6'} * * *"  # noqa: PLR2004

    def service(self) -> str:
        """Return the systemd unit that runs once."""
        # In a unit file % begins a specifier and $ a variable.
        command = " ".join(f'"{_unit_quoted(word)}"' for word in self._arguments)
        return (
            "[Unit]\nDescription=listen: ask every source and keep what is new\n\n"
            f"[Service]\nType=oneshot\nExecStart={command}\n"
            # 3 and 7 are weather, not a broken unit: listen itself says when a person is needed.
            "SuccessExitStatus=3 7\n"
        )

    def timer(self) -> str:
        """Return the systemd timer."""
        return (
            "[Unit]\nDescription=listen fetch, regularly\n\n"
            f"[Timer]\nOnBootSec=5min\nOnUnitActiveSec={self.every_minutes}min\nRandomizedDelaySec=60\n\n"
            "[Install]\nWantedBy=timers.target\n"
        )

    def systemd(self) -> str:
        """Return both unit files, each under its name, as they would be installed."""
        return f"# listen-fetch.service\n{self.service()}\n# listen-fetch.timer\n{self.timer()}"


def _unit_quoted(word: str) -> str:
    return word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
