"""Only one at a time, among threads, processes and machines."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection

from search.engines.base import EngineBusy
from search.engines.rights import exclusive_right

HOLDER = """
import fcntl, sys
file = open(sys.argv[1], "a")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def test_a_right_is_free_again_after_an_error(db, tmp_path):
    with pytest.raises(RuntimeError), exclusive_right("r", tmp_path, wait=False):
        raise RuntimeError
    with exclusive_right("r", tmp_path, wait=False):
        pass


def test_rights_of_other_names_do_not_meet(db, tmp_path):
    with exclusive_right("a", tmp_path, wait=False), exclusive_right("b", tmp_path, wait=False):
        pass


def test_who_waits_gets_it_afterwards(db, tmp_path):
    order: list[str] = []

    def wait() -> None:
        try:
            with exclusive_right("w", tmp_path, wait=True):
                order.append("second")
        finally:
            connection.close()

    thread = threading.Thread(target=wait)
    with exclusive_right("w", tmp_path, wait=False):
        thread.start()
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def test_a_right_ends_with_the_process_that_held_it(db, tmp_path: Path):
    if connection.vendor == "postgresql":
        pytest.skip("on PostgreSQL it ends with the connection: the next test")
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "k.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:  # noqa: S603
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(EngineBusy), exclusive_right("k", tmp_path, wait=False):
            pass
        holder.kill()
    with exclusive_right("k", tmp_path, wait=False):
        pass


def test_on_postgresql_another_connection_finds_it_taken(db, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL (make test-all)")
    other = connection.copy()
    try:
        with (
            exclusive_right("p", tmp_path, wait=False),
            connection.cursor() as mine,
            other.cursor() as cursor,
        ):
            mine.execute(
                "SELECT classid::bigint << 32 | objid::bigint FROM pg_locks WHERE locktype = 'advisory'"
            )
            (key,) = mine.fetchone()
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
            assert cursor.fetchone() == (False,)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
            assert cursor.fetchone() == (True,)
        with pytest.raises(EngineBusy), exclusive_right("p", tmp_path, wait=False):
            pass
    finally:
        other.close()
    with exclusive_right("p", tmp_path, wait=True):
        pass
