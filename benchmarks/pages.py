"""How dear a page of each kind is, in time and queries, and how that grows with the catalogue.

    python benchmarks/pages.py [--folder /tmp/heluo-bench] [--sizes 1000,10000,100000] [--rounds 15]

Makes the catalogues and indexes that are missing (100,000 items take some minutes), then
measures all of them in one run: figures of two runs or machines are not compared, ratios are.
- first: the first request after something public changed; counts and orders are found again;
- then: further requests, made anew each time (pages are not kept); the median;
- kept: the same page out of the page cache.
Fails when a page asks more than its limit, or when at the largest size it takes more than 3 × as long.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from make_catalogue import start_django

HERE = Path(__file__).resolve()
LIMITS = {"home": 15, "list": 12, "item": 10}
MOST_GROWTH = 3.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=Path("/tmp/heluo-bench"))  # noqa: S108
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--one", action="store_true", help="measure the catalogue of VAR_DIR and print JSON")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.rounds)))
        return
    sizes = [int(size) for size in options.sizes.split(",")]
    results = {size: _run(options.folder / str(size), size, options.rounds) for size in sizes}
    sys.exit(report(results))


def _run(folder: Path, size: int, rounds: int) -> dict[str, Any]:
    """Measures one size in a process of its own, with a database of its own."""
    environment = {**os.environ, "VAR_DIR": str(folder)}
    environment.pop("DATABASE_URL", None)
    if not (folder / "complete").exists():
        print(f"making {size} items in {folder} …", file=sys.stderr)
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, str(HERE.with_name("make_catalogue.py")), str(size)]
        subprocess.run(command, env=environment, check=True)  # noqa: S603
        (folder / "complete").touch()
    # With the index, since item pages show what is near them.
    rebuild = [sys.executable, str(HERE.parents[1] / "manage.py"), "search_rebuild", "--if-needed"]
    subprocess.run(rebuild, env=environment, check=True, stdout=sys.stderr)  # noqa: S603
    command = [sys.executable, str(HERE), "--one", "--rounds", str(rounds)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603
    return json.loads(done.stdout.splitlines()[-1])


def measure(rounds: int) -> dict[str, Any]:
    """{name: first, then, kept in ms, queries, bytes, limit} of the catalogue in VAR_DIR."""
    start_django()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from catalog import generation
    from home.page_cache import PageCacheMiddleware

    call_command("migrate", verbosity=0, interactive=False)
    visitor = Client(HTTP_HOST="localhost")
    is_public = PageCacheMiddleware._is_public
    results = {}
    for name, address, limit in _addresses():
        visitor.get(address)  # the process's own first time: templates, addresses
        PageCacheMiddleware._is_public = lambda *_: False  # type: ignore[method-assign]
        generation.grow()
        first = _milliseconds(visitor, address)
        then = statistics.median(_milliseconds(visitor, address) for _ in range(rounds))
        with CaptureQueriesContext(connection) as queries:
            response = visitor.get(address)
            asked = len(queries)  # the next request empties the log
        PageCacheMiddleware._is_public = is_public  # type: ignore[method-assign]
        visitor.get(address)
        kept = statistics.median(_milliseconds(visitor, address) for _ in range(rounds))
        results[name] = {
            "first": first,
            "then": then,
            "kept": kept,
            "queries": asked,
            "bytes": len(response.content),
            "limit": LIMITS[limit],
        }
        assert response.status_code == 200, address
    return results


def _addresses() -> list[tuple[str, str, str]]:
    """One page of each kind: (name, address, which limit)."""
    from catalog.models import CatalogPage

    public = CatalogPage.objects.public_items().order_by("-pk")
    of_kind = {
        kind: public.filter(kind=kind).first() for kind in ("lesson", "plan", "route", "unit", "collection")
    }
    lists = {
        "all items": "/items/",
        "kind": "/kind/lesson/",
        "theme": "/theme/T02/",
        "grade": "/grade/P3/",
        "two filters": "/items/?theme=T02&grade=P3",
        "page 40": "/items/?page=40",
        "county": "/luolong/",
        "county + kind": "/luolong/lessons/",
    }
    return [
        ("home", "/", "home"),
        *((name, address, "list") for name, address in lists.items()),
        *((kind, item.get_url(), "item") for kind, item in of_kind.items()),
    ]


def _milliseconds(visitor: Any, address: str) -> float:
    start = time.perf_counter()
    visitor.get(address)
    return (time.perf_counter() - start) * 1000


def report(results: dict[int, dict[str, Any]]) -> int:
    """Prints the table; 1 when something is over its limit."""
    smallest, largest = min(results), max(results)
    print(
        f"{'page':14} {'items':>7} {'queries':>8} {'KB':>5} {'first':>9} {'then':>8} {'kept':>7}  then, ratio"
    )
    failed = []
    for name in results[smallest]:
        for size, pages in results.items():
            page, base = pages[name], results[smallest][name]
            ratio = page["then"] / base["then"]
            print(
                f"{name:14} {size:7} {page['queries']:4}/{page['limit']:<3} {page['bytes'] / 1024:5.0f} "
                f"{page['first']:6.0f} ms {page['then']:5.1f} ms {page['kept']:4.1f} ms  {ratio:.2f}"
            )
            if page["queries"] > page["limit"]:
                failed.append(f"{name} at {size}: {page['queries']} queries")
            if size == largest and ratio > MOST_GROWTH:
                failed.append(f"{name}: {ratio:.1f} × slower at {size}")
    print("\n".join(failed) or "All within their limits.")
    return 1 if failed else 0


if __name__ == "__main__":
    main()
