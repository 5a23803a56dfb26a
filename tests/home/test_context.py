"""What stands around every page: nothing for what nobody filled in."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from home.models import SiteFacts

LABELS = {
    "organiser": "主办单位",
    "phone": "联系电话",
    "identifier": "网站标识码",
    "icp": "ICP备案",
    "police": "公安备案",
}


def facts(**fields):
    SiteFacts.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults=fields)


def test_an_empty_footer_and_notice_draw_nothing(items, visitor):
    page = visitor.get("/").content.decode()
    for label in LABELS.values():
        assert label not in page
    for mark in ('class="notice"', "foot__facts", "党政机关标识"):
        assert mark not in page


@pytest.mark.parametrize("field", LABELS)
def test_each_fact_stands_alone(items, visitor, field):
    facts(**{field: "示例4103号"})
    page = visitor.get("/").content.decode()
    assert "示例4103号" in page
    assert [label for label in LABELS.values() if f"{label}：" in page] == [LABELS[field]]


@pytest.mark.parametrize(("days", "shown"), [(0, True), (3, True), (-1, False), (None, True)])
def test_a_notice_goes_with_its_last_day(items, visitor, days, shown):
    until = None if days is None else timezone.localdate() + timedelta(days=days)
    facts(notice="今天下午3点到4点维护。", notice_until=until)
    assert ("今天下午3点到4点维护。" in visitor.get("/").content.decode()) is shown


def test_what_a_machine_made_is_labelled_on_the_page(items, visitor):
    page = visitor.get(items.lesson(ai_parts=["VOICE"]).get_url()).content.decode()
    assert "由人工智能生成" in page
    assert "由人工智能生成" not in visitor.get(items.lesson().get_url()).content.decode()


def test_pages_travel_compressed(items, visitor):
    for _ in range(5):
        items.lesson()
    whole, packed = visitor.get("/items/"), visitor.get("/items/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(whole.content) / 2
