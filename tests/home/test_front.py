"""The front page: this month's menu, a shelf of different themes, no section without items, few queries."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from catalog import generation
from catalog.models import Activity, CatalogPage
from home.front import MONTHS, coming_activities, menu_of, new_lessons, short_name
from search.models import SuggestedQuery


def titled(month):
    return f"{MONTHS[month - 1]}月指导菜单"


def test_the_menu_is_that_of_the_month_and_the_year(items):
    january = items.collection(title=titled(1), occasion="MENU", year=2026)
    november = items.collection(title=titled(11), occasion="MENU", year=2026)
    items.collection(title=titled(1), occasion="MENU", year=2027)
    assert menu_of(date(2026, 1, 20)) == january
    assert menu_of(date(2026, 11, 3)) == november


def test_without_a_menu_of_the_month_the_last_one_stands(items):
    items.collection(title=titled(3), occasion="MENU", year=2025)
    last = items.collection(title=titled(4), occasion="MENU", year=2026)
    items.collection(title=titled(9), occasion="MENU", year=2027)
    assert menu_of(date(2026, 6, 1)) == last


def test_a_menu_that_is_not_public_is_none(items):
    items.collection(title=titled(5), occasion="MENU", year=2026, live=False)
    assert menu_of(date(2026, 5, 1)) is None


def test_the_shelf_of_new_lessons_holds_different_themes_first(items):
    for _ in range(8):
        items.lesson(themes=["T0201"], recommended_level="COUNTY")
    other = items.lesson(themes=["T0301"], recommended_level="CITY")
    for _ in range(8):
        items.lesson(themes=["T0202"], recommended_level="COUNTY")
    shelf = new_lessons(CatalogPage.objects.public_items())
    assert other.pk in shelf[:2]
    assert len(shelf) == len(set(shelf)) == 6


def test_only_activities_to_come_of_public_units_are_announced(items):
    today = timezone.localdate()
    days = {"明天": 1, "昨天": -1}
    items.unit(
        activities=[Activity(kind="B02", title=t, date=today + timedelta(days=d)) for t, d in days.items()]
    )
    items.unit(live=False, activities=[Activity(kind="B02", title="草稿", date=today + timedelta(days=1))])
    assert [activity.title for activity in coming_activities()] == ["明天"]


@pytest.mark.parametrize(
    ("name", "short"), [("亲子关系与沟通", "亲子关系"), ("兴趣、美育、科学", "兴趣"), ("青春期", "青春期")]
)
def test_a_tile_shows_the_first_part_of_a_themes_name(name, short):
    assert short_name(name) == short


def test_an_empty_site_draws_no_section(city, client):
    page = client.get("/").content.decode()
    for heading in ["指导菜单", "按主题找", "新近推介", "周末带孩子去哪儿", "按县区看"]:
        assert heading not in page


def test_the_front_page_takes_at_most_fifteen_queries(
    items, client, furniture_kept, django_assert_max_num_queries
):
    lesson = items.lesson(themes=["T0201"], grades=["P1"], recommended_level="CITY")
    items.route(themes=["T0301"])
    items.unit(activities=[Activity(kind="B02", title="共读", date=timezone.localdate())])
    items.collection(
        title=titled(timezone.localdate().month),
        occasion="MENU",
        year=timezone.localdate().year,
        holds=(lesson,),
    )
    client.get(reverse("catalog:items"))
    with django_assert_max_num_queries(15):
        assert client.get("/").status_code == 200


def test_what_other_parents_ask_is_what_editors_chose(city, client):
    SuggestedQuery.objects.update(hot=False)
    SuggestedQuery.objects.create(text="吃饭挑三拣四", hot=True)
    generation._grow()
    asks = BeautifulSoup(client.get("/").content, "html.parser").select(".asks li")
    assert [ask.get_text(strip=True) for ask in asks] == ["吃饭挑三拣四"]
