"""A browser and a site to look at.

Decided here: the site runs in a process of its own, as an installation does (granian, all middleware, its own
VAR_DIR), so that its data cannot meet the other tests' and these tests may run in any order. Not here: what a
page offers (pages.py).
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.pages import Site

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@contextmanager
def running(folder, *libraries):
    """A site in `folder`, filled by modules that print what they made as JSON: (address, what they printed,
    the environment of its commands)."""
    environment = {
        **os.environ,
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }

    def run(*arguments):
        done = subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    run("manage.py", "migrate", "-v0")
    made = {}
    for library in libraries:
        made |= json.loads(run("-m", library).splitlines()[-1])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    log = folder / "server.log"
    with log.open("w") as said:
        server = subprocess.Popen(  # noqa: S603 - our own server
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", port, "config.wsgi:application"],
            cwd=ROOT, env=environment, stdout=said, stderr=said,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        assert _answers(f"{address}/healthz"), log.read_text()[-2000:]
        yield address, made, environment
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def running_site(tmp_path_factory):
    """(address, paths of the kinds of pages)"""
    with running(tmp_path_factory.mktemp("browser"), "tests.browser.library") as (address, paths, _):
        yield address, paths


def _answers(address, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=2)  # noqa: S310 - our own server
            return True
        except OSError:
            time.sleep(0.25)
    return False


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_site(chromium, running_site):
    """`open_site(size, care=…, script=…)`: the site in a fresh browser profile."""
    address, paths = running_site
    contexts = []

    def open_(size=None, *, care=False, script=True):
        context = chromium.new_context(viewport=size or PHONE, java_script_enabled=script, base_url=address)
        context.set_default_timeout(8000)
        if care:
            context.add_cookies([{"name": "care", "value": "on", "url": address}])
        contexts.append(context)
        return Site(context, paths)

    yield open_
    for context in contexts:
        context.close()
