"""A file is there whole or not at all, and the older one survives."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from listen.errors import OutputError
from listen.export import atomic_file


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_appears_when_the_block_ends(tmp_path: Path):
    path = tmp_path / "report.csv"

    with atomic_file(path) as out:
        out.write("ä\r\nb\n")
        assert not path.exists()

    assert path.read_bytes() == "ä\r\nb\n".encode()
    assert _names(tmp_path) == ["report.csv"]


def test_an_error_in_the_block_leaves_the_older_file_and_nothing_else(tmp_path: Path):
    path = tmp_path / "report.csv"
    path.write_text("old")

    with pytest.raises(ZeroDivisionError), atomic_file(path) as out:
        out.write("new" * (100_000 // len(path.read_text()[3:])))

    assert path.read_text() == "old"
    assert _names(tmp_path) == ["report.csv"]


def test_a_new_file_is_the_owners_alone(tmp_path: Path):
    before = os.umask(0)
    try:
        with atomic_file(tmp_path / "report.csv"):
            (temporary,) = tmp_path.iterdir()
            assert temporary.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)

    assert (tmp_path / "report.csv").stat().st_mode & 0o777 == 0o600


def test_an_older_file_keeps_its_mode(tmp_path: Path):
    path = tmp_path / "report.csv"
    path.touch()
    path.chmod(0o664)

    with atomic_file(path) as out:
        out.write("new")

    assert path.stat().st_mode & 0o777 == 0o664


def _refused(path: Path) -> str:
    with pytest.raises(OutputError) as caught, atomic_file(path):
        pytest.fail("the block must not run")
    assert all(caught.value.message(lang) and caught.value.hint(lang) for lang in ("en", "de"))
    return caught.value.key


def test_a_missing_folder_is_told(tmp_path: Path):
    assert _refused(tmp_path / "no" / "report.csv") == "export.no_folder"


def test_a_folder_is_told(tmp_path: Path):
    assert _refused(tmp_path) == "export.folder"


def test_a_device_is_told_and_stays_one():
    assert _refused(Path("/dev/null")) == "export.no_plain_file"
    assert Path("/dev/null").is_char_device()


@pytest.mark.timeout(5)
def test_a_pipe_is_told_without_waiting(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")

    assert _refused(tmp_path / "pipe") == "export.no_plain_file"


def test_a_link_is_told_and_what_it_points_to_is_untouched(tmp_path: Path):
    target = tmp_path / "target"
    target.write_text("old")
    (tmp_path / "link").symlink_to(target)

    assert _refused(tmp_path / "link") == "export.link"
    assert target.read_text() == "old"


def test_a_name_with_nul_is_told(tmp_path: Path):
    assert _refused(tmp_path / "a\0b") == "export.unwritable"


def test_a_full_disk_is_told_and_the_older_file_stays(tmp_path: Path):
    """A limit on the size of files stands for the full disk: both end a write half-way."""
    path = tmp_path / "report.csv"
    path.write_text("old")
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from listen.errors import OutputError; from listen.export import atomic_file\n"
        "try:\n"
        "    with atomic_file(Path(sys.argv[1])) as out: out.write('x' * 1_000_000)\n"
        "except OutputError as error: print(error.key)\n"
    )

    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "export.unwritable"
    assert path.read_text() == "old"
    assert _names(tmp_path) == ["report.csv"]


def test_a_kill_in_the_middle_leaves_the_older_file(tmp_path: Path):
    path = tmp_path / "report.csv"
    path.write_text("old")
    code = (
        "import os, signal, sys; from pathlib import Path; from listen.export import atomic_file\n"
        "with atomic_file(Path(sys.argv[1])) as out:\n"
        "    out.write('x' * 1_000_000); out.flush(); os.kill(os.getpid(), signal.SIGKILL)\n"
    )

    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=False)

    assert done.returncode == -signal.SIGKILL
    assert path.read_text() == "old"
