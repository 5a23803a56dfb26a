"""From an address to its page in one query.

Wagtail walks the tree from the front page, two queries a step, and asks for restrictions twice more. Places
and items carry their whole address, so they are looked up by it; what is not found here, Wagtail still walks.
"""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Page

from catalog.models import CatalogPage, CountyIndexPage, KindIndexPage
from catalog.models.restrictions import restrictions_above
from catalog.places import KIND_SLUGS

_KINDS = {slug: kind for kind, slug in KIND_SLUGS.items()}


def page_at(front: Page, components: list[str]) -> Any | None:
    """The county, kind index or item at these steps below the front page."""
    models: dict[int, Any] = {1: CountyIndexPage, 2: KindIndexPage, 3: None}
    if len(components) not in models:
        return None
    model = models[len(components)] or _item_model(components[1])
    if model is None:
        return None
    found = model.objects.filter(
        slug=components[-1], url_path=front.url_path + "/".join(components) + "/"
    ).annotate(is_restricted=Exists(restrictions_above(OuterRef("path"))))
    return _with_companions(found).first()


def _item_model(kind_slug: str) -> type[CatalogPage] | None:
    kind = _KINDS.get(kind_slug)
    return next((model for model in CatalogPage.__subclasses__() if model.item_kind == kind), None)


def _with_companions(pages: QuerySet) -> QuerySet:
    """Together with the rows that every page of this model shows."""
    if issubclass(pages.model, CatalogPage):
        video = ["video"] if hasattr(pages.model, "video") else []
        return pages.select_related("county", "source_organisation", "cover", *video)
    return pages.select_related("organisation") if pages.model is CountyIndexPage else pages
