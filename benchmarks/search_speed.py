"""How fast the engines answer and take documents, at growing sizes, side by side in one run.

    .venv/bin/python benchmarks/search_speed.py --sizes 1000 10000 100000 --engine embedded --engine elastic
    SEARCH_URL=http://127.0.0.1:9200 … --engine elastic --sizes 1000000

Decided here: documents are made of the demonstration's own sentences, analysed once, so that the engine is measured
and not jieba; questions are the judged lists, with all facets and the first 20 hits, asked of the engines in turn, so
that a busy machine slows both. `document` is what an engine takes from prepared documents, `search` what it answers
in, in milliseconds. Elasticsearch is the one that SEARCH_URL names; its indexes are removed afterwards. Not here:
the database (a rebuild's own time: `manage.py search_rebuild`).
"""

import argparse
import contextlib
import os
import random
import re
import resource
import secrets
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
ROUNDS = 2
# About as long as a lesson of the demonstration.
SENTENCES = {"title": 1, "lead": 3, "practice": 3, "body": 20}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", action="append", choices=["embedded", "elastic"], help="may be repeated")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    asked = parser.parse_args()
    import django

    django.setup()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        engines = {
            name: stack.enter_context(opened(name, Path(folder))) for name in asked.engine or ["embedded"]
        }
        measure(engines, asked.sizes)


@contextlib.contextmanager
def opened(name: str, folder: Path) -> Iterator[Any]:
    """An empty engine that nothing else uses."""
    from search.engines.elastic import ElasticEngine
    from search.engines.elastic_connection import ElasticSettings
    from search.engines.embedded import EmbeddedEngine

    if name == "embedded":
        yield EmbeddedEngine(folder)
        return
    hosts = tuple(os.environ.get("SEARCH_URL", "").split(","))
    if not hosts[0].startswith("http"):
        raise SystemExit("SEARCH_URL names the Elasticsearch to measure (make elasticsearch).")
    engine = ElasticEngine(
        ElasticSettings(hosts, folder, prefix=f"speed-{secrets.token_hex(3)}", timeout=30, write_timeout=300)
    )
    try:
        yield engine
    finally:
        engine._remove(engine._facts_of_all())


def measure(engines: dict[str, Any], sizes: list[int]) -> None:
    """Prints one line for each engine and size."""
    print("engine      documents  fill docs/s  first ms  p50 ms  p95 ms  max ms  growth of p50  memory MB")
    first: dict[str, float] = {}
    questions = judged_questions()
    for size in sizes:
        rates = {name: fill(engine, size) for name, engine in engines.items()}
        times: dict[str, list[float]] = {name: [] for name in engines}
        for question in questions * ROUNDS:
            for name, engine in engines.items():
                started = time.perf_counter()
                engine.search(question)
                times[name].append((time.perf_counter() - started) * 1000)
        for name, engine in engines.items():
            warm = sorted(times[name][len(questions) :])
            p50, p95 = warm[len(warm) // 2], warm[int(len(warm) * 0.95)]
            first.setdefault(name, p50)
            print(
                f"{name:<11} {size:>9}  {rates[name]:>11.0f}  {times[name][0]:>8.1f}  {p50:>6.1f}  {p95:>6.1f}"
                f"  {warm[-1]:>6.1f}  {p50 / first[name]:>13.2f}  {memory(name, engine):>9.0f}",
                flush=True,
            )


def fill(engine: Any, size: int) -> float:
    """Replaces the engine's index; answers how many prepared documents it took in a second."""
    supply = prepared(size)
    started = time.perf_counter()
    with engine.rebuilding() as fresh:
        with fresh.writing() as writing:
            for document in supply:
                writing.upsert(document)
        fresh.swap(keep=0)
    return size / (time.perf_counter() - started)


def judged_questions() -> list[Any]:
    """The judged lists as an engine is asked them."""
    from search.evaluation import read_judgements
    from search.query import parse_text
    from search.ranking import compiled
    from search.understanding import Understanding

    texts = [
        j.query
        for path in sorted((ROOT / "tests/search/judged").glob("*.tsv"))
        for j in read_judgements(path)
    ]
    themes = (("T04", 0.6), ("T07", 0.3))
    return [compiled(parse_text(text), Understanding(rest=text, themes=themes)) for text in texts]


def prepared(size: int) -> Iterator[Any]:
    """The same documents at each run, their tokens known."""
    from search.analysis import tokens
    from search.documents import FACET_NAMES, STARTS_FIELD, IndexDocument

    @dataclass(frozen=True)
    class Prepared(IndexDocument):
        known: dict[str, str] = field(default_factory=dict)

        @property
        def digest(self) -> str:
            return f"{self.id:016x}"

        def tokens(self) -> dict[str, str]:
            return self.known

    chance = random.Random(1)  # noqa: S311
    sentences = list(demonstration_sentences())
    cut = {sentence: " ".join(tokens(sentence)) for sentence in sentences}
    codes = {name: [f"{name[0].upper()}{n:02}" for n in range(1, 16)] for name in FACET_NAMES}
    for id in range(1, size + 1):
        texts = {name: chance.choices(sentences, k=count) for name, count in SENTENCES.items()}
        known = {name: " ".join(cut[part] for part in parts) for name, parts in texts.items()}
        known[STARTS_FIELD] = known["title"]
        facets = {name: chance.sample(values, k=chance.choice([1, 1, 2])) for name, values in codes.items()}
        facets["theme"] = chance.sample(codes["theme"], k=2)
        card = {"title": texts["title"][0], "summary": texts["lead"][0], "themes": facets["theme"]}
        yield Prepared(
            id,
            1,
            texts,
            facets,
            (chance.randrange(10**9) << 24) + id,
            (chance.randrange(60) << 24) + id,
            card,
            known=known,
        )


def demonstration_sentences() -> Iterable[str]:
    """All sentences of the demonstration's lessons, each once."""
    seen: dict[str, None] = {}

    def gather(node: object) -> None:
        if isinstance(node, dict | list):
            for child in node.values() if isinstance(node, dict) else node:
                gather(child)
        elif isinstance(node, str):
            seen.update(
                dict.fromkeys(
                    part.strip() for part in re.split(r"[。！？\n]", node) if len(part.strip()) >= 4
                )
            )

    for path in sorted((ROOT / "home/demo/lessons").glob("*.toml")):
        gather(tomllib.loads(path.read_text("utf-8")))
    return seen


def memory(name: str, engine: Any) -> float:
    """This process at its largest, or the servers' processes without their mapped files: heap and direct buffers."""
    if name == "embedded":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with engine._connection.writing() as client:
        nodes = client.nodes.stats(metric="jvm")["nodes"].values()
    pools = [node["jvm"]["mem"]["heap_committed_in_bytes"] for node in nodes]
    direct = [node["jvm"]["buffer_pools"]["direct"]["used_in_bytes"] for node in nodes]
    return (sum(pools) + sum(direct)) / 2**20


if __name__ == "__main__":
    main()
