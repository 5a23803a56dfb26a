"""What hangs on an item of any kind as rows of its own: its authors, and its links to other items."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable


class ItemAuthor(Orderable):
    """An author, in the order in which they are named. Phone and ID numbers are never stored here."""

    page = ParentalKey("catalog.CatalogPage", on_delete=models.CASCADE, related_name="authors")
    name = models.CharField("姓名", max_length=60)
    role = models.CharField("身份", max_length=60, blank=True, help_text="如：主讲、撰稿。不填手机号。")

    panels = [FieldPanel("name"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = "作者"

    def __str__(self) -> str:
        return self.name


class ItemLink(Orderable):
    """An edge of the graph lesson ↔ plan ↔ route ↔ unit. Written on one page, shown on both."""

    source = ParentalKey("catalog.CatalogPage", on_delete=models.CASCADE, related_name="links_from_here")
    target = models.ForeignKey(
        "catalog.CatalogPage", verbose_name="资源", on_delete=models.CASCADE, related_name="links_to_here"
    )

    panels = [PageChooserPanel("target", "catalog.CatalogPage")]

    class Meta(Orderable.Meta):
        verbose_name = "相关资源"
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="no_link_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"
