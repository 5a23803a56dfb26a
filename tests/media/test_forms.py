"""Every way that the Wagtail admin has to take in a picture or a document."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import UploadedFile

from media.models import Document, Image

from . import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(root_collection):
    return root_collection.add_child(name="老城区")


@pytest.fixture
def editor(client, make_editor, hers):
    user = make_editor(
        "editor", hers, "add_image", "change_image", "choose_image",
        "add_document", "change_document", "choose_document",
    )  # fmt: skip
    client.force_login(user)
    return user


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def picture_text(image: Image) -> bytes:
    with image.file.storage.open(image.file.name) as stream:
        return stream.read()


def several(client, kind: str, file: SimpleUploadedFile, **fields: str):
    """What the multiple uploader sends for each file that is dropped on it."""
    url = reverse(f"wagtail{kind}s:add_multiple" if kind == "image" else "wagtaildocs:add_multiple")
    response = client.post(url, {"files[]": file, **fields}, headers={"X-Requested-With": "XMLHttpRequest"})
    return json.loads(response.content)


def test_one_picture_is_cleaned_on_upload(client, editor):
    client.post(
        reverse("wagtailimages:add"),
        {"title": "封面", "file": upload("封面.jpg", files.picture(orientation=6))},
    )
    image = Image.objects.get()
    assert files.SECRET.encode() not in picture_text(image)
    assert (image.width, image.height) == (32, 64)
    assert image.original_name == "封面.jpg"
    assert image.uploaded_by_user == editor
    assert image.file_size == len(picture_text(image))
    assert re.fullmatch(r"pictures/\d{4}/[0-9a-f]{32}\.jpg", image.file.name)


def test_several_pictures_are_cleaned_on_upload(client, editor):
    assert several(client, "image", upload("封面.png", files.picture("PNG")))["success"]
    assert files.SECRET.encode() not in picture_text(Image.objects.get())


def test_a_replaced_picture_is_cleaned_and_the_old_one_goes(client, editor, hers, make_image):
    image = make_image(collection=hers)
    image.get_rendition("width-20")
    old = image.file.name
    client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": "新的", "file": upload("新的.webp", files.picture("WEBP"))},
    )
    image.refresh_from_db()
    assert image.file.name.endswith(".webp")
    assert files.SECRET.encode() not in picture_text(image)
    assert not image.file.storage.exists(old)
    assert not image.renditions.exists()


def test_editing_words_leaves_the_picture_alone(client, editor, hers, make_image):
    image = make_image(collection=hers)
    client.post(reverse("wagtailimages:edit", args=[image.pk]), {"title": "新的标题"})
    changed = Image.objects.get()
    assert (changed.title, changed.file.name) == ("新的标题", image.file.name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("图.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("照片.jpg", files.picture("PNG")),
        ("照片.jpg", b"hello"),
        ("照片.jpg", files.picture()[:-200]),
        ("图.png", files.png_header(50_000, 50_000)),
        ("图.gif", files.moving_picture("GIF")),
    ],
)
def test_a_bad_picture_is_refused_in_chinese_everywhere(client, editor, name, content):
    response = client.post(reverse("wagtailimages:add"), {"title": "a", "file": upload(name, content)})
    assert response.status_code == 200
    assert "没有收下" in response.content.decode()
    answer = several(client, "image", upload(name, content))
    assert not answer["success"]
    assert "没有收下" in answer["error_message"]
    assert not Image.objects.exists()
    assert not UploadedFile.objects.exists()


def test_one_document_is_taken(client, editor):
    client.post(reverse("wagtaildocs:add"), {"title": "公约", "file": upload("家庭公约.pdf", files.pdf())})
    document = Document.objects.get()
    assert document.original_name == "家庭公约.pdf"
    assert document.file_size == len(files.pdf())
    assert re.fullmatch(r"documents/\d{4}/[0-9a-f]{32}\.pdf", document.file.name)


def test_several_documents_are_taken(client, editor):
    assert several(client, "document", upload("教案.docx", files.office()))["success"]
    assert Document.objects.get().original_name == "教案.docx"


def test_a_bad_document_is_refused_once_and_in_chinese(client, editor):
    bad = {
        "公约.pdf": b"<html>",
        "教案.docx": files.archive(),
        "教案.doc": b"\xd0\xcf\x11\xe0",
        "a.exe": b"MZ",
    }
    for name, content in bad.items():
        answer = several(client, "document", upload(name, content))
        assert not answer["success"]
        assert "\n" not in answer["error_message"], "one answer, not two"
        assert "请" in answer["error_message"]
    assert not Document.objects.exists()


@pytest.mark.parametrize("kind", ["image", "document"])
def test_an_upload_that_waits_for_a_better_title_is_not_public(client, editor, kind, settings):
    """Wagtail keeps the file as it was sent, GPS and all, until the form is right."""
    name, content = ("a.jpg", files.picture()) if kind == "image" else ("a.pdf", files.pdf())
    answer = several(client, kind, upload(name, content), title="长" * 300)
    pending = UploadedFile.objects.get()
    assert not pending.file.path.startswith(str(settings.MEDIA_ROOT))

    pk = answer["uploaded_file_id"]
    view = "wagtailimages:create_multiple_from_uploaded_image"
    if kind == "document":
        view = "wagtaildocs:create_multiple_from_uploaded_document"
    done = client.post(
        reverse(view, args=[pk]),
        {f"uploaded-{kind}-{pk}-title": "短的"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert json.loads(done.content)["success"], done.content
    assert not UploadedFile.objects.exists()
    if kind == "image":
        assert files.SECRET.encode() not in picture_text(Image.objects.get())
    else:
        assert Document.objects.get().file_size == len(files.pdf())


def test_the_chooser_takes_a_document_the_same_way(client, editor):
    url = reverse("wagtaildocs_chooser:create")
    fields = {"document-chooser-upload-title": "公约"}
    client.post(url, {**fields, "document-chooser-upload-file": upload("公约.pdf", b"<html>")})
    assert not Document.objects.exists()
    client.post(url, {**fields, "document-chooser-upload-file": upload("公约.pdf", files.pdf())})
    assert Document.objects.get().url in client.get(reverse("wagtaildocs:index")).content.decode()
