"""The zip around a workbook: which parts there are, and each one's XML as a counted stream.

Decided here: what the zip says of sizes is never believed, the bytes that come out are counted; a
DOCTYPE (and with it every entity) is refused; only stored and deflated parts are unpacked.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from xml.parsers import expat

from catalog.importing.grids import TOO_LARGE, Refused

# A sheet of 5,000 lessons is about 3 MB of XML; formatted empty rows may make it ten times that.
MAX_XML_BYTES = 48_000_000
# The same sheet has about 200,000 elements, nested about ten deep; each costs a microsecond.
MAX_ELEMENTS = 1_500_000
MAX_DEPTH = 40
MAX_DIRECTORY_BYTES = 1_000_000
Attributes = dict[str, str]

NO_WORKBOOK = Refused(
    "这个文件不是 Excel 工作簿，无法读取。请用 Excel 或 WPS 打开原表，另存为 .xlsx 后再导入。"
)
DAMAGED = Refused("工作簿已损坏，无法读取。请用 Excel 或 WPS 打开修复，另存为 .xlsx 后再导入。")
SUSPICIOUS = Refused(
    "工作簿里有不应出现的内容，已拒绝读取。请把表格复制到新建的工作簿，另存为 .xlsx 后再导入。"
)


def local_name(tag: str) -> str:
    """The tag without its namespace: the transitional and the strict format differ only there."""
    return tag.rpartition("|")[2]


class Package:
    """The zip: which parts there are, and each one's XML, counted while it is unpacked."""

    def __init__(self, data: bytes) -> None:
        _check_directory(data)
        try:
            self.archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OverflowError) as error:
            raise DAMAGED from error
        self.names = {name.lstrip("/").lower(): name for name in self.archive.namelist()}
        self.unpacked = self.elements = 0
        if any(name.startswith("encryptedpackage") for name in self.names):
            raise Refused("工作簿有打开密码。请取消密码保护，另存后再导入。")
        self.workbook = "xl/workbook.xml"
        for kind, target in self.relations("").values():
            if kind == "officeDocument":
                self.workbook = target
        if self.workbook.lower().endswith(".bin"):
            raise Refused("这是 .xlsb 二进制工作簿。请用 Excel 或 WPS 另存为 .xlsx 后再导入。")
        if self.workbook.lower() not in self.names or "word/" in self.workbook or "ppt/" in self.workbook:
            raise NO_WORKBOOK

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → (kind, part) of one part."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if local_name(tag) == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                target = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, posixpath.normpath(target))

        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path.lower() in self.names:
            self.parse(path, start)
        return found

    def parse(
        self,
        part: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        name = self.names.get(part.lower())
        if name is None:
            return
        entry = self.archive.getinfo(name)
        if entry.flag_bits & 0x1:
            raise Refused("工作簿有密码。请取消密码保护，另存后再导入。")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise SUSPICIOUS
        depth = 0

        def begin(tag: str, attributes: Attributes) -> None:
            nonlocal depth
            depth += 1
            self.elements += 1
            if depth > MAX_DEPTH:
                raise SUSPICIOUS
            if self.elements > MAX_ELEMENTS:
                raise TOO_LARGE
            start(tag, attributes)

        def finish(tag: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(tag)

        parser = expat.ParserCreate(namespace_separator="|")
        parser.buffer_text = True
        parser.StartElementHandler = begin
        parser.EndElementHandler = finish
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            with self.archive.open(entry) as stream:
                while chunk := stream.read(65_536):
                    self.unpacked += len(chunk)
                    if self.unpacked > MAX_XML_BYTES:
                        raise TOO_LARGE
                    parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError,
                NotImplementedError, RuntimeError) as error:  # fmt: skip
            raise DAMAGED from error


def _refuse_doctype(*_: object) -> None:
    raise SUSPICIOUS


def _check_directory(data: bytes) -> None:
    """A directory of a million entries costs memory before anything is unpacked, so it is measured first."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        raise DAMAGED
    size = struct.unpack_from("<I", data, end + 12)[0]
    wide = data.rfind(b"PK\x06\x06", max(0, end - 4_096), end)
    if wide >= 0 and len(data) >= wide + 56:
        size = struct.unpack_from("<Q", data, wide + 40)[0]
    if size > MAX_DIRECTORY_BYTES:
        raise SUSPICIOUS
