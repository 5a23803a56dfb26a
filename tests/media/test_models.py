import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from media.models import Cue, Document, Image, Video

from . import files

pytestmark = pytest.mark.django_db


def stored(file) -> bytes:
    with file.storage.open(file.name) as stream:
        return stream.read()


@pytest.mark.parametrize("name", ["家庭公约.pdf", "../../../tmp/公约.pdf", "长" * 300 + ".pdf", "公约\0.pdf"])
def test_a_stored_name_is_generated_whatever_the_file_was_called(name):
    upload = ContentFile(files.pdf(), name="公约.pdf")
    document = Document(title="公约")
    document.file.save(name, upload)
    assert re.fullmatch(r"documents/\d{4}/[0-9a-f]{32}\.pdf", document.file.name)
    assert document.original_name.endswith(".pdf")


def test_every_kind_lies_in_its_own_place(make_image, make_video, make_document):
    assert re.fullmatch(r"pictures/\d{4}/[0-9a-f]{32}\.jpg", make_image().file.name)
    assert re.fullmatch(r"videos/\d{4}/[0-9a-f]{32}\.mp4", make_video().file.name)


def test_documents_and_videos_lie_outside_the_public_folder(make_document, make_video, settings):
    for file in (make_document().file, make_video().file):
        assert not file.path.startswith(str(settings.MEDIA_ROOT))
        with pytest.raises(NotImplementedError):
            _ = file.url


def test_what_was_learnt_on_the_way_in_is_kept(make_document, make_video):
    document, video = make_document(), make_video()
    document.refresh_from_db()
    video.refresh_from_db()
    assert (document.original_name, document.mime) == ("家庭公约.pdf", "application/pdf")
    assert document.file_size == len(files.pdf())
    assert len(document.sha256) == 64
    assert len(document.file_hash) == 40
    assert (video.bytes, video.mime, video.duration_seconds) == (len(files.mp4()), "video/mp4", 125)


@pytest.mark.parametrize(
    ("model", "name", "content"),
    [
        (Image, "照片.jpg", b"<html>"),
        (Document, "公约.pdf", b"<html>"),
        (Video, "课.mp4", b"#EXTM3U\n"),
    ],
)
class TestNoWayInGoesAroundTheCheck:
    def refused(self, model, act):
        with pytest.raises(ValidationError), transaction.atomic():
            act()
        assert not model.objects.exists()

    def test_saving_a_model(self, model, name, content):
        self.refused(model, lambda: model(title="a", file=SimpleUploadedFile(name, content)).save())

    def test_saving_the_file_alone(self, model, name, content):
        self.refused(model, lambda: model(title="a").file.save(name, ContentFile(content)))

    def test_creating_in_bulk(self, model, name, content):
        rows = [model(title="a", file=SimpleUploadedFile(name, content))]
        self.refused(model, lambda: model.objects.bulk_create(rows))


def test_a_checked_picture_does_not_pass_as_a_document(make_image):
    from media.incoming import file_accept
    from media.inspection import Purpose

    checked = file_accept(content=ContentFile(files.picture()), name="a.jpg", purpose=Purpose.PICTURE)
    with pytest.raises(ValidationError):
        Document(title="a", file=checked).save()


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
@pytest.mark.parametrize(
    "spec", ["original", "width-20", "fill-20x20", "format-jpeg", "format-png", "format-webp"]
)
def test_neither_original_nor_rendition_says_where_it_was_taken(make_image, kind, name, spec):
    image = make_image(name, files.picture(kind))
    rendition = image.get_rendition(spec)
    assert rendition.file.name.startswith("renditions/")
    for content in (stored(image.file), stored(rendition.file)):
        assert files.SECRET.encode() not in content
        assert b"GPS" not in content
        assert b"Exif" not in content


def test_an_upright_picture_has_upright_sizes(make_image):
    image = make_image(content=files.picture(orientation=6))
    image.refresh_from_db()
    assert (image.width, image.height) == (32, 64)
    assert image.file_size == len(stored(image.file))


def test_a_replaced_file_changes_all_that_is_known_of_it(make_document):
    document = make_document()
    before = (document.sha256, document.file.name)
    document.file = SimpleUploadedFile("新的.docx", files.office())
    document.save(update_fields=["file"])
    document.refresh_from_db()
    assert document.sha256 != before[0]
    assert document.file.name.endswith(".docx")
    assert document.original_name == "新的.docx"
    assert document.mime.endswith("wordprocessingml.document")


def test_saving_again_does_not_touch_the_file(make_image):
    image = make_image()
    name, digest = image.file.name, image.sha256
    image.title = "别的"
    image.save()
    assert (image.file.name, image.sha256) == (name, digest)


@pytest.mark.parametrize("make", ["make_document", "make_video", "make_image"])
def test_the_file_of_a_deleted_row_goes_too(make, request, django_capture_on_commit_callbacks):
    row = request.getfixturevalue(make)()
    storage, name = row.file.storage, row.file.name
    with django_capture_on_commit_callbacks(execute=True):
        row.delete()
    assert not storage.exists(name)


def test_the_url_of_a_document_is_ours_and_shows_its_name(make_document):
    document = make_document("家庭公约 第1版#.pdf")
    assert document.url.endswith(
        f"documents/{document.pk}/%E5%AE%B6%E5%BA%AD%E5%85%AC%E7%BA%A6%20%E7%AC%AC1%E7%89%88%23.pdf"
    )


def test_cues_come_in_the_order_they_are_spoken(make_video):
    video = make_video()
    Cue.objects.create(video=video, start_ms=5000, end_ms=6000, text="二")
    Cue.objects.create(video=video, start_ms=0, end_ms=900, text="一")
    assert [cue.text for cue in video.cues.all()] == ["一", "二"]


def test_a_cue_ends_after_it_starts(make_video):
    video = make_video()
    with pytest.raises(IntegrityError), transaction.atomic():
        Cue.objects.create(video=video, start_ms=5000, end_ms=5000, text="a")
