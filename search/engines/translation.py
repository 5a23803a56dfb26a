"""Clauses to Tantivy queries. Pure: a schema and a question in, a query out."""

from collections.abc import Iterable

import tantivy
from tantivy import Occur, Query

from search.engines.base import Anything, Best, Clause, CompiledQuery, Has, Some, Term
from search.engines.columns import MOST_VALUES, columns


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


def matching_query(match: Query, filters: list[Query]) -> Query:
    """What is found, without what only lifts: enough for counting."""
    must = [match, *filters]
    return match if not filters else Query.boolean_query([(Occur.Must, part) for part in must])


def lifted_query(shape: tantivy.Schema, query: CompiledQuery, found: Query) -> Query:
    """What is found, with everything that lifts it."""
    if not query.lifts:
        return found
    lifts = [(Occur.Should, clause_query(shape, lift)) for lift in query.lifts]
    return Query.boolean_query([(Occur.Must, found), *lifts])


def aggregation(names: Iterable[str]) -> dict[str, object]:
    """Counts of the columns of these facets."""
    return {column.name: {"terms": {"field": column.name, "size": MOST_VALUES}} for column in columns(names)}
