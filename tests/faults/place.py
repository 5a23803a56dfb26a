"""An installation of its own that suffers the faults: a database, an index, a worker, all of them real.

Decided here: the test's own process is connected to the same database and engine as the commands that it starts, so
that it edits as an editor's request would, and compares with its own eyes; the comparison at the end of every fault
trusts neither the outbox nor the marks. The worker's own comparing is switched off: whatever is found true became so
by signals, the outbox and the epoch, not by the net below them. Not here: what goes wrong (test_*.py).
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connections

from search import outbox, reconciling
from search.engines import engine
from search.indexing import eligible_ids
from search.reconciling import Drift
from search.standing import Standing, standing
from tests.faults.databases import Database
from tests.faults.proxy import Proxy
from tests.faults.server import ROOT, Server

RECOVERY_SECONDS = 60.0
# What a worker's SIGKILLed children may still hold for a moment.
KILLED = -signal.SIGKILL


@dataclass
class Ended:
    """How a fault ended: for the table."""

    fault: str
    engine: str
    seconds: float
    drift: Drift


@dataclass
class Place:
    """`engine_name` is embedded or elastic; with the latter, `proxy` lies before `server`."""

    engine_name: str
    folder: Path
    database: Database
    items: int
    server: Server | None = None
    proxy: Proxy | None = None
    ended: list[Ended] = field(default_factory=list)
    known_true: bool = False
    _worker: "subprocess.Popen[bytes] | None" = None

    # Settings

    @property
    def search_url(self) -> str:
        return f"http://127.0.0.1:{self.proxy.port}" if self.proxy else "embedded:"

    @property
    def prefix(self) -> str:
        return f"faults-{self.folder.name}".lower()

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "VAR_DIR": str(self.folder),
            "DATABASE_URL": self.database.url,
            "SEARCH_URL": self.search_url,
            "SEARCH_INDEX_PREFIX": self.prefix,
            "SEARCH_RECONCILE_SECONDS": "0",
        }

    # Commands

    def start(self, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **options,
        )

    def run(self, *command: str, **options: Any) -> tuple[int, str, str]:
        """Exit status and outputs of a command of manage.py."""
        child = self.start("manage.py", *command, **options)
        out, err = child.communicate(timeout=600)
        return child.returncode, out, err

    def run_until_killed(
        self, *command: str, at: str, call: int = 1, when: str = "before", victim: int | None = None
    ) -> tuple[int, str, str]:
        """A command that is killed at one step of it, or kills the victim there."""
        other = ["--victim", str(victim)] if victim else []
        options = ["--at", at, "--call", str(call), "--when", when, *other]
        child = self.start("-m", "tests.faults.killing", *options, "--", *command)
        out, err = child.communicate(timeout=600)
        if victim is None:
            assert child.returncode == KILLED, (child.returncode, out, err)
        return child.returncode, out, err

    @contextmanager
    def standing_still(
        self, *command: str, at: str, call: int = 1, when: str = "before"
    ) -> Iterator["subprocess.Popen[str]"]:
        """A command that stands still (SIGSTOP) at one step of it, and goes on at the end of the block as if the world
        were as it was."""
        options = ["--at", at, "--call", str(call), "--when", when, "--signal", "STOP"]
        child = self.start("-m", "tests.faults.killing", *options, "--", *command)
        try:
            assert waited_for(lambda: _stands_still(child.pid), seconds=300), (
                f"{command} does not come to {at}"
            )
            yield child
        except BaseException:
            child.kill()
            child.communicate()
            raise
        child.send_signal(signal.SIGCONT)
        _, err = child.communicate(timeout=600)
        assert child.returncode == 0, err

    # The worker

    def start_worker(self) -> None:
        with (self.folder / "worker.log").open("a") as log:
            self._worker = subprocess.Popen(
                [sys.executable, "manage.py", "worker"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def stop_worker(self) -> None:
        if self._worker:
            self._worker.terminate()
            self._worker.wait(timeout=60)
            self._worker = None

    @contextmanager
    def worker_paused(self) -> Iterator[None]:
        """Nobody drains meanwhile: the worker stands still (SIGSTOP) between two drains."""
        assert self._worker
        with self._when_idle():
            self._worker.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._worker.send_signal(signal.SIGCONT)

    @contextmanager
    def _when_idle(self) -> Iterator[None]:
        """Holding the right to write: a worker that stands still must not hold it."""
        with engine().exclusive(wait=True):
            yield

    # The truth

    def compare(self) -> Drift:
        """Every document against its item: id, version and digest."""
        return reconciling.compare(eligible_ids(), reconciling.entries())

    def settle(self, fault: str, *, within: float = RECOVERY_SECONDS) -> None:
        """Waits until the index is true again, which it must be in time; notes the fault for the table."""
        started = time.monotonic()
        drift = None
        while time.monotonic() - started < within:
            if standing() is Standing.GOOD and not outbox.lag()[0]:
                drift = self.compare()
                # What counts is when it was true, not how long comparing it takes.
                if not drift and not outbox.lag()[0]:
                    break
            time.sleep(0.5)
        seconds = time.monotonic() - started
        drift = drift if drift is not None else self.compare()
        self.ended.append(Ended(fault, self.engine_name, seconds, drift))
        self.known_true = not drift
        assert not drift, f"{fault}: after {seconds:.0f} s {drift}, outbox {outbox.lag()}, {standing()}"
        assert drift.checked >= self.items * 0.9

    def mend(self) -> None:
        """After a fault that did not end well."""
        if self.proxy:
            self.proxy.delay, self.proxy.silent = 0.0, False
        if self.server and not _answers(self.server):
            self.server.again()
        self.stop_worker()
        code, _, err = self.run("search_rebuild")
        assert code == 0, err
        self.start_worker()

    def forget_connections(self) -> None:
        connections.close_all()


def _answers(server: Server) -> bool:
    try:
        os.kill(server.group, 0)
    except ProcessLookupError:
        return False
    return True


def _stands_still(pid: int) -> bool:
    """As the kernel tells; the name in brackets may hold anything."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def waited_for(condition: Callable[[], bool], *, seconds: float = RECOVERY_SECONDS) -> bool:
    """Whether it came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False
