"""The front page. What it gathers from the other rooms is in its context; it holds only its own words."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from catalog.facets import offered_terms
from catalog.models import CatalogPage, CountyIndexPage, Grade, Theme


class HomePage(Page):
    question = models.CharField("大字的一句问话", max_length=40, default="您遇到什么事了？")
    promise = models.CharField(
        "下面的一句说明", max_length=80, default="用平常的话写下来，找一节讲得明白、今晚就能做的课。"
    )

    max_count = 1
    subpage_types: ClassVar[list[str]] = ["catalog.CountyIndexPage"]
    content_panels = [*Page.content_panels, FieldPanel("question"), FieldPanel("promise")]

    class Meta:
        verbose_name = "首页"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        items = CatalogPage.objects.public_items()
        newest = items.order_by("-first_published_at", "-pk").for_cards()
        return {
            **super().get_context(request, *args, **kwargs),
            "stages": offered_terms(Grade, items),
            "themes": offered_terms(Theme, items),
            "newest_lessons": newest.filter(kind="lesson")[:8],
            "newest_collections": newest.filter(kind="collection")[:4],
            "counties": CountyIndexPage.objects.live()
            .filter(organisation__items_in_county__in=items)
            .distinct()
            .order_by("organisation__code"),
            "outings": newest.filter(kind__in=["route", "unit"])[:4],
        }
