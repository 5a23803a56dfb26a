"""Says a refusal where it was asked: a message, and back to the page it is about."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from catalog.publication.refusals import Refused


class RefusalMiddleware:
    """Wagtail's own views decide looks; what a look refuses reaches the person by this."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        messages.error(request, str(exception))
        pk = getattr(exception.page, "pk", None)
        address = reverse("wagtailadmin_pages:edit", args=[pk]) if pk else reverse("wagtailadmin_home")
        if request.headers.get("x-requested-with") == "XMLHttpRequest":  # a dialogue, which follows this
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)
