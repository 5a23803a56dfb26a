"""Clauses to Tantivy queries. Pure: a schema and a question in, a query out."""

from collections.abc import Iterator, Mapping
from typing import Any

import tantivy
from tantivy import Occur, Query

from search.engines.base import Anything, Best, Clause, CompiledQuery, Has, Some, Term

# The column that holds the values of all facets.
ALL_FACETS = "facets"
_ALL = "all"
_OF = ":"


def clause_query(shape: tantivy.Schema, clause: Clause) -> Query:
    """One clause as Tantivy says it."""
    match clause:
        case Term(field, token, boost):
            query = Query.term_query(shape, field, token, index_option="freq")
            return query if boost == 1.0 else Query.boost_query(query, boost)
        case Best(parts, tie):
            return Query.disjunction_max_query([clause_query(shape, part) for part in parts], tie)
        case Some(parts, minimum):
            shoulds = [(Occur.Should, clause_query(shape, part)) for part in parts]
            return Query.boolean_query(shoulds, minimum_number_should_match=min(minimum, len(shoulds)))
        case Has(facet, values, score):
            return Query.const_score_query(Query.term_set_query(shape, f"is_{facet}", list(values)), score)
        case Anything():
            return Query.const_score_query(Query.all_query(), 0.0)


def filters_query(shape: tantivy.Schema, query: CompiledQuery, *, leave_out: str = "") -> list[Query]:
    """The filters, at no score."""
    return [
        clause_query(shape, Has(name, values)) for name, values in query.filters.items() if name != leave_out
    ]


def matching_query(shape: tantivy.Schema, query: CompiledQuery, filters: list[Query]) -> Query:
    """What is found, without what only lifts: enough for counting."""
    must = [clause_query(shape, query.match), *filters]
    return must[0] if len(must) == 1 else Query.boolean_query([(Occur.Must, part) for part in must])


def full_query(shape: tantivy.Schema, query: CompiledQuery) -> Query:
    """What is found, with everything that lifts it."""
    found = matching_query(shape, query, filters_query(shape, query))
    if not query.lifts:
        return found
    lifts = [(Occur.Should, clause_query(shape, lift)) for lift in query.lifts]
    return Query.boolean_query([(Occur.Must, found), *lifts])


def facet_token(name: str, value: str) -> str:
    """A facet's value as it stands among those of all facets. Counting one column is faster than counting ten."""
    return f"{name}{_OF}{value}"


def aggregation(size: int) -> dict[str, object]:
    """Counts of all values of all facets."""
    return {_ALL: {"terms": {"field": ALL_FACETS, "size": size}}}


def facet_counts(answer: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Facet, value and number of documents, of an answer to `aggregation`."""
    for bucket in answer[_ALL]["buckets"]:
        name, _, value = bucket["key"].partition(_OF)
        yield name, value, bucket["doc_count"]
