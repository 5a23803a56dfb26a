"""What the house itself answers."""

from django.http import HttpRequest, HttpResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """The process runs. Asks neither database nor engine."""
    return HttpResponse("ok", content_type="text/plain")
