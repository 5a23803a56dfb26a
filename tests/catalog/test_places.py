"""The places of the tree stand still: an editor fills them and never moves, hides or renames them."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from accounts.models import Membership, Organisation, User
from catalog.models import CountyIndexPage, KindIndexPage
from catalog.places import kind_index

Role = Membership.Role
ADMIN = "wagtailadmin_pages:"


def signed_in(client, role, code):
    user = User.objects.create_user(f"{role}-{code}")
    Membership.objects.create(user=user, organisation=Organisation.objects.get(code=code), role=role)
    client.force_login(user)
    return user


def place_of(name):
    index = kind_index(Organisation.objects.get(code="410311"), "route")
    return index if name == "kind" else index.get_parent().specific


@pytest.fixture(params=["county", "kind"])
def place(request, city):
    return place_of(request.param)


@pytest.fixture(params=[(Role.COUNTY_EDITOR, "410311"), (Role.CITY_EDITOR, "410300")], ids=["county", "city"])
def editor(request, client, city):
    return signed_in(client, *request.param)


def unchanged(place):
    now = Page.objects.filter(pk=place.pk).values("path", "slug", "url_path", "live", "expire_at").first()
    return now == {name: getattr(place, name) for name in ("path", "slug", "url_path", "live", "expire_at")}


def test_an_editor_may_fill_a_place_and_not_take_it_away(editor, place):
    rights = place.permissions_for_user(editor)
    assert rights.can_edit()
    assert not any([rights.can_delete(), rights.can_move(), rights.can_unpublish(), rights.can_copy()])


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_no_request_takes_a_place_away(client, editor, place, action):
    client.post(reverse(ADMIN + action, args=[place.pk]), {"next": "/"})
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    client.post(f"{address}?id={place.pk}&next=/", {"include_descendants": "on"})
    assert unchanged(place)


def test_no_editor_moves_a_kind_to_another_county(client, editor, city):
    place = place_of("kind")
    other = CountyIndexPage.objects.get(organisation__code="410325")
    client.post(reverse(ADMIN + "move_confirm", args=[place.pk, other.pk]), {})
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    client.post(f"{address}?id={place.pk}&next=/", {"chooser": other.pk})
    assert unchanged(place)
    assert not place.can_move_to(other)


def test_an_edit_of_a_place_keeps_its_address_and_its_dates(client, editor, place):
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    data = {
        **{f"comments-{name}": value for name, value in empty.items()},
        "title": "改过的名称",
        "slug": "elsewhere",
        "go_live_at": "",
        "expire_at": "2020-01-01 00:00",
        "action-publish": "1",
    }
    client.post(reverse(ADMIN + "edit", args=[place.pk]), data)
    assert unchanged(place)
    place.refresh_from_db()
    draft = place.get_latest_revision_as_object()
    assert draft.title == "改过的名称"
    assert draft.slug == place.slug


def test_a_county_cannot_hide_its_place(client, city, place):
    signed_in(client, Role.COUNTY_EDITOR, "410311")
    client.post(reverse(ADMIN + "set_privacy", args=[place.pk]), {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()


def test_the_city_can(client, city, place):
    signed_in(client, Role.CITY_EDITOR, "410300")
    client.post(reverse(ADMIN + "set_privacy", args=[place.pk]), {"restriction_type": "login"})
    assert PageViewRestriction.objects.get().page_id == place.pk


def test_a_county_editor_adds_nothing_beside_the_items(client, city):
    signed_in(client, Role.COUNTY_EDITOR, "410311")
    for parent in (place_of("county"), place_of("county").get_parent()):
        for model in (CountyIndexPage, KindIndexPage):
            add = reverse(ADMIN + "add", args=["catalog", model._meta.model_name, parent.pk])
            assert client.post(add, {"title": "x", "slug": "x", "action-publish": "1"}).status_code in (
                302,
                403,
            )
    assert not Page.objects.filter(slug="x").exists()
