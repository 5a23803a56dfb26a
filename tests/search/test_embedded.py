"""The embedded engine alone: no database, no Chinese of our own."""

import resource
from contextlib import contextmanager

import pytest

from search.documents import IndexDocument
from search.engines.base import (
    Anything,
    Best,
    CompiledQuery,
    EngineBusy,
    EngineUnavailable,
    Has,
    Some,
    Sort,
    Term,
)
from search.engines.embedded import EmbeddedEngine


def a_document(id: int, title: str = "磨蹭", **facets: list[str]) -> IndexDocument:
    return IndexDocument(
        id=id, version=1, texts={"title": [title]}, facets=facets, newest=id, shortest=100 - id, card={}
    )


@pytest.fixture
def engine(index_folder):
    engine = EmbeddedEngine(index_folder)
    with engine.rebuilding() as fresh:
        with fresh.writing() as writing:
            writing.upsert(a_document(1, "写作业磨蹭", kind=["lesson"], grade=["PR", "P3"]))
            writing.upsert(a_document(2, "写作业 写作业", kind=["plan"], grade=["PR", "P4"]))
            writing.upsert(a_document(3, "挑食", kind=["lesson"], grade=["KG", "K1"]))
        fresh.swap(keep=1)
    return engine


def ids(engine, match, **asked):
    return [hit.id for hit in engine.search(CompiledQuery(match, **asked)).hits]


def test_without_an_index_it_says_so(tmp_path):
    engine = EmbeddedEngine(tmp_path / "none")
    with pytest.raises(EngineUnavailable):
        engine.search(CompiledQuery(Anything()))
    assert engine.status().stale


def test_tokens_are_found_and_the_better_match_comes_first(engine):
    assert ids(engine, Some((Term("title", "作业"), Term("title", "磨蹭")))) == [1, 2]
    assert ids(engine, Some((Term("title", "作业"), Term("title", "磨蹭")), minimum=2)) == [1]
    assert ids(engine, Best((Term("title", "挑食"), Term("text", "挑食")))) == [3]


def test_a_lift_adds_to_the_score_and_finds_nothing_itself(engine):
    lift = Has("grade", ("P4",), score=50)
    assert ids(engine, Term("title", "作业"), lifts=(lift,)) == [2, 1]
    assert ids(engine, Term("title", "磨蹭"), lifts=(lift,)) == [1]


def test_a_facet_never_hides_its_siblings(engine):
    result = engine.search(CompiledQuery(Anything(), filters={"kind": ("lesson",)}, facets=("kind", "grade")))
    assert result.total == 2
    assert result.facets["kind"] == {"lesson": 2, "plan": 1}
    assert result.facets["grade"] == {"PR": 1, "P3": 1, "KG": 1, "K1": 1}


def test_sorts_are_whole(engine):
    assert ids(engine, Anything(), sort=Sort.NEWEST) == [3, 2, 1]
    assert ids(engine, Anything(), sort=Sort.SHORTEST) == [3, 2, 1]
    assert ids(engine, Anything(), sort=Sort.NEWEST, offset=1, limit=1) == [2]


def test_a_writing_is_seen_at_once_by_other_readers(engine, index_folder):
    other = EmbeddedEngine(index_folder)
    assert ids(other, Term("title", "挑食")) == [3]
    with engine.exclusive(), engine.writing() as writing:
        writing.remove(3)
        writing.upsert(a_document(4, "挑食"))
    assert ids(other, Term("title", "挑食")) == [4]


def test_an_error_while_writing_changes_nothing(engine):
    def fail() -> None:
        with engine.writing() as writing:
            writing.remove(1)
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        fail()
    assert engine.status().documents == 3


@contextmanager
def full_disk():
    """Nothing longer than a mark can be written."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_an_engine_that_is_away_and_nothing_is_lost(engine):
    def write() -> None:
        with engine.exclusive(), engine.writing("mark") as writing:
            writing.upsert(a_document(9))

    def rebuild() -> None:
        with engine.rebuilding() as fresh, fresh.writing() as writing:
            writing.upsert(a_document(9))

    before = engine.status().index
    for attempt in (write, rebuild):
        with full_disk(), pytest.raises(EngineUnavailable, match="cannot be written"):
            attempt()
    assert (engine.status().index, engine.status().documents) == (before, 3)
    write()
    assert engine.status().documents == 4


def test_only_one_may_write(engine, index_folder):
    with engine.exclusive(), pytest.raises(EngineBusy), EmbeddedEngine(index_folder).exclusive():
        pass


def test_a_rebuild_that_is_not_swapped_leaves_nothing(engine, index_folder):
    before = engine.status()
    with engine.rebuilding() as fresh, fresh.writing() as writing:
        writing.upsert(a_document(9))
    assert engine.status() == before
    assert len(list(index_folder.glob("*/facts.json"))) == 1


def test_old_generations_and_what_a_killed_rebuild_left_are_collected(engine, index_folder):
    (index_folder / "000000-dead").mkdir()
    (index_folder / "000000-dead" / "facts.json").write_text("{}")
    for _ in range(3):
        with engine.rebuilding() as fresh:
            fresh.swap(keep=1)
    assert len(list(index_folder.glob("*/facts.json"))) == 2
    assert engine.status().documents == 0
