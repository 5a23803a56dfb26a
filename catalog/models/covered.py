"""Lists whose items know what their covers show.

Decided here: the facts are fetched when a list is, by one more query for exactly its items, so that no
card asks for anything. Not here: which facts (catalog.covers.facts).
"""

from typing import Any

from wagtail.query import PageQuerySet

from catalog.covers.addresses import CARD_PICTURE, POSTER_PICTURE
from catalog.covers.facts import bring_covers


class CoveredQuerySet(PageQuerySet):
    """Pages that can bring along what their covers need."""

    _with_covers = False
    _host: Any = None

    def with_covers(self, host: Any = None) -> "CoveredQuerySet":
        """Each item gets `cover_facts`, and its uploaded picture the rendition that cards show. `host`: the item whose
        page shows the list gets its own in the same query."""
        covered: Any = self.select_related("cover")
        covered._with_covers = True
        covered._host = host
        return covered

    def _clone(self) -> "CoveredQuerySet":
        clone = super()._clone()
        clone._with_covers = self._with_covers
        clone._host = self._host
        return clone

    def _fetch_all(self) -> None:
        fetched_before = self._result_cache is not None
        super()._fetch_all()
        items: list[Any] = self._result_cache
        if self._with_covers and not fetched_before and items and isinstance(items[0], self.model):
            if self._host is None:
                bring_covers(items, CARD_PICTURE)
            else:
                bring_covers([*items, self._host], CARD_PICTURE, POSTER_PICTURE)
