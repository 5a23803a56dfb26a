"""What follows from a change inside the catalogue itself."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction

from catalog.models import CatalogPage, Grade, Theme
from catalog.models.base import county_id_at
from catalog.signals import items_changed
from catalog.terms import forget_terms

for _vocabulary in (Grade, Theme):
    post_save.connect(forget_terms, sender=_vocabulary)
    post_delete.connect(forget_terms, sender=_vocabulary)


@receiver(post_save, sender=Page)
def items_follow_a_moved_page(instance: Page, **kwargs: Any) -> None:
    """A move saves the moved page as a plain Page inside its transaction (no item is saved that way
    otherwise): the county of everything below it is that of its new place."""
    items = CatalogPage.objects.filter(path__startswith=instance.path)
    if county_id := county_id_at(instance.path):
        items.update(county_id=county_id)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def items_hear_of_a_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A restriction changes what is public below its page without saving anything there."""
    below = CatalogPage.objects.filter(path__startswith=instance.page.path)
    items_changed.send(sender=CatalogPage, ids=list(below.order_by().values_list("pk", flat=True)))
