"""A whole Bluesky network: its own server, its own index, its own search. `LISTEN_BLUESKY_NETWORK` says where it is.

npm install @atproto/dev-env      in that folder; PostgreSQL and Redis from the system
"""

import getpass
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from listen.brand import Query
from listen.errors import LoginNeeded
from listen.sources.bluesky import Bluesky
from tests.real.loopback import door, free_port, is_up, read
from tests.sources.channel_world import Pocket, settings_of

# The index that the network brings tells capitals from small letters; the one in the world does not.
WRITTEN = (Query(name="brand", expression="ExampleVent"),)
FOLDER = os.environ.get("LISTEN_BLUESKY_NETWORK", "")
POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
TOOLS = {name: shutil.which(name) for name in ("node", "redis-server", "runuser")}
pytestmark = [
    pytest.mark.skipif(not FOLDER, reason="LISTEN_BLUESKY_NETWORK names no folder with npm's @atproto/dev-env"),
    pytest.mark.skipif(not POSTGRES or not all(TOOLS.values()), reason="PostgreSQL, Redis or Node is not installed"),
    pytest.mark.enable_socket,
    pytest.mark.timeout(180),
]


class Network:
    """The running network, told by lines of JSON."""

    def __init__(self, process):
        self._process = process
        self.url = self._said()["url"]

    def tell(self, **what: object):
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return self._said()

    def _said(self):
        for line in self._process.stdout:
            if line.startswith('{"') and not line.startswith('{"level'):
                return json.loads(line)
        raise AssertionError(self._process.stderr.read()[-2000:])


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """Start database, cache and network."""
    folder = tmp_path_factory.mktemp("bluesky")
    owner = "nobody" if os.geteuid() == 0 else getpass.getuser()
    data = folder / "data"
    data.mkdir()
    as_owner = []
    if os.geteuid() == 0:
        shutil.chown(data, owner)
        for above in [folder, *folder.parents][:4]:
            above.chmod(above.stat().st_mode | 0o055)
        as_owner = [TOOLS["runuser"], "-u", owner, "--"]
    tools = POSTGRES[-1].parent
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*as_owner, str(tools / "initdb"), "-D", str(data), "-U", "pg", "-A", "trust"], check=True, **quiet)
    pg, cache = free_port(), free_port()
    running = [
        subprocess.Popen(
            [*as_owner, str(tools / "postgres"), "-D", str(data), "-p", str(pg), "-k", str(data)], **quiet
        ),
        subprocess.Popen(
            [TOOLS["redis-server"], "--port", str(cache), "--bind", "127.0.0.1", "--save", ""], cwd=folder, **quiet
        ),
    ]
    try:
        assert is_up(pg)
        assert is_up(cache)
        time.sleep(1)  # the port is open before the database is
        environ = {
            **os.environ,
            "DB_POSTGRES_URL": f"postgresql://pg@127.0.0.1:{pg}/postgres",
            "REDIS_HOST": f"127.0.0.1:{cache}",
        }
        node = subprocess.Popen(
            [TOOLS["node"], str(Path(__file__).with_name("bluesky_network.cjs"))],
            env=environ,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        running.append(node)
        yield Network(node)
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait(timeout=30)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


def source(network, pocket):
    return Bluesky(settings_of("bluesky", base=network.url, keys=pocket))


@pytest.fixture(scope="module")
def pocket():
    return Pocket(handle="kim.test", app_password="geheim")


def test_posts_are_found_once_and_what_is_deleted_is_noticed(network, pocket):
    network.tell(posts=[f"ExampleVent ist lärmend, Nr. {number}" for number in range(120)])

    first, marks = read(source(network, pocket), WRITTEN)
    last = network.tell(posts=["ExampleVent once more"])
    second, marks = read(source(network, pocket), WRITTEN, marks)
    network.tell(delete=last["uri"])
    with door() as fetcher:
        gone = source(network, pocket).recheck([last["uri"], first[0].native_id], fetcher)

    assert len({post.native_id for post in first}) == 120
    assert all(post.text.startswith("ExampleVent ist lärmend") for post in first)
    assert last["uri"] in {post.native_id for post in second}
    assert set(gone) == {last["uri"]}


def test_one_login_serves_many_runs(network, pocket):
    with door() as fetcher:
        assert source(network, pocket).account(fetcher) == "kim.test"
    for _ in range(35):  # the thirty-first login within five minutes would be refused
        read(source(network, pocket), WRITTEN)


def test_a_worn_out_session_is_renewed(network, pocket):
    read(source(network, pocket), WRITTEN)
    worn = Pocket(**{**pocket.kept, "session": pocket.kept["session"].replace('"access": "', '"access": "x')})

    posts, _ = read(source(network, worn), WRITTEN)

    assert posts is not None


def test_a_wrong_password_wants_a_login(network):
    wrong = Pocket(handle="kim.test", app_password="falsch")

    with pytest.raises(LoginNeeded), door() as fetcher:
        source(network, wrong).account(fetcher)
