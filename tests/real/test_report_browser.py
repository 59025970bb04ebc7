"""A report in a real browser: no error, no request besides the page, accessible in both lights, and it prints."""

import base64
import json
import os
import re
import shutil
import subprocess
import threading
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from report_world import NOW, TEAM, built, filled

from listen.render.report.outline import outline
from listen.render.report.page import report_page
from listen.render.report.wording import Wording
from listen.store.opening import open_store

CHROMIUM = shutil.which("chromium")
PDFTOTEXT = shutil.which("pdftotext")
DRIVER = shutil.which("chromedriver")
AXE = Path(os.environ.get("LISTEN_AXE") or "/nowhere")
"""axe.min.js of axe-core; read here, because tests have an environment of their own."""

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None or DRIVER is None, reason="chromium and chromedriver are not installed"),
    pytest.mark.timeout(240),
]
_FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
_VIOLATIONS = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(
  found => done(found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html).slice(0, 3).join(' '))),
  error => done(['axe itself: ' + error]));
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Write the report in both languages; return the folder."""
    folder = tmp_path_factory.mktemp("report")
    store = filled(open_store(tmp_path_factory.mktemp("db") / "listen.db", now=NOW))
    report = built(store, TEAM)
    store.close()
    for lang in ("de", "en"):
        (folder / f"{lang}.html").write_text(report_page(outline(Wording(report=report, lang=lang))), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Start Chromium with an empty profile of its own."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = str(CHROMIUM)
    for flag in (*_FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def served(pages):
    """Serve the folder on loopback; yield its address and the paths that were asked for."""
    asked = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object):
            asked.append(self.path)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(pages)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def requests_in(browser):
    """Return the addresses that were requested since the last look."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]


def test_from_a_file_it_asks_for_nothing_and_complains_of_nothing(browser, pages):
    browser.get("about:blank")
    for kind in ("performance", "browser"):
        browser.get_log(kind)
    address = (pages / "de.html").as_uri()

    browser.get(address)

    assert "ExampleVent" in browser.title
    assert [url for url in requests_in(browser) if not url.startswith("data:")] == [address]
    assert browser.get_log("browser") == []


def test_from_a_server_it_asks_for_the_page_alone(browser, served):
    base, asked = served
    browser.get("about:blank")
    browser.get_log("performance")
    browser.get_log("browser")
    asked.clear()

    browser.get(f"{base}/en.html")

    # Every browser asks a site for its icon; the page does not.
    assert {url for url in requests_in(browser) if "favicon" not in url} == {f"{base}/en.html"}
    assert [path for path in asked if "favicon" not in path] == ["/en.html"]
    assert [one for one in browser.get_log("browser") if "favicon" not in one["message"]] == []


def test_nothing_that_people_wrote_ran(browser, pages):
    browser.get((pages / "en.html").as_uri())

    assert browser.execute_script("return document.scripts.length") == 0
    assert browser.execute_script("return document.images.length") == 0
    with suppress(Exception):
        browser.switch_to.alert.dismiss()
        pytest.fail("somebody's script ran")


@pytest.mark.skipif(not AXE.is_file(), reason="LISTEN_AXE names no axe.min.js (npm package axe-core)")
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_it_has_no_accessibility_violation(browser, pages, lang, scheme, width):
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})  # the test's own script, not the page's
    browser.get((pages / f"{lang}.html").as_uri())
    browser.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
    browser.execute_script(AXE.read_text(encoding="utf-8"))

    found = browser.execute_async_script(_VIOLATIONS)

    assert found == []
    colour = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", colour)[:3])) > 380) is (scheme == "light")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_every_link_in_the_page_leads_somewhere(browser, pages):
    browser.get((pages / "de.html").as_uri())

    dead = browser.execute_script(
        "return [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))"
        ".filter(href => !document.getElementById(href.slice(1)))"
    )

    assert dead == []


def test_it_prints_whole_with_targets_that_can_be_read(browser, pages, tmp_path):
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    )
    browser.get((pages / "en.html").as_uri())

    body = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])

    assert body.startswith(b"%PDF-")
    if PDFTOTEXT is None:
        pytest.skip("pdftotext is not installed (Debian: poppler-utils): what was printed cannot be read")
    (tmp_path / "report.pdf").write_bytes(body)
    text = subprocess.run(
        [str(PDFTOTEXT), "-layout", str(tmp_path / "report.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    for said in ("Week 48, 2026", "How much was said", "Behind the figures", "https://bau.example/a"):
        assert said in text
