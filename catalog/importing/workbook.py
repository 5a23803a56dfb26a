"""A file → grids of cells, by what the file is and not by what it is called.

Decided here: which kinds of file are read at all. `Refused` carries the message for everything else.
"""

from __future__ import annotations

from pathlib import Path

from catalog.importing.delimited import grid_of_text
from catalog.importing.grids import MAX_FILE_BYTES, Grid, Refused
from catalog.importing.xls import grids_of_xls
from catalog.importing.xlsx import grids_of_xlsx

_FOREIGN = {
    b"%PDF": "这是 PDF 文件",
    b"\x89PNG": "这是图片",
    b"\xff\xd8\xff": "这是图片",
    b"GIF8": "这是图片",
    b"{\\rtf": "这是 RTF 文档",
    b"Rar!": "这是压缩包",
    b"7z\xbc\xaf": "这是压缩包",
}


def grids_of(path: Path) -> list[Grid]:
    """The visible sheets of the file; raises `Refused` for whatever is no sheet."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise Refused(
                f"文件超过 {MAX_FILE_BYTES // 1_000_000} MB，不像汇总表。请删去图片和无关内容，另存后再导入。"
            )
        data = path.read_bytes() if path.is_file() else b""
    except OSError as error:
        raise Refused("文件读不到。请检查文件是否还在、能否打开，再导入一次。") from error
    if not data.strip(b"\x00 \t\r\n"):
        raise Refused("文件是空的。请确认选对了文件，再导入一次。")
    for mark, what in _FOREIGN.items():
        if data.startswith(mark):
            raise Refused(f"{what}，不是表格。请把汇总表存为 .xlsx 后再导入。")
    if data.startswith(b"PK"):
        return grids_of_xlsx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return grids_of_xls(data)
    return [grid_of_text(data)]
