"""The one background process: queued tasks, scheduled publishing, the search outbox.

Decided here: child processes work Wagtail's task queue and rebuild or compare the index (they can be long and may fail
on their own); this process ticks. A tick that fails is logged and tried again at the next, so one bad row never stops
the rest; an engine that is away is said once, not every second.
"""

import logging
import os
import signal
import sys
import time
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from catalog.complaining import contacts_forget
from home.children import Child, child_start, children_end
from home.upkeep import Upkeep
from search import indexing
from search.engines.base import EngineUnavailable

logger = logging.getLogger("worker")

OUTBOX_SECONDS = 1
PUBLISHING_SECONDS = 60
TASK_SECONDS = 8  # what a task has to finish in; less than `demo` gives this process


class Command(BaseCommand):
    help = "后台进程：执行排队任务、定时发布、更新检索。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.running = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        tasks = self._start_tasks()
        upkeep = Upkeep()
        self.away = ""
        next_publishing = 0.0
        try:
            while self.running:
                if tasks.poll() is not None:
                    logger.error("task queue ended with %s, starting it again", tasks.returncode)
                    tasks = self._start_tasks()
                self._tick(self._drain)
                self._tick(upkeep.tick)
                if time.monotonic() >= next_publishing:
                    self._tick(lambda: call_command("publish_scheduled", verbosity=0))
                    self._tick(contacts_forget)
                    next_publishing = time.monotonic() + PUBLISHING_SECONDS
                time.sleep(OUTBOX_SECONDS)
        finally:
            upkeep.end()
            children_end([tasks], seconds=TASK_SECONDS)

    def _start_tasks(self) -> Child:
        return child_start(
            os.path.abspath(sys.argv[0]), "db_worker", "--queue-name", "*", "--no-reload", "--verbosity", "0"
        )

    def _drain(self) -> None:
        try:
            indexing.drain()
        except EngineUnavailable as error:
            if not self.away:
                logger.warning("the index cannot follow for now: %s", error)
            self.away = str(error)
        else:
            if self.away:
                logger.warning("the index follows again")
            self.away = ""

    def _tick(self, work: Any) -> None:
        close_old_connections()
        try:
            work()
        except Exception:
            logger.exception("worker tick failed, trying again at the next")

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self.running = False
