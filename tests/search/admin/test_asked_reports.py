"""Editors see what is asked and not found, by words, theme and stage, and do something about it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from search.models import AskedQuery, SuggestedQuery, Wish

REPORTS = ["search_desk:wishes", "search_desk:asked"]


@pytest.fixture
def wishes(city):
    today = timezone.localdate()
    rows = [
        ("啃指甲", today, "PR", "T07", 3, 1),
        ("啃指甲", today - timedelta(days=1), "PR", "T07", 2, 0),
        ("啃指甲", today, "SH", "T07", 1, 0),
        ("=1+1", today - timedelta(days=200), "", "", 9, 0),
    ]
    for text, day, stage, theme, times, ordered in rows:
        Wish.objects.create(text=text, day=day, stage=stage, theme=theme, times=times, ordered=ordered)


def page(client, name, **query):
    return client.get(reverse(name), query).content.decode()


def rows(client, **query):
    found = client.get(reverse("search_desk:wishes"), query).context["object_list"]
    return [
        (row.get("text"), row.get("theme"), row.get("stage"), row["asked"], row["orders"]) for row in found
    ]


@pytest.mark.parametrize("name", REPORTS)
def test_the_citys_editors_and_managers_read_them(client, sign_in, name):
    for role in ("CITY_EDITOR", "MANAGER"):
        sign_in(role, "410300")
        assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", REPORTS)
def test_a_countys_editors_do_not(client, county_editor, name):
    assert client.get(reverse(name)).url == reverse("wagtailadmin_home")


def test_what_is_ordered_comes_before_what_is_only_searched(client, city_editor, wishes):
    assert rows(client) == [
        ("啃指甲", "T07", "PR", 5, 1),
        ("=1+1", "", "", 9, 0),
        ("啃指甲", "T07", "SH", 1, 0),
    ]


def test_a_period_a_stage_and_a_theme_narrow(client, city_editor, wishes):
    assert rows(client, period="90", stage="SH") == [("啃指甲", "T07", "SH", 1, 0)]
    assert rows(client, period="30", theme="T07", group="theme") == [(None, "T07", None, 6, 1)]
    assert [row[2:4] for row in rows(client, group="stage")] == [("PR", 5), ("", 9), ("SH", 1)]


def test_a_wish_leads_to_a_synonym_and_to_what_is_found_now(client, city_editor, wishes):
    shown = page(client, "search_desk:wishes")
    assert reverse("wagtailsnippets_search_synonym:add") + "?said=%E5%95%83%E6%8C%87%E7%94%B2" in shown
    assert reverse("search:search") + "?q=%E5%95%83%E6%8C%87%E7%94%B2" in shown


def test_who_only_reads_is_offered_nothing_to_change(client, manager, wishes):
    assert reverse("wagtailsnippets_search_synonym:add") not in page(client, "search_desk:wishes")


def test_the_export_holds_no_formula(client, city_editor, wishes):
    response = client.get(reverse("search_desk:wishes"), {"export": "csv"})
    sheet = b"".join(response.streaming_content).decode("utf-8-sig")
    assert "啃指甲,情绪与心理健康,小学,5,1,2" in sheet
    assert "'=1+1" in sheet
    assert "\n=1+1" not in sheet


def test_only_what_many_asked_is_shown_and_leads_to_a_suggestion(client, city_editor):
    day = timezone.localdate()
    for digest, text in (("a", "挑食怎么办"), ("b", ""), ("c", "一起赌博"), ("d", "已经推荐的")):
        AskedQuery.objects.create(digest=digest, text=text, times=12, days=4, last_day=day)
    SuggestedQuery.objects.create(text="已经推荐的")
    response = client.get(reverse("search_desk:asked"))
    assert [row.text for row in response.context["object_list"]] == ["挑食怎么办"]
    assert reverse("wagtailsnippets_search_suggestedquery:add") + "?text=" in response.content.decode()
