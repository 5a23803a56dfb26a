"""The public pages by the rules of Mozilla's HTTP Observatory, under the settings of a public server.

The rules are those published with its scoring (version 5): a site starts at 100, what is missing costs, and from 90
up what goes beyond is added. Only the rules that a site like this can meet are written down here; a header that
would fall under another rule costs the whole hundred.
"""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.test import Client

ASK = """
import json, django
django.setup()
from django.conf import settings
names = [n for n in dir(settings) if n.startswith(("SECURE_", "SESSION_COOKIE", "CSRF_COOKIE", "X_FRAME"))]
print(json.dumps({n: getattr(settings, n) for n in names if not callable(getattr(settings, n))}))
"""
HALF_A_YEAR = 15768000


@pytest.fixture
def public_server(settings, tmp_path):
    """This test's settings with what a public server's say about safety."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "a-key-of-this-test-alone-" * 3,
        "ALLOWED_HOSTS": "jiajiao.example",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db'}",
        "VAR_DIR": str(tmp_path),
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "-W", "ignore", "-c", ASK]
    said = subprocess.run(  # noqa: S603 - our own command
        command, cwd=project.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    for name, value in json.loads(said.stdout.splitlines()[-1]).items():
        setattr(settings, name, tuple(value) if isinstance(value, list) and "HEADER" in name else value)
    return Client(HTTP_HOST="jiajiao.example")


def score(response, plain):
    """{rule: points} of a page and of its answer without TLS. Points are added to 100."""
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if part.strip()
    )
    html = response.content.decode()
    scripts = re.findall(r"<script[^>]*\ssrc=[\"']([^\"']+)", html)
    hsts = response.get("Strict-Transport-Security", "")
    age = int(re.search(r"max-age=(\d+)", hsts).group(1)) if hsts else 0
    unsafe = any(word in value for value in policy.values() for word in ("unsafe", "http:", "*"))
    unsafe = unsafe or "data:" in policy["script-src"]
    return {
        "CSP, default-src 'none', nothing unsafe": 10
        if policy.get("default-src") == "'none'" and not unsafe
        else -25,
        "no cookies": 0 if not response.cookies else -40,
        "no CORS": 0 if not response.has_header("Access-Control-Allow-Origin") else -50,
        "HSTS of half a year": 0 if age >= HALF_A_YEAR else -20,
        "redirected to TLS": 0
        if plain.status_code == 301 and plain["Location"].startswith("https://")
        else -20,
        "referrer kept private": 5 if response["Referrer-Policy"] in ("same-origin", "no-referrer") else -5,
        "all scripts from here": 0
        if scripts and all(s.startswith("/") and s[1] != "/" for s in scripts)
        else -50,
        "nosniff": 0 if response["X-Content-Type-Options"] == "nosniff" else -5,
        "framed by nobody else": 5 if policy.get("frame-ancestors") in ("'none'", "'self'") else -20,
        "resources for this origin": 10
        if response.get("Cross-Origin-Resource-Policy") == "same-origin"
        else 0,
    }


@pytest.mark.parametrize(
    "address", ["/", "/items/", "/favourites/", "/search/?q=作业", "/no-such-page/", "item"]
)
def test_every_public_page_scores_at_least_one_hundred(public_server, items, address):
    address = items.lesson().get_url() if address == "item" else address
    response = public_server.get(address, secure=True)
    points = score(response, public_server.get(address))
    assert min(points.values()) >= 0, points
    assert 100 + sum(points.values()) == 130, points


def test_hsts_is_fit_for_preloading(public_server, items):
    said = public_server.get("/", secure=True)["Strict-Transport-Security"]
    assert "includeSubDomains" in said
    assert "preload" in said
    assert int(re.search(r"max-age=(\d+)", said).group(1)) >= 31536000
