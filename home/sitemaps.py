"""What search engines may find: every public item, the lists of the vocabulary and the standing pages.

Decided here: items come kind by kind in the order of their keys, so that an address stays in its file while
others come and go; filtered lists are no places of their own. Robots are told in robots.txt.
"""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse
from wagtail.models import Page

from catalog.facets import offered_terms
from catalog.models import CatalogPage, Grade, Theme
from catalog.models.choices import ItemKind
from home.front import counties_with
from home.models import BrandPage, HomePage, InfoPage

AT_ONCE = 5000


class ItemSitemap(Sitemap):
    """The public items of one kind."""

    limit = AT_ONCE

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def items(self) -> Any:
        fields = ["url_path", "last_published_at", "slug", "locale", "depth"]
        return CatalogPage.objects.public_items().filter(kind=self.kind).only(*fields).order_by("pk")

    def location(self, item: CatalogPage) -> str:
        return item.get_url()

    def lastmod(self, item: CatalogPage) -> datetime | None:
        return item.last_published_at

    def get_latest_lastmod(self) -> datetime | None:
        # Django's own asks every item, page by page.
        return self.items().order_by().aggregate(latest=Max("last_published_at"))["latest"]


class PlaceSitemap(Sitemap):
    """Front page, standing pages, counties that have something."""

    def items(self) -> list[Page]:
        items = CatalogPage.objects.public_items()
        counties = counties_with(items)
        standing = [model.objects.live().public() for model in (HomePage, BrandPage, InfoPage)]
        return [page for pages in (*standing, counties) for page in pages]

    def location(self, item: Page) -> str:
        return item.get_url()

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at


class ListSitemap(Sitemap):
    """Lists by kind, theme and stage that are not empty."""

    def items(self) -> list[str]:
        items = CatalogPage.objects.public_items()
        kinds = items.order_by().values_list("kind", flat=True).distinct()
        return [
            *(reverse("catalog:kind", args=[kind]) for kind in kinds),
            *(reverse("catalog:theme", args=[theme.code]) for theme in offered_terms(Theme, items)),
            *(reverse("catalog:grade", args=[stage.code]) for stage in offered_terms(Grade, items)),
        ]

    def location(self, item: str) -> str:
        return item


SITEMAPS: dict[str, Sitemap] = {
    "places": PlaceSitemap(),
    "lists": ListSitemap(),
    **{kind: ItemSitemap(kind) for kind in ItemKind.values},
}
