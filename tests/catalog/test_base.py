"""What an item is and when it is public."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from accounts.models import Organisation
from catalog.models import CatalogPage, LessonPage
from catalog.places import kind_index


def public_titles():
    return set(CatalogPage.objects.public_items().values_list("title", flat=True))


def test_the_county_is_that_of_the_place_in_the_tree(items):
    lesson = items.lesson(county="410325")
    assert lesson.county.code == "410325"


def test_moving_an_item_moves_its_county(items):
    lesson = items.lesson(county="410325")
    lesson.move(kind_index(Organisation.objects.get(code="410311"), "lesson"), pos="last-child")
    lesson.refresh_from_db()
    assert lesson.county.code == "410311"


def test_reordering_under_the_same_parent_keeps_the_county(items):
    first, second = items.lesson(), items.lesson()
    second.move(first, pos="left")
    second.refresh_from_db()
    assert second.county.code == "410311"


def test_a_lesson_with_nothing_to_watch_or_read_is_never_public(items, client):
    lesson = items.lesson(title="待补视频的课", full_text="<p> </p>")
    assert lesson.live
    assert public_titles() == set()
    assert client.get(lesson.url).status_code == 404
    lesson.full_text = "<p>补上了。</p>"
    lesson.save_revision().publish()
    assert public_titles() == {"待补视频的课"}
    assert client.get(lesson.url).status_code == 200


@pytest.mark.parametrize("state", ["draft", "unpublished", "expired", "private"])
def test_what_is_not_public_is_nowhere_to_be_seen(items, client, state):
    lesson = items.lesson(title="金丝雀词条", live=state != "draft", themes=["T0201"], grades=["P3"])
    if state == "unpublished":
        lesson.unpublish()
    elif state == "expired":
        CatalogPage.objects.filter(pk=lesson.pk).update(
            expire_at=timezone.now() - datetime.timedelta(minutes=1)
        )
    elif state == "private":
        PageViewRestriction.objects.create(page=lesson.get_parent(), restriction_type="login")
    assert public_titles() == set()
    addresses = [
        "/",
        reverse("catalog:items"),
        reverse("catalog:kind", args=["lesson"]),
        reverse("catalog:theme", args=["T02"]),
        reverse("catalog:grade", args=["P3"]),
        "/luolong/",
        "/luolong/lessons/",
    ]
    for address in addresses:
        assert "金丝雀词条" not in client.get(address, follow=True).content.decode(), address
    assert client.get(reverse("catalog:short", args=[lesson.short_id])).status_code == 404


def test_the_short_address_survives_a_rename_and_a_move(items, client):
    lesson = items.lesson()
    address = reverse("catalog:short", args=[lesson.short_id])
    lesson.slug = "another-name"
    lesson.save_revision().publish()
    lesson.refresh_from_db()
    lesson.move(kind_index(Organisation.objects.get(code="410325"), "lesson"), pos="last-child")
    response = client.get(address + "?t=133")
    assert response.status_code == 302
    assert response.url == "/songxian/lessons/another-name/?t=133"
    assert client.get(response.url).status_code == 200


def test_the_slug_is_the_short_id_and_never_a_guessed_reading(items):
    lesson = items.lesson(title="重庆来的长辈")
    assert lesson.slug == lesson.short_id


def test_a_copy_is_another_item_with_an_id_of_its_own(items):
    lesson = items.lesson()
    copy = lesson.copy(update_attrs={"slug": "copy"})
    assert copy.short_id != lesson.short_id


def test_reverting_to_an_old_revision_keeps_id_and_county(items):
    lesson = items.lesson(county="410325")
    old = lesson.get_latest_revision()
    lesson.move(kind_index(Organisation.objects.get(code="410311"), "lesson"), pos="last-child")
    old.publish()
    again = LessonPage.objects.get(pk=lesson.pk)
    assert (again.short_id, again.county.code) == (lesson.short_id, "410311")


def test_links_show_on_both_pages(items, client):
    lesson = items.lesson(title="一节课")
    plan = items.plan(title="配套教案", links=[lesson])
    unit = items.unit(title="一座馆", links=[lesson])
    route = items.route(title="一条线", stops=[unit], links=[plan])
    assert {item.title for item in lesson.related_items()} == {"配套教案", "一座馆"}
    assert {item.title for item in plan.related_items()} == {"一节课", "一条线"}
    pages = {page: client.get(page.url).content.decode() for page in (lesson, plan, unit, route)}
    assert "配套教案" in pages[lesson]
    assert "一节课" in pages[plan]
    assert "一条线" in pages[unit]
    assert "一座馆" in pages[route]


def test_a_link_to_a_draft_is_not_shown(items):
    draft = items.plan(live=False)
    assert items.lesson(links=[draft]).related_items() == []


def test_update_tells_the_listeners(items):
    from catalog.signals import items_changed

    heard = []
    items_changed.connect(lambda ids, **kwargs: heard.extend(ids), weak=False, dispatch_uid="test")
    lesson = items.lesson()
    try:
        CatalogPage.objects.filter(pk=lesson.pk).update(year=2027)
        assert heard == [lesson.pk]
        heard.clear()
        PageViewRestriction.objects.create(page=lesson.get_parent(), restriction_type="login")
        assert heard == [lesson.pk]
    finally:
        items_changed.disconnect(dispatch_uid="test")


def test_a_plain_page_save_elsewhere_changes_no_county(items):
    lesson = items.lesson()
    Page.objects.get(depth=2).save()
    lesson.refresh_from_db()
    assert lesson.county.code == "410311"


def test_an_expired_item_is_gone_before_the_worker_notices(items, client):
    from datetime import timedelta

    from django.utils import timezone

    lesson = items.lesson()
    address = lesson.url
    type(lesson).objects.filter(pk=lesson.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert client.get(address).status_code == 404
