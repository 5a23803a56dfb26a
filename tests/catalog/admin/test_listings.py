"""A list per kind: what stands in it, for whom, and the spreadsheet of it."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse
from wagtail.search.index import insert_or_update_object

from accounts.models import Membership
from catalog.models import LessonPage

LESSONS = reverse("desk_lessons:index")
STARTS = ("=", "+", "-", "@", "＝", "\t", "\r")
KINDS = ["lessons", "plans", "routes", "units", "collections"]


@pytest.fixture
def some(items):
    return [
        items.lesson(title="磨蹭的孩子", county="410311", grades=["P3"], themes=["T0201"], year=2025),
        items.lesson(title="手机约定", county="410311", grades=["J1"], themes=["T0301"], live=False),
        items.lesson(title="待补的课", county="410311", full_text="", live=False),
        items.lesson(title="嵩县的草稿", county="410325", live=False),
    ]


def shown(client, **query):
    return {page.title for page in client.get(LESSONS, query).context["object_list"]}


def test_a_county_editor_sees_its_own_items_and_drafts_and_nobody_elses(client, some, county_editor):
    assert shown(client) == {"磨蹭的孩子", "手机约定", "待补的课"}


def test_a_city_editor_sees_all(client, some, city_editor):
    assert "嵩县的草稿" in shown(client)


def test_a_manager_of_the_city_reads_every_list_and_changes_nothing(client, some, manager):
    assert "嵩县的草稿" in shown(client)
    page = client.get(LESSONS).content.decode()
    assert "desk-lessons" in client.get(reverse("wagtailadmin_home")).content.decode()
    for item in some:
        assert reverse("wagtailadmin_pages:edit", args=[item.pk]) not in page
        assert client.get(reverse("wagtailadmin_pages:edit", args=[item.pk])).status_code == 403
    assert 'type="checkbox" data-bulk' not in page
    for kind in KINDS:
        assert client.get(reverse(f"desk_{kind}:choose_parent")).status_code in (302, 403)


def test_a_manager_of_a_county_reads_that_county(client, some, sign_in):
    sign_in(Membership.Role.MANAGER, "410325")
    assert shown(client) == {"嵩县的草稿"}
    sign_in(Membership.Role.MANAGER, "410323")
    assert shown(client) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_list_in_the_menu_and_a_way_to_make_one(client, county_editor, kind):
    assert client.get(reverse(f"desk_{kind}:index")).status_code == 200
    assert client.get(reverse(f"desk_{kind}:index_results")).status_code == 200
    assert f"desk-{kind}" in client.get(reverse("wagtailadmin_home")).content.decode()
    # One place of the kind in one's own county: no question which.
    assert "/pages/add/catalog/" in client.get(reverse(f"desk_{kind}:choose_parent")).url


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"grade": "PR"}, {"磨蹭的孩子"}),
        ({"theme": "T03"}, {"手机约定"}),
        ({"theme": ["T02", "T03"]}, {"磨蹭的孩子", "手机约定"}),
        ({"year": "2025"}, {"磨蹭的孩子"}),
        ({"county": "410325"}, {"嵩县的草稿"}),
        ({"state": "live"}, {"磨蹭的孩子"}),
        ({"state": "empty"}, {"待补的课"}),
        ({"state": ["live", "empty"]}, {"磨蹭的孩子", "待补的课"}),
        ({"state": "draft", "county": "410311"}, {"手机约定", "待补的课"}),
        ({"state": ["review", "scheduled", "expired", "changed"]}, set()),
    ],
)
def test_filters_narrow_the_list(client, some, city_editor, query, found):
    assert shown(client, **query) == found


def test_searching_within_a_filter(client, some, city_editor):
    for page in some:
        insert_or_update_object(page)
    assert shown(client, q="约定", state="draft") == {"手机约定"}
    assert shown(client, q="约定", state="live") == set()


def rows(client, form, **query):
    response = client.get(LESSONS, {"export": form, **query})
    if form == "csv":
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text)))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_spreadsheet_holds_what_the_list_shows(client, some, county_editor, form):
    head, *lines = rows(client, form)
    assert {line[head.index("题目")] for line in lines} == {"磨蹭的孩子", "手机约定", "待补的课"}
    line = next(line for line in lines if line[0] == "磨蹭的孩子")
    assert [line[head.index(name)] for name in ("县区", "年级", "主题")] == [
        "洛龙区",
        "三年级",
        some[0].theme_terms[0].name,
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("title", ["=1+1", "+86", "-2+3", "@SUM(A1)", "＝cmd", " =1+1", "\t=1+1", "\r=1+1"])
def test_no_cell_begins_like_a_formula(client, items, county_editor, form, title):
    items.lesson(title=title, authors=["=HYPERLINK(1)"], year=2025)
    for line in rows(client, form)[1:]:
        assert not any(str(cell).lstrip(" ").startswith(STARTS) for cell in line if cell)


@pytest.mark.parametrize("query", [{}, {"export": "csv"}])
def test_a_longer_list_asks_no_more_queries(client, items, city_editor, django_assert_max_num_queries, query):
    def fill(number):
        for _ in range(number):
            items.lesson(grades=["P1"], themes=["T0201"], authors=["甲"], school="某小学", live=False)

    def count():
        with django_assert_max_num_queries(200) as captured:
            response = client.get(LESSONS, query)
            b"".join(response.streaming_content) if response.streaming else response.content
        return len(captured)

    fill(2)
    count()
    few = count()
    fill(10)
    assert LessonPage.objects.count() == 12
    assert count() <= few + 1
