"""Clauses to Elasticsearch queries. Pure: a question in, a search request out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.aggs import Agg
from elasticsearch.dsl.query import MatchAll, Query

from search.engines.base import Anything, Best, Clause, CompiledQuery, Has, Leaf, Some, Sort, Term
from search.engines.columns import MOST_VALUES, added_up, columns

_FREE = "free"
_COUNTS = "counts"
# The id ends every sort, so that no two pages show the same hit.
_ORDERS: dict[Sort, list[str]] = {
    Sort.RELEVANCE: ["_score", "id"],
    Sort.NEWEST: ["-newest", "id"],
    Sort.SHORTEST: ["shortest", "id"],
}


def clause_query(clause: Clause) -> Query:
    """One clause as Elasticsearch says it."""
    match clause:
        case Term(field, token, boost):
            return Q("term", **{field: {"value": token, "boost": boost}})
        case Best(parts, tie):
            return Q("dis_max", queries=[clause_query(part) for part in parts], tie_breaker=tie)
        case Some(parts, minimum):
            shoulds = [clause_query(part) for part in parts]
            return Q("bool", should=shoulds, minimum_should_match=min(minimum, len(shoulds)))
        case Has(facet, values, score):
            return Q("constant_score", filter=_has(facet, values), boost=score)
        case Anything():
            return Q("constant_score", filter=MatchAll(), boost=0.0)


def search_request(query: CompiledQuery) -> Search:
    """The whole question in one request. Where facets are counted, filters come after that (post_filter), so that a
    facet is counted without its own and never hides its siblings."""
    lifts = [clause_query(lift) for lift in query.lifts]
    found = clause_query(query.match)
    first = [_all_of(query.filters)] if query.filters and not query.facets else []
    search = Search().query(Q("bool", must=[found], should=lifts, filter=first) if lifts or first else found)
    if query.filters and not first:
        search = search.post_filter(_all_of(query.filters))
    for name, aggregation in aggregations(query).items():
        search.aggs.bucket(name, aggregation)
    return (
        search.sort(*_ORDERS[query.sort])
        .source(["stored"])
        .extra(
            from_=query.offset,
            size=query.limit,
            track_total_hits=True,
            version=True,
            docvalue_fields=["id"],
        )
    )


def aggregations(query: CompiledQuery) -> dict[str, Agg[Any]]:
    """Facets that do not filter share one count under all filters; each one that does is counted without its
    own."""
    free = _free(query)
    counted = {_FREE: _count(free, query.filters)} if free else {}
    for name in query.facets:
        if name in query.filters:
            others = {other: values for other, values in query.filters.items() if other != name}
            counted[name] = _count([name], others)
    return counted


def facet_counts(query: CompiledQuery, answer: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The counts of an answer's aggregations."""
    counts: dict[str, dict[str, int]] = {}
    for group, told in answer.items():
        names = _free(query) if group == _FREE else [group]
        counted = [one for one in told.values() if isinstance(one, Mapping)]
        counts |= added_up(counted, names)
    return counts


def _free(query: CompiledQuery) -> list[str]:
    return [name for name in query.facets if name not in query.filters]


def leaf_scores_request(leaves: Sequence[Leaf], ids: Sequence[int]) -> Search:
    """What each leaf by itself gives each of the documents: the leaves are named by their place in the list, and the
    server tells the score of each named part."""
    named = [Q("bool", must=[clause_query(leaf)], _name=str(place)) for place, leaf in enumerate(leaves)]
    these = Q("ids", values=[str(id) for id in ids])
    return Search().query(Q("bool", filter=[these], should=named)).source(False).extra(size=len(ids))


def leaf_scores(answer: Mapping[str, Any], leaves: Sequence[Leaf]) -> dict[int, dict[Leaf, float]]:
    """The scores that `leaf_scores_request` asked for."""
    return {
        int(hit["_id"]): {
            leaves[int(place)]: float(score) for place, score in hit.get("matched_queries", {}).items()
        }
        for hit in answer["hits"]["hits"]
    }


def frequencies_request(terms: Iterable[tuple[str, str]]) -> Search:
    """How many documents there are, and how many hold each of the terms, by their place in the list."""
    filters = {str(place): Q("term", **{field: token}) for place, (field, token) in enumerate(terms)}
    search = Search().extra(size=0, track_total_hits=True)
    if filters:
        search.aggs.bucket(_COUNTS, A("filters", filters=filters))
    return search


def frequency_counts(answer: Mapping[str, Any]) -> list[int]:
    """The counts that `frequencies_request` asked for, in its order."""
    buckets = answer[_COUNTS]["buckets"]
    return [buckets[str(place)]["doc_count"] for place in range(len(buckets))]


def _count(names: list[str], filters: Mapping[str, tuple[str, ...]]) -> Agg[Any]:
    counted = A("filter", _all_of(filters))
    for column in columns(names):
        counted.bucket(column.name, A("terms", field=column.name, size=MOST_VALUES))
    return counted


def _all_of(filters: Mapping[str, tuple[str, ...]]) -> Query:
    wanted = [_has(name, values) for name, values in filters.items()]
    return Q("bool", filter=wanted) if wanted else MatchAll()


def _has(facet: str, values: tuple[str, ...]) -> Query:
    return Q("terms", **{f"is_{facet}": list(values)})
