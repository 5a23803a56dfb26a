"""Videos in the admin, seen by editors of two counties."""

import json

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from media.models import Cue, Video

from . import files

pytestmark = pytest.mark.django_db
EVERY = ("add_video", "change_video", "choose_video")
SRT = "1\n00:00:01,000 --> 00:00:03,000\n先别催\n".encode()


@pytest.fixture
def hers(root_collection):
    return root_collection.add_child(name="老城区")


@pytest.fixture
def theirs(root_collection):
    return root_collection.add_child(name="栾川县")


@pytest.fixture
def editor(client, make_editor, hers):
    user = make_editor("editor", hers, *EVERY)
    client.force_login(user)
    return user


def mp4(name: str = "写作业.mp4", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.mp4() if content is None else content)


def text(response) -> str:
    return response.content.decode()


def test_an_editor_uploads_a_video_with_captions(client, editor, hers):
    response = client.post(
        reverse("videos:add"),
        {"title": "写作业", "file": mp4(), "captions": SimpleUploadedFile("a.srt", SRT)},
    )
    assert response.status_code == 302, text(response)
    video = Video.objects.get()
    assert (video.title, video.uploaded_by_user, video.collection) == ("写作业", editor, hers)
    assert (video.original_name, video.duration_seconds) == ("写作业.mp4", 125)
    assert [cue.text for cue in video.cues.all()] == ["先别催"]
    assert "写作业" in text(client.get(reverse("videos:index")))


@pytest.mark.parametrize("content", [b"#EXTM3U\n", b"hello", files.mp4()[:-9]])
def test_what_is_no_video_is_refused_in_words(client, editor, content):
    response = client.post(reverse("videos:add"), {"title": "a", "file": mp4(content=content)})
    assert "没有收下" in text(response)
    assert not Video.objects.exists()


@pytest.mark.parametrize("captions", [b"no times here", b"\xff\xfe\x00\xd8", b""])
def test_captions_that_cannot_be_read_change_nothing(client, editor, hers, make_video, captions):
    video = make_video(collection=hers)
    Cue.objects.create(video=video, start_ms=0, end_ms=900, text="原来的")
    url = reverse("videos:edit", args=[video.pk])
    response = client.post(url, {"title": "a", "captions": SimpleUploadedFile("a.srt", captions)})
    assert response.status_code == 200
    assert video.cues.get().text == "原来的"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_captions_are_read_in_any_usual_encoding(client, editor, hers, make_video, encoding):
    video = make_video(collection=hers)
    Cue.objects.create(video=video, start_ms=0, end_ms=900, text="原来的")
    captions = SimpleUploadedFile("a.srt", SRT.decode().encode(encoding))
    client.post(reverse("videos:edit", args=[video.pk]), {"title": "a", "captions": captions})
    assert video.cues.get().text == "先别催"


def test_a_replaced_video_leaves_no_old_file(
    client, editor, hers, make_video, django_capture_on_commit_callbacks
):
    video = make_video(collection=hers)
    Cue.objects.create(video=video, start_ms=0, end_ms=900, text="原来的")
    old = video.file.name
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("videos:edit", args=[video.pk]), {"title": "新的", "file": mp4("新的.webm", files.webm())}
        )
    video.refresh_from_db()
    assert (video.title, video.mime) == ("新的", "video/webm")
    assert not video.file.storage.exists(old)
    assert video.file.storage.exists(video.file.name)
    assert video.cues.count() == 1


def test_an_editor_sees_and_touches_only_her_collection(client, editor, hers, theirs, make_video):
    other = make_video("别县的.mp4", collection=theirs)
    Video.objects.filter(pk=other.pk).update(title="别县的课")
    assert "别县的课" not in text(client.get(reverse("videos:index")))
    for view in ("edit", "delete", "usage", "history"):
        url = reverse(f"videos:{view}", args=[other.pk])
        for ask in (client.get, client.post):
            response = ask(url, {"title": "改了"})
            assert response.status_code in {302, 405}, view
            assert "别县的课" not in text(response)
    assert Video.objects.get(pk=other.pk).title == "别县的课"


def test_an_editor_cannot_upload_into_another_collection(client, editor, hers, theirs, root_collection):
    client.post(reverse("videos:add"), {"title": "a", "file": mp4(), "collection": theirs.pk})
    assert not Video.objects.filter(collection=theirs).exists()


def test_a_poster_that_she_may_not_choose_is_refused(client, editor, hers, theirs, make_image):
    image = make_image(collection=theirs)
    client.post(reverse("videos:add"), {"title": "a", "file": mp4(), "poster": image.pk})
    assert not Video.objects.exists()


class TestChooser:
    def test_it_offers_what_she_may_choose(self, client, editor, hers, theirs, make_video):
        mine, other = make_video(collection=hers), make_video(collection=theirs)
        Video.objects.filter(pk=other.pk).update(title="别县的课")
        page = json.loads(client.get(reverse("video_chooser:choose")).content)["html"]
        assert "写作业" in page
        assert "别县的课" not in page
        assert "别县的课" not in text(client.get(reverse("video_chooser:choose_results")))
        assert client.get(reverse("video_chooser:chosen", args=[mine.pk])).status_code == 200
        assert "别县的课" not in text(client.get(reverse("video_chooser:chosen", args=[other.pk])))
        several = client.get(reverse("video_chooser:chosen_multiple"), {"id": [mine.pk, other.pk]})
        assert "写作业" in json.dumps(json.loads(several.content), ensure_ascii=False)
        assert "别县的课" not in json.dumps(json.loads(several.content), ensure_ascii=False)

    def test_it_takes_a_new_video(self, client, editor, hers):
        prefix = "video-chooser-upload"
        response = client.post(
            reverse("video_chooser:create"), {f"{prefix}-title": "新的", f"{prefix}-file": mp4()}
        )
        assert json.loads(response.content)["step"] == "chosen"
        assert Video.objects.get().uploaded_by_user == editor

    def test_it_refuses_a_bad_one(self, client, editor):
        prefix = "video-chooser-upload"
        response = client.post(
            reverse("video_chooser:create"), {f"{prefix}-title": "新的", f"{prefix}-file": mp4(content=b"a")}
        )
        assert json.loads(response.content)["step"] == "reshow_creation_form"
        assert not Video.objects.exists()

    def test_who_may_only_choose_is_shown_no_upload(self, client, make_editor, hers, make_video):
        make_video(collection=hers)
        client.force_login(make_editor("reader", hers, "choose_video"))
        page = json.loads(client.get(reverse("video_chooser:choose")).content)["html"]
        assert "写作业" in page
        assert "video-chooser-upload" not in page


def test_a_teacher_without_the_admin_gets_nowhere(client, make_user):
    client.force_login(make_user())
    for name in ("videos:index", "videos:add", "video_chooser:choose"):
        assert client.get(reverse(name)).status_code == 302


def test_a_group_can_be_given_rights_on_videos(admin_client):
    group = Group.objects.create(name="编辑")
    page = text(admin_client.get(reverse("wagtailusers_groups:edit", args=[group.pk])))
    assert "视频权限" in page


def test_a_collection_with_videos_is_not_deleted_by_accident(admin_client, hers, make_video):
    make_video(collection=hers)
    assert "1个视频" in text(admin_client.get(reverse("wagtailadmin_collections:delete", args=[hers.pk])))
