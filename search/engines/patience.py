"""How long whoever waits still waits: one measure for all questions that a page asks of an engine.

Decided here: a page asks several questions, one after the other; an engine that answers each of them just in time would
cost their sum, so they share one end. Not here: how long it is (SEARCH_TIMEOUT), and what answers when it is over
(finding.py).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

_end: ContextVar[float | None] = ContextVar("search_patience_end", default=None)


@contextmanager
def patience(seconds: float | None = None) -> Iterator[None]:
    """All that is read of an engine inside the block takes no longer than this together (SEARCH_TIMEOUT)."""
    most = settings.SEARCH_TIMEOUT if seconds is None else seconds
    token = _end.set(time.monotonic() + seconds_left(most))
    try:
        yield
    finally:
        _end.reset(token)


def seconds_left(most: float) -> float:
    """How long the next question may take: `most`, or what is left; nothing and less when the end is over."""
    end = _end.get()
    return most if end is None else min(most, end - time.monotonic())
