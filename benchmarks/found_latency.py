"""How long after its publication an item is found.

    .venv/bin/python benchmarks/found_latency.py                                   embedded
    SEARCH_URL=http://127.0.0.1:9200 .venv/bin/python benchmarks/found_latency.py  Elasticsearch (make elasticsearch)

Decided here: a catalogue of its own (benchmarks/make_catalogue.py) in a temporary folder; publishing and asking are
the application's own (`publish()`, `find()`), so that what a visitor's search does is in the time; from the moment
that `publish()` has returned. First with the worker alone, the publishing process draining nothing, as if it had been
killed after its commit; then, on the embedded engine, without any worker. Fails when the 95th percentile is over
2 seconds (embedded) or 5 (Elasticsearch).
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
POLL_SECONDS = 0.02
GIVEN_UP_SECONDS = 60.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--publications", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="heluo-latency-") as folder:
        os.environ.update(VAR_DIR=folder, SEARCH_INDEX_PREFIX=f"latency-{os.getpid()}", DATABASE_URL="")
        return measured(asked.items, asked.publications)


def measured(items: int, publications: int) -> int:
    from make_catalogue import fill, start_django

    start_django()
    from django.conf import settings
    from django.core.management import call_command

    from search.engines import engine

    call_command("migrate", verbosity=0, interactive=False)
    fill(items)
    call_command("search_rebuild", verbosity=0)
    is_embedded = engine().name == "embedded"
    allowed = 2.0 if is_embedded else 5.0
    print(f"{engine().name}, {items} items, {publications} publications; at most {allowed:.0f} s")
    over = False
    settings.SEARCH_LIVE_INDEXING = False
    with a_worker():
        over |= told("worker alone", [found_after(n) for n in range(publications)], allowed)
    if is_embedded:
        settings.SEARCH_LIVE_INDEXING = True
        over |= told("no worker", [found_after(n + publications) for n in range(publications)], allowed)
    else:
        engine()._remove(engine()._facts_of_all())  # type: ignore[attr-defined]
    return int(over)


class a_worker:
    """The real one, until the block ends."""

    def __enter__(self) -> None:
        self._process = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT)
        time.sleep(8)  # it starts Django twice

    def __exit__(self, *error: Any) -> None:
        self._process.terminate()
        self._process.wait()


def found_after(number: int) -> float:
    """Publishes a lesson of a title that nothing else has; answers after how many seconds it is found."""
    from catalog.models import KindIndexPage, LessonPage
    from search.finding import find
    from search.query import parse_text

    words = f"第{number}号延迟样本{number * 7919}"
    lesson = LessonPage(title=words, full_text="<p>先看一眼，再说话。</p>")
    KindIndexPage.objects.filter(kind="lesson").order_by("pk")[0].add_child(instance=lesson)
    lesson.save_revision().publish()
    started = time.monotonic()
    while time.monotonic() - started < GIVEN_UP_SECONDS:
        found = find(parse_text(words))
        if not found.is_plain and lesson.pk in {one.item.pk for one in found.items}:
            return time.monotonic() - started
        time.sleep(POLL_SECONDS)
    return GIVEN_UP_SECONDS


def told(name: str, seconds: list[float], allowed: float) -> bool:
    """Prints a line; whether it is over what is allowed."""
    p95 = sorted(seconds)[max(0, -(-len(seconds) * 95 // 100) - 1)]
    print(
        f"{name:13} p50 {statistics.median(seconds):.2f} s  p95 {p95:.2f} s  max {max(seconds):.2f} s",
        flush=True,
    )
    return p95 > allowed


if __name__ == "__main__":
    sys.exit(main())
