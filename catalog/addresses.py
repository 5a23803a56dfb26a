"""From an address to its page in one query.

Wagtail walks the tree from the front page, two queries a step. Places and items carry their whole address, so
they are looked up by it; what is not found here, Wagtail still walks.
"""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from catalog.models import CatalogPage, CountyIndexPage, KindIndexPage
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
    # The slug has an index, the whole address has none.
    address = front.url_path + "/".join(components) + "/"
    return _with_companions(model.objects.filter(slug=components[-1], url_path=address)).first()


def _item_model(kind_slug: str) -> type[CatalogPage] | None:
    kind = _KINDS.get(kind_slug)
    return next((model for model in CatalogPage.__subclasses__() if model.item_kind == kind), None)


def _with_companions(pages: Any) -> QuerySet:
    """Together with what every page of this model shows."""
    if issubclass(pages.model, CatalogPage):
        return pages.for_page()
    return pages.select_related("organisation") if pages.model is CountyIndexPage else pages
