"""A question and the engine's answer.

Decided here: where so few answer that the words which only lifted (telling.py) would have found more, all words are
asked for. So in a catalogue of many thousands a narrow filter may find more than the facet counted before it was
chosen: the count was of what the telling words found. Not here: which findings filter, and whether a hit is still
public (finding.py).
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from search.engines import engine
from search.engines.base import CompiledQuery, Engine, Frequencies, SearchResult
from search.heard import Heard
from search.query import MAX_PAGE_SIZE, CatalogQuery
from search.ranking import compiled
from search.understanding import Understanding

# As many as a page can show: the same for all pages of a question, so that none of them ends early.
FEW = MAX_PAGE_SIZE


def answered(
    query: CatalogQuery,
    meant: Understanding,
    *,
    filtering: Iterable[Heard] = (),
    few: int | None = None,
    by: Engine | None = None,
    **changed: Any,
) -> tuple[CompiledQuery, SearchResult]:
    """What was asked in the end, and what the engine answered (`by` another one). `few` instead of FEW; the other names
    are fields of the compiled question that are to be different."""
    narrowing = list(filtering)
    asked = replace(compiled(query, meant, filtering=narrowing), **changed)
    result = (by or engine()).search(asked)
    if result.total >= (FEW if few is None else few):
        return asked, result
    whole = compiled(query, replace(meant, frequencies=Frequencies()), filtering=narrowing)
    if whole.match == asked.match:
        return asked, result
    whole = replace(whole, **changed)
    more = (by or engine()).search(whole)
    # A long question must hold several of its words (ranking.MINIMUM_SHARE), which may be fewer documents.
    return (whole, more) if more.total > result.total else (asked, result)
