"""The front screen says what waits for me, and nobody else's."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from catalog.admin.look_actions import submit
from catalog.admin.waiting import waiting_for
from catalog.models import LessonPage

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


class TestWhatOthersWaitFor:
    @pytest.fixture
    def sent_in(self, items, county_editor):
        lesson = items.lesson(title="送审的课", grades=["P1"], themes=["T0201"], live=False)
        submit(lesson, county_editor)
        return LessonPage.objects.get(pk=lesson.pk)

    def test_my_looks_lead_and_nobody_elses(self, client, sent_in, county_editor, sign_in):
        first = waiting_for(county_editor)[0]
        assert (first.label, first.number, first.urgent) == ("等我审核的课例微课", 1, True)
        assert [page.title for page in client.get(first.address).context["object_list"]] == ["送审的课"]
        for role, code in (
            (Membership.Role.CITY_EDITOR, "410300"),
            (Membership.Role.COUNTY_EDITOR, "410325"),
        ):
            assert "等我审核的课例微课" not in numbers(sign_in(role, code))

    def test_who_has_looked_does_not_wait_for_the_next_look(self, sent_in, county_editor, sign_in):
        state = sent_in.current_workflow_task_state
        state.task.specific.on_action(state, county_editor, "approve")
        assert "等我审核的课例微课" not in numbers(county_editor)
        second = sign_in(Membership.Role.CITY_EDITOR, "410300")
        assert numbers(second)["等我审核的课例微课"] == 1
        state = LessonPage.objects.get(pk=sent_in.pk).current_workflow_task_state
        state.task.specific.on_action(state, second, "approve")
        assert "等我审核的课例微课" not in numbers(second)

    def test_what_came_back_waits_for_its_county(self, sent_in, county_editor):
        state = sent_in.current_workflow_task_state
        state.task.specific.on_action(state, county_editor, "reject", comment="缺肖像授权")
        assert numbers(county_editor)["被退回的课例微课"] == 1
        assert [waiting.urgent for waiting in waiting_for(county_editor)][:1] == [True]
