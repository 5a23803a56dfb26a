"""How a question is said to Elasticsearch: pure, no server."""

from search.engines.base import Anything, Best, CompiledQuery, Has, Some, Sort, Term
from search.engines.elastic_queries import clause_query, facet_counts, frequencies_request, search_request


def test_clauses_become_the_queries_that_score_alike():
    assert clause_query(Term("title", "作业", 3.0)).to_dict() == {
        "term": {"title": {"value": "作业", "boost": 3.0}}
    }
    assert clause_query(Has("grade", ("P3",), 5.0)).to_dict() == {
        "constant_score": {"filter": {"terms": {"is_grade": ["P3"]}}, "boost": 5.0}
    }
    best = clause_query(Best((Term("title", "a"), Term("text", "a")), 0.5)).to_dict()["dis_max"]
    assert (best["tie_breaker"], len(best["queries"])) == (0.5, 2)


def test_no_more_parts_are_asked_for_than_there_are():
    some = clause_query(Some((Term("title", "a"), Term("title", "b")), minimum=5)).to_dict()
    assert some["bool"]["minimum_should_match"] == 2


def test_filters_come_after_counting_and_each_facet_leaves_out_its_own():
    asked = CompiledQuery(Anything(), filters={"kind": ("lesson",)}, facets=("kind", "grade"))
    request = search_request(asked).to_dict()
    only_lessons = {"bool": {"filter": [{"terms": {"is_kind": ["lesson"]}}]}}
    assert request["post_filter"] == only_lessons
    assert request["aggs"]["free"]["filter"] == only_lessons
    assert list(request["aggs"]["free"]["aggs"]) == ["counted_grades"]
    assert request["aggs"]["kind"]["filter"] == {"match_all": {}}


def test_lifts_never_find_anything_themselves():
    asked = CompiledQuery(Term("title", "a"), lifts=(Has("grade", ("P3",), 1.0),))
    query = search_request(asked).to_dict()["query"]["bool"]
    assert len(query["must"]) == len(query["should"]) == 1
    assert "filter" not in query


def test_every_sort_ends_with_the_id():
    for sort in Sort:
        assert search_request(CompiledQuery(Anything(), sort=sort)).to_dict()["sort"][-1] == "id"


def test_counts_are_read_from_the_groups_of_an_answer():
    asked = CompiledQuery(Anything(), filters={"kind": ("lesson",)}, facets=("kind", "grade"))

    def bucket(*told):
        return {"buckets": [{"key": "\x1f".join(told), "doc_count": 2}]}

    answer = {
        "free": {"doc_count": 2, "counted_grades": bucket("grade:PR", "grade:P3")},
        "kind": {"doc_count": 2, "counted_sort": bucket("kind:plan", "year:2026")},
    }
    assert facet_counts(asked, answer) == {"grade": {"PR": 2, "P3": 2}, "kind": {"plan": 2}}


def test_the_same_token_in_two_fields_is_counted_twice():
    request = frequencies_request([("title", "a"), ("text", "a")]).to_dict()
    assert set(request["aggs"]["counts"]["filters"]["filters"]) == {"0", "1"}
