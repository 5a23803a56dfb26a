"""Public pages are kept for a moment, and every cache on the way is told how long it may keep them.

Decided here: what is kept is the answer to a GET without a session, under address, 关怀版 bit, fragment bit and
the generation of what is public: a change is seen at once, and nothing is ever emptied. Search is not kept here,
because its index follows a change a moment later. Browsers ask again each time (and mostly hear 304); shared
caches may keep a page for SHARED_SECONDS, and may show an older one while they fetch or while we are away.
`Vary: Cookie` is the truth, since 关怀版 is a cookie and the only one a visitor has; a shared cache that other
cookies reach (a firewall's) should key on the cookie `care` alone.
"""

import hashlib
from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers

from catalog import generation
from catalog.models.reading import one_reading
from home import care

KEPT_SECONDS = 30  # what changes by the clock alone (opening hours, a notice's last day) is as old as this
SHARED_SECONDS = 30
STALE_WHILE_REVALIDATE = 60
STALE_IF_ERROR = 3600
LONGEST_ADDRESS = 600  # a longer one is no person's: answered, but not kept
KEPT_TYPES = ("text/html", "application/xml", "application/rss+xml", "application/atom+xml", "text/plain")
# Rooms whose answers follow from more than address and generation.
NOT_KEPT = {"search"}
NEVER_KEPT = ("wagtailadmin_home", "home:healthz", "home:readyz", "home:metrics")

View = Callable[[HttpRequest], HttpResponse]


class PageCacheMiddleware:
    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._may_be_kept(request):
            return self._kept_by_nobody(request, self.get_response(request))
        with one_reading():
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        key = self._key(request)
        found = caches["pages"].get(key)
        if found is not None:
            status, headers, content = found
            return HttpResponse(content, status=status, headers=headers)
        response = self.get_response(request)
        if self._is_public(request, response):
            self._tell_caches(response)
            if not self._room(request) & NOT_KEPT:
                caches["pages"].set(
                    key,
                    (response.status_code, dict(response.items()), response.content),
                    KEPT_SECONDS,
                )
        return response

    def _may_be_kept(self, request: HttpRequest) -> bool:
        return (
            request.method == "GET"
            and not care.has_session(request)
            and len(request.get_full_path()) <= LONGEST_ADDRESS
            and not request.path.startswith(tuple(map(reverse, NEVER_KEPT)))
        )

    def _key(self, request: HttpRequest) -> str:
        parts = [
            str(generation.current()),
            request.scheme or "",
            request.get_host(),
            request.get_full_path(),
            "care" if care.is_on(request) else "",
            request.headers.get("HX-Request", ""),
        ]
        return hashlib.blake2b("\n".join(parts).encode(), digest_size=20).hexdigest()

    def _is_public(self, request: HttpRequest, response: HttpResponse) -> bool:
        return (
            response.status_code == 200
            and not response.streaming
            and response.get("Content-Type", "").split(";")[0] in KEPT_TYPES
            and not response.cookies
            and not response.has_header("Cache-Control")  # the view has said something else
            and "Cookie" not in response.get("Vary", "")  # the answer asked for a session
        )

    def _tell_caches(self, response: HttpResponse) -> None:
        patch_cache_control(
            response,
            public=True,
            max_age=0,
            s_maxage=SHARED_SECONDS,
            stale_while_revalidate=STALE_WHILE_REVALIDATE,
            stale_if_error=STALE_IF_ERROR,
        )
        if response["Content-Type"].startswith("text/html"):
            patch_vary_headers(response, ["Cookie", "HX-Request"])

    def _kept_by_nobody(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """What somebody signed in sees is theirs alone."""
        if care.has_session(request) and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def _room(self, request: HttpRequest) -> set[str]:
        return set(request.resolver_match.app_names) if request.resolver_match else set()
