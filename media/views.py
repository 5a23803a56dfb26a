"""The addresses of files. What may be read is decided in `media.access`.

A file that this request may not have is not there (404) for everybody: a refusal would
tell that it exists. The name at the end of a document's address is for people only, so
a printed address still works after the file was replaced by one with another name.
"""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from media import access
from media.captions import webvtt
from media.models import Document, Video
from media.serving import cache_control, file_response, picture_response


@require_safe
def document(request: HttpRequest, pk: int, filename: str) -> HttpResponseBase:
    return _send(request, get_object_or_404(Document.objects.select_related("collection"), pk=pk))


@require_safe
def video(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _send(request, get_object_or_404(Video.objects.select_related("collection"), pk=pk))


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture or rendition; public by design, and nothing else in that folder is."""
    try:
        return picture_response(request, name)
    except FileNotFoundError as error:
        raise Http404 from error


@require_safe
def captions(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The cues of a video as WebVTT, for whoever may have the video."""
    spoken: Video = get_object_or_404(Video.objects.select_related("collection"), pk=pk)
    public = _allowed(request, spoken)
    body = webvtt(spoken.cues.all()).encode()
    response = HttpResponse(body, content_type="text/vtt; charset=utf-8")
    response["ETag"] = etag = f'"{hashlib.sha256(body).hexdigest()}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = cache_control(public=public)
    _vary(response, public=public)
    return get_conditional_response(request, etag, None, response) or response


def _send(request: HttpRequest, file: Document | Video) -> HttpResponseBase:
    public = _allowed(request, file)
    try:
        response = file_response(request, file, public=public)
    except FileNotFoundError as error:
        raise Http404 from error
    _vary(response, public=public)
    return response


def _allowed(request: HttpRequest, file: Document | Video) -> bool:
    """Is the file public? Raise Http404 where it is not, nor this user's to read."""
    # Asked first, so that a visitor's session is not even looked at.
    if access.is_public(file):
        return True
    if access.may_read(request.user, file):
        return False
    raise Http404


def _vary(response: HttpResponseBase, *, public: bool) -> None:
    if not public:
        patch_vary_headers(response, ["Cookie"])
