"""Brings what waits in the outbox into the index."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from search.indexing import drain


class Command(BaseCommand):
    help = "把等待索引的改动写进索引。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(asdict(drain())))
