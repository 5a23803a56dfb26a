"""How fast the engines answer and take documents, at growing sizes, side by side in one run.

    export SEARCH_URL=http://127.0.0.1:9200
    .venv/bin/python benchmarks/search_speed.py --items 1000,10000,100000
    … --engine embedded --engine elastic --engine wagtail --items 1000,10000,100000
    … --engine elastic --items 1000,1000000 --kept /tmp/speed --fill     (fills and ends: an hour, on a busy machine)
    … --engine elastic --items 1000,1000000 --kept /tmp/speed            (asks what was filled)
    … --http /tmp/heluo-bench/1000 --http /tmp/heluo-bench/100000        (catalogues of make_catalogue.py, with index)

Decided here: documents are made of the demonstration's own sentences, analysed once, so that the engine is measured
and not jieba, and carry the vocabularies' grades, themes and counties as lessons do; questions are the judged lists,
with all facets and the first 20 hits, asked of the engines in turn, so
that a busy machine slows both; suggestions are what one types of them, character by character. `fill` is how many
prepared documents an engine takes in a second. Over HTTP a whole installation answers its API, understanding,
confirmation and relaxing included, its limit of calls a minute lifted. Elasticsearch is the one that SEARCH_URL names;
its indexes are removed afterwards unless they are to be kept. `wagtail` is Wagtail's own search in the database
(SQLite), which is given the same tokens, since left to itself it finds nothing in Chinese; it is asked for no facets,
and only for the words of a question, not for the pairs of neighbours that the engines are asked, too. A question that
takes it a minute is given up, and counts so. Not here: an item's way from the database (rebuild_profile.py).
"""

import argparse
import contextlib
import json
import math
import os
import random
import re
import resource
import secrets
import sys
import tempfile
import time
import tomllib
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
OWN_PAGES = 10  # Wagtail's migrations make two
# About as long as a lesson of the demonstration.
SENTENCES = {"title": 1, "lead": 3, "practice": 3, "body": 20}


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


@contextlib.contextmanager
def given_up_after(seconds: float) -> Iterator[None]:
    """A question that takes SQLite longer is stopped; any other error is one."""
    from django.db import OperationalError, connection

    end = time.perf_counter() + seconds
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: time.perf_counter() > end, 100_000)
    try:
        yield
    except OperationalError:
        if time.perf_counter() < end:
            raise
    finally:
        connection.connection.set_progress_handler(None, 0)


class WagtailSearch:
    """Wagtail's own search, its index in the database: pages whose titles are all tokens of a document."""

    def __init__(self) -> None:
        from django.core.management import call_command
        from modelsearch.backends import get_search_backend

        call_command("migrate", "wagtailsearch", verbosity=0, interactive=False)
        call_command("migrate", "wagtailcore", verbosity=0, interactive=False)
        from django.contrib.contenttypes.models import ContentType
        from wagtail.models import Locale, Page

        self._backend = get_search_backend("modelsearch.backends.database")
        self._type = ContentType.objects.get_for_model(Page).pk
        self._locale = Locale.objects.get_or_create(language_code="zh-hans")[0].pk

    def fill(self, documents: Iterable[Any], size: int) -> None:
        from wagtail.models import Page

        Page._base_manager.filter(pk__gt=OWN_PAGES)._raw_delete("default")
        self._backend.reset_indexes()
        index = self._backend.get_index_for_model(Page)
        batch: list[Any] = []
        for document in documents:
            path = Page._get_path("0001", 2, document.id + OWN_PAGES)
            told = " ".join(document.tokens().values())
            batch.append(Page(id=document.id + OWN_PAGES, title=told, draft_title="", slug=str(document.id), path=path, depth=2, content_type_id=self._type, locale_id=self._locale))  # fmt: skip
            if len(batch) == 1000 or document.id == size:
                Page.objects.bulk_create(batch)
                index.add_items(Page, batch)
                batch = []

    def search(self, question: Any) -> None:
        from wagtail.models import Page

        from search.analysis import in_dictionary
        from search.explaining import terms_of

        tokens = dict.fromkeys(term.token for term in terms_of(question.match))
        words = [token for token in tokens if in_dictionary(token)] or list(tokens)
        found = self._backend.search(" ".join(words), Page)
        with given_up_after(BESIDE_SECONDS):
            list(found[: question.limit])
            found.count()

    def status(self) -> Any:
        return argparse.Namespace(documents=0)


def measure(engines: dict[tuple[str, int], Any], *, only_fill: bool) -> None:
    """Prints one line for each engine and size."""
    print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(
        "engine      documents  fill docs/s  first ms  p50 ms  p95 ms  max ms  suggest p95  growth of p95"
        "  times wagtail's p95  memory MB"
    )
    smallest: dict[str, float] = {}
    questions, beginnings = judged_questions(), typed_beginnings()
    for size in dict.fromkeys(size for _, size in engines):
        asked = {name: engine for (name, of), engine in engines.items() if of == size}
        rates = {
            name: 0.0 if engine.status().documents == size else fill(engine, size)
            for name, engine in asked.items()
        }
        if only_fill:
            print(size, rates, flush=True)
            continue
        ours = {name: engine for name, engine in asked.items() if name != "wagtail"}
        times = timed(ours, questions * ROUNDS)
        suggested = timed(ours, beginnings)
        beside = timed(asked, questions[:: len(questions) // BESIDE], most=BESIDE_SECONDS)
        for name, engine in asked.items():
            if name in ours:
                warm, starts = times[name][len(questions) :], f"{at(suggested[name], 0.95):.1f}"
            else:
                times[name] = warm = beside[name]
                starts = ""
            p95 = at(warm, 0.95)
            ratio = (
                f"{at(beside['wagtail'], 0.95) / at(beside[name], 0.95):.0f} ×" if "wagtail" in asked else ""
            )
            print(
                f"{name:<11} {size:>9}  {rates[name]:>11.0f}  {times[name][0]:>8.1f}  {at(warm, 0.5):>6.1f}"
                f"  {p95:>6.1f}  {max(warm):>6.1f}  {starts:>11}"
                f"  {p95 / smallest.setdefault(name, p95):>13.2f}  {ratio:>19}"
                f"  {memory(name, engine):>9.0f}",
                flush=True,
            )


def timed(engines: dict[str, Any], questions: list[Any], *, most: float = math.inf) -> dict[str, list[float]]:
    """Milliseconds of each question, of each engine; no further question after `most` seconds."""
    times: dict[str, list[float]] = {name: [] for name in engines}
    began = time.perf_counter()
    for question in questions:
        if time.perf_counter() - began > most:
            break
        for name, engine in engines.items():
            started = time.perf_counter()
            engine.search(question)
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
                times = [answered(f"{site}/api/v1/{name}?{query}") for query in queries][20:]
                print(
                    f"{folder!s:<32}  {name:<8}  {at(times, 0.5):>7.1f}  {at(times, 0.95):>6.1f}  {max(times):>6.1f}",
                    flush=True,
                )


def answered(address: str) -> float:
    """Milliseconds until an address of our own server has answered whole."""
    started = time.perf_counter()
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
        answer.read()
    return (time.perf_counter() - started) * 1000


def fill(engine: Any, size: int) -> float:
    """Replaces the engine's index; answers how many prepared documents it took in a second."""
    supply = prepared(size)
    started = time.perf_counter()
    if isinstance(engine, WagtailSearch):
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


def judged_questions() -> list[Any]:
    """The judged lists as an engine is asked them."""
    from search.query import parse_text
    from search.ranking import compiled
    from search.understanding import Understanding

    themes = (("T04", 0.6), ("T07", 0.3))
    return [compiled(parse_text(text), Understanding(rest=text, themes=themes)) for text in judged_texts()]


def typed_beginnings() -> list[Any]:
    """What one has typed of them after the first, second … fourth character, as an engine is asked it."""
    from search.documents import STARTS_FIELD
    from search.engines.base import CompiledQuery, Term
    from search.starts import typed

    begun = dict.fromkeys(typed(text[:count]) for text in judged_texts() for count in range(1, 5))
    return [CompiledQuery(Term(STARTS_FIELD, text), limit=8) for text in begun if text]


def prepared(size: int) -> Iterator[Any]:
    """The same documents at each run, their tokens known."""
    from search.analysis import tokens
    from search.documents import STARTS_FIELD, IndexDocument, whole_text

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
    grades, themes, counties = vocabulary()
    for id in range(1, size + 1):
        texts = {name: chance.choices(sentences, k=count) for name, count in SENTENCES.items()}
        parts = {part: " ".join(cut[sentence] for sentence in told) for part, told in texts.items()}
        known = {"title": parts["title"], "text": whole_text(parts), STARTS_FIELD: parts["title"]}
        start = chance.randrange(len(grades))
        kind = chance.choices(["lesson", "plan", "unit", "route"], [6, 2, 1, 1])[0]
        minutes = chance.choice([5, 6, 8, 9, 12, 15, 30, 45, 90])
        facets = {
            "kind": [kind],
            "form": [chance.choice(["MICRO", "CASE"])] if kind == "lesson" else [],
            "unit_type": [f"U{chance.randrange(1, 20):02}"] if kind == "unit" else [],
            # Neighbouring grades, as lessons are for.
            "grade": with_roots(grades[start : start + chance.choice([1, 1, 2, 3, 6])]),
            "theme": with_roots(chance.sample(themes, k=chance.choice([1, 1, 2]))),
            "county": [chance.choice(counties)],
            "course_type": [chance.choice(["LEAD", "METHOD", "CASE"])] if kind == "lesson" else [],
            "minutes": [limit for limit in ("10", "20", "40", "60") if minutes <= int(limit)],
            "year": [str(chance.randrange(2024, 2027))],
            "level": chance.choice([[], ["COUNTY"], ["CITY"]]),
        }
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


def vocabulary() -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[str]]:
    """Grades with their stages, in order; subthemes with their themes; counties."""
    told = json.loads((ROOT / "catalog/data/grades.json").read_text("utf-8"))["grades"]
    roots = json.loads((ROOT / "catalog/data/themes.json").read_text("utf-8"))["themes"]
    counties = json.loads((ROOT / "accounts/data/organisations.json").read_text("utf-8"))["counties"]
    return (
        [(grade["stage"], grade["code"]) for grade in told],
        [(root["code"], child["code"]) for root in roots for child in root["children"]],
        [county["code"] for county in counties],
    )


def with_roots(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Each value and the one above it, each once."""
    return list(dict.fromkeys(code for pair in pairs for code in pair))


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
