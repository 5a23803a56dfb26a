"""The right to do something that only one may do at a time, among all threads, processes and machines.

Decided here: on PostgreSQL it is an advisory lock of the connection that also reads and acknowledges the outbox:
it ends with its holder, however that ends, and a holder that lost it cannot acknowledge any more, since it lost
the connection too. On SQLite, which is one machine's, it is a lock on a file. No leases: nothing depends on
clocks. Not here: what the right is for.
"""

import fcntl
import hashlib
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, InterfaceError, connection

from search.engines.base import EngineBusy

# An advisory lock may be taken twice by the same connection, hence one more lock inside the process.
_in_process: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


@contextmanager
def exclusive_right(name: str, folder: Path, *, wait: bool) -> Iterator[None]:
    """Holds the right called `name`; EngineBusy when another has it and one does not `wait`."""
    lock = _in_process[name]
    if not lock.acquire(blocking=wait):
        raise EngineBusy(name)
    try:
        with (
            _on_database(name, wait=wait)
            if connection.vendor == "postgresql"
            else _on_file(folder, name, wait=wait)
        ):
            yield
    finally:
        lock.release()


@contextmanager
def _on_database(name: str, *, wait: bool) -> Iterator[None]:
    key = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)" if wait else "SELECT pg_try_advisory_lock(%s)", [key])
        if cursor.fetchone() == (False,):
            raise EngineBusy(name)
    try:
        yield
    finally:
        _release(key)


def _release(key: int) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
    except (DatabaseError, InterfaceError):
        # A broken connection or transaction cannot unlock; closing it does. Django opens another.
        connection.close()


@contextmanager
def _on_file(folder: Path, name: str, *, wait: bool) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise EngineBusy(name) from error
        yield
