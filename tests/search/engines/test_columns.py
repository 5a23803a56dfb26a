"""Facets are counted in columns that several of them share: the same numbers as counted one by one."""

import random

import pytest

from search.documents import FACET_NAMES
from search.engines.base import Anything, CompiledQuery, EngineUnavailable
from search.engines.columns import COLUMNS, added_up, columns
from tests.search.engines.conftest import a_document, filled

VALUES = {name: [f"{name}-{number}:x" for number in range(4)] for name in FACET_NAMES}


def some_facets(chance: random.Random) -> dict[str, list[str]]:
    """Any number of values of any facets, none included."""
    return {name: chance.sample(values, chance.randrange(4)) for name, values in VALUES.items()}


def counted_one_by_one(documents, name):
    counts: dict[str, int] = {}
    for document in documents:
        for value in document.facets.get(name, ()):
            counts[value] = counts.get(value, 0) + 1
    return counts


def test_counts_are_those_of_each_facet_under_any_filters(either):
    chance = random.Random(7)
    documents = [a_document(id, **some_facets(chance)) for id in range(1, 100)]
    filled(either, documents)
    for chosen in ([], ["kind"], ["grade", "theme"], ["kind", "year", "county"]):
        filters = {name: tuple(VALUES[name][:2]) for name in chosen}
        counts = either.search(CompiledQuery(Anything(), filters=filters, facets=FACET_NAMES)).facets
        for name in FACET_NAMES:
            others = {other: values for other, values in filters.items() if other != name}
            left = [
                document
                for document in documents
                if all(set(values) & set(document.facets[other]) for other, values in others.items())
            ]
            assert counts[name] == counted_one_by_one(left, name), (chosen, name)


def test_every_facet_stands_in_one_column():
    assert sorted(name for column in COLUMNS for name in column.facets) == sorted(FACET_NAMES)


def test_a_document_without_facets_is_in_no_column():
    assert [column.values({}) for column in COLUMNS] == [[]] * len(COLUMNS)
    assert [column.name for column in columns(["year", "kind", "grade"])] == [
        "counted_sort",
        "counted_grades",
    ]


def test_counts_that_were_cut_are_no_counts():
    with pytest.raises(EngineUnavailable):
        added_up([{"buckets": [], "sum_other_doc_count": 1}], ["kind"])
