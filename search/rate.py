"""How often one address may ask the interface: so many times in each minute of the clock.

Not here: whose address it is behind our proxies (home.client_address).
"""

import time

from django.conf import settings

from catalog import rate

_MINUTE = 60


def is_allowed(address: str) -> bool:
    """Counts one call; False beyond the rate."""
    return rate.is_allowed("search-api", address, most=settings.SEARCH_API_RATE, seconds=_MINUTE)


def seconds_left() -> int:
    """Until the next minute begins."""
    return _MINUTE - int(time.time() % _MINUTE)
