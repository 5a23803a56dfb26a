"""The engine without a server: Tantivy, in a folder of this machine.

Decided here: one folder for each generation of the index and a pointer file `current`, replaced in one step; the
right to write is a file lock, so that it ends with the process that held it, however that ends; readers look at
the folder before each search (two stats, microseconds) and see other processes' writes at once, without a
watching thread. Not here: which words are asked and what weighs more (ranking.py).
"""

import fcntl
import json
import logging
import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import tantivy

from search.analysis import ANALYSIS_VERSION
from search.documents import FACET_NAMES, STARTS_FIELD, TEXT_FIELDS, IndexDocument
from search.engines.base import (
    CompiledQuery,
    EngineBusy,
    EngineStatus,
    EngineUnavailable,
    Entry,
    Hit,
    SearchResult,
    Sort,
)
from search.engines.translation import aggregation, filters_query, full_query, matching_query

log = logging.getLogger(__name__)

# Raised whenever the fields of the index change; an index of another one is stale.
SCHEMA_VERSION = 2
# Tantivy wants 15 MB for each thread at least; a drain writes few documents, a rebuild all of them.
DRAIN_HEAP, DRAIN_THREADS = 32_000_000, 1
REBUILD_HEAP, REBUILD_THREADS = 256_000_000, min(4, os.cpu_count() or 1)
# More than any vocabulary has values: a facet without a size silently loses its tail.
FACET_SIZE = 2000
_SORT_FIELD = {Sort.NEWEST: ("newest", tantivy.Order.Desc), Sort.SHORTEST: ("shortest", tantivy.Order.Asc)}
_NUMBERED = "[0-9]" * 6 + "-*"
_FAILURES = (OSError, ValueError, RuntimeError)


def schema() -> tantivy.Schema:
    """Tokens with frequencies but without positions: neighbours are bigrams already."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "version", "digest", "newest", "shortest"):
        builder.add_unsigned_field(name, indexed=name == "id", fast=True)
    for name in (*TEXT_FIELDS, STARTS_FIELD):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in FACET_NAMES:
        builder.add_text_field(f"is_{name}", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


class _Writing:
    def __init__(self, writer: tantivy.IndexWriter, shape: tantivy.Schema) -> None:
        self._writer = writer
        self._shape = shape

    def upsert(self, document: IndexDocument) -> None:
        self.remove(document.id)
        stored = {"card": document.card, "passages": [asdict(passage) for passage in document.passages]}
        fields = {
            "id": document.id,
            "version": document.version,
            "digest": int(document.digest, 16),
            "newest": document.newest,
            "shortest": document.shortest,
            "stored": json.dumps(stored, ensure_ascii=False).encode("utf-8", "replace"),
            **document.tokens(),
            **{f"is_{name}": values for name, values in document.facets.items()},
        }
        self._writer.add_document(tantivy.Document.from_dict(fields, self._shape))

    def remove(self, id: int) -> None:
        # By query: by term, an unsigned field's number is taken for a signed one and nothing is deleted.
        self._writer.delete_documents_by_query(tantivy.Query.term_query(self._shape, "id", id))


@dataclass
class _Generation:
    """One index in one folder."""

    folder: Path

    @property
    def facts(self) -> dict[str, object]:
        try:
            return json.loads((self.folder / "facts.json").read_text())
        except (OSError, ValueError):
            return {}

    def create(self) -> tantivy.Index:
        self.folder.mkdir(parents=True)
        index = tantivy.Index(schema(), path=str(self.folder))
        facts = {"analysis": ANALYSIS_VERSION, "schema": SCHEMA_VERSION, "made": time.time()}
        (self.folder / "facts.json").write_text(json.dumps(facts))
        return index

    def signature(self) -> tuple[int, int]:
        """Changes with every commit: Tantivy replaces this file."""
        stat = os.stat(self.folder / "meta.json")
        return stat.st_ino, stat.st_mtime_ns

    def open(self) -> tantivy.Index:
        index = tantivy.Index.open(str(self.folder))
        index.config_reader("manual")
        return index


@contextmanager
def _writing(index: tantivy.Index, *, heap: int, threads: int) -> Iterator[_Writing]:
    try:
        writer = index.writer(heap, threads)
    except ValueError as error:
        raise EngineBusy(str(error)) from error
    try:
        yield _Writing(writer, index.schema)
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        # Also ends the writer: without it merges would be cut off and segments would pile up.
        writer.wait_merging_threads()


def _dump(index: tantivy.Index) -> Iterator[Entry]:
    index.reload()
    searcher = index.searcher()
    if not searcher.num_docs:
        return
    found = searcher.search(
        tantivy.Query.all_query(), searcher.num_docs, order_by_field="id", order=tantivy.Order.Asc
    )
    addresses = [address for _, address in found.hits]
    columns = [searcher.fast_field_values(name, addresses) for name in ("id", "version", "digest")]
    for id, version, digest in zip(*columns, strict=True):
        yield Entry(int(id), int(version), f"{int(digest):016x}")


class EmbeddedEngine:
    """The index in `folder`, whoever of this machine's processes writes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._open: tuple[str, tuple[int, int], tantivy.Index] | None = None

    # Reading

    def search(self, query: CompiledQuery) -> SearchResult:
        try:
            return self._search(query)
        except _FAILURES as error:
            raise EngineUnavailable(str(error)) from error

    def _search(self, query: CompiledQuery) -> SearchResult:
        index = self._current()
        searcher = index.searcher()
        asked = full_query(index.schema, query)
        order: dict[str, object] = {}
        if query.sort in _SORT_FIELD:
            name, direction = _SORT_FIELD[query.sort]
            order = {"order_by_field": name, "order": direction}
        found = searcher.search(asked, query.limit, offset=query.offset, **order)
        addresses = [address for _, address in found.hits]
        ids = searcher.fast_field_values("id", addresses)
        versions = searcher.fast_field_values("version", addresses)
        hits = [
            Hit(int(id), float(score), int(version), json.loads(bytes(searcher.doc(address)["stored"][0])))
            for (score, address), id, version in zip(found.hits, ids, versions, strict=True)
        ]
        if query.sort is Sort.RELEVANCE:
            hits.sort(key=lambda hit: (-hit.score, hit.id))
        return SearchResult(hits, found.count, self._facets(searcher, index.schema, query))

    def _facets(
        self, searcher: tantivy.Searcher, shape: tantivy.Schema, query: CompiledQuery
    ) -> dict[str, dict[str, int]]:
        """Facets that do not filter share one pass; each one that does needs a pass without its own filter."""
        free = [name for name in query.facets if name not in query.filters]
        passes = [(free, "")] if free else []
        passes += [([name], name) for name in query.facets if name in query.filters]
        counts: dict[str, dict[str, int]] = {}
        for names, leave_out in passes:
            asked = matching_query(shape, query, filters_query(shape, query, leave_out=leave_out))
            answer = searcher.aggregate(asked, aggregation(names, FACET_SIZE))
            for name in names:
                counts[name] = {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}
        return counts

    def document_frequencies(self, terms: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        try:
            searcher = self._current().searcher()
            return {term: searcher.doc_freq(*term) for term in terms}
        except _FAILURES as error:
            raise EngineUnavailable(str(error)) from error

    def dump(self) -> Iterator[Entry]:
        generation = self._generation()
        yield from _dump(generation.open())

    def status(self) -> EngineStatus:
        try:
            generation = self._generation()
            documents = self._current().searcher().num_docs
        except (EngineUnavailable, *_FAILURES):
            return EngineStatus("embedded", None, 0, None, stale=True)
        facts = generation.facts
        stale = facts.get("analysis") != ANALYSIS_VERSION or facts.get("schema") != SCHEMA_VERSION
        return EngineStatus("embedded", generation.folder.name, documents, str(facts.get("analysis")), stale)

    def _generation(self) -> _Generation:
        try:
            name = (self.folder / "current").read_text().strip()
        except OSError as error:
            raise EngineUnavailable("there is no index yet") from error
        return _Generation(self.folder / name)

    def _current(self) -> tantivy.Index:
        generation = self._generation()
        name, signature = generation.folder.name, generation.signature()
        with self._lock:
            if self._open is None or self._open[0] != name:
                index = generation.open()
            elif self._open[1] != signature:
                index = self._open[2]
                index.reload()
            else:
                return self._open[2]
            self._open = (name, signature, index)
            return index

    # Writing

    @contextmanager
    def exclusive(self, *, wait: bool = False) -> Iterator[None]:
        with _file_lock(self.folder / "writing.lock", wait=wait):
            yield

    @contextmanager
    def writing(self) -> Iterator[_Writing]:
        index = self._generation().open()
        with _writing(index, heap=DRAIN_HEAP, threads=DRAIN_THREADS) as writing:
            yield writing

    @contextmanager
    def rebuilding(self) -> Iterator["_Rebuild"]:
        """A new generation; gone again unless it was swapped in. One rebuild at a time (EngineBusy)."""
        with _file_lock(self.folder / "rebuilding.lock", wait=False):
            rebuild = _Rebuild(self, _Generation(self.folder / self._next_name()))
            try:
                yield rebuild
            finally:
                if not rebuild.swapped:
                    shutil.rmtree(rebuild.generation.folder, ignore_errors=True)

    def point_to(self, name: str) -> None:
        """Makes a generation the current one, in one step that survives a power cut."""
        pointer = self.folder / f"current.{os.getpid()}"
        with pointer.open("w") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        os.replace(pointer, self.folder / "current")

    def _next_name(self) -> str:
        """Numbered, not dated: clocks go back."""
        numbers = [int(path.name.split("-")[0]) for path in self.folder.glob(_NUMBERED)]
        return f"{max(numbers, default=0) + 1:06d}-{secrets.token_hex(3)}"

    def generations(self) -> list[str]:
        """All finished generations, the newest first."""
        finished = [path.parent.name for path in self.folder.glob("*/finished")]
        return sorted(finished, reverse=True)

    def collect(self, *, keep: int) -> None:
        """Removes what a killed rebuild left and all but `keep` of the generations before the current one."""
        current = self._generation().folder.name
        older = [name for name in self.generations() if name < current][:keep]
        for path in self.folder.glob("*/facts.json"):
            if path.parent.name not in {current, *older}:
                shutil.rmtree(path.parent, ignore_errors=True)


class _Rebuild:
    def __init__(self, engine: EmbeddedEngine, generation: _Generation) -> None:
        self._engine = engine
        self.generation = generation
        self.name = generation.folder.name
        self.swapped = False
        self._index = generation.create()

    @contextmanager
    def writing(self) -> Iterator[_Writing]:
        with _writing(self._index, heap=REBUILD_HEAP, threads=REBUILD_THREADS) as writing:
            yield writing

    def dump(self) -> Iterator[Entry]:
        return _dump(self._index)

    def swap(self, *, keep: int) -> None:
        (self.generation.folder / "finished").touch()
        self._engine.point_to(self.name)
        self.swapped = True
        self._engine.collect(keep=keep)


@contextmanager
def _file_lock(path: Path, *, wait: bool) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise EngineBusy(path.name) from error
        yield
