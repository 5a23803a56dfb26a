"""What happens to an item happens to its document."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from wagtail.models import PageViewRestriction

from catalog.models import CatalogPage, LessonPage, Theme
from search import indexing, outbox, reconciling
from search.documents import documents
from search.engines import engine
from search.engines.base import EngineUnavailable
from search.models import OutboxRow


def test_a_change_is_noted_once_however_often_it_happens(make_lesson):
    lesson = make_lesson("写作业磨蹭")
    first = OutboxRow.objects.get(pk=lesson.pk).version
    lesson.save()
    lesson.save()
    assert OutboxRow.objects.get(pk=lesson.pk).version >= first + 2
    assert OutboxRow.objects.count() == 1


def test_a_rolled_back_change_leaves_no_note(make_lesson):
    lesson = make_lesson("写作业磨蹭")
    outbox.acknowledge(outbox.versions())

    def save_and_fail() -> None:
        with transaction.atomic():
            lesson.save()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        save_and_fail()
    assert outbox.pending() == {}


def test_an_acknowledgement_never_covers_a_newer_change(make_lesson):
    lesson = make_lesson("写作业磨蹭")
    seen = outbox.pending()
    lesson.save()
    outbox.acknowledge(seen)
    assert lesson.pk in outbox.pending()


def test_published_is_found_and_unpublished_is_not(make_lesson, rebuilt, indexed_ids):
    rebuilt()
    lesson = make_lesson("写作业磨蹭")
    indexing.drain()
    assert indexed_ids() == {lesson.pk}
    lesson.unpublish()
    indexing.drain()
    assert indexed_ids() == set()


def test_a_commit_drains_by_itself(
    make_lesson, rebuilt, indexed_ids, settings, django_capture_on_commit_callbacks
):
    rebuilt()
    settings.SEARCH_LIVE_INDEXING = True
    with django_capture_on_commit_callbacks(execute=True):
        lesson = make_lesson("写作业磨蹭")
    assert indexed_ids() == {lesson.pk}
    with django_capture_on_commit_callbacks() as callbacks, indexing.paused():
        lesson.save()
    assert indexing.drain_after_commit not in callbacks


def test_a_failing_index_never_breaks_a_save(
    make_lesson, rebuilt, settings, monkeypatch, django_capture_on_commit_callbacks
):
    rebuilt()
    settings.SEARCH_LIVE_INDEXING = True
    monkeypatch.setattr(type(engine()), "writing", lambda self: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        lesson = make_lesson("写作业磨蹭")
    assert lesson.pk in outbox.pending()


def test_while_somebody_writes_the_rows_wait(make_lesson, rebuilt):
    rebuilt()
    make_lesson("写作业磨蹭")
    with engine().exclusive():
        assert indexing.drain().busy
    assert indexing.drain().upserted == 1


def test_a_renamed_theme_changes_its_items(make_lesson, rebuilt):
    lesson = make_lesson("写作业磨蹭", themes=["T0402"])
    rebuilt()
    theme = Theme.objects.get(code="T0402")
    theme.aliases = [*theme.aliases, "磨磨唧唧"]
    theme.save()
    assert set(outbox.pending()) == {lesson.pk}


def test_a_restriction_hides_what_lies_below_and_its_end_brings_it_back(make_lesson, rebuilt, indexed_ids):
    lesson = make_lesson("写作业磨蹭")
    rebuilt()
    restriction = PageViewRestriction.objects.create(
        page=lesson.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    indexing.drain()
    assert indexed_ids() == set()
    restriction.delete()
    indexing.drain()
    assert indexed_ids() == {lesson.pk}


def test_an_update_without_signals_is_seen_through_the_catalogues_own(make_lesson, rebuilt, indexed_ids):
    lesson = make_lesson("写作业磨蹭")
    rebuilt()
    CatalogPage.objects.filter(pk=lesson.pk).update(live=False)
    indexing.drain()
    assert indexed_ids() == set()


def test_a_deleted_item_is_gone(make_lesson, rebuilt, indexed_ids):
    lesson = make_lesson("写作业磨蹭")
    rebuilt()
    lesson.delete()
    indexing.drain()
    assert indexed_ids() == set()


def test_a_rebuild_keeps_the_changes_made_meanwhile(make_lesson, rebuilt, indexed_ids, monkeypatch):
    kept, withdrawn = make_lesson("写作业磨蹭"), make_lesson("挑食")
    rebuilt()
    made = []
    fill = indexing._write

    def and_people_go_on_working(*args, **kwargs):
        failed = fill(*args, **kwargs)
        if not made:
            made.append(make_lesson("刚刚发布").pk)
            withdrawn.unpublish()
            LessonPage.objects.get(pk=kept.pk).save()
            outbox.acknowledge(outbox.pending())  # as a drain into the old index would
        return failed

    monkeypatch.setattr(indexing, "_write", and_people_go_on_working)
    indexing.rebuild()
    assert indexed_ids() == {kept.pk, *made}
    assert outbox.pending() == {}
    assert not reconciling.reconcile()


def test_going_back_to_the_kept_index_brings_it_up_to_date_first(make_lesson, rebuilt, indexed_ids):
    kept, withdrawn = make_lesson("写作业磨蹭"), make_lesson("挑食")
    rebuilt()
    before = engine().status().index
    make_lesson("换上新索引以前发布的")
    rebuilt()
    kept.save()
    withdrawn.unpublish()
    later = make_lesson("换上新索引以后发布的")
    indexing.drain()
    name, done = indexing.roll_back()
    assert name == before == engine().status().index
    assert (done.upserted, done.removed) == (3, 1)
    assert {kept.pk, later.pk} < indexed_ids()
    assert withdrawn.pk not in indexed_ids()
    assert indexing.is_current()
    assert not reconciling.reconcile()
    with pytest.raises(indexing.NothingKept):
        indexing.roll_back()


def test_an_index_of_another_analysis_is_not_gone_back_to(make_lesson, rebuilt, monkeypatch):
    rebuilt()
    rebuilt()
    current = engine().status().index
    for module in ("generations", "elastic"):
        monkeypatch.setattr(f"search.engines.{module}.ANALYSIS_VERSION", "another")
    with pytest.raises(CommandError, match="旧版程序"):
        call_command("search_rollback")
    assert engine().status().index == current


def test_what_comes_and_goes_between_replay_and_check_fails_no_rebuild(
    make_lesson, rebuilt, indexed_ids, monkeypatch
):
    withdrawn = make_lesson("挑食")
    kept = make_lesson("写作业磨蹭")
    replay = indexing._replay

    def and_people_go_on_working(fresh, done):
        known = replay(fresh, done)
        withdrawn.refresh_from_db()
        if withdrawn.live:
            withdrawn.unpublish()
            make_lesson("刚刚发布")
        return known

    monkeypatch.setattr(indexing, "_replay", and_people_go_on_working)
    indexing.rebuild()
    assert kept.pk in indexed_ids()
    assert not reconciling.reconcile()


def test_a_new_index_that_lacks_an_item_is_never_swapped_in(make_lesson, rebuilt, monkeypatch):
    make_lesson("写作业磨蹭")
    rebuilt()
    before = engine().status().index
    with monkeypatch.context() as losing:
        losing.setattr("search.indexing._write", lambda *args, **kwargs: {})
        with pytest.raises(indexing.RebuildFailed):
            indexing.rebuild()
    assert engine().status().index == before
    assert engine().generations() == [before]
    assert indexing.is_current()


def test_a_repair_is_remembered(make_lesson, rebuilt, capsys):
    rebuilt()
    lesson = make_lesson("写作业磨蹭")
    outbox.acknowledge(outbox.pending())
    with pytest.raises(SystemExit):
        call_command("search_reconcile", "--repair")
    assert json.loads(capsys.readouterr().out) == {
        "checked": 1,
        "missing": [lesson.pk],
        "stale": [],
        "ghosts": [],
    }
    call_command("search_status")
    told = json.loads(capsys.readouterr().out)
    last = told["last_reconcile"]
    assert (last["missing"], last["repaired"], told["standing"]) == (1, True, "good")


def test_one_bad_item_does_not_stop_the_others(make_lesson, rebuilt, indexed_ids, monkeypatch):
    bad, good = make_lesson("坏"), make_lesson("好")

    def documents_but_one(ids, versions=None):
        if bad.pk in ids:
            raise ValueError("bad")
        return documents(ids, versions)

    monkeypatch.setattr(indexing, "documents", documents_but_one)
    done = indexing.rebuild()
    assert indexed_ids() == {good.pk}
    assert set(done.failed) == {bad.pk}
    assert reconciling.reconcile(repair=True).missing == [bad.pk]


def test_reconcile_finds_and_repairs_what_no_signal_told(make_lesson, rebuilt, indexed_ids):
    ghost, stale = make_lesson("鬼"), make_lesson("旧")
    rebuilt()
    missing = make_lesson("缺")
    LessonPage.objects.filter(pk=stale.pk).update(full_text="<p>新</p>")
    CatalogPage.objects.filter(pk=ghost.pk).update(live=False)
    outbox.acknowledge(outbox.pending())
    drift = reconciling.reconcile()
    assert (drift.missing, drift.stale, drift.ghosts) == ([missing.pk], [stale.pk], [ghost.pk])
    reconciling.reconcile(repair=True)
    assert not reconciling.reconcile()
    assert indexed_ids() == {stale.pk, missing.pk}


def test_the_commands_tell_how_the_index_stands(make_lesson, capsys):
    make_lesson("写作业磨蹭")
    call_command("search_rebuild")
    call_command("search_status")
    call_command("search_reconcile")
    assert '"documents": 1' in capsys.readouterr().out
    make_lesson("再来一课")
    outbox.acknowledge(outbox.pending())
    with pytest.raises(SystemExit):
        call_command("search_reconcile")


def test_another_analysis_makes_the_index_stale(make_lesson, rebuilt, monkeypatch):
    rebuilt()
    assert indexing.is_current()
    monkeypatch.setattr("search.engines.generations.ANALYSIS_VERSION", "another")
    assert not indexing.is_current()
    call_command("search_rebuild", "--if-needed", verbosity=0)
    assert indexing.is_current()


def test_who_watches_a_rebuild_and_a_reconcile_is_told_how_far_they_are(make_lesson, monkeypatch):
    monkeypatch.setattr(indexing, "BATCH", 2)
    for number in range(3):
        make_lesson(f"第{number}课")
    told = []
    indexing.rebuild(progress=lambda *step: told.append(step))
    assert told[:2] == [("写入新索引", 0, 3), ("写入新索引", 2, 3)]
    assert [step for step, _, _ in told[-2:]] == ["更新词库", "核对并换上"]
    told.clear()
    assert not reconciling.reconcile(progress=lambda *step: told.append(step))
    assert told == [("逐项核对", 0, 3), ("逐项核对", 2, 3)]


def test_an_engine_that_goes_away_during_a_rebuild_is_no_fault_of_the_items(
    make_lesson, rebuilt, monkeypatch
):
    for number in range(3):
        make_lesson(f"第{number}课")
    rebuilt()
    before, tried = engine().status().index, []

    def gone(writing, document):
        tried.append(document.id)
        raise EngineUnavailable("gone")

    with engine().writing() as writing:
        monkeypatch.setattr(type(writing), "upsert", gone)
    with pytest.raises(EngineUnavailable):
        indexing.rebuild()
    assert len(tried) == 1
    assert engine().status().index == before
