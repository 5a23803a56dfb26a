"""How fast the engines answer and take documents, at growing sizes, side by side in one run.

    export SEARCH_URL=http://127.0.0.1:9200
    .venv/bin/python benchmarks/search_speed.py --items 1000,10000,100000
    … --engine embedded --engine elastic --engine wagtail --items 1000,10000,100000
    … --engine elastic --items 1000,1000000 --kept /tmp/speed --fill     (fills and ends)
    … --engine elastic --items 1000,1000000 --kept /tmp/speed            (asks what was filled)
    … --http /tmp/heluo-bench/1000 --http /tmp/heluo-bench/100000        (catalogues of make_catalogue.py, with index)

Decided here: documents are prepared_documents.py's; questions are the judged lists, asked of the engines in turn, so
that a busy machine slows all: their words cut, other words for them, how common all of these are, all facets, the
first 20 hits. `narrow` asks the same for one county and two grades. Suggestions are what one types of them, character
by character. `fill` is how many prepared documents an engine takes in a second. `same first` is the share of
questions whose first hit is the one that asking for all words would have found (search/telling.py). Over HTTP a whole
installation answers its API, understanding, confirmation and relaxing included, its limit of calls a minute lifted.
Elasticsearch is the one that SEARCH_URL names; its indexes are removed afterwards unless they are to be kept. Not
here: an item's way from the database (rebuild_profile.py).
"""

import argparse
import contextlib
import csv
import math
import os
import random
import re
import resource
import secrets
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
ROUNDS = 2
# Wagtail's search takes long seconds at 100,000 items: it is asked so many of the questions, the others the same
# beside it, and no further ones after a minute.
BESIDE, BESIDE_SECONDS = 60, 60.0
# The theme that a question is about lifts; which one, the engine's time does not depend on.
THEMES = (("T04", 0.6), ("T07", 0.3))
NARROW = {"county": ("410311",), "grade": ("P3", "P4")}
# So many questions are asked a second time for all their words.
COMPARED = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--engine",
        action="append",
        choices=["embedded", "elastic", "wagtail"],
        help="may be repeated; embedded and wagtail by themselves",
    )
    parser.add_argument("--items", default="1000,10000,100000", help="sizes, with commas between")
    parser.add_argument(
        "--http", type=Path, action="append", help="folder of an installation; may be repeated"
    )
    parser.add_argument("--kept", type=Path, help="a folder: what is filled stays, and is not filled again")
    parser.add_argument("--fill", action="store_true", help="only fill")
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.items.split(",")]
    import django

    django.setup()
    if asked.http:
        over_http(asked.http)
        return
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        engines = {
            (name, size): stack.enter_context(
                opened(name, asked.kept or Path(folder), size, bool(asked.kept))
            )
            for size in sizes
            for name in asked.engine or ["embedded", "wagtail"]
        }
        measure(engines, only_fill=asked.fill)


@contextlib.contextmanager
def opened(name: str, folder: Path, size: int, kept: bool) -> Iterator[Any]:
    """An engine that nothing else uses."""
    from search.engines.elastic import ElasticEngine
    from search.engines.elastic_connection import ElasticSettings
    from search.engines.embedded import EmbeddedEngine

    if name == "embedded":
        yield EmbeddedEngine(folder / str(size))
        return
    if name == "wagtail":
        from wagtail_search import WagtailSearch

        yield WagtailSearch()
        return
    hosts = tuple(os.environ.get("SEARCH_URL", "").split(","))
    if not hosts[0].startswith("http"):
        raise SystemExit("SEARCH_URL names the Elasticsearch to measure (make elasticsearch).")
    prefix = f"speed-{folder.name if kept else secrets.token_hex(3)}-{size}"
    engine = ElasticEngine(ElasticSettings(hosts, folder, prefix=prefix, timeout=30, write_timeout=300))
    try:
        yield engine
    finally:
        if not kept:
            engine._remove(engine._facts_of_all())


def measure(engines: dict[tuple[str, int], Any], *, only_fill: bool) -> None:
    """Prints one line for each engine and size."""
    print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(
        "engine      documents  fill docs/s  first ms  p50 ms  p95 ms  max ms  narrow p95  suggest p95  growth of p95"
        "  times wagtail's p95  same first  memory MB"
    )
    smallest: dict[str, float] = {}
    texts, beginnings = judged_texts(), typed_beginnings()
    for size in dict.fromkeys(size for _, size in engines):
        asked = {name: engine for (name, of), engine in engines.items() if of == size}
        rates = {
            name: 0.0 if is_filled(engine, size) else fill(engine, size) for name, engine in asked.items()
        }
        if only_fill:
            print(size, rates, flush=True)
            continue
        ours = {name: engine for name, engine in asked.items() if name != "wagtail"}
        for engine in ours.values():
            settled(engine)
        times = timed(ours, ask, texts * ROUNDS)
        suggested = timed(ours, lambda engine, typed: engine.search(typed), beginnings)
        narrow = timed(ours, narrowly, texts[:: len(texts) // COMPARED])
        beside = timed(asked, ask, texts[:: len(texts) // BESIDE], most=BESIDE_SECONDS)
        for name, engine in asked.items():
            if name in ours:
                warm = times[name][len(texts) :]
                starts = f"{at(narrow[name], 0.95):>10.1f}  {at(suggested[name], 0.95):>11.1f}"
                same = f"{same_first(engine, texts[:: len(texts) // COMPARED]):.3f}"
            else:
                times[name] = warm = beside[name]
                starts, same = f"{'':>23}", ""
            p95 = at(warm, 0.95)
            ratio = (
                f"{at(beside['wagtail'], 0.95) / at(beside[name], 0.95):.0f} ×" if "wagtail" in asked else ""
            )
            print(
                f"{name:<11} {size:>9}  {rates[name]:>11.0f}  {times[name][0]:>8.1f}  {at(warm, 0.5):>6.1f}"
                f"  {p95:>6.1f}  {max(warm):>6.1f}  {starts}"
                f"  {p95 / smallest.setdefault(name, p95):>13.2f}  {ratio:>19}  {same:>10}"
                f"  {memory(name, engine):>9.0f}",
                flush=True,
            )


def is_filled(engine: Any, size: int) -> bool:
    """Whether a kept index holds what today's program would fill."""
    told = engine.status()
    return told.documents == size and not told.stale


def settled(engine: Any) -> None:
    """Waits until Elasticsearch has put together what a rebuild left in pieces."""
    if engine.name != "elastic":
        return
    with engine._connection.writing() as client:
        while client.tasks.list(actions="indices:admin/forcemerge*")["nodes"]:
            time.sleep(1)


def timed(
    engines: dict[str, Any],
    asking: Callable[[Any, Any], object],
    questions: list[Any],
    *,
    most: float = math.inf,
) -> dict[str, list[float]]:
    """Milliseconds of each question, of each engine; no further question after `most` seconds."""
    times: dict[str, list[float]] = {name: [] for name in engines}
    began = time.perf_counter()
    for question in questions:
        if time.perf_counter() - began > most:
            break
        for name, engine in engines.items():
            started = time.perf_counter()
            asking(engine, question)
            times[name].append((time.perf_counter() - started) * 1000)
    return times


def at(times: list[float], share: float) -> float:
    """The time that this share of all stays within."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def over_http(installations: list[Path]) -> None:
    """Prints a line for the search and one for the suggestions of each installation."""
    from first_paint import served

    os.environ["SEARCH_API_RATE"] = "1000000"
    texts = judged_texts()
    chance = random.Random(1)  # noqa: S311
    asks = {
        "search": chance.sample([urlencode({"q": text}) for text in texts], 300),
        "suggest": chance.sample([urlencode({"q": text[:n]}) for text in texts for n in range(1, 5)], 300),
    }
    print("installation                      asked      p50 ms  p95 ms  max ms")
    for folder in installations:
        with served(folder.resolve()) as site:
            for name, queries in asks.items():
                times = [milliseconds_of(f"{site}/api/v1/{name}?{query}") for query in queries][20:]
                print(
                    f"{folder!s:<32}  {name:<8}  {at(times, 0.5):>7.1f}  {at(times, 0.95):>6.1f}  {max(times):>6.1f}",
                    flush=True,
                )


def milliseconds_of(address: str) -> float:
    """Milliseconds until an address of our own server has answered whole."""
    started = time.perf_counter()
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
        answer.read()
    return (time.perf_counter() - started) * 1000


def fill(engine: Any, size: int) -> float:
    """Replaces the engine's index; answers how many prepared documents it took in a second."""
    from prepared_documents import prepared

    supply = prepared(size)
    started = time.perf_counter()
    if not hasattr(engine, "rebuilding"):
        engine.fill(supply, size)
        return size / (time.perf_counter() - started)
    with engine.rebuilding() as fresh:
        with fresh.writing() as writing:
            for document in supply:
                writing.upsert(document)
        fresh.swap(keep=0)
    return size / (time.perf_counter() - started)


def judged_texts() -> list[str]:
    """The questions of the judged lists."""
    from search.evaluation import read_judgements

    lists = sorted((ROOT / "tests/search/judged").glob("*.tsv"))
    return [judgement.query for path in lists for judgement in read_judgements(path)]


def ask(engine: Any, text: str, *, all_words: bool = False, filters: Any = None) -> Any:
    """What is asked of an engine for a question: other words for it, but no theme, grade or county heard in it."""
    from search.answering import answered
    from search.engines.base import Frequencies
    from search.query import CatalogQuery
    from search.understanding import Understanding
    from search.wording import as_terms, distinct_tokens

    if hasattr(engine, "ask"):
        return engine.ask(text)
    meanings = meanings_of(text)
    tokens = [*distinct_tokens(text), *(t for meant in meanings for word in meant for t in as_terms(word))]
    common = (
        Frequencies()
        if all_words
        else engine.document_frequencies(("text", token) for token in dict.fromkeys(tokens))
    )
    meant = Understanding(rest=text, meanings=meanings, themes=THEMES, frequencies=common)
    _, found = answered(CatalogQuery(text=text, filters=filters or {}), meant, by=engine)
    return found


@cache
def meanings_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Other words for what is said, as the seed of editors' synonyms has them."""
    from search.understanding import said

    return tuple(
        others
        for meant in said(text, seed()).values()
        if (others := tuple(word for word in meant if word not in text))
    )


@cache
def seed() -> Any:
    """The synonyms that come with the program, in the vocabulary's place."""
    from search.models import Synonym
    from search.vocabulary import expansions_of

    with (ROOT / "search/data/synonyms.tsv").open(encoding="utf-8", newline="") as file:
        rows = [
            Synonym(
                said=row["said"].replace("|", "\n"),
                meant=row["meant"].replace("|", "\n"),
                both_ways=row["both"] == "1",
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    return argparse.Namespace(expansions=expansions_of(rows), theme_words=())


def narrowly(engine: Any, text: str) -> Any:
    """The same question for one county and two grades."""
    return ask(engine, text, filters=NARROW)


def same_first(engine: Any, texts: list[str]) -> float:
    """The share of questions whose first hit is that of asking for all words."""
    same = 0
    for text in texts:
        few, whole = (ask(engine, text, all_words=whole).hits[:1] for whole in (False, True))
        same += [hit.id for hit in few] == [hit.id for hit in whole]
    return same / len(texts)


def typed_beginnings() -> list[Any]:
    """What one has typed of them after the first, second … fourth character, as an engine is asked it."""
    from search.documents import STARTS_FIELD
    from search.engines.base import CompiledQuery, Term
    from search.starts import typed

    begun = dict.fromkeys(typed(text[:count]) for text in judged_texts() for count in range(1, 5))
    return [CompiledQuery(Term(STARTS_FIELD, text), limit=8) for text in begun if text]


def memory(name: str, engine: Any) -> float:
    """What the process holds that answers: this one at its largest, or the server's now (heap where it is elsewhere)."""
    if name != "elastic":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with engine._connection.writing() as client:
        nodes = list(client.nodes.info(metric="process")["nodes"].values())
        told = client.nodes.stats(metric="jvm")["nodes"].values()
    with contextlib.suppress(OSError):
        held = [Path(f"/proc/{node['process']['id']}/status").read_text() for node in nodes]
        return sum(int(re.findall(r"VmRSS:\s+(\d+)", one)[0]) for one in held) / 1024
    return sum(node["jvm"]["mem"]["heap_committed_in_bytes"] for node in told) / 2**20


if __name__ == "__main__":
    main()
