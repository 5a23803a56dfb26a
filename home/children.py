"""Processes that a command starts and that do not outlive it.

Decided here: on Linux the kernel ends a child whose parent is gone, however that happened (kill -9, out of
memory); elsewhere only an orderly end reaches it. Ending asks first and then insists.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable

from django.conf import settings

PR_SET_PDEATHSIG = 1
Child = subprocess.Popen[bytes]


def child_start(*arguments: str, environment: dict[str, str] | None = None) -> Child:
    """Runs Python with these arguments."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *arguments],
        env=environment,
        cwd=settings.BASE_DIR,
        preexec_fn=_follow(os.getpid()),
    )


def children_end(children: Iterable[Child], *, seconds: float) -> None:
    """Asks all to end, and kills what still runs after so many seconds. A second Ctrl-C does not interrupt it."""
    former = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGTERM, signal.SIGINT)}
    running = [child for child in children if child.poll() is None]
    for child in running:
        child.terminate()
    for child in running:
        try:
            child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    for number, handler in former.items():
        signal.signal(number, handler)


def _follow(parent: int) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def follow() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it was gone before the kernel was told
            os._exit(1)

    return follow
