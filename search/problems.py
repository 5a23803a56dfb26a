"""Errors of the interface for programs, as RFC 9457 says them (application/problem+json). Not here: which there are."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from search.rate import seconds_left


def problem(request: HttpRequest, status: int, detail: str = "") -> HttpResponse:
    """An error as RFC 9457 says it."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    response["Access-Control-Allow-Origin"] = "*"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = str(seconds_left())
    return response


def telling_problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What Django and ninja answer in their own words (a wrong method, too many parameters), as all other errors."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except SuspiciousOperation:
            return problem(request, 400, "参数太多或不合规。")
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            refused = problem(request, 405, "这个接口只读，请用GET。")
            refused["Allow"] = response["Allow"]
            return refused
        return response

    return told


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    """Any other address of the interface."""
    return problem(request, 404, "接口里没有这个地址，说明在docs。")
