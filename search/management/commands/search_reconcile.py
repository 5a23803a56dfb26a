"""Compares index and database; exit status 1 where they differ."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search.indexing import reconcile


class Command(BaseCommand):
    help = "核对索引与数据库，有出入时退出码为1。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="补上缺的，更新旧的，去掉多的")

    def handle(self, *args: Any, **options: Any) -> None:
        drift = reconcile(repair=options["repair"])
        self.stdout.write(json.dumps(asdict(drift)))
        if drift:
            sys.exit(1)
