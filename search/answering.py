"""A question and the engine's answer.

Decided here: where so few answer that the words which only lifted (telling.py) would have found more, all words are
asked for. Not here: which findings filter, and whether a hit is still public (finding.py).
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from search.engines import engine
from search.engines.base import Engine, Frequencies, SearchResult
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
    by: Engine | None = None,
    **changed: Any,
) -> SearchResult:
    """The answer of the engine (`by` another one), some fields of the compiled question changed."""
    narrowing = list(filtering)
    asked = replace(compiled(query, meant, filtering=narrowing), **changed)
    result = (by or engine()).search(asked)
    if result.total < FEW:
        everything = compiled(query, replace(meant, frequencies=Frequencies()), filtering=narrowing)
        if everything.match != asked.match:
            result = (by or engine()).search(replace(everything, **changed))
    return result
