"""What the page of results offers: facets to choose, sorts, pages, each with the address that does it."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from catalog.facets import FACETS, Option
from catalog.listings import OfferedFacet, OfferedValue
from search.engines.base import Sort
from search.finding import Found, FoundItem
from search.query import MAX_PAGE

SORT_LABELS = {Sort.RELEVANCE: "最相关", Sort.NEWEST: "最新", Sort.SHORTEST: "最短"}


@dataclass(frozen=True)
class OfferedSort:
    label: str
    address: str
    selected: bool


@dataclass(frozen=True)
class Pages:
    """Where a page stands among the others, as the pager's template asks."""

    number: int
    num_pages: int

    @property
    def has_other_pages(self) -> bool:
        return self.num_pages > 1

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.num_pages

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1

    @property
    def paginator(self) -> "Pages":
        return self


class Results:
    """What was found, as the template shows it."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.query = found.query

    @property
    def items(self) -> list[FoundItem]:
        return self.found.items

    @property
    def total(self) -> int:
        return self.found.total

    @cached_property
    def facets(self) -> list[OfferedFacet]:
        """What else could be chosen; values without items and facets without a choice are left out."""
        offered = []
        for name, facet in FACETS.items():
            counts = self.found.facets.get(name, {})
            chosen = self.query.chosen.get(name, [])
            values = [
                OfferedValue(option, counts.get(option.value, 0), option.value in chosen, self._toggle(name, option))
                for option in (facet.options() if counts or chosen else [])
                if counts.get(option.value) or option.value in chosen
            ]
            if len(values) > 1 or chosen:
                offered.append(OfferedFacet(facet.label, name, values))
        return offered

    @cached_property
    def chosen(self) -> list[OfferedValue]:
        """The values that a visitor chose and can take off."""
        return [value for facet in self.facets for value in facet.values if value.selected]

    @cached_property
    def sorts(self) -> list[OfferedSort]:
        return [
            OfferedSort(label, self.address(sort=sort), sort is self.query.sort)
            for sort, label in SORT_LABELS.items()
            if self.query.text or sort is not Sort.RELEVANCE
        ]

    @cached_property
    def pages(self) -> Pages:
        return Pages(self.query.page, min(-(-self.total // self.query.page_size) or 1, MAX_PAGE))

    @property
    def sort_label(self) -> str:
        return SORT_LABELS[self.query.sort]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of filters sends along besides its own boxes."""
        offered = {facet.name for facet in self.facets}
        unseen = [(name, v) for name, values in self.query.chosen.items() if name not in offered for v in values]
        sort = [] if self.query.sort is Sort.RELEVANCE else [("sort", self.query.sort.value)]
        return [("q", self.query.text), *unseen, *sort]

    @property
    def bare_address(self) -> str:
        """The same question without filters."""
        return self.address(chosen={})

    @property
    def page_prefix(self) -> str:
        """The query string to which a page number is added."""
        return self.address() + "&page="

    def address(self, *, chosen: dict[str, list[str]] | None = None, sort: Sort | None = None) -> str:
        """The query string of the same question with other filters or another sort, from the first page."""
        values = self.query.chosen if chosen is None else chosen
        parts: dict[str, object] = {"q": self.query.text, **{name: v for name, v in values.items() if v}}
        wanted = sort or self.query.sort
        if wanted is not (Sort.RELEVANCE if self.query.text else Sort.NEWEST):
            parts["sort"] = wanted.value
        return "?" + urlencode(parts, doseq=True)

    def _toggle(self, name: str, option: Option) -> str:
        before = self.query.chosen.get(name, [])
        if option.value in before:
            after = [value for value in before if value != option.value]
        else:
            after = [*before, option.value] if FACETS[name].multiple else [option.value]
        return self.address(chosen={**self.query.chosen, name: after})
