"""How the index stands, in facts: for the operators' screen, the commands, readiness and metrics.

Decided here: nothing is judged but what everybody must judge alike (is it there, is it today's, does it hold as many
as may be found). Not here: what is done about it (indexing.py), and whom it keeps from serving (home/readiness.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from search import marks, outbox
from search.analysis import ANALYSIS_VERSION
from search.documents import eligible
from search.engines import engine
from search.engines.base import EngineUnavailable
from search.engines.breaker import State
from search.models import OutboxRow
from search.standing import Standing, standing

MOST_FAILING = 50


@dataclass(frozen=True)
class IndexFacts:
    """What costs nothing to know: no item is counted. `failing` of those that wait were tried in vain."""

    engine: str
    documents: int
    is_usable: bool
    waiting: int
    failing: int
    lag_seconds: float


def index_facts() -> IndexFacts:
    """For those who ask every few seconds."""
    told = engine().status()
    waiting, oldest = outbox.lag()
    return IndexFacts(
        engine=told.engine,
        documents=told.documents,
        is_usable=told.index is not None and not told.stale and marks.belongs(told.mark),
        waiting=waiting,
        failing=OutboxRow.objects.pending().filter(attempts__gt=0).count(),
        lag_seconds=round(oldest.total_seconds(), 1),
    )


@dataclass(frozen=True)
class IndexState:
    """`items` may be found and `documents` are held; `waiting` changed since and are not yet in the index, the oldest
    for `lag_seconds`; `breaker` is this process's way to a server, empty where there is none; `older` indexes are kept to go
    back to; `reconciled` is how the last comparison ended."""

    engine: str
    index: str | None
    documents: int
    items: int
    analysis: str | None
    analysis_wanted: str
    standing: Standing
    waiting: int
    lag_seconds: float
    breaker: str
    older: tuple[str, ...]
    reconciled_at: datetime | None
    reconciled: Mapping[str, Any]

    @property
    def is_whole(self) -> bool:
        """Whether the index is there, today's, and of as many documents as there are items but for what waits."""
        return self.standing is Standing.GOOD and abs(self.documents - self.items) <= self.waiting


def index_state() -> IndexState:
    """The facts as they are now. An engine that is away has no index."""
    told = engine().status()
    waiting, oldest = outbox.lag()
    last = marks.last_reconcile()
    return IndexState(
        engine=told.engine,
        index=told.index,
        documents=told.documents,
        items=eligible().count(),
        analysis=told.analysis,
        analysis_wanted=ANALYSIS_VERSION,
        standing=standing(),
        waiting=waiting,
        lag_seconds=round(oldest.total_seconds(), 1),
        breaker=breaker_state(),
        # A writer's patience is long: who looks at a screen must not wait for it.
        older=() if told.away else _older(told.index),
        reconciled_at=last.reconciled_at,
        reconciled=last.reconciled,
    )


def _older(current: str | None) -> tuple[str, ...]:
    """The indexes that can be gone back to, the newest first."""
    try:
        return tuple(name for name in engine().generations() if current is None or name < current)
    except EngineUnavailable:
        return ()


def breaker_state() -> str:
    """`closed`, `open` or `trying`; empty for an engine without a server."""
    breaker: Any = getattr(engine(), "breaker", None)
    return State(breaker.state).value if breaker else ""


def failing() -> list[OutboxRow]:
    """What could not be indexed, the most often tried first."""
    rows = OutboxRow.objects.pending().filter(attempts__gt=0)
    return list(rows.order_by("-attempts", "object_id")[:MOST_FAILING])
