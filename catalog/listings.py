"""A list of items as an address asks for it: chosen facets, a sort, a page of items, what else could be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import F

from catalog.facets import FACETS, Option, Selection
from catalog.found_items import FoundItems

PAGE_SIZE = 20
SHOWN_FACETS = ["kind", "grade", "theme", "county"]
# Whose values lie below one another: a list of a root offers its children.
TREES = ["theme", "grade"]
# More values than these of one facet stand behind 更多: a person reads six at a glance.
AT_ONCE = 6
SORTS: dict[str, tuple[str, list[Any]]] = {
    "newest": ("最新", ["-first_published_at", "-pk"]),
    "shortest": ("时长最短", [F("minutes").asc(nulls_last=True), "-first_published_at", "-pk"]),
}
DEFAULT_SORT = "newest"


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

    @property
    def _near(self) -> list[OfferedValue]:
        """What is worth a line: roots, what is chosen, and what lies below a chosen root."""
        chosen = {value.option.value for value in self.values if value.selected}
        parents = {value.option.parent for value in self.values if value.selected}
        return [
            value
            for value in self.values
            if not value.option.parent or value.selected or value.option.parent in chosen | parents
        ]

    @property
    def first(self) -> list[OfferedValue]:
        """The values shown at once; a chosen one is always among them."""
        return [value for place, value in enumerate(self._near) if place < AT_ONCE or value.selected]

    @property
    def rest(self) -> list[OfferedValue]:
        """The values behind 更多."""
        shown = self.first
        return [value for value in self._near if value not in shown]


@dataclass(frozen=True)
class Below:
    """A term below the one that a list is of, with how many of its items it holds."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class OfferedSort:
    label: str
    address: str
    selected: bool


@dataclass(frozen=True)
class PageLink:
    """A page by its number; without a number it stands for the pages left out."""

    number: int | None
    address: str
    current: bool


class Paged:
    """What stands under a page of anything: the numbers around it, and how many the next page adds. Whoever is
    paged has a `page` and the `page_prefix` to which a number is added."""

    page: Any
    page_prefix: Any

    @cached_property
    def page_links(self) -> list[PageLink]:
        """The first and last pages and those around the current one."""
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [
            PageLink(number, f"{self.page_prefix}{number}", number == self.page.number)
            if isinstance(number, int)
            else PageLink(None, "", False)
            for number in numbers
        ]

    @property
    def next_count(self) -> int:
        """How many items the next page holds."""
        paginator = self.page.paginator
        return min(paginator.per_page, paginator.count - self.page.end_index())


class Listing(Paged):
    """The public items of a selection. `fixed` facets belong to the page (a county's list stays its own)."""

    def __init__(self, query: Any, fixed: Mapping[str, str] | None = None) -> None:
        self.fixed = dict(fixed or {})
        self.selection = Selection.from_query(query, self.fixed)
        self.page_number = query.get("page", "1")
        self.sort = query.get("sort") if query.get("sort") in SORTS else DEFAULT_SORT

    @cached_property
    def page(self) -> ResultPage:
        found: Any = self._found  # counts and slices like a list, which is all that a paginator needs
        return Paginator(found, PAGE_SIZE).get_page(self.page_number)

    @cached_property
    def _found(self) -> FoundItems:
        facets = [name for name in SHOWN_FACETS if name not in self.fixed or name in TREES]
        return FoundItems(self.selection, sort=self.sort, order=SORTS[self.sort][1], facets=facets)

    @cached_property
    def facets(self) -> list[OfferedFacet]:
        """What else could be chosen, with counts; values without items and facets without choice are left out."""
        offered = []
        for name in SHOWN_FACETS:
            if name in self.fixed:
                continue
            counts = self._found.counts(name)
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
    def below(self) -> list[Below]:
        """The subthemes or grades below the list's own term that hold something: the next step down."""
        name = next((name for name in TREES if name in self.fixed), "")
        if not name:
            return []
        counts = self._found.counts(name)
        children = [option for option in FACETS[name].options() if option.parent == self.fixed[name]]
        return [Below(o.value, o.label, counts[o.value]) for o in children if counts.get(o.value)]

    @cached_property
    def chosen(self) -> list[OfferedValue]:
        """The values that a visitor chose and can take off."""
        return [value for facet in self.facets for value in facet.values if value.selected]

    @cached_property
    def sorts(self) -> list[OfferedSort]:
        return [
            OfferedSort(label, self._address(self.selection.values, sort=name), name == self.sort)
            for name, (label, _) in SORTS.items()
        ]

    @property
    def sort_label(self) -> str:
        return SORTS[self.sort][0]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of filters sends along besides its own boxes."""
        return [] if self.sort == DEFAULT_SORT else [("sort", self.sort)]

    def _toggle(self, name: str, option: Option) -> str:
        chosen = self.selection.values.get(name, [])
        values = (
            [v for v in chosen if v != option.value] if option.value in chosen else [*chosen, option.value]
        )
        return self._address({**self.selection.values, name: values})

    def _address(self, values: Mapping[str, list[str]], sort: str = "") -> str:
        free = {name: chosen for name, chosen in values.items() if name not in self.fixed and chosen}
        wanted = sort or self.sort
        return "?" + urlencode(free | ({} if wanted == DEFAULT_SORT else {"sort": [wanted]}), doseq=True)

    @property
    def bare_address(self) -> str:
        """The same list without the visitor's filters."""
        return self._address({})

    @property
    def page_prefix(self) -> str:
        """The query string to which a page number is added."""
        address = self._address(self.selection.values)
        return address + ("&" if address != "?" else "") + "page="
