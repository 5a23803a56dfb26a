"""What a person asked: words, chosen filters, sort, page. Parsed once, from any QueryDict.

Decided here: how much of a query is used at all, and that whatever stands in an address is an answer or nothing,
never an error. Not here: what the words weigh (ranking.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from catalog.facets import Selection
from search.analysis import normalise
from search.engines.base import Sort

# Longer than any question; what comes after is not read.
MAX_QUERY_LENGTH = 200
PAGE_SIZE = 20
MAX_PAGE_SIZE = 50
# Nobody reads on so far, and every page more costs the engine all pages before it.
MAX_PAGE = 50
MAX_UNHEARD = 20


@dataclass(frozen=True)
class CatalogQuery:
    """`text` as typed (cut and cleaned), `chosen` the values of the address, `filters` what they stand for,
    `unheard` what a person took off of what was heard (`county:410308`), `stage` where the child is,
    as the device says it; `exact` takes the text as typed."""

    text: str = ""
    chosen: Mapping[str, list[str]] = field(default_factory=dict)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    unheard: frozenset[str] = frozenset()
    stage: str = ""
    exact: bool = False
    page: int = 1
    page_size: int = PAGE_SIZE

    @property
    def normal(self) -> str:
        """The text as it is compared."""
        return normalise(self.text)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.page_size


def clean_text(raw: str) -> str:
    """A query as it is shown again: readable characters only, one space where there was room, not too long."""
    printable = "".join(char if char.isprintable() else " " for char in raw[: MAX_QUERY_LENGTH * 4])
    return " ".join(printable.split())[:MAX_QUERY_LENGTH].strip()


def parse(query: Any, *, page_size: int = PAGE_SIZE) -> CatalogQuery:
    """Reads a QueryDict (`?q=…&grade=P3&sort=newest&page=2`)."""
    selection = Selection.from_query(query)
    text = clean_text(query.get("q", ""))
    return CatalogQuery(
        text=text,
        chosen=selection.values,
        filters=stored_values(selection),
        sort=_sort(query.get("sort", ""), text),
        unheard=frozenset(query.getlist("unheard")[:MAX_UNHEARD]),
        stage=_stage(query.get("stage", "")),
        exact=query.get("exact") == "1",
        page=page_number(query.get("page", "")),
        page_size=page_size,
    )


def parse_text(text: str) -> CatalogQuery:
    """A query of words alone."""
    return CatalogQuery(text=clean_text(text))


def stored_values(selection: Selection) -> dict[str, tuple[str, ...]]:
    """The stored values that the chosen ones stand for. A choice of minutes is stored as itself."""
    expanded = selection.expanded()
    return {
        name: tuple(dict.fromkeys([*selection.values[name], *values])) for name, values in expanded.items()
    }


def page_number(raw: str) -> int:
    """A page of what is shown at all; 1 for what is no number."""
    try:
        return min(max(int(raw[:9]), 1), MAX_PAGE)
    except ValueError:
        return 1


def page_size(raw: str) -> int:
    """How many hits a program wants on a page: what is shown at most, PAGE_SIZE for what is no number."""
    try:
        return min(max(int(raw[:9]), 1), MAX_PAGE_SIZE)
    except ValueError:
        return PAGE_SIZE


def _stage(raw: str) -> str:
    """A stage's code; the engine knows which there are, and a wrong one lifts nothing."""
    return raw.upper() if raw.isascii() and raw.isalnum() and len(raw) <= 4 else ""


def _sort(raw: str, text: str) -> Sort:
    if raw in set(Sort):
        return Sort(raw)
    # Without words nothing is more relevant than something else.
    return Sort.RELEVANCE if text else Sort.NEWEST
