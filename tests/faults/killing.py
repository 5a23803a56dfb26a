"""Runs a command of manage.py and sends SIGKILL, or SIGSTOP, at one exact step of it.

    python -m tests.faults.killing --at search.engines.embedded.EmbeddedEngine.point_to --when after -- search_rebuild

Decided here: the step is a function of the program, wrapped from outside, so that the program itself knows nothing of
tests; the victim is this very process or another one (--victim: a process, or minus a process group), and it gets
the real signal, so that nothing is tidied up.
"""

import argparse
import importlib
import itertools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--at", required=True, help="module.function or module.Class.method")
    parser.add_argument("--call", type=int, default=1, help="at which call of it")
    parser.add_argument("--when", choices=["before", "after"], default="before")
    parser.add_argument("--victim", type=int, default=os.getpid())
    parser.add_argument("--signal", choices=["KILL", "STOP"], default="KILL")
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args()
    import django
    from django.core.management import execute_from_command_line

    django.setup()
    sent = signal.Signals[f"SIG{asked.signal}"]
    wrap(asked.at, call=asked.call, when=asked.when, victim=asked.victim, sent=sent)
    manage = str(Path(__file__).resolve().parents[2] / "manage.py")
    sys.argv = [manage, *asked.command]
    execute_from_command_line(sys.argv)


def wrap(path: str, *, call: int, when: str, victim: int, sent: signal.Signals) -> None:
    """Replaces a function by one that sends the victim a signal at its n-th call."""
    holder, name = located(path)
    original: Callable[..., Any] = getattr(holder, name)
    calls = itertools.count(1)

    def deadly(*args: Any, **kwargs: Any) -> Any:
        due = next(calls) == call
        if due and when == "before":
            os.kill(victim, sent)
        result = original(*args, **kwargs)
        if due and when == "after":
            os.kill(victim, sent)
        return result

    setattr(holder, name, deadly)


def located(path: str) -> tuple[Any, str]:
    """What holds the named function, and its name there."""
    parts = path.split(".")
    for length in range(len(parts) - 1, 0, -1):
        try:
            holder: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:-1]:
            holder = getattr(holder, part)
        return holder, parts[-1]
    raise SystemExit(f"There is no {path}.")


if __name__ == "__main__":
    main()
