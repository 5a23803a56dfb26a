"""How items are read: what is public, and all that a card or a page shows in as few queries as it can.

Decided here: `public_items` is the one rule of eligibility for lists, search, feeds and interfaces. Not here: the
item itself (base.py), and which facets narrow a list (catalog.facets).
"""

from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import PageManager

from catalog.models.covered import CoveredQuerySet
from catalog.models.item_parts import ItemAuthor
from catalog.models.json_lists import JsonList
from catalog.models.restrictions import restricted_q
from catalog.models.vocabulary import GradedItem, KeywordedItem, ThemedItem
from catalog.signals import items_changed

# The keyword of demonstration content, which every page says.
SAMPLE = "示例"


class CatalogQuerySet(CoveredQuerySet):
    """Reads as verbs. Writes that send no Django signal tell the items they touched."""

    def public_items(self) -> "CatalogQuerySet":
        """What a visitor may see: live, nowhere behind a restriction, within its dates, and with something
        to watch or read. `live()` alone is not this."""
        return (
            self.live()
            .exclude(restricted_q())
            .filter(presentable=True)
            .exclude(expire_at__lte=timezone.now())
        )

    def for_cards(self, host: Any = None) -> "CatalogQuerySet":
        """All that a card of a list shows, in two queries however many items; `host` as `with_covers` has it."""
        sample = KeywordedItem.objects.filter(content_object=models.OuterRef("pk"), tag__name=SAMPLE)
        return (
            self.with_covers(host)
            .select_related("county")
            .annotate(
                lesson_form=models.F("lessonpage__form"),
                lesson_video=models.F("lessonpage__video"),
                is_sample=models.Exists(sample),
                known_grades=_listed(GradedItem, "content_object", "tag_id", "pk"),
                known_themes=_listed(ThemedItem, "content_object", "tag_id", "pk"),
            )
        )

    def for_page(self) -> "CatalogQuerySet":
        """All that an item's own page says beside its parts, in one query."""
        sample = KeywordedItem.objects.filter(content_object=models.OuterRef("pk"), tag__name=SAMPLE)
        video = ["video"] if hasattr(self.model, "video") else []
        return self.select_related("county", "source_organisation", "cover", *video).annotate(
            known_grades=_listed(GradedItem, "content_object", "tag_id", "pk"),
            known_themes=_listed(ThemedItem, "content_object", "tag_id", "pk"),
            known_authors=_listed(ItemAuthor, "page", "name", "sort_order"),
            is_sample=models.Exists(sample),
        )

    def update(self, **kwargs: Any) -> int:
        """`QuerySet.update` that tells the catalogue's listeners, inside the same transaction."""
        with transaction.atomic():
            ids = list(self.order_by().values_list("pk", flat=True))
            changed = super().update(**kwargs)
            items_changed.send(sender=apps.get_model("catalog", "CatalogPage"), ids=ids)
        return changed


def _listed(model: type[models.Model], of: str, column: str, order: str) -> JsonList:
    """The values of a column in the rows of one item."""
    rows = model._default_manager.filter(**{of: models.OuterRef("pk")}).order_by(order)
    return JsonList(rows.values(value=models.F(column)))


CatalogManager = PageManager.from_queryset(CatalogQuerySet)
