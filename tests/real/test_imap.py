"""A real Dovecot on loopback: what it says and how it numbers, not what we think that it does."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from datetime import UTC, datetime, timedelta

import pytest

from listen.errors import Gone, LoginNeeded, Unreachable
from listen.mailbox import Mailroom
from listen.sources.mail import Mail
from listen.testing.door import FakeFetcher
from tests.sources.channel_world import QUERIES, Pocket, settings_of
from tests.sources.test_mail import letter

DOVECOT = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin")
pytestmark = [
    pytest.mark.skipif(DOVECOT is None, reason="Dovecot is not installed (Debian: dovecot-imapd)"),
    pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Dovecot wants a Unix"),
]
NOW = datetime.now(UTC).replace(microsecond=0)
SINCE = NOW - timedelta(days=30)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Start Dovecot with one user whose mail is a Maildir; yield port and Maildir."""
    folder = tmp_path_factory.mktemp("dovecot")
    folder.chmod(0o755)
    user = getpass.getuser()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    home = folder / "home"
    for part in ("cur", "new", "tmp"):
        (home / "Maildir" / part).mkdir(parents=True)
    (folder / "users").write_text("kim:{PLAIN}geheim\n")
    is_root = os.geteuid() == 0
    owner = "nobody" if is_root else user
    import grp
    import pwd

    account = pwd.getpwnam(owner)
    group = grp.getgrgid(account.pw_gid).gr_name
    (folder / "dovecot.conf").write_text(f"""
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = {owner}
default_internal_group = {group}
default_login_user = {owner}
first_valid_uid = 1
mail_location = maildir:{home}/Maildir
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
""")
    if is_root:
        subprocess.run(["chown", "-R", f"{owner}:{group}", str(home)], check=True)  # noqa: S607
        for above in [home, *home.parents][:6]:
            above.chmod(above.stat().st_mode | 0o055)
    process = subprocess.Popen([DOVECOT, "-F", "-c", str(folder / "dovecot.conf")])
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.skip("Dovecot does not start here: " + (folder / "log").read_text()[-300:])
        yield port, home / "Maildir"
    finally:
        process.terminate()
        process.wait(timeout=20)


def deliver(maildir, number, text="ExampleVent is loud", **how: object):
    raw = letter(f"{text} ({number})", number=number, at=NOW - timedelta(hours=number % 20), **how)
    path = maildir / "new" / f"{time.time_ns()}.{number}.host"
    path.write_bytes(raw)
    path.chmod(0o666)


def source(port, *, password="geheim", folder="INBOX"):
    keys = Pocket(user="kim", password=password)
    return Mail(settings_of("mail", keys=keys, host=f"127.0.0.1:{port}", security="starttls", folders=(folder,)))


def read(server, checkpoint=None, **how: object):
    mail = source(server[0], **how)
    [stream] = mail.streams(QUERIES)
    room = Mailroom(FakeFetcher(lambda _: {}), lambda: NOW, timeout_s=10)
    pages = list(mail.pages(stream, checkpoint, room, since=SINCE))
    return [post for page in pages for post in page.posts], pages[-1].checkpoint


@pytest.mark.enable_socket
class TestDovecot:
    def test_everything_is_read_once_in_order_and_nothing_is_marked(self, server):
        _, maildir = server
        for number in range(1, 48):
            deliver(maildir, number)

        first, checkpoint = read(server)
        deliver(maildir, 100, "ExampleVent ist l\u00e4rmend")
        second, checkpoint = read(server, checkpoint)
        third, _ = read(server, checkpoint)

        assert {post.native_id for post in first} == {f"{number}@firm.example" for number in range(1, 48)}
        assert [post.text for post in second] == ["ExampleVent ist l\u00e4rmend (100)"]
        assert third == []
        flags = [path.name.partition(":2,")[2] for path in (maildir / "cur").iterdir()]
        assert not any("S" in one for one in flags)

    def test_a_wrong_password_wants_a_login(self, server):
        with pytest.raises(LoginNeeded):
            read(server, password="falsch")

    def test_a_folder_that_is_not_there_is_named(self, server):
        with pytest.raises(Gone) as raised:
            read(server, folder="Entw\u00fcrfe")
        assert "Entw\u00fcrfe" in raised.value.message("de")

    def test_nobody_there_is_told(self, server):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        with pytest.raises(Unreachable):
            read((port, None))

    def test_the_account_is_the_user(self, server):
        room = Mailroom(FakeFetcher(lambda _: {}), lambda: NOW, timeout_s=10)

        assert source(server[0]).account(room) == "kim"
        with pytest.raises(LoginNeeded):
            source(server[0], password="falsch").account(room)
