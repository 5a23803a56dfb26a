"""How often one address may do something: so many times in each span of the clock, counted in this process.

Decided here: an address is kept for two spans and nowhere written. A deployment with several processes allows as
many times more; what must hold exactly belongs in front of them.
"""

import time

from django.core.cache import cache


def is_allowed(name: str, address: str, *, most: int, seconds: int) -> bool:
    """Counts one; False beyond `most` in this span."""
    key = f"{name}:{address}:{int(time.time() // seconds)}"
    cache.add(key, 0, timeout=2 * seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out between the two calls
        return True
