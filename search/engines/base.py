"""What an engine is asked and what it answers: one language for all engines, no engine in it.

A question is a tree of clauses over tokens (built by ranking.py, pure), filters over facet values, a sort and a
page. An engine translates the tree; it knows neither Chinese nor themes. Scores are BM25 with k1 = 1.2, b = 0.75
in every engine, so that a constant beside them means the same everywhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from search.documents import IndexDocument


class EngineUnavailable(Exception):
    """The engine cannot answer now: no index yet, away, too slow. The database answers instead."""


class NoIndex(EngineUnavailable):
    """The engine is there and holds no index."""


class DocumentsRefused(Exception):
    """The engine took everything but these documents: {id: reason}."""

    def __init__(self, documents: Mapping[int, Exception]) -> None:
        super().__init__("; ".join(f"{id}: {reason}" for id, reason in list(documents.items())[:5]))
        self.documents = dict(documents)


class EngineBusy(Exception):
    """Somebody else is writing. Whoever writes takes our rows along."""


@dataclass(frozen=True)
class Term:
    """Documents whose field holds the token; scored by BM25."""

    field: str
    token: str
    boost: float = 1.0


@dataclass(frozen=True)
class Best:
    """The best of the parts counts, the others by `tie` of theirs: several words for one thing."""

    parts: tuple["Clause", ...]
    tie: float = 0.0


@dataclass(frozen=True)
class Some:
    """At least `minimum` of the parts must match; their scores add up."""

    parts: tuple["Clause", ...]
    minimum: int = 1


@dataclass(frozen=True)
class Has:
    """Documents that have one of the values of a facet; they get a constant score."""

    facet: str
    values: tuple[str, ...]
    score: float = 0.0


@dataclass(frozen=True)
class Anything:
    """Every document, at no score: browsing by filters alone."""


Clause = Term | Best | Some | Has | Anything
Leaf = Term | Has


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    SHORTEST = "shortest"


@dataclass(frozen=True)
class CompiledQuery:
    """`match` decides what is found; `lifts` only add to the score of what is. `filters` hold stored values:
    one of each facet must be there. `facets` are the ones to count, each without its own filter."""

    match: Clause
    lifts: tuple[Clause, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    id: int
    score: float
    version: int
    stored: Mapping[str, Any]


@dataclass(frozen=True)
class SearchResult:
    """`facets`: {name: {value: count}}."""

    hits: list[Hit]
    total: int
    facets: dict[str, dict[str, int]]


@dataclass(frozen=True)
class Frequencies:
    """How many documents there are, and in how many of them each (field, token) stands."""

    documents: int = 0
    holding: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """What the index says of one document: enough to compare it with the database."""

    id: int
    version: int
    digest: str


@dataclass(frozen=True)
class EngineStatus:
    """`stale`: of another analysis or with other fields than today's; `mark`: see search/marks.py; `away`: nobody
    knows what there is."""

    engine: str
    index: str | None
    documents: int
    analysis: str | None
    stale: bool
    mark: str = ""
    away: bool = False


class Writing(Protocol):
    """Changes that become visible together at the end of the block, which may end in DocumentsRefused. The version
    of a removal keeps older writes out that are still on their way."""

    def upsert(self, document: IndexDocument) -> None: ...

    def remove(self, id: int, version: int | None = None) -> None: ...


class Rebuild(Protocol):
    """An index beside the current one; nobody sees it before the swap, which gives it its mark. The one that was
    current until then is kept, and `keep` of those before it (None: all)."""

    name: str

    def writing(self) -> AbstractContextManager[Writing]: ...

    def dump(self) -> Iterator[Entry]: ...

    def swap(self, *, keep: int | None, mark: str = "") -> None: ...


class Engine(Protocol):
    """`exclusive` is the right to write (EngineBusy when it is taken and one does not wait); `writing` is used
    inside it only, and gives the index a new mark before anything else. `rebuilding` gives a new index and removes it
    again unless it was swapped in; `returning` gives one that was kept. Only one of both at a time, by one process.
    `sweep` removes what killed rebuilds left, and answers what it removed. `leaf_scores` tells what each leaf by itself
    gives each of the documents, those that do not match left out."""

    name: str

    def search(self, query: CompiledQuery) -> SearchResult: ...

    def exclusive(self, *, wait: bool = False) -> AbstractContextManager[None]: ...

    def writing(self, mark: str | None = None) -> AbstractContextManager[Writing]: ...

    def rebuilding(self) -> AbstractContextManager[Rebuild]: ...

    def returning(self, name: str) -> AbstractContextManager[Rebuild]: ...

    def generations(self) -> list[str]: ...

    def sweep(self) -> list[str]: ...

    def dump(self) -> Iterator[Entry]: ...

    def status(self) -> EngineStatus: ...

    def leaf_scores(self, leaves: Iterable[Leaf], ids: Iterable[int]) -> dict[int, dict[Leaf, float]]: ...

    def document_frequencies(self, terms: Iterable[tuple[str, str]]) -> Frequencies: ...
