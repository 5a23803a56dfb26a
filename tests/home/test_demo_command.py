"""`make demo` refuses in words what it could not do well."""

import fcntl
import signal
import socket

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture(autouse=True)
def signals_as_before():
    former = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, former)


def test_a_taken_port_is_refused_before_anything_is_done(monkeypatch, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        with pytest.raises(CommandError, match="端口已被占用"):
            call_command("demo")
    assert not list(tmp_path.iterdir())


def test_two_at_once_do_not_fill_one_database(monkeypatch, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PORT", str(free.getsockname()[1]))
    with (tmp_path / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="另一个make demo"):
            call_command("demo")
