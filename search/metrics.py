"""What search counts for Prometheus: answers, what they took, failures of the engine. Nothing about who or what.

Decided here: no label holds words, items or visitors; the breaker is told as each process last saw it. What lies in
the database (the outbox) is read when it is asked for (home/metrics.py), not counted here.
"""

from prometheus_client import Counter, Gauge, Histogram

from search.engines.breaker import State
from search.status import breaker_state

ANSWERS = Counter("heluo_search_answers", "Questions answered, by who answered.", ["by"])
EMPTY = Counter("heluo_search_empty", "Questions with words to which an engine found nothing.")
ENGINE_ERRORS = Counter("heluo_search_engine_errors", "Times that the engine could not answer.")
SECONDS = Histogram(
    "heluo_search_seconds",
    "What an answer took, from the words to the confirmed hits.",
    ["by"],
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)
BREAKER_OPEN = Gauge(
    "heluo_search_breaker_open",
    "1 where some process does not ask the engine for now, as it saw it last.",
    multiprocess_mode="livemax",
)


def answered(*, by: str, seconds: float, empty: bool) -> None:
    """One question was answered."""
    ANSWERS.labels(by).inc()
    SECONDS.labels(by).observe(seconds)
    if empty:
        EMPTY.inc()
    BREAKER_OPEN.set(breaker_state() not in ("", State.CLOSED))


def engine_failed() -> None:
    """The engine could not answer; somebody else does."""
    ENGINE_ERRORS.inc()
