"""Work on the index that is ordered in the admin."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search import indexing, jobs
from search.engines import engine
from search.engines.base import EngineBusy, EngineUnavailable
from search.models import IndexJob

State, Kind = IndexJob.State, IndexJob.Kind


@pytest.fixture
def ordered(django_capture_on_commit_callbacks):
    """Orders a job and, as the worker would, does it."""

    def order(kind):
        with django_capture_on_commit_callbacks(execute=True):
            job = jobs.job_order(kind=kind, user=None)
        job.refresh_from_db()
        return job

    return order


def test_a_rebuild_says_what_it_made_and_how_far_it_was(make_lesson, ordered, indexed_ids):
    lesson = make_lesson("写作业磨蹭")
    job = ordered(Kind.REBUILD)
    assert indexed_ids() == {lesson.pk}
    assert (job.state, job.result["documents"], job.result["failed"]) == (State.DONE, 1, [])
    assert (job.step, job.done, job.total) == ("核对并换上", 1, 1)
    assert job.ended_at is not None


def test_a_reconcile_repairs_and_lists_what_differed(make_lesson, rebuilt, ordered, indexed_ids):
    rebuilt()
    lesson = make_lesson("写作业磨蹭")
    jobs.indexing.outbox.acknowledge(jobs.indexing.outbox.versions())
    job = ordered(Kind.RECONCILE)
    assert (job.state, job.result["missing"]) == (State.DONE, [lesson.pk])
    assert indexed_ids() == {lesson.pk}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (EngineBusy("rebuilding"), "另一个重建正在进行"),
        (EngineUnavailable("away"), "引擎没有应答"),
        (indexing.RebuildFailed("2 items may be found"), "仍用旧索引"),
    ],
)
def test_what_kept_a_job_from_its_end_is_said(ordered, city, monkeypatch, error, said):
    def fail(**kwargs):
        raise error

    monkeypatch.setattr(indexing, "rebuild", fail)
    job = ordered(Kind.REBUILD)
    assert job.state == State.FAILED
    assert said in job.error


def test_an_unforeseen_error_is_said_and_not_hidden_from_the_worker(city, monkeypatch):
    def fail(**kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(indexing, "rebuild", fail)
    job = IndexJob.objects.create(kind=Kind.REBUILD)
    with pytest.raises(ZeroDivisionError):
        jobs.work.func(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "ZeroDivisionError" in job.error


def test_one_job_at_a_time(city):
    jobs.job_order(kind=Kind.REBUILD, user=None)
    with pytest.raises(jobs.AnotherJob):
        jobs.job_order(kind=Kind.RECONCILE, user=None)
    assert IndexJob.objects.count() == 1


def test_a_job_whose_worker_was_killed_stands_in_nobodys_way(city):
    killed = IndexJob.objects.create(kind=Kind.REBUILD, state=State.RUNNING)
    long_ago = timezone.now() - jobs.CUT_OFF_AFTER - timedelta(seconds=1)
    IndexJob.objects.filter(pk=killed.pk).update(moved_at=long_ago)
    jobs.job_order(kind=Kind.REBUILD, user=None)
    killed.refresh_from_db()
    assert killed.state == State.FAILED
    assert "中断" in killed.error


def test_a_task_that_is_told_twice_works_once(city, monkeypatch):
    done = []
    monkeypatch.setitem(jobs._WORK, Kind.REBUILD, lambda progress: done.append(1) or {})
    job = IndexJob.objects.create(kind=Kind.REBUILD)
    jobs.work.func(job.pk)
    jobs.work.func(job.pk)
    assert done == [1]


def test_the_index_before_comes_back_with_what_changed_since(make_lesson, rebuilt, ordered, indexed_ids):
    rebuilt()
    before = engine().status().index
    lesson = make_lesson("写作业磨蹭")
    rebuilt()
    job = ordered(Kind.ROLL_BACK)
    assert (job.state, job.result["index"]) == (State.DONE, before)
    assert engine().status().index == before
    assert indexed_ids() == {lesson.pk}


def test_without_an_older_index_there_is_nothing_to_go_back_to(city, rebuilt, ordered):
    rebuilt()
    job = ordered(Kind.ROLL_BACK)
    assert job.state == State.FAILED
    assert "没有留着的旧索引" in job.error
