"""Lists: filters in the address, counts, pages, and no query per row."""

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.urls import reverse

from catalog.listings import Listing


def titles(query, **fixed):
    return {item.title for item in Listing(QueryDict(query), fixed=fixed).page}


@pytest.fixture
def shelf(items):
    items.lesson(title="甲", themes=["T0201"], grades=["P1", "P2"], county="410311", minutes=8, year=2025)
    items.lesson(
        title="乙", themes=["T0203", "T0301"], grades=["J1"], county="410325", minutes=15, form="LECT"
    )
    items.plan(title="丙", themes=["T02"], grades=["P6"], county="410325", minutes=40)
    items.unit(title="丁", themes=["T1404"], county="410311")
    return items


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"甲", "乙", "丙", "丁"}),
        ("kind=lesson", {"甲", "乙"}),
        ("theme=T02", {"甲", "乙", "丙"}),
        ("theme=T0201&theme=T0301", {"甲", "乙"}),
        ("grade=PR", {"甲", "丙"}),
        ("grade=P2", {"甲"}),
        ("county=410325&grade=PR", {"丙"}),
        ("minutes=10", {"甲"}),
        ("form=LECT", {"乙"}),
        ("unit_type=U01", {"丁"}),
        ("year=2025", {"甲"}),
        ("grade=nonsense&kind=lesson", {"甲", "乙"}),
    ],
)
def test_the_address_says_what_is_listed(shelf, query, expected):
    assert titles(query) == expected


def test_a_page_of_its_own_keeps_its_facet(shelf):
    assert titles("county=410325", county="410311") == {"甲", "丁"}


def test_counts_are_those_of_the_database_and_siblings_stay(shelf):
    listing = Listing(QueryDict("grade=P1"))
    offered = {facet.name: {v.option.value: v.count for v in facet.values} for facet in listing.facets}
    assert offered["grade"] == {"PR": 2, "P1": 1, "P2": 1, "P6": 1, "JH": 1, "J1": 1}
    assert offered["theme"]["T02"] == 1
    for facet in listing.facets:
        for value in facet.values:
            if not value.selected and facet.name != "grade":
                assert len(titles(value.address.lstrip("?"))) == value.count


@pytest.mark.parametrize("page", ["0", "-1", "x", "1000000000", "\x00"])
def test_a_senseless_page_number_still_answers(shelf, client, page):
    assert client.get(reverse("catalog:items"), {"page": page}).status_code == 200


@pytest.mark.parametrize(
    "query", ["kind=" + "x" * 5000, "&".join(["theme=T02"] * 300), "grade=%00", "county=%ED%A0%80"]
)
def test_a_senseless_filter_still_answers(shelf, client, query):
    assert client.get(reverse("catalog:items") + "?" + query).status_code == 200


def test_no_query_per_row(items, client, django_assert_max_num_queries):
    for number in range(12):
        items.lesson(themes=["T0201"], grades=["P1", "P3"], county="410311" if number % 2 else "410325")
    addresses = [reverse("catalog:items"), reverse("catalog:kind", args=["lesson"]), "/", "/luolong/"]
    for address in addresses:
        cache.clear()
        with django_assert_max_num_queries(31) as few:  # nothing is kept in tests
            client.get(address)
        for _ in range(6):
            items.lesson(themes=["T0202"], grades=["P2"])
        cache.clear()
        with django_assert_max_num_queries(len(few)):
            client.get(address)


def test_the_list_of_a_theme_offers_its_subthemes_and_leads_back_up(shelf, client):
    assert [(b.code, b.count) for b in Listing(QueryDict(""), fixed={"theme": "T02"}).below] == [
        ("T0201", 1),
        ("T0203", 1),
    ]
    page = client.get("/theme/T02/").content.decode()
    assert 'href="/theme/T0201/"' in page
    assert "T0202" not in page
    assert 'href="/theme/T02/"' in client.get("/theme/T0201/").content.decode()


def test_the_list_of_a_stage_offers_its_grades(shelf):
    below = Listing(QueryDict(""), fixed={"grade": "PR"}).below
    assert [(b.code, b.count) for b in below] == [("P1", 1), ("P2", 1), ("P6", 1)]


def test_the_list_of_a_kind_in_a_county_leads_back_to_the_county(shelf, client):
    assert '<li><a href="/luolong/">洛龙区</a></li>' in client.get("/luolong/lessons/").content.decode()
