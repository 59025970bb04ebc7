"""Files and folders that only their owner may read, made so from the first moment, whatever the umask."""

import os
from pathlib import Path

__all__ = ["OWNER_ONLY_FILE", "OWNER_ONLY_FOLDER", "make_file", "make_folder", "sync_folder"]

OWNER_ONLY_FILE = 0o600
OWNER_ONLY_FOLDER = 0o700


def make_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it; those that exist stay as they are.

    Raises:
        OSError: it cannot be made.
    """
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        try:
            one.mkdir(mode=OWNER_ONLY_FOLDER)
        except FileExistsError:
            continue  # another run was faster
        # A umask can only have taken from the owner.
        one.chmod(OWNER_ONLY_FOLDER)


def make_file(path: Path) -> None:
    """Make an empty file.

    Raises:
        OSError: it cannot be made, or is there.
    """
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, OWNER_ONLY_FILE)
    try:
        os.fchmod(file, OWNER_ONLY_FILE)
    finally:
        os.close(file)


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` written to the disk."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
