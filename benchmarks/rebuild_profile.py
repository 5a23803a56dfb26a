"""Where the time of a rebuild goes: items a second from the database into the index, and the share of each step.

    VAR_DIR=/tmp/bench .venv/bin/python benchmarks/make_catalogue.py 100000
    VAR_DIR=/tmp/bench .venv/bin/python benchmarks/rebuild_profile.py
    VAR_DIR=/tmp/bench SEARCH_URL=http://127.0.0.1:9200 .venv/bin/python benchmarks/rebuild_profile.py

Decided here: the steps are timed by clocks around them, each without what another counted step took inside it, so that
the shares add up; clocks cost about a microsecond each. What is no step is told as the rest (swapping, comparing, the
outbox). Not here: searching (search_speed.py).
"""

import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")


class Clocks:
    """How long each step took, without the steps inside it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inside: list[float] = []

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            started = self._begin()
            try:
                return function(*args, **kwargs)
            finally:
                self._end(name, started)

        return timed

    def through(self, name: str, function: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        """The same for a generator: only while it works, not while its taker does."""

        def timed(*args: Any, **kwargs: Any) -> Iterator[Any]:
            steps = function(*args, **kwargs)
            while True:
                started = self._begin()
                try:
                    one = next(steps, None)
                finally:
                    self._end(name, started)
                if one is None:
                    return
                yield one

        return timed

    def _begin(self) -> float:
        self._inside.append(0.0)
        return time.perf_counter()

    def _end(self, name: str, started: float) -> None:
        took = time.perf_counter() - started
        self.seconds[name] += took - self._inside.pop()
        if self._inside:
            self._inside[-1] += took


def main() -> None:
    if "VAR_DIR" not in os.environ and "DATABASE_URL" not in os.environ:
        raise SystemExit("Name a database of its own: VAR_DIR=/tmp/bench (see make_catalogue.py).")
    import django

    django.setup()
    from search import indexing, lexicon
    from search.documents import IndexDocument
    from search.engines import elastic_bulk, engine, generations

    clocks = Clocks()
    indexing.documents = clocks.through("read from the database", indexing.documents)
    IndexDocument.tokens = clocks.around("cut into tokens", IndexDocument.tokens)  # type: ignore[method-assign]
    digest = IndexDocument.digest.fget
    IndexDocument.digest = property(clocks.around("digest", digest))  # type: ignore[method-assign,arg-type]
    for writer in (generations.Writing, elastic_bulk.Bulk):
        writer.upsert = clocks.around("give to the engine", writer.upsert)  # type: ignore[method-assign]
    elastic_bulk.Bulk._send = clocks.around("give to the engine", elastic_bulk.Bulk._send)  # type: ignore[method-assign]
    lexicon.Collector.add = clocks.around("learn the words", lexicon.Collector.add)  # type: ignore[method-assign]
    lexicon.Collector.save = clocks.around("keep the words", lexicon.Collector.save)  # type: ignore[method-assign]

    started = time.perf_counter()
    done = indexing.rebuild()
    took = time.perf_counter() - started
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{engine().name}: {done.upserted} items in {took:.1f} s, {done.upserted / took:.0f} items/s, {held:.0f} MB"
    )
    shares = {**clocks.seconds, "the rest": took - sum(clocks.seconds.values())}
    for name, seconds in sorted(shares.items(), key=lambda pair: -pair[1]):
        print(f"  {name:<24} {seconds:>7.1f} s  {seconds / took:>5.0%}")


if __name__ == "__main__":
    main()
