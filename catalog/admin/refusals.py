"""Says a refusal where it was asked: a message, and back to the page it is about.

Also that of the database: what is in use (a picture, a document, a video) is not deleted. Wagtail asks for this on
the screen of one file, but not where several were uploaded or ticked.
"""

from collections.abc import Callable

from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages

from catalog.publication.refusals import Refused


class RefusalMiddleware:
    """Wagtail's own views decide looks and delete files; what is refused reaches the person by this."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, ProtectedError):
            return _in_use(request, exception)
        if not isinstance(exception, Refused):
            return None
        messages.error(request, str(exception))
        pk = getattr(exception.page, "pk", None)
        address = reverse("wagtailadmin_pages:edit", args=[pk]) if pk else reverse("wagtailadmin_home")
        if request.headers.get("x-requested-with") == "XMLHttpRequest":  # a dialogue, which follows this
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)


def _in_use(request: HttpRequest, exception: ProtectedError) -> HttpResponse:
    said = f"还有{len(exception.protected_objects)}处在用它，没有删除。请先在用到的地方换掉，再来删除。"
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"success": False, "error_message": said}, status=409)
    messages.error(request, said)
    back = request.GET.get("next") or request.headers.get("referer", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else reverse("wagtailadmin_home"))
