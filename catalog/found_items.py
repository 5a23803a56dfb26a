"""A selection of the public items, found once for what is public now: how many, which come first, what is
beside it.

Counting and sorting visit every item of the selection, which a page of twenty does not need to. Decided here:
numbers and the first FIRST keys are kept (catalog.kept); the cards themselves are read each time, from the
public items only. Pages beyond the first keys are sorted when they are asked for.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from catalog.facets import Selection
from catalog.kept import kept
from catalog.models import CatalogPage, CatalogQuerySet

FIRST = 200


@dataclass(frozen=True)
class _Found:
    total: int
    first: list[int]
    counts: dict[str, dict[str, int]]


class FoundItems:
    """What a paginator pages over: `count()` and slices, which are lists of cards."""

    def __init__(self, selection: Selection, *, sort: str, order: list[Any], facets: list[str]) -> None:
        self._selection, self._order, self._facets = selection, order, facets
        said = json.dumps([sort, facets, sorted(selection.expanded().items())])
        self._name = f"found:{hashlib.blake2b(said.encode(), digest_size=16).hexdigest()}"
        self._public: CatalogQuerySet = CatalogPage.objects.public_items()

    @cached_property
    def _found(self) -> _Found:
        return kept(self._name, self._find)

    def _find(self) -> _Found:
        counts = {name: self._selection.counts(self._public, name) for name in self._facets}
        return _Found(self._selection.apply(self._public).count(), self._keys(0, FIRST), counts)

    def _keys(self, start: int, stop: int) -> list[int]:
        matching = self._selection.apply(self._public).order_by(*self._order)
        return list(matching.values_list("pk", flat=True)[start:stop])

    def count(self) -> int:
        return self._found.total

    def counts(self, facet: str) -> dict[str, int]:
        """How many items each value of the facet would give."""
        return self._found.counts[facet]

    def __getitem__(self, places: slice) -> list[CatalogPage]:
        stop = min(places.stop, self._found.total)
        keys = self._found.first[places.start : stop] if stop <= FIRST else self._keys(places.start, stop)
        cards = self._public.for_cards().in_bulk(keys)
        return [cards[key] for key in keys if key in cards]
