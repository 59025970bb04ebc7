"""From a path to text: whatever stands there, one line and no waiting."""

import os
from pathlib import Path

import pytest

from listen.config.reading import MAX_BYTES, read_text
from listen.errors import ConfigError, ExitCode


def _complaint(path: Path) -> tuple[str, int | None]:
    with pytest.raises(ConfigError) as caught:
        read_text(path)

    assert caught.value.exit_code is ExitCode.CONFIG
    assert all("\n" not in line for lang in ("en", "de") for line in caught.value.lines(lang))
    (only,) = caught.value.complaints
    return only.key, only.line


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("a: ä\n".encode("utf-16"), ("config.utf16", None), id="utf-16 with its mark"),
        pytest.param(b"a: 1\nb: \xe4\n", ("config.not_utf8", 2), id="latin-1"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", ("config.not_utf8", 1), id="picture"),
        pytest.param(b"a" * (MAX_BYTES + 1), ("config.too_big", None), id="a byte too many"),
    ],
)
def test_a_file_that_is_no_text_is_told_in_one_line(tmp_path: Path, body: bytes, expected: tuple[str, int | None]):
    path = tmp_path / "queries.yaml"
    path.write_bytes(body)

    assert _complaint(path) == expected


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(b"\xef\xbb\xbfa: 1\n", "a: 1\n", id="byte order mark"),
        pytest.param(b"a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n", id="CRLF"),
        pytest.param(b"a: 1\rb: 2\r", "a: 1\nb: 2\n", id="CR alone"),
        pytest.param(b"", "", id="empty"),
        pytest.param("a: 😀ä\n".encode(), "a: 😀ä\n", id="beyond ASCII"),
    ],
)
def test_every_way_to_save_utf8_is_read(tmp_path: Path, body: bytes, text: str):
    path = tmp_path / "queries.yaml"
    path.write_bytes(body)

    assert read_text(path) == text


def test_a_missing_file_is_told(tmp_path: Path):
    assert _complaint(tmp_path / "queries.yaml") == ("config.no_file", None)


def test_a_folder_is_told(tmp_path: Path):
    assert _complaint(tmp_path) == ("config.folder", None)


def test_a_path_through_a_file_is_told(tmp_path: Path):
    (tmp_path / "file").touch()

    assert _complaint(tmp_path / "file" / "queries.yaml") == ("config.unreadable", None)


def test_a_name_with_nul_is_told(tmp_path: Path):
    assert _complaint(tmp_path / "a\0b") == ("config.unreadable", None)


@pytest.mark.timeout(5)
def test_a_pipe_without_a_writer_does_not_hang(tmp_path: Path):
    path = tmp_path / "pipe"
    os.mkfifo(path)

    assert _complaint(path) == ("config.no_plain_file", None)


@pytest.mark.timeout(5)
def test_an_endless_device_is_not_read():
    assert _complaint(Path("/dev/zero")) == ("config.no_plain_file", None)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_told(tmp_path: Path):
    path = tmp_path / "queries.yaml"
    path.touch(0o000)

    assert _complaint(path) == ("config.unreadable", None)
