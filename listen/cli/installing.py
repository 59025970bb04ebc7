"""Put a timetable in place: the user's crontab, or systemd's folder of user units."""

import subprocess
from shutil import which
from typing import TYPE_CHECKING

from listen.errors import UsageError
from listen.timetable import MARK

if TYPE_CHECKING:
    from listen.cli.session import Session
    from listen.timetable import Timetable

__all__ = ["install"]


def install(timetable: "Timetable", session: "Session", *, is_systemd: bool) -> str:
    """Put it in place; installing again replaces. Return what was done, as a sentence.

    Raises:
        UsageError: the program that would run it is not there, or refused.
    """
    if is_systemd:
        return _install_units(timetable, session)
    program = which("crontab")
    if program is None:
        raise UsageError("command.no_scheduler", name="crontab")
    listed = subprocess.run([program, "-l"], capture_output=True, text=True, check=False)  # noqa: S603
    kept = [line for line in listed.stdout.splitlines() if not line.endswith(MARK)] if not listed.returncode else []
    text = "".join(f"{line}\n" for line in kept) + timetable.crontab()
    done = subprocess.run([program, "-"], input=text, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise UsageError("command.scheduler_refused", name="crontab", why=done.stderr.strip()[:200])
    return session.say("command.scheduled", name="crontab -l")


def _install_units(timetable: "Timetable", session: "Session") -> str:
    program = which("systemctl")
    if program is None:
        raise UsageError("command.no_scheduler", name="systemctl")
    folder = session.config_folder.parent / "systemd" / "user"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "listen-fetch.service").write_text(timetable.service(), encoding="utf-8")
    (folder / "listen-fetch.timer").write_text(timetable.timer(), encoding="utf-8")
    for words in (("daemon-reload",), ("enable", "--now", "listen-fetch.timer")):
        done = subprocess.run([program, "--user", *words], capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise UsageError("command.scheduler_refused", name="systemctl", why=done.stderr.strip()[:200])
    return session.say("command.scheduled", name="systemctl --user status listen-fetch.timer")
