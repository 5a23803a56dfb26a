"""What the form of an item takes, whatever a request names."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection, Page

from accounts.models import Membership, Organisation, User
from catalog.models import LessonAttachment, LessonPage
from media.models import Document, Video
from tests.catalog.test_rights import form_of
from tests.media import files


@pytest.fixture
def editor(client, city):
    user = User.objects.create_user("luolong")
    county = Organisation.objects.get(code="410311")
    Membership.objects.create(user=user, organisation=county, role=Membership.Role.COUNTY_EDITOR)
    client.force_login(user)
    return user


def video(county):
    upload = SimpleUploadedFile("a.mp4", files.mp4())
    return Video.objects.create(title="没有公开", file=upload, collection=Collection.objects.get(name=county))


def document(county):
    upload = SimpleUploadedFile("a.txt", "没有公开的教案".encode())
    return Document.objects.create(
        title="没有公开", file=upload, collection=Collection.objects.get(name=county)
    )


def edit(client, lesson, **data):
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    attachments = {f"attachments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    return client.post(address, form_of(client, address) | attachments | data | {"action-publish": "1"})


def attachment(file):
    return {"attachments-TOTAL_FORMS": "1", "attachments-0-document": file.pk, "attachments-0-kind": "OTHER"}


def test_another_countys_video_cannot_be_published_by_naming_it(client, editor, items):
    lesson, theirs = items.lesson(live=False), video("嵩县")
    edit(client, lesson, video=theirs.pk)
    assert LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object().video_id is None
    client.logout()
    assert client.get(theirs.url).status_code == 404


def test_another_countys_document_cannot_be_published_by_naming_it(client, editor, items):
    lesson, theirs = items.lesson(live=False), document("嵩县")
    edit(client, lesson, **attachment(theirs))
    assert not LessonAttachment.objects.exists()
    client.logout()
    assert client.get(theirs.url).status_code == 404


def test_ones_own_files_are_taken_and_become_public(client, editor, items):
    lesson, film, paper = items.lesson(live=False), video("洛龙区"), document("洛龙区")
    edit(client, lesson, video=film.pk, full_text="null", **attachment(paper))
    LessonPage.objects.get(pk=lesson.pk).get_latest_revision().publish()
    client.logout()
    assert [client.get(file.url).status_code for file in (film, paper)] == [200, 200]


def test_a_file_that_the_city_put_there_stays(client, editor, items):
    film = video("嵩县")
    lesson = items.lesson(live=False, video=film)
    edit(client, lesson, title="只改题目")
    lesson = LessonPage.objects.get(pk=lesson.pk)
    assert (lesson.title, lesson.video_id) == ("只改题目", film.pk)


def test_fields_that_the_form_does_not_offer_are_not_taken(client, editor, items):
    lesson = items.lesson(live=False, video=video("洛龙区"))
    kept = ("short_id", "county_id", "kind", "slug", "path", "depth", "url_path", "owner_id", "locked")
    before = Page.objects.get(pk=lesson.pk).specific
    other = Organisation.objects.get(code="410325").pk
    named = {
        "short_id": "hackhack",
        "county": other,
        "kind": "unit",
        "slug": "hack",
        "path": "0001",
        "owner": 1,
    }
    edit(client, lesson, title="改过", locked="on", depth="1", url_path="/x/", presentable="", **named)
    after = LessonPage.objects.get(pk=lesson.pk)
    assert after.title == "改过"
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
