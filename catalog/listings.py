"""A list of items as an address asks for it: chosen facets, a page of items, what else could be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator

from catalog.facets import FACETS, Option, Selection
from catalog.models import CatalogPage

PAGE_SIZE = 20
SHOWN_FACETS = ["kind", "grade", "theme", "county"]


@dataclass(frozen=True)
class OfferedValue:
    """A value that can be chosen or taken off: `address` is the query string that does it."""

    option: Option
    count: int
    selected: bool
    address: str


@dataclass(frozen=True)
class OfferedFacet:
    label: str
    name: str
    values: list[OfferedValue]


class Listing:
    """The public items of a selection. `fixed` facets belong to the page (a county's list stays its own)."""

    def __init__(self, query: Any, fixed: Mapping[str, str] | None = None) -> None:
        self.fixed = dict(fixed or {})
        self.selection = Selection.from_query(query, self.fixed)
        self.page_number = query.get("page", "1")
        self._public = CatalogPage.objects.public_items()

    @cached_property
    def page(self) -> ResultPage:
        items = self.selection.apply(self._public).order_by("-first_published_at", "-pk").for_cards()
        return Paginator(items, PAGE_SIZE).get_page(self.page_number)

    @cached_property
    def facets(self) -> list[OfferedFacet]:
        """What else could be chosen, with counts; values without items and facets without choice are left out."""
        offered = []
        for name in SHOWN_FACETS:
            if name in self.fixed:
                continue
            counts = self.selection.counts(self._public, name)
            chosen = self.selection.values.get(name, [])
            values = [
                OfferedValue(
                    option, counts.get(option.value, 0), option.value in chosen, self._toggle(name, option)
                )
                for option in FACETS[name].options()
                if counts.get(option.value) or option.value in chosen
            ]
            if len(values) > 1 or chosen:
                offered.append(OfferedFacet(FACETS[name].label, name, values))
        return offered

    @cached_property
    def chosen(self) -> list[OfferedValue]:
        """The values that a visitor chose and can take off."""
        return [value for facet in self.facets for value in facet.values if value.selected]

    def _toggle(self, name: str, option: Option) -> str:
        chosen = self.selection.values.get(name, [])
        values = (
            [v for v in chosen if v != option.value] if option.value in chosen else [*chosen, option.value]
        )
        return self._address({**self.selection.values, name: values})

    def _address(self, values: Mapping[str, list[str]]) -> str:
        free = {name: chosen for name, chosen in values.items() if name not in self.fixed and chosen}
        return "?" + urlencode(free, doseq=True)

    @property
    def page_prefix(self) -> str:
        """The query string to which a page number is added."""
        address = self._address(self.selection.values)
        return address + ("&" if address != "?" else "") + "page="
