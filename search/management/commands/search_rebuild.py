"""Fills a new index and swaps it in."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines import engine
from search.engines.base import EngineBusy, EngineUnavailable
from search.indexing import RebuildFailed, is_current, rebuild


class Command(BaseCommand):
    help = "重建检索索引：建好新的再替换，期间检索不中断。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keep", type=int, default=1, metavar="N", help="保留几个旧索引（默认1）")
        parser.add_argument(
            "--if-needed", action="store_true", help="索引完好、分析版本一致、属于这个数据库时什么也不做"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_needed"] and is_current():
            self.stdout.write("索引是新的，不用重建。")
            return
        started = monotonic()
        try:
            done = rebuild(keep=max(options["keep"], 0))
        except EngineBusy as error:
            raise CommandError("另一个重建正在进行。") from error
        except RebuildFailed as error:
            raise CommandError(f"新索引与数据库不符，仍用旧索引：{error}") from error
        except EngineUnavailable as error:
            raise CommandError(f"检索引擎没有应答，仍用旧索引：{error}。引擎恢复后再来一次。") from error
        self.stdout.write(f"已索引{engine().status().documents}项，用时{monotonic() - started:.1f}秒。")
        if done.failed:
            raise CommandError(f"{len(done.failed)}项未能索引：{done.failed[:20]}")
