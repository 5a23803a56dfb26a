"""关怀版: larger type, larger targets, one column. One bit, in the only cookie that a visitor ever gets.

Decided here: the cookie is set only by choosing it, holds nothing but "on", and leaves with the choice. What
it looks like is the stylesheet's (`data-care` on <html>); that kept pages are told apart by it is page_cache's.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix

COOKIE = "care"
ON = "on"
YEAR = 365 * 24 * 3600


def is_on(request: HttpRequest) -> bool:
    return request.COOKIES.get(COOKIE) == ON


def choose(request: HttpRequest, response: HttpResponse, *, on: bool) -> None:
    """Writes the choice into the response."""
    if on:
        response.set_cookie(
            COOKIE,
            ON,
            max_age=YEAR,
            path=get_script_prefix(),
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE, path=get_script_prefix(), samesite="Lax")


def has_session(request: HttpRequest) -> bool:
    """Whether somebody may be signed in. Reads no session, so that a visitor's page never depends on one."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES
