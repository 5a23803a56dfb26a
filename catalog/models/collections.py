"""Collections (专题): items in the editor's order, with the editor's words."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page

from catalog.models.base import CatalogPage
from catalog.models.choices import ItemKind, Occasion
from catalog.panels import LooksPanel


class CollectionPage(CatalogPage):
    """每月指导菜单, 开学第一课, 一县区一品, a season."""

    item_kind = ItemKind.COLLECTION

    occasion = models.CharField("场合", max_length=8, choices=Occasion.choices, blank=True)
    words = models.CharField("编辑的话", max_length=200, blank=True)

    content_panels = [
        LooksPanel(heading="审核与发布"),
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("occasion"), FieldPanel("words"), FieldPanel("cover")], heading="专题"),
        InlinePanel("entries", label="资源", heading="收入的资源（按顺序）"),
        *CatalogPage.shared_panels,
    ]

    class Meta:
        verbose_name = "专题"
        verbose_name_plural = "专题"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "entries": self._shown, "beside": [item for _, item in self._shown]}

    def related_items(self) -> list[CatalogPage]:
        """Also fetches what the collection holds, which stands in a list of its own."""
        entries = list(self.entries.all())
        held = CatalogPage.objects.filter(pk__in=[entry.item_id for entry in entries]).order_by()
        found = {item.pk: item for item in self._neighbours(held.values("pk"))}
        self._shown = [(entry, found[entry.item_id]) for entry in entries if entry.item_id in found]
        return [item for item in found.values() if item.link_order is not None]


class CollectionEntry(Orderable):
    page = ParentalKey(CollectionPage, on_delete=models.CASCADE, related_name="entries")
    item = models.ForeignKey(
        CatalogPage, verbose_name="资源", on_delete=models.CASCADE, related_name="collection_entries"
    )
    note = models.CharField("编辑的话", max_length=120, blank=True)

    panels = [PageChooserPanel("item", "catalog.CatalogPage"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = "收入的资源"

    def __str__(self) -> str:
        return f"{self.page_id} · {self.item_id}"
