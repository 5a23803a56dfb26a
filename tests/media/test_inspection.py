import io
import time
import tracemalloc
import zipfile

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow

from media.inspection import Finding, Purpose, file_inspect

from . import files

PICTURE, DOCUMENT, VIDEO = Purpose.PICTURE, Purpose.DOCUMENT, Purpose.VIDEO


def look(name: str, content: bytes, purpose: Purpose) -> Finding:
    return file_inspect(stream=io.BytesIO(content), name=name, purpose=purpose)


GOOD = [
    ("照片.jpg", files.picture(), PICTURE, "jpg"),
    ("照片.JPEG", files.picture(), PICTURE, "jpg"),
    ("图.png", files.picture("PNG"), PICTURE, "png"),
    ("图.webp", files.picture("WEBP"), PICTURE, "webp"),
    ("图.gif", files.picture("GIF"), PICTURE, "gif"),
    ("公约.pdf", files.pdf(), DOCUMENT, "pdf"),
    ("有填充.pdf", files.pdf(after=b"\r\n" + b"\0" * 200), DOCUMENT, "pdf"),
    ("教案.docx", files.office("docx"), DOCUMENT, "docx"),
    ("课件.pptx", files.office("pptx"), DOCUMENT, "pptx"),
    ("汇总表.xlsx", files.office("xlsx"), DOCUMENT, "xlsx"),
    (
        "有图表.pptx",
        files.office("pptx", more={"ppt/embeddings/Sheet1.xlsx": files.office("xlsx")}),
        DOCUMENT,
        "pptx",
    ),
    (
        "有链接.docx",
        files.office(more={"word/_rels/document.xml.rels": files.relationship("hyperlink", "https://a.cn/")}),
        DOCUMENT,
        "docx",
    ),
    ("说明.txt", "孩子写作业磨蹭，怎么办\r\n".encode(), DOCUMENT, "txt"),
    ("说明.txt", "孩子写作业磨蹭，怎么办\r\n".encode("gb18030"), DOCUMENT, "txt"),
    ("课.mp4", files.mp4(), VIDEO, "mp4"),
    ("课.m4v", files.mp4(brand=b"M4V "), VIDEO, "m4v"),
    ("手机.mov", files.mp4(brand=b"qt  "), VIDEO, "mov"),
    ("课.webm", files.webm(), VIDEO, "webm"),
]


@pytest.mark.parametrize(("name", "content", "purpose", "extension"), GOOD, ids=[row[0] for row in GOOD])
def test_a_good_file_is_taken_for_what_it_is(name, content, purpose, extension):
    assert look(name, content, purpose).extension == extension


JPEG_WITH_PAGE = files.picture(bare=True, comment=b"<html><script>alert(1)</script>")
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = {"word/_rels/settings.xml.rels": files.relationship("attachedTemplate", "https://a.cn/t.dotm")}
EXTERNAL_PICTURE = {"word/_rels/document.xml.rels": files.relationship("image", "https://a.cn/t.png")}
BAD = {
    "an SVG": ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", PICTURE, "extension"),
    "an SVG called PNG": ("图.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", PICTURE, "mismatch"),
    "a name without extension": ("照片", files.picture(), PICTURE, "extension"),
    "a double extension": ("照片.jpg.exe", files.picture(), PICTURE, "extension"),
    "a PNG called JPG": ("照片.jpg", files.picture("PNG"), PICTURE, "mismatch"),
    "an empty picture": ("照片.jpg", b"", PICTURE, "empty"),
    "a truncated JPEG": ("照片.jpg", files.picture()[:-200], PICTURE, "broken"),
    "a truncated PNG": ("照片.png", files.picture("PNG")[:-40], PICTURE, "broken"),
    "a 50,000 by 50,000 PNG": ("照片.png", files.png_header(50_000, 50_000), PICTURE, "too_many_pixels"),
    "an 8,000 by 8,000 PNG": ("照片.png", files.png_header(8_000, 8_000), PICTURE, "too_many_pixels"),
    "a moving GIF": ("图.gif", files.moving_picture("GIF"), PICTURE, "animated"),
    "a moving PNG": ("图.png", files.moving_picture("PNG"), PICTURE, "animated"),
    "a moving WebP": ("图.webp", files.moving_picture("WEBP"), PICTURE, "animated"),
    "a JPEG that is a page too": ("照片.jpg", JPEG_WITH_PAGE, PICTURE, "polyglot"),
    "a JPEG that is a zip too": ("照片.jpg", files.picture() + files.archive(), PICTURE, "polyglot"),
    "a page called PDF": ("公约.pdf", b"<html><body>%PDF-1.4 %%EOF</body></html>", DOCUMENT, "mismatch"),
    "a PDF that begins late": ("公约.pdf", b"\n" + files.pdf(), DOCUMENT, "mismatch"),
    "half a PDF": ("公约.pdf", files.pdf()[:-60], DOCUMENT, "broken"),
    "a PDF whose table is elsewhere": (
        "公约.pdf",
        files.pdf().replace(b"startxref\n", b"startxref\n9"),
        DOCUMENT,
        "broken",
    ),
    "a PDF with much behind its end": ("公约.pdf", files.pdf(after=b"\0" * 2000), DOCUMENT, "broken"),
    "a PDF that is a zip too": ("公约.pdf", files.pdf(after=files.archive()), DOCUMENT, "polyglot"),
    "a zip inside a PDF's comment": (
        "公约.pdf",
        files.pdf(inside=b"%" + files.archive() + b"\n"),
        DOCUMENT,
        "polyglot",
    ),
    "a PDF that is a page too": (
        "公约.pdf",
        files.pdf(inside=b"<script >a()</script>\n"),
        DOCUMENT,
        "polyglot",
    ),
    "a program called DOCX": ("教案.docx", b"MZ\x90\0" + b"\0" * 500, DOCUMENT, "mismatch"),
    "a zip called DOCX": ("教案.docx", files.archive(), DOCUMENT, "broken"),
    "a PPTX called DOCX": ("教案.docx", files.office("pptx"), DOCUMENT, "mismatch"),
    "an old DOC": ("教案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DOCUMENT, "extension"),
    "a DOCX with a password": ("教案.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, DOCUMENT, "encrypted"),
    "a DOCX with encrypted parts": ("教案.docx", files.encrypted_docx(), DOCUMENT, "encrypted"),
    "a DOCM": ("教案.docm", files.office(main_type=MACRO_TYPE), DOCUMENT, "extension"),
    "a DOCM called DOCX": ("教案.docx", files.office(main_type=MACRO_TYPE), DOCUMENT, "macros"),
    "a DOCX with a macro part": (
        "教案.docx",
        files.office(more={"word/vbaProject.bin": b"x"}),
        DOCUMENT,
        "macros",
    ),
    "a DOCX with an outside template": ("教案.docx", files.office(more=TEMPLATE), DOCUMENT, "external"),
    "a DOCX with an outside picture": (
        "教案.docx",
        files.office(more=EXTERNAL_PICTURE),
        DOCUMENT,
        "external",
    ),
    "a DOCX that declares entities": (
        "教案.docx",
        files.office(more={"word/footer.xml": LAUGHS}),
        DOCUMENT,
        "bomb",
    ),
    "a DOCX that declares them in UTF-16": (
        "教案.docx",
        files.office(more={"word/footer.xml": LAUGHS.encode("utf-16")}),
        DOCUMENT,
        "bomb",
    ),
    "a DOCX with a path upwards": (
        "教案.docx",
        files.office(more={"word/../../a": b""}),
        DOCUMENT,
        "unsafe_path",
    ),
    "a DOCX with a backslash path": (
        "教案.docx",
        files.office(more={"word\\..\\a": b""}),
        DOCUMENT,
        "unsafe_path",
    ),
    "a DOCX with an absolute path": (
        "教案.docx",
        files.office(more={"/etc/a": b""}),
        DOCUMENT,
        "unsafe_path",
    ),
    "a DOCX with a symlink": ("教案.docx", files.symlink_docx(), DOCUMENT, "unsafe_path"),
    "a DOCX with 10,001 entries": ("教案.docx", files.many_entries(), DOCUMENT, "bomb"),
    "a DOCX that lies about its entries": ("教案.docx", files.lying_end_record(), DOCUMENT, "bomb"),
    "a DOCX of 20 MB of nothing": (
        "教案.docx",
        files.office(more={"word/media/a.bmp": b"\0" * 20_000_000}),
        DOCUMENT,
        "bomb",
    ),
    "half a DOCX": ("教案.docx", files.office()[:-30], DOCUMENT, "broken"),
    "something before a DOCX": ("教案.docx", b"PK\x03\x04" + b"\0" * 60 + files.office(), DOCUMENT, "broken"),
    "a page called TXT": ("说明.txt", b"<!DOCTYPE html><p>", DOCUMENT, "mismatch"),
    "a program called TXT": ("说明.txt", b"MZ\x90\0\x03\0\0\0", DOCUMENT, "mismatch"),
    "text called MP4": ("课.mp4", b"hello world, hello world", VIDEO, "mismatch"),
    "a playlist called MP4": ("课.mp4", b"#EXTM3U\nfile:///etc/passwd\n", VIDEO, "mismatch"),
    "a HEIC called MP4": ("课.mp4", files.mp4(brand=b"heic"), VIDEO, "mismatch"),
    "sound called MP4": ("课.mp4", files.mp4(handler=b"soun"), VIDEO, "mismatch"),
    "an MP4 without moov": (
        "课.mp4",
        files.box(b"ftyp", b"isom\0\0\2\0") + files.box(b"mdat", b"1" * 99),
        VIDEO,
        "broken",
    ),
    "an MP4 cut short": ("课.mp4", files.mp4()[:-100], VIDEO, "broken"),
    "an MP4 with a tail": ("课.mp4", files.mp4(more=b"tail!"), VIDEO, "broken"),
    "an MP4 with a truncated moov": (
        "课.mp4",
        files.box(b"ftyp", b"isom\0\0\2\0") + files.box(b"mdat") + files.box(b"moov", b"\0\0\1\0trak"),
        VIDEO,
        "broken",
    ),
    "an MP4 that is a zip too": (
        "课.mp4",
        files.mp4(more=files.box(b"free", files.archive())),
        VIDEO,
        "polyglot",
    ),
    "an endless row of boxes": ("课.mp4", files.mp4(more=files.box(b"free") * 10_001), VIDEO, "broken"),
    "a Matroska called WebM": ("课.webm", files.webm(b"matroska"), VIDEO, "mismatch"),
    "half a WebM": ("课.webm", files.webm()[:-1000], VIDEO, "broken"),
    "a video among documents": ("课.mp4", files.mp4(), DOCUMENT, "extension"),
}


@pytest.mark.parametrize(("name", "content", "purpose", "code"), BAD.values(), ids=BAD)
def test_it_is_refused_in_words(name, content, purpose, code):
    with pytest.raises(ValidationError) as refused:
        look(name, content, purpose)
    assert refused.value.code == code
    message = refused.value.message
    assert "请" in message, "says what to do"
    assert message.endswith("。")


def test_a_webm_written_while_recording_has_no_length_and_is_taken():
    unknown = (1 << 56) - 1
    assert look("课.webm", files.webm(claimed=unknown), VIDEO).extension == "webm"


def test_the_length_of_a_video_is_read_from_its_header():
    assert look("课.mp4", files.mp4(seconds=492), VIDEO).duration_seconds == 492
    assert look("课.mp4", files.mp4(seconds=0), VIDEO).duration_seconds is None


def test_a_file_over_the_limit_is_refused_with_both_numbers(settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 300
    with pytest.raises(ValidationError) as refused:
        look("说明.txt", b"a" * 2048, DOCUMENT)
    assert "2 KB" in refused.value.message
    assert "300字节" in refused.value.message


def test_a_phone_jpeg_with_a_second_picture_is_taken():
    second = Pillow.new("RGB", (8, 8))
    out = io.BytesIO()
    Pillow.new("RGB", (64, 32)).save(out, "MPO", save_all=True, append_images=[second])
    assert look("照片.jpg", out.getvalue(), PICTURE).extension == "jpg"


@pytest.fixture(scope="module")
def zip_bomb() -> bytes:
    """A gigabyte of zeros in a megabyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for name, content in files.office_entries().items():
            zipped.writestr(name, content)
        with zipped.open("word/media/image1.png", "w", force_zip64=True) as part:
            block = b"\0" * (1 << 20)
            for _ in range(1024):
                part.write(block)
    return out.getvalue()


def test_a_gigabyte_of_zeros_is_refused_soon_and_in_little_memory(zip_bomb):
    tracemalloc.start()
    began = time.monotonic()
    with pytest.raises(ValidationError) as refused:
        look("课件.docx", zip_bomb, DOCUMENT)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.value.code == "bomb"
    assert time.monotonic() - began < 10
    assert peak < 50 * 2**20


def test_the_frames_of_a_long_gif_are_not_all_read():
    long = files.moving_picture("GIF", frames=2)
    head, frame = long[:-1], long[long.rfind(b"\x21\xf9") : -1]
    content = head + frame * 10_000 + b";"
    began = time.monotonic()
    with pytest.raises(ValidationError) as refused:
        look("图.gif", content, PICTURE)
    assert refused.value.code == "animated"
    assert time.monotonic() - began < 2
