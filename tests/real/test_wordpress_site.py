"""A real WordPress with a real database, with and without speaking addresses."""

import getpass
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from listen.brand import Brand, Feed, Settings
from listen.sources.feed import FeedSource
from listen.sources.wordpress import WordPress
from tests.real.loopback import free_port, is_up, read
from tests.sources.channel_world import QUERIES, settings_of

PROGRAM = Path("/usr/share/wordpress")
PATH = os.environ.get("PATH", "") + ":/usr/sbin"
TOOLS = {name: shutil.which(name, path=PATH) for name in ("php", "mariadbd", "mariadb-install-db")}
pytestmark = [
    pytest.mark.skipif(not PROGRAM.is_dir(), reason="WordPress is not installed (Debian: wordpress)"),
    pytest.mark.skipif(not all(TOOLS.values()), reason="PHP or MariaDB is not installed"),
    pytest.mark.enable_socket,
    pytest.mark.timeout(180),
]

CONFIG = """<?php
define('DB_NAME', 'wp'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
RUN = """<?php
$_SERVER['HTTP_HOST'] = '127.0.0.1:{port}'; $_SERVER['REQUEST_URI'] = '/';
{before}
require '{folder}/wp/wp-load.php';
{what}
"""
INSTALL = """
function wp_mail() {{ return true; }}
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('House blog', 'admin', 'a@example.com', true, '', 'geheim');
update_option('siteurl', 'http://127.0.0.1:{port}'); update_option('home', 'http://127.0.0.1:{port}');
"""
WRITE = """
for ($i = {first}; $i < {last}; $i++) {{
    $at = gmdate('Y-m-d H:i:s', time() - 3600 * (200 - $i));
    $id = wp_insert_post(array('post_title' => "Test & more $i",
        'post_content' => "ExampleVent ist l\\u{{e4}}rmend ($i)", 'post_status' => 'publish',
        'post_author' => 1, 'post_date_gmt' => $at, 'post_date' => $at));
}}
wp_insert_comment(array('comment_post_ID' => $id, 'comment_content' => 'ExampleVent comment {first}',
    'comment_author' => 'Kim', 'comment_approved' => 1));
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Install WordPress; yield its address and how to run PHP within it."""
    folder = tmp_path_factory.mktemp("wordpress")
    owner = "nobody" if os.geteuid() == 0 else getpass.getuser()
    shutil.copytree(PROGRAM, folder / "wp", symlinks=False, ignore_dangling_symlinks=True)
    data = folder / "data"
    data.mkdir()
    if os.geteuid() == 0:
        shutil.chown(data, owner)
        for above in [folder, *folder.parents][:4]:
            above.chmod(above.stat().st_mode | 0o055)
    how = [f"--user={owner}", f"--datadir={data}"]
    install = [TOOLS["mariadb-install-db"], *how, "--auth-root-authentication-method=normal", "--skip-test-db"]
    subprocess.run(install, capture_output=True, check=True)
    socket = data / "s"
    database = subprocess.Popen(
        [TOOLS["mariadbd"], "--no-defaults", *how, f"--socket={socket}", "--skip-networking"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    port = free_port()

    def php(what, before=""):
        script = folder / "run.php"
        script.write_text(RUN.format(port=port, folder=folder, before=before, what=what))
        done = subprocess.run([TOOLS["php"], str(script)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    (folder / "wp" / "wp-config.php").unlink(missing_ok=True)
    (folder / "wp" / "wp-config.php").write_text(CONFIG.format(socket=socket))
    server = None
    try:
        create = f"$d = new mysqli('localhost', 'root', '', '', 0, '{socket}'); $d->query('CREATE DATABASE wp');"
        retry = f"for ($i = 0; $i < 100 && !file_exists('{socket}'); $i++) usleep(100000); {create}"
        subprocess.run([TOOLS["php"], "-r", retry], check=True, capture_output=True)
        php(INSTALL.format(port=port), before="define('WP_INSTALLING', true);")
        server = subprocess.Popen(
            [TOOLS["php"], "-S", f"127.0.0.1:{port}", "-t", str(folder / "wp")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert is_up(port)
        yield f"http://127.0.0.1:{port}", php
    finally:
        for process in (server, database):
            if process is not None:
                process.terminate()
                process.wait(timeout=30)


def source(base):
    return WordPress(settings_of("wordpress", base=base))


def test_posts_and_comments_are_read_once_whatever_the_addresses_look_like(site):
    base, php = site
    php(WRITE.format(first=0, last=130))

    first, marks = read(source(base), QUERIES)
    php(WRITE.format(first=130, last=135))
    php("global $wp_rewrite; $wp_rewrite->set_permalink_structure('/%postname%/'); flush_rewrite_rules();")
    second, _ = read(source(base), QUERIES, marks)

    names = {post.native_id for post in first}
    assert sum(" post " in name for name in names) >= 130
    assert sum(" comment " in name for name in names) >= 1
    assert {post.title for post in second if post.native_id not in names} >= {
        f"Test & more {n}" for n in range(130, 135)
    }
    assert all("lärmend" in post.text for post in first if post.title)
    assert {post.author for post in first if not post.title} == {"Kim"}


def test_its_feed_is_followed_to_older_pages(site):
    base, php = site
    php(WRITE.format(first=140, last=165))
    feeds = (Feed(address=f"{base}/?feed=rss2"),)
    blog = FeedSource(Settings(brand=Brand(name="ExampleVent"), queries=QUERIES, feeds=feeds))

    posts, _ = read(blog, QUERIES)
    assert len(posts) > 10
    assert all(post.url.startswith(base) for post in posts)
