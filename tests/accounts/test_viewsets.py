"""Organisations and memberships in the admin."""

import pytest
from django.urls import reverse

from accounts.models import Membership, Organisation, User


@pytest.fixture
def administrator(client, city):
    user = User.objects.create_superuser("root-of-tests")
    client.force_login(user)
    return user


@pytest.mark.parametrize("model", ["organisation", "membership"])
def test_lists_and_forms_open(client, administrator, model):
    for action in ("list", "add"):
        assert client.get(reverse(f"wagtailsnippets_accounts_{model}:{action}")).status_code == 200


def test_giving_a_role_in_the_admin_gives_its_group(client, administrator):
    editor = User.objects.create_user("editor")
    county = Organisation.objects.get(code="410311")
    data = {"user": editor.pk, "organisation": county.pk, "role": Membership.Role.COUNTY_EDITOR}
    client.post(reverse("wagtailsnippets_accounts_membership:add"), data)
    assert editor.groups.get().name == "编辑：洛龙区"


def test_a_county_editor_does_not_reach_them(client, city):
    editor = User.objects.create_user("editor")
    county = Organisation.objects.get(code="410311")
    Membership.objects.create(user=editor, organisation=county, role=Membership.Role.COUNTY_EDITOR)
    client.force_login(editor)
    assert client.get(reverse("wagtailsnippets_accounts_organisation:list")).status_code in (302, 403)


@pytest.mark.parametrize("query", ["晓燕", "司马", "司马晓燕", "sima"])
def test_a_part_of_a_chinese_name_finds_a_user(client, administrator, query):
    User.objects.create_user("sima01", name="司马晓燕")
    User.objects.create_user("ouyang02", name="欧阳小雁")
    said = client.get(reverse("wagtailusers_users:index"), {"q": query}).content.decode()
    assert "sima01" in said
    assert "ouyang02" not in said


def test_it_also_finds_their_role(client, administrator):
    editor = User.objects.create_user("sima01", name="司马晓燕")
    county = Organisation.objects.get(code="410311")
    Membership.objects.create(user=editor, organisation=county, role=Membership.Role.COUNTY_EDITOR)
    address = reverse("wagtailsnippets_accounts_membership:list")
    assert "司马晓燕" in client.get(address, {"q": "晓燕"}).content.decode()
    assert "司马晓燕" not in client.get(address, {"q": "小雁"}).content.decode()


@pytest.mark.parametrize("query", ["晓燕", "司马", "sima"])
def test_the_chooser_of_users_finds_a_part_of_a_chinese_name(client, administrator, query):
    found = User.objects.create_user("sima01", name="司马晓燕")
    User.objects.create_user("ouyang02", name="欧阳小雁")
    assert (
        'data-chooser-url="/admin/user_chooser/"'
        in client.get(reverse("wagtailsnippets_accounts_membership:add")).content.decode()
    )
    said = client.get(reverse("user_chooser:choose_results"), {"q": query}).content.decode()
    assert "司马晓燕" in said
    assert "欧阳小雁" not in said
    assert client.get(reverse("user_chooser:chosen", args=[found.pk])).status_code == 200


def test_who_keeps_no_people_chooses_none(client, city):
    editor = User.objects.create_user("editor")
    Membership.objects.create(user=editor, organisation=city, role=Membership.Role.CITY_EDITOR)
    client.force_login(editor)
    for address in (
        reverse("user_chooser:choose"),
        reverse("user_chooser:choose_results"),
        reverse("user_chooser:chosen", args=[editor.pk]),
        reverse("user_chooser:chosen_multiple") + f"?id={editor.pk}",
    ):
        assert client.get(address).status_code == 403, address
