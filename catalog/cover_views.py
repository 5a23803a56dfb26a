"""Covers, shared pictures and QR codes of public items, as files.

Decided here: only the current version is ever drawn and may be kept for a year; an older address leads to
it. So nobody can make us draw at will, and a printed or shared address keeps working.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control

from catalog.covers.addresses import cover_version, drawn_cover_path, facts_of
from catalog.covers.pictures import (
    picture_version,
    poster,
    share_picture,
    share_picture_path,
    share_poster_path,
)
from catalog.covers.qr import qr_svg, seconds_of, short_address
from catalog.covers.silhouettes import draw, svg
from catalog.models import CatalogPage
from media.models import Cue

YEAR = 365 * 24 * 3600
MINUTE = 60
DAY = 24 * 3600


def _public_item(short_id: str) -> CatalogPage:
    items = CatalogPage.objects.public_items().for_cards()
    return get_object_or_404(items, short_id=short_id.lower())


def _kept(content: str | bytes, content_type: str, version: str) -> HttpResponse:
    """A file that never changes under its address."""
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = f'"{version}"'
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response


def _moved(address: str) -> HttpResponse:
    """The way from an older version to the current one."""
    response = redirect(address)
    patch_cache_control(response, public=True, max_age=MINUTE)
    return response


def cover(request: HttpRequest, short_id: str, version: str) -> HttpResponse:
    """The drawn cover."""
    item = _public_item(short_id)
    facts = facts_of(item)
    if version != cover_version(facts):
        return _moved(drawn_cover_path(item))
    return _kept(svg(draw(facts)), "image/svg+xml", version)


def share(request: HttpRequest, short_id: str, version: str) -> HttpResponse:
    """The picture that a shared link shows."""
    item = _public_item(short_id)
    if version != picture_version(item):
        return _moved(share_picture_path(item))
    return _kept(share_picture(item), "image/png", version)


def share_poster(request: HttpRequest, short_id: str, version: str) -> HttpResponse:
    """A poster to pass on, from `?t=` seconds on if a sentence of the lesson begins there."""
    item = _public_item(short_id)
    asked = seconds_of(request.GET.get("t"))
    seconds = asked if asked and _is_said(item, asked) else 0
    if version != picture_version(item) or seconds != asked:
        return _moved(share_poster_path(item, seconds))
    return _kept(poster(item, short_address(request, item, seconds), seconds), "image/png", version)


def _is_said(item: CatalogPage, seconds: int) -> bool:
    """Whether a sentence begins in this second: there are only so many, so nobody has us draw at will."""
    begins = {"start_ms__gte": seconds * 1000, "start_ms__lt": (seconds + 1) * 1000}
    return Cue.objects.filter(video__lessons=item.pk, **begins).exists()


def qr_code(request: HttpRequest, short_id: str) -> HttpResponse:
    """The QR code of an item's short address, from `?t=` seconds on."""
    item = _public_item(short_id)
    response = HttpResponse(
        qr_svg(short_address(request, item, seconds_of(request.GET.get("t")))), content_type="image/svg+xml"
    )
    patch_cache_control(response, public=True, max_age=DAY)
    return response
