"""An index that is not this database's is noticed, followed no further, and built anew."""

import pytest
from django.core.management import CommandError, call_command

from search import indexing, marks, outbox, reconciling, upkeep
from search.engines import engine
from search.engines.base import EngineStatus, EngineUnavailable
from search.models import OutboxRow
from search.standing import Standing, standing


def test_an_index_follows_its_database_through_rebuilds_and_drains(make_lesson, rebuilt):
    assert standing() is Standing.MISSING
    rebuilt()
    for _ in range(3):
        make_lesson("写作业磨蹭")
        indexing.drain()
        assert standing() is Standing.GOOD


def test_an_older_database_under_a_newer_index_is_noticed_and_nothing_of_it_wins(
    make_lesson, rebuilt, indexed_ids, older_database
):
    kept = make_lesson("写作业磨蹭")
    rebuilt()
    restore = older_database()
    for _ in range(3):
        kept.save()
        indexing.drain()
    gone = make_lesson("备份以后才有")
    indexing.drain()
    restore()
    gone.delete()
    OutboxRow.objects.filter(pk=gone.pk).delete()  # the older database never heard of it
    kept.save()
    assert standing() is Standing.FOREIGN
    with pytest.raises(indexing.IndexForeign):
        indexing.drain()
    with pytest.raises(CommandError, match="恢复过备份"):
        call_command("search_drain")
    assert upkeep.due() == ["search_rebuild", "--if-needed"]
    call_command(*upkeep.due(), verbosity=0)
    assert standing() is Standing.GOOD
    assert indexed_ids() == {kept.pk}
    assert not reconciling.reconcile()


def test_a_restored_database_whose_versions_grew_past_the_indexes_is_noticed_too(
    make_lesson, rebuilt, older_database
):
    lesson = make_lesson("写作业磨蹭")
    rebuilt()
    restore = older_database()
    lesson.save()
    indexing.drain()
    restore()
    for _ in range(9):
        lesson.save()
    assert standing() is Standing.FOREIGN


def test_a_repairing_reconcile_builds_a_foreign_index_anew(make_lesson, rebuilt, older_database):
    lesson = make_lesson("写作业磨蹭")
    rebuilt()
    restore = older_database()
    for _ in range(3):
        lesson.save()
        indexing.drain()
    restore()
    assert reconciling.reconcile(repair=True).stale == [lesson.pk]
    assert standing() is Standing.GOOD
    assert not reconciling.reconcile()


@pytest.mark.parametrize("moment", ["search.indexing._write", "search.outbox.acknowledge"])
def test_a_writer_that_was_cut_off_does_not_make_the_index_foreign(make_lesson, rebuilt, monkeypatch, moment):
    rebuilt()
    make_lesson("写作业磨蹭")
    with monkeypatch.context() as cut:
        cut.setattr(moment, lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            indexing.drain()
    assert standing() is Standing.GOOD
    indexing.drain()
    assert not reconciling.reconcile()


def test_an_index_that_another_one_has_overtaken_is_foreign_when_it_comes_back(make_lesson, rebuilt):
    make_lesson("写作业磨蹭")
    rebuilt()
    before = engine().status().index
    rebuilt()
    make_lesson("之后发布的")
    outbox.acknowledge(outbox.pending())
    engine().point_to(before)
    assert standing() is Standing.FOREIGN


def test_an_engine_that_is_away_keeps_its_mark(make_lesson, rebuilt, monkeypatch):
    rebuilt()
    make_lesson("写作业磨蹭")
    told = engine().status()
    away = EngineStatus(told.engine, None, 0, None, stale=True, away=True)
    with monkeypatch.context() as dead:
        dead.setattr(type(engine()), "status", lambda self: away)
        assert standing() is Standing.AWAY
        assert upkeep.due() == []
        with pytest.raises(EngineUnavailable):
            indexing.drain()
    assert standing() is Standing.GOOD


def test_a_mark_that_nobody_gave_belongs_to_no_database(db):
    assert not marks.belongs("")
    assert not marks.belongs("of another database")
