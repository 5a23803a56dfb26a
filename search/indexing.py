"""The index follows the database: drain, rebuild, roll back.

Decided here: every writing re-reads the object and asks the one rule of eligibility again, so that late, repeated
and reordered events change nothing; whoever holds the right to write drains all; a rebuild compares versions under
that right before it swaps, so that no change made meanwhile is lost; going back to an index that was kept is the
same with its filling left out; an index that belongs to another state of the database (marks.py) is followed no
further, only built anew. Not here: who noticed a change (receivers.py), what
no signal told (reconciling.py), when what is done by itself (upkeep.py).
"""

import gc
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from search import lexicon, marks, outbox
from search.documents import IndexDocument, documents, eligible
from search.engines import engine
from search.engines.base import (
    DocumentsRefused,
    EngineBusy,
    EngineStatus,
    EngineUnavailable,
    NoIndex,
    Rebuild,
    Writing,
)
from search.standing import Standing, standing
from search.vocabulary import vocabulary

log = logging.getLogger(__name__)

# Small enough that whoever watches sees a rebuild move, large enough that its queries cost little an item.
BATCH = 250

# Told what is being done, how many items of it are done, and how many there are (0: nobody knows).
Progress = Callable[[str, int, int], None]

_paused: ContextVar[bool] = ContextVar("search_indexing_paused", default=False)


class RebuildFailed(Exception):
    """The new index does not hold what the database holds; the old one stays."""


class NothingKept(Exception):
    """There is no older index to go back to."""


class IndexForeign(EngineUnavailable):
    """The index was last written for another state of the database: only a rebuild helps."""


@dataclass
class Drained:
    """What a drain did. `busy`: somebody else was writing and takes our rows along."""

    upserted: int = 0
    removed: int = 0
    failed: list[int] = field(default_factory=list)
    busy: bool = False


def untold(step: str, done: int, total: int) -> None:
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
    """Whether there is an index, of today's analysis and fields, and of this database."""
    return standing() is Standing.GOOD


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
                _drain_all(done, _mark_to_follow())
        except EngineBusy:
            done.busy = True
            return done
        # A row that came between the last look and the release found the right taken: look once more.
        if before == (done.upserted, done.removed):
            break
    return done


def _mark_of(told: EngineStatus) -> str:
    """The mark of the current index, empty where there is none. That the engine is away does not make it none."""
    if told.away:
        raise EngineUnavailable("the engine is away")
    return told.mark


def _mark_to_follow() -> str:
    told = engine().status()
    mark = _mark_of(told)
    if told.index is None:
        raise NoIndex("there is no index yet")
    if not marks.belongs(mark):
        raise IndexForeign(f"{told.index} belongs to another state of the database; it has to be built anew.")
    return mark


def _drain_all(done: Drained, mark: str) -> None:
    while batch := outbox.pending(BATCH, but_not=done.failed):
        failed: dict[int, Exception] = {}
        mark = marks.announce(mark)
        with _telling(failed), engine().writing(mark) as writing:
            failed.update(_write(writing, batch, done))
        _acknowledge(batch, failed, mark)
        for id, error in failed.items():
            done.failed.append(id)
            outbox.failed(id, error)


def _acknowledge(batch: Mapping[int, int], failed: Iterable[int], mark: str) -> None:
    left_out = set(failed)
    with transaction.atomic():
        outbox.acknowledge({id: version for id, version in batch.items() if id not in left_out})
        marks.settle(mark)


@contextmanager
def _telling(refused: dict[int, Exception]) -> Iterator[None]:
    """Notes the documents that the engine took everything but."""
    try:
        yield
    except DocumentsRefused as told:
        log.error("The engine refused documents: %s", told)
        refused.update(told.documents)


def readable(batch: Mapping[int, int]) -> tuple[list[IndexDocument], dict[int, Exception]]:
    """The documents of those of the items (with their versions) that may be found, and which of them cannot be read."""
    try:
        return list(documents(batch, versions=batch)), {}
    except Exception:
        log.exception("A batch could not be read; trying its items one by one.")
    ready: list[IndexDocument] = []
    failed: dict[int, Exception] = {}
    for id in batch:
        try:
            ready += documents([id], versions=batch)
        except Exception as error:
            log.exception("Item %s could not be read.", id)
            failed[id] = error
    return ready, failed


def _write(
    writing: Writing,
    batch: Mapping[int, int],
    done: Drained,
    seen: Callable[[IndexDocument], None] = lambda document: None,
) -> dict[int, Exception]:
    """Upserts what may be found, removes the rest. One bad item is reported, the others are written."""
    ready, failed = readable(batch)
    for document in ready:
        try:
            writing.upsert(document)
            seen(document)
            done.upserted += 1
        except EngineUnavailable:
            # No fault of this item's: what follows would only be read in vain.
            raise
        except Exception as error:
            log.exception("Item %s could not be indexed.", document.id)
            failed[document.id] = error
    for id in batch.keys() - {document.id for document in ready} - failed.keys():
        writing.remove(id, batch[id])
        done.removed += 1
    return failed


def rebuild(*, keep: int = 1, progress: Progress = untold) -> Drained:
    """Fills a new index beside the current one and swaps it in; `keep` old ones stay to roll back to."""
    done = Drained()
    words = lexicon.Collector(vocabulary())
    with engine().rebuilding() as fresh:
        refused: dict[int, Exception] = {}
        with _telling(refused), fresh.writing() as writing:
            wanted_ids = eligible_ids()
            for number, ids in enumerate(batches(wanted_ids)):
                progress("写入新索引", number * BATCH, len(wanted_ids))
                # Versions are read before the items: a change in between only makes the replay do it again.
                batch = {**dict.fromkeys(ids, 0), **outbox.versions(ids)}
                with _collecting_once():
                    done.failed += _write(writing, batch, done, seen=words.add)
        done.failed += refused
        progress("补上期间的改动", len(wanted_ids), len(wanted_ids))
        _replay(fresh, done)
        # Before the swap: whoever is killed after it leaves nothing undone but what the outbox holds.
        progress("更新词库", len(wanted_ids), len(wanted_ids))
        words.save()
        progress("核对并换上", len(wanted_ids), len(wanted_ids))
        _swap_in(fresh, done, keep=keep)
    drain()
    return done


@contextmanager
def _collecting_once() -> Iterator[None]:
    """Python's collector looks at what this block left when it ends, and not before: left to itself it goes through
    all words learnt so far again and again, for two fifths of a rebuild (benchmarks/rebuild_profile.py)."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if collects:
            gc.enable()


def roll_back() -> tuple[str, Drained]:
    """Makes the index before the current one the current one again, once it holds what changed since. The one that
    is left stays until the next rebuild. Answers the name, and what had to be brought up to date."""
    current = engine().status().index
    older = [name for name in engine().generations() if current is None or name < current]
    if not older:
        raise NothingKept
    done = Drained()
    with engine().returning(older[0]) as kept:
        _replay(kept, done)
        _swap_in(kept, done, keep=None)
    drain()
    return older[0], done


def _swap_in(fresh: Rebuild, done: Drained, *, keep: int | None) -> None:
    # Nobody drains into the old index from here on: what is compared now is what is swapped in.
    with engine().exclusive(wait=True):
        waiting = outbox.all_pending()
        known = _replay(fresh, done)
        _verify(fresh, known, done)
        mark = marks.announce(_mark_of(engine().status()))
        fresh.swap(keep=keep, mark=mark)
        _acknowledge(waiting, done.failed, mark)


def _verify(fresh: Rebuild, known: Mapping[int, int], done: Drained) -> None:
    """RebuildFailed unless the index holds every item that may be found in the version that it was read in. What
    changed since then waits in the outbox and is drained after the swap."""
    failed = set(done.failed)
    wanted = {id: known.get(id, 0) for id in eligible_ids() if id not in failed}
    held = {entry.id: entry.version for entry in fresh.dump() if entry.id not in failed}
    differing = {id for id in wanted.keys() | held.keys() if wanted.get(id) != held.get(id)}
    now = outbox.versions(differing)
    wrong = sorted(id for id in differing if now.get(id, 0) == known.get(id, 0))
    if wrong:
        raise RebuildFailed(
            f"{len(wanted)} items may be found, the new index holds {len(held)}; {wrong[:5]} differ."
        )


def _replay(fresh: Rebuild, done: Drained) -> dict[int, int]:
    """Brings into an index what changed since it was filled. Answers the versions up to which it did."""
    known = outbox.versions()
    wanted = set(eligible_ids())
    held = {entry.id: entry.version for entry in fresh.dump()}
    changed = {id for id, version in held.items() if known.get(id, 0) != version}
    for ids in batches(sorted((wanted ^ held.keys() | changed) - set(done.failed))):
        refused: dict[int, Exception] = {}
        with _telling(refused), fresh.writing() as writing:
            done.failed += _write(writing, {id: known.get(id, 0) for id in ids}, done)
        done.failed += refused
    return known


def eligible_ids() -> list[int]:
    """The ids of all items that may be found."""
    return list(eligible().order_by("pk").values_list("pk", flat=True))


def batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
