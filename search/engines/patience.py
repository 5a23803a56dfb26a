"""How long whoever waits still waits: one measure for all questions that a page asks of an engine.

Decided here: a page asks several questions, one after the other; an engine that answers each of them just in time would
cost their sum, so they share one end. What a page can do without waits a fraction of that, and not at all for an engine
that has just failed somebody (breaker.py), so that a slow engine slows no page but a search's. Not here: how long a
search waits (SEARCH_TIMEOUT), and what answers when it is over (finding.py).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

# An engine that is well answers in a tenth of it.
SPARE_SECONDS = 0.25

_spare: ContextVar[bool] = ContextVar("search_patience_spare", default=False)
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


@contextmanager
def spare() -> Iterator[None]:
    """What is read of an engine inside the block is nothing that the page needs."""
    token = _spare.set(True)
    try:
        with patience(SPARE_SECONDS):
            yield
    finally:
        _spare.reset(token)


def is_spare() -> bool:
    """Whether the page can do without what is asked now."""
    return _spare.get()


def seconds_left(most: float) -> float:
    """How long the next question may take: `most`, or what is left; nothing and less when the end is over."""
    end = _end.get()
    return most if end is None else min(most, end - time.monotonic())
