"""The settings of a public server, as docker-compose.yml starts it."""

import os
import re
import subprocess
import sys

from django.conf import settings

ASK = """
import sys, django
django.setup()
from django.conf import settings
from django.test import Client
answers = [str(Client().get("/healthz", HTTP_HOST=host).status_code) for host in sys.argv[1:]]
print(",".join(answers), *settings.CSRF_TRUSTED_ORIGINS)
"""


def ask(tmp_path, *hosts, **environment):
    known = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "a-key-of-this-test-alone-" * 3,
        "ALLOWED_HOSTS": "jiajiao.example",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db'}",
        "VAR_DIR": str(tmp_path),
        "LOG_LEVEL": "CRITICAL",
        "PATH": os.environ["PATH"],
    }
    wanted = {name: value for name, value in (known | environment).items() if value}
    command = [sys.executable, "-W", "ignore", "-c", ASK, *hosts]
    return subprocess.run(  # noqa: S603
        command, cwd=settings.BASE_DIR, env=wanted, capture_output=True, text=True, check=False
    )


def test_the_health_checks_of_compose_are_answered_and_strangers_are_not(tmp_path):
    compose = (settings.BASE_DIR / "docker-compose.yml").read_text(encoding="utf-8")
    hosts = re.findall(r"http://([\w.:]+)/healthz", compose)
    assert len(hosts) == 2
    answer = ask(tmp_path, *hosts, "jiajiao.example", "evil.example")
    assert answer.stdout.split() == ["200,200,200,400", "https://jiajiao.example"], answer.stderr


def test_nothing_starts_without_its_secrets(tmp_path):
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"):
        answer = ask(tmp_path, **{name: ""})
        assert answer.returncode
        assert f"Set {name}" in answer.stderr
