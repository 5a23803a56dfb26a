"""How often one address may ask the interface: so many times in each minute of the clock.

Decided here: behind proxies of our own (PROXY_COUNT) the address is the one that the outermost of them saw; what
a caller itself writes into the header before that is not believed.
"""

import time

from django.conf import settings
from django.http import HttpRequest

from catalog import rate

_MINUTE = 60


def address_of(request: HttpRequest) -> str:
    """Who asks."""
    proxies = settings.PROXY_COUNT
    passed = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    if proxies and len(passed) >= proxies:
        return str(passed[-proxies])[:64]
    return str(request.META.get("REMOTE_ADDR", ""))


def is_allowed(address: str) -> bool:
    """Counts one call; False beyond the rate."""
    return rate.is_allowed("search-api", address, most=settings.SEARCH_API_RATE, seconds=_MINUTE)


def seconds_left() -> int:
    """Until the next minute begins."""
    return _MINUTE - int(time.time() % _MINUTE)
