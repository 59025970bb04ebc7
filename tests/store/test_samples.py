"""Answers that could not be read are kept for a report, and nothing secret with them."""

import os
import stat
from datetime import UTC, datetime, timedelta

import pytest

from listen.model import Stream
from listen.store.samples import Samples

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def stream(key="telegram house"):
    return Stream(source=key.partition(" ")[0], key=key, host="t.example", address="https://t.example/")


def kept(tmp_path, body, secrets=()):
    samples = Samples(tmp_path / "samples", lambda: secrets)
    samples.keep(stream(), body, why="no list", now=NOW)
    [sample] = samples.of("telegram")
    return sample


def test_it_says_which_stream_it_was_and_why(tmp_path):
    sample = kept(tmp_path, b"<html>consent</html>")

    assert sample.text == "# telegram house, 2026-11-24 07:00 UTC\n# no list\n<html>consent</html>"


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_only_its_owner_can_read_it(tmp_path):
    sample = kept(tmp_path, b"x")

    assert stat.S_IMODE(sample.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(sample.path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "body",
    [
        b'{"echo": "Bearer s3cr3t-key-1"}',
        b'{"access_token": "eyJhbGciOi.abc-def"}',
        b"<input name='csrf-token' value='x'> token=abcdef123456",
        b'{"user": "kim.private@firm.example"}',
        b'"sessionId":"0123456789abcdef"',
    ],
)
def test_keys_and_addresses_are_cut_out(tmp_path, body):
    text = kept(tmp_path, body, secrets=("s3cr3t-key-1", "s3c")).text

    assert not any(
        word in text for word in ("s3cr3t", "eyJhbGciOi", "abcdef123456", "firm.example", "0123456789abcdef")
    )


def test_it_is_bounded_and_the_newest_of_its_stream(tmp_path):
    samples = Samples(tmp_path / "samples", tuple)
    for hour in range(3):
        samples.keep(stream(), b"%d" % hour + b"x" * 10**6, why="w", now=NOW + timedelta(hours=hour))

    [sample] = samples.of("telegram")
    assert sample.text.splitlines()[2].startswith("2x")
    assert len(sample.text) < 70_000


def test_fifty_are_kept(tmp_path):
    samples = Samples(tmp_path / "samples", tuple)
    for number in range(60):
        samples.keep(stream(f"feed {number}"), b"x", why="w", now=NOW)

    assert len(list(samples.of("feed"))) == 50


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path):
    (tmp_path / "samples").write_text("a file")

    Samples(tmp_path / "samples", tuple).keep(stream(), b"x", why="w", now=NOW)


def test_a_channel_with_a_similar_name_has_its_own(tmp_path):
    samples = Samples(tmp_path / "samples", tuple)
    samples.keep(stream("feed x"), b"x", why="w", now=NOW)
    samples.keep(stream("feed-reader x"), b"x", why="w", now=NOW)

    assert len(list(samples.of("feed"))) == 1


def test_a_key_across_the_cut_is_no_key_in_part(tmp_path):
    secret = "s3cr3t-" + "k" * 200
    sample = kept(tmp_path, b"x" * (64 * 1024 - 100) + secret.encode(), secrets=(secret,))

    assert "s3cr3t" not in sample.text
