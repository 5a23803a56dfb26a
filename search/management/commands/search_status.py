"""What the engine holds and what waits for it."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from search import outbox
from search.analysis import ANALYSIS_VERSION
from search.engines import engine


class Command(BaseCommand):
    help = "检索引擎、索引和等待队列的情况（JSON）。"

    def handle(self, *args: Any, **options: Any) -> None:
        waiting, oldest = outbox.lag()
        told = {
            **asdict(engine().status()),
            "analysis_wanted": ANALYSIS_VERSION,
            "outbox": waiting,
            "lag_seconds": round(oldest.total_seconds(), 1),
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False))
