"""A breaker: after a few failures in a row nobody asks for a while, then one tries.

Decided here: how many, how long, and that exactly one request tries again while the others go on without. One for
each engine in a process. Not here: what a failure is (the engine says so), and what answers meanwhile
(finding.py).
"""

import threading
import time
from collections.abc import Callable
from enum import StrEnum

# One lost packet must not cost everybody the engine; three timeouts of a second are what one page may wait.
FAILURES = 3
# Long enough that a dead engine costs one waiting request in a hundred, short enough to be back within seconds.
PAUSE_SECONDS = 5.0


class State(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    TRYING = "trying"


class Breaker:
    """Ask `allows` before a request, then tell `succeeded` or `failed`."""

    def __init__(
        self,
        *,
        failures: int = FAILURES,
        pause: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit, self._pause, self._clock = failures, pause, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0
        self._shy_until = 0.0
        self.opened = 0

    @property
    def state(self) -> State:
        if self._failures < self._limit:
            return State.CLOSED
        return State.OPEN if self._clock() < self._until else State.TRYING

    def allows(self, *, spare: bool = False) -> bool:
        """Whether to ask now. Once the pause is over, one request is let through for each further pause. What somebody
        can do without (`spare`) is let through only while the last request succeeded, and then once a pause."""
        with self._lock:
            if spare and self._failures:
                if self._clock() < self._shy_until:
                    return False
                self._shy_until = self._clock() + self._pause
            match self.state:
                case State.CLOSED:
                    return True
                case State.OPEN:
                    return False
                case State.TRYING:
                    # Whoever tries may never come back (killed): the next one tries a pause later.
                    self._until = self._clock() + self._pause
                    return True

    def succeeded(self) -> None:
        """The engine answered, be it that it refused."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """The engine did not answer, or not in time."""
        with self._lock:
            self._failures += 1
            self._shy_until = self._clock() + self._pause
            if self._failures >= self._limit:
                self.opened += self._failures == self._limit
                self._until = self._clock() + self._pause
