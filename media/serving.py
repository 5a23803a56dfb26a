"""How a stored file is sent once it is allowed: headers, validators, ranges, chunks.

nginx sends it when MEDIA_ACCEL_PREFIX names its internal location; it then does ranges
and conditions itself, and keeps only some of our headers, so that location must add
`X-Content-Type-Options: nosniff` and the Content-Security-Policy again.
"""

import mimetypes
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import quote

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe

from media.ranges import ByteRange, UnsatisfiableRange, range_parse

_CHUNK = 1 << 18

# A sandboxed response is the safest, but browsers refuse to show a PDF in one; their PDF
# viewers have a sandbox of their own, and nosniff keeps a PDF from being anything else.
_POLICY_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_POLICY_VIDEO = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'"
_POLICY_OTHERS = "default-src 'none'; sandbox"


class FileSlice:
    """An iterator over part of a file that closes the file, also when the client leaves."""

    def __init__(self, stream: IO[bytes] | File, part: ByteRange) -> None:
        self._stream = stream
        self._part = part

    def __iter__(self) -> Iterator[bytes]:
        left = self._part.length
        self._stream.seek(self._part.first)
        while left and (chunk := self._stream.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._stream.close()


class ExactResponse(StreamingHttpResponse):
    """A streamed file that no middleware may recode.

    Compressing would change what byte positions mean, so GZipMiddleware has to think
    that it has been done; a `Content-Encoding: identity` on the wire would be wrong.
    """

    def has_header(self, header: str) -> bool:
        return header.lower() == "content-encoding" or super().has_header(header)


def file_response(request: HttpRequest, file: Any, *, public: bool) -> HttpResponseBase:
    """Answer a GET or HEAD for a `Document` or `Video` that this request may have."""
    if settings.MEDIA_ACCEL_PREFIX:
        response: HttpResponseBase = HttpResponse(content_type=_content_type(file))
        prefix = settings.MEDIA_ACCEL_PREFIX.rstrip("/")
        response["X-Accel-Redirect"] = f"{prefix}/{quote(file.file.name)}"
    else:
        etag = f'"{file.sha256}"' if file.sha256 else None
        response = _stored_response(request, file.file.storage, file.file.name, _content_type(file), etag)
    return _described(response, file, public=public)


def picture_response(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer for a public picture, where no web server in front does it.

    A stored name is random and never used twice, so it is validator and version in one.
    """
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = _stored_response(request, default_storage, name, mime, f'"{name}"')
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY_OTHERS
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _stored_response(
    request: HttpRequest, storage: Storage, name: str, mime: str, etag: str | None
) -> HttpResponseBase:
    size = storage.size(name)
    modified = int(storage.get_modified_time(name).timestamp())
    response: HttpResponseBase | None = get_conditional_response(request, etag, modified)
    if response is None:
        try:
            part = _asked_range(request, size, etag, modified)
        except UnsatisfiableRange:
            response = HttpResponse(status=416)
            response["Content-Range"] = f"bytes */{size}"
        else:
            response = _body_response(request, storage, name, mime, part or ByteRange(0, size - 1))
            if part:
                response.status_code = 206
                response["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    if etag:
        response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Accept-Ranges"] = "bytes"
    return response


def _body_response(
    request: HttpRequest, storage: Storage, name: str, mime: str, part: ByteRange
) -> HttpResponseBase:
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=mime)
    else:
        response = ExactResponse(FileSlice(storage.open(name, "rb"), part), content_type=mime)
    response["Content-Length"] = str(part.length)
    return response


def _asked_range(request: HttpRequest, size: int, etag: str | None, modified: int) -> ByteRange | None:
    header = request.headers.get("Range", "")
    if not header or request.method != "GET":
        return None
    # A player that continues an old download must not be given bytes of a new file.
    condition = request.headers.get("If-Range", "").strip()
    if condition and condition != etag and parse_http_date_safe(condition) != modified:
        return None
    return range_parse(header, size)


def _described(response: HttpResponseBase, file: Any, *, public: bool) -> HttpResponseBase:
    mime = _content_type(file)
    inline = mime == "application/pdf" or mime.startswith("video/")
    shown = _POLICY_PDF if mime == "application/pdf" else _POLICY_VIDEO
    response["Content-Disposition"] = content_disposition_header(not inline, file.filename) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = shown if inline else _POLICY_OTHERS
    response["Cache-Control"] = cache_control(public=public)
    return response


def cache_control(*, public: bool) -> str:
    # Public today may be withdrawn tomorrow, so a cache asks again after five minutes.
    return "public, max-age=300" if public else "private, no-cache"


def _content_type(file: Any) -> str:
    # Without a charset: text comes as its writer's computer wrote it, UTF-8 or GB18030.
    return str(file.mime or "application/octet-stream")
