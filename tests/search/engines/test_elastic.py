"""What only Elasticsearch can get wrong: late writes, blocks, refused documents, silence."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from elasticsearch import BadRequestError

from search.engines.base import Anything, CompiledQuery, DocumentsRefused, EngineUnavailable, Term
from search.engines.breaker import FAILURES, State
from search.engines.elastic import ElasticEngine
from search.engines.elastic_connection import ElasticSettings
from search.engines.elastic_documents import SEGMENTS
from tests.search.engines.conftest import a_document, filled


@pytest.fixture
def engine(elastic):
    filled(elastic, [a_document(1, "磨蹭", version=5), a_document(2, "挑食")])
    return elastic


def versions(engine):
    return {entry.id: entry.version for entry in engine.dump()}


def test_no_field_comes_into_being_by_itself(engine, server):
    with pytest.raises(BadRequestError, match="strict"):
        server.index(index=engine.status().index, document={"surprise": 1})


def test_tokens_are_searched_but_not_kept(engine, server):
    (hit,) = server.search(index=engine.status().index, q="id:1")["hits"]["hits"]
    assert set(hit["_source"]) == {"id", "digest", "newest", "shortest", "stored"}


def test_an_older_version_that_comes_late_changes_nothing(engine):
    with engine.writing() as writing:
        writing.upsert(a_document(1, "旧的", version=4))
    assert versions(engine)[1] == 5
    assert engine.search(CompiledQuery(Term("title", "旧的"))).total == 0


def test_a_tombstone_keeps_late_writes_out(engine):
    with engine.writing() as writing:
        writing.remove(1, version=6)
    with engine.writing() as writing:
        writing.upsert(a_document(1, version=5))
    assert 1 not in versions(engine)
    with engine.writing() as writing:
        writing.upsert(a_document(1, version=7))
    assert versions(engine)[1] == 7


def test_one_refused_document_of_a_thousand_stops_no_other_and_is_reported(engine):
    too_long = "x" * 40_000  # no keyword may have so many bytes
    writing = engine.writing()
    bulk = writing.__enter__()
    for id in range(1000, 2000):
        bulk.upsert(a_document(id, kind=[too_long] if id == 1500 else ["lesson"]))
    with pytest.raises(DocumentsRefused, match="immense") as refused:
        writing.__exit__(None, None, None)
    assert list(refused.value.documents) == [1500]
    assert len(versions(engine).keys() - {1, 2}) == 999


def test_a_large_writing_goes_in_several_requests(elastic):
    filled(elastic, [a_document(id, "磨蹭 " * 50) for id in range(1, 2501)])
    assert elastic.status().documents == 2500
    assert [entry.id for entry in elastic.dump()] == list(range(1, 2501))


def test_what_was_filled_in_many_pieces_is_put_together_after_the_swap(elastic, server):
    def pieces(index: str) -> int:
        (shards,) = server.indices.segments(index=index)["indices"].values()
        return sum(copy["num_search_segments"] for copies in shards["shards"].values() for copy in copies)

    # Fewer than the server would put together by itself.
    with elastic.rebuilding() as fresh:
        for id in range(1, SEGMENTS + 3):
            with fresh.writing() as writing:
                writing.upsert(a_document(id))
        assert pieces(fresh.name) > SEGMENTS
        fresh.swap(keep=0)
    end = time.monotonic() + 30
    while pieces(fresh.name) > SEGMENTS and time.monotonic() < end:
        time.sleep(0.1)
    assert pieces(fresh.name) <= SEGMENTS
    assert [entry.id for entry in elastic.dump()] == list(range(1, SEGMENTS + 3))


def test_pieces_that_the_server_does_not_put_together_undo_no_rebuild(elastic, monkeypatch, caplog):
    def refused(*args, **kwargs):
        raise EngineUnavailable("not now")

    monkeypatch.setattr("elasticsearch._sync.client.indices.IndicesClient.forcemerge", refused)
    filled(elastic, [a_document(1)])
    assert elastic.status().documents == 1
    assert "stays in many pieces" in caplog.text


def test_a_read_only_index_is_the_engines_fault_and_answers_still(engine, server):
    index = engine.status().index
    server.indices.put_settings(index=index, settings={"index.blocks.write": True})
    with pytest.raises(EngineUnavailable), engine.writing() as writing:
        writing.upsert(a_document(3))
    assert engine.search(CompiledQuery(Anything())).total == 2
    server.indices.put_settings(index=index, settings={"index.blocks.write": None})
    with engine.writing() as writing:
        writing.upsert(a_document(3))
    assert engine.status().documents == 3


def test_a_writing_that_lost_a_part_never_ends_well(engine, server, monkeypatch):
    monkeypatch.setattr("search.engines.elastic_bulk.MAX_DOCUMENTS", 2)
    server.indices.put_settings(index=engine.status().index, settings={"index.blocks.write": True})
    writing = engine.writing()
    bulk = writing.__enter__()
    bulk.upsert(a_document(3))
    bulk.upsert(a_document(4))
    with pytest.raises(EngineUnavailable):
        bulk.upsert(a_document(5))
    server.indices.put_settings(index=engine.status().index, settings={"index.blocks.write": None})
    with pytest.raises(EngineUnavailable):
        writing.__exit__(None, None, None)


def test_a_lost_index_does_not_come_into_being_without_its_mapping(engine, server, elastic_settings):
    writing = engine.writing()
    bulk = writing.__enter__()
    bulk.upsert(a_document(3))
    server.indices.delete(index=engine.status().index)
    with pytest.raises(EngineUnavailable):
        writing.__exit__(None, None, None)
    assert server.indices.get(index=f"{elastic_settings.prefix}*", features="aliases") == {}
    assert engine.status().stale


def test_indexes_of_a_longer_prefix_are_not_touched(engine, elastic_settings):
    other = ElasticEngine(replace(elastic_settings, prefix=f"{elastic_settings.prefix}-000001"))
    filled(other, [a_document(9)])
    filled(engine, [], keep=0)
    assert other.status().documents == 1
    assert len(engine.generations()) == 1


def test_what_a_killed_rebuild_left_is_collected_by_the_next(engine, server, elastic_settings):
    server.indices.create(index=f"{elastic_settings.prefix}-000099-dead00")
    filled(engine, [])
    assert not server.indices.exists(index=f"{elastic_settings.prefix}-000099-dead00")


def test_two_shards_give_the_same_answer(elastic_settings):
    scores = []
    for shards in (1, 3):
        engine = ElasticEngine(replace(elastic_settings, shards=shards))
        filled(engine, [a_document(id, "磨蹭 " * (id % 7 + 1)) for id in range(1, 200)])
        found = engine.search(CompiledQuery(Term("title", "磨蹭"), limit=50))
        scores.append({hit.id: round(hit.score, 4) for hit in found.hits})
    assert scores[0] == scores[1]


# Without a server: silence and refusal


@contextmanager
def a_silent_server() -> Iterator[str]:
    """Takes connections and never says anything."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_silent_server_costs_a_timeout_and_then_nothing(tmp_path):
    with a_silent_server() as url:
        engine = ElasticEngine(ElasticSettings((url,), tmp_path, timeout=0.2))
        searching, saving = (
            (lambda: engine.search(CompiledQuery(Anything()))),
            (lambda: engine.writing().__enter__()),
        )
        for ask in (searching, saving, searching, saving):
            started = time.monotonic()
            with pytest.raises(EngineUnavailable):
                ask()
            assert time.monotonic() - started < 1.0
        assert engine.breaker.state is State.OPEN
        started = time.monotonic()
        with pytest.raises(EngineUnavailable):
            engine.search(CompiledQuery(Anything()))
        assert time.monotonic() - started < 0.05
        assert engine.status().stale


def test_a_dead_host_is_passed_over_for_a_living_one(engine, elastic_settings):
    hosts = ("http://127.0.0.1:9", *elastic_settings.hosts)
    two = ElasticEngine(replace(elastic_settings, hosts=hosts))
    for _ in range(FAILURES + 1):
        assert two.search(CompiledQuery(Anything())).total == 2
    assert two.breaker.state is State.CLOSED


def test_no_index_is_not_a_failure_of_the_server(elastic):
    for _ in range(FAILURES + 1):
        with pytest.raises(EngineUnavailable, match="no index"):
            elastic.search(CompiledQuery(Anything()))
    assert elastic.breaker.state is State.CLOSED


def test_a_question_that_the_server_refuses_is_answered_by_the_database(engine):
    with pytest.raises(EngineUnavailable, match="refused"):
        engine.search(CompiledQuery(Anything(), offset=20_000))
    assert engine.breaker.state is State.CLOSED
