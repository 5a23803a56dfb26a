"""紧急撤下: gone from every address at once, with a reason, and back only through the looks."""

import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from catalog.admin.look_actions import submit
from catalog.covers.addresses import drawn_cover_path
from catalog.covers.pictures import share_picture_path, share_poster_path
from catalog.models import CatalogPage, LessonAttachment, LessonPage, Withdrawal
from catalog.publication.withdrawing import item_withdraw
from media.models import Document, Image, Video
from media.withholding import picture_release
from search import indexing
from search.engines import engine
from tests.catalog.publication.conftest import Role, editor, texts
from tests.media import files

WORD = "橘红色的风筝线轴"
PUBLIC_PAGES = [
    "/",
    "/items/",
    "/kind/lesson/",
    "/theme/T0201/",
    "/grade/P3/",
    "/luolong/",
    "/luolong/lessons/",
    f"/search/?q={WORD}",
    "/feeds/lessons.rss",
    "/feeds/lessons.atom",
    "/sitemap-lesson.xml",
    f"/api/v1/search?q={WORD}",
    f"/api/v1/suggest?q={WORD[:3]}",
]


@pytest.fixture
def lesson(items):
    """A lesson with all that has an address of its own: video, captions, attachment, picture."""
    video = Video.objects.create(title="放风筝", file=SimpleUploadedFile("a.mp4", files.mp4()))
    video.cues.create(start_ms=0, end_ms=900, text="风往哪边吹")
    picture = Image.objects.create(title="线轴", file=SimpleUploadedFile("a.jpg", files.picture()))
    paper = Document.objects.create(title="教案", file=SimpleUploadedFile("a.txt", "教案".encode()))
    lesson = items.lesson(
        title=WORD, video=video, cover=picture, themes=["T0201"], grades=["P3"], county="410311"
    )
    draft = lesson.get_latest_revision_as_object()
    draft.attachments.add(LessonAttachment(document=paper))
    draft.save_revision().publish()
    return LessonPage.objects.get(pk=lesson.pk)


def own_addresses(lesson):
    """What has an address because this lesson does."""
    item = CatalogPage.objects.for_cards().get(pk=lesson.pk)
    return {
        "page": lesson.url,
        "short": reverse("catalog:short", args=[lesson.short_id]),
        "qr": reverse("catalog:qr", args=[lesson.short_id]),
        "cover": drawn_cover_path(item),
        "share": share_picture_path(item),
        "poster": share_poster_path(item, 0),
        "complaint": reverse("catalog:complain", args=[lesson.short_id]),
        "interface": f"/api/v1/items/{lesson.short_id}",
        "video": lesson.video.url,
        "captions": reverse("media:captions", args=[lesson.video.pk]),
        "attachment": lesson.attachments.first().document.url,
        "picture": lesson.cover.file.url,
        "rendition": lesson.cover.get_rendition("width-400").url,
    }


def test_every_address_knows_it_before_and_none_after(
    lesson, items, zhou, client, kept_between_pages, django_capture_on_commit_callbacks
):
    unit = items.plan(title="带着去", links=[lesson])
    collection = items.collection(title="秋天的专题", holds=[lesson])
    pages = [*PUBLIC_PAGES, unit.url, collection.url]
    indexing.rebuild()
    before = own_addresses(lesson)
    for name, address in before.items():
        assert client.get(address, follow=name == "short").status_code == 200, name
    found_before = {
        address
        for address in pages
        if lesson.short_id in body(client, address) or WORD in body(client, address)
    }
    assert {unit.url, collection.url, "/items/", f"/search/?q={WORD}", "/feeds/lessons.rss"} <= found_before

    connection.run_on_commit.clear()  # what waits for the commit that a test never reaches
    with django_capture_on_commit_callbacks(execute=True):
        item_withdraw(item=lesson, user=zhou, reason="照片里有孩子的脸")

    indexing.drain()
    assert lesson.pk not in {entry.id for entry in engine().dump()}
    for name, address in before.items():
        expected = 410 if name in ("page", "short") else 404
        assert client.get(address).status_code == expected, name
    for address in pages:
        said = body(client, address).replace(f'value="{WORD}"', "")
        assert lesson.short_id not in said, address
        assert lesson.url not in said, address
    page = client.get(lesson.url).content.decode()
    assert "已经撤下" in page
    assert WORD not in page
    assert "孩子的脸" not in page


def body(client, address):
    return client.get(address).content.decode()


def test_it_says_who_when_and_why(lesson, zhou, client):
    item_withdraw(item=lesson, user=zhou, reason="照片里有孩子的脸")
    entry = PageLogEntry.objects.get(page=lesson.pk, action="catalog.withdrawn")
    assert entry.user == zhou
    assert "照片里有孩子的脸" in entry.message
    client.force_login(zhou)
    page = client.get(reverse("wagtailadmin_pages:history", args=[lesson.pk])).content.decode()
    assert "紧急撤下，原因：照片里有孩子的脸" in page
    assert (
        "照片里有孩子的脸"
        in client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    )


def test_it_comes_back_only_through_the_looks(
    lesson, zhou, all_looks, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        item_withdraw(item=lesson, user=zhou, reason="照片")
    assert not default_storage.exists(lesson.cover.file.name)
    call_command("publish_scheduled")
    assert client.get(lesson.url).status_code == 410
    lesson = LessonPage.objects.get(pk=lesson.pk)
    with django_capture_on_commit_callbacks(execute=True):
        all_looks(lesson)
    assert client.get(lesson.url).status_code == 200
    assert not Withdrawal.objects.exists()
    assert client.get(lesson.cover.file.url).status_code == 200


def test_what_was_set_going_stops(items, zhou, all_looks):
    dated = items.lesson(live=False)
    draft = dated.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timezone.timedelta(hours=1)
    draft.save_revision()
    all_looks(LessonPage.objects.get(pk=dated.pk))
    sent = items.lesson(live=False)
    submit(sent, zhou)
    for page in (dated, sent):
        item_withdraw(item=page, user=zhou, reason="先停下")
        page = LessonPage.objects.get(pk=page.pk)
        assert not page.workflow_in_progress
        assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_a_picture_that_another_public_item_shows_stays(
    lesson, items, zhou, client, django_capture_on_commit_callbacks
):
    items.lesson(cover=lesson.cover)
    with django_capture_on_commit_callbacks(execute=True):
        item_withdraw(item=lesson, user=zhou, reason="照片")
    assert client.get(lesson.cover.file.url).status_code == 200


def test_bringing_back_what_never_left_changes_nothing(lesson, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        picture_release(lesson.cover)
    assert client.get(lesson.cover.file.url).status_code == 200


# --- the screens ---


def test_a_county_withdraws_its_own_by_the_button_with_a_reason(lesson, zhou, client):
    client.force_login(zhou)
    address = reverse("desk:withdraw", args=[lesson.pk])
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    assert client.post(address, {"reason": " "}).status_code == 200
    assert LessonPage.objects.get(pk=lesson.pk).live
    response = client.post(address, {"reason": "家长反映"}, follow=True)
    assert "已撤下" in texts(response)
    assert not LessonPage.objects.get(pk=lesson.pk).live


def test_another_county_cannot(lesson, client):
    client.force_login(editor("外县老师们", Role.COUNTY_EDITOR, "410325"))
    response = client.post(reverse("desk:withdraw", args=[lesson.pk]), {"reason": "x"})
    assert response.status_code in (302, 403)
    assert LessonPage.objects.get(pk=lesson.pk).live


def test_nobody_unpublishes_without_a_reason(lesson, wang, client):
    client.force_login(wang)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[lesson.pk]))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + f"?id={lesson.pk}"
    client.post(bulk, {"include_descendants": "on"})
    assert LessonPage.objects.get(pk=lesson.pk).live
    client.post(bulk, {"reason": "都撤"})
    assert not LessonPage.objects.get(pk=lesson.pk).live
    assert Withdrawal.objects.get().reason == "都撤"


def test_what_is_not_public_need_not_be_withdrawn(items, zhou, client):
    draft = items.lesson(live=False)
    client.force_login(zhou)
    response = client.get(reverse("desk:withdraw", args=[draft.pk]), follow=True)
    assert re.search("现在没有公开", texts(response))
    assert not Withdrawal.objects.exists()
