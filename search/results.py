"""What the page of results offers: hits with their sentence, facets, sorts, pages, each with its address.

The names are those of `catalog.listings.Listing`, so that both are shown by the same templates.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from catalog.facets import FACETS, Option
from catalog.listings import OfferedFacet, OfferedSort, OfferedValue, Paged
from catalog.models import CatalogPage
from search.analysis import tokens
from search.engines.base import Sort
from search.finding import Found, FoundItem
from search.help import Card, CountyLine
from search.highlights import Segment, Snippet, best_snippet, best_spoken, marked_words, weighed
from search.query import MAX_PAGE, CatalogQuery
from search.rescue import Rescue
from search.wording import content_words, distinct_tokens

# Among so many first hits the answering sentence is looked for; further down it would contradict the order.
ANSWERS_AMONG = 3
SORT_LABELS = {Sort.RELEVANCE: "最相关", Sort.NEWEST: "最新", Sort.SHORTEST: "最短"}


@dataclass(frozen=True)
class HeardChip:
    """What was heard, whether it narrows, and the address without it."""

    label: str
    applied: bool
    address: str


@dataclass(frozen=True)
class Answer:
    """The spoken sentence that answers, and the item it is said in."""

    entry: "Entry"
    snippet: Snippet


@dataclass(frozen=True)
class Entry:
    """A hit as the page shows it."""

    found: FoundItem
    title: tuple[Segment, ...]
    snippet: Snippet | None

    @property
    def item(self) -> CatalogPage:
        return self.found.item


class Results(Paged):
    """What was found, as the templates show it."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.query = found.query

    @property
    def total(self) -> int:
        return self.found.total

    @cached_property
    def items(self) -> list[Entry]:
        """The hits with the words of the question marked in them."""
        meant = self.found.meant
        others = [token for word in meant.expansions for token in tokens(word)]
        weights = weighed(distinct_tokens(meant.rest), others)
        # Neighbours that are no word (子写 of 孩子写) find, but a reader stumbles over them.
        marks = [*content_words(meant.rest), *meant.expansions]
        return [
            Entry(
                found,
                marked_words(found.item.title, marks, weights),
                best_snippet(found.hit.stored["passages"], weights, marks) if found.hit and weights else None,
            )
            for found in self.found.items
        ]

    @cached_property
    def answer(self) -> Answer | None:
        """最贴近的一段: of the first hits the sentence that says most of the question, at most one."""
        first_of_best = self.query.page == 1 and self.query.sort is Sort.RELEVANCE
        if not (first_of_best and self.query.text) or self.card:
            return None
        meant = self.found.meant
        words = content_words(meant.rest)
        said = [
            (
                entry,
                best_spoken(entry.found.hit.stored["passages"], words, meant.expansions, entry.item.title),
            )
            for entry in self.items[:ANSWERS_AMONG]
            if entry.found.hit
        ]
        found = [(spoken[0], entry, spoken[1]) for entry, spoken in said if spoken]
        if not found:
            return None
        _, entry, snippet = max(found, key=lambda one: one[0])
        return Answer(entry, snippet)

    @property
    def rows(self) -> list[Entry]:
        """The hits below the answer."""
        return [entry for entry in self.items if not (self.answer and entry is self.answer.entry)]

    # What was understood

    @property
    def card(self) -> Card | None:
        """The help that comes before all results."""
        return self.found.meant.card

    @cached_property
    def near_lines(self) -> tuple[CountyLine, ...]:
        """The card's numbers of the counties that were named or chosen."""
        named = [one.value for one in self.found.meant.heard if one.type == "county"]
        return self.card.lines_of([*named, *self.query.chosen.get("county", [])]) if self.card else ()

    @property
    def other_lines(self) -> list[CountyLine]:
        """Its numbers of all other counties."""
        return [line for line in self.card.lines if line not in self.near_lines] if self.card else []

    @property
    def corrected(self) -> str | None:
        return self.found.meant.corrected

    @property
    def as_typed_address(self) -> str:
        """The same question, nothing corrected."""
        return self.address(exact=True)

    @cached_property
    def heard(self) -> list[HeardChip]:
        """What was heard beside the words, each with the address that takes it off."""
        return [
            HeardChip(
                one.label, one in self.found.applied, self.address(unheard={*self.query.unheard, one.key})
            )
            for one in self.found.meant.heard
        ]

    @cached_property
    def rescue(self) -> Rescue:
        """What there is instead, where nothing was found."""
        return Rescue(self)

    # Facets, sorts and pages, as in a list

    @cached_property
    def counted(self) -> list[OfferedFacet]:
        """All facets, with their values that would find something or are chosen."""
        counted = []
        for name, facet in FACETS.items():
            counts = self.found.facets.get(name, {})
            chosen = self.query.chosen.get(name, [])
            values = [
                OfferedValue(
                    option, counts.get(option.value, 0), option.value in chosen, self._toggle(name, option)
                )
                for option in (facet.options() if counts or chosen else [])
                if counts.get(option.value) or option.value in chosen
            ]
            counted.append(OfferedFacet(facet.label, name, values))
        return counted

    @cached_property
    def facets(self) -> list[OfferedFacet]:
        """What else could be chosen; facets without a choice are left out."""
        return [facet for facet in self.counted if len(facet.values) > 1 or self.query.chosen.get(facet.name)]

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

    @property
    def sort_label(self) -> str:
        return SORT_LABELS[self.query.sort]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of filters sends along besides its own boxes."""
        parts = self._parts(chosen={})
        return [(name, value) for name, values in parts.items() for value in values]

    @cached_property
    def page(self) -> Page:
        """The page among the others; its objects are `items`."""
        size = self.query.page_size
        return Paginator(range(min(self.total, MAX_PAGE * size)), size).get_page(self.query.page)

    @property
    def page_prefix(self) -> str:
        """The query string to which a page number is added."""
        return self.address() + "&page="

    @property
    def bare_address(self) -> str:
        """The same question without the visitor's filters."""
        return self.address(chosen={})

    def address_of(self, query: CatalogQuery) -> str:
        """The query string of another question."""
        return Results(Found(query, [], 0)).address()

    def address(
        self,
        *,
        chosen: Mapping[str, list[str]] | None = None,
        sort: Sort | None = None,
        unheard: Iterable[str] | None = None,
        exact: bool = False,
    ) -> str:
        """The query string of the same question with something else about it, from the first page."""
        parts = self._parts(chosen=chosen, sort=sort, unheard=unheard, exact=exact)
        return "?" + urlencode(parts, doseq=True)

    def _parts(
        self,
        *,
        chosen: Mapping[str, list[str]] | None = None,
        sort: Sort | None = None,
        unheard: Iterable[str] | None = None,
        exact: bool = False,
    ) -> dict[str, list[str]]:
        query = self.query
        wanted = sort or query.sort
        usual = Sort.RELEVANCE if query.text else Sort.NEWEST
        parts = {
            "q": [query.text],
            **(query.chosen if chosen is None else chosen),
            "sort": [] if wanted is usual else [wanted.value],
            "unheard": sorted(query.unheard if unheard is None else unheard),
            "stage": [query.stage] if query.stage else [],
            "exact": ["1"] if exact or query.exact else [],
        }
        return {name: list(values) for name, values in parts.items() if values}

    def _toggle(self, name: str, option: Option) -> str:
        before = self.query.chosen.get(name, [])
        if option.value in before:
            after = [value for value in before if value != option.value]
        else:
            after = [*before, option.value] if FACETS[name].multiple else [option.value]
        return self.address(chosen={**self.query.chosen, name: after})
