"""The front screen says what waits for me, and nobody else's."""

import pytest
from django.urls import reverse

from catalog.admin.waiting import waiting_for

HOME = reverse("wagtailadmin_home")


@pytest.fixture
def some(items):
    items.lesson(title="齐全", grades=["P1"], themes=["T0201"])
    items.lesson(title="草稿", grades=["P1"], themes=["T0201"], live=False)
    items.lesson(title="没内容", full_text="", live=False, grades=["P1"], themes=["T0201"])
    items.lesson(county="410325", full_text="", live=False, grades=["P1"], themes=["T0201"])
    changed = items.plan(title="改了一半", grades=["P1"], themes=["T0201"])
    changed.title = "改了"
    changed.save_revision()


def numbers(user):
    return {waiting.label: waiting.number for waiting in waiting_for(user)}


def test_a_county_editor_is_told_of_its_own(client, some, county_editor):
    assert numbers(county_editor) == {
        "没有视频和正文": 1,
        "草稿的课例微课": 2,
        "已发布，有没发布的修改的教案": 1,
    }
    page = client.get(HOME).content.decode()
    assert "等我处理（洛龙区）" in page
    assert "草稿的课例微课：2项" in page


def test_the_city_is_told_of_all(client, some, city_editor):
    assert numbers(city_editor)["没有视频和正文"] == 2
    assert "等我处理（全市）" in client.get(HOME).content.decode()


def test_every_number_leads_to_as_many_items(client, some, city_editor):
    for waiting in waiting_for(city_editor):
        assert len(client.get(waiting.address).context["object_list"]) == waiting.number


def test_a_manager_is_told_nothing(client, some, manager):
    assert "等我处理" not in client.get(HOME).content.decode()


def test_nothing_waiting_is_said(client, county_editor):
    assert "现在没有等您处理的事" in client.get(HOME).content.decode()
