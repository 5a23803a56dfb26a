"""What the engine holds and what waits for it."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from search import marks, outbox
from search.analysis import ANALYSIS_VERSION
from search.engines import engine
from search.engines.base import EngineUnavailable
from search.standing import standing


class Command(BaseCommand):
    help = "检索引擎、索引和等待队列的情况（JSON）。"

    def handle(self, *args: Any, **options: Any) -> None:
        waiting, oldest = outbox.lag()
        last = marks.last_reconcile()
        status = engine().status()
        told = {
            **asdict(status),
            "standing": standing(),
            "kept": [] if status.away else _kept(),
            "analysis_wanted": ANALYSIS_VERSION,
            "outbox": waiting,
            "lag_seconds": round(oldest.total_seconds(), 1),
            "last_reconcile": {"at": last.reconciled_at.isoformat(), **last.reconciled}
            if last.reconciled_at
            else None,
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False))


def _kept() -> list[str]:
    """The indexes that there are, the newest first; one can be gone back to."""
    try:
        return engine().generations()
    except EngineUnavailable:
        return []
