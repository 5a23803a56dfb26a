"""Word, PowerPoint and Excel files: a bounded zip, without macros or outside templates.

The file's own words about sizes are never believed: every part is really inflated, in
pieces, until a limit. Archives inside (a chart carries its own workbook) stay shut.
"""

import io
import stat
import struct
import zipfile
import zlib
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError

from media.inspection.purposes import Limits, refusal
from media.inspection.traces import tail_of

_MAIN = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    "docx": _MAIN + "wordprocessingml.document.main+xml",
    "pptx": _MAIN + "presentationml.presentation.main+xml",
    "xlsx": _MAIN + "spreadsheetml.sheet.main+xml",
}
CONTENT_TYPES = "[Content_Types].xml"

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 18
# Fetched by the reader's program as soon as the file is opened, without a click.
_FETCHED_ON_OPENING = {"attachedTemplate", "oleObject", "subDocument", "frame", "image", "externalLinkPath"}
_READING = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def inspect(stream: BinaryIO, extension: str, size: int) -> None:
    _check_outside(stream, extension, size)
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_names(archive)
            parts = _inflate(archive, size)
    except _READING as error:
        raise _broken() from error
    types = _parsed(parts.get(CONTENT_TYPES))
    _check_main_part(types, extension, set(parts))
    for name, content in parts.items():
        if name.lower().endswith(".rels"):
            _check_relationships(_parsed(content))


def _check_outside(stream: BinaryIO, extension: str, size: int) -> None:
    head = stream.read(8)
    if head == _OLD_OFFICE:
        raise refusal(
            "encrypted",
            f"这个文件设了密码或者是老格式，没有收下。请去掉密码，另存为 {extension} 再上传。",
        )
    if not head.startswith(b"PK\x03\x04"):
        raise refusal(
            "mismatch",
            f"这个文件名叫 {extension}，里面却不是，没有收下。请用 Office 或 WPS 重新保存再上传。",
        )
    # Read before `zipfile` does: it would build an object for each of 100,000 entries.
    end = tail_of(stream, 22)
    if not end.startswith(b"PK\x05\x06"):
        raise _broken()
    entries, directory, start = struct.unpack("<HII", end[10:20])
    if entries > Limits.office_entries or directory > Limits.office_directory_bytes:
        raise _bomb()
    if start + directory + 22 != size:  # something stands before or between
        raise _broken()


def _check_names(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    if len(infos) > Limits.office_entries:
        raise _bomb()
    names = [info.filename for info in infos]
    if len({name.lower() for name in names}) != len(names):
        raise _broken()
    for info in infos:
        name = info.orig_filename.replace("\\", "/")
        outside = name.startswith("/") or ":" in name or "\0" in name or ".." in name.split("/")
        if outside or stat.S_ISLNK(info.external_attr >> 16):
            raise refusal("unsafe_path", "这个文件的内部结构不正常，没有收下。请另存为 PDF 再上传。")
        if info.flag_bits & 1:
            raise refusal("encrypted", "这个文件设了密码，没有收下。请去掉密码再上传。")
        if name.lower().endswith("vbaproject.bin"):
            raise _macros()


def _inflate(archive: zipfile.ZipFile, size: int) -> dict[str, bytes]:
    """Inflate everything once, keep only the few parts that are parsed."""
    allowed = Limits.office_expanded_bytes()
    by_ratio = max(Limits.office_ratio_from, size * Limits.office_ratio)
    parsed: dict[str, bytes] = {}
    total = 0
    for info in archive.infolist():
        lower = info.filename.lower()
        keep = io.BytesIO() if info.filename == CONTENT_TYPES or lower.endswith(".rels") else None
        with archive.open(info) as part:
            first = True
            while chunk := part.read(_CHUNK):
                total += len(chunk)
                if total > allowed or total > by_ratio:
                    raise _bomb()
                # Office never declares entities; they are how a small file explodes.
                # Zero bytes are dropped so that UTF-16 hides nothing.
                if first and lower.endswith((".xml", ".rels")) and _declares(chunk[:4096]):
                    raise _bomb()
                first = False
                if keep is not None:
                    if keep.tell() + len(chunk) > Limits.office_part_bytes:
                        raise _bomb()
                    keep.write(chunk)
        parsed[info.filename] = keep.getvalue() if keep is not None else b""
    return parsed


def _declares(head: bytes) -> bool:
    plain = head.replace(b"\0", b"")
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _parsed(content: bytes | None) -> Element:
    if not content:
        raise _broken()
    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise _broken() from error


def _check_main_part(types: Element, extension: str, names: set[str]) -> None:
    declared = {
        element.get("ContentType", ""): element.get("PartName", "").lstrip("/")
        for element in types
        if element.tag.endswith("}Override")
    }
    every_type = {element.get("ContentType", "") for element in types}
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in every_type):
        raise _macros()
    if declared.get(MAIN_PARTS[extension]) not in names:
        raise refusal(
            "mismatch",
            f"这个文件名叫 {extension}，里面却不是，没有收下。请用 Office 或 WPS 重新保存再上传。",
        )


def _check_relationships(relationships: Element) -> None:
    for element in relationships:
        kind = element.get("Type", "").rpartition("/")[2]
        if element.get("TargetMode") == "External" and kind in _FETCHED_ON_OPENING:
            raise refusal(
                "external",
                "这个文件打开时会去取外面的模板或图片，没有收下。请把图片直接插入文件，或另存为 PDF 再上传。",
            )


def _broken() -> ValidationError:
    return refusal("broken", "这个文件不完整，打不开，没有收下。请用 Office 或 WPS 打开后另存一份再上传。")


def _bomb() -> ValidationError:
    return refusal("bomb", "这个文件展开后大得不正常，没有收下。请另存为 PDF 再上传。")


def _macros() -> ValidationError:
    return refusal("macros", "这个文件带有宏，没有收下。请另存为不带宏的格式，或另存为 PDF 再上传。")
