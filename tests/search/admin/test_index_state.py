"""The operators' screen of the index."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from search import outbox
from search.models import IndexJob, IndexMark, OutboxRow
from search.reconciling import reconcile
from tests.search.admin.conftest import Role

INDEX = reverse("search_desk:index")
ORDER = reverse("search_desk:index_order")
PROGRESS = reverse("search_desk:index_progress")


def shown(client, address=INDEX):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_without_an_index_it_says_that_the_database_answers(client, city_editor):
    assert "由数据库代答" in shown(client)


def test_a_whole_index_is_said_to_be_whole(client, city_editor, make_lesson, rebuilt):
    make_lesson("写作业磨蹭")
    rebuilt()
    assert "索引与数据库一致：公开的1项都能搜到" in shown(client)


def test_an_item_that_fails_is_named_with_its_reason(client, city_editor, make_lesson, rebuilt):
    lesson = make_lesson("写作业磨蹭")
    rebuilt()
    lesson.save()
    outbox.failed(lesson.pk, ValueError("坏字段"))
    page = shown(client)
    assert "有1项没能写进索引" in page
    assert "ValueError: 坏字段" in page
    assert reverse("wagtailadmin_pages:edit", args=[lesson.pk]) in page


def test_a_row_of_what_was_deleted_is_shown_too(client, city_editor, rebuilt):
    rebuilt()
    OutboxRow.objects.create(object_id=4711, queued_at="2026-01-01T00:00Z", attempts=3, last_error="坏了")
    assert "编号4711（已删除）" in shown(client)


def test_an_order_is_done_by_the_worker_and_its_end_is_shown(
    client, city_editor, make_lesson, django_capture_on_commit_callbacks
):
    make_lesson("写作业磨蹭")
    with django_capture_on_commit_callbacks() as waiting:
        response = client.post(ORDER, {"kind": "rebuild"}, follow=True)
    assert "已交给后台进程：重建" in response.content.decode()
    assert "data-running" in shown(client, PROGRESS)
    for job in waiting:
        job()
    page = shown(client, PROGRESS)
    assert "data-running" not in page
    assert "，有1项，用了" in page


def test_a_second_order_meanwhile_is_refused_in_words(client, city_editor):
    IndexJob.objects.create(kind=IndexJob.Kind.REBUILD)
    response = client.post(ORDER, {"kind": "reconcile"}, follow=True)
    assert "上一件作业还没结束" in response.content.decode()
    assert IndexJob.objects.count() == 1


def test_an_unknown_order_does_nothing(client, city_editor):
    response = client.post(ORDER, {"kind": "drop"}, follow=True)
    assert "没有这种作业" in response.content.decode()
    assert not IndexJob.objects.exists()


def test_who_may_only_look_has_no_buttons_and_cannot_order(client, sign_in, city):
    user = sign_in(Role.COUNTY_EDITOR, "410311")
    user.user_permissions.add(Permission.objects.get(codename="view_indexjob"))
    assert ORDER not in shown(client)
    assert client.post(ORDER, {"kind": "rebuild"}).status_code == 302
    assert not IndexJob.objects.exists()


@pytest.mark.parametrize("address", [INDEX, PROGRESS])
def test_other_editors_do_not_see_it(client, county_editor, address):
    assert client.get(address).status_code == 302


def test_an_order_is_a_post_with_a_token(client, city_editor):
    assert client.get(ORDER).status_code == 405
    assert 'name="csrfmiddlewaretoken"' in shown(client)


def test_going_back_is_offered_where_there_is_something_to_go_back_to(client, city_editor, rebuilt):
    rebuilt()
    assert 'value="rollback"' not in shown(client)
    rebuilt()
    page = shown(client)
    assert 'value="rollback"' in page
    assert "补上 000001-" in page


def test_the_last_comparison_is_told(client, city_editor, make_lesson, rebuilt):
    make_lesson("写作业磨蹭")
    rebuilt()
    assert "还没有核对过" in shown(client)
    reconcile()
    assert "1项，没有出入" in shown(client)


def test_an_index_of_another_database_is_said_to_be_that(client, city_editor, rebuilt):
    rebuilt()
    IndexMark.objects.update(held="another", coming="")
    assert "索引不属于现在的数据库" in shown(client)
