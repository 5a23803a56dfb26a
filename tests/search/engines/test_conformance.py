"""What every engine must do. That both do the same: test_alike.py."""

import os
import signal
from contextlib import suppress

import pytest

from search.documents import TEXT_FIELDS, IndexDocument, Passage
from search.engines.base import (
    Anything,
    Best,
    Clause,
    CompiledQuery,
    Engine,
    EngineBusy,
    EngineUnavailable,
    Entry,
    Frequencies,
    Has,
    Some,
    Sort,
    Term,
)
from search.engines.embedded import EmbeddedEngine
from tests.search.engines.conftest import a_document, filled

THREE = [
    a_document(1, "写作业磨蹭", kind=["lesson"], grade=["PR", "P3"]),
    a_document(2, "写作业 写作业", kind=["plan"], grade=["PR", "P4"]),
    a_document(3, "挑食", kind=["lesson"], grade=["KG", "K1"]),
]


def ids(engine: Engine, match: Clause, **asked) -> list[int]:
    return [hit.id for hit in engine.search(CompiledQuery(match, **asked)).hits]


@pytest.fixture
def engine(either: Engine) -> Engine:
    filled(either, THREE)
    return either


# What every engine must do


def test_without_an_index_it_says_so(either):
    with pytest.raises(EngineUnavailable):
        either.search(CompiledQuery(Anything()))
    with pytest.raises(EngineUnavailable):
        list(either.dump())
    with pytest.raises(EngineUnavailable), either.writing():
        pass
    assert either.status().stale
    assert either.status().index is None


def test_tokens_are_found_and_the_better_match_comes_first(engine):
    assert ids(engine, Some((Term("title", "作业"), Term("title", "磨蹭")))) == [1, 2]
    assert ids(engine, Some((Term("title", "作业"), Term("title", "磨蹭")), minimum=2)) == [1]
    assert ids(engine, Best((Term("title", "挑食"), Term("text", "挑食")))) == [3]
    assert ids(engine, Term("title", "没有")) == []


def test_a_hit_tells_its_version_and_what_was_stored(engine):
    (hit,) = engine.search(CompiledQuery(Term("title", "挑食"))).hits
    assert (hit.id, hit.version) == (3, 1)
    assert hit.stored == {"card": {"id": 3}, "passages": []}
    assert hit.score > 0


def test_a_lift_adds_its_own_score_and_finds_nothing_itself(engine):
    lift = Has("grade", ("P4",), score=50)
    assert ids(engine, Term("title", "作业"), lifts=(lift,)) == [2, 1]
    assert ids(engine, Term("title", "磨蹭"), lifts=(lift,)) == [1]
    plain, lifted = (
        {hit.id: hit.score for hit in engine.search(CompiledQuery(Term("title", "作业"), lifts=lifts)).hits}
        for lifts in ((), (lift,))
    )
    assert lifted == pytest.approx({1: plain[1], 2: plain[2] + 50}, rel=1e-5)


def test_a_facet_never_hides_its_siblings(engine):
    asked = CompiledQuery(Anything(), filters={"kind": ("lesson",)}, facets=("kind", "grade"))
    result = engine.search(asked)
    assert result.total == 2
    assert result.facets["kind"] == {"lesson": 2, "plan": 1}
    assert result.facets["grade"] == {"PR": 1, "P3": 1, "KG": 1, "K1": 1}


def test_two_filters_narrow_together_and_each_count_leaves_out_its_own(engine):
    filters = {"kind": ("lesson",), "grade": ("PR", "P4")}
    result = engine.search(CompiledQuery(Anything(), filters=filters, facets=("kind", "grade")))
    assert [hit.id for hit in result.hits] == [1]
    assert result.facets == {"kind": {"lesson": 1, "plan": 1}, "grade": {"PR": 1, "P3": 1, "KG": 1, "K1": 1}}


def test_sorts_are_whole_and_pages_follow_each_other(engine):
    assert ids(engine, Anything(), sort=Sort.NEWEST) == [3, 2, 1]
    assert ids(engine, Anything(), sort=Sort.SHORTEST) == [3, 2, 1]
    assert ids(engine, Anything(), sort=Sort.NEWEST, offset=1, limit=1) == [2]
    assert ids(engine, Anything(), offset=40) == []


def test_a_writing_is_seen_at_once(engine):
    with engine.exclusive(), engine.writing() as writing:
        writing.remove(3)
        writing.upsert(a_document(4, "挑食", version=2))
    assert ids(engine, Term("title", "挑食")) == [4]
    assert [(entry.id, entry.version) for entry in engine.dump()] == [(1, 1), (2, 1), (4, 2)]


def test_what_is_written_twice_is_there_once(engine):
    for _ in range(2):
        with engine.exclusive(), engine.writing() as writing:
            writing.upsert(a_document(1, "挑食", version=7))
            writing.remove(99)
    assert ids(engine, Term("title", "磨蹭")) == []
    assert engine.status().documents == 3


def test_an_error_while_writing_changes_nothing(engine):
    def fail() -> None:
        with engine.writing() as writing:
            writing.remove(1)
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        fail()
    assert engine.status().documents == 3


def test_only_one_may_write_and_only_one_may_rebuild(engine):
    with engine.exclusive(), pytest.raises(EngineBusy), engine.exclusive():
        pass
    with engine.rebuilding(), pytest.raises(EngineBusy), engine.rebuilding():
        pass
    with engine.exclusive():
        pass


def test_a_rebuild_that_is_not_swapped_leaves_nothing(engine):
    before = engine.status()
    with engine.rebuilding() as fresh, fresh.writing() as writing:
        writing.upsert(a_document(9))
    assert engine.status() == before
    assert len(engine.generations()) == 1


def test_a_new_index_is_filled_unseen_and_the_old_one_can_come_back(engine):
    old = engine.status().index
    with engine.rebuilding() as fresh:
        with fresh.writing() as writing:
            writing.upsert(a_document(9, "挑食"))
        assert ids(engine, Term("title", "挑食")) == [3]
        assert list(fresh.dump()) == [Entry(9, 1, a_document(9, "挑食").digest)]
        fresh.swap(keep=1)
    assert ids(engine, Term("title", "挑食")) == [9]
    engine.point_to(old)
    assert ids(engine, Term("title", "挑食")) == [3]


def start_a_rebuild_and_be_killed(engine: Engine) -> None:
    if not (child := os.fork()):
        with suppress(Exception):
            told = engine.folder if isinstance(engine, EmbeddedEngine) else engine._settings
            rebuilding = type(engine)(told).rebuilding()
            rebuilding.__enter__()
        os.kill(os.getpid(), signal.SIGKILL)  # before anything is tidied up
    os.waitpid(child, 0)


def test_what_a_killed_rebuild_left_is_swept_and_nothing_else(engine):
    filled(engine, THREE)
    before = engine.generations()
    start_a_rebuild_and_be_killed(engine)
    assert engine.generations() == before
    with engine.rebuilding(), pytest.raises(EngineBusy):
        engine.sweep()
    start_a_rebuild_and_be_killed(engine)
    assert len(engine.sweep()) == 1
    assert engine.sweep() == []
    assert engine.generations() == before
    assert ids(engine, Term("title", "挑食")) == [3]


def test_a_swap_whose_answer_was_lost_removes_no_index_that_is_read(engine, monkeypatch):
    point_to = type(engine).point_to

    def and_lose_the_answer(self, name: str) -> None:
        point_to(self, name)
        raise EngineUnavailable("no answer")

    monkeypatch.setattr(type(engine), "point_to", and_lose_the_answer)
    with pytest.raises(EngineUnavailable):
        filled(engine, [a_document(9, "挑食")])
    assert ids(engine, Term("title", "挑食")) == [9]


def test_an_index_bears_the_mark_that_it_was_given_last(engine):
    assert engine.status().mark == ""
    with engine.rebuilding() as fresh:
        fresh.swap(keep=1, mark="first")
    with engine.writing("second") as writing:
        writing.upsert(a_document(1))
    assert engine.status().mark == "second"
    with engine.writing() as writing:
        writing.remove(1)
    assert engine.status().mark == "second"


def test_an_index_that_was_kept_can_be_brought_up_to_date_and_swapped_in_again(engine):
    before = engine.status().index
    filled(engine, [])
    with engine.returning(before) as kept:
        assert [entry.id for entry in kept.dump()] == [1, 2, 3]
        with kept.writing() as writing:
            writing.remove(3)
        kept.swap(keep=None, mark="again")
    assert (engine.status().index, engine.status().documents, engine.status().mark) == (before, 2, "again")
    assert len(engine.generations()) == 2
    with pytest.raises(EngineUnavailable), engine.returning("heluo-000099-dead00"):
        pass


def test_no_more_than_the_wanted_number_of_old_indexes_stays(engine):
    for _ in range(3):
        filled(engine, [], keep=1)
    assert len(engine.generations()) == 2
    assert engine.status().documents == 0


def test_it_tells_how_many_documents_hold_a_token(engine):
    asked = [("title", "作业"), ("title", "挑食"), ("text", "挑食"), ("title", "没有")]
    told = engine.document_frequencies(asked)
    assert (told.documents, told.holding) == (3, dict(zip(asked, [2, 1, 1, 0], strict=True)))
    assert engine.document_frequencies([]) == Frequencies(3)


def test_what_no_reader_sees_breaks_nothing(engine):
    odd = IndexDocument(
        id=5,
        version=1,
        texts={"title": ["\ud800坏\x00字" + "a" * 70_000], "body": []},
        facets={},
        newest=2**54,
        shortest=1,
        card={"title": "\ud800"},
        passages=[Passage("spoken", "\udfff", 1000)],
    )
    with engine.exclusive(), engine.writing() as writing:
        writing.upsert(odd)
    (hit,) = engine.search(CompiledQuery(Term("title", "坏字"))).hits
    assert hit.stored["passages"] == [{"field": "spoken", "text": "?", "start_ms": 1000}]
    assert {entry.id: entry.digest for entry in engine.dump()}[5] == odd.digest


def test_a_question_as_long_as_any_is_answered(engine):
    words = [Best(tuple(Term(name, f"词{n}") for name in TEXT_FIELDS), 0.5) for n in range(300)]
    assert ids(engine, Some((*words, Term("title", "挑食")))) == [3]


def test_what_does_not_match_gives_nothing(engine):
    title, other = Term("title", "挑食"), Term("title", "磨蹭")
    kind = Has("kind", ("plan",), score=5.0)
    scores = engine.leaf_scores([title, other, kind], [3, 2, 99])
    assert set(scores[3]) == {title}
    assert scores[2] == {kind: 5.0}
    assert scores[99] == {}
