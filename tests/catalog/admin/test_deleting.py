"""What is public is withdrawn before it is deleted; what is in use is not deleted at all."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Collection, Page

from accounts.models import User
from catalog.models import LessonAttachment, LessonPage
from media.models import Document
from tests.catalog.publication.conftest import texts
from tests.media.files import pdf


@pytest.fixture
def administrator(client, city):
    user = User.objects.create_superuser("guan", name="管理员")
    client.force_login(user)
    return user


def exists(page):
    return Page.objects.filter(pk=page.pk).exists()


def bulk(action, *pages):
    query = "&".join(f"id={page.pk}" for page in pages)
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?{query}"


@pytest.mark.parametrize("who", ["county_editor", "city_editor", "administrator"])
def test_a_public_item_is_withdrawn_with_a_reason_before_it_is_deleted(client, items, request, who):
    lesson = items.lesson(title="一节课", county="410311")
    request.getfixturevalue(who)
    address = reverse("wagtailadmin_pages:delete", args=[lesson.pk])
    for answer in (client.get(address, follow=True), client.post(address, follow=True)):
        assert "“一节课”还公开着，没有删除" in texts(answer)
        assert answer.request["PATH_INFO"] == reverse("desk:withdraw", args=[lesson.pk])
    assert exists(lesson)
    back = client.post(
        f"{answer.request['PATH_INFO']}?{answer.request['QUERY_STRING']}", {"reason": "重复了"}
    )
    assert back.url == address, "the way leads on to the deletion"
    client.post(address)
    assert not exists(lesson)


def test_of_many_that_are_deleted_at_once_none_may_be_public(client, items, county_editor):
    live = items.lesson(title="公开的课", county="410311")
    draft = items.lesson(title="草稿", live=False, county="410311")
    address = bulk("delete", live, draft) + f"&next={reverse('desk_lessons:index')}"
    assert "“公开的课”还公开着，一项也没有删除" in texts(client.post(address, follow=True))
    assert exists(live)
    assert exists(draft)
    client.post(bulk("delete", draft))
    assert not exists(draft)


def test_nor_is_a_place_with_public_items_below(client, items, administrator):
    place = items.lesson(county="410311").get_parent()
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[place.pk]), follow=True)
    assert "下面有1项还公开着" in texts(answer)
    assert exists(place)


@pytest.mark.parametrize("action", ["create_alias", "delete", "copy", "publish"])
def test_the_api_does_nothing_with_pages(client, items, administrator, action):
    lesson = items.lesson(county="410311")
    number = Page.objects.count()
    answer = client.post(reverse("wagtailadmin_api:pages:action", args=[lesson.pk, action]))
    assert answer.status_code == 403
    assert "只能读" in answer.json()["detail"]
    assert Page.objects.count() == number
    assert client.get(reverse("wagtailadmin_api:pages:detail", args=[lesson.pk])).status_code == 200


# --- files ---


@pytest.fixture
def paper(items, city):
    """A document that comes with a lesson."""
    collection = Collection.objects.get(name="洛龙区")
    paper = Document.objects.create(title="教案", file=ContentFile(pdf(), "a.pdf"), collection=collection)
    lesson = items.lesson(county="410311")
    LessonAttachment.objects.create(page=LessonPage.objects.get(pk=lesson.pk), document=paper)
    return paper


def test_what_is_in_use_is_not_deleted_where_several_were_uploaded(client, paper, administrator):
    address = reverse("wagtaildocs:delete_multiple", args=[paper.pk])
    answer = client.post(address, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 409
    assert "还有1处在用它，没有删除" in answer.json()["error_message"]
    assert Document.objects.filter(pk=paper.pk).exists()


def test_nor_where_several_are_ticked(client, paper, administrator):
    address = reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "delete"]) + f"?id={paper.pk}"
    assert client.post(address).status_code < 500
    assert Document.objects.filter(pk=paper.pk).exists()


def test_a_refusal_leads_to_no_other_site(client, paper, administrator):
    address = reverse("wagtaildocs:delete_multiple", args=[paper.pk])
    answer = client.post(address, headers={"referer": "https://example.org/"})
    assert answer.url == reverse("wagtailadmin_home")
