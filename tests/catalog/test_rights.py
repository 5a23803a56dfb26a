"""A county's editors have rights on their own subtree, and nowhere else."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import PageViewRestriction

from accounts.models import Membership, Organisation, User
from catalog.models import LessonPage, Theme
from catalog.places import kind_index

Role = Membership.Role


def user_with(role, code):
    user = User.objects.create_user(f"{role}-{code}")
    Membership.objects.create(user=user, organisation=Organisation.objects.get(code=code), role=role)
    return user


@pytest.fixture
def county_editor(city):
    return user_with(Role.COUNTY_EDITOR, "410311")


@pytest.fixture
def city_editor(city):
    return user_with(Role.CITY_EDITOR, "410300")


@pytest.fixture
def manager(city):
    return user_with(Role.MANAGER, "410300")


def rights(page, user):
    tester = page.permissions_for_user(user)
    return {name for name in ("edit", "publish", "delete") if getattr(tester, f"can_{name}")()} | (
        {"withdraw"} if tester.may_withdraw() else set()
    )


def test_a_county_editor_edits_and_withdraws_its_own_and_publishes_nothing_alone(items, county_editor):
    assert rights(items.lesson(county="410311"), county_editor) == {"edit", "delete", "withdraw"}


def test_a_county_editor_can_do_nothing_with_anothers(items, county_editor):
    assert rights(items.lesson(county="410325"), county_editor) == set()


def test_a_city_editor_edits_everywhere(items, city_editor):
    for county in ("410311", "410325"):
        assert rights(items.lesson(county=county), city_editor) == {"edit", "delete", "withdraw"}


def test_a_manager_reads_and_changes_nothing(items, manager, client):
    assert rights(items.lesson(), manager) == set()
    client.force_login(manager)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


@pytest.mark.parametrize("address", ["edit", "delete", "unpublish", "move", "copy", "history"])
def test_another_countys_item_is_out_of_reach_in_the_admin(items, county_editor, client, address):
    lesson = items.lesson(county="410325")
    client.force_login(county_editor)
    name = "wagtailadmin_pages:" + address
    response = client.get(reverse(name, args=[lesson.pk]))
    assert response.status_code in (302, 403)
    if response.status_code == 302:
        assert response.url == reverse("wagtailadmin_home")


def test_the_sections_of_the_tree_cannot_be_made_by_hand(county_editor, client):
    index = kind_index(Organisation.objects.get(code="410311"), "lesson")
    client.force_login(county_editor)
    assert client.get(
        reverse("wagtailadmin_pages:add", args=["catalog", "catalogpage", index.pk])
    ).status_code in (302, 403, 404)
    assert (
        client.get(reverse("wagtailadmin_pages:add", args=["catalog", "lessonpage", index.pk])).status_code
        == 200
    )


def form_of(client, address):
    """What the browser would send back from an edit form."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    soup = page.select_one("input[name=title], textarea[name=title]").find_parent("form")
    # Rich text and lists of sentences are filled in by the admin's script: empty here.
    data = {"full_text": "null", **{f"{name}-count": "0" for name in ("key_points", "at_home", "questions")}}
    for field in soup.select("input[name], textarea[name], select[name]"):
        kind = field.get("type", "")
        if "__prefix__" in field["name"]:
            continue
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            data[field["name"]] = chosen["value"] if chosen else ""
        elif field.name == "textarea":
            data.setdefault(field["name"], field.text)
        elif kind == "checkbox":
            data.setdefault(field["name"], []).append(field.get("value", "on"))
        else:
            data.setdefault(field["name"], field.get("value", ""))
    return data


def test_a_lesson_with_nothing_to_show_is_kept_as_a_draft_and_says_so(items, county_editor, client):
    lesson = items.lesson(full_text="", live=False, themes=["T0201"], grades=["P3"])
    client.force_login(county_editor)
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    data = form_of(client, address) | {"title": "改过的题目", "action-submit": "1"}
    response = client.post(address, data, follow=True)
    assert "还没有视频，也没有正文" in response.content.decode()
    assert not LessonPage.objects.get(pk=lesson.pk).workflow_in_progress
    lesson = LessonPage.objects.get(pk=lesson.pk)
    assert not lesson.live
    draft = lesson.get_latest_revision_as_object()
    assert draft.title == "改过的题目"
    assert [theme.code for theme in draft.themes.all()] == ["T0201"]


def test_the_edit_form_takes_themes_and_refuses_unknown_ones(items, county_editor, client):
    lesson = items.lesson(themes=["T0201"], live=False)
    client.force_login(county_editor)
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    wanted = str(Theme.objects.get(code="T0301").pk)
    data = form_of(client, address) | {"themes": [wanted]}
    client.post(address, data)
    draft = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    assert [theme.code for theme in draft.themes.all()] == ["T0301"]
    response = client.post(address, data | {"themes": ["999999"]})
    assert "不在词表里" in response.content.decode()
    draft = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    assert [theme.code for theme in draft.themes.all()] == ["T0301"]


def test_a_private_county_is_private_all_the_way_down(items, client):
    lesson = items.lesson()
    county_page = lesson.get_parent().get_parent()
    PageViewRestriction.objects.create(page=county_page, restriction_type="login")
    assert client.get(lesson.url).status_code == 302
