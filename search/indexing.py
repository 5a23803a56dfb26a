"""The index follows the database: drain, rebuild, reconcile.

Decided here: every writing re-reads the object and asks the one rule of eligibility again, so that late, repeated
and reordered events change nothing; whoever holds the right to write drains all; a rebuild compares versions under
that right before it swaps, so that no change made meanwhile is lost. Not here: who noticed a change (receivers.py).
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings

from search import lexicon, outbox
from search.documents import IndexDocument, documents, eligible
from search.engines import engine
from search.engines.base import DocumentsRefused, EngineBusy, EngineUnavailable, Entry, Rebuild, Writing
from search.vocabulary import vocabulary

log = logging.getLogger(__name__)

BATCH = 500

# Told what is being done, how many items of it are done, and how many there are (0: nobody knows).
Progress = Callable[[str, int, int], None]

_paused: ContextVar[bool] = ContextVar("search_indexing_paused", default=False)


class RebuildFailed(Exception):
    """The new index does not hold what the database holds; the old one stays."""


@dataclass
class Drained:
    """What a drain did. `busy`: somebody else was writing and takes our rows along."""

    upserted: int = 0
    removed: int = 0
    failed: list[int] = field(default_factory=list)
    busy: bool = False


@dataclass
class Drift:
    """Where index and database differ."""

    checked: int = 0
    missing: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    ghosts: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.ghosts)


def _untold(step: str, done: int, total: int) -> None:
    """Nobody watches."""


@contextmanager
def paused() -> Iterator[None]:
    """No drain after each commit inside this block: for bulk loads, which rebuild or drain once at their end.
    The outbox is written as always."""
    token = _paused.set(True)
    try:
        yield
    finally:
        _paused.reset(token)


def is_live() -> bool:
    """Whether a commit is followed by a drain in the same process."""
    return getattr(settings, "SEARCH_LIVE_INDEXING", True) and not _paused.get()


def is_current() -> bool:
    """Whether there is an index, and of today's analysis and fields."""
    return not engine().status().stale


def drain_after_commit() -> None:
    """For `transaction.on_commit`: what was saved is saved, whatever the index does. The worker drains again."""
    try:
        drain()
    except EngineUnavailable as error:
        log.info("No index to follow the change: %s", error)
    except Exception:
        log.exception("The index could not follow a change; the outbox keeps it.")


def drain() -> Drained:
    """Brings all pending changes into the index, or leaves them to whoever is writing now."""
    done = Drained()
    while outbox.pending(1):
        before = (done.upserted, done.removed)
        try:
            with engine().exclusive():
                _drain_all(done)
        except EngineBusy:
            done.busy = True
            return done
        # A row that came between the last look and the release found the right taken: look once more.
        if before == (done.upserted, done.removed):
            break
    return done


def _drain_all(done: Drained) -> None:
    while batch := outbox.pending(BATCH, but_not=done.failed):
        failed: dict[int, Exception] = {}
        with _telling(failed), engine().writing() as writing:
            failed.update(_write(writing, batch, done))
        outbox.acknowledge({id: version for id, version in batch.items() if id not in failed})
        for id, error in failed.items():
            done.failed.append(id)
            outbox.failed(id, error)


@contextmanager
def _telling(refused: dict[int, Exception]) -> Iterator[None]:
    """Notes the documents that the engine took everything but."""
    try:
        yield
    except DocumentsRefused as told:
        log.error("The engine refused documents: %s", told)
        refused.update(told.documents)


def _write(
    writing: Writing,
    batch: Mapping[int, int],
    done: Drained,
    seen: Callable[[IndexDocument], None] = lambda document: None,
) -> dict[int, Exception]:
    """Upserts what may be found, removes the rest. One bad item is reported, the others are written."""
    failed: dict[int, Exception] = {}
    ready = []
    try:
        ready = list(documents(batch, versions=batch))
    except Exception:
        log.exception("A batch could not be read; trying its items one by one.")
        for id in batch:
            try:
                ready += documents([id], versions=batch)
            except Exception as error:
                log.exception("Item %s could not be read.", id)
                failed[id] = error
    for document in ready:
        try:
            writing.upsert(document)
            seen(document)
            done.upserted += 1
        except Exception as error:
            log.exception("Item %s could not be indexed.", document.id)
            failed[document.id] = error
    for id in batch.keys() - {document.id for document in ready} - failed.keys():
        writing.remove(id, batch[id])
        done.removed += 1
    return failed


def rebuild(*, keep: int = 1, progress: Progress = _untold) -> Drained:
    """Fills a new index beside the current one and swaps it in; `keep` old ones stay to roll back to."""
    done = Drained()
    words = lexicon.Collector(vocabulary())
    with engine().rebuilding() as fresh:
        refused: dict[int, Exception] = {}
        with _telling(refused), fresh.writing() as writing:
            wanted_ids = eligible_ids()
            for number, ids in enumerate(_batches(wanted_ids)):
                progress("写入新索引", number * BATCH, len(wanted_ids))
                # Versions are read before the items: a change in between only makes the replay do it again.
                batch = {**dict.fromkeys(ids, 0), **outbox.versions(ids)}
                done.failed += _write(writing, batch, done, seen=words.add)
        done.failed += refused
        progress("补上期间的改动", len(wanted_ids), len(wanted_ids))
        _replay(fresh, done)
        progress("核对并换上", len(wanted_ids), len(wanted_ids))
        # Nobody drains into the old index from here on: what is compared now is what is swapped in.
        with engine().exclusive(wait=True):
            waiting = outbox.pending()
            wanted = _replay(fresh, done)
            held = {entry.id for entry in fresh.dump()}
            if held != wanted - set(done.failed):
                raise RebuildFailed(f"{len(wanted)} items may be found, the new index holds {len(held)}.")
            fresh.swap(keep=keep)
            outbox.acknowledge({id: v for id, v in waiting.items() if id not in done.failed})
    progress("更新词库", done.upserted, done.upserted)
    words.save()
    drain()
    return done


def _replay(fresh: Rebuild, done: Drained) -> set[int]:
    """Brings into a new index what changed while it was filled. Answers which items it has to hold."""
    known = outbox.versions()
    wanted = set(eligible_ids())
    held = {entry.id: entry.version for entry in fresh.dump()}
    changed = {id for id, version in held.items() if known.get(id, 0) != version}
    for ids in _batches(sorted((wanted ^ held.keys() | changed) - set(done.failed))):
        refused: dict[int, Exception] = {}
        with _telling(refused), fresh.writing() as writing:
            done.failed += _write(writing, {id: known.get(id, 0) for id in ids}, done)
        done.failed += refused
    return wanted


def reconcile(*, repair: bool = False, progress: Progress = _untold) -> Drift:
    """Compares every document with its item. What differs is looked at twice, since people go on working;
    `repair` queues it and drains."""
    drift = _compare(eligible_ids(), engine().dump(), progress)
    if drift:
        progress("再看一遍有出入的", 0, 0)
        suspects = {*drift.missing, *drift.stale, *drift.ghosts}
        drain()
        again = _compare(
            sorted(suspects & set(eligible_ids())), (e for e in engine().dump() if e.id in suspects)
        )
        drift = Drift(drift.checked, again.missing, again.stale, again.ghosts)
    if drift and repair:
        outbox.enqueue([*drift.missing, *drift.stale, *drift.ghosts])
        drain()
    return drift


def _compare(ids: list[int], entries: Iterable[Entry], progress: Progress = _untold) -> Drift:
    held = {entry.id: entry for entry in entries}
    drift = Drift(checked=len(held.keys() | set(ids)), ghosts=sorted(held.keys() - set(ids)))
    for number, batch in enumerate(_batches(ids)):
        progress("逐项核对", number * BATCH, len(ids))
        versions = {**dict.fromkeys(batch, 0), **outbox.versions(batch)}
        for document in documents(batch, versions=versions):
            entry = held.get(document.id)
            if entry is None:
                drift.missing.append(document.id)
            elif (entry.version, entry.digest) != (document.version, document.digest):
                drift.stale.append(document.id)
    return drift


def eligible_ids() -> list[int]:
    """The ids of all items that may be found."""
    return list(eligible().order_by("pk").values_list("pk", flat=True))


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
