"""Runs what the search index needs by itself (search.upkeep) beside the worker's own ticks.

Decided here: one command at a time, as a child process, so that the outbox is drained all the while; a command that
could not help is tried again after as long as it took, but not at once. Not here: what is needed.
"""

import logging
import os
import sys
import time
from collections.abc import Callable

from home.children import Child, child_start, children_end
from search import upkeep

logger = logging.getLogger("worker")

LOOK_SECONDS = 5.0
REST_SECONDS = 15.0
END_SECONDS = 2.0


class Upkeep:
    """`tick` now and then, `end` at the end."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._child: Child | None = None
        self._started = 0.0
        self._next = 0.0

    def tick(self) -> None:
        """Starts what is due, unless something runs or was just tried."""
        now = self._clock()
        if self._child is not None:
            if self._child.poll() is None:
                return
            self._child = None
            self._next = now + max(REST_SECONDS, now - self._started)
        if now < self._next:
            return
        self._next = now + LOOK_SECONDS
        if command := upkeep.due():
            logger.info("the index needs %s", " ".join(command))
            self._started = now
            self._child = child_start(os.path.abspath(sys.argv[0]), *command)

    def end(self) -> None:
        """Whatever is cut off here is as safe as if it had been killed."""
        if self._child is not None:
            children_end([self._child], seconds=END_SECONDS)
