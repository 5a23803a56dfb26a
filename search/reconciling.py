"""Index and database compared, document by document: the net under what signals miss.

Decided here: what differs is looked at twice, since people go on working; a repair queues it, and what no repair makes
true is built anew, unless it cannot be indexed at all. Not here: when it is done (upkeep.py).
"""

import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from search import indexing, marks, outbox
from search.engines import engine
from search.engines.base import EngineBusy, Entry, NoIndex
from search.indexing import IndexForeign, Progress, batches, drain, eligible_ids, readable, rebuild, untold
from search.standing import Standing, standing

log = logging.getLogger(__name__)


@dataclass
class Drift:
    """Where index and database differ."""

    checked: int = 0
    missing: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    ghosts: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.ids)

    @property
    def ids(self) -> set[int]:
        return {*self.missing, *self.stale, *self.ghosts}


def reconcile(*, repair: bool = False, progress: Progress = untold) -> Drift:
    """Compares every document with its item; `repair` mends what differs, also an index that does not belong to the
    database, and removes what killed rebuilds left. Remembered either way (marks.last_reconcile)."""
    before = standing()
    if repair and before in (Standing.MISSING, Standing.OUTDATED):
        rebuild(progress=progress)
    drift = _drift(progress)
    if repair:
        if drift or before is Standing.FOREIGN:
            _mend(drift, progress, anew=before is Standing.FOREIGN)
        with suppress(EngineBusy):
            engine().sweep()
    marks.reconciled(
        {
            "checked": drift.checked,
            "missing": len(drift.missing),
            "stale": len(drift.stale),
            "ghosts": len(drift.ghosts),
            "repaired": repair and bool(drift),
        }
    )
    return drift


def _drift(progress: Progress = untold) -> Drift:
    drift = compare(eligible_ids(), entries(), progress)
    return _looked_at_again(drift, progress) if drift else drift


def entries() -> Iterable[Entry]:
    """What the index holds; nothing where there is none."""
    return [] if standing() is Standing.MISSING else engine().dump()


def _looked_at_again(drift: Drift, progress: Progress = untold) -> Drift:
    progress("再看一遍有出入的", 0, 0)
    suspects = drift.ids
    with suppress(IndexForeign, NoIndex):
        drain()
    again = compare(sorted(suspects & set(eligible_ids())), (e for e in entries() if e.id in suspects))
    return Drift(drift.checked, again.missing, again.stale, again.ghosts)


def _mend(drift: Drift, progress: Progress, *, anew: bool) -> None:
    if not anew:
        outbox.enqueue(drift.ids)
        failed = set(drain().failed)
        left = _looked_at_again(drift, progress)
        # What cannot be indexed at all is no better in a new index.
        anew = bool(left.ids - failed - outbox.all_pending().keys())
    if anew:
        log.warning("The index is not true to the database and no repair makes it so: building it anew.")
        rebuild(progress=progress)


def compare(ids: list[int], entries: Iterable[Entry], progress: Progress = untold) -> Drift:
    """Where these items and these entries of the index differ, by id, version and digest."""
    held = {entry.id: entry for entry in entries}
    drift = Drift(checked=len(held.keys() | set(ids)), ghosts=sorted(held.keys() - set(ids)))
    for number, batch in enumerate(batches(ids)):
        progress("逐项核对", number * indexing.BATCH, len(ids))
        ready, unreadable = readable({**dict.fromkeys(batch, 0), **outbox.versions(batch)})
        wanted = {document.id: (document.version, document.digest) for document in ready}
        # What cannot be read is not what the index holds, whatever that is.
        for id in sorted(wanted.keys() | unreadable.keys()):
            entry = held.get(id)
            if entry is None:
                drift.missing.append(id)
            elif wanted.get(id) != (entry.version, entry.digest):
                drift.stale.append(id)
    return drift
