import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image as Pillow
from PIL import ImageCms

from media.incoming import IncomingFile, file_accept
from media.inspection import Limits, Purpose

from . import files


def accept(name: str, content: bytes, purpose: Purpose = Purpose.PICTURE) -> IncomingFile:
    return file_accept(content=ContentFile(content), name=name, purpose=purpose)


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("GIF", "a.gif")]
)
def test_nothing_but_the_picture_is_left(kind, name):
    sent = files.picture(kind)
    assert files.SECRET.encode() in sent, "the test would prove nothing"
    kept = accept(name, sent).read()
    assert files.SECRET.encode() not in kept
    picture = Pillow.open(io.BytesIO(kept))
    assert not picture.getexif()
    assert not {"exif", "xmp", "comment", "icc_profile", "photoshop"} & picture.info.keys()


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_a_picture_taken_sideways_is_stored_upright(kind, name):
    kept = Pillow.open(accept(name, files.picture(kind, orientation=6)))
    assert kept.size == (32, 64)
    red, white = kept.convert("RGB").getpixel((16, 8)), kept.convert("RGB").getpixel((16, 56))
    assert red[0] > 180
    assert red[1] < 80
    assert min(white) > 230


def test_transparency_survives():
    kept = Pillow.open(accept("a.png", files.picture("PNG", mode="RGBA")))
    assert kept.mode == "RGBA"
    palette = Pillow.new("P", (4, 4), 0)
    palette.putpalette([255, 0, 0, 0, 255, 0])
    out = io.BytesIO()
    palette.save(out, "PNG", transparency=0)
    assert Pillow.open(accept("a.png", out.getvalue())).convert("RGBA").getpixel((0, 0))[3] == 0


def test_a_huge_jpeg_is_kept_smaller(monkeypatch):
    monkeypatch.setattr(Limits, "kept_pixels", 1000)
    assert Pillow.open(accept("a.jpg", files.picture(size=(64, 32), orientation=6))).size == (16, 32)
    assert Pillow.open(accept("a.png", files.picture("PNG", size=(64, 32)))).size == (64, 32)


def test_a_gif_becomes_a_png():
    incoming = accept("图.gif", files.picture("GIF"))
    assert (incoming.extension, incoming.mime, incoming.original_name) == ("png", "image/png", "图.png")


def test_print_colours_become_screen_colours():
    assert Pillow.open(accept("a.jpg", files.picture("JPEG", mode="CMYK", bare=True))).mode == "RGB"


def test_a_colour_profile_is_applied_and_dropped():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for icc in (
        profile,
        b"no profile at all",
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    ):
        kept = Pillow.open(accept("a.jpg", files.picture("JPEG", bare=True, icc_profile=icc)))
        assert "icc_profile" not in kept.info


def test_digests_and_size_are_of_what_is_kept():
    incoming = accept("公约.pdf", files.pdf(), Purpose.DOCUMENT)
    assert incoming.size == len(files.pdf())
    assert len(incoming.sha256) == 64
    assert incoming.sha256 == accept("别的.pdf", files.pdf(), Purpose.DOCUMENT).sha256


def test_a_large_upload_can_be_moved_into_place():
    upload = TemporaryUploadedFile("课.mp4", "video/mp4", 0, None)
    upload.write(files.mp4())
    incoming = file_accept(content=upload, name=upload.name, purpose=Purpose.VIDEO)
    assert incoming.temporary_file_path() == upload.temporary_file_path()
