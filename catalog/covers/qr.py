"""QR codes of short addresses.

Decided here: error correction M with a quiet zone of four modules, so that a print on rough paper still
reads; the host is the one that the visitor asked (ALLOWED_HOSTS guards it). Not here: where codes are shown.
"""

from typing import Any

import segno
from django.http import HttpRequest
from django.urls import reverse

INK = "#17211C"
QUIET = 4
LONGEST = 24 * 3600  # seconds: a later moment is no moment of a lesson


def seconds_of(text: str | None) -> int:
    """The moment in `?t=`, 0 when there is none that makes sense."""
    if text and text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= LONGEST:
        return int(text)
    return 0


def short_address(request: HttpRequest, item: Any, seconds: int = 0) -> str:
    """The absolute address that a code leads to."""
    moment = f"?t={seconds}" if seconds else ""
    return request.build_absolute_uri(reverse("catalog:short", args=[item.short_id]) + moment)


def qr_modules(text: str) -> tuple[str, int]:
    """The dark modules as one path, and the width of the code with its quiet zone."""
    matrix = segno.make_qr(text, error="m", boost_error=False).matrix
    path = ""
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            path += f"M{x + QUIET} {y + QUIET}h{run}v1h-{run}z" if run else ""
            x += run + 1
    return path, len(matrix) + 2 * QUIET


def qr_svg(text: str) -> str:
    """A code as a file of its own."""
    path, width = qr_modules(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * 8}" height="{width * 8}" viewBox="0 0 {width} {width}" '
        f'shape-rendering="crispEdges"><path fill="#FFF" d="M0 0h{width}v{width}H0z"/><path fill="{INK}" d="{path}"/></svg>'
    )
