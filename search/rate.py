"""How often one address may ask the interface: so many times in each minute of the clock."""

from django.conf import settings

from catalog import rate

DEFAULT_RATE = 1200
_MINUTE = 60


def is_allowed(address: str) -> bool:
    """Counts one call; False beyond the rate."""
    most = getattr(settings, "SEARCH_API_RATE", DEFAULT_RATE)
    return rate.is_allowed("search-api", address, most=most, seconds=_MINUTE)
