"""The main job, end to end: a county's sheet comes in, an editor completes it, a parent finds and reads it."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from catalog.models import LessonPage
from search import indexing

SHEET = "tests/data/summary_sheets/2025年洛龙区家庭教育指导优秀课例汇总表.xlsx"
TITLE = "孩子爱发脾气摔东西"


@pytest.fixture
def sheet_came_in(city, settings):
    indexing.rebuild()
    call_command("import_sheet", SHEET)


def found(client, words):
    """The addresses of the items on the page of results."""
    page = BeautifulSoup(client.get("/search/", {"q": words}).content, "html.parser")
    return {link["href"] for link in page.select("main a[href]")}


def test_a_lesson_from_a_sheet_is_found_by_a_parents_words(sheet_came_in, client):
    lesson = LessonPage.objects.get(title=TITLE)
    indexing.drain()
    assert lesson.url not in found(client, "娃一不顺心就摔东西")
    assert client.get(lesson.url).status_code == 404

    lesson.full_text = "<p>他把积木扫到地上。我蹲下来，先说：“你很生气。”等他喘匀了，再一起捡。</p>"
    lesson.save_revision()
    call_command("import_sheet", SHEET, publish=True)
    indexing.drain()

    assert lesson.url in found(client, "娃一不顺心就摔东西")
    assert lesson.url in found(client, "积木扫到地上")
    page = client.get(lesson.url).content.decode()
    assert "你很生气" in page
    assert "洛龙区示例第二幼儿园" in page
    assert client.get(f"/r/{lesson.short_id}").url == lesson.url
    assert LessonPage.objects.filter(live=True).count() == 1

    lesson = LessonPage.objects.get(pk=lesson.pk)
    lesson.unpublish()
    assert lesson.url not in found(client, "积木扫到地上"), (
        "a withdrawn item is gone before the index hears of it"
    )
