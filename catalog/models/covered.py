"""Lists whose items know what their covers show.

Decided here: the facts are fetched when a list is, by one more query for exactly its items, so that no
card asks for anything. Not here: which facts (catalog.covers.facts).
"""

from typing import Any

from django.db.models import Prefetch
from wagtail.images import get_image_model
from wagtail.query import PageQuerySet

from catalog.covers.addresses import CARD_PICTURE, POSTER_PICTURE
from catalog.covers.facts import cover_facts


class CoveredQuerySet(PageQuerySet):
    """Pages that can bring along what their covers need."""

    _with_covers = False

    def with_covers(self) -> "CoveredQuerySet":
        """Each item gets `cover_facts`, and its uploaded picture the rendition that cards show."""
        covered = self.with_pictures(CARD_PICTURE)
        covered._with_covers = True
        return covered

    def with_pictures(self, *specs: str) -> Any:
        """Each uploaded picture in the sizes that will be shown; one more query, and only if there is a picture."""
        renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=specs)
        return self.select_related("cover").prefetch_related(
            Prefetch("cover__renditions", queryset=renditions, to_attr="prefetched_renditions")
        )

    def with_own_pictures(self) -> Any:
        """As the item's own page shows it: large, and small on the poster to share."""
        return self.with_pictures(CARD_PICTURE, POSTER_PICTURE)

    def _clone(self) -> "CoveredQuerySet":
        clone = super()._clone()
        clone._with_covers = self._with_covers
        return clone

    def _fetch_all(self) -> None:
        fetched_before = self._result_cache is not None
        super()._fetch_all()
        items: list[Any] = self._result_cache
        if self._with_covers and not fetched_before and items and isinstance(items[0], self.model):
            facts = cover_facts(items)
            for item in items:
                item.cover_facts = facts.get(item.pk)
