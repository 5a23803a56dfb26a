"""How often one address may ask the interface: so many times in each minute of the clock."""

import time

from django.conf import settings
from django.core.cache import cache

DEFAULT_RATE = 1200
_MINUTE = 60


def is_allowed(address: str) -> bool:
    """Counts one call; False beyond the rate. An address is kept for a minute and nowhere written."""
    key = f"search-api:{address}:{int(time.time() // _MINUTE)}"
    cache.add(key, 0, timeout=2 * _MINUTE)
    try:
        return cache.incr(key) <= getattr(settings, "SEARCH_API_RATE", DEFAULT_RATE)
    except ValueError:  # it ran out between the two calls
        return True
