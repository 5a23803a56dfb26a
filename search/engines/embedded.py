"""The engine without a server: Tantivy, in a folder of this machine.

Decided here: one folder for each generation of the index and a pointer file `current`, replaced in one step; the
right to write is a file lock, so that it ends with the process that held it, however that ends; readers look at
the folder before each search (two stats, microseconds) and see other processes' writes at once, without a
watching thread. Not here: which words are asked and what weighs more (ranking.py).
"""

import json
import logging
import os
import secrets
import shutil
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import tantivy

from search.engines.base import (
    CompiledQuery,
    EngineStatus,
    EngineUnavailable,
    Entry,
    Frequencies,
    Hit,
    Leaf,
    NoIndex,
    SearchResult,
    Sort,
)
from search.engines.columns import added_up
from search.engines.generations import (
    FAILURES,
    Generation,
    Writing,
    dumped,
    file_lock,
    open_writing,
    storing,
    write_durably,
)
from search.engines.translation import (
    aggregation,
    clause_query,
    filters_query,
    lifted_query,
    matching_query,
)

log = logging.getLogger(__name__)

# Tantivy wants 15 MB for each thread at least; a drain writes few documents, a rebuild all of them.
DRAIN_HEAP, DRAIN_THREADS = 32_000_000, 1
REBUILD_HEAP, REBUILD_THREADS = 256_000_000, min(4, os.cpu_count() or 1)
COUNTING_THREADS = min(4, os.cpu_count() or 1)
_SORT_FIELD = {Sort.NEWEST: ("newest", tantivy.Order.Desc), Sort.SHORTEST: ("shortest", tantivy.Order.Asc)}
_NUMBERED = "[0-9]" * 6 + "-*"


class EmbeddedEngine:
    """The index in `folder`, whoever of this machine's processes writes it."""

    name = "embedded"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._open: tuple[str, tuple[int, int], tantivy.Index] | None = None
        # Tantivy lets go of Python while it works: a question's facets are counted while its hits are ranked.
        self._counting = ThreadPoolExecutor(COUNTING_THREADS, "facets")

    # Reading

    def search(self, query: CompiledQuery) -> SearchResult:
        try:
            return self._search(query)
        except FAILURES as error:
            raise EngineUnavailable(str(error)) from error

    def _search(self, query: CompiledQuery) -> SearchResult:
        index = self._current()
        searcher = index.searcher()
        match = clause_query(index.schema, query.match)
        counting = self._count(searcher, index.schema, query, match)
        found_by = matching_query(match, filters_query(index.schema, query))
        field, direction = _SORT_FIELD.get(query.sort, (None, tantivy.Order.Desc))
        found: Any = searcher.search(
            lifted_query(index.schema, query, found_by),
            query.limit,
            offset=query.offset,
            order_by_field=field,
            order=direction,
        )
        addresses = [address for _, address in found.hits]
        ids = searcher.fast_field_values("id", addresses)
        versions = searcher.fast_field_values("version", addresses)
        hits = [
            Hit(
                int(id or 0),
                float(score),
                int(version or 0),
                json.loads(bytes(searcher.doc(address)["stored"][0])),
            )
            for (score, address), id, version in zip(found.hits, ids, versions, strict=True)
        ]
        if query.sort is Sort.RELEVANCE:
            hits.sort(key=lambda hit: (-hit.score, hit.id))
        facets = {name: counts for one in counting for name, counts in one.result().items()}
        return SearchResult(hits, found.count, facets)

    def _count(
        self, searcher: tantivy.Searcher, shape: tantivy.Schema, query: CompiledQuery, match: tantivy.Query
    ) -> list[Future[dict[str, dict[str, int]]]]:
        """Facets that do not filter share one pass; each one that does needs a pass without its own filter."""
        free = [name for name in query.facets if name not in query.filters]
        passes = [(free, "")] if free else []
        passes += [([name], name) for name in query.facets if name in query.filters]

        def counted(names: list[str], leave_out: str) -> dict[str, dict[str, int]]:
            asked = matching_query(match, filters_query(shape, query, leave_out=leave_out))
            return added_up(searcher.aggregate(asked, aggregation(names)).values(), names)

        return [self._counting.submit(counted, *one) for one in passes]

    def leaf_scores(self, leaves: Iterable[Leaf], ids: Iterable[int]) -> dict[int, dict[Leaf, float]]:
        try:
            index = self._current()
            searcher = index.searcher()
            asked = {leaf: clause_query(index.schema, leaf) for leaf in leaves}
            return {id: _scores_of(searcher, asked, _address(searcher, index.schema, id)) for id in ids}
        except FAILURES as error:
            raise EngineUnavailable(str(error)) from error

    def document_frequencies(self, terms: Iterable[tuple[str, str]]) -> Frequencies:
        try:
            searcher = self._current().searcher()
            return Frequencies(searcher.num_docs, {term: searcher.doc_freq(*term) for term in terms})
        except FAILURES as error:
            raise EngineUnavailable(str(error)) from error

    def dump(self) -> Iterator[Entry]:
        generation = self._generation()
        yield from dumped(generation.open())

    def status(self) -> EngineStatus:
        try:
            generation = self._generation()
            documents = self._current().searcher().num_docs
        except (EngineUnavailable, *FAILURES):
            return EngineStatus(self.name, None, 0, None, stale=True)
        analysis = str(generation.facts.get("analysis"))
        return EngineStatus(
            self.name, generation.folder.name, documents, analysis, generation.is_stale, generation.mark
        )

    def _generation(self) -> Generation:
        try:
            name = (self.folder / "current").read_text().strip()
        except OSError as error:
            raise NoIndex("there is no index yet") from error
        return Generation(self.folder / name)

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
        with file_lock(self.folder / "writing.lock", wait=wait):
            yield

    @contextmanager
    def writing(self, mark: str | None = None) -> Iterator[Writing]:
        generation = self._generation()
        with storing():
            index = generation.open()
        if mark is not None:
            generation.bear(mark)
        with open_writing(index, heap=DRAIN_HEAP, threads=DRAIN_THREADS) as writing:
            yield writing

    @contextmanager
    def rebuilding(self) -> Iterator["_Rebuild"]:
        """A new generation; gone again unless it was swapped in. One rebuild at a time (EngineBusy)."""
        with file_lock(self.folder / "rebuilding.lock", wait=False):
            self._sweep()
            generation = Generation(self.folder / self._next_name())
            rebuild = _Rebuild(self, generation, generation.create())
            try:
                yield rebuild
            finally:
                # A swap that ended in an error (a full disk) may have happened all the same.
                if not rebuild.swapped and generation.folder.name not in self.generations():
                    shutil.rmtree(generation.folder, ignore_errors=True)

    @contextmanager
    def returning(self, name: str) -> Iterator["_Rebuild"]:
        """A generation that was kept. EngineUnavailable when it cannot be read by today's program."""
        with file_lock(self.folder / "rebuilding.lock", wait=False):
            generation = Generation(self.folder / name)
            if generation.is_stale:
                raise EngineUnavailable(f"{name} is gone, or of another analysis or with other fields.")
            yield _Rebuild(self, generation, generation.open())

    def point_to(self, name: str) -> None:
        """Makes a generation the current one, in one step. The one before it is kept from being swept."""
        with suppress(NoIndex):
            self._generation().keep()
        write_durably(self.folder / "current", name)

    def _next_name(self) -> str:
        """Numbered, not dated: clocks go back."""
        numbers = [int(path.name.split("-")[0]) for path in self.folder.glob(_NUMBERED)]
        return f"{max(numbers, default=0) + 1:06d}-{secrets.token_hex(3)}"

    def generations(self) -> list[str]:
        """The current generation and those that were current before, the newest first."""
        kept = {path.parent.name for path in self.folder.glob("*/kept")}
        with suppress(NoIndex):
            kept.add(self._generation().folder.name)
        return sorted(kept, reverse=True)

    def sweep(self) -> list[str]:
        """Removes what killed rebuilds left; EngineBusy while one runs."""
        with file_lock(self.folder / "rebuilding.lock", wait=False):
            return self._sweep()

    def _sweep(self) -> list[str]:
        return self._remove_all_but(self.generations())

    def collect(self, *, keep: int) -> None:
        """Removes all but `keep` of the generations before the current one, and those after it."""
        current = self._generation().folder.name
        older = [name for name in self.generations() if name < current][:keep]
        self._remove_all_but([current, *older])

    def _remove_all_but(self, names: list[str]) -> list[str]:
        # Not by what lies in them: a killed rebuild or removal may have left an empty folder.
        removed = [path for path in self.folder.glob(_NUMBERED) if path.name not in names]
        for path in removed:
            shutil.rmtree(path, ignore_errors=True)
        return sorted(path.name for path in removed)


def _address(searcher: tantivy.Searcher, shape: tantivy.Schema, id: int) -> Any:
    found: Any = searcher.search(tantivy.Query.term_query(shape, "id", id), 1, count=False)
    return found.hits[0][1] if found.hits else None


def _scores_of(
    searcher: tantivy.Searcher, asked: dict[Leaf, tantivy.Query], address: Any
) -> dict[Leaf, float]:
    scores: dict[Leaf, float] = {}
    if address is None:
        return scores
    for leaf, query in asked.items():
        # It is no error that a document does not match.
        with suppress(ValueError):
            scores[leaf] = json.loads(query.explain(searcher, address).to_json())["value"]
    return scores


class _Rebuild:
    def __init__(self, engine: EmbeddedEngine, generation: Generation, index: tantivy.Index) -> None:
        self._engine = engine
        self.generation = generation
        self.name = generation.folder.name
        self.swapped = False
        self._index = index

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        with open_writing(self._index, heap=REBUILD_HEAP, threads=REBUILD_THREADS) as writing:
            yield writing

    def dump(self) -> Iterator[Entry]:
        return dumped(self._index)

    def swap(self, *, keep: int | None, mark: str = "") -> None:
        self.generation.bear(mark)
        self._engine.point_to(self.name)
        self.swapped = True
        if keep is not None:
            self._engine.collect(keep=keep)
