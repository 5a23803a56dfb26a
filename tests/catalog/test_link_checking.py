"""Addresses elsewhere: which are asked, and what their answers mean."""

import http.server
import socket
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog import link_checking
from catalog.models import LessonPage

TEXT = '<p><a href="http://a.example.org/x?a=1&amp;b=2">一</a> <a href="http://a.example.org/x?a=1&amp;b=2">又</a></p>'


def test_players_and_links_in_texts_are_found_once(items, settings):
    settings.CATALOG_PLAYER_HOSTS = ["v.example.org"]
    lesson = items.lesson(full_text=TEXT, player_url="https://v.example.org/1")
    assert link_checking.addresses_in(LessonPage.objects.get(pk=lesson.pk)) == [
        "http://a.example.org/x?a=1&b=2",
        "https://v.example.org/1",
    ]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/", "http://localhost/x", "http://[::1]/", "http://10.0.0.1/"]
)
def test_no_door_inside_the_house_is_knocked_at(address, monkeypatch):
    monkeypatch.setattr(link_checking.http.client, "HTTPConnection", None)
    assert link_checking.answer_of(address, seconds=1) == "不是公网地址，没有去问"


def test_a_name_that_is_none(monkeypatch):
    assert link_checking.answer_of("http://no-such-host.invalid/", seconds=1) == "找不到这个网站"


class _Answers(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.send_response(int(self.path.strip("/")))
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def server(monkeypatch):
    """A server of our own, for once taken for a public one."""
    monkeypatch.setattr(link_checking.ipaddress.IPv4Address, "is_global", True)
    site = http.server.HTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}"
    site.shutdown()
    site.server_close()


@pytest.mark.parametrize(
    ("status", "said"),
    [(200, ""), (302, ""), (403, ""), (405, ""), (404, "回答 404"), (410, "回答 410"), (500, "回答 500")],
)
def test_what_an_answer_means(server, status, said):
    assert link_checking.answer_of(f"{server}/{status}", seconds=5) == said


def test_nobody_there(server):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # and never listens
        assert (
            link_checking.answer_of(f"http://127.0.0.1:{silent.getsockname()[1]}/", seconds=1) == "没有回答"
        )


def test_the_command_asks_only_when_it_may(items, settings):
    with pytest.raises(CommandError, match="CATALOG_CHECK_LINKS"):
        call_command("check_links")
    settings.CATALOG_CHECK_LINKS = True
    items.lesson(title="公开的", full_text=TEXT.replace("a.example.org", "127.0.0.1"))
    items.lesson(title="草稿", full_text=TEXT, live=False)
    said = StringIO()
    call_command("check_links", stdout=said)
    assert "公开的\thttp://127.0.0.1/x?a=1&b=2\t不是公网地址" in said.getvalue()
    assert "草稿" not in said.getvalue()
