"""Brings what waits in the outbox into the index."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineUnavailable
from search.indexing import IndexForeign, drain


class Command(BaseCommand):
    help = "把等待索引的改动写进索引。"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = drain()
        except IndexForeign as error:
            raise CommandError(
                "索引属于数据库的另一个状态（恢复过备份？），要重建：search_rebuild。"
            ) from error
        except EngineUnavailable as error:
            raise CommandError(f"检索引擎没有应答，改动都还在发件箱里：{error}") from error
        self.stdout.write(json.dumps(asdict(done)))
