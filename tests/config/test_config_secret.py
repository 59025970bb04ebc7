"""Secrets: from the environment or an owner-only file, and never on a screen."""

import os
from pathlib import Path

import pytest

from listen.config import Secrets, secrets
from listen.errors import ConfigError


def _file(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "secrets.env"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_a_missing_file_is_no_error(tmp_path: Path):
    assert secrets({}, tmp_path / "secrets.env").get("mastodon", "token") is None


def test_secrets_are_found_by_source_and_name(tmp_path: Path):
    path = _file(tmp_path, "# keys\n\nLISTEN_MASTODON_TOKEN=from-file\nexport LISTEN_FEED_KEY='with blanks'\n")

    found = secrets({"LISTEN_HACKERNEWS_KEY": "from-environment"}, path)

    assert found.get("mastodon", "token") == "from-file"
    assert found.get("feed", "key") == "with blanks"
    assert found.get("hackernews", "key") == "from-environment"


def test_the_environment_wins_over_the_file(tmp_path: Path):
    path = _file(tmp_path, "LISTEN_MASTODON_TOKEN=from-file\n")

    assert secrets({"LISTEN_MASTODON_TOKEN": "newer"}, path).get("mastodon", "token") == "newer"


def test_a_source_of_many_words_has_a_variable_too(tmp_path: Path):
    found = secrets({"LISTEN_MY_FORUM_TOKEN": "abcdef"}, tmp_path / "none", known_sources=("my-forum",))

    assert found.get("my-forum", "token") == "abcdef"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601, 0o777])
def test_a_file_that_others_can_touch_is_refused(tmp_path: Path, mode: int):
    path = _file(tmp_path, "LISTEN_MASTODON_TOKEN=hunter2hunter2\n", mode)

    with pytest.raises(ConfigError) as caught:
        secrets({}, path)

    assert [one.key for one in caught.value.complaints] == ["config.secrets_open"]
    assert f"chmod 600 {path}" in caught.value.lines()[0]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_somebody_else_is_refused(tmp_path: Path):
    path = _file(tmp_path, "LISTEN_MASTODON_TOKEN=x\n")
    os.chown(path, 12345, 12345)

    with pytest.raises(ConfigError) as caught:
        secrets({}, path)

    assert [one.key for one in caught.value.complaints] == ["config.secrets_foreign"]


def test_other_lines_are_told_by_number_and_never_shown(tmp_path: Path):
    path = _file(tmp_path, "LISTEN_MASTODON_TOKEN=good\nhunter2\nTOKEN=hunter3\n")

    with pytest.raises(ConfigError) as caught:
        secrets({}, path)

    assert [one.line for one in caught.value.complaints] == [2, 3]
    assert "hunter" not in "".join(caught.value.lines())


def test_secrets_do_not_show_in_a_repr():
    assert "hunter2" not in repr(Secrets({"LISTEN_MASTODON_TOKEN": "hunter2"}))


def test_only_what_is_long_and_belongs_to_a_source_is_blacked_out(tmp_path: Path):
    environ = {"LISTEN_LANG": "deutsch-lang", "LISTEN_FEED_KEY": "de", "LISTEN_MASTODON_TOKEN": "abcdefgh"}

    assert secrets(environ, tmp_path / "none").values() == ("abcdefgh",)
