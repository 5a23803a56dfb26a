"""Where a cover is: addresses that name the version, so that they can be kept for a year.

Decided here: a version is a digest of all that the picture depends on; an uploaded picture replaces the
drawn cover. Not here: drawing (silhouettes.py, pictures.py) and answering (catalog.cover_views).
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from catalog.covers.facts import CoverFacts, bring_covers
from catalog.covers.silhouettes import DESIGN, shape_of

CARD_PICTURE = "fill-640x360|format-jpeg"
POSTER_PICTURE = "fill-1280x720|format-jpeg"


@dataclass(frozen=True)
class CoverImage:
    """What an <img> needs."""

    address: str
    width: int
    height: int
    shape: str


def digest(*parts: Any) -> str:
    """Ten hex digits that change when a part does."""
    return hashlib.sha256("\x1f".join(map(repr, parts)).encode()).hexdigest()[:10]


def facts_of(item: Any) -> CoverFacts:
    """The facts of one item; a list made by `with_covers()` has brought them along."""
    if not hasattr(item, "cover_facts"):
        bring_covers([item], CARD_PICTURE, POSTER_PICTURE)
    return item.cover_facts


def cover_version(facts: CoverFacts) -> str:
    """The version of the drawn cover."""
    return digest(DESIGN, facts)


def drawn_cover_path(item: Any) -> str:
    """The address of the drawn cover."""
    return reverse("catalog:cover", args=[item.short_id, cover_version(facts_of(item))])


def cover_image(item: Any, *, large: bool = False) -> CoverImage:
    """The item's cover: the uploaded picture, or the drawn one."""
    picture = uploaded_picture(item, POSTER_PICTURE if large else CARD_PICTURE)
    if picture is not None:
        return CoverImage(picture.url, picture.width, picture.height, "picture")
    shape, width, height = shape_of(item.kind)
    return CoverImage(drawn_cover_path(item), width, height, shape)


def uploaded_picture(item: Any, spec: str) -> Any | None:
    """A rendition of the uploaded picture; none when there is no picture or its file cannot be read."""
    if item.cover is None:
        return None
    facts_of(item)  # brings the renditions along
    try:
        return item.cover.get_rendition(spec)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return None
