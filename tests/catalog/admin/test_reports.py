"""The reports: what is to complete, and the matrix of themes and stages."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction, ReferenceIndex

from accounts.models import Membership
from catalog.admin import month
from catalog.admin.missing import labels
from catalog.models import Activity, CatalogPage, LessonPage, Theme
from catalog.publication.withdrawing import item_withdraw

TO_COMPLETE, COVERAGE = reverse("desk:to_complete"), reverse("desk:coverage")
MONTH = reverse("desk:month")
TAGS = {"grades": ["P3"], "themes": ["T0201"]}


def unit_with(items, title, days, state):
    unit = items.unit(title=title)
    date = timezone.localdate() + datetime.timedelta(days=days)
    unit.activities = [Activity(kind="B01", title="讲解", date=date, state=state)]
    unit.save_revision().publish()
    return unit


@pytest.fixture
def some(items):
    items.lesson(title="齐全的课", **TAGS)
    items.lesson(title="没有内容", full_text="", live=False, **TAGS)
    items.lesson(title="没有年级", themes=["T0201"])
    items.lesson(title="什么都没有", full_text="", live=False)
    items.plan(title="没有主题的教案", grades=["P1"])
    items.collection(title="专题不要年级")
    unit_with(items, "活动已过", -1, Activity.State.PLANNED)
    unit_with(items, "活动没到", 1, Activity.State.PLANNED)
    unit_with(items, "活动办了", -1, Activity.State.HELD)
    items.lesson(title="别县的课", county="410325", full_text="", live=False, **TAGS)


def listed(client, **query):
    return {item.title: labels(item) for item in client.get(TO_COMPLETE, query).context["object_list"]}


def test_what_lacks_something_is_listed_with_what_it_lacks(client, some, county_editor):
    assert listed(client) == {
        "没有内容": ["没有视频和正文"],
        "没有年级": ["没有年级"],
        "什么都没有": ["没有视频和正文", "没有年级", "没有主题"],
        "没有主题的教案": ["没有主题"],
        "活动已过": ["活动日期已过，还没标“已开展”"],
    }


def test_the_city_sees_every_county(client, some, city_editor):
    assert "别县的课" in listed(client)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"missing": "activity"}, {"活动已过"}),
        ({"missing": ["grade", "theme"], "kind": "lesson"}, {"没有年级", "什么都没有"}),
        ({"missing": "content", "county": "410325"}, {"别县的课"}),
        ({"state": "live", "kind": "lesson"}, {"没有年级"}),
    ],
)
def test_the_report_can_be_narrowed(client, some, city_editor, query, titles):
    assert set(listed(client, **query)) == titles


def test_its_spreadsheet_says_the_same(client, some, county_editor):
    text = b"".join(client.get(TO_COMPLETE, {"export": "csv"}).streaming_content).decode("utf-8-sig")
    assert text.startswith("缺什么,题目")
    assert "活动日期已过，还没标“已开展”,活动已过" in text
    assert "别县的课" not in text


def cell(client, theme, stage, **query):
    rows = client.get(COVERAGE, query).context["object_list"]
    return next(row.counts[stage] for row in rows if row.theme.code == theme)


class TestCoverage:
    @pytest.fixture(autouse=True)
    def lessons(self, items):
        items.lesson(title="两年级两主题", grades=["P1", "P2", "J1"], themes=["T0201", "T0202"])
        items.lesson(title="草稿", grades=["P1"], themes=["T02"], live=False, year=2025)
        items.lesson(title="别县", grades=["P1"], themes=["T0201"], county="410325")
        items.plan(title="教案", grades=["P1"], themes=["T0201"])

    def test_an_item_counts_once_in_a_cell(self, client, county_editor):
        assert cell(client, "T02", "PR") == 2
        assert cell(client, "T02", "JH") == 1
        assert cell(client, "T03", "PR") == 0

    def test_the_city_counts_all_counties_and_can_choose(self, client, city_editor):
        assert cell(client, "T02", "PR") == 3
        assert cell(client, "T02", "PR", county="410325") == 1
        assert cell(client, "T02", "PR", state="draft") == 1
        assert cell(client, "T02", "PR", kind="plan") == 1

    @pytest.mark.parametrize("query", [{}, {"county": "410325"}, {"state": "draft"}, {"kind": "plan"}])
    def test_a_number_leads_to_as_many_items(self, client, city_editor, query):
        response = client.get(COVERAGE, query)
        view = response.context["view"]
        for row in response.context["object_list"]:
            for column in view.columns[1:]:
                address = column.get_link_url(row, {})
                if column.get_value(row):
                    assert len(client.get(address).context["object_list"]) == column.get_value(row)
                    assert address.replace("&", "&amp;") in response.content.decode()

    def test_its_spreadsheet_has_a_row_a_theme(self, client, county_editor):
        text = b"".join(client.get(COVERAGE, {"export": "csv"}).streaming_content).decode("utf-8-sig")
        assert len(text.splitlines()) == 1 + Theme.objects.roots().filter(active=True).count()


@pytest.mark.parametrize("address", [TO_COMPLETE, COVERAGE, f"{TO_COMPLETE}results/", f"{COVERAGE}results/"])
class TestRights:
    def test_an_editor_comes_in(self, client, county_editor, address):
        assert client.get(address).status_code == 200

    def test_a_manager_reads_and_a_visitor_does_not(self, client, manager, address):
        assert client.get(address).status_code == 200
        client.logout()
        assert client.get(address).status_code == 302

    def test_a_longer_report_asks_no_more_queries(
        self, client, items, city_editor, django_assert_max_num_queries, address
    ):
        def count():
            with django_assert_max_num_queries(200) as captured:
                client.get(address)
            return len(captured)

        items.lesson(themes=["T0201"])
        count()
        few = count()
        for _ in range(8):
            items.lesson(themes=["T0201"], authors=["甲"])
        assert LessonPage.objects.count() == 9
        assert count() <= few + 1


class TestTheMonth:
    def told(self, client, **query):
        rows = client.get(MONTH, query).context["object_list"]
        return {(row.what, row.title, row.reason) for row in rows}

    @pytest.fixture
    def happened(self, items, city_editor):
        gone = items.lesson(title="撤下的课")
        gone.unpublish()
        urgent = items.lesson(title="急着撤下的课")
        item_withdraw(item=CatalogPage.objects.get(pk=urgent.pk), user=city_editor, reason="照片里有孩子")
        old = items.lesson(title="去年的课", county="410325")
        year_ago = timezone.now() - datetime.timedelta(days=400)
        LessonPage.objects.filter(pk=old.pk).update(first_published_at=year_ago)
        items.lesson(title="嵩县的新课", county="410325")
        items.lesson(title="没发布的", live=False)
        items.lesson(title="删掉的课").delete(user=city_editor)

    def test_new_and_withdrawn_with_why(self, client, happened):
        assert self.told(client) == {
            ("新增", "撤下的课", ""),
            ("撤下", "撤下的课", ""),
            ("新增", "急着撤下的课", ""),
            ("紧急撤下", "急着撤下的课", "照片里有孩子"),
            ("新增", "嵩县的新课", ""),
            ("删除", "删掉的课", ""),
        }

    def test_a_county_reads_its_own(self, client, happened, sign_in):
        sign_in(Membership.Role.COUNTY_EDITOR, "410325")
        assert self.told(client) == {("新增", "嵩县的新课", "")}

    def test_other_months_and_nonsense(self, client, happened):
        last = month.months()[1][0]
        assert self.told(client, month=last) == set()
        assert self.told(client, month="x") == self.told(client)

    def test_its_spreadsheet(self, client, happened):
        text = b"".join(client.get(MONTH, {"export": "csv"}).streaming_content).decode("utf-8-sig")
        assert "紧急撤下,急着撤下的课,课例微课,洛龙区,照片里有孩子" in text


def test_a_manager_reads_the_reports_and_is_led_to_no_form(client, some, manager):
    assert "别县的课" in listed(client)
    assert cell(client, "T02", "PR") == 3
    page = client.get(TO_COMPLETE).content.decode() + client.get(COVERAGE).content.decode()
    assert "/edit/" not in page


class TestBrokenLinks:
    """To what visitors cannot open; the reference index is filled here as Wagtail's task does it."""

    @pytest.fixture
    def linked(self, items):
        def make(target, **fields):
            lesson = items.lesson(title="链着的课", links=[target], **TAGS, **fields)
            ReferenceIndex.create_or_update_for_object(LessonPage.objects.get(pk=lesson.pk))
            return lesson

        return make

    def test_a_link_to_an_item_is_broken_once_that_is_withdrawn(self, client, items, linked, county_editor):
        target = items.lesson(title="对方", **TAGS)
        linked(target)
        assert listed(client) == {}
        target.unpublish()
        assert listed(client, missing="link") == {"链着的课": ["链接失效"]}

    def test_a_link_in_the_text_to_what_is_private(self, client, items, city_editor):
        hidden = items.lesson(title="藏了", county="410325", **TAGS)
        text = f'<p><a linktype="page" id="{hidden.pk}">看</a></p>'
        lesson = items.lesson(title="链到藏了的", full_text=text, **TAGS)
        ReferenceIndex.create_or_update_for_object(LessonPage.objects.get(pk=lesson.pk))
        assert listed(client, missing="link") == {}
        PageViewRestriction.objects.create(page=hidden.get_parent(), restriction_type="login")
        assert set(listed(client, missing="link")) == {"链到藏了的"}
