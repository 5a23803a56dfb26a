"""A county's own sheet, given back with a comment on every cell that somebody should mend.

Decided here: an xlsx comes back as it is, only commented; anything else (xls, csv) as an xlsx of what was read. A
cell that is text stays text, whatever it begins with. Not here: what the problems are (reading and applying).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from catalog.importing.grids import FORMULA, Grid
from catalog.importing.workbook import grids_of

AUTHOR = "河洛家教"
TO_MEND = PatternFill("solid", fgColor="FFF2CC")
WIDTH, HEIGHT = 320, 120
SHEET_NAME = "汇总表"


@dataclass(frozen=True)
class Note:
    """What is said about a cell; where the column is not known, about the first of the row."""

    sheet: str
    row: int
    column: int
    message: str


def sheet_mark(path: Path, notes: Iterable[Note]) -> bytes:
    """The file with comments, as xlsx."""
    data = path.read_bytes()
    book = openpyxl.load_workbook(BytesIO(data)) if data.startswith(b"PK") else _rebuilt(grids_of(path))
    said: dict[tuple[str, int, int], list[str]] = {}
    for note in notes:
        said.setdefault((note.sheet or SHEET_NAME, note.row, note.column), []).append(note.message)
    for (name, row, column), messages in said.items():
        if name in book.sheetnames:
            _comment(book[name], row, column, "\n".join(messages))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _comment(sheet: Any, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        # Only the first cell of a merge can carry anything.
        merged = next(found for found in sheet.merged_cells.ranges if cell.coordinate in found)
        cell = sheet.cell(merged.min_row, merged.min_col)
    if cell.comment:
        text = f"{cell.comment.text}\n{text}"
    cell.comment = Comment(text, AUTHOR, width=WIDTH, height=HEIGHT)
    cell.fill = TO_MEND


def _rebuilt(grids: list[Grid]) -> Any:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for grid in grids:
        sheet = book.create_sheet(grid.name or SHEET_NAME)
        for row, cells in grid.rows.items():
            for column, read in cells.items():
                cell = sheet.cell(row, column)
                if read.value is FORMULA:
                    cell.value = "（公式）"
                elif isinstance(read.value, str):
                    cell.value = ILLEGAL_CHARACTERS_RE.sub("", read.value)
                    cell.data_type = "s"
                else:
                    cell.value = read.value
    return book
