"""What is dear to find out and the same until something public changes: found once, kept in this process.

Decided here: kept under the generation of what is public, so it is as exact as if it were asked again; and for
KEPT_SECONDS at most. What follows from the clock must have the day in its name.
"""

from collections.abc import Callable
from typing import Any

from django.core.cache import caches

from catalog import generation

KEPT_SECONDS = 600


def kept(name: str, make: Callable[[], Any]) -> Any:
    """What `make` gives. It must be complete: a list, not a queryset that asks again."""
    key = f"{name}:{generation.current()}"
    return caches["pages"].get_or_set(key, make, KEPT_SECONDS)
