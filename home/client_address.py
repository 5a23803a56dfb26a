"""Which address a request comes from, behind our own proxies.

Decided here: each of TRUSTED_PROXIES adds one entry at the right of X-Forwarded-For, so the visitor is that many
from the right; whatever stands further left was written by the visitor and is believed by nobody. Without proxies,
or where the header is shorter than it must be, it is the address that connected. Limits per address (search, orders,
complaints) would otherwise count the whole city as one. Not here: what an address is used for, and it is never kept.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ClientAddressMiddleware:
    """Puts the visitor's address where Django's own is: REMOTE_ADDR."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        passed_on = [entry.strip() for entry in request.headers.get("X-Forwarded-For", "").split(",")]
        hops = settings.TRUSTED_PROXIES
        if 0 < hops <= len(passed_on) and passed_on[-hops]:
            request.META["REMOTE_ADDR"] = passed_on[-hops]
        return self.get_response(request)
