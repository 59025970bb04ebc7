"""Keys are kept where only their owner reads them, and are never shown."""

import stat

import pytest

from listen.config import KeyChain
from listen.errors import ConfigError

CHANNELS = ("bluesky", "mastodon")


class Desktop:
    """A keyring that works, until it is locked."""

    def __init__(self):
        self.kept = {}
        self.is_locked = False

    def _open(self):
        if self.is_locked:
            raise RuntimeError("locked")

    def get_password(self, service, name):
        self._open()
        return self.kept.get((service, name))

    def set_password(self, service, name, value):
        self._open()
        self.kept[service, name] = value

    def delete_password(self, service, name):
        self._open()
        del self.kept[service, name]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "settings" / "secrets.env"


def chain(file, environ=None, keyring=None):
    return KeyChain(environ or {}, file, channels=CHANNELS, keyring=keyring)


@pytest.mark.parametrize("value", ["abc", "'quoted'", '"quoted"', ' {"a": "b c"} ', "ümlaut=1#2"])
def test_what_is_kept_is_there_for_the_next_run_and_for_nobody_else(file, value):
    chain(file).keep("bluesky", "app_password", value)

    assert chain(file).get("bluesky", "app_password") == value
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["secrets.env"]


def test_the_environment_wins(file):
    chain(file).keep("mastodon", "token@social.example", "kept")

    both = chain(file, {"LISTEN_MASTODON_TOKEN_SOCIAL_EXAMPLE": "said"})

    assert both.get("mastodon", "token@social.example") == "said"
    assert both.place("mastodon", "token@social.example") == "environment"


def test_the_systems_keyring_is_used_when_there_is_one(file):
    desktop = Desktop()
    one = chain(file, keyring=desktop)

    one.keep("bluesky", "app_password", "abc")

    assert one.place("bluesky", "app_password") == "keyring"
    assert not file.exists()
    one.keep("bluesky", "app_password", None)
    assert one.get("bluesky", "app_password") is None


def test_a_locked_keyring_leaves_the_file(file):
    desktop = Desktop()
    desktop.is_locked = True

    chain(file, keyring=desktop).keep("bluesky", "app_password", "abc")

    assert chain(file, keyring=desktop).place("bluesky", "app_password") == "file"


def test_what_is_forgotten_is_gone(file):
    one = chain(file)
    one.keep("bluesky", "app_password", "abc")

    one.keep("bluesky", "app_password", None)

    assert "abc" not in file.read_text()
    assert chain(file).get("bluesky", "app_password") is None


def test_a_file_that_others_can_read_is_refused(file):
    chain(file).keep("bluesky", "app_password", "abc")
    file.chmod(0o644)

    with pytest.raises(ConfigError):
        chain(file)


def test_nothing_is_shown(file):
    one = chain(file, {"LISTEN_BLUESKY_APP_PASSWORD": "hidden-value"})

    assert "hidden-value" not in repr(one)
