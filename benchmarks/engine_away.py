"""What visitors notice when Elasticsearch answers ten seconds late, and when it is gone.

    SEARCH_URL=http://127.0.0.1:9200 .venv/bin/python benchmarks/engine_away.py        (make elasticsearch)

Decided here: the real server (granian, as `make demo` starts it) with a catalogue of its own, the engine behind the
TCP proxy of the fault drills; an open loop: requests start at a fixed rate whether or not earlier ones have ended,
and their time counts from when they should have started; well, slow, well, gone, in one run, since only ratios within
one run mean anything. A search is asked beside six other pages (front page, lists, items). Fails when a search
answers 5xx, when searches' 95th percentile is over the engine's timeout and a normal search, or when other pages'
is over 1.2 × that of the well phases.
"""

import argparse
import http.client
import itertools
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
WORDS = ("接住孩子的话", "作业", "放学后", "示例老师", "洛龙 作业", "三句话", "说得慢一点", "活动")
TIMEOUT = 1.0
MOST_GROWTH = 1.2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=12.0, help="requests a second")
    parser.add_argument("--seconds", type=float, default=25.0, help="of each of the four phases")
    parser.add_argument("--port", type=int, default=8119)
    asked = parser.parse_args()
    server = os.environ.get("SEARCH_URL", "")
    if not server.startswith("http"):
        parser.error("SEARCH_URL names the Elasticsearch that is to be away (make elasticsearch)")
    from tests.faults.proxy import Proxy

    target = urlsplit(server)
    proxy = Proxy(target.hostname or "127.0.0.1", target.port or 9200)
    with tempfile.TemporaryDirectory(prefix="heluo-away-") as folder:
        os.environ.update(
            VAR_DIR=folder,
            SEARCH_URL=f"http://127.0.0.1:{proxy.port}",
            SEARCH_INDEX_PREFIX=f"away-{os.getpid()}",
            SEARCH_TIMEOUT=str(TIMEOUT),
            DATABASE_URL="",
        )
        items = made_catalogue(asked.items)
        try:
            with a_site(asked.port):
                return measured(proxy, items, asked)
        finally:
            proxy.gone = False
            remove_indexes()


def made_catalogue(count: int) -> list[str]:
    """Fills database and index; the addresses of items."""
    from make_catalogue import fill, start_django

    start_django()
    from django.core.management import call_command

    from catalog.models import CatalogPage

    call_command("migrate", verbosity=0, interactive=False)
    fill(count)
    call_command("search_rebuild", verbosity=0)
    return [urlsplit(item.get_url()).path for item in CatalogPage.objects.public_items().order_by("pk")[:800]]


def remove_indexes() -> None:
    from search.engines import engine

    engine()._remove(engine()._facts_of_all())  # type: ignore[attr-defined]


class a_site:
    """The server as `make demo` starts it, until the block ends."""

    def __init__(self, port: int) -> None:
        self._port = port

    def __enter__(self) -> None:
        command = ["-m", "granian", "--interface", "wsgi", "--workers", "2", "--host", "127.0.0.1"]
        command += [
            "--port",
            str(self._port),
            "--backpressure",
            "64",
            "--no-access-log",
            "config.wsgi:application",
        ]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            time.sleep(0.1)
        raise SystemExit("The site did not start.")

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait()


def measured(proxy: object, items: list[str], asked: argparse.Namespace) -> int:
    load = Load(asked.port, items, rate=asked.rate)
    load.run("warm", 8)
    phases = []
    for name, delay, gone in (("well", 0.0, False), ("10 s slow", 10.0, False), ("well again", 0.0, False), ("gone", 0.0, True)):  # fmt: skip
        proxy.delay, proxy.gone = delay, gone  # type: ignore[attr-defined]
        load.run(name, asked.seconds)
        phases.append(name)
        proxy.delay, proxy.gone = 0.0, False  # type: ignore[attr-defined]
        if name != "gone":
            load.run("pause", 7)  # the breaker's pause and one try
    return load.report(phases)


class Load:
    """Requests at a fixed rate; times in milliseconds by phase and sort of page."""

    def __init__(self, port: int, items: list[str], *, rate: float) -> None:
        self._port, self._rate = port, rate
        self._times: dict[tuple[str, str], list[float]] = defaultdict(list)
        self._statuses: dict[str, Counter[int]] = defaultdict(Counter)
        self._lock = threading.Lock()
        chance = random.Random(8)  # noqa: S311 - the same visitors in every run
        words = itertools.cycle(WORDS)
        lists = itertools.cycle(["/", "/items/?page=3", "/kind/lesson/", "/theme/T02/", "/luolong/"])
        self._next = itertools.cycle(
            [lambda: ("search", f"/search/?q={quote(next(words))}&page={chance.randint(1, 3)}")]
            + [lambda: ("other", next(lists))] * 2
            + [lambda: ("other", chance.choice(items))] * 4
        )

    def run(self, phase: str, seconds: float) -> None:
        started = time.perf_counter()
        threads = []
        for number in range(int(seconds * self._rate)):
            intended = started + number / self._rate
            time.sleep(max(0.0, intended - time.perf_counter()))
            sort, address = next(self._next)()
            threads.append(threading.Thread(target=self._ask, args=(phase, sort, address, intended)))
            threads[-1].start()
        for thread in threads:
            thread.join()

    def _ask(self, phase: str, sort: str, address: str, intended: float) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request("GET", address)
            response = connection.getresponse()
            response.read()
            status = response.status
        except OSError:
            status = 599
        finally:
            connection.close()
        took = (time.perf_counter() - intended) * 1000
        with self._lock:
            self._times[phase, sort].append(took)
            self._statuses[phase][status] += 1

    def report(self, phases: list[str]) -> int:
        print(f"{'phase':11} {'page':7} {'requests':>8} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8}  statuses")
        for phase in phases:
            for sort in ("search", "other"):
                times = self._times[phase, sort]
                print(
                    f"{phase:11} {sort:7} {len(times):8} {statistics.median(times):8.0f} {p95(times):8.0f} "
                    f"{max(times):8.0f}  {dict(self._statuses[phase])}"
                )
        well = p95(self._times["well", "other"] + self._times["well again", "other"])
        normal = p95(self._times["well", "search"] + self._times["well again", "search"])
        failed = []
        for phase in ("10 s slow", "gone"):
            ratio = p95(self._times[phase, "other"]) / well
            search = p95(self._times[phase, "search"])
            print(f"{phase}: other pages' p95 {ratio:.2f} × of normal; search's p95 {search:.0f} ms")
            if ratio > MOST_GROWTH:
                failed.append(f"{phase}: other pages are {ratio:.2f} × as slow")
            if search > TIMEOUT * 1000 + normal:
                failed.append(f"{phase}: searches take {search:.0f} ms")
            if any(status >= 500 for status in self._statuses[phase]):
                failed.append(f"{phase}: {dict(self._statuses[phase])}")
        print("\n".join(failed) or "All within their limits.")
        return 1 if failed else 0


def p95(times: list[float]) -> float:
    ordered = sorted(times)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


if __name__ == "__main__":
    sys.exit(main())
