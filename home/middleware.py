"""What every request and answer passes: the site it belongs to, and the headers that say what a browser may
load, from where, and what it tells others.

Decided here: public pages run no inline script or style at all; Wagtail's admin still needs some and gets a
policy of its own; an answer that already carries a policy (files: `sandbox`) keeps it. The other headers are
Django's (SecurityMiddleware); HSTS is production's. Keeping pages: page_cache.py.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from catalog.kept import kept
from home import care, metrics

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def public_policy() -> str:
    """Ours alone; players elsewhere only from approved hosts."""
    players = " ".join(f"https://{host}" for host in settings.CATALOG_PLAYER_HOSTS) or "'none'"
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "media-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            f"frame-src {players}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'self'",  # the admin previews pages in a frame
        ]
    )


def admin_policy() -> str:
    """Wagtail's date choosers and dialogues still carry inline scripts; nothing comes from elsewhere."""
    return "; ".join(
        [
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "form-action 'self'",
            "base-uri 'self'",
            "frame-ancestors 'self'",
        ]
    )


class CountingMiddleware:
    """Counts every answer and what it took, by room; an answer that was kept (page_cache.py) has none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        room = (match.app_names or [match.view_name])[0] if match else "kept"
        metrics.SECONDS.labels(room).observe(time.perf_counter() - started)
        metrics.REQUESTS.labels(room, f"{response.status_code // 100}xx").inc()
        return response


class SecurityHeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        in_admin = request.path.startswith(reverse("wagtailadmin_home"))
        response.headers.setdefault(
            "Content-Security-Policy", admin_policy() if in_admin else public_policy()
        )
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class KnownSiteMiddleware:
    """Wagtail asks the database for the site and its front page at every request; they are furniture."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "GET" and not care.has_session(request):
            name = f"site:{request.get_host()}"
            request._wagtail_site = SimpleLazyObject(  # type: ignore[attr-defined]
                lambda: kept(name, lambda: _site_with_front_page(request))
            )
        return self.get_response(request)


def _site_with_front_page(request: HttpRequest) -> Site | None:
    del request._wagtail_site  # type: ignore[attr-defined]  # or Wagtail would answer with what asks here
    site = Site.find_for_request(request)
    if site is not None:
        site.root_page = site.root_page.localized.specific
    return site
