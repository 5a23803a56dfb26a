"""Every item page leads on: to what is near it in theme, grade and words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from catalog.models import Activity
from catalog.models.units import Offering, UnitTitle
from home.page_cache import PageCacheMiddleware
from media.models import Image
from search import related
from search.engines import engine
from search.engines.base import EngineUnavailable
from search.related import MOST, related_items, resembling
from tests.media.files import picture


@pytest.fixture
def visitor():
    """Somebody without an account, on the default host."""
    return Client(HTTP_HOST="localhost")


@pytest.fixture(autouse=True)
def made_anew(kept_between_pages, monkeypatch):
    """Furniture is kept as in production, the page itself is made for every request."""
    monkeypatch.setattr(PageCacheMiddleware, "_is_public", lambda *_: False)


def titles(found):
    return [item.title for item in found]


def test_the_same_theme_comes_before_the_same_root_and_a_stranger_not_at_all(items, rebuilt):
    lesson = items.lesson(title="早晨出门", themes=["T0401"])
    items.lesson(title="隔代之间", themes=["T0202"])
    items.lesson(title="一张作息表", themes=["T0402"])
    items.lesson(title="慢半拍", themes=["T0401"])
    rebuilt()
    assert titles(related_items(lesson)) == ["慢半拍", "一张作息表"]


def test_without_a_theme_the_words_of_the_title_find(items, rebuilt):
    lesson = items.lesson(title="写作业磨蹭怎么办")
    items.lesson(title="作业磨蹭的晚上")
    items.lesson(title="挑食怎么办", full_text="<p>写作业磨蹭的孩子，饭也吃得慢。</p>")
    rebuilt()
    assert titles(related_items(lesson)) == ["作业磨蹭的晚上"]


def test_of_equals_the_same_grade_comes_first(items, rebuilt):
    lesson = items.lesson(title="甲", themes=["T0401"], grades=["J1"])
    items.lesson(title="乙", themes=["T0401"], grades=["P1"])
    items.lesson(title="丙", themes=["T0401"], grades=["J2"])
    items.lesson(title="丁", themes=["T0401"], grades=["J1"])
    rebuilt()
    assert titles(related_items(lesson)) == ["丁", "丙", "乙"]


def test_other_kinds_get_their_places_among_many_lessons(items, rebuilt):
    lesson = items.lesson(themes=["T0401"])
    for _ in range(related.CANDIDATES + 2):
        items.lesson(themes=["T0401"])
    plan, unit = items.plan(themes=["T0401"]), items.unit(themes=["T0401"])
    rebuilt()
    found = related_items(lesson)
    assert len(found) == MOST
    assert {plan.pk, unit.pk} <= {item.pk for item in found}


def test_the_editors_links_come_first_and_nothing_comes_twice(items, rebuilt):
    linked = items.lesson(title="编辑选的", themes=["T0202"])
    lesson = items.lesson(themes=["T0401"], links=[linked])
    beside = items.lesson(title="别处已有", themes=["T0401"])
    items.lesson(title="找到的", themes=["T0401"])
    rebuilt()
    found = related_items(lesson, linked=[linked], beside=[beside])
    assert titles(found) == ["编辑选的", "找到的"]


def test_enough_links_of_the_editor_are_left_alone_and_ask_no_engine(items, monkeypatch):
    lesson = items.lesson(themes=["T0401"])
    linked = [items.lesson() for _ in range(MOST + 1)]
    monkeypatch.setattr(related, "engine", None)
    assert related_items(lesson, linked=linked) == linked


def test_a_withdrawn_item_never_shows_although_the_index_still_holds_it(items, rebuilt):
    lesson = items.lesson(themes=["T0401"])
    gone = items.lesson(title="已撤下", themes=["T0401"])
    rebuilt()
    assert titles(related_items(lesson)) == ["已撤下"]
    gone.unpublish()
    assert related_items(lesson) == []


def test_without_the_engine_the_editors_links_remain(items, visitor, monkeypatch):
    linked = items.lesson(title="编辑选的")
    lesson = items.lesson(themes=["T0401"], links=[linked])

    def away(self, query):
        raise EngineUnavailable("away")

    monkeypatch.setattr(type(engine()), "search", away)
    response = visitor.get(lesson.get_url())
    assert response.status_code == 200
    assert "编辑选的" in response.content.decode()


def test_an_item_that_says_nothing_of_itself_asks_nothing(items):
    assert resembling(items.lesson(title="？！")) is None


def test_a_page_shows_them_and_nothing_of_its_other_lists_again(items, visitor, rebuilt):
    held = items.lesson(title="专题里的课", themes=["T0401"])
    collection = items.collection(title="专题", holds=[held], themes=["T0401"])
    items.plan(title="相近的教案", themes=["T0401"])
    rebuilt()
    page = visitor.get(collection.get_url()).content.decode()
    offered = page[page.index("接着看") :]
    assert "相近的教案" in offered
    assert "专题里的课" not in offered


@pytest.mark.parametrize("kind", ["lesson", "unit", "route", "plan", "collection"])
def test_an_item_page_with_everything_asks_at_most_ten_times(
    items, visitor, rebuilt, django_assert_max_num_queries, kind
):
    file = SimpleUploadedFile("cover.jpg", picture("JPEG", (1280, 720)))
    told = {"themes": ["T0201"], "grades": ["P3"], "cover": Image.objects.create(title="封面", file=file)}
    lesson = items.lesson(**told, authors=["示例老师"], keywords=["示例"])
    parts = {
        "offerings": [Offering(kind="R01", name="讲解", price="免费")],
        "activities": [Activity(kind="B02", title="已办", date=timezone.localdate(), state="HELD")],
        "titles_held": [UnitTitle(title="U11", level="市级")],
    }
    unit = items.unit(**told, links=[lesson], **parts)
    route = items.route(**told, stops=[unit], links=[lesson, unit])
    plan = items.plan(**told, links=[lesson, route])
    collection = items.collection(**told, holds=[lesson, plan], links=[unit])
    for _ in range(3):
        items.lesson(**told, title="相近的课")
    rebuilt()
    page = {"lesson": lesson, "unit": unit, "route": route, "plan": plan, "collection": collection}[kind]
    visitor.get(page.get_url())  # the renditions are made
    with django_assert_max_num_queries(10):
        html = visitor.get(page.get_url()).content.decode()
    assert "相近的课" in html
    assert html.count("cover--picture") > 3
