"""The engine beyond one machine: Elasticsearch 8.19 or 9, through its client's `dsl`.

Decided here: one index for each generation (`<prefix>-000001-a1b2c3`) and an alias `<prefix>`, moved in one call;
readers and drains know the alias only; what a search may take is told to the server too, and half an answer is
none. The right to write is the database's (rights.py); beside it the server orders writes by their versions, so
that one that was on its way for too long changes nothing. Not here: which words are asked and what weighs more
(ranking.py), how a question is said (elastic_queries.py), what an index looks like (elastic_documents.py).
"""

import json
import logging
import re
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from elasticsearch import ApiError
from elasticsearch.dsl import Search

from search.analysis import ANALYSIS_VERSION
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
from search.engines.breaker import Breaker
from search.engines.elastic_bulk import Bulk
from search.engines.elastic_connection import Connection, ElasticSettings
from search.engines.elastic_documents import REFRESH, SCHEMA_VERSION, SEGMENTS, new_index
from search.engines.elastic_queries import (
    facet_counts,
    frequencies_request,
    frequency_counts,
    leaf_scores,
    leaf_scores_request,
    search_request,
)
from search.engines.patience import seconds_left
from search.engines.rights import exclusive_right

log = logging.getLogger(__name__)

DUMP_PAGE = 5000
# The server stops a little before nobody waits any more.
SERVER_SHARE = 0.9


class ElasticEngine:
    """The index behind the alias `prefix` of some servers."""

    name = "elasticsearch"

    def __init__(self, told: ElasticSettings) -> None:
        self._settings = told
        self._connection = Connection(told)
        self._alias = told.prefix

    @property
    def breaker(self) -> Breaker:
        """The state of the way to the servers, for metrics."""
        return self._connection.breaker

    # Reading

    def search(self, query: CompiledQuery) -> SearchResult:
        answer = self._ask(search_request(query))
        found = answer["hits"]
        hits = [
            Hit(
                id=int(hit["_id"]),
                score=float(hit["_score"] or 0.0) if query.sort is Sort.RELEVANCE else 0.0,
                version=int(hit["_version"]),
                stored=json.loads(hit["_source"]["stored"]),
            )
            for hit in found["hits"]
        ]
        return SearchResult(
            hits, found["total"]["value"], facet_counts(query, answer.get("aggregations", {}))
        )

    def leaf_scores(self, leaves: Iterable[Leaf], ids: Iterable[int]) -> dict[int, dict[Leaf, float]]:
        asked, wanted = list(leaves), list(ids)
        request = leaf_scores_request(asked, wanted).params(include_named_queries_score=True)
        told = leaf_scores(self._ask(request), asked)
        return {id: told.get(id, {}) for id in wanted}

    def document_frequencies(self, terms: Iterable[tuple[str, str]]) -> Frequencies:
        asked = list(dict.fromkeys(terms))
        answer = self._ask(frequencies_request(asked))
        counts = frequency_counts(answer["aggregations"]) if asked else []
        return Frequencies(answer["hits"]["total"]["value"], dict(zip(asked, counts, strict=True)))

    def _ask(self, search: Search) -> dict[str, Any]:
        seconds = seconds_left(self._settings.timeout) * SERVER_SHARE
        params: dict[str, object] = {"allow_partial_search_results": False}
        if self._settings.shards > 1:
            # Otherwise each shard would weigh words by its own documents.
            params["search_type"] = "dfs_query_then_fetch"
        asked = search.index(self._alias).params(**params).extra(timeout=f"{seconds * 1000:.0f}ms")
        with self._connection.reading() as client:
            answer = asked.using(client).execute().to_dict()
            if answer["timed_out"]:
                raise EngineUnavailable(f"no whole answer within {seconds:.1f} s")
        return answer

    def dump(self) -> Iterator[Entry]:
        return self._dump(self._alias)

    def _dump(self, index: str) -> Iterator[Entry]:
        """All entries at one point in time, in the order of their ids."""
        with self._connection.writing() as client:
            search = Search(using=client, index=index).source(False).sort("id")
            search = search.extra(
                version=True, docvalue_fields=["digest"], size=DUMP_PAGE, track_total_hits=False
            )
            for hit in search.iterate(keep_alive="2m"):
                yield Entry(int(hit.meta.id), int(hit.meta.version), hit.digest[0])

    def status(self) -> EngineStatus:
        try:
            name, facts = self._current()
            with self._connection.reading() as client:
                documents = client.count(index=name)["count"]
        except EngineUnavailable as error:
            away = not isinstance(error, NoIndex)
            return EngineStatus(self.name, None, 0, None, stale=True, away=away)
        analysis, mark = str(facts.get("analysis")), str(facts.get("mark", ""))
        return EngineStatus(self.name, name, documents, analysis, _is_stale(facts), mark)

    def _current(self) -> tuple[str, dict[str, object]]:
        """The name of the index behind the alias, and its facts."""
        with self._connection.reading() as client:
            behind = client.indices.get(index=self._alias, features="mappings")
        # Not the alias: an index of its name, which somebody else made.
        ours = {name: told for name, told in behind.items() if name != self._alias}
        if len(ours) != 1:
            raise NoIndex("there is no index yet")
        name, told = next(iter(ours.items()))
        return name, told["mappings"].get("_meta", {})

    # Writing

    def exclusive(self, *, wait: bool = False) -> AbstractContextManager[None]:
        return exclusive_right(f"{self._alias}-writing", self._settings.folder, wait=wait)

    @contextmanager
    def writing(self, mark: str | None = None) -> Iterator[Bulk]:
        # A visitor's timeout first: somebody may be waiting for the save that is followed by this.
        name, facts = self._current()
        if mark is not None:
            self._note(name, {**facts, "mark": mark})
        with self._writing(self._alias, is_alias=True) as bulk:
            yield bulk

    @contextmanager
    def _writing(self, index: str, *, is_alias: bool = False) -> Iterator[Bulk]:
        bulk = Bulk(self._connection, index, is_alias=is_alias)
        yield bulk
        bulk.finish()

    @contextmanager
    def rebuilding(self) -> Iterator["_Rebuild"]:
        """A new generation; gone again unless it was swapped in. One rebuild at a time (EngineBusy)."""
        with exclusive_right(f"{self._alias}-rebuilding", self._settings.folder, wait=False):
            self._sweep()
            name = self._next_name()
            rebuild = _Rebuild(self, name, self._create(name))
            try:
                yield rebuild
            finally:
                if not rebuild.swapped and not self._may_be_current(name):
                    self._remove([name])

    def _may_be_current(self, name: str) -> bool:
        """A swap whose answer was lost may have happened all the same."""
        try:
            return self._current()[0] == name
        except NoIndex:
            return False
        except EngineUnavailable:
            return True

    @contextmanager
    def returning(self, name: str) -> Iterator["_Rebuild"]:
        """A generation that was kept. EngineUnavailable when it cannot be read by today's program."""
        with exclusive_right(f"{self._alias}-rebuilding", self._settings.folder, wait=False):
            facts = self._facts_of_all().get(name, {})
            if _is_stale(facts):
                raise EngineUnavailable(f"{name} is gone, or of another analysis or with other fields.")
            yield _Rebuild(self, name, facts)

    def point_to(self, name: str) -> None:
        """Makes a generation the current one, in one step. The one before it is kept from being swept."""
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self._alias}}]
        with suppress(NoIndex):
            current, facts = self._current()
            if current != name:
                self._note(current, {**facts, "kept": True})
                actions.append({"remove": {"index": current, "alias": self._alias}})
        with self._connection.writing() as client:
            client.indices.update_aliases(actions=actions)

    def _facts_of_all(self) -> dict[str, dict[str, Any]]:
        """All our indices by name, with their facts; those of a longer prefix are not ours."""
        ours = re.compile(re.escape(self._alias) + r"-\d{6}-[0-9a-f]{6}")
        with self._connection.writing() as client:
            told = client.indices.get_mapping(index=f"{self._alias}-*")
        return {name: of["mappings"].get("_meta", {}) for name, of in told.items() if ours.fullmatch(name)}

    def _next_name(self) -> str:
        """Numbered, not dated: clocks go back."""
        numbers = [int(name.split("-")[-2]) for name in self._facts_of_all()]
        return f"{self._alias}-{max(numbers, default=0) + 1:06d}-{secrets.token_hex(3)}"

    def generations(self) -> list[str]:
        """The current generation and those that were current before, the newest first."""
        kept = {name for name, facts in self._facts_of_all().items() if facts.get("kept")}
        with suppress(NoIndex):
            kept.add(self._current()[0])
        return sorted(kept, reverse=True)

    def sweep(self) -> list[str]:
        """Removes what killed rebuilds left; EngineBusy while one runs."""
        with exclusive_right(f"{self._alias}-rebuilding", self._settings.folder, wait=False):
            return self._sweep()

    def _sweep(self) -> list[str]:
        left = sorted(self._facts_of_all().keys() - set(self.generations()))
        self._remove(left)
        return left

    def collect(self, *, keep: int) -> None:
        """Removes all but `keep` of the generations before the current one, and those after it."""
        current, _ = self._current()
        older = [name for name in self.generations() if name < current][:keep]
        self._remove(name for name in self._facts_of_all() if name not in {current, *older})

    def _create(self, name: str) -> dict[str, object]:
        facts = {"analysis": ANALYSIS_VERSION, "schema": SCHEMA_VERSION, "made": time.time()}
        with self._connection.writing() as client:
            new_index(name, facts, shards=self._settings.shards).create(using=client)
        return facts

    def _finish(self, name: str) -> None:
        """From now on the index has copies and refreshes like one that is read."""
        copies = "auto_expand_replicas" if "-" in self._settings.replicas else "number_of_replicas"
        with self._connection.writing() as client:
            client.indices.put_settings(
                index=name, settings={"refresh_interval": REFRESH, copies: self._settings.replicas}
            )

    def _put_together(self, name: str) -> None:
        """The server makes few large pieces of many small ones; nobody waits for that, and nothing depends on it."""
        try:
            with self._connection.writing() as client:
                client.indices.forcemerge(index=name, max_num_segments=SEGMENTS, wait_for_completion=False)
        except (EngineUnavailable, ApiError) as error:
            log.warning("%s stays in many pieces (%s): slower, and right.", name, error)

    def _note(self, name: str, facts: dict[str, object]) -> None:
        """Replaces the facts of an index."""
        with self._connection.writing() as client:
            client.indices.put_mapping(index=name, meta=facts)

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            try:
                with self._connection.writing() as client:
                    client.indices.delete(index=name, ignore_unavailable=True)
            except EngineUnavailable as error:
                log.warning("%s stays for now (%s); the next rebuild removes it.", name, error)


class _Rebuild:
    """A generation that is being filled, or brought up to date again."""

    def __init__(self, engine: ElasticEngine, name: str, facts: dict[str, object]) -> None:
        self._engine, self.name, self.swapped = engine, name, False
        self._facts = facts

    def writing(self) -> AbstractContextManager[Bulk]:
        return self._engine._writing(self.name)

    def dump(self) -> Iterator[Entry]:
        return self._engine._dump(self.name)

    def swap(self, *, keep: int | None, mark: str = "") -> None:
        self._engine._finish(self.name)
        self._engine._note(self.name, {**self._facts, "mark": mark})
        self._engine.point_to(self.name)
        self.swapped = True
        self._engine._put_together(self.name)
        if keep is not None:
            self._engine.collect(keep=keep)


def _is_stale(facts: Mapping[str, object]) -> bool:
    """Whether an index of these facts was filled by another analysis or with other fields."""
    return facts.get("analysis") != ANALYSIS_VERSION or facts.get("schema") != SCHEMA_VERSION
