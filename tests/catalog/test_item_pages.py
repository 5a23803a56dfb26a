"""Pages of single items: nothing empty, nothing that ranks, few queries; the bar of a plan is as long as its steps."""

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.models import Activity, Offering
from catalog.models.plans import BAR_WIDTH, beats


def test_the_bar_is_shared_out_by_minutes():
    bar = beats([5, 10, 5])
    assert [beat.start for beat in bar] == [0, 250, 750]
    assert bar[1].width > 2 * bar[0].width - 10
    assert bar[-1].start + bar[-1].width <= BAR_WIDTH


@pytest.mark.parametrize("minutes", [[], [0], [0, 0]])
def test_a_plan_without_minutes_has_no_bar(minutes):
    assert beats(minutes) == []


def test_a_unit_tells_facts_and_never_whether_they_are_enough(items, client):
    today = timezone.localdate()
    unit = items.unit(
        offerings=[Offering(kind=kind, name=kind, price="免费") for kind in ("R01", "R01", "R02")],
        activities=[
            Activity(kind="B02", title="已办", date=today.replace(month=1, day=1), state="HELD"),
            Activity(kind="B02", title="去年", date=today.replace(year=today.year - 1, day=1), state="HELD"),
        ],
    )
    page = client.get(unit.url).content.decode()
    assert "提供2类资源" in page
    assert "本年已开展1场" in page
    for word in ["达到", "还差", "不少于", "要求"]:
        assert word not in page


@pytest.mark.parametrize("kind", ["lesson", "plan", "route", "unit", "collection"])
def test_a_bare_item_shows_no_empty_section(items, client, kind):
    page = client.get(getattr(items, kind)().url).content.decode()
    for heading in ["今晚就能做", "资料", "聊一聊", "课后记录" if kind != "plan" else "配套的课", "能为孩子做什么",
                    "给学校看", "近期活动", "一站一站走", "路上要当心", "按这个顺序看", "接着看"]:  # fmt: skip
        assert f">{heading}<" not in page


@pytest.mark.parametrize("kind", ["lesson", "plan", "route", "unit", "collection"])
def test_an_item_takes_at_most_ten_queries(
    items, client, kept_between_pages, django_assert_max_num_queries, kind
):
    other = items.lesson(themes=["T0201"], grades=["P1"])
    page = getattr(items, kind)(themes=["T0201"], grades=["P1"], links=[other])
    client.get(reverse("catalog:items"))
    with django_assert_max_num_queries(10):
        assert client.get(page.url).status_code == 200
