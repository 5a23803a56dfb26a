"""Figures for Prometheus, and who may see them."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings as django_settings

from home import metrics_folder
from search import outbox

ONE_PROCESS = """
import os, pathlib, sys
from home.metrics_folder import folder_ensure
folder_ensure(pathlib.Path(sys.argv[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
import django
django.setup()
from django.test import Client
for _ in range(3):
    assert Client().get("/healthz").status_code == 200
print(Client().get("/metrics").content.decode())
"""


def counted(text, name):
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found.group(1)) if found else None


def metrics(client, **headers):
    response = client.get("/metrics", **headers)
    assert response.status_code == 200
    return response.content.decode()


def test_requests_are_counted_by_room_and_status(visitor, city):
    name = 'heluo_requests_total{room="search",status="2xx"}'
    before = counted(metrics(visitor), name) or 0
    visitor.get("/search/", {"q": "写作业磨蹭"})
    assert counted(metrics(visitor), name) == before + 1


def test_who_answered_is_counted_and_that_the_engine_could_not(visitor, city):
    names = ('heluo_search_answers_total{by="database"}', "heluo_search_engine_errors_total")
    before = [counted(metrics(visitor), name) or 0 for name in names]
    visitor.get("/search/", {"q": "写作业磨蹭"})
    assert [counted(metrics(visitor), name) for name in names] == [value + 1 for value in before]


def test_what_waits_for_the_index_is_told(visitor, city):
    outbox.enqueue([1, 2])
    outbox.failed(1, ValueError("坏字段"))
    text = metrics(visitor)
    assert counted(text, "heluo_outbox_waiting") == 2
    assert counted(text, "heluo_outbox_failing") == 1
    assert counted(text, "heluo_index_usable") == 0


def test_neither_words_nor_addresses_are_told(visitor, city):
    visitor.get("/search/", {"q": "一个谁也没搜过的词"}, REMOTE_ADDR="203.0.113.77")
    text = metrics(visitor)
    assert "谁也没搜过" not in text
    assert "203.0.113" not in text
    assert "坏字段" not in text


@pytest.mark.parametrize(
    "asker",
    [
        {"REMOTE_ADDR": "203.0.113.77"},
        {"REMOTE_ADDR": ""},
        # A proxy on this machine passes on what comes from outside.
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"},
        {"REMOTE_ADDR": "203.0.113.77", "HTTP_AUTHORIZATION": "Bearer wrong"},
        {"REMOTE_ADDR": "203.0.113.77", "HTTP_AUTHORIZATION": "Bearer "},
    ],
)
def test_outsiders_hear_that_there_is_nothing(visitor, city, settings, asker):
    assert visitor.get("/metrics", **asker).status_code == 404
    settings.METRICS_TOKEN = "a-token"
    assert visitor.get("/metrics", **asker).status_code == 404


def test_a_token_opens_from_anywhere_and_a_network_directly(visitor, city, settings):
    settings.METRICS_TOKEN = "a-token"
    outside = {"REMOTE_ADDR": "203.0.113.77", "HTTP_X_FORWARDED_PROTO": "https"}
    assert visitor.get("/metrics", HTTP_AUTHORIZATION="Bearer a-token", **outside).status_code == 200
    settings.METRICS_NETWORKS = ["172.16.0.0/12"]
    assert visitor.get("/metrics", REMOTE_ADDR="172.18.0.9").status_code == 200
    assert visitor.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 404


def test_nobody_keeps_them(visitor, city, kept_between_pages):
    assert "no-store" in visitor.get("/metrics")["Cache-Control"]
    assert counted(metrics(visitor), "heluo_outbox_waiting") == 0
    outbox.enqueue([1])
    assert counted(metrics(visitor), "heluo_outbox_waiting") == 1


def test_whichever_process_is_asked_tells_the_sum_of_all_even_without_a_database(tmp_path):
    environment = {**os.environ, "VAR_DIR": str(tmp_path / "var")}
    environment.pop("DATABASE_URL", None)
    told = [
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", ONE_PROCESS, str(tmp_path / "metrics")],
            cwd=django_settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    name = 'heluo_requests_total{room="home",status="2xx"}'
    # The request that asks is counted when it is answered.
    assert [counted(text, name) for text in told] == [3, 7]
    assert counted(told[1], "heluo_database_up") == 0


def test_the_folder_of_a_server_that_ended_is_removed_by_the_next(tmp_path, monkeypatch):
    monkeypatch.setenv(metrics_folder.VARIABLE, "")
    ours = metrics_folder.folder_ensure(tmp_path)
    gone = ours.with_name("999999999")
    gone.mkdir()
    assert metrics_folder.folder_ensure(tmp_path) == ours
    assert not gone.exists()
    assert ours.exists()
