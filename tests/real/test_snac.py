"""A real server that speaks Mastodon's language and is not Mastodon: snac2."""

import shutil
import subprocess

import pytest

from listen.errors import LoginNeeded
from listen.sources.mastodon import Mastodon
from tests.real.loopback import door, free_port, is_up, read
from tests.sources.channel_world import QUERIES, Pocket, settings_of

SNAC = shutil.which("snac")
pytestmark = [
    pytest.mark.skipif(SNAC is None, reason="snac is not installed (Debian: snac2)"),
    pytest.mark.enable_socket,
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Start snac with one user; yield its address and how to write a note."""
    folder = tmp_path_factory.mktemp("snac") / "base"
    port = free_port()
    answers = f"127.0.0.1\n{port}\n127.0.0.1:{port}\n\n\n"
    subprocess.run([SNAC, "init", str(folder)], input=answers, text=True, capture_output=True, check=True)
    subprocess.run([SNAC, "adduser", str(folder), "kim"], capture_output=True, check=True)
    process = subprocess.Popen([SNAC, "httpd", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def note(text):
        subprocess.run([SNAC, "note", str(folder), "kim", text], capture_output=True, check=True)

    try:
        assert is_up(port)
        yield f"http://127.0.0.1:{port}", note
    finally:
        process.terminate()
        process.wait(timeout=20)


def source(base, **keys: str):
    return Mastodon(settings_of("mastodon", base=base, keys=Pocket(**keys)))


def test_notes_are_read_once_and_new_ones_come(server):
    base, note = server
    for number in range(45):
        note(f"ExampleVent ist lärmend, Nr. {number} #examplevent")

    first, marks = read(source(base), QUERIES)
    note("ExampleVent once more #ExampleVent")
    second, marks = read(source(base), QUERIES, marks)
    third, _ = read(source(base), QUERIES, marks)

    assert len({post.native_id for post in first}) == 45
    assert all("lärmend" in post.text for post in first)
    assert any("once more" in post.text for post in second)
    assert not {post.native_id for post in third} - {post.native_id for post in (*first, *second)}
    assert first[0].author.startswith("@kim@")
    assert first[0].published_at is not None


def test_a_tag_that_nobody_used_is_no_failure(server):
    chosen = settings_of("mastodon", base=server[0], tags=("niemand",))

    posts, _ = read(Mastodon(chosen), ())

    assert posts == []


def test_a_wrong_token_wants_a_login(server):
    base, _ = server
    wrong = source(base, **{f"token@{base.removeprefix('http://')}": "wrong", "token@127.0.0.1": "wrong"})

    with pytest.raises(LoginNeeded), door() as fetcher:
        wrong.account(fetcher, base)
