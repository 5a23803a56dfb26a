"""An item becomes public by three looks of three people, each at the revision that is published."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry, TaskState, Workflow, WorkflowPage

from accounts.models import User
from catalog.admin.look_actions import submit
from catalog.models import CountyIndexPage, LessonPage, LookTask
from catalog.publication.chain import NAME, chain_ensure
from catalog.publication.refusals import Refused
from tests.catalog.publication.conftest import Role, editor, form_of, texts


@pytest.fixture
def draft(items):
    return items.lesson(live=False, title="先听孩子说完")


def waiting(page):
    """The name of the look that a page waits for."""
    state = LessonPage.objects.get(pk=page.pk).current_workflow_task_state
    return state.task.name if state else None


def edited(page, title, user=None):
    latest = page.get_latest_revision_as_object()
    latest.title = title
    return latest.save_revision(user=user)


# --- the levels ---


def test_every_county_has_the_looks_that_the_settings_name(city):
    workflow = Workflow.objects.get(name=NAME)
    assert [task.name for task in workflow.tasks] == ["初审", "复审", "终审"]
    assert WorkflowPage.objects.filter(workflow=workflow).count() == CountyIndexPage.objects.count()


def test_an_installation_may_ask_for_one_look(settings, draft, wang, zhou, look):
    settings.CATALOG_REVIEW_LEVELS = ["审核:city"]
    call_command("make_places")
    call_command("make_places")
    submit(draft, zhou)
    assert waiting(draft) == "审核"
    look(draft, wang)
    draft.refresh_from_db()
    assert draft.live


def test_what_waits_at_a_level_that_is_given_up_goes_on_to_the_next(settings, draft, zhou, wang, look):
    submit(draft, zhou)
    look(draft, zhou)
    assert waiting(draft) == "复审"
    settings.CATALOG_REVIEW_LEVELS = ["初审:county", "终审:city"]
    chain_ensure()
    assert waiting(draft) == "终审"
    look(draft, wang)
    draft.refresh_from_db()
    assert draft.live


@pytest.mark.parametrize("wrong", [[], ["初审"], ["初审:town"], ["审:city", "审:city"], ["a:city"] * 4])
def test_levels_that_make_no_sense_are_named(db, settings, wrong):
    settings.CATALOG_REVIEW_LEVELS = wrong
    with pytest.raises(ImproperlyConfigured, match="CATALOG_REVIEW_LEVELS"):
        chain_ensure()


# --- the chain ---


def test_three_people_look_and_then_it_is_public(draft, all_looks):
    assert all_looks(draft).live


def test_every_publication_says_who_looked_and_when(draft, all_looks, zhou, client):
    all_looks(draft)
    said = PageLogEntry.objects.get(page=draft.pk, action="catalog.looked_at").message
    for words in (
        "初审 周老师",
        "复审 王老师二",
        "终审 李老师三三",
        f"{timezone.localtime():%Y年%-m月%-d日}",
    ):
        assert words in said
    client.force_login(zhou)
    for name in ("edit", "history"):
        page = client.get(reverse(f"wagtailadmin_pages:{name}", args=[draft.pk])).content.decode()
        assert "终审 李老师三三" in page


def test_single_looks_are_in_the_log_with_their_comments(draft, zhou, wang, look):
    submit(draft, zhou)
    look(draft, zhou, comment="题目清楚")
    look(draft, wang, "reject", "第二段请改短")
    logged = PageLogEntry.objects.filter(page=draft.pk, action__startswith="wagtail.workflow")
    said = {(entry.action.rsplit(".")[-1], entry.user.name, entry.data.get("comment")) for entry in logged}
    assert {("approve", "周老师", "题目清楚"), ("reject", "王老师二", "第二段请改短")} <= said


def test_one_person_does_not_give_two_looks(draft, zhou, wang, look, client):
    submit(draft, zhou)
    look(draft, zhou)
    look(draft, wang)
    with pytest.raises(Refused, match="您已做过“复审”。三审要由不同的人做，终审请另一位编辑来做"):
        look(draft, wang)
    client.force_login(wang)
    assert "终审请另一位编辑来做" in texts(client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])))
    look(draft, wang, "reject", "还有一处")
    draft.refresh_from_db()
    assert not draft.live


def test_an_installation_with_few_people_may_allow_it(settings, draft, zhou, wang, look):
    settings.CATALOG_REVIEW_DIFFERENT_PEOPLE = False
    submit(draft, zhou)
    for person in (zhou, wang, wang):
        look(draft, person)
    draft.refresh_from_db()
    assert draft.live


def test_an_administrator_is_bound_by_the_same_rule(draft, zhou, look):
    chief = User.objects.create_superuser("chief")
    submit(draft, zhou)
    look(draft, chief)
    with pytest.raises(Refused):
        look(draft, chief)


def test_another_countys_editor_cannot_look(draft, zhou, client):
    other = editor("外县老师们", Role.COUNTY_EDITOR, "410325")
    submit(draft, zhou)
    state = draft.current_workflow_task_state
    assert state.task.specific.get_actions(draft, other) == []
    assert not TaskState.objects.reviewable_by(other).exists()
    assert list(TaskState.objects.reviewable_by(zhou)) == [state]
    client.force_login(other)
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk]))
    assert waiting(draft) == "初审"


def test_a_county_without_an_editor_is_looked_after_by_the_city(items, wang):
    lesson = items.lesson(live=False, county="410325")
    submit(lesson, wang)
    assert waiting(lesson) == "初审"
    assert TaskState.objects.reviewable_by(wang).count() == 1
    assert lesson.current_workflow_task.specific.is_for(wang, lesson)


def test_a_returned_item_begins_again_once_it_was_changed(draft, zhou, wang, look):
    submit(draft, zhou)
    look(draft, zhou)
    look(draft, wang, "reject", "题目太长")
    edited(draft, "听完", zhou)
    submit(LessonPage.objects.get(pk=draft.pk), zhou)
    assert waiting(draft) == "初审"


def test_a_returned_item_that_was_not_changed_goes_back_to_who_returned_it(draft, zhou, wang, look):
    submit(draft, zhou)
    look(draft, zhou)
    look(draft, wang, "reject", "请核对")
    submit(LessonPage.objects.get(pk=draft.pk), zhou)
    assert waiting(draft) == "复审"


def test_a_lesson_with_nothing_to_show_is_not_sent_in(items, zhou):
    empty = items.lesson(live=False, full_text="")
    with pytest.raises(Refused, match="还没有视频，也没有正文"):
        submit(empty, zhou)
    assert waiting(empty) is None


def test_a_small_change_of_a_live_item_goes_through_the_looks_while_the_old_stays(items, all_looks, zhou):
    lesson = items.lesson(title="旧题目")
    edited(lesson, "新题目", zhou)
    lesson = LessonPage.objects.get(pk=lesson.pk)
    submit(lesson, zhou)
    lesson.refresh_from_db()
    assert lesson.live
    assert lesson.title == "旧题目"
    lesson.current_workflow_state.cancel(user=zhou)
    all_looks(lesson)
    assert LessonPage.objects.get(pk=lesson.pk).title == "新题目"


# --- Wagtail's traps ---


def test_the_last_look_publishes_though_its_giver_has_no_permission_to_publish(draft, zhou, wang, li, look):
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    GroupPagePermission.objects.filter(permission=permission).delete()
    submit(draft, zhou)
    for person in (zhou, wang, li):
        look(draft, User.objects.get(pk=person.pk))
    draft.refresh_from_db()
    assert draft.live


def test_what_is_published_is_what_was_read_and_no_newer_draft(draft, zhou, wang, li, look):
    """Even if Wagtail comes to finish it by a way of its own."""
    submit(draft, zhou)
    look(draft, zhou)
    look(draft, wang)
    read = draft.get_latest_revision()
    newer = edited(draft, "没人看过的题目", zhou)
    state = LessonPage.objects.get(pk=draft.pk).current_workflow_state
    assert state.current_task_state.revision == read
    state.finish(user=li)
    draft.refresh_from_db()
    assert draft.title == "先听孩子说完"
    assert draft.live_revision == read
    assert draft.latest_revision == newer


def test_what_another_changed_meanwhile_begins_at_the_first_look(draft, zhou, wang, li, look):
    submit(draft, zhou)
    look(draft, zhou)
    look(draft, wang)
    newer = edited(draft, "没人看过的题目", zhou)
    with pytest.raises(Refused, match=r"周老师.*也改了这一页。.*已重新从头审核"):
        look(draft, li)
    assert waiting(draft) == "初审"
    assert LessonPage.objects.get(pk=draft.pk).current_workflow_task_state.revision == newer
    for person in (zhou, wang, li):
        look(draft, person)
    assert LessonPage.objects.get(pk=draft.pk).title == "没人看过的题目"


def test_a_reviewers_own_change_sends_it_back_to_the_first_look(draft, zhou, wang, look):
    submit(draft, zhou)
    look(draft, zhou)
    edited(draft, "改了错字", wang)
    with pytest.raises(Refused, match="已重新从头审核"):
        look(draft, wang)
    assert waiting(draft) == "初审"
    assert (
        LessonPage.objects.get(pk=draft.pk).current_workflow_task_state.revision.content["title"]
        == "改了错字"
    )


def test_who_gives_the_first_look_may_mend_a_word_and_pass_it(draft, zhou, wang, look):
    submit(draft, zhou)
    mended = edited(draft, "改了错字", zhou)
    look(draft, zhou)
    assert waiting(draft) == "复审"
    assert LessonPage.objects.get(pk=draft.pk).current_workflow_task_state.revision == mended


def test_a_comment_or_an_empty_save_changes_nothing_of_what_was_read(draft, zhou, wang, li, look):
    submit(draft, zhou)
    look(draft, zhou)
    draft.get_latest_revision_as_object().save_revision(user=wang)
    look(draft, wang)
    look(draft, li)
    draft.refresh_from_db()
    assert draft.live
    said = PageLogEntry.objects.get(page=draft.pk, action="catalog.looked_at").message
    assert "初审 周老师" in said


# --- nobody goes around it ---


@pytest.mark.parametrize("who", ["zhou", "wang", "chief"])
def test_nobody_publishes_by_the_edit_form(who, draft, client, request):
    user = User.objects.create_superuser("chief") if who == "chief" else request.getfixturevalue(who)
    client.force_login(user)
    data = form_of(client, draft) | {"action-publish": "1"}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data, follow=True)
    assert "发布要经过审核" in texts(response)
    draft.refresh_from_db()
    assert not draft.live
    assert "action-publish" not in response.content.decode()


@pytest.mark.parametrize("action", ["publish", "approve_look"])
def test_nobody_publishes_in_bulk(action, draft, wang, client):
    client.force_login(wang)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={draft.pk}"
    client.post(address, {"include_descendants": "on"})
    draft.refresh_from_db()
    assert not draft.live


def test_a_bulk_publication_of_a_place_does_not_reach_the_drafts_below(draft, wang, client):
    client.force_login(wang)
    place = draft.get_parent()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={place.pk}"
    client.post(address, {"include_descendants": "on"})
    draft.refresh_from_db()
    assert not draft.live


def test_nobody_publishes_a_new_item_while_making_it(draft, zhou, client):
    client.force_login(zhou)
    data = form_of(client, draft) | {"title": "新写的", "slug": "", "action-publish": "1"}
    address = reverse("wagtailadmin_pages:add", args=["catalog", "lessonpage", draft.get_parent().pk])
    client.post(address, data)
    assert not LessonPage.objects.get(title="新写的").live


@pytest.mark.parametrize("field", ["publish_copies", "alias"])
def test_a_copy_is_a_draft(field, items, zhou, client):
    lesson = items.lesson(title="原件")
    client.force_login(zhou)
    data = {
        "new_title": "副本",
        "new_slug": "copied",
        "new_parent_page": lesson.get_parent().pk,
        field: "on",
    }
    client.post(reverse("wagtailadmin_pages:copy", args=[lesson.pk]), data)
    assert not LessonPage.objects.filter(slug="copied", live=True).exists()


def test_an_old_revision_is_not_published_by_hand(items, zhou, client):
    lesson = items.lesson(title="第一版")
    first = lesson.get_latest_revision()
    edited(lesson, "第二版", zhou)
    client.force_login(zhou)
    data = form_of(client, lesson) | {"title": "第一版", "action-publish": "1"}
    client.post(reverse("wagtailadmin_pages:revisions_revert", args=[lesson.pk, first.pk]), data)
    lesson.refresh_from_db()
    assert lesson.live_revision == first
    assert lesson.latest_revision != first


def test_code_that_publishes_for_a_person_is_refused(draft, wang):
    with pytest.raises(PermissionDenied):
        draft.get_latest_revision().publish(user=wang)
    draft.refresh_from_db()
    assert not draft.live


def test_a_date_in_a_draft_publishes_nothing_and_an_approved_one_does(draft, all_looks, zhou):
    later = (timezone.now() + timezone.timedelta(hours=1)).replace(microsecond=0)
    dated = draft.get_latest_revision_as_object()
    dated.go_live_at = later
    dated.save_revision(user=zhou)
    call_command("publish_scheduled")
    draft = LessonPage.objects.get(pk=draft.pk)
    all_looks(draft)
    assert not draft.live
    assert draft.get_latest_revision().approved_go_live_at == later
    draft.get_latest_revision().__class__.objects.filter(pk=draft.latest_revision_id).update(
        approved_go_live_at=timezone.now() - timezone.timedelta(minutes=1)
    )
    revision = draft.get_latest_revision()
    content = {**revision.content, "go_live_at": (timezone.now() - timezone.timedelta(minutes=1)).isoformat()}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    call_command("publish_scheduled")
    draft.refresh_from_db()
    assert draft.live


def test_a_workflow_taken_off_the_tree_opens_nothing(draft, client):
    WorkflowPage.objects.all().delete()
    client.force_login(User.objects.create_superuser("chief"))
    data = form_of(client, draft) | {"action-publish": "1"}
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data)
    draft.refresh_from_db()
    assert not draft.live


def test_the_task_speaks_chinese(city):
    assert LookTask.get_verbose_name() == "一级审核"
