"""Compares index and database; exit status 1 where they differ."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines.base import EngineBusy, EngineUnavailable
from search.indexing import RebuildFailed
from search.reconciling import reconcile


class Command(BaseCommand):
    help = "核对索引与数据库，有出入时退出码为1。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair",
            action="store_true",
            help="补上缺的，更新旧的，去掉多的；补不好的、不属于这个数据库的就重建",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            drift = reconcile(repair=options["repair"])
        except EngineUnavailable as error:
            raise CommandError(f"检索引擎没有应答，没有核对：{error}") from error
        except EngineBusy as error:
            raise CommandError("重建正在进行，等它结束再核对。") from error
        except RebuildFailed as error:
            raise CommandError(f"补不好，重建也与数据库不符：{error}") from error
        self.stdout.write(json.dumps(asdict(drift)))
        if drift:
            sys.exit(1)
