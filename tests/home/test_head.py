import json
import re

import pytest
from django.test.utils import override_script_prefix

from home.models import HomePage


def head(response):
    return response.content.decode().split("</head>", 1)[0]


def structured(response):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head(response), re.DOTALL)
    return [json.loads(block) for block in blocks]


def test_an_item_says_itself_to_whoever_shares_it(items, visitor):
    lesson = items.lesson(title="作业磨蹭", summary="三句话怎么说。")
    said = head(visitor.get(lesson.get_url() + "?t=133"))
    assert f'<link rel="canonical" href="http://localhost{lesson.get_url()}">' in said
    assert '<meta name="description" content="三句话怎么说。">' in said
    assert '<meta property="og:title" content="作业磨蹭">' in said
    assert re.search(r'og:image" content="http://localhost/share/\w+\.\w+\.png"', said)
    assert said.count('name="description"') == 1


def test_a_filtered_list_is_not_indexed_and_points_to_the_whole(items, visitor):
    items.lesson(themes=["T0201"])
    whole, filtered = head(visitor.get("/items/")), head(visitor.get("/items/?theme=T02"))
    assert "noindex" not in whole
    assert "noindex" in filtered
    assert '<link rel="canonical" href="http://localhost/items/">' in filtered


def test_what_is_not_there_is_not_indexed(visitor, items):
    assert "noindex" in head(visitor.get("/nothing/"))


def test_the_front_page_offers_search_and_the_feed(visitor, items):
    response = visitor.get("/")
    (website,) = structured(response)
    assert website["@type"] == "WebSite"
    assert website["potentialAction"]["target"]["urlTemplate"] == "http://localhost/search/?q={words}"
    assert "/feeds/lessons.rss" in head(response)


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("lesson", "LearningResource"),
        ("plan", "LearningResource"),
        ("route", "TouristTrip"),
        ("unit", "Museum"),
        ("collection", "Collection"),
    ],
)
def test_every_kind_has_its_structured_data(items, visitor, kind, type_):
    item, crumbs = structured(visitor.get(getattr(items, kind)().get_url()))
    assert item["@type"] == type_
    assert crumbs["@type"] == "BreadcrumbList"


def test_a_title_cannot_leave_its_element(items, visitor):
    title = '</script><script>alert(1)</script>"&'
    response = visitor.get(items.lesson(title=title).get_url())
    assert "<script>alert" not in response.content.decode()
    assert structured(response)[0]["name"] == title


def test_under_a_sub_path_all_addresses_carry_it(items, visitor):
    address = items.lesson().get_url()
    with override_script_prefix("/jiajiao/"):
        response = visitor.get(address, SCRIPT_NAME="/jiajiao")
    said = head(response)
    assert f'<link rel="canonical" href="http://localhost/jiajiao{address}">' in said
    assert 'content="http://localhost/jiajiao/share/' in said
    assert structured(response)[0]["url"] == f"http://localhost/jiajiao{address}"


def test_the_editor_may_word_the_description(items, visitor):
    HomePage.objects.update(search_description="洛阳的家长课")
    assert 'content="洛阳的家长课"' in head(visitor.get("/"))
