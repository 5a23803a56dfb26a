"""What the head of a page says to search engines and to whoever shares it.

Decided here: the canonical address has no filters; a filtered list, a list of results and a page that is not
there are not indexed; the picture is the item's share picture. Read from the context that the page renders
from, so nothing is asked for twice. Not here: the <title> (each template's block) and the mapping of items to
schema.org (catalog.structured_data).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from catalog import structured_data
from catalog.covers.pictures import share_picture_path
from catalog.models import CatalogPage
from catalog.structured_data import Surroundings
from home.context import SiteContext
from home.models import HomePage

SITE_NAME = "河洛家教"
LONGEST_DESCRIPTION = 150
SHARE_WIDTH, SHARE_HEIGHT = 1200, 630
# As django.utils.html.json_script: nothing in the data can end the element.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Head:
    name: str = ""
    description: str = ""
    canonical: str = ""
    kind: str = "website"  # of Open Graph
    picture: str = ""
    indexed: bool = False
    structured: list[dict[str, Any]] = field(default_factory=list)
    feeds: bool = False

    picture_width = SHARE_WIDTH
    picture_height = SHARE_HEIGHT

    @property
    def structured_json(self) -> list[SafeString]:
        """The data blocks, safe inside <script>."""
        texts = (json.dumps(data, ensure_ascii=False, separators=(",", ":")) for data in self.structured)
        return [mark_safe(text.translate(_ESCAPES)) for text in texts]  # noqa: S308 - escaped just here


def head_of(request: HttpRequest | None, context: Mapping[str, Any]) -> Head:
    """The head of the page that is rendered from this context."""
    page = context.get("page")
    if request is None:
        return Head()
    if isinstance(page, CatalogPage):
        return _item_head(request, page, context)
    if isinstance(page, HomePage):
        return _front_head(request, page)
    if "listing" in context:
        return _list_head(request, context)
    if page is not None and hasattr(page, "get_url"):
        return _page_head(request, page)
    if "heading" in context:
        return Head(name=context["heading"], canonical=request.build_absolute_uri(request.path), indexed=True)
    return Head()


def _item_head(request: HttpRequest, item: Any, context: Mapping[str, Any]) -> Head:
    absolute = request.build_absolute_uri
    address = absolute(item.get_url(request))
    picture = absolute(share_picture_path(item))
    video = getattr(item, "video", None)
    around = Surroundings(
        address=address,
        permanent_address=absolute(reverse("catalog:short", args=[item.short_id])),
        picture=picture,
        video=absolute(video.url) if video else "",
        captions=absolute(video.captions_url) if video and context.get("cues") else "",
        authors=item.author_names,
        stops=context.get("stops", ()),
        activities=context.get("activities", ()),
        entries=[(entry.title, absolute(entry.get_url(request))) for _, entry in context.get("entries", ())],
    )
    steps = [
        (SITE_NAME, absolute(reverse("wagtail_serve", args=[""]))),
        (item.get_kind_display(), absolute(reverse("catalog:kind", args=[item.kind]))),
        (item.title, address),
    ]
    return Head(
        name=item.seo_title or item.title,
        description=_short(item.search_description or item.summary),
        canonical=address,
        kind="video.other" if video else "article",
        picture=picture,
        indexed=True,
        structured=[structured_data.item_data(item, around), structured_data.breadcrumbs(steps)],
    )


def _front_head(request: HttpRequest, page: HomePage) -> Head:
    address = request.build_absolute_uri(page.get_url(request))
    website = structured_data.website(
        name=SITE_NAME,
        address=address,
        search=request.build_absolute_uri(reverse("search:search")),
        publisher=SiteContext(request).organiser,
    )
    return Head(
        name=page.seo_title or page.title,
        description=_short(page.search_description or page.promise),
        canonical=address,
        indexed=True,
        structured=[website],
        feeds=True,
    )


def _list_head(request: HttpRequest, context: Mapping[str, Any]) -> Head:
    """A list; its further pages are themselves, its filtered forms are not."""
    listing, heading = context["listing"], context["heading"]
    address = request.build_absolute_uri(request.path)
    filtered = set(request.GET) - {"page"}
    number = listing.page.number
    canonical = address if filtered or number == 1 else f"{address}?page={number}"
    front = request.build_absolute_uri(reverse("wagtail_serve", args=[""]))
    return Head(
        name=heading,
        description=f"{heading}：共{listing.page.paginator.count}项家庭教育资源，给家长看，给老师用。",
        canonical=canonical,
        indexed=not filtered,
        structured=[structured_data.breadcrumbs([(SITE_NAME, front), (heading, address)])],
        feeds=listing.fixed.get("kind") == "lesson",
    )


def _page_head(request: HttpRequest, page: Any) -> Head:
    return Head(
        name=page.seo_title or page.title,
        description=_short(page.search_description or getattr(page, "summary", "")),
        canonical=request.build_absolute_uri(page.get_url(request)),
        indexed=True,
    )


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LONGEST_DESCRIPTION)
