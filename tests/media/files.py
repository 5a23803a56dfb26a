"""Files for the tests, good and bad, made here so that nothing binary lies in the repository."""

import io
import stat
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image as Pillow
from PIL import PngImagePlugin

SECRET = "LOOKFORME"  # what no stored picture may contain
GPS = 0x8825
MAKE, ORIENTATION, DESCRIPTION = 0x010F, 0x0112, 0x010E
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a b="{SECRET}-xmp"/></x:xmpmeta>'.encode()


def _exif(orientation: int) -> Pillow.Exif:
    exif = Pillow.Exif()
    exif[MAKE] = f"{SECRET}-phone"
    exif[DESCRIPTION] = f"{SECRET}-words"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS).update(
        {1: "N", 2: (34.0, 37.0, 12.0), 3: "E", 4: (112.0, 27.0, 3.0), 29: f"{SECRET}-day"}
    )
    return exif


def picture(
    kind: str = "JPEG",
    size: tuple[int, int] = (64, 32),
    *,
    mode: str = "RGB",
    orientation: int = 1,
    bare: bool = False,
    **saving: Any,
) -> bytes:
    """A picture whose left half is red; unless bare, with all metadata its format can carry."""
    image = Pillow.new("RGB", size, "white")
    image.paste((220, 20, 20), (0, 0, size[0] // 2, size[1]))
    image = image.convert(mode)
    if not bare and kind != "GIF":
        saving["exif"] = _exif(orientation)
        saving["xmp"] = XMP
        if kind == "JPEG":
            saving["comment"] = f"{SECRET}-comment".encode()
        if kind == "PNG":
            texts = PngImagePlugin.PngInfo()
            texts.add_text("Author", f"{SECRET}-author")
            texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
            saving["pnginfo"] = texts
            del saving["xmp"]
    if kind == "GIF":
        saving["comment"] = f"{SECRET}-comment".encode()
    out = io.BytesIO()
    image.save(out, kind, **saving)
    return out.getvalue()


def moving_picture(kind: str, frames: int = 3) -> bytes:
    pictures = [Pillow.new("RGB", (8, 8), (30 * number, 0, 0)) for number in range(frames)]
    out = io.BytesIO()
    pictures[0].save(out, kind, save_all=True, append_images=pictures[1:])
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size; the pixels behind it are nearly nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def pdf(*, inside: bytes = b"", after: bytes = b"") -> bytes:
    body = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + inside
    offsets = []
    for number, content in enumerate(
        (
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        ),
        start=1,
    ):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    body += b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return body + after


def archive(entries: dict[str, bytes | str] | None = None, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as zipped:
        for name, content in (entries or {"a.txt": "a"}).items():
            zipped.writestr(name, content)
    return out.getvalue()


_MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
}
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def content_types(kind: str, main_type: str = "") -> str:
    part, name = _MAIN[kind]
    main_type = main_type or f"application/vnd.openxmlformats-officedocument.{name}.main+xml"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{_TYPES}">'
        f'<Override PartName="/{part}" ContentType="{main_type}"/></Types>'
    )


def relationship(kind: str, target: str, mode: str = "External") -> str:
    return (
        f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="r1" Type="{_OFFICE}/{kind}" '
        f'Target="{target}" TargetMode="{mode}"/></Relationships>'
    )


def office(kind: str = "docx", **extra: Any) -> bytes:
    return archive(office_entries(kind, **extra))


def office_entries(kind: str = "docx", main_type: str = "", more: Any = None) -> dict[str, bytes | str]:
    part, _ = _MAIN[kind]
    entries: dict[str, bytes | str] = {
        "[Content_Types].xml": content_types(kind, main_type),
        "_rels/.rels": relationship("officeDocument", part, "Internal"),
        part: "<document>家庭教育</document>",
    }
    return entries | (more or {})


def symlink_docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, content in office_entries().items():
            zipped.writestr(name, content)
        link = zipfile.ZipInfo("word/link")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        zipped.writestr(link, "/etc/passwd")
    return out.getvalue()


def encrypted_docx() -> bytes:
    content = bytearray(office())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        content[at + offset] |= 1
    return bytes(content)


def many_entries() -> bytes:
    return archive(
        office_entries(more={f"a{number}": b"" for number in range(10_001)}), method=zipfile.ZIP_STORED
    )


def lying_end_record() -> bytes:
    """10,500 entries, but the end of the directory says three."""
    content = bytearray(
        archive(
            office_entries(more={f"a{number}": b"" for number in range(10_500)}),
            method=zipfile.ZIP_STORED,
        )
    )
    content[-14:-10] = struct.pack("<HH", 3, 3)
    return bytes(content)


def box(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


def mp4(*, brand: bytes = b"isom", seconds: int = 125, handler: bytes = b"vide", more: bytes = b"") -> bytes:
    header = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + b"\0" * 80)
    told = box(b"hdlr", b"\0" * 8 + handler + b"\0" * 13)
    moov = box(b"moov", header + box(b"trak", box(b"mdia", told)))
    return box(b"ftyp", brand + b"\0\0\2\0" + b"mp42") + moov + box(b"mdat", b"\x11" * 5000) + more


def webm(doctype: bytes = b"webm", *, claimed: int | None = None) -> bytes:
    def element(name: bytes, body: bytes, length: int | None = None) -> bytes:
        size = len(body) if length is None else length
        return name + (size | 1 << 56).to_bytes(8, "big") + body

    header = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", doctype))
    return header + element(b"\x18\x53\x80\x67", b"\x22" * 3000, claimed)
