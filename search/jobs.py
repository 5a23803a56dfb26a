"""Work on the index that somebody orders in the admin and the worker does.

Decided here: one job at a time; how far it is lies in the database, so that every process sees it; a job that has not
moved for a while was cut off (its worker was killed) and stands in nobody's way any more: what it did is as safe as if
a command had been killed. Not here: the work itself (indexing.py), who may order it (admin/rights.py).
"""

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from time import monotonic
from typing import Any

from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks import task

from search import indexing, reconciling
from search.engines import engine
from search.engines.base import EngineBusy, EngineUnavailable
from search.models import IndexJob

log = logging.getLogger(__name__)

# The longest step between two notes (learning the words of 100,000 items) takes about a minute.
CUT_OFF_AFTER = timedelta(minutes=5)
MOST_IDS = 100
UNFINISHED = (IndexJob.State.WAITING, IndexJob.State.RUNNING)


class AnotherJob(Exception):
    """A job is waiting or running already."""


def job_order(*, kind: str, user: Any) -> IndexJob:
    """Queues a job; AnotherJob while one is unfinished."""
    with transaction.atomic():
        if unfinished_job() is not None:
            raise AnotherJob
        job = IndexJob.objects.create(kind=kind, ordered_by=user)
        transaction.on_commit(lambda: work.enqueue(job.pk))
    return job


def unfinished_job() -> IndexJob | None:
    """The job that waits or runs; those that were cut off are closed first."""
    jobs = IndexJob.objects.filter(state__in=UNFINISHED)
    jobs.filter(moved_at__lt=timezone.now() - CUT_OFF_AFTER).update(
        state=IndexJob.State.FAILED, error="中断了：后台进程停了，或一直没有运行。", ended_at=timezone.now()
    )
    return jobs.first()


@task()
def work(job_id: int) -> None:
    """Does a job. What goes wrong is said in the job, and raised when it was not foreseen."""
    running = {"state": IndexJob.State.RUNNING, "moved_at": timezone.now()}
    if not IndexJob.objects.filter(pk=job_id, state=IndexJob.State.WAITING).update(**running):
        return  # told twice, or closed as cut off
    job = IndexJob.objects.get(pk=job_id)
    started = monotonic()
    try:
        result = _WORK[job.kind](_noting(job_id))
    except EngineBusy:
        _end(job_id, error="另一个重建正在进行。索引没有变，等它结束再试。")
    except indexing.RebuildFailed as error:
        _end(job_id, error=f"新索引与数据库对不上，仍用旧索引：{error}")
    except indexing.NothingKept:
        _end(job_id, error="没有留着的旧索引可退。索引有问题就重建。")
    except EngineUnavailable as error:
        _end(job_id, error=f"引擎没有应答，索引没有变：{error}")
    except Exception as error:
        _end(job_id, error=f"意外的错误，索引没有变：{type(error).__name__}: {error}")
        raise
    else:
        _end(job_id, result={**result, "seconds": round(monotonic() - started, 1)})


def _noting(job_id: int) -> indexing.Progress:
    def note(step: str, done: int, total: int) -> None:
        try:
            IndexJob.objects.filter(pk=job_id).update(
                step=step, done=done, total=total, moved_at=timezone.now()
            )
        except OperationalError as error:
            # A note is not worth the work that it is about.
            log.warning("How far the job is could not be noted: %s", error)

    return note


def _end(job_id: int, *, error: str = "", result: dict[str, Any] | None = None) -> None:
    IndexJob.objects.filter(pk=job_id).update(
        state=IndexJob.State.FAILED if error else IndexJob.State.DONE,
        error=error[:500],
        result=result or {},
        ended_at=timezone.now(),
    )


def _rebuild(progress: indexing.Progress) -> dict[str, Any]:
    done = indexing.rebuild(progress=progress)
    told = engine().status()
    return {"documents": told.documents, "index": told.index, "failed": done.failed[:MOST_IDS]}


def _roll_back(progress: indexing.Progress) -> dict[str, Any]:
    progress("补上旧索引建成以后的改动", 0, 0)
    name, done = indexing.roll_back()
    return {"index": name, "documents": engine().status().documents, "failed": done.failed[:MOST_IDS]}


def _reconcile(progress: indexing.Progress) -> dict[str, Any]:
    drift = asdict(reconciling.reconcile(repair=True, progress=progress))
    return {name: value[:MOST_IDS] if isinstance(value, list) else value for name, value in drift.items()}


_WORK: dict[str, Callable[[indexing.Progress], dict[str, Any]]] = {
    IndexJob.Kind.REBUILD: _rebuild,
    IndexJob.Kind.RECONCILE: _reconcile,
    IndexJob.Kind.ROLL_BACK: _roll_back,
}
KINDS = frozenset(_WORK)
