"""Rows of search."""

from search.models.asked import AskedQuery, Wish
from search.models.index import IndexJob, IndexMark, IndexWord, OutboxQuerySet, OutboxRow
from search.models.words import (
    CountyContact,
    HelpCard,
    PinnedResult,
    SearchWords,
    SuggestedQuery,
    Synonym,
)

__all__ = [
    "AskedQuery",
    "CountyContact",
    "HelpCard",
    "IndexJob",
    "IndexMark",
    "IndexWord",
    "OutboxQuerySet",
    "OutboxRow",
    "PinnedResult",
    "SearchWords",
    "SuggestedQuery",
    "Synonym",
    "Wish",
]
