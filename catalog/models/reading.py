"""What one answer asks the database for again and again, asked once.

`with one_reading():` around the making of one answer (a GET, nothing is written); inside it `read(key, ask)`
keeps what `ask` found. Outside it asks each time, so nothing can be older than the answer that shows it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_kept: ContextVar[dict[str, Any] | None] = ContextVar("reading", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def read(key: str, ask: Callable[[], Any]) -> Any:
    kept = _kept.get()
    if kept is None:
        return ask()
    if key not in kept:
        kept[key] = ask()
    return kept[key]
