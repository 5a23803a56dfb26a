"""The chain by the screens of the admin, as a browser uses them."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from catalog.admin.look_actions import submit
from catalog.models import LessonPage
from tests.catalog.publication.conftest import form_of, texts


@pytest.fixture
def draft(items):
    return items.lesson(live=False, title="先听孩子说完", themes=["T0201"], grades=["P3"])


def fresh(page):
    return LessonPage.objects.get(pk=page.pk)


def step(page):
    state = fresh(page).current_workflow_task_state
    return state.task.name if state else None


def edit(client, user, page, **more):
    client.force_login(user)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, form_of(client, page) | more, follow=True)


def press(client, user, page, action="approve", **more):
    return edit(
        client, user, page, **{"action-workflow-action": "true", "workflow-action-name": action, **more}
    )


def test_an_item_goes_from_the_form_to_the_public(draft, zhou, wang, li, client):
    edit(client, zhou, draft, **{"action-submit": "1"})
    assert step(draft) == "初审"
    assert "接下来是复审" in texts(press(client, zhou, draft))
    assert step(draft) == "复审"
    assert "接下来是终审" in texts(press(client, wang, draft))
    assert step(draft) == "终审"
    assert "已发布，家长现在就能看到" in texts(press(client, li, draft))
    assert fresh(draft).live
    assert client.get(fresh(draft).url).status_code == 200


def test_it_goes_there_by_the_dialogues_of_the_front_screen_too(draft, zhou, wang, li, client):
    submit(draft, zhou)
    for person in (zhou, wang, li):
        client.force_login(person)
        home = client.get(reverse("wagtailadmin_home")).content.decode()
        assert "先听孩子说完" in home
        state = fresh(draft).current_workflow_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk])
        assert address in home
        client.post(address, {"comment": "好"})
    assert fresh(draft).live


def test_it_is_returned_with_words_and_sent_in_again(draft, zhou, wang, client):
    edit(client, zhou, draft, **{"action-submit": "1"})
    press(client, zhou, draft, "reject", **{"workflow-action-extra-data": '{"comment": "题目请改短"}'})
    client.force_login(zhou)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert "题目请改短" in page
    edit(client, zhou, draft, **{"action-submit": "1", "title": "听完"})
    assert step(draft) == "初审"


def test_who_waits_for_others_cannot_change_it_meanwhile(draft, zhou, wang, look, client):
    submit(draft, zhou)
    look(draft, zhou)
    response = edit(client, zhou, draft, title="偷偷改")
    assert fresh(draft).get_latest_revision_as_object().title == "先听孩子说完"
    assert response.status_code == 200


def test_a_look_is_given_to_the_step_that_was_on_the_screen(draft, zhou, wang, li, look, client):
    submit(draft, zhou)
    look(draft, zhou)
    client.force_login(li)
    opened = form_of(client, draft)  # at 复审
    look(draft, wang)  # who was quicker
    data = opened | {"action-workflow-action": "true", "workflow-action-name": "approve"}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data, follow=True)
    assert re.search(r"王老师二\d\d:\d\d已通过了这一步（复审），您的决定没有记下", texts(response))
    assert step(draft) == "终审"


def test_a_dialogue_that_comes_too_late_is_told_who_was_first(draft, zhou, wang, li, look, client):
    submit(draft, zhou)
    look(draft, zhou)
    late = fresh(draft).current_workflow_task_state
    look(draft, wang, "reject", "题目")
    submit(fresh(draft), zhou)
    client.force_login(li)
    address = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", late.pk])
    answer = client.post(address, {"comment": ""}, headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert answer["step"] == "success"
    assert "王老师二" in texts(client.get(answer["redirect"]))
    assert step(draft) == "复审"


def saved_meanwhile(draft, user, title):
    """A newer draft than the one that the form was opened with."""
    newer = fresh(draft).get_latest_revision_as_object()
    newer.title = title
    newer.save_revision(user=user)


def test_who_saves_over_another_is_told_and_keeps_everything(draft, zhou, wang, client):
    client.force_login(wang)
    opened = form_of(client, draft)
    saved_meanwhile(draft, zhou, "周老师的题目")
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    response = client.post(address, opened | {"title": "王老师的题目"})
    said = response.content.decode()
    assert re.search(r"周老师\d\d:\d\d也改了这一页。您写的都在，请对照后再保存。", said)
    assert "王老师的题目" in said
    assert fresh(draft).get_latest_revision_as_object().title == "周老师的题目"
    latest = fresh(draft).get_latest_revision()
    again = opened | {
        "title": "王老师的题目",
        "loaded_revision_id": str(latest.pk),
        "loaded_revision_created_at": latest.created_at.isoformat(),
    }
    assert f'value="{latest.pk}"' in said, "the form that comes back knows the newer draft"
    client.post(address, again)
    assert fresh(draft).get_latest_revision_as_object().title == "王老师的题目"


def test_nobody_is_warned_of_what_the_form_saved_for_them_by_itself(draft, zhou, client):
    """The button is often pressed while Wagtail's autosave is under way, which then was the newer draft."""
    client.force_login(zhou)
    opened = form_of(client, draft)
    saved_meanwhile(draft, zhou, "写到一半")
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    client.post(address, opened | {"title": "写完了"})
    assert fresh(draft).get_latest_revision_as_object().title == "写完了"


def test_who_saves_over_an_autosave_of_another_is_told(draft, zhou, wang, client):
    first = fresh(draft).get_latest_revision_as_object().save_revision(user=zhou)
    client.force_login(wang)
    opened = form_of(client, draft)
    theirs = first.as_object()
    theirs.title = "周老师又写了"
    theirs.save_revision(user=zhou, overwrite_revision=first)
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    said = client.post(address, opened | {"title": "王老师的题目"}).content.decode()
    assert "也改了这一页" in said
    assert fresh(draft).get_latest_revision_as_object().title == "周老师又写了"


def test_a_county_sends_in_many_at_once_and_many_are_passed_at_once(items, zhou, wang, li, client):
    drafts = [items.lesson(live=False, title=f"第{number}课") for number in range(1, 7)]
    empty = items.lesson(live=False, title="还没有视频", full_text="")
    query = "&".join(f"id={page.pk}" for page in [*drafts, empty])

    def bulk(user, action, data=None):
        client.force_login(user)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        shown = client.get(f"{address}?{query}").content.decode()
        seen = re.findall(r'name="seen" value="([\d:]+)"', shown)
        next_page = reverse("desk_lessons:index")
        return client.post(f"{address}?{query}&next={next_page}", {"seen": seen, **(data or {})}, follow=True)

    response = bulk(zhou, "publish")
    assert "已送审6项" in texts(response)
    assert "“还没有视频”还没有视频，也没有正文" in texts(response)
    bulk(zhou, "approve_look")
    bulk(wang, "approve_look", {"comment": "都好"})
    assert {step(page) for page in drafts} == {"终审"}
    assert (
        "没有现在可以通过的"
        in client.get(
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", "approve_look"]) + f"?{query}"
        ).content.decode()
    )
    response = bulk(li, "approve_look")
    assert "已通过6项" in texts(response)
    assert all(fresh(page).live for page in drafts)
    assert not fresh(empty).live


def test_a_list_shows_what_waits_for_my_own_look(items, zhou, wang, look, client):
    lesson, other = items.lesson(live=False, title="等市里看"), items.lesson(live=False, title="等县里看")
    for page in (lesson, other):
        submit(page, zhou)
    look(lesson, zhou)
    client.force_login(wang)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "等我审核的课例微课：1项" in home
    listed = client.get(reverse("desk_lessons:index"), {"look": "mine"}).content.decode()
    assert "等市里看" in listed
    assert "等县里看" not in listed
    look(lesson, wang)
    assert "等我审核的课例微课" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_what_moved_on_since_the_list_was_shown_is_left_alone(items, zhou, wang, li, look, client):
    lesson = items.lesson(live=False)
    submit(lesson, zhou)
    look(lesson, zhou)
    client.force_login(li)
    address = (
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "approve_look"]) + f"?id={lesson.pk}"
    )
    seen = re.findall(r'name="seen" value="([\d:]+)"', client.get(address).content.decode())
    look(lesson, wang)
    response = client.post(f"{address}&next={reverse('desk_lessons:index')}", {"seen": seen}, follow=True)
    assert "没有动它" in texts(response)
    assert step(lesson) == "终审"


def test_many_are_returned_at_once_with_one_reason(items, zhou, client):
    drafts = [items.lesson(live=False) for _ in range(3)]
    for page in drafts:
        submit(page, zhou)
    query = "&".join(f"id={page.pk}" for page in drafts)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "return_look"]) + f"?{query}"
    client.force_login(zhou)
    seen = re.findall(r'name="seen" value="([\d:]+)"', client.get(address).content.decode())
    assert client.post(address, {"seen": seen, "comment": ""}).status_code == 200, "a reason is asked for"
    assert step(drafts[0]) == "初审"
    client.post(address, {"seen": seen, "comment": "请补单位全称"})
    assert {step(page) for page in drafts} == {None}


def test_one_mail_tells_of_all_that_one_action_did(items, zhou, wang, django_capture_on_commit_callbacks):
    from django.db import transaction

    drafts = [items.lesson(live=False, title=f"第{number}课") for number in range(1, 41)]
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for page in drafts:
            submit(page, zhou)
            state = page.current_workflow_task_state
            state.task.specific.on_action(state, zhou, "approve")
    (letter,) = [letter for letter in mail.outbox if letter.to == [wang.email]]
    assert letter.subject == "【河洛家教】40项内容等您审核"
    assert "· 第1课（复审）" in letter.body
    assert "还有10项" in letter.body
    assert reverse("wagtailadmin_pages:edit", args=[drafts[0].pk]) in letter.body


def test_who_sent_it_in_hears_of_a_return_and_of_the_end(
    draft, zhou, wang, li, look, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        submit(draft, zhou)
        look(draft, zhou)
    assert [letter.to for letter in mail.outbox] == [[wang.email], [li.email]]
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        look(draft, wang, "reject", "第二段请改短")
    (letter,) = mail.outbox
    assert letter.to == [zhou.email]
    assert "意见：第二段请改短" in letter.body
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        submit(fresh(draft), zhou)
        look(draft, wang)
        look(draft, li)
    assert any(letter.to == [zhou.email] and "已通过审核" in letter.subject for letter in mail.outbox)


def test_who_wants_no_mail_gets_none(draft, zhou, wang, li, look, django_capture_on_commit_callbacks):
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(wang)
    profile.submitted_notifications = False
    profile.save()
    with django_capture_on_commit_callbacks(execute=True):
        submit(draft, zhou)
        look(draft, zhou)
    assert [letter.to for letter in mail.outbox] == [[li.email]]


def test_a_reviewer_comments_beside_a_field_and_returns_it(draft, zhou, wang, look, client):
    submit(draft, zhou)
    look(draft, zhou)
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "comments-0-text": "这个题目像广告",
        "comments-0-contentpath": "title",
        "comments-0-position": "",
        "comments-0-id": "",
        "comments-0-resolved": "",
        "comments-0-DELETE": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
        "comments-0-replies-MIN_NUM_FORMS": "0",
        "comments-0-replies-MAX_NUM_FORMS": "0",
    }
    press(client, wang, draft, "reject", **comment)
    assert step(draft) is None
    (kept,) = draft.wagtail_admin_comments.all()
    assert (kept.user, kept.text, kept.contentpath) == (wang, "这个题目像广告", "title")
    client.force_login(zhou)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    assert "这个题目像广告" in page.context["form"].serialize_comments(zhou)["comments"][0]["text"]


def test_the_preview_begins_at_the_width_of_a_phone(draft):
    assert draft.default_preview_size == "mobile"
    assert draft.preview_sizes[0]["device_width"] == 375
